/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-import-private.h"

#include <string.h>

#include "base/dcr-clock.h"

/* One archive of an import: each document is judged as it comes, and written in batches. */

#define BATCH 128
#define WEIGHED 256 /* documents that tell how much of an archive is new */

static void
verdict_free (gpointer data)
{
  DcrVerdict *verdict = data;
  dcr_document_free (verdict->document);
  g_free (verdict);
}

void
dcr_source_free (DcrSource *source)
{
  if (source == NULL)
    return;
  dcr_feed_item_free (source->archive);
  g_ptr_array_unref (source->batch);
  g_hash_table_unref (source->added_ids);
  g_checksum_free (source->digest);
  g_free (source->newest_date);
  for (gsize i = 0; i < G_N_ELEMENTS (source->index); i++)
    g_clear_pointer (&source->index[i], g_bytes_unref);
  g_free (source);
}

void
dcr_import_begin_source (DcrImport *import, DcrFeedItem *archive)
{
  DcrSource *source = g_new0 (DcrSource, 1);

  g_clear_pointer (&import->source, dcr_source_free);
  import->source = source;
  source->archive = archive;
  source->audience = -1;
  source->batch = g_ptr_array_new_with_free_func (verdict_free);
  source->added_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  source->digest = g_checksum_new (G_CHECKSUM_SHA256);
}

/* ---- Judging ------------------------------------------------------------------------------ */

/* The first document tells the audience of the archive; all the others must be of it. */
static gboolean
check_audience (DcrImport *import, DcrAudience audience, GError **error)
{
  DcrSource *source = import->source;

  if (source->audience == (int) audience)
    return TRUE;
  if (source->audience >= 0)
    {
      dcr_archive_refuse (error, source->archive->name,
                          _("it mixes documents of several audiences"));
      return FALSE;
    }
  if (import->audiences & (1u << audience))
    {
      g_autofree char *reason
          = g_strdup_printf (_("another archive of this command is of the same audience, %s; an "
                                "archive is the whole of its audience"),
                             dcr_audience_name (audience));
      dcr_archive_refuse (error, source->archive->name, reason);
      return FALSE;
    }
  source->audience = audience;
  import->audiences |= 1u << audience;
  return TRUE;
}

static void
note_date (DcrSource *source, const char *date)
{
  g_autofree char *now = dcr_clock_to_iso (dcr_clock_now_ms ());

  if (date == NULL || strlen (date) != 10 || strncmp (date, now, 10) > 0)
    return;
  if (source->newest_date != NULL && strcmp (date, source->newest_date) <= 0)
    return;
  g_free (source->newest_date);
  source->newest_date = g_strdup (date);
}

static gboolean
refuse_double (DcrImport *import, const char *id, GError **error)
{
  g_autofree char *reason = g_strdup_printf (_("it holds the article %s twice"), id);

  dcr_archive_refuse (error, import->source->archive->name, reason);
  return FALSE;
}

static gboolean
judge_known (DcrImport *import, DcrKnown *known, GError **error)
{
  DcrSource *source = import->source;

  if (!check_audience (import, known->audience, error))
    return FALSE;
  if (known->seen)
    return refuse_double (import, known->id, error);
  known->seen = TRUE;
  source->unchanged++;
  note_date (source, known->date);
  g_checksum_update (source->digest, known->raw_hash, DCR_RAW_HASH_SIZE);
  return TRUE;
}

static gboolean
judge_document (DcrImport *import, DcrFeedItem *item, GError **error)
{
  DcrSource *source = import->source;
  const DcrDocument *document = item->document;
  const DcrArticle *article = document->article;
  g_autofree char *key = dcr_known_key (article->audience, article->id);
  DcrKnown *known = g_hash_table_lookup (import->known->by_key, key);
  DcrVerdict *verdict;

  if (!check_audience (import, article->audience, error))
    return FALSE;
  if (known != NULL ? known->seen : !g_hash_table_add (source->added_ids, g_steal_pointer (&key)))
    return refuse_double (import, article->id, error);
  verdict = g_new0 (DcrVerdict, 1);
  verdict->kind = DCR_VERDICT_ADD;
  verdict->document = g_steal_pointer (&item->document); /* @document stays valid */
  if (known != NULL)
    {
      known->seen = TRUE;
      verdict->rowid = known->rowid;
      verdict->kind = strcmp (known->hash, article->content_hash) == 0 ? DCR_VERDICT_TOUCH
                                                                       : DCR_VERDICT_CHANGE;
    }
  g_ptr_array_add (source->batch, verdict);
  source->added += verdict->kind == DCR_VERDICT_ADD;
  source->changed += verdict->kind == DCR_VERDICT_CHANGE;
  source->unchanged += verdict->kind == DCR_VERDICT_TOUCH;
  source->n_new += verdict->kind != DCR_VERDICT_TOUCH;
  note_date (source, article->date);
  g_checksum_update (source->digest, document->raw_hash, DCR_RAW_HASH_SIZE);
  if (source->feed_version[0] == '\0')
    g_strlcpy (source->feed_version, document->feed_version, sizeof source->feed_version);
  import->report->bad_tables += article->n_bad_tables;
  import->report->dangling_links += article->n_dangling;
  return TRUE;
}

