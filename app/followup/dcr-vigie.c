/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-vigie.h"

#include "base/dcr-clock.h"
#include "followup/dcr-masking.h"
#include "followup/dcr-when.h"
#include "text/dcr-french.h"

#define SIMILAR_AT_LEAST 0.34
#define MAX_SIMILAR 5

DcrVigie *
dcr_vigie_new (void)
{
  DcrVigie *vigie = g_new0 (DcrVigie, 1);
  vigie->calls = 1;
  vigie->state = DCR_VIGIE_OPEN;
  return vigie;
}

void
dcr_vigie_free (DcrVigie *vigie)
{
  if (vigie == NULL)
    return;
  g_free (vigie->what);
  g_free (vigie->since);
  g_free (vigie->reason);
  g_free (vigie->reason_path);
  g_free (vigie->owner);
  g_free (vigie->outcome);
  g_free (vigie->author_name);
  g_free (vigie);
}

static gboolean
refuse (GError **error, DcrError code, const char *sentence)
{
  g_set_error_literal (error, DCR_ERROR, code, sentence);
  return FALSE;
}

gboolean
dcr_vigie_report (DcrDb *db, DcrVigie *vigie, GError **error)
{
  g_autofree char *what = g_strstrip (g_strdup (vigie->what != NULL ? vigie->what : ""));
  g_autoptr (GArray) found = dcr_masking_find (what, NULL);

  if (what[0] == '\0' || vigie->calls == 0)
    return refuse (error, DCR_ERROR_INCOMPLETE,
                   _("Say what the difficulty is, and in how many calls. Nothing was written."));
  if (found->len > 0)
    return refuse (
        error, DCR_ERROR_INPUT,
        _("A number or an address of a person stands in it. A general difficulty names nobody: take it out."));
  vigie->id = dcr_uuid_new ();
  vigie->version = 1;
  if (vigie->at == 0)
    vigie->at = dcr_clock_now_ms ();
  return dcr_db_run (db, error,
                     "INSERT INTO vigie(id, what, since, calls, reason, reason_path, owner, author, at)"
                     " VALUES(?1,?2,coalesce(?3,''),?4,?5,coalesce(?6,''),coalesce(?7,''),?8,?9)",
                     "uttitttui", &vigie->id, what, vigie->since, (gint64) vigie->calls, vigie->reason,
                     vigie->reason_path, vigie->owner, &vigie->author, vigie->at);
}

/* ---- Reading
 * ------------------------------------------------------------------------------------------------
 */

#define SELECT                                                                                     \
  "SELECT v.id, v.what, v.since,"                                                                  \
  " v.calls + (SELECT coalesce(sum(m.calls), 0) FROM vigie m WHERE m.merged_into = v.id) AS in_all," \
  " 1 + (SELECT count(*) FROM vigie m WHERE m.merged_into = v.id), v.reason, v.reason_path,"       \
  " v.owner, v.author, v.at, v.state, v.merged_into, v.outcome, v.version, p.display"              \
  " FROM vigie v LEFT JOIN person p ON p.id = v.author "

static DcrVigie *
read_vigie (DcrStmt *stmt)
{
  DcrVigie *vigie = dcr_vigie_new ();
  dcr_stmt_uuid (stmt, 0, &vigie->id);
  vigie->what = g_strdup (dcr_stmt_text (stmt, 1));
  vigie->since = g_strdup (dcr_stmt_text (stmt, 2));
  vigie->calls = dcr_stmt_int (stmt, 3);
  vigie->reports = dcr_stmt_int (stmt, 4);
  vigie->reason = g_strdup (dcr_stmt_text (stmt, 5));
  vigie->reason_path = g_strdup (dcr_stmt_text (stmt, 6));
  vigie->owner = g_strdup (dcr_stmt_text (stmt, 7));
  dcr_stmt_uuid (stmt, 8, &vigie->author);
  vigie->at = dcr_stmt_int (stmt, 9);
  vigie->state = dcr_stmt_int (stmt, 10);
  dcr_stmt_uuid (stmt, 11, &vigie->merged_into);
  vigie->outcome = g_strdup (dcr_stmt_text (stmt, 12));
  vigie->version = dcr_stmt_int (stmt, 13);
  vigie->author_name = g_strdup (dcr_stmt_text (stmt, 14));
  return vigie;
}

static GPtrArray *
read_all (DcrStmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_vigie_free);
  GError *step_error = NULL;

  while (dcr_stmt_step (stmt, &step_error))
    g_ptr_array_add (rows, read_vigie (stmt));
  if (step_error != NULL)
    {
      g_propagate_error (error, step_error);
      return NULL;
    }
  return g_steal_pointer (&rows);
}

static GPtrArray *
list (DcrDb *db, const char *sql, gint64 first, gint64 second, GError **error)
{
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (db, sql, error);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_int (stmt, 1, first);
  dcr_stmt_bind_int (stmt, 2, second);
  return read_all (stmt, error);
}

