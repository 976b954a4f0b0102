/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A misdirected call: the competent service goes to the caller in two keys, and the pair is stored.
 * A promise to call back, by the keyboard alone: made in the call with its number, time and place,
 * found in « Suivi » by promise, called, kept; what is left of the number then. Another one, called
 * twice in vain: the message of the template, seen in the outbox. A third, forgotten: the share. */
#include <glib/gi18n.h>
#include <string.h>

#include "base/dcr-clock.h"
#include "calls/dcr-calls.h"
#include "dcr-flow.h"
#include "desk/follow/dcr-reminder.h"
#include "desk/shell/dcr-window.h"
#include "followup/dcr-callback.h"

#define CALLER "+33639986251"
#define SHOWN "06\302\24039\302\24098\302\24062\302\24051"

static DcrCalls *
calls_of (DcrFlow *flow)
{
  return dcr_session_get_calls (dcr_window_get_session (DCR_WINDOW (dcr_flow_window (flow))));
}

static gboolean
has_outcome (DcrFlow *flow, gconstpointer outcome)
{
  DcrCall *call = dcr_calls_get_current (calls_of (flow));
  return call != NULL && dcr_call_get_outcome (call) == GPOINTER_TO_UINT (outcome);
}

static gboolean
has_place (DcrFlow *flow, gconstpointer data)
{
  return dcr_call_get_callback_zone (dcr_calls_get_current (calls_of (flow))) != NULL;
}

static void
find_and_qualify (DcrFlow *flow)
{
  dcr_flow_press (flow, "Ctrl+K");
  dcr_flow_type (flow, "carte identite");
  dcr_flow_press (flow, "Bas");
  dcr_flow_press_await (flow, "Entrée", "the focus is in the article", dcr_flow_focus_in, "DcrArticleView");
  dcr_flow_press_await (flow, "Ctrl+D", "the passage is kept", dcr_flow_kept,
                        "SELECT count(*) FROM call_draft WHERE state LIKE '%introduction%'");
  dcr_flow_press_await (flow, "Ctrl+1", "the draft has a reason", dcr_flow_kept,
                        "SELECT count(*) FROM call_draft WHERE state LIKE '%reason%'");
}

static void
promise (DcrFlow *flow, const char *call)
{
  dcr_flow_ring (flow, CALLER, call);
  find_and_qualify (flow);
  dcr_flow_press_await (flow, "Ctrl+Maj+6", "the outcome is a callback", has_outcome,
                        GUINT_TO_POINTER (DCR_OUTCOME_CALLBACK));
  dcr_flow_press_await (flow, "2", "the place is asked", dcr_flow_focus_in, "GtkDropDown");
  dcr_flow_picture (flow, "callback-1-asked");
  dcr_flow_press (flow, "Espace");
  dcr_flow_settle (flow);
  dcr_flow_press (flow, "Bas");
  dcr_flow_press_await (flow, "Entrée", "the place is said", has_place, NULL);
  dcr_flow_press_await (flow, "Ctrl+Entrée", "the promise is in work.db with its number", dcr_flow_kept,
                        "SELECT count(*) FROM callback WHERE state = 1 AND phone = '+33639986251' AND number > 0"
                        " AND passages <> ''");
  dcr_flow_await (flow, "the desk waits for a call again", dcr_flow_focus_in, "DcrSearchField");
}

static gboolean
has_service (DcrFlow *flow, gconstpointer id)
{
  DcrCall *call = dcr_calls_get_current (calls_of (flow));
  return call != NULL && g_strcmp0 (dcr_call_get_service (call), id) == 0;
}

static void
misdirect (DcrFlow *flow)
{
  dcr_flow_ring (flow, CALLER, "perdu-1");
  find_and_qualify (flow);
  dcr_flow_press_await (flow, "Ctrl+Maj+3", "the service is asked", dcr_flow_focus_in, "DcrServiceField");
  dcr_flow_type (flow, "france titres");
  dcr_flow_press_await (flow, "Entrée", "the service is chosen", has_service, "FRANCE-TITRES");
  dcr_flow_press_await (flow, "Ctrl+Maj+S", "the words are shown", dcr_flow_shows, "le bon service est");
  dcr_flow_picture (flow, "misdirected-1-words");
  dcr_flow_press_await (flow, "Ctrl+Maj+S", "the message is in the outbox", dcr_flow_kept,
                        "SELECT count(*) FROM message WHERE channel = 2 AND recipient = '+33639986251'"
                        " AND body LIKE '%3400%' AND call IS NOT NULL");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "the pair is stored", dcr_flow_kept,
                        "SELECT count(*) FROM misdirected WHERE service = 'FRANCE-TITRES' AND reason IS NOT NULL");
  dcr_flow_await (flow, "the desk waits for a call again", dcr_flow_focus_in, "DcrSearchField");
}

/* The desktop's notifications, as a shell would take them. */
typedef struct
{
  GDBusConnection *bus;
  guint name, object;
  char *body; /* of the last one */
  guint n;
} Shell;

