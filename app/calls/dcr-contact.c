/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls/dcr-contact.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "store/dcr-files.h"
#include "text/dcr-phone.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)
#define RENEW_MS (30 * DAY_MS)
#define DESTROY_MS (DCR_CONTACT_DAYS * DAY_MS)
#define KEY_SIZE 32
#define HASH_SIZE 32
#define LOCK_WAIT_MS 5000

typedef struct
{
  gint64 made;
  guint8 bytes[KEY_SIZE];
} Key;

struct _DcrContactKeys
{
  GArray *keys; /* Key, the newest first */
};

void
dcr_contact_keys_free (DcrContactKeys *keys)
{
  if (keys == NULL)
    return;
  memset (keys->keys->data, 0, keys->keys->len * sizeof (Key));
  g_array_unref (keys->keys);
  g_free (keys);
}

static gboolean
parse_key (const char *line, Key *key)
{
  char hex[2 * KEY_SIZE + 1];

  if (sscanf (line, "%" G_GINT64_FORMAT " %64[0-9a-f]", &key->made, hex) != 2
      || strlen (hex) != 2 * KEY_SIZE)
    return FALSE;
  for (guint i = 0; i < KEY_SIZE; i++)
    key->bytes[i] = g_ascii_xdigit_value (hex[2 * i]) * 16 + g_ascii_xdigit_value (hex[2 * i + 1]);
  return TRUE;
}

static void
read_keys (DcrContactKeys *keys, const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return;
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      Key key;
      if (parse_key (*line, &key))
        g_array_append_val (keys->keys, key);
    }
}

static gboolean
make_key (DcrContactKeys *keys, gint64 now, GError **error)
{
  Key key = { .made = now };

  if (getrandom (key.bytes, KEY_SIZE, 0) != KEY_SIZE)
    {
      dcr_files_set_error (error, errno, "contact.keys");
      return FALSE;
    }
  g_array_prepend_val (keys->keys, key);
  return TRUE;
}

static gboolean
write_keys (DcrContactKeys *keys, const char *path, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean done;

  for (guint i = 0; i < keys->keys->len; i++)
    {
      const Key *key = &g_array_index (keys->keys, Key, i);
      g_string_append_printf (out, "%" G_GINT64_FORMAT " ", key->made);
      for (guint k = 0; k < KEY_SIZE; k++)
        g_string_append_printf (out, "%02x", key->bytes[k]);
      g_string_append_c (out, '\n');
    }
  done = dcr_files_write (path, out->str, out->len, error);
  memset (out->str, 0, out->len);
  return done;
}

/* TRUE when the file must be written again. A clock set back makes no key old. */
static gboolean
renew (DcrContactKeys *keys, gint64 now, gboolean *changed, GError **error)
{
  *changed = FALSE;
  for (guint i = keys->keys->len; i > 0; i--)
    if (now - g_array_index (keys->keys, Key, i - 1).made >= DESTROY_MS)
      {
        g_array_remove_index (keys->keys, i - 1);
        *changed = TRUE;
      }
  if (keys->keys->len > 0 && now - g_array_index (keys->keys, Key, 0).made < RENEW_MS)
    return TRUE;
  *changed = TRUE;
  return make_key (keys, now, error);
}

DcrContactKeys *
dcr_contact_keys_open (const char *folder, gint64 now_ms, GError **error)
{
  g_autoptr (DcrContactKeys) keys = g_new (DcrContactKeys, 1);
  g_autofree char *path = g_build_filename (folder, "contact.keys", NULL);
  g_autofree char *lock_path = g_build_filename (folder, "work.lock", NULL);
  gboolean changed, done;
  int lock;

  keys->keys = g_array_new (FALSE, FALSE, sizeof (Key));
  lock = dcr_files_lock (lock_path, LOCK_WAIT_MS, error);
  if (lock < 0)
    return NULL;
  read_keys (keys, path);
  done = renew (keys, now_ms, &changed, error) && (!changed || write_keys (keys, path, error));
  close (lock);
  return done ? g_steal_pointer (&keys) : NULL;
}

static GBytes *
hash_under (const Key *key, const char *text)
{
  guint8 digest[HASH_SIZE];
  gsize length = sizeof digest;
  GHmac *hmac = g_hmac_new (G_CHECKSUM_SHA256, key->bytes, KEY_SIZE);

  g_hmac_update (hmac, (const guchar *) text, -1);
  g_hmac_get_digest (hmac, digest, &length);
  g_hmac_unref (hmac);
  return g_bytes_new (digest, length);
}

/* E.164, or a mail address in small letters; NULL when it can be nobody's. */
static char *
canonical (const char *number)
{
  DcrPhone phone;

  if (number != NULL && strchr (number, '@') != NULL && !g_str_has_prefix (number, "sip"))
    return g_strstrip (g_utf8_strdown (number, -1));
  dcr_phone_parse (number, &phone);
  return phone.e164[0] != '\0' ? g_strdup (phone.e164) : NULL;
}

