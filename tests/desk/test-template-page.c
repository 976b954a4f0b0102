/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The templates in « Suivi »: what is written is shown as it will be received, refused by name, kept as a
 * draft, then approved; an agent only reads. */
#include <glib/gstdio.h>
#include <string.h>

#include "calls/dcr-person.h"
#include "desk-fixture.h"
#include "desk/follow/dcr-template-editor.h"
#include "desk/follow/dcr-template-files.h"
#include "desk/shell/dcr-window-private.h"

static DcrWindow *window;

static DcrDb *
base (void)
{
  return dcr_store_reader (dcr_session_get_store (dcr_window_get_session (window)));
}

static gboolean
shows (gconstpointer text)
{
  return desk_find_label (GTK_WIDGET (window), text) != NULL;
}

static gboolean
is_in (gconstpointer sql)
{
  return dcr_db_get_int (base (), 0, NULL, sql, "") == 1;
}

static gboolean
three_read (gconstpointer sql)
{
  return dcr_db_get_int (base (), 0, NULL, sql, "") == 3;
}

static DcrTemplateEditor *
editor (void)
{
  return DCR_TEMPLATE_EDITOR (desk_find (GTK_WIDGET (window), "DcrTemplateEditor"));
}

static void
become (DcrRole role)
{
  g_autoptr (GPtrArray) people = dcr_person_list (base (), NULL);

  for (guint i = 0; i < people->len; i++)
    if (((DcrPerson *) people->pdata[i])->role == role)
      dcr_calls_set_person (dcr_session_get_calls (dcr_window_get_session (window)),
                            &((DcrPerson *) people->pdata[i])->id);
}

static void
show_templates (const char *words)
{
  dcr_window_show_workspace (window, 1);
  dcr_suivi_show (window->suivi, "templates");
  dcr_suivi_filter (window->suivi, words);
  desk_await (words, shows, words);
  desk_settle ();
}

static GtkTextBuffer *
body (void)
{
  GtkWidget *box = gtk_widget_get_next_sibling (
      gtk_widget_get_parent (desk_find (GTK_WIDGET (editor ()), "GtkTextView")));
  return gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (desk_find (gtk_widget_get_next_sibling (box), "GtkTextView")));
}

static void
test_agent_reads (void)
{
  become (DCR_ROLE_AGENT);
  g_assert_false (dcr_template_editor_may_write (dcr_window_get_session (window)));
  show_templates ("Rappel de rendez-vous");
  g_assert_false (shows (_("New e-mail")));
  g_assert_false (shows (_("Retire")));
}

static GtkTextBuffer *
variables (void)
{
  return gtk_text_view_get_buffer (
      GTK_TEXT_VIEW (desk_find (GTK_WIDGET (editor ()), "GtkTextView")));
}

/* Variables are written in the language of the desk, and in the words of a file all the same. */
static void
test_words_of_variables (void)
{
  const char *both = "SELECT count(*) FROM template t JOIN template_variable v ON v.template=t.id"
                     " AND v.number=t.newest WHERE t.name='Rappel de rendez-vous' AND t.newest>2 AND v.required=1"
                     " AND ((v.name='jour' AND v.type=3) OR (v.name='heure' AND v.type=4)"
                     " OR (v.name='lieu' AND v.type=8))";
  g_autofree char *text = NULL, *first = NULL, *lines = NULL;

  become (DCR_ROLE_LEAD);
  show_templates ("Rappel de rendez-vous");
  g_object_get (variables (), "text", &text, NULL);
  first = g_strdup_printf ("jour %s %s Jour", dcr_variable_type_said (DCR_VARIABLE_DATE),
                           _("required"));
  g_assert_nonnull (strstr (text, first));
  lines = g_strdup_printf ("jour %s %s Jour = 12/12/2026\nheure time required Heure = 9h30\n"
                           "lieu %s required Lieu = mairie",
                           dcr_variable_type_said (DCR_VARIABLE_DATE), _("required"),
                           dcr_variable_type_said (DCR_VARIABLE_PLACE));
  gtk_text_buffer_set_text (variables (), lines, -1);
  dcr_template_editor_suggested (editor ());
  desk_await ("both are read", three_read, both);
}

static void
test_draft_then_approved (void)
{
  const char *draft
      = "SELECT count(*) FROM template WHERE name='Rappel de rendez-vous' AND newest=2 AND approved=1";
  const char *approved
      = "SELECT count(*) FROM template WHERE name='Rappel de rendez-vous' AND newest=2 AND approved=2";

  become (DCR_ROLE_LEAD);
  show_templates ("Rappel de rendez-vous");
  desk_await ("the preview", shows, "Apportez les originaux.");
  gtk_text_buffer_set_text (body (), "Bonjour {{prenom}}.", -1);
  desk_await ("an unknown variable is named", shows, "prenom");
  gtk_text_buffer_set_text (body (), "Bonjour, rendez-vous le {{jour}} à {{heure}}.", -1);
  desk_await ("the preview has its examples", shows, "9\u00a0h\u00a030");
  dcr_template_editor_suggested (editor ());
  desk_await ("a second version, the first in force", is_in, draft);
  desk_await ("it may be approved", shows, _("Approve"));
  dcr_template_editor_suggested (editor ());
  desk_await ("the second is in force", is_in, approved);
}

