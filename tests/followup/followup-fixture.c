/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup-fixture.h"

#include "base/dcr-clock.h"

typedef struct
{
  FollowFixture *fixture;
  char *csv;
} People;

static gboolean
put_person (DcrDb *db, DcrUuid *id, const char *display, gint64 role, GError **error)
{
  *id = dcr_uuid_new ();
  return dcr_db_run (db, error, "INSERT INTO person(id, display, role) VALUES(?1,?2,?3)", "uti", id,
                     display, role);
}

static gboolean
put_people (DcrDb *db, gpointer data, GError **error)
{
  People *people = data;
  FollowFixture *fixture = people->fixture;

  return dcr_queue_import_csv (db, people->csv, strlen (people->csv), NULL, NULL, error)
         && put_person (db, &fixture->agent, "Agent 2047", 1, error)
         && put_person (db, &fixture->other_agent, "Agent 2215", 1, error)
         && put_person (db, &fixture->expert, "Agent 3114", 2, error)
         && put_person (db, &fixture->other_expert, "Agent 3107", 2, error)
         && put_person (db, &fixture->lead, "Agent 1001", 3, error);
}

void
follow_people (DcrStore *store, FollowFixture *fixture)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("DCR_SOURCE"), "data", "demo", "queues.csv", NULL);
  g_autoptr (GError) error = NULL;
  People people = { fixture, NULL };

  g_assert_true (g_file_get_contents (path, &people.csv, NULL, &error));
  dcr_store_write (store, put_people, &people, &error);
  g_assert_no_error (error);
  g_free (people.csv);
}

void
follow_open (FollowFixture *fixture, gconstpointer data)
{
  dcr_clock_set (FOLLOW_NOW);
  fixture_open (&fixture->base, data);
  follow_people (fixture->base.store, fixture);
}

void
follow_close (FollowFixture *fixture, gconstpointer data)
{
  fixture_close (&fixture->base, data);
  dcr_clock_set (0);
}

void
follow_take_result (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **kept = data;
  *kept = g_object_ref (result);
}

/* ---- Escalations ----------------------------------------------------------------------------- */

static gboolean
send_one (DcrDb *db, gpointer data, GError **error)
{
  return dcr_escalation_send (db, data, error);
}

DcrUuid
follow_send (DcrStore *store, const DcrUuid *author, const char *question)
{
  g_autoptr (DcrEscalation) escalation = dcr_escalation_new ();
  g_autoptr (GError) error = NULL;

  escalation->author = *author;
  escalation->queue = g_strdup ("N2-TITRES");
  escalation->question = g_strdup (question);
  escalation->phone = g_strdup ("+33639984127");
  escalation->masked = g_strdup ("06 •• •• •• 27");
  escalation->due = dcr_clock_now_ms () + 3600 * 1000;
  dcr_store_write (store, send_one, escalation, &error);
  g_assert_no_error (error);
  return escalation->id;
}

DcrEscalation *
follow_get (DcrStore *store, const DcrUuid *escalation)
{
  g_autoptr (GError) error = NULL;
  DcrEscalation *self = dcr_escalation_get (dcr_store_reader (store), escalation, &error);
  g_assert_no_error (error);
  return self;
}

static gboolean
do_act (DcrDb *db, gpointer data, GError **error)
{
  return dcr_escalation_act (db, data, error);
}

gboolean
follow_act (DcrStore *store, const DcrUuid *escalation, gint64 version, DcrEscalationAct act,
            const DcrUuid *person, const char *text, const DcrUuid *other, GError **error)
{
  DcrDeed deed = { .escalation = *escalation, .version = version, .act = act, .person = person,
                   .text = text, .other = other };

  if (person == NULL)
    deed.who = "Préfecture du Rhône";
  return dcr_store_write (store, do_act, &deed, error);
}
