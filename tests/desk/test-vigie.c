/* SPDX-License-Identifier: GPL-3.0-or-later */
/* « Vigie » in the window: reported without naming anybody, gathered, settled, read in the digest of the week; and
 * « Signaler au service concerné ». */
#include "desk-fixture.h"

#include <string.h>

#include "calls/dcr-person.h"
#include "desk/follow/dcr-escalate-form.h"
#include "desk/follow/dcr-suivi.h"
#include "desk/follow/dcr-vigie-digest.h"
#include "desk/follow/dcr-vigie-form.h"
#include "desk/follow/dcr-vigie-page.h"
#include "desk/follow/dcr-vigie-pane.h"
#include "followup/dcr-vigie.h"

static DcrWindow *window;

static DcrDb *
reader (void)
{
  return dcr_store_reader (dcr_session_get_store (dcr_window_get_session (window)));
}

static void
act (const char *name)
{
  g_action_group_activate_action (G_ACTION_GROUP (window), name, NULL);
}

static DcrForm *
form (void)
{
  return dcr_appels_get_form (dcr_window_get_appels (window));
}

static gboolean
form_is_closed (gconstpointer data)
{
  return form () == NULL;
}

static gboolean
proposes (gconstpointer n)
{
  return dcr_vigie_form_get_n_similar (DCR_VIGIE_FORM (form ())) == GPOINTER_TO_UINT (n);
}

static void
become (DcrRole role)
{
  g_autoptr (GPtrArray) persons = dcr_person_list (reader (), NULL);

  for (guint i = 0; i < persons->len; i++)
    if (((DcrPerson *)persons->pdata[i])->role == role)
      {
        char id[DCR_UUID_TEXT_SIZE];
        dcr_uuid_to_text (&((DcrPerson *)persons->pdata[i])->id, id);
        g_action_group_activate_action (G_ACTION_GROUP (window), "person",
                                        g_variant_new_string (id));
        return;
      }
  g_assert_not_reached ();
}

static gint64
count (const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 n = dcr_db_get_int (reader (), -1, &error, sql, "");
  g_assert_no_error (error);
  return n;
}

static void
test_names_nobody (void)
{
  static const char *const refused[] = {
    "Le dossier de 06 39 98 41 27 est bloqué",
    "Voir camille@orange.example",
    "Le NIR 1 85 05 78 006 084 91 est inconnu",
  };

  become (DCR_ROLE_AGENT);
  act ("vigie-report");
  g_assert_true (DCR_IS_VIGIE_FORM (form ()));
  desk_settle ();
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      dcr_vigie_form_fill (DCR_VIGIE_FORM (form ()), refused[i], 0, 2, NULL);
      desk_settle ();
      g_assert_nonnull (desk_find_label (GTK_WIDGET (form ()), "F8"));
      dcr_form_submit (form ()); /* selects what has to go */
      g_assert_nonnull (form ());
    }
  g_assert_cmpint (count ("SELECT count(*) FROM vigie"), ==, 0);
  dcr_vigie_form_fill (DCR_VIGIE_FORM (form ()), "Le téléservice refuse les récépissés renouvelés",
                       0, 2, "ETR-SEJOUR");
  desk_settle ();
  g_assert_null (desk_find_label (GTK_WIDGET (form ()), "F8"));
  dcr_form_submit (form ());
  desk_await ("it is reported", form_is_closed, NULL);
  g_assert_cmpint (count ("SELECT count(*) FROM vigie WHERE state = 1 AND calls = 2"), ==, 1);
}

/* Back from the words, by Maj+Tab alone. */
static void
can_be_reached_by_tab (void)
{
  GtkWidget *side = dcr_form_get_side (form ()), *focus = NULL;

  dcr_form_focus (form ());
  for (guint i = 0; i < 4; i++)
    {
      gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_BACKWARD);
      focus = gtk_window_get_focus (GTK_WINDOW (window));
      if (focus != NULL && gtk_widget_is_ancestor (focus, side))
        return;
    }
  g_assert_not_reached ();
}

