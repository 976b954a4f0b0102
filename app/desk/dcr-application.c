/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/dcr-application.h"

#include <unistd.h>

#include "base/dcr-clock.h"
#include "desk/call/dcr-call-events.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-settings.h"
#include "desk/dcr-desk.h"
#include "desk/shell/dcr-about.h"
#include "desk/shell/dcr-importer.h"
#include "desk/shell/dcr-keys.h"
#include "desk/shell/dcr-preferences.h"
#include "desk/shell/dcr-window.h"

#define APPLICATION_ID "org.decroche.Decroche"

struct _DcrApplication
{
  AdwApplication parent_instance;

  DcrImporter *importer;
  DcrWindow *window; /* weak */
  guint events;      /* registration on the bus */
  gulong waiting;    /* handler: the official base opens when the call is closed */
};

G_DEFINE_FINAL_TYPE (DcrApplication, dcr_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Open the demonstration base"), NULL },
  { "base", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Open the base in this folder"), N_("FOLDER") },
  { "call-event", 0, 0, G_OPTION_ARG_NONE, NULL,
    N_("Hand one telephony event, a JSON line on standard input, to the open window"), NULL },
  { NULL },
};

/* ---- Which base ------------------------------------------------------------ */

static void
set_window (DcrApplication *self, DcrWindow *window)
{
  if (self->window != NULL)
    g_object_remove_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  self->window = window;
  if (window != NULL)
    g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &self->window);
}

static void
open_window (DcrApplication *self, DcrSession *session)
{
  DcrWindow *former = self->window;

  set_window (self, DCR_WINDOW (dcr_window_new (GTK_APPLICATION (self), session, self->importer)));
  gtk_window_present (GTK_WINDOW (self->window));
  if (former != NULL)
    gtk_window_destroy (GTK_WINDOW (former));
}

static void
refusal_read (DcrApplication *self)
{
  g_application_quit (G_APPLICATION (self));
}

/* A base that cannot be opened: the sentence says what is safe and what to do. */
static void
show_refusal (DcrApplication *self, const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (NULL, _("The base cannot be opened"), error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("Quit"));
  gtk_window_set_application (GTK_WINDOW (dialog), GTK_APPLICATION (self));
  g_signal_connect_object (dialog, "response", G_CALLBACK (refusal_read), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
has_own_base (void)
{
  g_autofree char *folder = dcr_session_default_folder ();
  g_autofree char *file = g_build_filename (folder, "reference.db", NULL);

  return g_file_test (file, G_FILE_TEST_EXISTS);
}

static void
open_base (DcrApplication *self, gboolean demo, const char *base)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrSession) session = NULL;
  g_autofree char *folder = NULL;

  if (self->window != NULL && !demo && base == NULL)
    {
      gtk_window_present (GTK_WINDOW (self->window));
      return;
    }
  demo = base == NULL && (demo || !has_own_base ());
  if (base != NULL)
    folder = g_canonicalize_filename (base, NULL);
  else
    folder = demo ? dcr_session_demo_folder () : dcr_session_default_folder ();
  if (self->window != NULL
      && g_str_equal (folder, dcr_session_get_folder (dcr_window_get_session (self->window))))
    {
      gtk_window_present (GTK_WINDOW (self->window));
      return;
    }
  session = dcr_session_open_desk (folder, demo, &error);
  if (session != NULL)
    open_window (self, session);
  else
    show_refusal (self, error);
}

DcrSession *
dcr_application_get_session (DcrApplication *self)
{
  return self->window != NULL ? dcr_window_get_session (self->window) : NULL;
}

DcrImporter *
dcr_application_get_importer (DcrApplication *self)
{
  return self->importer;
}

/* ---- Telephony ------------------------------------------------------------------------------- */

static DcrCalls *
calls_of_window (gpointer data)
{
  DcrSession *session = dcr_application_get_session (data);
  return session != NULL ? dcr_session_get_calls (session) : NULL;
}

static gboolean
dcr_application_dbus_register (GApplication *application, GDBusConnection *connection,
                               const char *path, GError **error)
{
  DcrApplication *self = DCR_APPLICATION (application);

  if (!G_APPLICATION_CLASS (dcr_application_parent_class)
           ->dbus_register (application, connection, path, error))
    return FALSE;
  self->events = dcr_call_events_export (connection, calls_of_window, self, error);
  return self->events != 0;
}