gboolean
dcr_import_document (DcrImport *import, DcrFeedItem *item, GError **error)
{
  DcrSource *source = import->source;
  gboolean judged = item->kind == DCR_FEED_KNOWN ? judge_known (import, item->known, error)
                                                 : judge_document (import, item, error);

  if (!judged)
    return FALSE;
  if (++source->n_read <= WEIGHED)
    {
      source->n_weighed = source->n_read;
      if (source->n_read < WEIGHED)
        return TRUE;
    }
  return source->batch->len < BATCH || dcr_import_flush (import, error);
}

/* ---- Writing ------------------------------------------------------------------------------ */

/* Taking a text out of the index costs as much as putting one in: with more than half of the base
 * to replace, it is made from nothing. */
static gboolean
choose_reset (DcrImport *import, GError **error)
{
  DcrSource *source = import->source;
  guint base = import->known->all->len;
  double expected;

  if (import->was_reset)
    return TRUE;
  expected = source->n_new / (double) MAX (MIN (source->n_read, source->n_weighed), 1)
             * source->archive->n_documents;
  if (base > 0 && expected < base / 2.0)
    return TRUE;
  import->was_reset = TRUE;
  return dcr_draft_index (import->draft, DCR_INDEX_RESET, NULL, error);
}

/* Other bytes with the same content seldom change what search knows of the article. */
static gboolean
looks_the_same (DcrImport *import, const DcrVerdict *verdict, GError **error)
{
  const DcrArticle *article = verdict->document->article;
  g_autofree char *targets = g_strjoinv ("\n", (char **) article->targets);

  return dcr_db_get_int (
             dcr_draft_db (import->draft), 0, error,
             "SELECT 1 FROM publication WHERE rowid=?1 AND kind=?2 AND title=?3"
             " AND description=?4 AND targets=?5 AND theme_id IS ?6 AND dossier_id IS ?7",
             "iittttt", verdict->rowid, (gint64) article->kind, article->title,
             article->description != NULL ? article->description : "", targets, article->theme_id,
             article->dossier_id)
         == 1;
}

static gboolean
drop_from_index (DcrImport *import, GError **error)
{
  g_autoptr (GArray) rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GPtrArray *batch = import->source->batch;
  GError *inner = NULL;

  for (guint i = 0; i < batch->len && inner == NULL; i++)
    {
      DcrVerdict *verdict = batch->pdata[i];
      verdict->reindex
          = verdict->kind != DCR_VERDICT_TOUCH || !looks_the_same (import, verdict, &inner);
      if (verdict->reindex && verdict->kind != DCR_VERDICT_ADD)
        g_array_append_val (rowids, verdict->rowid);
    }
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  return dcr_draft_index (import->draft, DCR_INDEX_DROP, rowids, error);
}

/* An article that comes back goes on with the versions it had. */
static gint64
first_version (DcrImport *import, const DcrArticle *article, GError **error)
{
  if (import->base == NULL)
    return 1;
  return 1
         + dcr_db_get_int (
             dcr_draft_db (import->draft), 0, error,
             "SELECT coalesce(max(version),0) FROM former WHERE audience=?1 AND id=?2", "it",
             (gint64) article->audience, article->id);
}

static gboolean
write_one (DcrImport *import, DcrVerdict *verdict, GError **error)
{
  /* not known before the end for a folder: dcr_import_end_source() fills it in */
  const char *day = import->source->archive->day != NULL ? import->source->archive->day : "";

  switch (verdict->kind)
    {
    case DCR_VERDICT_ADD:
      {
        GError *inner = NULL;
        gint64 version = first_version (import, verdict->document->article, &inner);
        if (inner != NULL)
          {
            g_propagate_error (error, inner);
            return FALSE;
          }
        import->source->revived += version > 1;
        return dcr_draft_add (import->draft, verdict->document, version, day, &verdict->rowid,
                              error);
      }
    case DCR_VERDICT_CHANGE:
      return dcr_draft_change (import->draft, verdict->rowid, verdict->document, day, error);
    case DCR_VERDICT_TOUCH:
    default:
      return dcr_draft_touch (import->draft, verdict->rowid, verdict->document, error);
    }
}

