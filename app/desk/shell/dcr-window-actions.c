/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shell/dcr-window-private.h"

#include "desk/common/dcr-settings.h"
#include "desk/follow/dcr-escalate-form.h"
#include "desk/shell/dcr-keys.h"
#include "session/dcr-session-followup.h"

#define ACTION(name) \
  static void name (GSimpleAction *action, GVariant *parameter, gpointer data)

/* ---- The call ------------------------------------------------------------ */

ACTION (new_call)
{
  DcrWindow *self = data;
  dcr_appels_new_call (self->appels);
}

ACTION (reason)
{
  DcrWindow *self = data;
  dcr_appels_focus_reason (self->appels);
}

ACTION (history)
{
  DcrWindow *self = data;

  dcr_window_show_workspace (self, 0);
  dcr_appels_show_history (self->appels);
}

ACTION (tally)
{
  DcrWindow *self = data;

  dcr_window_show_workspace (self, 0);
  dcr_appels_show_tally (self->appels);
}

ACTION (outcome)
{
  DcrWindow *self = data;
  dcr_appels_focus_outcome (self->appels);
}

ACTION (mail)
{
  DcrWindow *self = data;
  dcr_window_show_workspace (self, 0);
  dcr_appels_compose (self->appels, DCR_CHANNEL_MAIL);
}

ACTION (sms)
{
  DcrWindow *self = data;
  dcr_window_show_workspace (self, 0);
  dcr_appels_compose (self->appels, DCR_CHANNEL_SMS);
}

static void
message_cancelled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (dcr_outbox_finish (DCR_OUTBOX (source), result, &error))
    dcr_window_toast (self, _("Message cancelled: nothing left"));
  else
    dcr_window_toast (self, error->message);
}

/* Taken back within the moment it is held. */
ACTION (message_cancel)
{
  DcrWindow *self = data;
  DcrUuid id;

  if (dcr_uuid_from_text (g_variant_get_string (parameter, NULL), &id))
    dcr_outbox_act_async (dcr_session_get_outbox (self->session), &id, DCR_OUTBOX_CANCEL,
                          message_cancelled, g_object_ref (self));
}

ACTION (suggested)
{
  DcrWindow *self = data;

  if (dcr_window_shows_suivi (self))
    dcr_suivi_suggested (self->suivi);
  else
    dcr_appels_do_suggested (self->appels);
}

ACTION (send_service)
{
  DcrWindow *self = data;

  if (dcr_window_shows_suivi (self))
    return;
  dcr_panes_show (dcr_appels_get_panes (self->appels), DCR_PANE_RIGHT);
  if (!dcr_service_sms_press (self->service_sms))
    dcr_window_toast (self,
                      _("Say first that the call is misdirected, and to which service it goes."));
}

static void
open_escalation (DcrWindow *self)
{
  DcrCall *call = dcr_calls_get_current (self->calls);
  g_autoptr (GError) error = NULL;

  if (call == NULL || DCR_IS_ESCALATE_FORM (dcr_appels_get_form (self->appels)))
    return;
  dcr_window_show_workspace (self, 0);
  if (!dcr_appels_escalate (self->appels, call, &error))
    dcr_window_toast (self, error->message);
}

ACTION (escalate)
{
  open_escalation (data);
}

/* « Signaler au service concerné »: the same form, for the queues of services alone. */
ACTION (report_file)
{
  DcrWindow *self = data;
  DcrForm *form;

  if (dcr_calls_get_current (self->calls) == NULL)
    {
      dcr_window_toast (self, _("A file is reported from the call about it."));
      return;
    }
  open_escalation (self);
  form = dcr_appels_get_form (self->appels);
  if (DCR_IS_ESCALATE_FORM (form))
    dcr_escalation_form_set_reporting (dcr_escalate_form_get_model (DCR_ESCALATE_FORM (form)),
                                       TRUE);
}

ACTION (call_pane)
{
  DcrWindow *self = data;

  dcr_window_show_workspace (self, 0);
  dcr_panes_toggle_right (dcr_appels_get_panes (self->appels));
}

