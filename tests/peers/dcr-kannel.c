/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dcr-kannel.h"

#include <stdio.h>
#include <string.h>

struct _DcrKannel
{
  char *folder, *config, *url;
  guint admin, boxes, centre, sendsms;
  DcrPeer *bearerbox, *smsbox, *fakesmsc;
};

static const char template[]
    = "group = core\nadmin-port = %u\nadmin-password = adm\nadmin-interface = 127.0.0.1\n"
      "smsbox-port = %u\nbox-allow-ip = \"127.0.0.1\"\n\n"
      "group = smsc\nsmsc = fake\nsmsc-id = centre\nhost = 127.0.0.1\nport = %u\nconnect-allow-ip = 127.0.0.1\n\n"
      "group = smsbox\nbearerbox-host = 127.0.0.1\nsendsms-port = %u\nsendsms-interface = 127.0.0.1\n\n"
      "group = sendsms-user\nusername = u\npassword = p\nconcatenation = true\nmax-messages = 10\n\n"
      "group = sms-service\nkeyword = default\nmax-messages = 0\nget-url = \"http://127.0.0.1:1/\"\n";

/* Asks until the port answers. */
static void
await_port (guint port)
{
  gint64 until = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  for (;;)
    {
      g_autoptr (GSocketClient) client = g_socket_client_new ();
      g_autoptr (GSocketConnection) connection
          = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL);
      if (connection != NULL)
        return;
      if (g_get_monotonic_time () > until)
        g_error ("Kannel does not listen on port %u", port);
      g_thread_yield ();
    }
}

DcrKannel *
dcr_kannel_start (void)
{
  DcrKannel *kannel = g_new0 (DcrKannel, 1);
  g_autofree char *text = NULL;
  g_autofree char *centre = NULL;

  kannel->folder = dcr_peer_make_folder ();
  kannel->config = g_build_filename (kannel->folder, "kannel.conf", NULL);
  kannel->admin = dcr_peer_free_port ();
  kannel->boxes = dcr_peer_free_port ();
  kannel->centre = dcr_peer_free_port ();
  kannel->sendsms = dcr_peer_free_port ();
  kannel->url = g_strdup_printf ("http://127.0.0.1:%u/cgi-bin/sendsms", kannel->sendsms);
  text = g_strdup_printf (template, kannel->admin, kannel->boxes, kannel->centre, kannel->sendsms);
  g_assert_true (g_file_set_contents (kannel->config, text, -1, NULL));
  centre = g_strdup_printf ("%u", kannel->centre);
  const char *bearerbox[] = { "/usr/sbin/bearerbox", kannel->config, NULL };
  const char *smsbox[] = { "/usr/sbin/smsbox", kannel->config, NULL };
  const char *fakesmsc[] = { "/usr/lib/kannel/test/fakesmsc",
                             "-H",
                             "127.0.0.1",
                             "-r",
                             centre,
                             "-i",
                             "1",
                             "-m",
                             "0",
                             "100 200 text x",
                             NULL };
  kannel->bearerbox = dcr_peer_start_daemon (bearerbox);
  await_port (kannel->admin);
  await_port (kannel->boxes);
  kannel->smsbox = dcr_peer_start_daemon (smsbox);
  await_port (kannel->sendsms);
  kannel->fakesmsc = dcr_peer_start_daemon (fakesmsc);
  return kannel;
}

void
dcr_kannel_stop (DcrKannel *kannel)
{
  dcr_peer_stop (kannel->fakesmsc);
  dcr_peer_stop (kannel->smsbox);
  dcr_peer_stop (kannel->bearerbox);
  dcr_peer_remove_folder (kannel->folder);
  g_free (kannel->config);
  g_free (kannel->url);
  g_free (kannel);
}

const char *
dcr_kannel_get_url (DcrKannel *kannel)
{
  return kannel->url;
}

/* ---- What the fake centre says it got -------------------------------------------------------- */

static void
sms_free (gpointer data)
{
  DcrReceivedSms *sms = data;
  g_free (sms->from);
  g_free (sms->to);
  g_free (sms->text);
  g_free (sms);
}

