/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup-fixture.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "followup/dcr-vigie.h"

#define DAY ((gint64) 24 * 3600 * 1000)

static gboolean
report (DcrDb *db, gpointer data, GError **error)
{
  return dcr_vigie_report (db, data, error);
}

static DcrUuid
add (FollowFixture *fixture, const char *what, guint calls, const char *reason, const char *owner)
{
  g_autoptr (DcrVigie) vigie = dcr_vigie_new ();
  g_autoptr (GError) error = NULL;

  vigie->what = g_strdup (what);
  vigie->since = g_strdup ("2026-11-02");
  vigie->calls = calls;
  vigie->reason = g_strdup (reason);
  vigie->owner = g_strdup (owner);
  vigie->author = fixture->agent;
  dcr_store_write (fixture->base.store, report, vigie, &error);
  g_assert_no_error (error);
  return vigie->id;
}

typedef struct
{
  const DcrUuid *id, *into;
  gint64 version;
  const char *outcome;
} Act;

static gboolean
run (DcrDb *db, gpointer data, GError **error)
{
  Act *act = data;
  if (act->into != NULL)
    return dcr_vigie_merge (db, act->id, act->version, act->into, error);
  return dcr_vigie_settle (db, act->id, act->version, act->outcome, error);
}

static void
test_never_a_person (FollowFixture *fixture, gconstpointer data)
{
  static const char *const refused[] = {
    "Le dossier de 06 39 98 41 27 est bloqué", "Voir jean@orange.example", "NIR 1 85 05 78 006 084 91 inconnu", "  ", "",
  };
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (DcrVigie) vigie = dcr_vigie_new ();
      g_autoptr (GError) error = NULL;
      vigie->what = g_strdup (refused[i]);
      vigie->author = fixture->agent;
      g_assert_false (dcr_store_write (fixture->base.store, report, vigie, &error));
      g_assert_error (error, DCR_ERROR, (i < 3 ? DCR_ERROR_INPUT : DCR_ERROR_INCOMPLETE));
    }
  g_assert_cmpint (fixture_int (&fixture->base, "SELECT count(*) FROM vigie"), ==, 0);
}

static void
test_similar_are_proposed (FollowFixture *fixture, gconstpointer data)
{
  DcrDb *db = dcr_store_reader (fixture->base.store);
  DcrUuid a = add (fixture, "Le téléservice de l’Anef refuse les récépissés renouvelés", 4,
                   "ETR-SEJOUR", "DGEF");
  add (fixture, "Attestation de droits : le lien de la Caf mène à une page vide", 2, "SOC-CAF",
       "Cnaf");
  struct { const char *what, *reason; guint n; } cases[] = {
    { "L’Anef refuse un récépissé renouvelé", NULL, 1 },
    { "récépissés : refus du téléservice", NULL, 1 },
    { "Le lien de la Caf est mort, page vide", NULL, 1 },
    { "Délai du passeport trop long en mairie", NULL, 0 },
    { "Délai du passeport trop long en mairie", "ETR-SEJOUR", 0 }, /* the reason alone does not make it the same */
    { "", NULL, 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) found
          = dcr_vigie_find_similar (db, cases[i].what, cases[i].reason, NULL, NULL);
      g_test_message ("%s", cases[i].what);
      g_assert_cmpuint (found->len, ==, cases[i].n);
    }
  g_autoptr (GPtrArray) itself
      = dcr_vigie_find_similar (db, "L’Anef refuse un récépissé renouvelé", NULL, &a, NULL);
  g_assert_cmpuint (itself->len, ==, 0);
}

static void
test_merging_adds_calls (FollowFixture *fixture, gconstpointer data)
{
  DcrUuid a = add (fixture, "Anef en panne", 4, NULL, "DGEF"),
          b = add (fixture, "Panne de l’Anef", 3, NULL, "DGEF");
  DcrUuid c = add (fixture, "L’Anef ne répond pas", 2, NULL, "DGEF");
  Act c_into_b = { &c, &b, 1, NULL }, b_into_a = { &b, &a, 2, NULL },
      stale = { &a, NULL, 1, "réparée" };
  Act settle = { &a, NULL, 2, "réparée le 20" }, itself = { &a, &a, 2, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) open = NULL;

  g_assert_true (dcr_store_write (fixture->base.store, run, &c_into_b, NULL));
  g_assert_true (dcr_store_write (fixture->base.store, run, &b_into_a, NULL));
  open = dcr_vigie_list (dcr_store_reader (fixture->base.store), NULL);
  g_assert_cmpuint (open->len, ==, 1);
  g_assert_cmpuint (((DcrVigie *) open->pdata[0])->calls, ==, 9);
  g_assert_cmpuint (((DcrVigie *) open->pdata[0])->reports, ==, 3);
  g_assert_false (dcr_store_write (fixture->base.store, run, &stale, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (dcr_store_write (fixture->base.store, run, &itself, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
  g_clear_error (&error);
  g_assert_true (dcr_store_write (fixture->base.store, run, &settle, NULL));
  g_assert_false (dcr_store_write (fixture->base.store, run, &b_into_a, &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_CONFLICT);
}

static void
test_digest (FollowFixture *fixture, gconstpointer data)
{
  DcrUuid old, settled, twin;
  Act merge = { NULL, NULL, 1, NULL }, settle = { NULL, NULL, 1, "circulaire le 17" };
  g_autoptr (DcrSheet) sheet = NULL, empty = NULL;
  g_autofree char *text = NULL, *nothing = NULL;

  dcr_clock_set (FOLLOW_NOW - 20 * DAY);
  old = add (fixture, "Vieille difficulté", 7, NULL, "DGFiP");
  add (fixture, "Ancienne et oubliée", 1, NULL, "DGFiP");
  dcr_clock_set (FOLLOW_NOW - 2 * DAY);
  settled = add (fixture, "Formulaire introuvable", 2, NULL, "Cnaf");
  twin = add (fixture, "La même vieille difficulté", 5, NULL, "");
  add (fixture, "Sans propriétaire", 1, NULL, "");
  merge.id = &twin;
  merge.into = &old;
  settle.id = &settled;
  g_assert_true (dcr_store_write (fixture->base.store, run, &merge, NULL));
  g_assert_true (dcr_store_write (fixture->base.store, run, &settle, NULL));
  sheet = dcr_vigie_digest (dcr_store_reader (fixture->base.store), FOLLOW_NOW - 7 * DAY,
                            FOLLOW_NOW, NULL);
  text = dcr_sheet_to_text (sheet, 72);
  g_assert_cmpuint (sheet->sections->len, ==, 3); /* Cnaf, DGFiP, then those without owner */
  g_assert_cmpstr (((DcrSheetSection *) sheet->sections->pdata[0])->heading, ==, "Cnaf");
  g_assert_nonnull (strstr (text, "12 calls · 2 reports"));
  g_assert_nonnull (strstr (text, "circulaire le 17"));
  g_assert_null (strstr (text, "oubliée"));
  empty = dcr_vigie_digest (dcr_store_reader (fixture->base.store), 0, 1000, NULL);
  nothing = dcr_sheet_to_text (empty, 72);
  g_assert_nonnull (strstr (nothing, "No general difficulty"));
}

#define ADD(name, func) g_test_add (name, FollowFixture, NULL, follow_open, func, follow_close)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/vigie/never-a-person", test_never_a_person);
  ADD ("/vigie/similar", test_similar_are_proposed);
  ADD ("/vigie/merging", test_merging_adds_calls);
  ADD ("/vigie/digest", test_digest);
  return g_test_run ();
}
