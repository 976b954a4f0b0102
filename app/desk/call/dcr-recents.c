/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-recents.h"

#include "base/dcr-clock.h"
#include "desk/common/dcr-format.h"
#include "knowledge/dcr-read-marks.h"

#define DAY_MS (24 * 60 * 60 * 1000)

static void
recent_free (gpointer data)
{
  DcrRecent *recent = data;
  g_free (recent->ref);
  g_free (recent->id);
  g_free (recent->title);
  g_free (recent->when);
  g_free (recent);
}

static char *
describe_when (gint64 at)
{
  gint64 now = dcr_clock_now_ms ();
  g_autofree char *day = dcr_format_day (at, now);
  g_autofree char *today = dcr_format_day (now, now);

  if (g_str_equal (day, today))
    {
      g_autofree char *hour = dcr_format_hour (at);
      /* Translators: when an article was read, « lue à 10 h 50 » */
      return g_strdup_printf (_("read at %s"), hour);
    }
  if (now - at < 7 * (gint64) DAY_MS)
    /* Translators: « lue hier », « lue mercredi » */
    return g_strdup_printf (_("read %s"), day);
  /* Translators: « lue le 3 novembre » */
  return g_strdup_printf (_("read on %s"), day);
}

static DcrRecent *
recent_from_mark (DcrReference *reference, const DcrReadMark *mark)
{
  DcrAudience audience;
  g_autofree char *id = NULL;
  g_autoptr (DcrArticleInfo) info = NULL;
  DcrTombstone *tombstone = NULL;
  DcrRecent *recent;

  if (!dcr_article_ref_parse (mark->ref, &audience, &id))
    return NULL;
  info = dcr_reference_get_info (reference, audience, id, NULL);
  if (info == NULL)
    tombstone = dcr_reference_get_tombstone (reference, audience, id);
  if (info == NULL && tombstone == NULL)
    return NULL;
  recent = g_new0 (DcrRecent, 1);
  recent->ref = g_strdup (mark->ref);
  recent->id = g_strdup (id);
  recent->title = g_strdup (info != NULL ? info->title : tombstone->title);
  recent->when = describe_when (mark->at);
  recent->withdrawn = info == NULL;
  recent->changed = info != NULL && info->version > mark->version;
  g_clear_pointer (&tombstone, dcr_tombstone_free);
  return recent;
}

GPtrArray *
dcr_recents_load (DcrSession *session, const DcrUuid *person, guint limit)
{
  GPtrArray *recents = g_ptr_array_new_with_free_func (recent_free);
  DcrReference *reference = dcr_session_get_reference (session);
  g_autoptr (GPtrArray) marks = NULL;

  if (reference == NULL)
    return recents;
  marks = dcr_read_marks_recent (dcr_store_reader (dcr_session_get_store (session)), person, limit,
                                 NULL);
  for (guint i = 0; marks != NULL && i < marks->len; i++)
    {
      DcrRecent *recent = recent_from_mark (reference, g_ptr_array_index (marks, i));
      if (recent != NULL)
        g_ptr_array_add (recents, recent);
    }
  return recents;
}
