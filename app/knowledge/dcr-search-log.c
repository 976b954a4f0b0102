/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "knowledge/dcr-search-log.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "text/dcr-guard.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)
#define MIN_LETTERS 3
#define MAX_DIGITS 5 /* a postal code, the number of an article */
#define FLAG_REPORTED 3

gboolean
dcr_search_log_accepts (const char *words, const char *number)
{
  guint digits = 0, letters = 0;

  if (strlen (words) > DCR_SEARCH_LOG_MAX || strchr (words, '@') != NULL
      || !g_utf8_validate (words, -1, NULL))
    return FALSE;
  for (const char *at = words; *at != '\0'; at = g_utf8_next_char (at))
    {
      digits += g_unichar_isdigit (g_utf8_get_char (at));
      letters += g_unichar_isalnum (g_utf8_get_char (at));
    }
  return letters >= MIN_LETTERS && digits <= MAX_DIGITS && !dcr_guard_refuses (words, number);
}

typedef struct
{
  DcrUuid id;
  gint64 at;
  guint hits;
  gboolean is_report;
  char words[DCR_SEARCH_LOG_MAX + 1];
} Line;

static gboolean
write_line (DcrDb *db, gpointer data, GError **error)
{
  const Line *line = data;

  if (line->is_report)
    return dcr_db_run (db, error, "INSERT INTO flag(id,at,kind,detail) VALUES(?1,?2,?3,?4)", "uiit",
                       &line->id, line->at, (gint64) FLAG_REPORTED, line->words);
  return dcr_db_run (db, error, "INSERT INTO search_log(id,at,words,hits) VALUES(?1,?2,?3,?4)",
                     "uiti", &line->id, line->at, line->words, (gint64) line->hits);
}

static void
line_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!dcr_store_write_finish (result, &error))
    g_warning ("A search without result is not noted: %s", error->message);
}

static gboolean
note (DcrStore *store, const char *words, guint hits, gboolean is_report, const char *number)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (words));
  Line *line;

  if (!dcr_search_log_accepts (trimmed, number))
    return FALSE;
  line = g_new0 (Line, 1);
  line->id = dcr_uuid_new ();
  line->at = dcr_clock_now_ms () / DAY_MS * DAY_MS;
  line->hits = hits;
  line->is_report = is_report;
  g_strlcpy (line->words, trimmed, sizeof line->words);
  for (guint i = 0; i < 6; i++) /* the id's own time */
    line->id.bytes[i] = (guint8) (line->at >> (40 - 8 * i));
  dcr_store_write_async (store, write_line, line, g_free, line_written, NULL);
  return TRUE;
}

gboolean
dcr_search_log_note (DcrStore *store, const char *words, guint hits, const char *number)
{
  return note (store, words, hits, FALSE, number);
}

gboolean
dcr_search_log_report (DcrStore *store, const char *words, const char *number)
{
  return note (store, words, 0, TRUE, number);
}