/* ---- Search and read ------------------------------------------------------------------------- */

ACTION (search)
{
  DcrWindow *self = data;
  dcr_search_field_grab (self->search);
}

ACTION (search_words)
{
  DcrWindow *self = data;

  dcr_window_search (self, g_variant_get_string (parameter, NULL));
  dcr_search_field_grab (self->search);
}

ACTION (outline)
{
  DcrWindow *self = data;
  dcr_appels_toggle_outline (self->appels);
}

ACTION (find)
{
  DcrWindow *self = data;

  if (dcr_article_view_get_article (dcr_appels_get_reader (self->appels)) == NULL)
    return;
  dcr_panes_show (dcr_appels_get_panes (self->appels), DCR_PANE_MIDDLE);
  dcr_article_view_find (dcr_appels_get_reader (self->appels));
}

ACTION (situation)
{
  DcrWindow *self = data;

  if (dcr_article_view_get_article (dcr_appels_get_reader (self->appels)) == NULL)
    return;
  dcr_panes_show (dcr_appels_get_panes (self->appels), DCR_PANE_MIDDLE);
  dcr_article_view_focus_situation (dcr_appels_get_reader (self->appels));
}

ACTION (back)
{
  DcrWindow *self = data;
  dcr_appels_go_back (self->appels);
}

ACTION (forward)
{
  DcrWindow *self = data;
  dcr_article_view_go_forward (dcr_appels_get_reader (self->appels));
}

ACTION (home)
{
  DcrWindow *self = data;
  dcr_appels_go_home (self->appels);
}

ACTION (keep)
{
  DcrWindow *self = data;
  dcr_article_view_keep_current (dcr_appels_get_reader (self->appels));
}

ACTION (copy)
{
  DcrWindow *self = data;
  dcr_article_view_copy (dcr_appels_get_reader (self->appels));
}

/* ---- Move around ----------------------------------------------------------------------------- */

static DcrPanes *
panes_shown (DcrWindow *self)
{
  return dcr_window_shows_suivi (self) ? dcr_suivi_get_panes (self->suivi)
                                       : dcr_appels_get_panes (self->appels);
}

ACTION (next_pane)
{
  DcrWindow *self = data;
  dcr_panes_focus_next (panes_shown (self), 1);
}

ACTION (previous_pane)
{
  DcrWindow *self = data;
  dcr_panes_focus_next (panes_shown (self), -1);
}

gboolean
dcr_window_show_workspace (DcrWindow *self, guint at)
{
  g_autoptr (GtkSelectionModel) pages = adw_view_stack_get_pages (self->workspaces);

  return gtk_selection_model_select_item (pages, at, TRUE)
         && at < g_list_model_get_n_items (G_LIST_MODEL (pages));
}

ACTION (menu)
{
  DcrWindow *self = data;
  gtk_menu_button_popup (self->person);
}

ACTION (person)
{
  DcrWindow *self = data;
  DcrUuid id;

  if (dcr_uuid_from_text (g_variant_get_string (parameter, NULL), &id))
    dcr_window_set_person (self, &id);
}

ACTION (shortcuts)
{
  DcrWindow *self = data;
  GtkWidget *window = dcr_keys_window_new ();

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (window));
}

/* ---- Import ---------------------------------------------------------------------------------- */

/* The demonstration is never mixed with what is read to callers: the official base goes into the base of
 * this desk, which is opened for it. */
static DcrSession *
import_target (DcrWindow *self, GError **error)
{
  g_autofree char *folder = NULL;

  if (!dcr_session_is_demo (self->session))
    return g_object_ref (self->session);
  if (dcr_importer_get_target (self->importer) != NULL)
    return g_object_ref (dcr_importer_get_target (self->importer));
  folder = dcr_session_default_folder ();
  return dcr_session_open_desk (folder, FALSE, error);
}

