/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The acts of a call under power cuts (R1). At every write, sync and truncation of every act, images of what a
 * disk could hold are opened: each must be work.db as it was before the act or as it is after it, whole; and after
 * it, once the act is done. The same run with synchronous NORMAL and OFF must break something, or this test proves
 * nothing. 8,000 images; 200,000 with -m slow. */
#include "calls-fixture.h"

#include <stdlib.h>

#include "calls/dcr-history.h"
#include "dcr-cut-vfs.h"

#define IMAGES_SHORT 8000
#define IMAGES_FULL 200000
#define IMAGES_EACH 6 /* at each I/O of one pass over the acts */

/* ---- What a base holds, in one text ---------------------------------------------------------- */

static const char *const tables[]
    = { "call_draft",   "call",    "call_article", "call_passage", "call_reason",
        "article_text", "contact", "learned",      "need_count",   "access_journal",
        "article_call" };

/* « quote(a)||quote(b)… » of every column but the time of saving, which no screen shows. */
static char *
columns_of (DcrDb *db, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT group_concat('quote('||name||')','||')"
                                          " FROM pragma_table_info('%s') WHERE name<>'saved'", table);
  return dcr_db_get_text (db, NULL, sql, "");
}

static char *
make_digest_sql (DcrDb *db)
{
  g_autoptr (GString) sql = g_string_new ("SELECT group_concat(row,x'0A') FROM (");

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *columns = columns_of (db, tables[i]);
      g_string_append_printf (sql, "%sSELECT %s AS row FROM %s", i ? " UNION ALL " : "", columns,
                              tables[i]);
    }
  g_string_append (sql, ")");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static char *digest_sql;

static char *
digest (DcrDb *db)
{
  char *text = dcr_db_get_text (db, NULL, digest_sql, "");
  return text ? text : g_strdup ("");
}

/* ---- Judging images -------------------------------------------------------------------------- */

static GMutex mutex;
static char *before;         /* what the screen called kept before the act under way */
static gboolean under_way;
static GHashTable *others;   /* digests seen during the act that are not « before » -> how often */
static guint64 n_others;     /* images that were neither before nor after */
static const char *act_name;
static char *first_act;      /* where the first image was broken */

static gboolean
check (DcrDb *db, gpointer data, char **why)
{
  g_autofree char *here = digest (db);
  gboolean good = TRUE;

  g_mutex_lock (&mutex);
  if (!g_str_equal (here, before))
    {
      good = under_way;
      if (under_way)
        {
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (others, here));
          g_hash_table_insert (others, g_steal_pointer (&here), GUINT_TO_POINTER (n + 1));
        }
      else
        *why = g_strdup_printf ("kept and gone after: %s", act_name);
    }
  g_mutex_unlock (&mutex);
  return good;
}

/* What was seen meanwhile can only be what there is now. */
static void
end_of_act (Fixture *fixture)
{
  g_autofree char *after = NULL;
  GHashTableIter iter;
  gpointer seen, n;

  fixture_settle (fixture);
  after = digest (dcr_store_reader (fixture->store));
  g_mutex_lock (&mutex);
  g_hash_table_iter_init (&iter, others);
  while (g_hash_table_iter_next (&iter, &seen, &n))
    if (!g_str_equal (seen, after))
      {
        n_others += GPOINTER_TO_UINT (n);
        if (first_act == NULL)
          first_act = g_strdup (act_name);
      }
  g_hash_table_remove_all (others);
  g_free (before);
  before = g_steal_pointer (&after);
  under_way = FALSE;
  g_mutex_unlock (&mutex);
}

/* ---- Acts: each is one transaction ----------------------------------------------------------- */

static DcrCall *
current (Fixture *fixture)
{
  return dcr_calls_get_current (fixture->calls);
}

static void
begin (Fixture *fixture)
{
  dcr_calls_begin (fixture->calls, "0639984127");
}

static void
telephony (Fixture *fixture, const char *event)
{
  g_autoptr (GVariant) told = g_variant_ref_sink (g_variant_new_parsed (
      "{'event': <%s>, 'caller': <'+33639984128'>, 'id': <'7'>}", event));
  g_assert_true (dcr_calls_event (fixture->calls, told, NULL));
}

static void
ring (Fixture *fixture)
{
  telephony (fixture, "ringing");
}

static void
hang_up_unanswered (Fixture *fixture)
{
  telephony (fixture, "ended");
}

static void
open_article (Fixture *fixture)
{
  dcr_calls_note_article (fixture->calls, &fixture_article);
}

static void
keep_passage (Fixture *fixture)
{
  dcr_calls_keep_passage (fixture->calls, &fixture_passage);
}

static void
tick (Fixture *fixture)
{
  dcr_call_set_ticked (current (fixture), fixture_passage.ref, fixture_passage.address, "0,1");
}

static void
write_note (Fixture *fixture)
{
  g_autofree char *text = g_strnfill (300, 'n');
  dcr_call_set_note (current (fixture), text);
}

static void
say_reason (Fixture *fixture)
{
  dcr_call_set_reason (current (fixture), "IDE-PERTE");
}

static void
say_secondary (Fixture *fixture)
{
  dcr_call_toggle_secondary (current (fixture), "IDE-PASS");
}

static void
say_need (Fixture *fixture)
{
  dcr_call_set_need (current (fixture), DCR_NEED_DIGITAL);
}

