/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "followup-fixture.h"

/* ---- Due dates: by the queue's own hours, over holidays, summer time and five overseas zones ---- */

typedef struct
{
  const char *name;
  DcrZone zone;
  guint weekdays;
  int opens, closes;
  guint minutes;
  const char *sent, *due; /* local time of the zone */
} DueCase;

#define WEEK 0x1f

static const DueCase due_cases[] = {
  { "two days, in the middle of a week", DCR_ZONE_METROPOLE, WEEK, 540, 1020, 960, "2026-11-16 12:00", "2026-11-18 12:00" },
  { "sent on a Friday evening", DCR_ZONE_METROPOLE, WEEK, 540, 1020, 480, "2026-11-20 18:30", "2026-11-23 17:00" },
  { "sent on a Sunday", DCR_ZONE_METROPOLE, WEEK, 540, 1020, 60, "2026-11-22 11:00", "2026-11-23 10:00" },
  { "over Armistice day", DCR_ZONE_METROPOLE, WEEK, 540, 1020, 960, "2026-11-10 12:00", "2026-11-13 12:00" },
  { "over Easter Monday", DCR_ZONE_METROPOLE, WEEK, 540, 1020, 480, "2026-04-03 15:00", "2026-04-07 15:00" },
  { "over Ascension Day, no bridge", DCR_ZONE_METROPOLE, WEEK, 540, 1020, 480, "2026-05-13 15:00", "2026-05-15 15:00" },
  { "over Labour Day and Victory in one go", DCR_ZONE_METROPOLE, WEEK, 540, 1020, 480 * 6, "2026-04-30 12:00", "2026-05-12 12:00" },
  { "over Christmas and New Year", DCR_ZONE_METROPOLE, WEEK, 540, 1020, 480 * 5, "2026-12-24 16:00", "2027-01-04 16:00" },
  { "Good Friday is worked in Paris", DCR_ZONE_METROPOLE, WEEK, 540, 1020, 480, "2026-04-02 10:00", "2026-04-03 10:00" },
  { "and not in Strasbourg", DCR_ZONE_ALSACE_MOSELLE, WEEK, 540, 1020, 480, "2026-04-02 10:00", "2026-04-07 10:00" },
  { "nor Saint Stephen's Day", DCR_ZONE_ALSACE_MOSELLE, 0x3f, 540, 1020, 480, "2026-12-24 10:00", "2026-12-28 10:00" },
  { "summer time begins", DCR_ZONE_METROPOLE, 0x7f, 0, 1440, 1440, "2026-03-28 12:00", "2026-03-29 13:00" },
  { "summer time ends", DCR_ZONE_METROPOLE, 0x7f, 0, 1440, 1440, "2026-10-24 12:00", "2026-10-25 11:00" },
  { "hours stay local over the change", DCR_ZONE_METROPOLE, WEEK, 540, 1020, 480, "2026-03-27 12:00", "2026-03-30 12:00" },
  { "Réunion, abolition of slavery", DCR_ZONE_REUNION, WEEK, 480, 960, 480, "2027-12-17 10:00", "2027-12-21 10:00" },
  { "Mayotte, abolition of slavery", DCR_ZONE_MAYOTTE, WEEK, 480, 960, 480, "2026-04-24 10:00", "2026-04-28 10:00" },
  { "Guadeloupe, abolition and Good Friday", DCR_ZONE_GUADELOUPE, WEEK, 480, 960, 480, "2026-05-26 10:00", "2026-05-28 10:00" },
  { "Martinique, abolition, then Whit Monday", DCR_ZONE_MARTINIQUE, WEEK, 480, 960, 480, "2026-05-21 10:00", "2026-05-26 10:00" },
  { "Guyane, abolition", DCR_ZONE_GUYANE, WEEK, 480, 960, 480, "2026-06-09 10:00", "2026-06-11 10:00" },
  { "Polynésie, Autonomy Day", DCR_ZONE_POLYNESIE, WEEK, 480, 960, 480, "2026-06-26 10:00", "2026-06-30 10:00" },
  { "Nouvelle-Calédonie, Citizenship Day", DCR_ZONE_NOUVELLE_CALEDONIE, WEEK, 480, 960, 480, "2026-09-23 10:00", "2026-09-25 10:00" },
  { "Miquelon has summer time of its own", DCR_ZONE_SAINT_PIERRE, 0x7f, 0, 1440, 1440, "2026-03-07 12:00", "2026-03-08 13:00" },
};

