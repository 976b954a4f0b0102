/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid as a file: the same codes and labels on every site (FIELD C20). Checked as a whole. */
#include "calls/dcr-reason.h"

#include <stdio.h>
#include <string.h>

#include "base/dcr-csv.h"

enum
{
  ID, PARENT, LABEL, DEFINITION, EXAMPLE, COUNTER_EXAMPLE, COUNTER_REASON, OWNER, VALID_FROM, VALID_TO,
  SUCCESSORS, CHECKLIST, N_COLUMNS
};

static const char *const columns[N_COLUMNS + 1] = {
  "id", "parent", "label", "definition", "example", "counter_example", "counter_reason", "owner",
  "valid_from", "valid_to", "successors", "checklist", NULL,
};
#define N_REQUIRED 4

#define MAX_LABEL 30   /* FIELD 4.1: read at a glance */
#define MAX_FAMILIES 12
#define MAX_LEAVES 15

typedef struct
{
  DcrCsv *csv;
  GHashTable *rows;    /* id -> row + 1 */
  GHashTable *counts;  /* parent id -> leaves in force */
  GHashTable *parents; /* of codes already in the base: id -> parent or "" */
  GPtrArray *problems;
  const char *day;
  guint n_problems;
} Check;

G_GNUC_PRINTF (3, 4)
static void
complain (Check *check, guint row, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  check->n_problems++;
  if (check->problems != NULL)
    g_ptr_array_add (check->problems,
                     g_strdup_printf (_("Line %u: %s"), dcr_csv_get_line (check->csv, row), text));
}

static const char *
cell (Check *check, guint row, guint column)
{
  return dcr_csv_get (check->csv, row, column);
}

static int
find_row (Check *check, const char *id)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (check->rows, id)) - 1;
}

static gboolean
is_code (const char *text)
{
  gsize length = strlen (text);
  if (length == 0 || length > 32)
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isupper (*text) && !g_ascii_isdigit (*text) && *text != '-' && *text != '_')
      return FALSE;
  return TRUE;
}

static gboolean
is_day (const char *text)
{
  int year, month, day, length = 0;
  return sscanf (text, "%4d-%2d-%2d%n", &year, &month, &day, &length) == 3 && length == 10
         && text[length] == '\0' && g_date_valid_dmy (day, month, year);
}

static gboolean
is_open (Check *check, guint row)
{
  const char *to = cell (check, row, VALID_TO);
  return to[0] == '\0' || strcmp (to, check->day) >= 0;
}

static void
check_texts (Check *check, guint row)
{
  const char *id = cell (check, row, ID), *label = cell (check, row, LABEL);
  const char *from = cell (check, row, VALID_FROM), *to = cell (check, row, VALID_TO);

  if (!is_code (id))
    complain (check, row, _("the code “%s” must be 1 to 32 capital letters, digits or dashes."),
              id);
  if (label[0] == '\0')
    complain (check, row, _("the label is empty."));
  else if (g_utf8_strlen (label, -1) > MAX_LABEL)
    complain (check, row, _("the label “%s” is longer than %d characters."), label, MAX_LABEL);
  if (cell (check, row, DEFINITION)[0] == '\0')
    complain (check, row, _("the definition is empty."));
  if (strchr (cell (check, row, DEFINITION), '\n') != NULL)
    complain (check, row, _("the definition must be one line."));
  if (from[0] != '\0' && !is_day (from))
    complain (check, row, _("“%s” is not a date (YYYY-MM-DD)."), from);
  if (to[0] != '\0' && !is_day (to))
    complain (check, row, _("“%s” is not a date (YYYY-MM-DD)."), to);
  if (from[0] != '\0' && to[0] != '\0' && strcmp (from, to) > 0)
    complain (check, row, _("it ends before it begins."));
}

static guint
level_of (Check *check, guint row)
{
  guint level = 0;
  int at = row;
  while (level < 4 && cell (check, at, PARENT)[0] != '\0')
    {
      at = find_row (check, cell (check, at, PARENT));
      if (at < 0)
        return level + 1;
      level++;
    }
  return level;
}

static void
check_place (Check *check, guint row)
{
  const char *id = cell (check, row, ID), *parent = cell (check, row, PARENT);
  const char *before = g_hash_table_lookup (check->parents, id);
  guint count;

  if (before != NULL && !g_str_equal (before, parent))
    complain (check, row, _("the code “%s” was under “%s”: a code never moves, make a new one."),
              id, before);
  if (g_str_equal (id, DCR_REASON_OTHER))
    return;
  if (parent[0] != '\0' && find_row (check, parent) < 0)
    complain (check, row, _("the parent “%s” is not in the file."), parent);
  else if (level_of (check, row) > 2)
    complain (check, row, _("more than three levels: family, reason, local reason."));
  if (!is_open (check, row))
    return;
  count = GPOINTER_TO_UINT (g_hash_table_lookup (check->counts, parent)) + 1;
  g_hash_table_insert (check->counts, (gpointer) parent, GUINT_TO_POINTER (count));
  if (parent[0] == '\0' && count == MAX_FAMILIES + 1)
    complain (check, row, _("more than %d families."), MAX_FAMILIES);
  if (parent[0] != '\0' && count == MAX_LEAVES + 1)
    complain (check, row, _("more than %d reasons under “%s”."), MAX_LEAVES, parent);
}

