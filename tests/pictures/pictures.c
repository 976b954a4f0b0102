/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PNG of each screen in each width and colour scheme: pictures FOLDER [NAME…]. Alike on every machine:
 * font, decoration, clock and base are fixed. */
#include <glib/gstdio.h>
#include <locale.h>

#include "base/dcr-clock.h"
#include "dcr-picture.h"
#include "desk/dcr-application.h"
#include "desk/shell/dcr-about.h"
#include "desk/shell/dcr-importer.h"
#include "desk/shell/dcr-keys.h"
#include "desk/shell/dcr-preferences.h"
#include "desk/shell/dcr-window-private.h"
#include "scenes.h"

#define LIMIT_US (60 * G_USEC_PER_SEC)
#define NOW_MS G_GINT64_CONSTANT (1795254720000) /* Saturday 21 November 2026, 10:52 in Paris */

static DcrApplication *application;
static DcrWindow *window;
static DcrImporter *importer; /* of the application, by the window's own card */

/* ---- Waiting --------------------------------------------------------------------------------- */

typedef gboolean (*Condition) (gconstpointer data);

static gboolean
wake_up (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
await (const char *what, Condition condition, gconstpointer data)
{
  gint64 limit = g_get_monotonic_time () + LIMIT_US;
  guint id = g_timeout_add (20, wake_up, NULL);

  while (!condition (data))
    {
      if (g_get_monotonic_time () > limit)
        g_error ("still not: %s", what);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (id);
}

static gboolean
time_is_over (gconstpointer data)
{
  return g_get_monotonic_time () > *(const gint64 *) data;
}

/* Pauses of ours end: a result is opened after 120 ms, the rest of a list comes after 150. */
static void
let_settle (void)
{
  gint64 until = g_get_monotonic_time () + 400000;
  await ("a pause", time_is_over, &until);
}

void
pictures_settle (void)
{
  let_settle ();
}

static gboolean
is_mapped (gconstpointer data)
{
  return window != NULL && gtk_widget_get_mapped (GTK_WIDGET (window));
}

static gboolean
shows_article (gconstpointer ref)
{
  DcrArticleView *reader = dcr_appels_get_reader (dcr_window_get_appels (window));
  DcrArticle *article = dcr_article_view_get_article (reader);

  return article != NULL && g_strcmp0 (article->ref, ref) == 0
         && dcr_article_view_is_complete (reader);
}

static gboolean
shows_some_article (gconstpointer data)
{
  DcrArticleView *reader = dcr_appels_get_reader (dcr_window_get_appels (window));

  return dcr_article_view_get_article (reader) != NULL && dcr_article_view_is_complete (reader);
}

static gboolean
has_width (gconstpointer data)
{
  return gtk_widget_get_width (GTK_WIDGET (window)) == GPOINTER_TO_INT (data);
}

/* ---- Acts ------------------------------------------------------------------------------------ */

static void
act (const char *name)
{
  g_action_group_activate_action (G_ACTION_GROUP (window), name, NULL);
}

static void
open_article (const char *ref)
{
  dcr_appels_open (dcr_window_get_appels (window), ref, NULL);
  await (ref, shows_article, ref);
  let_settle ();
}

void
pictures_open (const char *ref)
{
  open_article (ref);
}

static void
search (const char *words)
{
  dcr_window_search (window, words);
  let_settle ();
}

static void
close_find (GtkWidget *widget)
{
  if (GTK_IS_SEARCH_BAR (widget))
    gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (widget), FALSE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    close_find (child);
}

static void
start_over (void)
{
  DcrCalls *calls = dcr_session_get_calls (dcr_window_get_session (window));

  if (dcr_calls_get_current (calls) != NULL)
    dcr_calls_drop (calls, dcr_calls_get_current (calls));
  dcr_importer_rehearse (importer, DCR_IMPORTER_IDLE, NULL, NULL, NULL);
  dcr_notice_bell_close (window->bell);
  dcr_appels_leave_form (dcr_window_get_appels (window));
  dcr_window_show_workspace (window, 0);
  dcr_appels_show_report (dcr_window_get_appels (window), FALSE);
  dcr_article_view_set_situation (dcr_appels_get_reader (dcr_window_get_appels (window)), NULL);
  close_find (GTK_WIDGET (window));
  act ("home");
  let_settle ();
}

/* ---- Scenes ---------------------------------------------------------------------------------- */

static void
scene_first_start (void)
{
}

static GPtrArray *
import_lines (void)
{
  static const struct
  {
    const char *source, *detail;
    double fraction;
    DcrLineState state;
  } made_up[] = {
    { "https://lecomarquage.service-public.gouv.fr/part/zip", "4 758 fiches importées", 1, DCR_LINE_DONE },
    { "https://lecomarquage.service-public.gouv.fr/pro/zip", "1 204 fiches sur 2 032", .59, DCR_LINE_WORKING },
  };
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_import_line_free);

  for (guint i = 0; i < G_N_ELEMENTS (made_up); i++)
    {
      DcrImportLine *line = dcr_import_line_new (made_up[i].source);
      g_free (line->detail);
      line->detail = g_strdup (made_up[i].detail);
      line->fraction = made_up[i].fraction;
      line->state = made_up[i].state;
      g_ptr_array_add (lines, line);
    }
  return lines;
}

static void
scene_import (void)
{
  dcr_importer_rehearse (importer, DCR_IMPORTER_RUNNING, import_lines (), NULL, NULL);
  dcr_appels_show_start (dcr_window_get_appels (window));
}

static void
scene_import_refused (void)
{
  dcr_importer_rehearse (importer, DCR_IMPORTER_REFUSED, import_lines (), NULL,
                         g_error_new_literal (DCR_ERROR, DCR_ERROR_INPUT,
                                              "L’archive est coupée. La base reste celle de démonstration. "
                                              "Téléchargez-la de nouveau."));
}

static void
scene_import_report (void)
{
  DcrImportReport *report = g_new0 (DcrImportReport, 1);

  report->added = 340;
  report->changed = 3612;
  report->removed = 98;
  report->unchanged = 3072;
  report->seconds = 41;
  report->dangling_links = 1028;
  report->bad_tables = 12;
  report->messages = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (report->messages,
                   g_strdup ("98 fiches sont retirées. Leur dernier texte reste lisible."));
  dcr_importer_rehearse (importer, DCR_IMPORTER_DONE, import_lines (), report, NULL);
  act ("import-report");
}

static void
scene_browse (void)
{
  DcrAppels *appels = dcr_window_get_appels (window);

  dcr_panes_show (dcr_appels_get_panes (appels), DCR_PANE_LEFT);
  dcr_appels_browse (appels, "particuliers/N91001", "Papiers - Citoyenneté");
}

static void
scene_search (void)
{
  search ("carte identite perdue");
  dcr_appels_move (dcr_window_get_appels (window), 1, FALSE);
  await ("the article of the result", shows_some_article, NULL);
  let_settle ();
}

static void
scene_corrected (void)
{
  search ("duplicata cart grize");
}

static void
scene_no_result (void)
{
  search ("transhumance ");
}

static void
scene_article (void)
{
  search ("carte identite perdue");
  dcr_appels_choose (dcr_window_get_appels (window));
  await ("the article", shows_some_article, NULL);
  if (dcr_window_get_width_class (window) != DCR_WIDTH_NARROW)
    act ("outline");
  let_settle ();
}

static void
scene_call (void)
{
  scene_article ();
  act ("new-call");
  act ("keep");
  let_settle ();
  dcr_appels_pick_reason (dcr_window_get_appels (window), 1);
  dcr_appels_pick_outcome (dcr_window_get_appels (window), 1);
  let_settle ();
}

static void
scene_cases (void)
{
  open_article ("particuliers/F91105");
}

static void
scene_table (void)
{
  open_article ("particuliers/F91603");
}

static void
scene_guided (void)
{
  open_article ("particuliers/F91402");
}

static void
scene_find (void)
{
  open_article ("particuliers/F91104");
  dcr_article_view_find (dcr_appels_get_reader (dcr_window_get_appels (window)));
  dcr_article_view_find_text (dcr_appels_get_reader (dcr_window_get_appels (window)), "photo");
  let_settle ();
}

static void
scene_recent (void)
{
  open_article ("particuliers/F91304");
  open_article ("particuliers/F91703");
  open_article ("particuliers/F91106");
  dcr_appels_show_recent (dcr_window_get_appels (window));
}

static void
scene_tombstone (void)
{
  dcr_appels_open (dcr_window_get_appels (window), "particuliers/F91503", NULL);
  let_settle ();
}

static void
scene_former (void)
{
  DcrArticleView *reader = dcr_appels_get_reader (dcr_window_get_appels (window));
  DcrReference *reference = dcr_session_get_reference (dcr_window_get_session (window));
  g_autoptr (GPtrArray) former
      = dcr_reference_list_former (reference, DCR_AUDIENCE_PARTICULIERS, "F91703");
  const DcrFormerText *text = g_ptr_array_index (former, 0);

  open_article ("particuliers/F91703");
  gtk_widget_activate_action (GTK_WIDGET (reader), "article.at", "s", text->since);
  let_settle ();
}

static void
scene_moved (void)
{
  dcr_appels_open (dcr_window_get_appels (window), "particuliers/F90001", NULL);
  await ("the article it leads to", shows_article, "particuliers/F91101");
}

static void
scene_file (void)
{
  open_article ("particuliers/N91101");
}

static void
scene_theme (void)
{
  open_article ("particuliers/N91001");
}

static void
scene_form_article (void)
{
  open_article ("particuliers/R91902");
}

/* @extra: also as on a telephone, in text of twice the size and in high contrast. */
static const struct
{
  const char *name;
  void (*set_up) (void);
  gboolean extra;
} scenes[] = {
  { "01-first-start", scene_first_start, TRUE },
  { "02-import", scene_import },
  { "03-import-refused", scene_import_refused },
  { "04-import-report", scene_import_report },
  { "05-browse", scene_browse, TRUE },
  { "06-recent", scene_recent },
  { "07-search", scene_search, TRUE },
  { "08-search-corrected", scene_corrected },
  { "09-search-nothing", scene_no_result },
  { "10-article", scene_article, TRUE },
  { "11-article-cases", scene_cases, TRUE },
  { "12-article-table", scene_table, TRUE },
  { "13-article-guided", scene_guided, TRUE },
  { "14-article-find", scene_find },
  { "15-call", scene_call, TRUE },
  { "16-article-withdrawn", scene_tombstone, TRUE },
  { "17-article-former", scene_former },
  { "18-article-moved", scene_moved },
  { "19-file", scene_file },
  { "19-theme", scene_theme },
  { "19-form", scene_form_article },
};

/* ---- Widths and colours ---------------------------------------------------------------------- */

static const struct
{
  const char *name;
  int width;
  AdwColorScheme scheme;
  int text;       /* per cent */
  gboolean extra; /* of some scenes only */
} variants[] = {
  { "light", 1440, ADW_COLOR_SCHEME_FORCE_LIGHT, 100, FALSE },
  { "dark", 1440, ADW_COLOR_SCHEME_FORCE_DARK, 100, FALSE },
  { "medium", 1100, ADW_COLOR_SCHEME_FORCE_LIGHT, 100, FALSE },
  { "narrow", 700, ADW_COLOR_SCHEME_FORCE_LIGHT, 100, FALSE },
  { "telephone", 360, ADW_COLOR_SCHEME_FORCE_LIGHT, 100, TRUE },
  { "twice", 1440, ADW_COLOR_SCHEME_FORCE_LIGHT, 200, TRUE },
  { "contrast", 1440, ADW_COLOR_SCHEME_FORCE_LIGHT, 100, TRUE },
};

static void
save (const char *folder, const char *scene, const char *variant, GtkWindow *which)
{
  g_autofree char *name = g_strdup_printf ("%s-%s.png", scene, variant);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  dcr_picture_save (which, path);
}

static void
set_variant (guint variant)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), variants[variant].scheme);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi",
                96 * 1024 * variants[variant].text / 100, NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), variants[variant].width, 900);
  await (variants[variant].name, has_width, GINT_TO_POINTER (variants[variant].width));
  start_over ();
}

