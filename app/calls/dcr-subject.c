/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls/dcr-subject.h"

#include <string.h>

#include "calls/dcr-journal.h"
#include "store/dcr-retention.h"
#include "store/dcr-store.h"
#include "text/dcr-phone.h"

void
dcr_subject_free (DcrSubject *subject)
{
  if (subject == NULL)
    return;
  g_free (subject->number);
  g_free (subject->email);
  g_clear_pointer (&subject->hashes, g_ptr_array_unref);
  g_free (subject);
}

DcrSubject *
dcr_subject_from_json (GVariant *object, GError **error)
{
  g_autoptr (DcrSubject) subject = g_new0 (DcrSubject, 1);
  DcrPhone phone;

  g_variant_lookup (object, "number", "s", &subject->number);
  g_variant_lookup (object, "email", "s", &subject->email);
  if (subject->number != NULL)
    dcr_phone_parse (subject->number, &phone);
  if ((subject->number == NULL) == (subject->email == NULL)
      || (subject->number != NULL && phone.e164[0] == '\0')
      || (subject->email != NULL && strchr (subject->email, '@') == NULL))
    {
      g_set_error (
          error, DCR_ERROR, DCR_ERROR_INPUT,
          _("Give either a whole number or an e-mail address: {\"number\":\"…\"} or {\"email\":\"…\"}."));
      return NULL;
    }
  return g_steal_pointer (&subject);
}

/* ---- How a number may be written ------------------------------------------------------------- */

static void
add_spread (GPtrArray *words, const char *digits, const char *gap)
{
  GString *out = g_string_new (NULL);
  gsize n = strlen (digits), at = n % 2 ? 3 : 2;

  g_string_append_len (out, digits, MIN (at, n));
  for (; at < n; at += 2)
    g_string_append_printf (out, "%s%.2s", gap, digits + at);
  g_ptr_array_add (words, g_string_free (out, FALSE));
}

/* Texts that betray the subject wherever they stand. */
static GPtrArray *
words_of (const DcrSubject *subject)
{
  static const char *const gaps[] = { "", " ", "\302\240", "\342\200\257", ".", "-" };
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  DcrPhone phone;
  g_autoptr (GString) plain = NULL;

  if (subject->email != NULL)
    {
      g_ptr_array_add (words, g_strdup (subject->email));
      return words;
    }
  dcr_phone_parse (subject->number, &phone);
  plain = g_string_new (phone.shown);
  g_string_replace (plain, "\302\240", "", 0);
  g_string_replace (plain, "+", "", 0);
  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
    add_spread (words, plain->str, gaps[i]);
  g_ptr_array_add (words, g_strdup (phone.e164 + 1));
  /* 33 6 39 98 41 27 */
  for (guint i = 1; i < G_N_ELEMENTS (gaps) && plain->str[0] == '0' && plain->len == 10; i++)
    add_spread (words, plain->str + 1, gaps[i]);
  return words;
}

GPtrArray *
dcr_subject_writings (const DcrSubject *subject)
{
  GPtrArray *words = words_of (subject);
  DcrPhone phone;

  if (subject->number == NULL)
    return words;
  dcr_phone_parse (subject->number, &phone);
  g_ptr_array_add (words, g_strdup (phone.e164));
  g_ptr_array_add (words, g_strdup (phone.shown));
  return words;
}

void
dcr_subject_add_hash (DcrSubject *subject, GBytes *hash)
{
  if (subject->hashes == NULL)
    subject->hashes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_ptr_array_add (subject->hashes, hash);
}

/* ---- Where it stands ------------------------------------------------------------------------- */

static gboolean
is_hash (const char *column)
{
  return g_str_equal (column, "hash") || g_str_has_suffix (column, "_hash");
}

