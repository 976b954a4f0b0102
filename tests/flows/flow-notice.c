/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By the keyboard alone: a lead writes a notice of the moment about a reason; the agent sees it over the work and on
 * the results of that reason, until it ends. Agents report a general difficulty; the second one is proposed the
 * first, and joins it; the digest of the week is exported. */
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/dcr-clock.h"
#include "dcr-flow.h"
#include "desk/common/dcr-notice-board.h"
#include "desk/shell/dcr-window.h"

#define TITLE "Titres : six semaines"
#define WORDS "Recepisses refuses par le teleservice"

static gboolean
is_there (DcrFlow *flow, gconstpointer type_name)
{
  return dcr_flow_find (flow, type_name) != NULL;
}

static gboolean
is_not_there (DcrFlow *flow, gconstpointer type_name)
{
  return dcr_flow_find (flow, type_name) == NULL;
}

static gboolean
popover_is_closed (DcrFlow *flow, gconstpointer data)
{
  return dcr_flow_find (flow, "GtkPopoverMenu") == NULL
         && !dcr_flow_focus_in (flow, "GtkPopoverMenu")
         && gtk_window_get_focus (dcr_flow_window (flow)) != NULL;
}

static gboolean
person_is (DcrFlow *flow, gconstpointer display)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT count(*) FROM person p JOIN setting s ON s.name = 'person' AND"
                         " lower(hex(p.id)) = replace(s.value, '-', '') WHERE p.display = '%s'",
                         (const char *) display);
  return dcr_flow_number (flow, sql) == 1;
}

/* The menu of the person, the @nth of the others. */
static void
take_turns (DcrFlow *flow, guint nth, const char *display)
{
  dcr_flow_press_await (flow, "F10", "the menu has the focus", dcr_flow_focus_in, "GtkPopoverMenu");
  for (guint i = 0; i < nth; i++)
    dcr_flow_press (flow, "Tab");
  dcr_flow_press_await (flow, "Entrée", display, person_is, display);
  dcr_flow_await (flow, "the menu is closed", popover_is_closed, NULL);
  dcr_flow_settle (flow);
}

static void
tab_into (DcrFlow *flow, const char *type_name)
{
  for (guint i = 0; i < 30 && !dcr_flow_focus_in (flow, type_name); i++)
    {
      dcr_flow_press (flow, "Tab");
      dcr_flow_settle (flow);
    }
  g_assert_true (dcr_flow_focus_in (flow, type_name));
}

static gboolean
results_show (DcrFlow *flow, gconstpointer text)
{
  GtkWidget *list = dcr_flow_find (flow, "DcrResultList");
  return list != NULL && dcr_flow_shows_in (list, text);
}

static gboolean
banner_shows (DcrFlow *flow, gconstpointer text)
{
  GtkWidget *banner = dcr_flow_find (flow, "DcrBanner");
  return banner != NULL && dcr_flow_shows_in (banner, text);
}

static gboolean
banner_shows_not (DcrFlow *flow, gconstpointer text)
{
  return !banner_shows (flow, text);
}

/* ---- « Consigne du moment » ------------------------------------------------------------------ */

static void
lead_writes (DcrFlow *flow)
{
  take_turns (flow, 1, "Agent 4001");
  dcr_flow_press_await (flow, "Ctrl+Maj+N", "the notices are there", dcr_flow_shows,
                        gettext ("Write a notice…"));
  dcr_flow_tab_to (flow, "Tab", gettext ("Write a notice…"));
  dcr_flow_press_await (flow, "Espace", "the form is there", dcr_flow_focus_in, "DcrNoticeForm");
  dcr_flow_type (flow, TITLE);
  tab_into (flow, "DcrReasonChooser");
  dcr_flow_type (flow, "perte");
  dcr_flow_press_await (flow, "Entrée", "it stands on the reason", dcr_flow_shows,
                        "Perte ou vol d’un titre");
  dcr_flow_picture (flow, "notice-1-form");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "the notice is published", dcr_flow_kept,
                        "SELECT count(*) FROM notice WHERE title = '" TITLE "' AND ends > starts"
                        " AND reasons LIKE '%IDE-PERTE%'");
  dcr_flow_await (flow, "the form is closed", is_not_there, "DcrNoticeForm");
}

static void
agent_sees (DcrFlow *flow)
{
  take_turns (flow, 0, "Agent 2047");
  dcr_flow_await (flow, "the banner says it", banner_shows, TITLE);
  dcr_flow_press_await (flow, "Ctrl+K", "the search has the focus", dcr_flow_focus_in,
                        "DcrSearchField");
  dcr_flow_type (flow, "carte identite perdue");
  dcr_flow_await (flow, "it stands on the results", results_show, TITLE);
  dcr_flow_picture (flow, "notice-2-results");
}