static void
start_import (DcrWindow *self, const char *const *sources)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrSession) target = import_target (self, &error);
  g_autofree char *ca_file
      = dcr_settings () != NULL ? g_settings_get_string (dcr_settings (), "ca-file") : NULL;

  if (target == NULL)
    {
      dcr_window_toast (self, error->message);
      return;
    }
  dcr_session_set_ca_file (target, ca_file != NULL && *ca_file != '\0' ? ca_file : NULL);
  dcr_importer_start (self->importer, target, sources, DCR_IMPORT_NONE);
  dcr_appels_show_report (self->appels, FALSE);
  dcr_appels_show_start (self->appels);
}

ACTION (import_download)
{
  DcrWindow *self = data;
  g_auto (GStrv) sources = dcr_settings_get_sources ();

  start_import (self, (const char *const *) sources);
}

static void
archives_chosen (DcrWindow *self, int response, GtkFileChooser *chooser)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (chooser);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) sources = NULL;

  for (guint i = 0; response == GTK_RESPONSE_ACCEPT && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);
      if (path != NULL)
        g_strv_builder_add (builder, path);
    }
  sources = g_strv_builder_end (builder);
  if (sources[0] != NULL)
    start_import (self, (const char *const *) sources);
  g_clear_object (&self->chooser);
}

ACTION (import_open)
{
  DcrWindow *self = data;
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Open archives of the official base"),
                                               GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN,
                                               _("Import"), NULL);
  gtk_file_filter_set_name (filter, _("Archives (.zip)"));
  gtk_file_filter_add_suffix (filter, "zip");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (archives_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

ACTION (import_stop)
{
  DcrWindow *self = data;
  dcr_importer_stop (self->importer);
}

ACTION (import_force)
{
  DcrWindow *self = data;
  dcr_importer_force (self->importer);
}

ACTION (import_report)
{
  DcrWindow *self = data;
  dcr_appels_show_report (self->appels, TRUE);
}

ACTION (import_dismiss)
{
  DcrWindow *self = data;
  dcr_appels_show_report (self->appels, FALSE);
}

static void
enable (DcrWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
dcr_window_update_import_actions (DcrWindow *self)
{
  DcrImporterState state = dcr_importer_get_state (self->importer);
  gboolean running = state == DCR_IMPORTER_RUNNING;

  enable (self, "import-download", !running);
  enable (self, "import-open", !running);
  enable (self, "import-stop", running);
  enable (self, "import-report", state == DCR_IMPORTER_DONE || state == DCR_IMPORTER_REFUSED);
}

static const GActionEntry entries[] = {
  { .name = "new-call", .activate = new_call },
  { .name = "reason", .activate = reason },
  { .name = "outcome", .activate = outcome },
  { .name = "history", .activate = history },
  { .name = "tally", .activate = tally },
  { .name = "mail", .activate = mail },
  { .name = "sms", .activate = sms },
  { .name = "message-cancel", .activate = message_cancel, .parameter_type = "s" },
  { .name = "suggested", .activate = suggested },
  { .name = "escalate", .activate = escalate },
  { .name = "send-service", .activate = send_service },
  { .name = "report-file", .activate = report_file },
  { .name = "call-pane", .activate = call_pane },
  { .name = "search", .activate = search },
  { .name = "search-words", .activate = search_words, .parameter_type = "s" },
  { .name = "outline", .activate = outline },
  { .name = "find", .activate = find },
  { .name = "situation", .activate = situation },
  { .name = "back", .activate = back },
  { .name = "forward", .activate = forward },
  { .name = "home", .activate = home },
  { .name = "keep", .activate = keep },
  { .name = "copy", .activate = copy },
  { .name = "next-pane", .activate = next_pane },
  { .name = "previous-pane", .activate = previous_pane },
  { .name = "menu", .activate = menu },
  { .name = "person", .activate = person, .parameter_type = "s" },
  { .name = "shortcuts", .activate = shortcuts },
  { .name = "import-download", .activate = import_download },
  { .name = "import-open", .activate = import_open },
  { .name = "import-stop", .activate = import_stop },
  { .name = "import-force", .activate = import_force },
  { .name = "import-report", .activate = import_report },
  { .name = "import-dismiss", .activate = import_dismiss },
};

void
dcr_window_add_actions (DcrWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