static void
take (const char *folder, guint at, guint variant)
{
  set_variant (variant);
  scenes[at].set_up ();
  let_settle ();
  save (folder, scenes[at].name, variants[variant].name, GTK_WINDOW (window));
}

static void
take_scene (const char *folder, const Scene *scene, guint variant)
{
  set_variant (variant);
  scene->set_up (window);
  let_settle ();
  save (folder, scene->name, variants[variant].name, GTK_WINDOW (window));
}

static void
take_dialog (const char *folder, const char *name, GtkWidget *dialog)
{
  gtk_window_set_modal (GTK_WINDOW (dialog), FALSE);
  gtk_window_present (GTK_WINDOW (dialog));
  let_settle ();
  save (folder, name, "light", GTK_WINDOW (dialog));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* ---- The base: the demonstration, one article withdrawn -------------------------------------- */

static void
copy_folder_without (const char *from, const char *to, const char *left_out)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_mkdir_with_parents (to, 0700);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autofree char *text = NULL;
      gsize length;

      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        copy_folder_without (source, target, left_out);
      else if (!g_str_equal (name, left_out) && g_file_get_contents (source, &text, &length, NULL))
        {
          /* the newest date of an archive is its day: the second one has to be of another day */
          g_autoptr (GString) later = g_string_new_len (text, (gssize) length);
          if (g_str_equal (name, "F91101.xml"))
            g_string_replace (later, "2026-11-03", "2026-11-20", 0);
          if (g_str_equal (name, "F91703.xml"))
            g_string_replace (later, ">135\302\240€<", ">150\302\240€<", 0);
          g_file_set_contents (target, later->str, (gssize) later->len, NULL);
        }
    }
}