static void
test_new (void)
{
  GtkWidget *name;

  become (DCR_ROLE_LEAD);
  dcr_template_editor_begin (editor (), DCR_CHANNEL_SMS);
  desk_settle ();
  name = desk_find (GTK_WIDGET (editor ()), "AdwEntryRow");
  gtk_editable_set_text (GTK_EDITABLE (name), "Bonne journée");
  gtk_text_buffer_set_text (body (), "Bonne journée, le {{date}}.", -1);
  dcr_template_editor_suggested (editor ());
  desk_await ("it is a draft", is_in,
              "SELECT count(*) FROM template WHERE name='Bonne journée' AND state=1 AND channel=2");
}

/* A file is refused by name when it is none that may go, is kept once with the draft, and can be taken out. */
static void
test_attachment (void)
{
  const char *draft = "SELECT count(*) FROM template t JOIN template_attachment a ON a.template=t.id"
                      " AND a.number=t.newest JOIN attachment f ON f.id=a.attachment"
                      " WHERE t.name='Confirmation générale' AND t.newest=2 AND f.name='pièces.txt'"
                      " AND f.mime='text/plain; charset=utf-8' AND f.size=9";
  g_autofree char *folder = g_dir_make_tmp ("decroche-XXXXXX", NULL);
  g_autofree char *good = g_build_filename (folder, "pièces.txt", NULL);
  g_autofree char *bad = g_build_filename (folder, "photo.pdf", NULL);
  g_autoptr (GFile) good_file = g_file_new_for_path (good), bad_file = g_file_new_for_path (bad);
  DcrTemplateFiles *files;

  g_assert_true (g_file_set_contents (good, "[ ] reçu", -1, NULL));
  g_assert_true (g_file_set_contents (bad, "\x89\0\0", 3, NULL));
  become (DCR_ROLE_LEAD);
  show_templates ("Confirmation générale");
  files = DCR_TEMPLATE_FILES (desk_find (GTK_WIDGET (editor ()), "DcrTemplateFiles"));
  dcr_template_files_add (files, bad_file);
  desk_await ("a file of no known kind is refused", shows,
              _("This file cannot be attached: choose a PDF, a text in UTF-8, a PNG or a JPEG."));
  dcr_template_files_add (files, good_file);
  desk_await ("it is shown", shows, "pièces.txt");
  dcr_template_editor_suggested (editor ());
  desk_await ("it is in the draft", is_in, draft);
  g_remove (good);
  g_remove (bad);
  g_rmdir (folder);
}

static gboolean
is_insensitive (gconstpointer row)
{
  return !gtk_widget_is_sensitive ((GtkWidget *)row);
}

static gboolean
is_sensitive (gconstpointer row)
{
  return gtk_widget_is_sensitive ((GtkWidget *)row);
}

/* A lead gives it to somebody else: no version is made, and what is being written stays. */
static void
test_owner (void)
{
  const char *given = "SELECT count(*) FROM template t JOIN person p ON p.id=t.owner"
                      " WHERE t.name LIKE 'Rendez-vous en mairie%' AND p.role=2";
  gint64 versions;
  g_autoptr (GPtrArray) people = dcr_person_list (base (), NULL);
  AdwComboRow *row;

  become (DCR_ROLE_EXPERT);
  show_templates ("Rendez-vous en mairie");
  row = ADW_COMBO_ROW (
      gtk_widget_get_next_sibling (desk_find (GTK_WIDGET (editor ()), "AdwComboRow")));
  desk_await ("an expert may not give it", is_insensitive, row);
  become (DCR_ROLE_LEAD);
  show_templates ("Confirmation");
  show_templates ("Rendez-vous en mairie");
  desk_await ("a lead may give it", is_sensitive, row);
  versions = dcr_db_get_int (base (), 0, NULL, "SELECT count(*) FROM template_version", "");
  gtk_text_buffer_set_text (body (), "En cours", -1);
  for (guint i = 0; i < people->len; i++)
    if (((DcrPerson *)people->pdata[i])->role == DCR_ROLE_EXPERT)
      adw_combo_row_set_selected (row, i);
  desk_await ("it is the expert's", is_in, given);
  g_assert_cmpint (dcr_db_get_int (base (), 0, NULL, "SELECT count(*) FROM template_version", ""),
                   ==, versions);
  g_assert_true (shows ("En cours"));
}

int
main (int argc, char **argv)
{
  int result;

  window = desk_start (&argc, &argv);
  desk_resize (1440, 900);
  g_test_add_func ("/template-page/agent-reads", test_agent_reads);
  g_test_add_func ("/template-page/draft-then-approved", test_draft_then_approved);
  g_test_add_func ("/template-page/new", test_new);
  g_test_add_func ("/template-page/attachment", test_attachment);
  g_test_add_func ("/template-page/owner", test_owner);
  g_test_add_func ("/template-page/words-of-variables", test_words_of_variables);
  result = g_test_run ();
  desk_end ();
  return result;
}