/* « (phone LIKE '%…%' OR hash=x'…') », or NULL when the table has no such column. */
static char *
condition_of (DcrDb *db, const DcrSharedTable *table, GPtrArray *words, GPtrArray *hashes)
{
  g_auto (GStrv) columns = g_strsplit (table->personal, ",", -1);
  GString *out = g_string_new (NULL);

  for (char **column = columns; *column != NULL && **column != '\0'; column++)
    {
      for (guint i = 0; !is_hash (*column) && i < words->len; i++)
        g_string_append_printf (out, "%sinstr(lower(%s),lower(?%u))>0", out->len ? " OR " : "",
                                *column, i + 1);
      for (guint i = 0; is_hash (*column) && i < hashes->len; i++)
        g_string_append_printf (out, "%s%s=?%u", out->len ? " OR " : "", *column,
                                words->len + i + 1);
    }
  if (g_str_equal (table->name, "call")) /* those of an identified caller are theirs too */
    g_string_append (out, " OR caller IN (SELECT id FROM temp.subject_caller)");
  if (out->len == 0)
    {
      g_string_free (out, TRUE);
      return NULL;
    }
  g_string_prepend_c (out, '(');
  g_string_append_c (out, ')');
  return g_string_free (out, FALSE);
}

static void
bind_all (DcrStmt *stmt, GPtrArray *words, GPtrArray *hashes)
{
  for (guint i = 0; i < words->len; i++)
    dcr_stmt_bind_text (stmt, i + 1, words->pdata[i]);
  for (guint i = 0; i < hashes->len; i++)
    {
      gsize size;
      gconstpointer data = g_bytes_get_data (hashes->pdata[i], &size);
      dcr_stmt_bind_blob (stmt, words->len + i + 1, data, size);
    }
}

static gboolean
run_bound (DcrDb *db, const char *sql, GPtrArray *words, GPtrArray *hashes, GError **error)
{
  GError *inner = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  bind_all (stmt, words, hashes);
  while (dcr_stmt_step (stmt, &inner))
    ;
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

/* The identified callers, once: the table itself is emptied on the way. */
static gboolean
find_callers (DcrDb *db, GPtrArray *words, GPtrArray *hashes, GError **error)
{
  g_autoptr (GString) sql
      = g_string_new ("INSERT INTO temp.subject_caller SELECT id FROM caller WHERE 0");

  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (
        sql, " OR instr(coalesce(number,''),?%u)>0 OR lower(coalesce(email,''))=lower(?%u)", i + 1,
        i + 1);
  return dcr_db_exec (db, "CREATE TEMP TABLE IF NOT EXISTS subject_caller(id BLOB);"
                          "DELETE FROM temp.subject_caller", error)
         && run_bound (db, sql->str, words, hashes, error);
}

static GPtrArray *
hashes_of (DcrContactKeys *keys, const DcrSubject *subject)
{
  GPtrArray *hashes = dcr_contact_hashes (keys, subject->number ? subject->number : subject->email);

  for (guint i = 0; subject->hashes != NULL && i < subject->hashes->len; i++)
    g_ptr_array_add (hashes, g_bytes_ref (subject->hashes->pdata[i]));
  return hashes;
}

/* ---- Export ---------------------------------------------------------------------------------- */

static GVariant *
read_row (DcrStmt *stmt, char **columns)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  for (int i = 0; columns[i] != NULL; i++)
    {
      DcrUuid uuid;
      char text[DCR_UUID_TEXT_SIZE];
      const char *plain = dcr_stmt_text (stmt, i);
      if (dcr_stmt_is_null (stmt, i))
        continue;
      if (plain != NULL && g_utf8_validate (plain, -1, NULL) && !dcr_stmt_uuid (stmt, i, &uuid))
        g_variant_dict_insert (&dict, columns[i], "s", plain);
      else if (dcr_stmt_uuid (stmt, i, &uuid))
        {
          dcr_uuid_to_text (&uuid, text);
          g_variant_dict_insert (&dict, columns[i], "s", text);
        }
    }
  return g_variant_dict_end (&dict);
}