static void
withdraw_one (const char *home)
{
  g_autofree char *base = dcr_session_demo_folder ();
  g_autofree char *demo
      = g_build_filename (dcr_session_data_folder (), "demo", "particuliers", NULL);
  g_autofree char *copy = g_build_filename (home, "particuliers", NULL);
  const char *sources[] = { copy, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrSession) session = dcr_session_open (base, TRUE, &error);

  if (session == NULL)
    g_error ("%s", error->message);
  copy_folder_without (demo, copy, "F91503.xml");
  dcr_clock_set (NOW_MS);
  g_autoptr (DcrImportReport) report
      = dcr_session_import (session, sources, DCR_IMPORT_NONE, NULL, NULL, NULL, &error);
  if (report == NULL)
    g_error ("%s", error->message);
}

/* Without a window manager GTK draws a thick frame of its own. */
static void
take_frame_away (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_data (
      provider,
      "window.solid-csd { margin: 0; padding: 0; border: none; box-shadow: none; border-radius: 0; }",
      -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER + 1);
}

static void
prepare (const char *home)
{
  const char *start[] = { "decroche", "--demo", NULL };

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_CACHE_HOME", home, TRUE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("TZ", "Europe/Paris", TRUE);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("DCR_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  withdraw_one (home);
  application = dcr_application_new ();
  g_application_set_flags (G_APPLICATION (application),
                           g_application_get_flags (G_APPLICATION (application))
                               | G_APPLICATION_NON_UNIQUE);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-font-name",
                "Cantarell 11", "gtk-decoration-layout", "appmenu:close", "gtk-cursor-blink", FALSE,
                NULL);
  take_frame_away ();
  dcr_application_start (application, start);
  window = DCR_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (application)));
  importer = dcr_application_get_importer (application);
  await ("the window", is_mapped, NULL);
}