GPtrArray *
dcr_contact_hashes (DcrContactKeys *keys, const char *number)
{
  GPtrArray *hashes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree char *text = canonical (number);

  for (guint i = 0; text != NULL && i < keys->keys->len; i++)
    g_ptr_array_add (hashes, hash_under (&g_array_index (keys->keys, Key, i), text));
  return hashes;
}

GBytes *
dcr_contact_hash (DcrContactKeys *keys, const char *number)
{
  g_autoptr (GPtrArray) hashes = dcr_contact_hashes (keys, number);
  return hashes->len > 0 ? g_bytes_ref (hashes->pdata[0]) : NULL;
}

void
dcr_repeat_free (DcrRepeat *repeat)
{
  if (repeat == NULL)
    return;
  g_free (repeat->reason);
  g_strfreev (repeat->articles);
  g_free (repeat);
}

/* One earlier call, the newest first over both keys. */
typedef struct
{
  gint64 at;
  char *reason, *articles, *promise;
  int outcome;
} Contact;

static void
contact_clear (gpointer data)
{
  Contact *contact = data;
  g_free (contact->reason);
  g_free (contact->articles);
  g_free (contact->promise);
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  const Contact *one = a, *two = b;
  return one->at > two->at ? -1 : one->at < two->at;
}

static void
read_contacts (DcrDb *db, GBytes *hash, gint64 since, GArray *contacts)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (hash, &size);
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db,
      "SELECT at,reason,outcome,articles,promise FROM contact WHERE hash=?1 AND at>?2 ORDER BY at DESC"
      " LIMIT 100",
      NULL);

  if (stmt == NULL)
    return;
  dcr_stmt_bind_blob (stmt, 1, data, size);
  dcr_stmt_bind_int (stmt, 2, since);
  while (dcr_stmt_step (stmt, NULL))
    {
      Contact contact = { dcr_stmt_int (stmt, 0), g_strdup (dcr_stmt_text (stmt, 1)),
                          g_strdup (dcr_stmt_text (stmt, 3)), g_strdup (dcr_stmt_text (stmt, 4)),
                          dcr_stmt_int (stmt, 2) };
      g_array_append_val (contacts, contact);
    }
}

static void
count_windows (DcrRepeat *repeat, GArray *contacts, gint64 now)
{
  for (guint i = 0; i < contacts->len; i++)
    {
      gint64 age = now - g_array_index (contacts, Contact, i).at;
      repeat->n_7 += age <= 7 * DAY_MS;
      repeat->n_15 += age <= 15 * DAY_MS;
      repeat->n_30 += age <= 30 * DAY_MS;
    }
}

static DcrRepeat *
sum_up (GArray *contacts, gint64 now)
{
  const Contact *last = &g_array_index (contacts, Contact, 0);
  DcrRepeat *repeat = g_new0 (DcrRepeat, 1);
  guint days, rank;

  count_windows (repeat, contacts, now);
  repeat->last = last->at;
  repeat->reason = g_strdup (last->reason);
  repeat->outcome = last->outcome;
  repeat->articles = g_strsplit (last->articles, " ", -1);
  sscanf (last->promise, "%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, &repeat->promise_from,
          &repeat->promise_to);
  if (repeat->promise_to < now)
    repeat->promise_from = repeat->promise_to = 0;
  dcr_repeat_rank (repeat, &days, &rank);
  repeat->same_reason = last->reason != NULL;
  for (guint i = 0; i + 1 < rank && i < contacts->len; i++)
    repeat->same_reason
        = repeat->same_reason
          && g_strcmp0 (g_array_index (contacts, Contact, i).reason, last->reason) == 0;
  return repeat;
}

DcrRepeat *
dcr_contact_find (DcrDb *db, DcrContactKeys *keys, const char *number, gint64 now_ms)
{
  g_autoptr (GPtrArray) hashes = dcr_contact_hashes (keys, number);
  g_autoptr (GArray) contacts = g_array_new (FALSE, FALSE, sizeof (Contact));

  g_array_set_clear_func (contacts, contact_clear);
  for (guint i = 0; i < hashes->len; i++)
    read_contacts (db, hashes->pdata[i], now_ms - 30 * DAY_MS, contacts);
  if (contacts->len == 0)
    return NULL;
  g_array_sort (contacts, newest_first);
  return sum_up (contacts, now_ms);
}

gboolean
dcr_repeat_rank (const DcrRepeat *repeat, guint *days, guint *rank)
{
  *days = repeat->n_7 > 0 ? 7 : repeat->n_15 > 0 ? 15 : 30;
  *rank = (*days == 7 ? repeat->n_7 : *days == 15 ? repeat->n_15 : repeat->n_30) + 1;
  return *rank > 1;
}