/* « CODE:60|CODE:40 »; a code alone is 100. NULL when it is not that. */
static gboolean
parse_successor (const char *text, char **id, int *weight)
{
  const char *colon = strchr (text, ':');
  char *end = NULL;

  *weight = colon ? (int) g_ascii_strtoll (colon + 1, &end, 10) : 100;
  *id = g_strstrip (colon ? g_strndup (text, colon - text) : g_strdup (text));
  return (colon == NULL || (end != colon + 1 && *end == '\0')) && *weight > 0 && *weight <= 100;
}

static void
check_links (Check *check, guint row)
{
  const char *counter = cell (check, row, COUNTER_REASON), *list = cell (check, row, SUCCESSORS);
  g_auto (GStrv) parts = g_strsplit (list, "|", -1);
  int total = 0;

  if (counter[0] != '\0' && find_row (check, counter) < 0)
    complain (check, row, _("the reason to go to instead, “%s”, is not in the file."), counter);
  if (list[0] == '\0')
    return;
  if (is_open (check, row) && cell (check, row, VALID_TO)[0] == '\0')
    complain (check, row, _("it has successors but no last day."));
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *id = NULL;
      int weight;
      if (!parse_successor (g_strstrip (parts[i]), &id, &weight))
        complain (check, row, _("“%s” is not a successor and its weight (CODE:60)."), parts[i]);
      else if (find_row (check, id) < 0 || g_str_equal (id, cell (check, row, ID)))
        complain (check, row, _("the successor “%s” is not another reason of the file."), id);
      total += weight;
    }
  if (total != 100)
    complain (check, row, _("the weights of the successors make %d, not 100."), total);
}

static gboolean
read_parents (Check *check, DcrDb *db, GError **error)
{
  GError *inner = NULL;
  g_autoptr (DcrStmt) stmt
      = dcr_db_prepare (db, "SELECT id,coalesce(parent,'') FROM reason", error);

  if (stmt == NULL)
    return FALSE;
  while (dcr_stmt_step (stmt, &inner))
    g_hash_table_insert (check->parents, g_strdup (dcr_stmt_text (stmt, 0)),
                         g_strdup (dcr_stmt_text (stmt, 1)));
  if (inner != NULL)
    g_propagate_error (error, inner);
  return inner == NULL;
}

static void
check_all (Check *check)
{
  guint n = dcr_csv_get_n_rows (check->csv);

  for (guint row = 0; row < n; row++)
    {
      const char *id = cell (check, row, ID);
      if (find_row (check, id) >= 0)
        complain (check, row, _("the code “%s” is there twice."), id);
      else
        g_hash_table_insert (check->rows, (gpointer) id, GINT_TO_POINTER (row + 1));
    }
  for (guint row = 0; row < n; row++)
    {
      check_texts (check, row);
      check_place (check, row);
      check_links (check, row);
    }
}

#define FIELDS                                                                                     \
  "parent,label,definition,example,counter_example,counter_reason,owner,valid_from,valid_to,checklist"

/* 1 added, 2 changed, 0 neither, -1 error */
static int
put_row (Check *check, DcrDb *db, guint row, GError **error)
{
  const char *parent = cell (check, row, PARENT), *counter = cell (check, row, COUNTER_REASON);
  gboolean known = g_hash_table_contains (check->parents, cell (check, row, ID));

  if (!dcr_db_run (db, error,
                   "INSERT INTO reason(id,position," FIELDS ")"
                   " VALUES(?1,?2,nullif(?3,''),?4,?5,?6,?7,nullif(?8,''),?9,?10,?11,?12)"
                   " ON CONFLICT(id) DO UPDATE SET position=?2,label=?4,definition=?5,example=?6,"
                   "counter_example=?7,counter_reason=nullif(?8,''),owner=?9,valid_from=?10,valid_to=?11,"
                   "checklist=?12,version=version+1"
                   " WHERE (position,label,definition,example,counter_example,coalesce(counter_reason,''),"
                   "owner,valid_from,valid_to,checklist) IS NOT (?2,?4,?5,?6,?7,?8,?9,?10,?11,?12)",
                   "titttttttttt", cell (check, row, ID),
                   (gint64) (g_str_equal (cell (check, row, ID), DCR_REASON_OTHER) ? 1000000 : row),
                   parent, cell (check, row, LABEL), cell (check, row, DEFINITION),
                   cell (check, row, EXAMPLE), cell (check, row, COUNTER_EXAMPLE), counter,
                   cell (check, row, OWNER), cell (check, row, VALID_FROM),
                   cell (check, row, VALID_TO), cell (check, row, CHECKLIST)))
    return -1;
  return dcr_db_changes (db) == 0 ? 0 : known ? 2 : 1;
}