static void
dcr_application_dbus_unregister (GApplication *application, GDBusConnection *connection,
                                 const char *path)
{
  DcrApplication *self = DCR_APPLICATION (application);

  if (self->events != 0)
    g_dbus_connection_unregister_object (connection, self->events);
  self->events = 0;
  G_APPLICATION_CLASS (dcr_application_parent_class)
      ->dbus_unregister (application, connection, path);
}

/* The number goes by the bus, never by a command line: this process only hands it over. */
static int
dcr_application_handle_local_options (GApplication *application, GVariantDict *given)
{
  g_autoptr (GError) error = NULL;

  if (!g_variant_dict_contains (given, "call-event"))
    return -1;
  if (dcr_call_events_hand_over (STDIN_FILENO, APPLICATION_ID, &error))
    return 0;
  g_printerr ("%s\n", error->message);
  return 1;
}

/* A decroche: URI. The window keeps its place and the focus stays where it is. */
static gboolean
open_uri (DcrApplication *self, const char *uri, GError **error)
{
  g_autoptr (GVariant) event = dcr_call_events_parse_uri (uri, error);
  DcrCalls *calls;

  if (event == NULL)
    return FALSE;
  if (self->window == NULL)
    open_base (self, FALSE, NULL);
  calls = calls_of_window (self);
  return calls == NULL || dcr_calls_event (calls, event, error);
}

static void
dcr_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *uri = g_file_get_uri (files[i]);
      g_autoptr (GError) error = NULL;
      if (!open_uri (DCR_APPLICATION (application), uri, &error))
        g_message ("%s", error->message);
    }
}

/* What a command names is an event or a mistake, which is said where it was typed. */
static int
open_named (DcrApplication *self, GApplicationCommandLine *line, const char *uri)
{
  g_autoptr (GError) error = NULL;

  if (open_uri (self, uri, &error))
    return 0;
  g_application_command_line_printerr (line, "%s\n", error->message);
  return 1;
}

/* ---- The official base has come -------------------------------------------------------------- */

static char *
describe_base (DcrSession *session)
{
  DcrReference *reference = dcr_session_get_reference (session);
  gint64 now = dcr_clock_now_ms ();
  g_autofree char *iso = dcr_clock_to_iso (now);
  g_autofree char *day = dcr_format_date (iso, now);
  g_autofree char *count = NULL;
  guint total = 0;

  for (int audience = 0; reference != NULL && audience < DCR_N_AUDIENCES; audience++)
    total += dcr_reference_count (reference, audience);
  count = dcr_format_count (total);
  /* Translators: day of the import, number of articles */
  return g_strdup_printf (
      ngettext ("Official base of %s: %s article", "Official base of %s: %s articles", total), day,
      count);
}

static void
open_target (DcrApplication *self)
{
  DcrSession *target = dcr_importer_get_target (self->importer);
  g_autofree char *sentence = describe_base (target);

  open_window (self, target);
  dcr_window_toast (self->window, sentence);
}

static void
open_target_between_calls (DcrApplication *self, DcrCalls *calls)
{
  if (dcr_calls_get_current (calls) != NULL)
    return;
  g_clear_signal_handler (&self->waiting, calls);
  open_target (self);
}

static void
importer_changed (DcrApplication *self)
{
  DcrSession *target = dcr_importer_get_target (self->importer);
  DcrCalls *calls;

  if (dcr_importer_get_state (self->importer) != DCR_IMPORTER_DONE || self->window == NULL
      || target == NULL)
    return;
  if (target == dcr_window_get_session (self->window))
    {
      g_autofree char *sentence = describe_base (target);
      dcr_window_toast (self->window, sentence);
      return;
    }
  calls = dcr_session_get_calls (dcr_window_get_session (self->window));
  if (dcr_calls_get_current (calls) == NULL)
    {
      open_target (self);
      return;
    }
  if (self->waiting == 0)
    self->waiting = g_signal_connect_object (calls, "current-changed",
                                             G_CALLBACK (open_target_between_calls), self,
                                             G_CONNECT_SWAPPED);
  dcr_window_toast (self->window,
                    _("The official base is here: it opens when this call is closed"));
}

/* ---- Actions --------------------------------------------------------------------------------- */

