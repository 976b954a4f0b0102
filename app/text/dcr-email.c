/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/dcr-email.h"

#include <string.h>

#include "base/dcr-error.h"

/* RFC 5321 4.5.3.1 */
#define MAX_LOCAL 64
#define MAX_ADDRESS 254
#define MAX_LABEL 63

/* Domains of the mailboxes most used in France, most used first. */
static const char *const frequent[] = {
  "gmail.com",     "orange.fr",    "hotmail.fr",  "hotmail.com",  "outlook.fr",      "outlook.com",
  "free.fr",       "wanadoo.fr",   "yahoo.fr",    "sfr.fr",       "laposte.net",     "icloud.com",
  "live.fr",       "yahoo.com",    "msn.com",     "bbox.fr",      "neuf.fr",         "numericable.fr",
  "club-internet.fr", "aol.com",   "me.com",      "protonmail.com", "proton.me",     "gmx.fr",
  "cegetel.net",   "aliceadsl.fr", "hotmail.be",  "live.com",     "mail.com",        "voila.fr",
};

static gboolean
has_control (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if ((guchar) *p < 0x20 || *p == 0x7f)
      return TRUE;
  return strstr (text, "\xc2\x85") != NULL; /* NEL: a line break to some readers */
}

/* atext of RFC 5322 3.2.3 */
static gboolean
is_atext (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("!#$%&'*+/=?^_`{|}~-", c) != NULL);
}

static DcrEmailProblem
check_local (const char *local, gsize length)
{
  if (length == 0 || local[0] == '.' || local[length - 1] == '.')
    return DCR_EMAIL_LOCAL;
  if (length > MAX_LOCAL)
    return DCR_EMAIL_TOO_LONG;
  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) local[i] >= 0x80)
        return DCR_EMAIL_ACCENT;
      if (local[i] == '.' ? local[i + 1] == '.' : !is_atext (local[i]))
        return DCR_EMAIL_LOCAL;
    }
  return DCR_EMAIL_OK;
}

static gboolean
check_label (const char *label)
{
  gsize length = strlen (label);

  if (length == 0 || length > MAX_LABEL || label[0] == '-' || label[length - 1] == '-')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (label[i]) && label[i] != '-')
      return FALSE;
  return TRUE;
}

static DcrEmailProblem
check_domain (const char *domain)
{
  g_autofree char *ascii = g_hostname_to_ascii (domain);
  guint n_labels = 0;
  gboolean letter_in_last = FALSE;

  if (ascii == NULL || *ascii == '\0')
    return DCR_EMAIL_DOMAIN;
  g_auto (GStrv) labels = g_strsplit (ascii, ".", -1);
  for (; labels[n_labels] != NULL; n_labels++)
    {
      if (!check_label (labels[n_labels]))
        return DCR_EMAIL_DOMAIN;
      letter_in_last = FALSE;
      for (const char *p = labels[n_labels]; *p != '\0'; p++)
        letter_in_last = letter_in_last || g_ascii_isalpha (*p);
      letter_in_last = letter_in_last && strlen (labels[n_labels]) > 1;
    }
  /* an address of four numbers or a machine's bare name receives nothing from outside */
  return n_labels >= 2 && letter_in_last ? DCR_EMAIL_OK : DCR_EMAIL_DOMAIN;
}

DcrEmailProblem
dcr_email_check (const char *address)
{
  const char *at;
  DcrEmailProblem problem;

  if (address == NULL || *address == '\0')
    return DCR_EMAIL_EMPTY;
  if (has_control (address))
    return DCR_EMAIL_LINE_BREAK;
  at = strchr (address, '@');
  if (at == NULL || strchr (at + 1, '@') != NULL)
    return DCR_EMAIL_NO_AT;
  if (strlen (address) > MAX_ADDRESS)
    return DCR_EMAIL_TOO_LONG;
  problem = check_local (address, at - address);
  return problem != DCR_EMAIL_OK ? problem : check_domain (at + 1);
}