/* libadwaita looks at it once, when it starts: run again with it, this takes the pictures in high contrast
 * and no others. */
static gboolean
is_in_contrast (void)
{
  return g_strcmp0 (g_getenv ("ADW_DEBUG_HIGH_CONTRAST"), "1") == 0;
}

static gboolean
is_wanted (const char *name, char **wanted)
{
  if (*wanted == NULL)
    return TRUE;
  for (; *wanted != NULL; wanted++)
    if (strstr (name, *wanted) != NULL)
      return TRUE;
  return FALSE;
}

static void
take_scenes (const char *folder, const Scene *list, char **wanted)
{
  for (guint variant = 0; variant < G_N_ELEMENTS (variants); variant++)
    for (const Scene *scene = list; scene->name != NULL && !variants[variant].extra; scene++)
      {
        g_autofree char *name = g_strdup_printf ("%s-%s", scene->name, variants[variant].name);
        if (is_wanted (name, wanted))
          take_scene (folder, scene, variant);
      }
}

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("dcr-pictures-XXXXXX", NULL);

  if (argc < 2)
    {
      g_printerr ("pictures FOLDER [NAME…]\n");
      return 2;
    }
  g_mkdir_with_parents (argv[1], 0755);
  prepare (home);
  for (guint variant = 0; variant < G_N_ELEMENTS (variants); variant++)
    for (guint at = 0; at < G_N_ELEMENTS (scenes); at++)
      {
        g_autofree char *name = g_strdup_printf ("%s-%s", scenes[at].name, variants[variant].name);
        if ((scenes[at].extra || !variants[variant].extra) && is_wanted (name, argv + 2)
            && is_in_contrast () == g_str_equal (variants[variant].name, "contrast"))
          take (argv[1], at, variant);
      }
  if (is_in_contrast ())
    return 0;
  take_scenes (argv[1], call_scenes, argv + 2);
  take_scenes (argv[1], message_scenes, argv + 2);
  take_scenes (argv[1], notice_scenes, argv + 2);
  take_scenes (argv[1], follow_scenes, argv + 2);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);
  if (is_wanted ("20-shortcuts", argv + 2))
    take_dialog (argv[1], "20-shortcuts", dcr_keys_window_new ());
  if (is_wanted ("21-preferences", argv + 2))
    take_dialog (argv[1], "21-preferences", dcr_preferences_new (dcr_window_get_session (window)));
  if (is_wanted ("22-about", argv + 2))
    take_dialog (argv[1], "22-about", dcr_about_new ());
  return 0;
}
