/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-queue.h"

#include <stdlib.h>
#include <string.h>

#include "base/dcr-csv.h"
#include "text/dcr-french.h"

void
dcr_queue_free (DcrQueue *queue)
{
  if (queue == NULL)
    return;
  g_free (queue->id);
  g_free (queue->name);
  g_free (queue->owner);
  g_free (queue->address);
  g_free (queue);
}

static guint
needs_of (const char *text, gboolean *good)
{
  static const char *const names[] = { "phone", "email", "name", "note" };
  g_auto (GStrv) parts = g_strsplit (text, "|", -1);
  guint needs = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      guint n = 0;
      if (*g_strstrip (parts[i]) == '\0')
        continue;
      while (n < G_N_ELEMENTS (names) && !g_str_equal (names[n], parts[i]))
        n++;
      if (n < G_N_ELEMENTS (names))
        needs |= 1u << n;
      else if (good != NULL)
        *good = FALSE;
    }
  return needs;
}

#define QUEUE_COLUMNS                                                                              \
  "id, name, owner, kind, address, needs, delay, delay_hindering, delay_urgent, zone, weekdays, "  \
  "opens, closes"

static DcrQueue *
read_queue (DcrStmt *stmt)
{
  DcrQueue *queue = g_new0 (DcrQueue, 1);

  queue->id = g_strdup (dcr_stmt_text (stmt, 0));
  queue->name = g_strdup (dcr_stmt_text (stmt, 1));
  queue->owner = g_strdup (dcr_stmt_text (stmt, 2));
  queue->kind = dcr_stmt_int (stmt, 3);
  queue->address = g_strdup (dcr_stmt_text (stmt, 4));
  queue->needs = needs_of (dcr_stmt_text (stmt, 5), NULL);
  for (guint s = DCR_SEVERITY_NORMAL; s < DCR_N_SEVERITIES; s++)
    queue->delay[s] = dcr_stmt_int (stmt, 5 + s);
  queue->hours.zone = CLAMP (dcr_stmt_int (stmt, 9), 0, DCR_N_ZONES - 1);
  queue->hours.weekdays = dcr_stmt_int (stmt, 10);
  queue->hours.opens = dcr_stmt_int (stmt, 11);
  queue->hours.closes = dcr_stmt_int (stmt, 12);
  return queue;
}

GPtrArray *
dcr_queue_list (DcrDb *db, GError **error)
{
  g_autoptr (GPtrArray) queues = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_queue_free);
  GError *step_error = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db, "SELECT " QUEUE_COLUMNS " FROM queue WHERE active ORDER BY position, name", error);

  if (stmt == NULL)
    return NULL;
  while (dcr_stmt_step (stmt, &step_error))
    g_ptr_array_add (queues, read_queue (stmt));
  if (step_error != NULL)
    {
      g_propagate_error (error, step_error);
      return NULL;
    }
  return g_steal_pointer (&queues);
}

const DcrQueue *
dcr_queue_find (GPtrArray *queues, const char *id)
{
  for (guint i = 0; id != NULL && i < queues->len; i++)
    if (g_str_equal (((DcrQueue *) queues->pdata[i])->id, id))
      return queues->pdata[i];
  return NULL;
}

/* ---- Suggestion ------------------------------------------------------------ */

static gboolean
is_of_kind (const DcrQueue *queue, DcrQueueKind kind)
{
  return kind == 0 ? queue->kind != DCR_QUEUE_SERVICE : queue->kind == kind;
}