static void
test_similar_are_joined_while_typing (void)
{
  act ("vigie-report");
  dcr_vigie_form_fill (DCR_VIGIE_FORM (form ()), "Délai du passeport trop long", 0, 1, NULL);
  desk_await ("nothing alike", proposes, GUINT_TO_POINTER (0));
  dcr_vigie_form_fill (DCR_VIGIE_FORM (form ()), "Récépissé renouvelé refusé par le téléservice", 0,
                       5, NULL);
  desk_await ("the one that says the same", proposes, GUINT_TO_POINTER (1));
  can_be_reached_by_tab ();
  dcr_vigie_form_join (DCR_VIGIE_FORM (form ()), 0);
  dcr_form_submit (form ());
  desk_await ("it is joined", form_is_closed, NULL);
  g_assert_cmpint (count ("SELECT count(*) FROM vigie WHERE state = 1"), ==, 1);
  g_assert_cmpint (count ("SELECT count(*) FROM vigie WHERE state = 2 AND calls = 5"), ==, 1);

  /* another one, that stays by itself */
  act ("vigie-report");
  dcr_vigie_form_fill (DCR_VIGIE_FORM (form ()), "Le lien de la Caf mène à une page vide", 0, 3,
                       NULL);
  dcr_form_submit (form ());
  desk_await ("it is reported", form_is_closed, NULL);
  g_assert_cmpint (count ("SELECT count(*) FROM vigie WHERE state = 1"), ==, 2);
}

static gboolean
shows_label (gconstpointer text)
{
  return desk_find_label (GTK_WIDGET (window), text) != NULL;
}

static gboolean
has_settled (gconstpointer data)
{
  return count ("SELECT count(*) FROM vigie WHERE state = 3") == 1;
}

static GtkWidget *
find_type (const char *name)
{
  GtkWidget *widget = desk_find (GTK_WIDGET (window), name);
  g_assert_nonnull (widget);
  return widget;
}

static void
test_the_page (void)
{
  GtkWidget *entry;

  desk_resize (1440, 900);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.home", NULL));
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (find_type ("AdwViewStack")), "suivi");
  dcr_suivi_show (DCR_SUIVI (find_type ("DcrSuivi")), "vigie");
  desk_await ("the first row is read", shows_label, _("Gathered in it"));
  g_assert_null (desk_find (find_type ("DcrVigiePane"), "AdwEntryRow")); /* an agent settles nothing */

  become (DCR_ROLE_EXPERT);
  dcr_suivi_show (DCR_SUIVI (find_type ("DcrSuivi")), "vigie");
  desk_await ("what came of it can be said", shows_label, _("What came of it"));
  desk_settle ();
  dcr_suivi_suggested (DCR_SUIVI (find_type ("DcrSuivi"))); /* asks for it */
  g_assert_cmpint (count ("SELECT count(*) FROM vigie WHERE state = 3"), ==, 0);
  entry = desk_find (find_type ("DcrVigiePane"), "AdwEntryRow");
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Circulaire du 17");
  dcr_suivi_suggested (DCR_SUIVI (find_type ("DcrSuivi")));
  desk_await ("it is settled", has_settled, NULL);
  desk_settle ();
  become (DCR_ROLE_AGENT);
}

static gboolean
digest_is_shown (gconstpointer digest)
{
  return dcr_vigie_digest_is_shown (DCR_VIGIE_DIGEST ((gpointer)digest));
}

static void
test_the_digest (void)
{
  GtkWidget *digest = g_object_ref_sink (dcr_vigie_digest_new (dcr_window_get_session (window)));
  g_autofree char *folder = g_dir_make_tmp ("dcr-vigie-XXXXXX", NULL);
  g_autofree char *text = g_build_filename (folder, "vigie.txt", NULL),
                  *pdf = g_build_filename (folder, "vigie.pdf", NULL), *written = NULL, *printed = NULL;
  g_autoptr (GError) error = NULL;

  dcr_vigie_digest_reload (DCR_VIGIE_DIGEST (digest));
  desk_await ("the digest", digest_is_shown, digest);
  dcr_vigie_digest_export (DCR_VIGIE_DIGEST (digest), text, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (text, &written, NULL, NULL));
  g_assert_nonnull (strstr (written, "récépissés renouvelés"));
  g_assert_nonnull (strstr (written, "Circulaire du 17"));
  g_assert_nonnull (strstr (written, "page vide"));
  dcr_vigie_digest_export (DCR_VIGIE_DIGEST (digest), pdf, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (pdf, &printed, NULL, NULL));
  g_assert_true (g_str_has_prefix (printed, "%PDF"));
  g_object_unref (digest);
  remove (text);
  remove (pdf);
  remove (folder);
}

