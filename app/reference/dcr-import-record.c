/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-import-private.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "reference/dcr-index-files.h"

/* What an archive brings beside its documents: redirections, the order of the themes, its own
 * record. */

/* Both tables as « from TAB to LF » of one audience, to see whether anything differs. */
static char *
text_of_rows (DcrImport *import, const char *sql, GError **error)
{
  DcrDb *db = import->draft != NULL ? dcr_draft_db (import->draft) : import->base;

  if (db == NULL)
    return g_strdup ("");
  return dcr_db_get_text (db, error, sql, "i", (gint64) import->source->audience);
}

static char *
text_of_pairs (GPtrArray *pairs)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < pairs->len; i++)
    {
      const DcrIndexPair *pair = pairs->pdata[i];
      g_string_append_printf (text, "%s\t%s\n", pair->from, pair->to);
    }
  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *select, *remove, *insert; /* insert: audience, position, from, to */
} IndexTable;

static const IndexTable redirections = {
  "SELECT coalesce(group_concat(line,''),'') FROM (SELECT from_id||char(9)||to_id||char(10) AS line"
  " FROM redirection WHERE audience=?1 ORDER BY from_id)",
  "DELETE FROM redirection WHERE audience=?1",
  "INSERT INTO redirection(audience,from_id,to_id) SELECT ?1,?3,?4 WHERE ?2>=0",
};

static const IndexTable themes = {
  "SELECT coalesce(group_concat(line,''),'') FROM (SELECT target_id||char(9)||title||char(10) AS "
  "line"
  " FROM node WHERE audience=?1 AND parent='' ORDER BY position)",
  "DELETE FROM node WHERE audience=?1 AND parent=''",
  "INSERT INTO node(audience,parent,position,depth,target_audience,target_id,title)"
  " VALUES(?1,'',?2,0,?1,?3,?4)",
};

static gboolean
replace_rows (DcrImport *import, const IndexTable *table, GPtrArray *pairs, GError **error)
{
  gint64 audience = import->source->audience;
  g_autofree char *before = text_of_rows (import, table->select, error);
  g_autofree char *after = text_of_pairs (pairs);
  DcrDb *db;

  if (before == NULL)
    return FALSE;
  if (strcmp (before, after) == 0)
    return TRUE;
  import->source->index_changed = TRUE;
  if (!dcr_import_need_draft (import, error))
    return FALSE;
  db = dcr_draft_db (import->draft);
  if (!dcr_db_run (db, error, table->remove, "i", audience))
    return FALSE;
  for (guint i = 0; i < pairs->len; i++)
    {
      const DcrIndexPair *pair = pairs->pdata[i];
      if (!dcr_db_run (db, error, table->insert, "iitt", audience, (gint64) i, pair->from,
                       pair->to))
        return FALSE;
    }
  return TRUE;
}

gboolean
dcr_import_index_files (DcrImport *import, GError **error)
{
  GBytes **index = import->source->index;
  g_autoptr (GPtrArray) moved = NULL;
  g_autoptr (GPtrArray) ordered = NULL;
  DcrEntryKind tree = index[DCR_ENTRY_MENU] != NULL ? DCR_ENTRY_MENU : DCR_ENTRY_TREE;
  const char *file = "redirections.xml";
  g_autoptr (GError) cause = NULL;

  /* an archive without them leaves what an earlier one said */
  if (index[DCR_ENTRY_REDIRECTIONS] != NULL)
    moved = dcr_index_read_redirections (index[DCR_ENTRY_REDIRECTIONS], &cause);
  if (cause == NULL && index[tree] != NULL)
    {
      file = tree == DCR_ENTRY_MENU ? "menu.xml" : "arborescence.xml";
      ordered = dcr_index_read_themes (index[tree], &cause);
    }
  if (cause != NULL)
    {
      dcr_archive_refuse_file (error, import->source->archive->name, file, cause->message);
      return FALSE;
    }
  return (moved == NULL || replace_rows (import, &redirections, moved, error))
         && (ordered == NULL || replace_rows (import, &themes, ordered, error));
}

/* DILA asks for the name of the file: of a download it is in the address. */
static char *
file_name (const DcrFeedItem *archive)
{
  g_autoptr (GUri) uri = archive->origin != NULL
                             ? g_uri_parse (archive->origin, G_URI_FLAGS_PARSE_RELAXED, NULL)
                             : NULL;

  if (uri == NULL)
    return g_strdup (archive->name);
  return g_path_get_basename (g_uri_get_path (uri));
}

gboolean
dcr_import_record (DcrImport *import, const char *day, GError **error)
{
  DcrSource *source = import->source;
  const char *last = import->known->last_day[source->audience];
  const char *digest = source->archive->digest != NULL ? source->archive->digest
                                                       : g_checksum_get_string (source->digest);
  const char *origin = source->archive->origin;
  g_autofree char *file = file_name (source->archive);

  if (source->added + source->changed + source->removed == 0 && !source->index_changed
      && g_strcmp0 (day, last) == 0)
    return TRUE;
  return dcr_import_need_draft (import, error)
         && dcr_db_run (
             dcr_draft_db (import->draft), error,
             "INSERT INTO import_record(audience,source,file,digest,day,feed_version,imported_ms,"
             "documents,added,changed,removed) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)",
             "itttttiiiii", (gint64) source->audience,
             origin != NULL ? origin : "Service-Public / DILA", file, digest, day,
             source->feed_version, dcr_clock_now_ms (), (gint64) source->n_read,
             (gint64) source->added, (gint64) source->changed, (gint64) source->removed);
}