/* « Ministère de l’intérieur, France Titres » -> its folded parts */
static char **
owner_parts (const char *owner)
{
  g_autofree char *folded = dcr_french_fold (owner != NULL ? owner : "", -1);
  char **parts = g_strsplit_set (folded, ",;|", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    g_strstrip (parts[i]);
  return parts;
}

/* 0 when they have nothing in common; the more precise the part they share, the more */
static guint
owner_affinity (char **wanted, const char *served)
{
  g_auto (GStrv) parts = owner_parts (served);
  guint best = 0;

  for (guint i = 0; wanted[i] != NULL; i++)
    for (guint j = 0; parts[j] != NULL; j++)
      if (wanted[i][0] != '\0' && g_str_equal (wanted[i], parts[j]))
        best = MAX (best, 1 + i);
  return best;
}

const DcrQueue *
dcr_queue_suggest (GPtrArray *queues, const char *owner, DcrQueueKind kind)
{
  g_auto (GStrv) wanted = owner_parts (owner);
  const DcrQueue *best = NULL, *fallback = NULL;
  guint best_affinity = 0;

  for (guint i = 0; i < queues->len; i++)
    {
      const DcrQueue *queue = queues->pdata[i];
      guint affinity;
      if (!is_of_kind (queue, kind))
        continue;
      affinity = owner_affinity (wanted, queue->owner);
      if (affinity > best_affinity)
        {
          best = queue;
          best_affinity = affinity;
        }
      if (fallback == NULL
          || (fallback->kind != DCR_QUEUE_SECOND_LEVEL && queue->kind == DCR_QUEUE_SECOND_LEVEL))
        fallback = queue;
    }
  return best != NULL ? best : fallback;
}

/* ---- Delay ----------------------------------------------------------------------------------- */

static DcrSeverity
known (DcrSeverity severity)
{
  return severity > 0 && severity < DCR_N_SEVERITIES ? severity : DCR_SEVERITY_NORMAL;
}

gint64
dcr_queue_due (const DcrQueue *queue, DcrSeverity severity, gint64 ms)
{
  return dcr_hours_add (&queue->hours, ms, queue->delay[known (severity)]);
}

char *
dcr_queue_describe_delay (const DcrQueue *queue, DcrSeverity severity)
{
  guint minutes = queue->delay[known (severity)];
  guint day = MAX (1, queue->hours.closes - queue->hours.opens);

  if (minutes > 0 && minutes % day == 0)
    return g_strdup_printf (ngettext ("%u working day", "%u working days", minutes / day),
                            minutes / day);
  if (minutes % 60 == 0)
    return g_strdup_printf (ngettext ("%u working hour", "%u working hours", minutes / 60),
                            minutes / 60);
  if (minutes < 60)
    return g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes), minutes);
  return g_strdup_printf (_("%u h %02u of working time"), minutes / 60, minutes % 60);
}

const char *
dcr_severity_label (DcrSeverity severity)
{
  switch (severity)
    {
    case DCR_SEVERITY_NORMAL:
      return _("Normal");
    case DCR_SEVERITY_HINDERING:
      return _("Hindering");
    case DCR_SEVERITY_URGENT:
      return _("Urgent");
    case DCR_N_SEVERITIES:
    default:
      return _("other (newer version)");
    }
}

/* ---- Import ---------------------------------------------------------------------------------- */

enum
{
  C_ID, C_NAME, C_OWNER, C_KIND, C_ADDRESS, C_NEEDS, C_DELAY, C_DELAY_HINDERING, C_DELAY_URGENT,
  C_ZONE, C_WEEKDAYS, C_OPENS, C_CLOSES
};

static const char *const columns[] = {
  "id",   "name",     "owner", "kind",   "address", "needs", "delay", "delay_hindering", "delay_urgent",
  "zone", "weekdays", "opens", "closes", NULL,
};

typedef struct
{
  DcrCsv *csv;
  guint row;
  GPtrArray *problems;
  gboolean good;
} Import;

static void
complain (Import *import, guint column)
{
  import->good = FALSE;
  if (import->problems != NULL)
    g_ptr_array_add (import->problems,
                     g_strdup_printf (_("Line %u: “%s” cannot be read in the column “%s”."),
                                      dcr_csv_get_line (import->csv, import->row),
                                      dcr_csv_get (import->csv, import->row, column),
                                      columns[column]));
}

static const char *
cell (Import *import, guint column)
{
  return dcr_csv_get (import->csv, import->row, column);
}

static int
read_kind (Import *import)
{
  static const char *const kinds[] = { "second-level", "back-office", "service" };
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i], cell (import, C_KIND)))
      return i + 1;
  complain (import, C_KIND);
  return 0;
}

static int
read_zone (Import *import)
{
  const char *name = cell (import, C_ZONE);
  if (name[0] == '\0')
    return DCR_ZONE_METROPOLE;
  if (g_str_equal (name, "Alsace-Moselle")) /* its clock is Paris's, its holidays are not */
    return DCR_ZONE_ALSACE_MOSELLE;
  for (int zone = 0; zone < DCR_N_ZONES; zone++)
    if (g_str_equal (dcr_zone_tz (zone), name))
      return zone;
  complain (import, C_ZONE);
  return 0;
}

/* « 08:30 » -> minutes of the day */
static int
read_time (Import *import, guint column, int fallback)
{
  const char *text = cell (import, column);
  char *end;
  long hour, minute;

  if (text[0] == '\0')
    return fallback;
  hour = strtol (text, &end, 10);
  if (end != text && *end == ':')
    {
      minute = strtol (end + 1, &end, 10);
      if (*end == '\0' && hour >= 0 && minute >= 0 && minute < 60 && hour * 60 + minute <= 24 * 60)
        return hour * 60 + minute;
    }
  complain (import, column);
  return fallback;
}