static void
test_a_file_is_reported_to_its_service (void)
{
  DcrCalls *calls = dcr_session_get_calls (dcr_window_get_session (window));
  DcrEscalationForm *model;

  act ("report-file"); /* without a call: said, nothing opens */
  g_assert_null (form ());
  dcr_call_set_reason (dcr_calls_begin (calls, "0639984127"), "IDE-PERTE");
  act ("report-file");
  g_assert_true (DCR_IS_ESCALATE_FORM (form ()));
  model = dcr_escalate_form_get_model (DCR_ESCALATE_FORM (form ()));
  g_assert_true (dcr_escalation_form_get_reporting (model));
  g_assert_nonnull (dcr_escalation_form_get_queue (model));
  g_assert_cmpint (dcr_escalation_form_get_queue (model)->kind, ==, DCR_QUEUE_SERVICE);
  desk_settle ();
  dcr_calls_drop (calls, dcr_calls_get_current (calls));
}

/* A form out of sight, not begun yet. */
static DcrEscalateForm *
find_in_reserve (GtkWidget *root)
{
  DcrEscalateForm *found = NULL;

  if (DCR_IS_ESCALATE_FORM (root) && !gtk_widget_get_mapped (root))
    return DCR_ESCALATE_FORM (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_in_reserve (child);
  return found;
}

static gboolean
is_in_reserve (gconstpointer data)
{
  return find_in_reserve (GTK_WIDGET (window)) != NULL;
}

/* The key only shows it; the next one is another, and has nothing of the former. */
static void
test_a_form_is_in_reserve (void)
{
  DcrCalls *calls = dcr_session_get_calls (dcr_window_get_session (window));
  DcrAppels *appels = dcr_window_get_appels (window);
  GtkWidget *reading = dcr_panes_get_child (dcr_appels_get_panes (appels), DCR_PANE_MIDDLE);
  DcrEscalateForm *reserve;

  dcr_calls_begin (calls, "0639984127");
  desk_await ("a form is made beforehand", is_in_reserve, NULL);
  reserve = find_in_reserve (GTK_WIDGET (window));
  g_assert_null (dcr_escalate_form_get_model (reserve));
  act ("escalate");
  g_assert_true (form () == DCR_FORM (reserve));
  g_assert_nonnull (dcr_escalate_form_get_model (reserve));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (reserve)));
  g_assert_false (gtk_widget_get_mapped (reading));
  desk_settle (); /* what it covers leaves it the whole height */
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (reserve)), ==,
                   gtk_widget_get_height (gtk_widget_get_parent (GTK_WIDGET (reserve))));
  g_assert_true (dcr_appels_leave_form (appels));
  g_assert_true (gtk_widget_get_mapped (reading));
  desk_await ("another one", is_in_reserve, NULL);
  g_assert_null (dcr_escalate_form_get_model (find_in_reserve (GTK_WIDGET (window))));
  dcr_calls_drop (calls, dcr_calls_get_current (calls));
}

int
main (int argc, char **argv)
{
  int status;

  window = desk_start (&argc, &argv);
  g_test_add_func ("/vigie/nobody", test_names_nobody);
  g_test_add_func ("/vigie/similar", test_similar_are_joined_while_typing);
  g_test_add_func ("/vigie/page", test_the_page);
  g_test_add_func ("/vigie/digest", test_the_digest);
  g_test_add_func ("/vigie/service", test_a_file_is_reported_to_its_service);
  g_test_add_func ("/vigie/reserve", test_a_form_is_in_reserve);
  status = g_test_run ();
  desk_end ();
  return status;
}
