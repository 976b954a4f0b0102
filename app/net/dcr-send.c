/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/dcr-send.h"

#include <string.h>

void
dcr_send_result_set (DcrSendResult *result, DcrSendOutcome outcome, int code, const char *answer)
{
  g_autofree char *valid = g_utf8_make_valid (answer != NULL ? answer : "", -1);
  gsize length = strlen (valid);

  result->outcome = outcome;
  result->code = code;
  for (char *p = valid; *p != '\0'; p++)
    if ((guchar) *p < 0x20 || *p == 0x7f)
      *p = ' ';
  g_strchomp (valid);
  if (length >= sizeof result->answer)
    *g_utf8_find_prev_char (valid, valid + sizeof result->answer) = '\0';
  g_strlcpy (result->answer, valid, sizeof result->answer);
}

gboolean
dcr_send_is_loopback (const char *host)
{
  g_autofree char *bare = g_strdup (host);
  g_autoptr (GInetAddress) address = NULL;

  if (bare[0] == '[' && g_str_has_suffix (bare, "]"))
    {
      memmove (bare, bare + 1, strlen (bare));
      bare[strlen (bare) - 1] = '\0';
    }
  if (g_ascii_strcasecmp (bare, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (bare);
  return address != NULL && g_inet_address_get_is_loopback (address);
}
