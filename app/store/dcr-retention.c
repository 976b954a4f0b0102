/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/dcr-retention.h"

#include <string.h>

#include "store/dcr-store.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)

static const struct
{
  const char *rule;
  guint days;
} defaults[] = {
  { "call-note", 183 },  { "caller", 183 },  { "message-body", 365 }, { "message-id", 487 },
  { "journal", 365 },    { "contact", 60 },  { "escalation", 365 },   { "callback", 183 },
  { "search-log", 395 },
};

void
dcr_purge_line_free (DcrPurgeLine *line)
{
  if (line == NULL)
    return;
  g_free (line->rule);
  g_free (line->table);
  g_free (line);
}

guint
dcr_retention_days (DcrDb *db, const char *rule)
{
  g_autofree char *name = g_strconcat ("retention.", rule, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
    if (g_str_equal (defaults[i].rule, rule))
      return dcr_db_get_int (db, defaults[i].days, NULL,
                             "SELECT CAST(value AS INTEGER) FROM setting WHERE name=?1 AND value>0", "t", name);
  return 0;
}

static gboolean
is_nullable (DcrDb *db, const char *table, const char *column)
{
  return dcr_db_get_int (db, 1, NULL,
                         "SELECT \"notnull\"=0 FROM pragma_table_info(?1) WHERE name=?2", "tt",
                         table, column);
}

/* Names come from our own descriptors, never from outside: they may stand in SQL. */
char *
dcr_retention_blank (DcrDb *db, const char *table, const char *columns, GError **error)
{
  g_auto (GStrv) names = g_strsplit (columns, ",", -1);
  GString *out = g_string_new (NULL);

  for (char **name = names; *name != NULL; name++)
    g_string_append_printf (out, "%s%s=%s", out->len ? "," : "", *name,
                            is_nullable (db, table, *name) ? "NULL" : "''");
  return g_string_free (out, FALSE);
}

/* « (note IS NOT NULL OR other_words IS NOT NULL) »: as the partial index has it. */
static char *
something_left (DcrDb *db, const char *table, const char *columns)
{
  g_auto (GStrv) names = g_strsplit (columns, ",", -1);
  GString *out = g_string_new ("(");

  for (char **name = names; *name != NULL; name++)
    g_string_append_printf (out, "%s%s%s", out->len > 1 ? " OR " : "", *name,
                            is_nullable (db, table, *name) ? " IS NOT NULL" : "<>''");
  g_string_append_c (out, ')');
  return g_string_free (out, FALSE);
}

static gboolean
run_rule (DcrDb *db, const DcrSharedTable *table, DcrPurgeLine *line, const char *columns,
          gint64 before, gboolean rehearsal, GError **error)
{
  g_autofree char *left
      = line->deletes ? g_strdup ("1") : something_left (db, table->name, columns);
  g_autofree char *blank
      = line->deletes ? NULL : dcr_retention_blank (db, table->name, columns, error);
  g_autofree char *where = g_strdup_printf ("%s AND %s<?1", left, table->age);
  g_autofree char *count = g_strdup_printf ("SELECT count(*) FROM %s WHERE %s", table->name, where);
  g_autofree char *act
      = line->deletes ? g_strdup_printf ("DELETE FROM %s WHERE %s", table->name, where)
                      : g_strdup_printf ("UPDATE %s SET %s WHERE %s", table->name, blank, where);
  GError *inner = NULL;

  if (rehearsal)
    line->rows = dcr_db_get_int (db, 0, &inner, count, "i", before);
  else if (dcr_db_run (db, &inner, act, "i", before))
    line->rows = dcr_db_changes (db);
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

/* One rule of « !rule », « rule », « rule:a,b ». */
static gboolean
purge_by (DcrDb *db, const DcrSharedTable *table, const char *text, gint64 now, gboolean rehearsal,
          GPtrArray *lines, GError **error)
{
  const char *colon = strchr (text, ':');
  DcrPurgeLine *line = g_new0 (DcrPurgeLine, 1);

  line->deletes = text[0] == '!';
  text += line->deletes;
  line->rule = colon ? g_strndup (text, colon - text) : g_strdup (text);
  line->table = g_strdup (table->name);
  line->days = dcr_retention_days (db, line->rule);
  g_ptr_array_add (lines, line);
  if (line->days == 0)
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_STORE, "no retention rule « %s »", line->rule);
      return FALSE;
    }
  return run_rule (db, table, line, colon ? colon + 1 : table->personal,
                   now - (gint64) line->days * DAY_MS, rehearsal, error);
}

GPtrArray *
dcr_retention_run (DcrDb *db, gint64 now_ms, gboolean rehearsal, GError **error)
{
  g_autoptr (GPtrArray) lines
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_purge_line_free);

  for (const DcrSharedTable *table = dcr_store_shared_tables (); table->name != NULL; table++)
    {
      g_auto (GStrv) rules = g_strsplit (table->keep, "|", -1);
      for (char **rule = rules; table->age != NULL && *rule != NULL && **rule != '\0'; rule++)
        if (!purge_by (db, table, *rule, now_ms, rehearsal, lines, error))
          return NULL;
    }
  return g_steal_pointer (&lines);
}