/* Time passes: the board looks at its clock by itself, twice a minute; here at once. */
static void
notice_ends (DcrFlow *flow)
{
  DcrSession *session = dcr_window_get_session (DCR_WINDOW (dcr_flow_window (flow)));

  dcr_clock_set (dcr_flow_number (flow, "SELECT ends FROM notice") + 1000);
  dcr_notice_board_reload (dcr_notice_board_of (session));
  dcr_flow_await (flow, "the banner is silent", banner_shows_not, TITLE);
  dcr_flow_settle_all (flow);
  g_assert_false (results_show (flow, TITLE));
  dcr_clock_set (0);
}

/* ---- « Vigie » ------------------------------------------------------------------------------- */

static void
reports (DcrFlow *flow)
{
  dcr_flow_press_await (flow, "Ctrl+Maj+V", "the form is there", dcr_flow_focus_in, "DcrVigieForm");
  dcr_flow_type (flow, WORDS);
  dcr_flow_press_await (flow, "Ctrl+Entrée", "it is reported", dcr_flow_kept,
                        "SELECT count(*) FROM vigie WHERE state = 1 AND what = '" WORDS "'");
  dcr_flow_await (flow, "the form is closed", is_not_there, "DcrVigieForm");
}

static void
joins (DcrFlow *flow)
{
  dcr_flow_press_await (flow, "Ctrl+Maj+V", "the form is there", dcr_flow_focus_in, "DcrVigieForm");
  dcr_flow_type (flow, "Le teleservice refuse un recepisse");
  dcr_flow_await (flow, "the other one is proposed", dcr_flow_shows, WORDS);
  dcr_flow_press (flow, "Maj+F6");
  dcr_flow_tab_to (flow, "Tab", WORDS);
  dcr_flow_press_await (flow, "Espace", "it is this one", dcr_flow_shows, gettext ("Add my calls"));
  dcr_flow_picture (flow, "notice-3-joining");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "it has joined", dcr_flow_kept,
                        "SELECT count(*) FROM vigie a JOIN vigie b ON a.merged_into = b.id"
                        " WHERE a.state = 2 AND b.state = 1 AND b.what = '" WORDS "'");
  dcr_flow_await (flow, "the form is closed", is_not_there, "DcrVigieForm");
}

static gboolean
digest_shows (DcrFlow *flow, gconstpointer text)
{
  GtkWidget *digest = dcr_flow_find (flow, "DcrVigieDigest");
  return digest != NULL && dcr_flow_shows_in (digest, text);
}

static gboolean
is_exported (DcrFlow *flow, gconstpointer folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "vigie-") && g_str_has_suffix (name, ".pdf"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL), *text = NULL;
        const char *argv[] = { "pdftotext", path, "-", NULL };
        int status = 1;
        g_spawn_sync (NULL, (char **) argv, NULL,
                      G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &text, NULL,
                      &status, NULL);
        return status == 0 && text != NULL && strstr (text, WORDS) != NULL;
      }
  return FALSE;
}

static void
exports_digest (DcrFlow *flow)
{
  g_autofree char *program = g_find_program_in_path ("pdftotext"), *here = g_get_current_dir ();

  dcr_flow_press_await (flow, "Alt+2", "Suivi is there", is_there, "DcrEscalationPage");
  for (guint i = 0; i < 4 && !dcr_flow_focus_in (flow, "DcrSideNav"); i++)
    {
      dcr_flow_press (flow, "F6");
      dcr_flow_settle (flow);
    }
  for (guint i = 0; i < 6 && dcr_flow_find (flow, "DcrVigiePane") == NULL; i++)
    {
      dcr_flow_press (flow, "Bas");
      dcr_flow_settle (flow);
    }
  dcr_flow_press_await (flow, "F6", "the focus is in its table", dcr_flow_focus_in,
                        "DcrFollowTable");
  dcr_flow_tab_to (flow, "Maj+Tab", gettext ("Digest of the week"));
  dcr_flow_press_await (flow, "Espace", "the digest is there", digest_shows, WORDS);
  dcr_flow_picture (flow, "notice-4-digest");
  if (program == NULL)
    return;
  g_assert_cmpint (g_chdir (dcr_flow_base (flow)), ==, 0);
  dcr_flow_tab_to (flow, "Tab", gettext ("Export…"));
  dcr_flow_open_dialog (flow, "Espace", "GtkFileChooserDialog");
  dcr_flow_press_await (flow, "Entrée", "the digest is exported", is_exported, dcr_flow_base (flow));
  dcr_flow_leave_dialog (flow);
  g_assert_cmpint (g_chdir (here), ==, 0);
}

static void
test_notice (void)
{
  DcrFlow *flow = dcr_flow_start (NULL);

  lead_writes (flow);
  agent_sees (flow);
  notice_ends (flow);
  reports (flow);
  joins (flow);
  exports_digest (flow);
  dcr_flow_end (flow);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flows/notice", test_notice);
  return g_test_run ();
}