static void
on_notify (GDBusConnection *bus, const char *sender, const char *path, const char *interface,
           const char *method, GVariant *parameters, GDBusMethodInvocation *invocation,
           gpointer data)
{
  Shell *shell = data;

  if (!g_str_equal (method, "Notify"))
    {
      g_dbus_method_invocation_return_dbus_error (invocation, "org.decroche.No", "");
      return;
    }
  g_free (shell->body);
  g_variant_get_child (parameters, 4, "s", &shell->body);
  shell->n++;
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", shell->n));
}

static void
shell_open (Shell *shell)
{
  static const char xml[]
      = "<node><interface name='org.freedesktop.Notifications'><method name='Notify'>"
        "<arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>"
        "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>"
        "<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>"
        "<arg type='u' direction='out'/></method></interface></node>";
  static const GDBusInterfaceVTable table = { .method_call = on_notify };
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  shell->bus = g_dbus_connection_new_for_address_sync (
      address,
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, NULL);
  g_assert_nonnull (shell->bus);
  shell->object = g_dbus_connection_register_object (
      shell->bus, "/org/freedesktop/Notifications", info->interfaces[0], &table, shell, NULL, NULL);
  shell->name = g_bus_own_name_on_connection (shell->bus, "org.freedesktop.Notifications",
                                              G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
}

static void
shell_close (Shell *shell)
{
  g_bus_unown_name (shell->name);
  g_dbus_connection_unregister_object (shell->bus, shell->object);
  g_dbus_connection_close_sync (shell->bus, NULL, NULL);
  g_object_unref (shell->bus);
  g_free (shell->body);
}

static gboolean
was_notified (DcrFlow *flow, gconstpointer shell)
{
  return ((const Shell *) shell)->n > 0;
}

/* Ten minutes before, once, and nothing of the caller in it. */
static void
remind (DcrFlow *flow)
{
  DcrReminder *reminder
      = dcr_reminder_new (dcr_window_get_session (DCR_WINDOW (dcr_flow_window (flow))));
  gint64 from = dcr_flow_number (flow, "SELECT promised_from FROM callback"), minute = 60 * 1000;
  g_autoptr (GPtrArray) early = dcr_reminder_take (reminder, from - 11 * minute), again = NULL;
  Shell shell = { 0 };

  shell_open (&shell);
  g_assert_cmpuint (early->len, ==, 0);
  dcr_reminder_look (reminder, from - 9 * minute);
  dcr_flow_await (flow, "the desktop is told", was_notified, &shell);
  g_assert_nonnull (strstr (shell.body, "14\302\240h"));
  g_assert_null (strstr (shell.body, "62"));
  g_assert_null (strstr (shell.body, "Perte"));
  again = dcr_reminder_take (reminder, from);
  g_assert_cmpuint (again->len, ==, 0);
  shell_close (&shell);
  dcr_reminder_free (reminder);
}

static gboolean
is_there (DcrFlow *flow, gconstpointer type_name)
{
  return dcr_flow_find (flow, type_name) != NULL;
}

static void
keep (DcrFlow *flow)
{
  dcr_flow_press_await (flow, "Alt+2", "Suivi is there", is_there, "DcrEscalationPage");
  for (guint i = 0; i < 4 && !dcr_flow_focus_in (flow, "DcrSideNav"); i++)
    {
      dcr_flow_press (flow, "F6");
      dcr_flow_settle (flow);
    }
  g_assert_true (dcr_flow_focus_in (flow, "DcrSideNav"));
  dcr_flow_press_await (flow, "Bas", "the promise is shown", dcr_flow_shows, SHOWN);
  dcr_flow_picture (flow, "callback-2-promised");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "a call is in hand", has_outcome, GUINT_TO_POINTER (DCR_OUTCOME_NONE));
  dcr_flow_press_await (flow, "Alt+2", "what came of it is asked", dcr_flow_shows, SHOWN);
  dcr_flow_press_await (flow, "Ctrl+Entrée", "the promise is kept, its number gone", dcr_flow_kept,
                        "SELECT count(*) FROM callback WHERE state = 3 AND phone IS NULL");
  g_assert_cmpint (dcr_flow_number (flow, "SELECT count(*) FROM callback_attempt WHERE result = 1"), ==, 1);
  dcr_flow_settle (flow);
  dcr_flow_picture (flow, "callback-3-kept");
}

/* What the callback itself was, for the record of calls. */
static void
hang_up (DcrFlow *flow)
{
  dcr_flow_press_await (flow, "Alt+1", "the call is there", is_there, "DcrCallPane");
  dcr_flow_press_await (flow, "Ctrl+Maj+8", "nobody said a word", has_outcome,
                        GUINT_TO_POINTER (DCR_OUTCOME_SILENT));
  dcr_flow_press_await (flow, "Ctrl+Entrée", "the desk waits for a call again", dcr_flow_focus_in,
                        "DcrSearchField");
}

static gboolean
pane_shows (DcrFlow *flow, gconstpointer text)
{
  GtkWidget *pane = dcr_flow_find (flow, "DcrCallbackPane");
  return pane != NULL && dcr_flow_shows_in (pane, text);
}