/* « + » and « %XX », as Kannel writes bytes. */
static GByteArray *
decode (const char *text)
{
  GByteArray *bytes = g_byte_array_new ();

  for (const char *p = text; *p != '\0'; p++)
    {
      guint8 byte = *p == '+' ? ' ' : (guint8) *p;
      if (*p == '%' && g_ascii_isxdigit (p[1]) && g_ascii_isxdigit (p[2]))
        {
          byte = g_ascii_xdigit_value (p[1]) << 4 | g_ascii_xdigit_value (p[2]);
          p += 2;
        }
      g_byte_array_append (bytes, &byte, 1);
    }
  return bytes;
}

typedef struct
{
  DcrReceivedSms *sms;
  guint reference, total, got;
  GByteArray *bytes[256];
} Pending;

static char *
to_text (GByteArray *bytes, gboolean ucs2)
{
  g_autoptr (GError) error = NULL;
  char *text = ucs2 ? g_convert ((const char *) bytes->data, bytes->len, "UTF-8", "UTF-16BE", NULL,
                                 NULL, &error)
                    : g_strndup ((const char *) bytes->data, bytes->len);
  g_assert_no_error (error);
  return text;
}

/* Kannel cuts UTF-16 blindly, a surrogate pair included: only the whole can be read. Bytes of UTF-8 never begin with NUL; UTF-16 of French text does, nearly always. */
static gboolean
looks_like_utf16 (GByteArray *bytes)
{
  for (guint i = 0; i < bytes->len; i += 2)
    if (bytes->data[i] == 0)
      return TRUE;
  return FALSE;
}

static void
finish (Pending *pending, GPtrArray *list)
{
  g_autoptr (GByteArray) whole = g_byte_array_new ();

  for (guint i = 1; i <= pending->total; i++)
    {
      g_assert_nonnull (pending->bytes[i]);
      g_byte_array_append (whole, pending->bytes[i]->data, pending->bytes[i]->len);
      g_byte_array_unref (pending->bytes[i]);
    }
  pending->sms->ucs2 = looks_like_utf16 (whole);
  pending->sms->text = to_text (whole, pending->sms->ucs2);
  pending->sms->parts = pending->total;
  g_ptr_array_add (list, pending->sms);
}

/* « 3939 +33639984127 udh %05%00%03%02%02%01 data … », « … text … », « … ucs-2 … » */
static void
read_line (const char *line, GHashTable *pending, GPtrArray *list)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 6);
  DcrReceivedSms *sms = g_new0 (DcrReceivedSms, 1);

  sms->from = g_strdup (words[0]);
  sms->to = g_strdup (words[1]);
  if (!g_str_equal (words[2], "udh"))
    {
      const char *rest = strstr (line, words[2]) + strlen (words[2]) + 1;
      g_autoptr (GByteArray) bytes = g_str_equal (words[2], "text") ? NULL : decode (rest);
      sms->ucs2 = g_str_equal (words[2], "ucs-2");
      sms->text = bytes != NULL ? to_text (bytes, sms->ucs2) : g_strdup (rest);
      sms->parts = 1;
      g_ptr_array_add (list, sms);
      return;
    }
  g_autoptr (GByteArray) header = decode (words[3]);
  guint reference = header->data[3], total = header->data[4], number = header->data[5];
  Pending *one = g_hash_table_lookup (pending, GUINT_TO_POINTER (reference));
  if (one == NULL)
    {
      one = g_new0 (Pending, 1);
      one->sms = sms;
      one->total = total;
      g_hash_table_insert (pending, GUINT_TO_POINTER (reference), one);
    }
  else
    sms_free (sms);
  one->bytes[number] = decode (words[5]);
  if (++one->got == total)
    {
      finish (one, list);
      g_hash_table_remove (pending, GUINT_TO_POINTER (reference));
    }
}

GPtrArray *
dcr_kannel_received (DcrKannel *kannel)
{
  g_auto (GStrv) lines = dcr_peer_all (kannel->fakesmsc, "Got message ");
  g_autoptr (GHashTable) pending
      = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);
  GPtrArray *list = g_ptr_array_new_with_free_func (sms_free);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *start = strchr (lines[i], '<'), *end = strrchr (lines[i], '>');
      if (start == NULL || end == NULL)
        continue;
      *end = '\0';
      read_line (start + 1, pending, list);
    }
  return list;
}