gboolean
dcr_import_flush (DcrImport *import, GError **error)
{
  GPtrArray *batch = import->source->batch;
  g_autoptr (GArray) rowids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (batch->len == 0)
    return TRUE;
  if (!dcr_import_need_draft (import, error) || !choose_reset (import, error)
      || !drop_from_index (import, error))
    return FALSE;
  for (guint i = 0; i < batch->len; i++)
    {
      DcrVerdict *verdict = batch->pdata[i];
      if (!write_one (import, verdict, error))
        return FALSE;
      if (verdict->reindex)
        g_array_append_val (rowids, verdict->rowid);
    }
  g_ptr_array_set_size (batch, 0);
  return dcr_draft_index (import->draft, DCR_INDEX_ADD, rowids, error);
}

/* ---- End of an archive -------------------------------------------------------------------- */

/* The day of an archive: the newest plausible date of its entries; without one, the newest dc:date
 * that is not in the future; else today. (dc:date alone may be some days ahead of the archive,
 * FORMAT 9.3.) */
static char *
settle_day (DcrImport *import, GError **error)
{
  DcrSource *source = import->source;
  g_autofree char *day = NULL;

  if (source->archive->day != NULL)
    return g_strdup (source->archive->day);
  day = source->newest_date != NULL ? g_strdup (source->newest_date)
                                    : dcr_clock_to_iso (dcr_clock_now_ms ());
  day[10] = '\0';
  if (import->draft != NULL
      && (!dcr_db_run (dcr_draft_db (import->draft), error,
                       "UPDATE publication SET since=?1 WHERE since=''", "t", day)
          || !dcr_db_run (dcr_draft_db (import->draft), error,
                          "UPDATE former SET until=?1 WHERE until=''", "t", day)))
    return NULL;
  return g_steal_pointer (&day);
}

static GArray *
list_withdrawn (DcrImport *import)
{
  GArray *gone = g_array_new (FALSE, FALSE, sizeof (gint64));
  GPtrArray *all = import->known->all;

  for (guint i = 0; i < all->len; i++)
    {
      const DcrKnown *known = all->pdata[i];
      if ((int) known->audience == import->source->audience && !known->seen)
        g_array_append_val (gone, known->rowid);
    }
  return gone;
}

static gboolean
withdraw (DcrImport *import, const char *day, GError **error)
{
  DcrSource *source = import->source;
  g_autoptr (GArray) gone = list_withdrawn (import);
  guint had = import->known->n_audience[source->audience];

  if (gone->len == 0)
    return TRUE;
  if (gone->len * 2 > had && !(import->flags & DCR_IMPORT_FORCE))
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_NEEDS_FORCE,
                   _("“%s” would withdraw %u of the %u articles of %s, so it was not applied; the "
                      "base is as it was before. If that is right, confirm it (--force)."),
                   source->archive->name, gone->len, had, dcr_audience_name (source->audience));
      return FALSE;
    }
  source->removed = gone->len;
  if (!dcr_import_need_draft (import, error)
      || !dcr_draft_index (import->draft, DCR_INDEX_DROP, gone, error))
    return FALSE;
  for (guint i = 0; i < gone->len; i++)
    if (!dcr_draft_withdraw (import->draft, g_array_index (gone, gint64, i), day, error))
      return FALSE;
  return TRUE;
}

static void
say_what_is_odd (DcrImport *import, const char *day)
{
  DcrSource *source = import->source;
  const char *last = import->known->last_day[source->audience];

  if (last != NULL && strcmp (day, last) < 0)
    {
      import->report->older = TRUE;
      dcr_import_say (import, g_strdup_printf (_("“%s” is of %s, older than what the base had for "
                                                  "%s (%s): it was applied all the same."),
                                               source->archive->name, day,
                                               dcr_audience_name (source->audience), last));
    }
  if (source->revived > 0)
    dcr_import_say (import,
                    g_strdup_printf (ngettext ("%u article of %s came back.",
                                               "%u articles of %s came back.", source->revived),
                                     source->revived, dcr_audience_name (source->audience)));
}

/* The very archive this audience was last made of. */
static gboolean
end_same (DcrImport *import, GError **error)
{
  DcrSource *source = import->source;
  int audience
      = GPOINTER_TO_INT (g_hash_table_lookup (import->known->digests, source->archive->digest));

  import->report->unchanged += import->known->n_audience[audience];
  return check_audience (import, audience, error);
}

gboolean
dcr_import_end_source (DcrImport *import, GError **error)
{
  DcrSource *source = import->source;
  g_autofree char *day = NULL;

  if (source->archive->is_same)
    return end_same (import, error);
  if (source->audience < 0)
    {
      dcr_archive_refuse (error, source->archive->name, _("there is no article inside"));
      return FALSE;
    }
  if (!dcr_import_flush (import, error) || (day = settle_day (import, error)) == NULL
      || !withdraw (import, day, error) || !dcr_import_index_files (import, error)
      || !dcr_import_record (import, day, error))
    return FALSE;
  say_what_is_odd (import, day);
  import->report->added += source->added;
  import->report->changed += source->changed;
  import->report->removed += source->removed;
  import->report->unchanged += source->unchanged;
  return TRUE;
}