static gboolean
export_table (DcrDb *db, const DcrSharedTable *table, GPtrArray *words, GPtrArray *hashes,
              GVariantDict *all, GError **error)
{
  g_autofree char *condition = condition_of (db, table, words, hashes);
  g_auto (GStrv) columns = g_strsplit (table->columns, ",", -1);
  g_autofree char *sql = condition ? g_strdup_printf ("SELECT %s FROM %s WHERE %s", table->columns,
                                                      table->name, condition)
                                   : NULL;
  g_autoptr (DcrStmt) stmt = sql ? dcr_db_prepare (db, sql, error) : NULL;
  GError *inner = NULL;
  GVariantBuilder rows;
  guint n = 0;

  if (sql == NULL)
    return TRUE;
  if (stmt == NULL)
    return FALSE;
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  bind_all (stmt, words, hashes);
  for (; dcr_stmt_step (stmt, &inner); n++)
    g_variant_builder_add_value (&rows, read_row (stmt, columns));
  if (n > 0)
    g_variant_dict_insert_value (all, table->name, g_variant_builder_end (&rows));
  else
    g_variant_builder_clear (&rows);
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

GVariant *
dcr_subject_export (DcrDb *db, DcrContactKeys *keys, const DcrSubject *subject,
                    const DcrUuid *person, GError **error)
{
  g_autoptr (GPtrArray) words = words_of (subject);
  g_autoptr (GPtrArray) hashes = hashes_of (keys, subject);
  g_autoptr (GVariantDict) all = g_variant_dict_new (NULL);

  if (!find_callers (db, words, hashes, error))
    return NULL;
  for (const DcrSharedTable *table = dcr_store_shared_tables (); table->name != NULL; table++)
    if (!export_table (db, table, words, hashes, all, error))
      return NULL;
  if (!dcr_journal_add (db, person, DCR_JOURNAL_EXPORTED_SUBJECT, "", "", error))
    return NULL;
  return g_variant_ref_sink (g_variant_dict_end (all));
}

/* ---- Erase ----------------------------------------------------------------------------------- */

/* « !rule » tables lose the row; others their personal columns. Without an age nothing ever needs
 * the row. */
static gboolean
erase_table (DcrDb *db, const DcrSharedTable *table, GPtrArray *words, GPtrArray *hashes,
             guint *n_erased, guint *n_needed, GError **error)
{
  g_autofree char *condition = condition_of (db, table, words, hashes);
  g_autofree char *free_now
      = table->age ? g_strdup_printf ("(%s) IS NOT NULL", table->age) : g_strdup ("1");
  g_autofree char *blank = NULL, *sql = NULL, *count = NULL;

  if (condition == NULL)
    return TRUE;
  blank = dcr_retention_blank (db, table->name, table->personal, error);
  sql = table->keep[0] == '!'
            ? g_strdup_printf ("DELETE FROM %s WHERE %s AND %s", table->name, condition, free_now)
            : g_strdup_printf ("UPDATE %s SET %s WHERE %s AND %s", table->name, blank, condition,
                               free_now);
  if (!run_bound (db, sql, words, hashes, error))
    return FALSE;
  *n_erased += dcr_db_changes (db);
  count = g_strdup_printf ("SELECT count(*) FROM %s WHERE %s", table->name, condition);
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (db, count, error);
  if (stmt == NULL)
    return FALSE;
  bind_all (stmt, words, hashes);
  if (dcr_stmt_step (stmt, NULL) && !g_str_equal (table->name, "call"))
    *n_needed += dcr_stmt_int (stmt, 0);
  return TRUE;
}

/* A draft is text: the number goes out of it, the call in hand stays. */
static gboolean
erase_drafts (DcrDb *db, GPtrArray *words, guint *n_erased, GError **error)
{
  for (guint i = 0; i < words->len; i++)
    {
      if (!dcr_db_run (db, error,
                       "UPDATE call_draft SET state=replace(state,?1,'') WHERE instr(state,?1)>0", "t",
                       words->pdata[i]))
        return FALSE;
      *n_erased += dcr_db_changes (db);
    }
  return TRUE;
}

gboolean
dcr_subject_erase (DcrDb *db, DcrContactKeys *keys, const DcrSubject *subject,
                   const DcrUuid *person, guint *n_erased, guint *n_needed, GError **error)
{
  g_autoptr (GPtrArray) words = words_of (subject);
  g_autoptr (GPtrArray) hashes = hashes_of (keys, subject);
  const DcrSharedTable *tables = dcr_store_shared_tables ();
  guint n = 0;

  *n_erased = *n_needed = 0;
  if (!find_callers (db, words, hashes, error))
    return FALSE;
  while (tables[n].name != NULL)
    n++;
  while (n-- > 0) /* children first: a call loses its link to the caller when that row goes */
    if (tables[n].personal[0] != '\0'
        && !erase_table (db, &tables[n], words, hashes, n_erased, n_needed, error))
      return FALSE;
  return erase_drafts (db, words, n_erased, error)
         && dcr_db_exec (db, "DELETE FROM temp.subject_caller", error)
         && dcr_journal_add (db, person, DCR_JOURNAL_ERASED_SUBJECT, "", "", error);
}