static void
say_outcome (Fixture *fixture)
{
  dcr_call_set_outcome (current (fixture), DCR_OUTCOME_REFERRED);
}

static void
say_answered_too (Fixture *fixture)
{
  dcr_call_set_answered_too (current (fixture), DCR_TELL_YES);
}

static void
close_call (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_assert_true (fixture_close_call (fixture, &error));
  g_assert_no_error (error);
}

static void
drop (Fixture *fixture)
{
  dcr_calls_drop (fixture->calls, current (fixture));
}

static gboolean
requalify_last (DcrDb *db, gpointer data, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (db, "SELECT max(id) FROM call", error);
  DcrUuid id;

  g_assert_true (dcr_stmt_step (stmt, error) && dcr_stmt_uuid (stmt, 0, &id));
  return dcr_history_requalify (db, &id, dcr_calls_get_person (fixture->calls), "IDE-CARTE",
                                "Identité › Carte", error);
}

static void
requalify (Fixture *fixture)
{
  g_assert_true (dcr_store_write (fixture->store, requalify_last, fixture, NULL));
}

static void
checkpoint (Fixture *fixture)
{
  dcr_store_checkpoint (fixture->store);
}

static const struct
{
  const char *name;
  void (*run) (Fixture *fixture);
} acts[] = {
  { "begin", begin },
  { "open an article", open_article },
  { "keep a passage", keep_passage },
  { "tick a line", tick },
  { "write the note", write_note },
  { "checkpoint", checkpoint },
  { "say the reason", say_reason },
  { "add a secondary reason", say_secondary },
  { "say the need", say_need },
  { "another call rings", ring },
  { "it is not answered", hang_up_unanswered },
  { "say the outcome", say_outcome },
  { "say what it asks", say_answered_too },
  { "close", close_call },
  { "requalify", requalify },
  { "checkpoint after closing", checkpoint },
  { "begin another", begin },
  { "drop it", drop },
};

/* ---- A run ----------------------------------------------------------------------------------- */

static gboolean
set_synchronous (DcrDb *db, gpointer sql, GError **error)
{
  return dcr_db_exec (db, "COMMIT", error) && dcr_db_exec (db, sql, error)
         && dcr_db_begin (db, error);
}

static void
run_acts (Fixture *fixture)
{
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_mutex_lock (&mutex);
      act_name = acts[i].name;
      under_way = TRUE;
      g_mutex_unlock (&mutex);
      acts[i].run (fixture);
      end_of_act (fixture);
    }
}

/* One pass over the acts in a base of its own. */
static DcrCutCount
run_pass (const char *synchronous, guint images_each)
{
  Fixture fixture = { 0 };
  g_autofree char *path = NULL;

  dcr_cut_forget ();
  n_others = 0;
  fixture_open (&fixture, NULL);
  if (synchronous != NULL)
    g_assert_true (dcr_store_write (fixture.store, set_synchronous, (gpointer) synchronous, NULL));
  fixture_settle (&fixture);
  g_free (digest_sql);
  digest_sql = make_digest_sql (dcr_store_reader (fixture.store));
  g_free (before);
  before = digest (dcr_store_reader (fixture.store));
  path = g_build_filename (fixture.folder, "work.db", NULL);
  dcr_cut_start (path, images_each, check, NULL);
  run_acts (&fixture);
  dcr_cut_stop ();
  fixture_close (&fixture, NULL);
  return *dcr_cut_count ();
}

static void
test_full_keeps_all (void)
{
  guint64 wanted = g_test_slow () ? IMAGES_FULL : IMAGES_SHORT, images = 0;
  gint64 start = g_get_monotonic_time ();

  while (images < wanted)
    {
      DcrCutCount count = run_pass (NULL, IMAGES_EACH);
      if (count.broken > 0)
        g_error ("%d of %d images broken: %s", (int) count.broken, (int) count.images,
                 count.first_why);
      if (n_others > 0)
        g_error ("%d images hold half of: %s", (int) n_others, first_act);
      images += count.images;
    }
  g_test_message ("%d images, 0 broken, in %.0f s", (int) images,
                  (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC);
}

static void
assert_loses (const char *synchronous)
{
  DcrCutCount count = run_pass (synchronous, 1);

  g_test_message ("%s: of %d images %d broken, %d corrupt, %d neither before nor after",
                  synchronous, (int) count.images, (int) count.broken, (int) count.corrupt,
                  (int) n_others);
  g_assert_cmpuint (count.broken + n_others, >, 0);
}

static void
test_normal_loses (void)
{
  assert_loses ("PRAGMA synchronous=NORMAL");
}

static void
test_off_loses (void)
{
  assert_loses ("PRAGMA synchronous=OFF");
  g_assert_cmpuint (dcr_cut_count ()->corrupt, >, 0);
}

int
main (int argc, char **argv)
{
  guint32 seed;

  g_test_init (&argc, &argv, NULL);
  seed = g_getenv ("DCR_SEED") ? (guint32) atoi (g_getenv ("DCR_SEED"))
                               : (guint32) g_test_rand_int ();
  g_test_message ("seed %u", seed);
  others = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  dcr_cut_install (seed);
  g_test_add_func ("/call/power-cut/full-keeps-all", test_full_keeps_all);
  g_test_add_func ("/call/power-cut/normal-loses", test_normal_loses);
  g_test_add_func ("/call/power-cut/off-loses", test_off_loses);
  return g_test_run ();
}