static gboolean
put_successors (Check *check, DcrDb *db, guint row, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (cell (check, row, SUCCESSORS), "|", -1);
  const char *reason = cell (check, row, ID);

  if (!dcr_db_run (db, error, "DELETE FROM reason_successor WHERE reason=?1", "t", reason))
    return FALSE;
  for (guint i = 0; parts[i] != NULL && parts[i][0] != '\0'; i++)
    {
      g_autofree char *id = NULL;
      int weight;
      parse_successor (g_strstrip (parts[i]), &id, &weight);
      if (!dcr_db_run (db, error,
                       "INSERT INTO reason_successor(reason,successor,weight) VALUES(?1,?2,?3)",
                       "tti", reason, id, (gint64) weight))
        return FALSE;
    }
  return TRUE;
}

/* A code that the file no longer has ended yesterday; it stays for the calls that have it. */
static gboolean
end_absent (Check *check, DcrDb *db, guint *n_ended, GError **error)
{
  GHashTableIter iter;
  gpointer id;
  GDate date;
  char yesterday[16];

  g_date_clear (&date, 1);
  g_date_set_parse (&date, check->day);
  g_date_subtract_days (&date, 1);
  g_date_strftime (yesterday, sizeof yesterday, "%Y-%m-%d", &date);
  g_hash_table_iter_init (&iter, check->parents);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      if (find_row (check, id) >= 0 || g_str_equal (id, DCR_REASON_OTHER))
        continue;
      if (!dcr_db_run (db, error,
                       "UPDATE reason SET valid_to=?2,version=version+1 WHERE id=?1"
                       " AND (valid_to='' OR valid_to>=?3)",
                       "ttt", id, yesterday, check->day))
        return FALSE;
      *n_ended += dcr_db_changes (db);
    }
  return TRUE;
}

/* Parents and counter reasons may stand further down: the keys are checked at the end. */
static gboolean
put_all (Check *check, DcrDb *db, guint *n_added, guint *n_changed, guint *n_ended, GError **error)
{
  guint n = dcr_csv_get_n_rows (check->csv);

  if (!dcr_db_exec (db, "PRAGMA defer_foreign_keys=ON", error))
    return FALSE;
  for (guint row = 0; row < n; row++)
    {
      int done = put_row (check, db, row, error);
      if (done < 0)
        return FALSE;
      *n_added += done == 1;
      *n_changed += done == 2;
    }
  for (guint row = 0; row < n; row++)
    if (!put_successors (check, db, row, error))
      return FALSE;
  return end_absent (check, db, n_ended, error);
}

gboolean
dcr_reason_import_csv (DcrDb *db, const char *csv, gsize length, const char *day,
                       GPtrArray *problems, guint *n_added, guint *n_changed, guint *n_ended,
                       GError **error)
{
  g_autoptr (DcrCsv) file = dcr_csv_read (csv, length, columns, N_REQUIRED, problems, error);
  g_autoptr (GHashTable) rows = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) parents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Check check = { file, rows, counts, parents, problems, day, 0 };

  *n_added = *n_changed = *n_ended = 0;
  if (file == NULL || !read_parents (&check, db, error))
    return FALSE;
  check_all (&check);
  if (check.n_problems > 0)
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT,
                   g_dngettext (GETTEXT_PACKAGE,
                                "The grid was refused: %u error. The one in use was not changed. Correct the file, then import it again.",
                                "The grid was refused: %u errors. The one in use was not changed. Correct the file, then import it again.",
                                check.n_problems),
                   check.n_problems);
      return FALSE;
    }
  return put_all (&check, db, n_added, n_changed, n_ended, error);
}

char *
dcr_reason_export_csv (DcrDb *db, GError **error)
{
  return dcr_db_get_csv (
      db, error, columns, N_COLUMNS,
      "SELECT id,parent,label,definition,example,counter_example,counter_reason,owner,valid_from,valid_to,"
      "(SELECT group_concat(successor||':'||weight,'|') FROM"
      " (SELECT * FROM reason_successor WHERE reason=r.id ORDER BY weight DESC,successor)),"
      "checklist FROM reason r ORDER BY position,id");
}