static gint64
local_ms (DcrZone zone, const char *text)
{
  int year, month, day, hour, minute;
  g_autoptr (GTimeZone) tz = g_time_zone_new_identifier (dcr_zone_tz (zone));
  g_assert_cmpint (sscanf (text, "%d-%d-%d %d:%d", &year, &month, &day, &hour, &minute), ==, 5);
  g_autoptr (GDateTime) time = g_date_time_new (tz, year, month, day, hour, minute, 0);
  return g_date_time_to_unix (time) * 1000;
}

static char *
local_text (DcrZone zone, gint64 ms)
{
  g_autoptr (GTimeZone) tz = g_time_zone_new_identifier (dcr_zone_tz (zone));
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (ms / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, tz);
  return g_date_time_format (local, "%Y-%m-%d %H:%M");
}

static void
test_due (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (due_cases); i++)
    {
      const DueCase *line = &due_cases[i];
      DcrQueue queue = { .delay = { 0, line->minutes, 1, 1 },
                         .hours = { line->zone, line->weekdays, line->opens, line->closes } };
      gint64 due = dcr_queue_due (&queue, DCR_SEVERITY_NORMAL, local_ms (line->zone, line->sent));
      g_autofree char *text = local_text (line->zone, due);
      g_test_message ("%s", line->name);
      g_assert_cmpstr (text, ==, line->due);
    }
}

static void
test_due_by_severity (void)
{
  DcrQueue queue
      = { .delay = { 0, 960, 480, 240 }, .hours = { DCR_ZONE_METROPOLE, WEEK, 540, 1020 } };
  gint64 sent = local_ms (DCR_ZONE_METROPOLE, "2026-11-18 10:00");
  g_autofree char *days = dcr_queue_describe_delay (&queue, DCR_SEVERITY_NORMAL);
  g_autofree char *hours = dcr_queue_describe_delay (&queue, DCR_SEVERITY_URGENT);
  g_autofree char *urgent
      = local_text (DCR_ZONE_METROPOLE, dcr_queue_due (&queue, DCR_SEVERITY_URGENT, sent));
  g_autofree char *hindering
      = local_text (DCR_ZONE_METROPOLE, dcr_queue_due (&queue, DCR_SEVERITY_HINDERING, sent));

  g_assert_cmpstr (urgent, ==, "2026-11-18 14:00");
  g_assert_cmpstr (hindering, ==, "2026-11-19 10:00");
  g_assert_true (g_str_has_prefix (days, "2 "));
  g_assert_true (g_str_has_prefix (hours, "4 "));
  /* a severity of a newer version counts as normal */
  g_assert_cmpint (dcr_queue_due (&queue, 42, sent), ==,
                   dcr_queue_due (&queue, DCR_SEVERITY_NORMAL, sent));
}

/* ---- The file -------------------------------------------------------------------------------- */

static void
test_suggestion (FollowFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) queues = dcr_queue_list (dcr_store_reader (fixture->base.store), NULL);
  struct { const char *owner, *queue; } cases[] = {
    { "Ministère de l’intérieur, France Titres", "N2-TITRES" },
    { "Ministère de l'Interieur, DGEF", "N2-ETRANGERS" }, /* typed otherwise */
    { "Ministère de l’intérieur, DSR", "N2-TITRES" },     /* the ministry, at least */
    { "Ministère de la justice, SADJAV", "N2-JUSTICE" },
    { "Ministère des affaires étrangères, SCEC", "BO-SCEC" },
    { "Cnam", "N2-SOCIAL" },
    { "Personne", "N2-TITRES" },
    { NULL, "N2-TITRES" },
  };

  g_assert_cmpuint (queues->len, ==, 18);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].owner);
      g_assert_cmpstr (dcr_queue_suggest (queues, cases[i].owner, 0)->id, ==, cases[i].queue);
    }
  g_assert_cmpstr (dcr_queue_suggest (queues, "Cnav", DCR_QUEUE_SERVICE)->id, ==, "SIG-CAISSES");
  g_assert_cmpstr (dcr_queue_suggest (queues, "Personne", DCR_QUEUE_SERVICE)->id, ==,
                   "SIG-CAISSES");
  g_assert_null (dcr_queue_find (queues, "NULLE-PART"));
}