static gboolean
in_outbox (DcrFlow *flow, gconstpointer text)
{
  GtkWidget *pane = dcr_flow_find (flow, "DcrOutboxPane");
  return pane != NULL && dcr_flow_shows_in (pane, text);
}

static gboolean
is_in_state (DcrFlow *flow, gconstpointer state)
{
  return dcr_flow_number (flow, "SELECT state FROM callback ORDER BY number DESC LIMIT 1")
         == GPOINTER_TO_INT (state);
}

/* Called, in vain. @state: where it leads. */
static void
miss (DcrFlow *flow, int state)
{
  dcr_flow_settle_all (flow);
  dcr_flow_await (flow, "it may be called", pane_shows, gettext ("Call"));
  dcr_flow_press_await (flow, "Ctrl+Entrée", "a call is in hand", has_outcome,
                        GUINT_TO_POINTER (DCR_OUTCOME_NONE));
  hang_up (flow);
  dcr_flow_press_await (flow, "Alt+2", "what came of it is asked", pane_shows, gettext ("Reached"));
  for (guint i = 0; i < 4 && !dcr_flow_focus_in (flow, "DcrCallbackPane"); i++)
    {
      dcr_flow_press (flow, "F6");
      dcr_flow_settle (flow);
    }
  dcr_flow_tab_to (flow, "Tab", gettext ("No answer"));
  dcr_flow_settle_all (flow);
  dcr_flow_press_await (flow, "Espace", "the attempt is kept", is_in_state,
                        GINT_TO_POINTER (state));
}

/* After two attempts: the message of the template, read before it leaves; then the number goes. */
static void
write_to_them (DcrFlow *flow)
{
  dcr_flow_await (flow, "the words are shown", pane_shows, "nous vous avons rappelé deux fois");
  dcr_flow_settle_all (flow); /* the attempt is written */
  dcr_flow_picture (flow, "callback-4-message");
  dcr_flow_press_await (flow, "Ctrl+Entrée", "the message is in the outbox, the number is gone",
                        dcr_flow_kept,
                        "SELECT count(*) FROM callback c JOIN message m ON m.id = c.message"
                        " WHERE c.state = 4 AND c.phone IS NULL AND m.recipient = '" CALLER "'"
                        " AND m.body LIKE '%rappelé deux fois%'");
  g_assert_cmpint (
      dcr_flow_number (flow, "SELECT count(*) FROM callback_attempt WHERE result = 2"), ==, 2);
}

/* « Envois »: what left is read there. */
static void
see_in_outbox (DcrFlow *flow)
{
  for (guint i = 0; i < 4 && !dcr_flow_focus_in (flow, "DcrSideNav"); i++)
    {
      dcr_flow_press (flow, "F6");
      dcr_flow_settle (flow);
    }
  dcr_flow_press_await (flow, "Bas", "the outbox is there", is_there, "DcrOutboxPane");
  dcr_flow_press_await (flow, "F6", "the focus is in its table", dcr_flow_focus_in,
                        "DcrFollowTable");
  dcr_flow_settle_all (flow);
  dcr_flow_press (flow, "Début");
  dcr_flow_await (flow, "the message is in the outbox", in_outbox,
                  "nous vous avons rappelé deux fois");
  dcr_flow_picture (flow, "callback-5-outbox");
  dcr_flow_press_await (flow, "Maj+F6", "the focus is in the pages", dcr_flow_focus_in,
                        "DcrSideNav");
  dcr_flow_press_await (flow, "Haut", "the callbacks are there", is_there, "DcrCallbackPane");
}

/* When the window of the last promise has passed, the share counts it: reached in time, twice without an answer,
 * forgotten. */
static void
count (DcrFlow *flow, const char *share)
{
  dcr_clock_set (dcr_flow_number (flow, "SELECT max(promised_to) FROM callback") + 1000);
  dcr_flow_press_await (flow, "Alt+1", "the call is there", is_there, "DcrCallPane");
  dcr_flow_press_await (flow, "Alt+2", "the share is exact", dcr_flow_shows, share);
  dcr_flow_press_await (flow, "Alt+1", "the call is there", is_there, "DcrCallPane");
}

static void
test_promise (void)
{
  DcrFlow *flow = dcr_flow_start (NULL);

  misdirect (flow);
  promise (flow, "rappel-1");
  remind (flow);
  keep (flow);
  hang_up (flow);
  promise (flow, "rappel-2");
  dcr_flow_press_await (flow, "Alt+2", "the promise is shown", dcr_flow_shows, SHOWN);
  dcr_clock_set (dcr_flow_number (flow, "SELECT max(promised_from) FROM callback") + 1000);
  miss (flow, 2);
  dcr_clock_set (dcr_clock_now_ms () + DCR_CALLBACK_SECOND_AFTER_MS);
  miss (flow, 4);
  write_to_them (flow);
  see_in_outbox (flow);
  count (flow, "100,0\302\240% · 2 sur 2");
  promise (flow, "rappel-3");
  count (flow, "66,7\302\240% · 2 sur 3");
  dcr_clock_set (0);
  dcr_flow_end (flow);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flows/callback", test_promise);
  return g_test_run ();
}