static guint
read_weekdays (Import *import)
{
  const char *text = cell (import, C_WEEKDAYS);
  guint days = 0;

  if (text[0] == '\0')
    return 0x1f;
  if (strlen (text) == 3 && text[1] == '-' && text[0] >= '1' && text[2] <= '7'
      && text[0] <= text[2])
    for (char day = text[0]; day <= text[2]; day++)
      days |= 1u << (day - '1');
  else
    for (const char *p = text; *p != '\0'; p++)
      days = *p >= '1' && *p <= '7' ? days | 1u << (*p - '1') : 0x80;
  if (days == 0 || days > 0x7f)
    complain (import, C_WEEKDAYS);
  return days & 0x7f;
}

/* « 2d », « 4h », « 30m » -> minutes of opening hours */
static gint64
read_delay (Import *import, guint column, int day, gint64 fallback)
{
  const char *text = cell (import, column);
  char *end;
  gint64 count;

  if (text[0] == '\0' && fallback > 0)
    return fallback;
  count = g_ascii_strtoll (text, &end, 10);
  if (end != text && count > 0 && count < 1000 && strlen (end) == 1)
    switch (*end)
      {
      case 'd':
        return count * day;
      case 'h':
        return count * 60;
      case 'm':
        return count;
      default:
        break;
      }
  complain (import, column);
  return 1;
}

static gboolean
import_row (Import *import, DcrDb *db, GError **error)
{
  gint64 kind = read_kind (import), zone = read_zone (import), weekdays = read_weekdays (import);
  gint64 opens = read_time (import, C_OPENS, 9 * 60),
         closes = read_time (import, C_CLOSES, 17 * 60);
  gint64 delay = read_delay (import, C_DELAY, closes - opens, 0);
  gint64 hindering = read_delay (import, C_DELAY_HINDERING, closes - opens, delay);
  gint64 urgent = read_delay (import, C_DELAY_URGENT, closes - opens, hindering);
  const char *address = cell (import, C_ADDRESS);
  gboolean needs_good = TRUE;

  needs_of (cell (import, C_NEEDS), &needs_good);
  if (!needs_good)
    complain (import, C_NEEDS);
  if (cell (import, C_ID)[0] == '\0')
    complain (import, C_ID);
  if (cell (import, C_NAME)[0] == '\0')
    complain (import, C_NAME);
  if (closes <= opens)
    complain (import, C_CLOSES);
  if (address[0] != '\0' && (strchr (address, '@') == NULL || strpbrk (address, " <>,;") != NULL))
    complain (import, C_ADDRESS);
  if (!import->good)
    return TRUE; /* go on, so that every wrong line is named */
  return dcr_db_run (
      db, error,
      "INSERT INTO queue(" QUEUE_COLUMNS ", position) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14)"
      " ON CONFLICT(id) DO UPDATE SET name=excluded.name, owner=excluded.owner, kind=excluded.kind,"
      " address=excluded.address, needs=excluded.needs, delay=excluded.delay,"
      " delay_hindering=excluded.delay_hindering, delay_urgent=excluded.delay_urgent, zone=excluded.zone,"
      " weekdays=excluded.weekdays, opens=excluded.opens, closes=excluded.closes, active=1,"
      " position=excluded.position, version=version+1",
      "tttittiiiiiiii", cell (import, C_ID), cell (import, C_NAME), cell (import, C_OWNER), kind, address,
      cell (import, C_NEEDS), delay, hindering, urgent, zone, weekdays, opens, closes,
      (gint64) import->row);
}

gboolean
dcr_queue_import_csv (DcrDb *db, const char *csv, gsize length, GPtrArray *problems,
                      guint *n_queues, GError **error)
{
  g_autoptr (DcrCsv) file = dcr_csv_read (csv, length, columns, C_DELAY + 1, problems, error);
  Import import = { file, 0, problems, TRUE };

  if (file == NULL
      || !dcr_db_run (db, error, "UPDATE queue SET active=0, version=version+1 WHERE active", ""))
    return FALSE;
  for (; import.row < dcr_csv_get_n_rows (file); import.row++)
    if (!import_row (&import, db, error))
      return FALSE;
  if (!import.good)
    {
      g_set_error (
          error, DCR_ERROR, DCR_ERROR_INPUT,
          _("The file was refused: it has errors. Nothing was changed. Correct the lines named, then import it again."));
      return FALSE;
    }
  if (n_queues != NULL)
    *n_queues = dcr_csv_get_n_rows (file);
  return TRUE;
}
