/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Telephony on the bus, by standard input and by URI. No window: only the door. */
#include "calls-fixture.h"

#include <string.h>
#include <unistd.h>

#include "desk/call/dcr-call-events.h"

#define NAME "org.decroche.Test"

static const struct
{
  const char *uri, *caller; /* NULL: refused */
} uris[] = {
  { "decroche:call?event=ringing&caller=%2B33639984127&id=7", "+33639984127" },
  { "decroche:call?event=ringing&caller=0639984127", "0639984127" },
  { "decroche:call", NULL },
  { "decroche:other?event=ringing", NULL },
  { "tel:0639984127", NULL },
  { "decroche://call?event=ringing", NULL },
  { "", NULL },
};

static void
test_uris (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) event = dcr_call_events_parse_uri (uris[i].uri, &error);
      const char *caller = NULL;
      g_assert_true ((event != NULL) == (uris[i].caller != NULL));
      if (event == NULL)
        {
          g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
          continue;
        }
      g_assert_true (g_variant_lookup (event, "caller", "&s", &caller));
      g_assert_cmpstr (caller, ==, uris[i].caller);
    }
}

/* GFile is what the desktop hands us a URI in: it must come out as it went in. */
static void
test_uri_through_gfile (void)
{
  g_autoptr (GFile) file = g_file_new_for_uri (uris[0].uri);
  g_autofree char *uri = g_file_get_uri (file);
  g_autoptr (GVariant) event = dcr_call_events_parse_uri (uri, NULL);

  g_test_message ("%s", uri);
  g_assert_nonnull (event);
}

typedef struct
{
  int pipe;
  GError *error;
  gboolean done, handed;
} Hand;

static gpointer
hand_over (gpointer data)
{
  Hand *hand = data;
  hand->handed = dcr_call_events_hand_over (hand->pipe, NAME, &hand->error);
  g_atomic_int_set (&hand->done, TRUE);
  g_main_context_wakeup (NULL);
  return NULL;
}

static gboolean
send_line (const char *line, GError **error)
{
  Hand hand = { 0 };
  int ends[2];
  GThread *thread;

  g_assert_cmpint (pipe (ends), ==, 0);
  g_assert_cmpint (write (ends[1], line, strlen (line)), ==, (gssize) strlen (line));
  close (ends[1]);
  hand.pipe = ends[0];
  thread = g_thread_new ("hand", hand_over, &hand);
  while (!g_atomic_int_get (&hand.done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
  close (ends[0]);
  if (hand.error != NULL)
    g_propagate_error (error, hand.error);
  return hand.handed;
}

static DcrCalls *
calls_of (gpointer data)
{
  return ((Fixture *) data)->calls;
}

static void
on_named (GDBusConnection *connection, const char *name, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
test_bus (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  gboolean named = FALSE;
  guint id, name;
  DcrCall *call;

  if (bus == NULL)
    {
      g_test_skip (
          "left out: telephony on the bus, there is no session bus (run under dbus-run-session)");
      return;
    }
  g_assert_false (send_line ("{\"event\":\"ringing\"}\n", &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  id = dcr_call_events_export (bus, calls_of, fixture, &error);
  g_assert_no_error (error);
  name = g_bus_own_name_on_connection (bus, NAME, 0, on_named, NULL, &named, NULL);
  while (!named)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (
      send_line ("{\"event\":\"answered\",\"caller\":\"+33639984127\",\"id\":\"7\"}\n", &error));
  g_assert_no_error (error);
  call = dcr_calls_get_current (fixture->calls);
  g_assert_cmpstr (dcr_call_get_number (call), ==, "+33639984127");
  g_assert_false (send_line ("{\"event\":\"dialling\"}\n", &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
  g_clear_error (&error);
  g_assert_false (send_line ("{\"event\":\"answered\",\"id\":\"8\"} {\"event\":\"ended\"}\n", &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
  g_clear_error (&error);
  g_assert_false (send_line ("not json\n", &error));
  g_assert_error (error, DCR_ERROR, DCR_ERROR_INPUT);
  g_assert_true (dcr_calls_get_current (fixture->calls) == call);
  g_bus_unown_name (name);
  g_dbus_connection_unregister_object (bus, id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call-events/uris", test_uris);
  g_test_add_func ("/call-events/uri-through-gfile", test_uri_through_gfile);
  g_test_add ("/call-events/bus", Fixture, NULL, fixture_open, test_bus, fixture_close);
  return g_test_run ();
}