GPtrArray *
dcr_vigie_list (DcrDb *db, GError **error)
{
  return list (db, SELECT "WHERE v.state = 1 ORDER BY 4 DESC, v.at DESC", 0, 0, error);
}

GPtrArray *
dcr_vigie_list_in (DcrDb *db, DcrVigieState state, GError **error)
{
  return list (db,
               SELECT "WHERE ?1 = 0 OR v.state = ?1"
                      " ORDER BY v.state <> 1, CASE v.state WHEN 1 THEN in_all END DESC, v.at DESC",
               state, 0, error);
}

GPtrArray *
dcr_vigie_list_merged (DcrDb *db, const DcrUuid *id, GError **error)
{
  g_autoptr (DcrStmt) stmt
      = dcr_db_prepare (db, SELECT "WHERE v.merged_into = ?1 ORDER BY v.at", error);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_uuid (stmt, 1, id);
  return read_all (stmt, error);
}

const char *
dcr_vigie_state_label (DcrVigieState state)
{
  switch (state)
    {
    case DCR_VIGIE_MERGED:
      return C_("difficulty", "merged");
    case DCR_VIGIE_SETTLED:
      return C_("difficulty", "settled");
    case DCR_VIGIE_OPEN:
    default:
      return C_("difficulty", "open");
    }
}

char *
dcr_vigie_describe_since (const DcrVigie *vigie)
{
  g_autofree char *noon = g_strdup_printf ("%sT12:00:00", vigie->since);
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autoptr (GDateTime) day = g_date_time_new_from_iso8601 (noon, here);
  return day != NULL ? dcr_when_day (g_date_time_to_unix (day) * 1000, NULL)
                     : g_strdup (vigie->since);
}

DcrVigie *
dcr_vigie_get (DcrDb *db, const DcrUuid *id, GError **error)
{
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (db, SELECT "WHERE v.id = ?1", error);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_uuid (stmt, 1, id);
  if (dcr_stmt_step (stmt, error))
    return read_vigie (stmt);
  if (error == NULL || *error == NULL)
    g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND, _("There is no such difficulty here."));
  return NULL;
}

/* ---- Alike ----------------------------------------------------------------------------------- */

static GHashTable *
stems_of (DcrStemmer *stemmer, const char *text)
{
  GHashTable *stems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  DcrFrenchIter iter;
  DcrToken token;

  dcr_french_iter_init (&iter, text, -1);
  while (dcr_french_iter_next (&iter, &token))
    {
      char stem[DCR_TOKEN_MAX];
      if (dcr_french_word_class (token.folded) != DCR_WORD_CONTENT || token.folded[1] == '\0')
        continue;
      dcr_stemmer_stem (stemmer, &token, stem);
      g_hash_table_add (stems, g_strdup (stem));
    }
  return stems;
}

/* Words in common, of the shorter text: a long report and a short one may say the same. */
static double
likeness (GHashTable *one, GHashTable *other, gboolean same_reason)
{
  GHashTableIter iter;
  gpointer stem;
  guint common = 0, least = MIN (g_hash_table_size (one), g_hash_table_size (other));

  g_hash_table_iter_init (&iter, one);
  while (g_hash_table_iter_next (&iter, &stem, NULL))
    common += g_hash_table_contains (other, stem);
  if (common == 0 || least == 0)
    return 0;
  return (double) (common + same_reason) / (least + 1);
}

typedef struct
{
  double likeness;
  DcrVigie *vigie;
} Similar;

static int
compare (gconstpointer a, gconstpointer b)
{
  const Similar *one = a, *two = b;
  return one->likeness > two->likeness ? -1 : one->likeness < two->likeness;
}

GPtrArray *
dcr_vigie_find_similar (DcrDb *db, const char *what, const char *reason, const DcrUuid *id,
                        GError **error)
{
  g_autoptr (GPtrArray) open = dcr_vigie_list (db, error);
  g_autoptr (GArray) similar = g_array_new (FALSE, FALSE, sizeof (Similar));
  g_autoptr (DcrStemmer) stemmer = dcr_stemmer_new ();
  g_autoptr (GHashTable) stems = stems_of (stemmer, what != NULL ? what : "");
  GPtrArray *found;

  if (open == NULL)
    return NULL;
  for (guint i = 0; i < open->len; i++)
    {
      DcrVigie *vigie = open->pdata[i];
      g_autoptr (GHashTable) other = stems_of (stemmer, vigie->what);
      gboolean same_reason = reason != NULL && g_strcmp0 (reason, vigie->reason) == 0;
      Similar one = { likeness (stems, other, same_reason), vigie };
      if (one.likeness >= SIMILAR_AT_LEAST && (id == NULL || !dcr_uuid_equal (id, &vigie->id)))
        g_array_append_val (similar, one);
    }
  g_array_sort (similar, compare);
  found = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_vigie_free);
  for (guint i = 0; i < MIN (similar->len, MAX_SIMILAR); i++)
    {
      guint at;
      if (g_ptr_array_find (open, g_array_index (similar, Similar, i).vigie, &at))
        g_ptr_array_add (found, g_ptr_array_steal_index_fast (open, at));
    }
  return found;
}