static void
show_preferences (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DcrApplication *self = data;
  GtkWidget *window;

  if (self->window == NULL)
    return;
  window = dcr_preferences_new (dcr_window_get_session (self->window));
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self->window));
  gtk_window_present (GTK_WINDOW (window));
}

static void
show_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DcrApplication *self = data;
  GtkWidget *window = dcr_about_new ();

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self->window));
  gtk_window_present (GTK_WINDOW (window));
}

/* Of a reminder. */
static void
show_callbacks (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DcrApplication *self = data;

  if (self->window == NULL)
    return;
  dcr_window_show_callbacks (self->window);
  gtk_window_present (GTK_WINDOW (self->window));
}

/* Closing keeps the size of the window and the draft of the call. */
static void
quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DcrApplication *self = data;

  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
  else
    g_application_quit (G_APPLICATION (self));
}

static const GActionEntry entries[] = {
  { .name = "preferences", .activate = show_preferences },
  { .name = "about", .activate = show_about },
  { .name = "callbacks", .activate = show_callbacks },
  { .name = "quit", .activate = quit },
};

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_application_startup (GApplication *application)
{
  DcrApplication *self = DCR_APPLICATION (application);

  dcr_desk_init ();
  G_APPLICATION_CLASS (dcr_application_parent_class)->startup (application);
  dcr_settings_apply_look ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  dcr_keys_install (GTK_APPLICATION (self));
  self->importer = dcr_importer_new ();
  g_signal_connect_object (self->importer, "changed", G_CALLBACK (importer_changed), self,
                           G_CONNECT_SWAPPED);
}

static int
dcr_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  GVariantDict *given = g_application_command_line_get_options_dict (line);
  g_auto (GStrv) words = g_application_command_line_get_arguments (line, NULL);
  const char *base = NULL;

  if (words[0] != NULL && words[1] != NULL)
    return open_named (DCR_APPLICATION (application), line, words[1]);
  g_variant_dict_lookup (given, "base", "^&ay", &base);
  open_base (DCR_APPLICATION (application), g_variant_dict_contains (given, "demo"), base);
  return 0;
}

static void
dcr_application_activate (GApplication *application)
{
  open_base (DCR_APPLICATION (application), FALSE, NULL);
}

void
dcr_application_start (DcrApplication *self, const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *base = NULL;
  gboolean demo = FALSE;
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_auto (GStrv) copy = g_strdupv ((char **) arguments);
  const GOptionEntry parsed[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, &demo, NULL, NULL },
    { "base", 0, 0, G_OPTION_ARG_FILENAME, &base, NULL, NULL },
    { NULL },
  };

  g_option_context_add_main_entries (context, parsed, NULL);
  if (!g_option_context_parse_strv (context, &copy, &error)
      || !g_application_register (G_APPLICATION (self), NULL, &error))
    g_error ("%s", error->message);
  open_base (self, demo, base);
}

static void
dcr_application_shutdown (GApplication *application)
{
  DcrApplication *self = DCR_APPLICATION (application);

  dcr_importer_stop (self->importer);
  G_APPLICATION_CLASS (dcr_application_parent_class)->shutdown (application);
}

static void
dcr_application_dispose (GObject *object)
{
  DcrApplication *self = DCR_APPLICATION (object);

  set_window (self, NULL);
  g_clear_object (&self->importer);
  G_OBJECT_CLASS (dcr_application_parent_class)->dispose (object);
}

static void
dcr_application_class_init (DcrApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_application_dispose;
  application_class->dbus_register = dcr_application_dbus_register;
  application_class->dbus_unregister = dcr_application_dbus_unregister;
  application_class->handle_local_options = dcr_application_handle_local_options;
  application_class->open = dcr_application_open;
  application_class->startup = dcr_application_startup;
  application_class->command_line = dcr_application_command_line;
  application_class->activate = dcr_application_activate;
  application_class->shutdown = dcr_application_shutdown;
}

static void
dcr_application_init (DcrApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (
      G_APPLICATION (self), _("Answers of the French public service, during the call"));
}

DcrApplication *
dcr_application_new (void)
{
  /* settings of the display may be asked for before the program starts; without one it says so then */
  gtk_init_check ();
  return g_object_new (DCR_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", DCR_DESK_RESOURCE, NULL);
}