const char *
dcr_email_describe (DcrEmailProblem problem)
{
  switch (problem)
    {
    case DCR_EMAIL_OK:
      return NULL;
    case DCR_EMAIL_EMPTY:
      return _("The address is missing.");
    case DCR_EMAIL_LINE_BREAK:
      return _("The address holds a line break or another invisible sign. Type it again.");
    case DCR_EMAIL_NO_AT:
      return _("An address has one @, and only one.");
    case DCR_EMAIL_LOCAL:
      return _ (
          "What stands before @ cannot be an address: look for a space, a comma or two dots in a row.");
    case DCR_EMAIL_ACCENT:
      return _("An address has no accents before @.");
    case DCR_EMAIL_TOO_LONG:
      return _("The address is too long: no server would take it.");
    case DCR_EMAIL_DOMAIN:
    default:
      return _("What stands after @ is not the name of a mail service.");
    }
}

char *
dcr_email_normalise (const char *address)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (address));
  const char *start = trimmed;
  const char *at;

  if (g_ascii_strncasecmp (start, "mailto:", 7) == 0)
    start += 7;
  at = strrchr (start, '@');
  if (at == NULL)
    return g_strdup (start);
  g_autofree char *local = g_strndup (start, at - start);
  g_autofree char *lower = g_utf8_validate (at + 1, -1, NULL) ? g_utf8_strdown (at + 1, -1) : NULL;
  g_autofree char *ascii = lower != NULL ? g_hostname_to_ascii (lower) : NULL;
  return g_strconcat (local, "@", ascii != NULL ? ascii : at + 1, NULL);
}

char **
dcr_email_complete (const char *typed, guint limit)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  const char *at = strchr (typed, '@');

  if (at != NULL && at > typed)
    for (guint i = 0; i < G_N_ELEMENTS (frequent) && found->len < limit; i++)
      if (g_ascii_strncasecmp (frequent[i], at + 1, strlen (at + 1)) == 0
          && g_ascii_strcasecmp (frequent[i], at + 1) != 0)
        g_ptr_array_add (found,
                         g_strdup_printf ("%.*s@%s", (int) (at - typed), typed, frequent[i]));
  g_ptr_array_add (found, NULL);
  return (char **) g_ptr_array_steal (found, NULL);
}

/* Damerau-Levenshtein (neighbours may change places), bytes: domains are ASCII. */
static guint
distance (const char *a, const char *b)
{
  gsize n = strlen (a), m = strlen (b);
  guint d[MAX_LABEL + 2][MAX_LABEL + 2];

  if (n > MAX_LABEL || m > MAX_LABEL)
    return G_MAXUINT;
  for (gsize i = 0; i <= n; i++)
    d[i][0] = i;
  for (gsize j = 0; j <= m; j++)
    d[0][j] = j;
  for (gsize i = 1; i <= n; i++)
    for (gsize j = 1; j <= m; j++)
      {
        guint best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
        best = MIN (best, MIN (d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          best = MIN (best, d[i - 2][j - 2] + 1);
        d[i][j] = best;
      }
  return d[n][m];
}

char *
dcr_email_suggest (const char *address)
{
  const char *at = strchr (address, '@');
  const char *best = NULL;

  if (at == NULL || at == address || at[1] == '\0')
    return NULL;
  g_autofree char *domain = g_ascii_strdown (at + 1, -1);
  for (guint i = 0; i < G_N_ELEMENTS (frequent); i++)
    {
      guint away = distance (domain, frequent[i]);
      if (away == 0)
        return NULL;
      /* one slip, and not in a name so short that another real one is as near (me.com, sfr.fr) */
      if (away == 1 && best == NULL && strlen (frequent[i]) >= 7)
        best = frequent[i];
    }
  return best != NULL ? g_strdup_printf ("%.*s@%s", (int) (at - address), address, best) : NULL;
}

char *
dcr_email_mask (const char *address)
{
  const char *at = strrchr (address, '@');

  if (at == NULL || at == address || !g_utf8_validate (address, -1, NULL))
    return g_strdup ("…");
  g_autofree char *first = g_utf8_substring (address, 0, 1);
  return g_strconcat (first, "…", at, NULL);
}