/* ---- Acts ------------------------------------------------------------------------------------ */

static DcrVigie *
get_open (DcrDb *db, const DcrUuid *id, gint64 version, GError **error)
{
  g_autoptr (DcrVigie) vigie = dcr_vigie_get (db, id, error);

  if (vigie == NULL)
    return NULL;
  if (version >= 0 && vigie->version != version)
    {
      refuse (error, DCR_ERROR_CONFLICT,
              _("Somebody has changed it meanwhile. Nothing was written: read it again."));
      return NULL;
    }
  if (vigie->state != DCR_VIGIE_OPEN)
    {
      refuse (error, DCR_ERROR_INPUT, _("It is no longer open. Nothing was written."));
      return NULL;
    }
  return g_steal_pointer (&vigie);
}

gboolean
dcr_vigie_merge (DcrDb *db, const DcrUuid *id, gint64 version, const DcrUuid *into, GError **error)
{
  g_autoptr (DcrVigie) vigie = get_open (db, id, version, error);
  g_autoptr (DcrVigie) target = vigie != NULL ? get_open (db, into, -1, error) : NULL;

  if (target == NULL)
    return FALSE;
  if (dcr_uuid_equal (id, into))
    return refuse (error, DCR_ERROR_INPUT,
                   _("It cannot be merged into itself. Nothing was written."));
  return dcr_db_run (
             db, error,
             "UPDATE vigie SET state = 2, merged_into = ?2, version = version + 1 WHERE id = ?1",
             "uu", id, into)
         && dcr_db_run (
             db, error,
             "UPDATE vigie SET merged_into = ?2, version = version + 1 WHERE merged_into = ?1",
             "uu", id, into)
         && dcr_db_run (db, error, "UPDATE vigie SET version = version + 1 WHERE id = ?1", "u",
                        into);
}

gboolean
dcr_vigie_settle (DcrDb *db, const DcrUuid *id, gint64 version, const char *outcome, GError **error)
{
  g_autoptr (DcrVigie) vigie = get_open (db, id, version, error);

  return vigie != NULL
         && dcr_db_run (db, error,
                        "UPDATE vigie SET state = 3, outcome = coalesce(?2, ''), version = version + 1 WHERE id = ?1",
                        "ut", id, outcome);
}

/* ---- Digest ------------------------------------------------------------------------------- */

static void
add_line (DcrSheet *sheet, const DcrVigie *vigie)
{
  GString *line = g_string_new (vigie->what);

  g_string_append_c (line, '\n');
  g_string_append_printf (line, ngettext ("%u call", "%u calls", vigie->calls), vigie->calls);
  g_string_append (line, " · ");
  g_string_append_printf (line, ngettext ("%u report", "%u reports", vigie->reports),
                          vigie->reports);
  if (vigie->since[0] != '\0')
    {
      g_autofree char *since = dcr_vigie_describe_since (vigie);
      g_string_append (line, " · ");
      g_string_append_printf (line, _("since %s"), since);
    }
  if (vigie->reason_path[0] != '\0')
    g_string_append_printf (line, " · %s", vigie->reason_path);
  if (vigie->state == DCR_VIGIE_SETTLED)
    {
      g_string_append (line, " · ");
      g_string_append_printf (line, _("settled: %s"), vigie->outcome);
    }
  dcr_sheet_add (sheet, NULL, line->str);
  g_string_free (line, TRUE);
}

DcrSheet *
dcr_vigie_digest (DcrDb *db, gint64 from, gint64 to, GError **error)
{
  g_autoptr (GPtrArray) rows = list (
      db,
      SELECT
      "WHERE v.state IN (1, 3) AND (v.at >= ?1 AND v.at < ?2 OR EXISTS (SELECT 1 FROM vigie m"
      " WHERE m.merged_into = v.id AND m.at >= ?1 AND m.at < ?2))"
      " ORDER BY v.owner = '', v.owner, 4 DESC, v.at",
      from, to, error);
  g_autofree char *first = dcr_when_day (from, NULL), *last = dcr_when_day (to - 1, NULL),
                  *subtitle = NULL;
  const char *owner = NULL;
  DcrSheet *sheet;

  if (rows == NULL)
    return NULL;
  /* Translators: a period, « from Monday 16 November to Sunday 22 November » */
  subtitle = g_strdup_printf (_("from %s to %s"), first, last);
  sheet = dcr_sheet_new (_("General difficulties seen from the telephone"), subtitle);
  if (rows->len == 0)
    {
      dcr_sheet_add_section (sheet, _("Nothing"));
      dcr_sheet_add (sheet, NULL, _("No general difficulty was reported."));
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const DcrVigie *vigie = rows->pdata[i];
      if (owner == NULL || !g_str_equal (owner, vigie->owner))
        dcr_sheet_add_section (sheet,
                               vigie->owner[0] != '\0' ? vigie->owner : _("Owner not known"));
      owner = vigie->owner;
      add_line (sheet, vigie);
    }
  return sheet;
}