/* Whoever owns a reason, somebody works on it: each reason of the demonstration has a queue of its owner. */
static void
test_every_reason_has_a_queue (FollowFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) queues = dcr_queue_list (dcr_store_reader (fixture->base.store), NULL);
  DcrReasonGrid *grid = dcr_calls_get_grid (fixture->base.calls);

  for (guint i = 0; i < dcr_reason_grid_get_n (grid); i++)
    g_assert_nonnull (dcr_queue_suggest (queues, dcr_reason_grid_get (grid, i)->owner, 0));
}

typedef struct
{
  const char *csv;
  GPtrArray *problems;
  guint n;
} Import;

static gboolean
import (DcrDb *db, gpointer data, GError **error)
{
  Import *file = data;
  return dcr_queue_import_csv (db, file->csv, strlen (file->csv), file->problems, &file->n, error);
}

#define HEAD                                                                                       \
  "id,name,owner,kind,address,needs,delay,delay_hindering,delay_urgent,zone,weekdays,opens,closes\n"

static void
test_wrong_lines_are_named (FollowFixture *fixture, gconstpointer data)
{
  const char *wrong[] = {
    "A,Nom,,second-level,,,2x,,,,,,",                    /* delay */
    "A,Nom,,deuxième,,,2d,,,,,,",                        /* kind */
    "A,Nom,,second-level,pas une adresse,,2d,,,,,,",     /* address */
    "A,Nom,,second-level,,nir,2d,,,,,,",                 /* a need that does not exist */
    "A,Nom,,second-level,,,2d,,,Europe/Nulle-Part,,,",   /* zone */
    "A,Nom,,second-level,,,2d,,,,8,,",                   /* weekday */
    "A,Nom,,second-level,,,2d,,,,,10:00,09:00",          /* closes before it opens */
    "A,Nom,,second-level,,,2d,,,,,25:00,",
    ",Nom,,second-level,,,2d,,,,,,",
    "A,,,second-level,,,2d,,,,,,",
  };
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *csv
          = g_strconcat (HEAD, "Z,Autre,,service,,,1d,,,,,,\n", wrong[i], "\n", NULL);
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GError) error = NULL;
      Import file = { csv, problems, 0 };
      g_test_message ("%s", wrong[i]);
      g_assert_false (dcr_store_write (fixture->base.store, import, &file, &error));
      g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
      g_assert_cmpuint (problems->len, >=, 1);
      g_assert_nonnull (strchr (problems->pdata[0], '3'));
    }
  g_assert_cmpint (fixture_int (&fixture->base, "SELECT count(*) FROM queue WHERE active"), ==, 18);
}

static void
test_absent_queue_is_not_offered (FollowFixture *fixture, gconstpointer data)
{
  Import file
      = { HEAD "N2-TITRES,Titres,,second-level,,phone|name,2d,,,Alsace-Moselle,1-6,08:30,12:00\n",
          NULL, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) queues = NULL;
  const DcrQueue *queue;

  dcr_store_write (fixture->base.store, import, &file, &error);
  g_assert_no_error (error);
  queues = dcr_queue_list (dcr_store_reader (fixture->base.store), NULL);
  g_assert_cmpuint (queues->len, ==, 1);
  queue = queues->pdata[0];
  g_assert_cmpuint (queue->needs, ==, DCR_NEEDS_PHONE | DCR_NEEDS_NAME);
  g_assert_cmpint (queue->hours.zone, ==, DCR_ZONE_ALSACE_MOSELLE);
  g_assert_cmpuint (queue->hours.weekdays, ==, 0x3f);
  g_assert_cmpuint (queue->delay[DCR_SEVERITY_URGENT], ==, 2 * 210);
  g_assert_cmpint (fixture_int (&fixture->base, "SELECT count(*) FROM queue"), ==, 18);
}

#define ADD(name, func) g_test_add (name, FollowFixture, NULL, follow_open, func, follow_close)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queue/due", test_due);
  g_test_add_func ("/queue/due-by-severity", test_due_by_severity);
  ADD ("/queue/suggestion", test_suggestion);
  ADD ("/queue/every-reason", test_every_reason_has_a_queue);
  ADD ("/queue/wrong-lines", test_wrong_lines_are_named);
  ADD ("/queue/absent", test_absent_queue_is_not_offered);
  return g_test_run ();
}
