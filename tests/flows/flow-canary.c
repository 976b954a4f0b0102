/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing of a caller stays: calls that came by the bus are written up and closed by real keys in a window of its own
 * process (« flow-canary --child BASE »). Then their number and e-mail address are looked for in every file of the
 * program's folders, in its log, its command line and environment, and on the bus after the event that brought them;
 * the words of the note may stand in call.note alone. A window that dies leaves no core, and after the subject was
 * erased the number of its draft is gone too. */
#include <gio/gio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "base/dcr-clock.h"
#include "base/dcr-json.h"
#include "base/dcr-log.h"
#include "calls/dcr-subject.h"
#include "dcr-flow.h"
#include "desk/call/dcr-call-events.h"
#include "desk/shell/dcr-window.h"
#include "../support/dcr-folder.h"

#define NUMBER "+33639984127"
#define LATER_NUMBER "+33639984163"
#define ADDRESS "zorglub.canari@poste.example"
#define NOTE "quarante vigognes"

/* ---- The child: one call for each line it reads ---------------------------------------------- */

static DcrCall *
call_of (DcrFlow *flow)
{
  DcrSession *session = dcr_window_get_session (DCR_WINDOW (dcr_flow_window (flow)));
  return dcr_calls_get_current (dcr_session_get_calls (session));
}

static gboolean
is_in_hand (DcrFlow *flow, gconstpointer data)
{
  return call_of (flow) != NULL;
}

static gboolean
none_in_hand (DcrFlow *flow, gconstpointer data)
{
  return call_of (flow) == NULL;
}

static gboolean
reads_one (DcrFlow *flow, gconstpointer data)
{
  DcrAppels *appels = dcr_window_get_appels (DCR_WINDOW (dcr_flow_window (flow)));
  return dcr_article_view_get_article (dcr_appels_get_reader (appels)) != NULL;
}

static void
say (const char *word)
{
  printf ("say %s\n", word);
  fflush (stdout);
}

static gboolean
told (const char *word)
{
  char line[64];
  return fgets (line, sizeof line, stdin) != NULL && g_str_has_prefix (line, word);
}

static void
write_up (DcrFlow *flow)
{
  dcr_flow_await (flow, "the call is in hand", is_in_hand, NULL);
  dcr_flow_type (flow, "carte identite perdue");
  dcr_flow_press (flow, "Bas");
  dcr_flow_press_await (flow, "Entrée", "an article is read", reads_one, NULL);
  dcr_flow_await (flow, "a passage has the focus", dcr_flow_focus_in, "DcrPassageView");
  dcr_flow_press_await (flow, "Ctrl+D", "the passage is kept", dcr_flow_shows, "Retenus (1)");
  dcr_flow_press (flow, "Ctrl+1");
  dcr_flow_press (flow, "Ctrl+Maj+1");
  dcr_flow_press_await (flow, "Ctrl+I", "the outcomes have the focus", dcr_flow_focus_in,
                        "DcrOutcomeGrid");
  while (!dcr_flow_focus_in (flow, "DcrNoteField"))
    {
      dcr_flow_press (flow, "Tab");
      dcr_flow_settle (flow);
    }
  dcr_flow_type (flow, NOTE);
  dcr_flow_await (flow, "the note is on the disk", dcr_flow_kept,
                  "SELECT count(*) FROM call_draft WHERE instr(state,'" NOTE "')");
}

static int
run_child (const char *base)
{
  DcrFlow *flow;

  dcr_log_init ();
  flow = dcr_flow_start ((const char *[]){ "decroche", "--base", base, NULL });
  printf ("name %s\n", g_dbus_connection_get_unique_name (
                           g_application_get_dbus_connection (g_application_get_default ())));
  fflush (stdout);
  for (int i = 0; i < 2; i++)
    {
      write_up (flow);
      say ("open");
      g_assert_true (told ("go"));
      dcr_flow_press_await (flow, "Ctrl+Entrée", "the call is closed", none_in_hand, NULL);
      say ("closed");
    }
  dcr_flow_await (flow, "the last call is in hand", is_in_hand, NULL);
  dcr_flow_await (flow, "it is on the disk", dcr_flow_kept, "SELECT count(*) FROM call_draft");
  say ("dying");
  told ("never");
  return 0;
}

/* ---- The bus, seen from outside -------------------------------------------------------------- */

static GMutex mutex;
static GString *seen; /* every message since it was last emptied */

static GDBusMessage *
note_message (GDBusConnection *connection, GDBusMessage *message, gboolean incoming, gpointer data)
{
  g_autofree char *text = g_dbus_message_print (message, 0);

  g_mutex_lock (&mutex);
  g_string_append (seen, text);
  g_mutex_unlock (&mutex);
  g_object_unref (message);
  return NULL;
}

static GDBusConnection *
watch_bus (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, &error);
  GDBusConnection *monitor = g_dbus_connection_new_for_address_sync (
      address,
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);
  g_autoptr (GVariant) answer = NULL;

  g_assert_no_error (error);
  answer = g_dbus_connection_call_sync (
      monitor, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.Monitoring",
      "BecomeMonitor", g_variant_new_parsed ("(@as [], uint32 0)"), NULL, 0, -1, NULL, &error);
  g_assert_no_error (error);
  seen = g_string_new (NULL);
  g_dbus_connection_add_filter (monitor, note_message, NULL, NULL);
  return monitor;
}

static void
send_event (const char *name, const char *caller)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
      bus, name, DCR_CALL_EVENTS_PATH, DCR_CALL_EVENTS_INTERFACE, "Event",
      g_variant_new_parsed ("({'event': <'answered'>, 'caller': <%s>, 'id': <%s>},)", caller,
                            caller),
      NULL, 0, -1, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (answer);
}

/* ---- Looking --------------------------------------------------------------------------------- */

/* However it may be written. */
static const char *const number_forms[]
    = { "0639984127",
        "639984127",
        "06 39 98 41 27",
        "6 39 98 41 27",
        "06\302\24039\302\24098\302\24041\302\24027",
        "06\342\200\25739\342\200\25798\342\200\25741\342\200\25727",
        "06.39.98.41.27",
        "06-39-98-41-27",
        "06%2039%2098%2041%2027",
        "KzMzNjM5OTg0MTI3",
        "MDYzOTk4NDEyNw",
        NULL };
static const char *const later_forms[]
    = { "639984163", "39 98 41 63", "39\302\24098\302\24041\302\24063",
        "39\342\200\25798\342\200\25741\342\200\25763", NULL };
static const char *const address_forms[]
    = { "zorglub", "canari@poste", "canari%40poste", "em9yZ2x1Yi5jYW5hcm", NULL };
static const char *const note_forms[] = { "vigogne", NULL };

static void
find_in_bytes (const char *where, const char *bytes, gsize size, const char *const *forms,
               GString *found)
{
  for (guint i = 0; forms[i] != NULL; i++)
    if (memmem (bytes, size, forms[i], strlen (forms[i])) != NULL)
      g_string_append_printf (found, "%s: « %s »\n", where, forms[i]);
}

static void
find_in_folder (const char *folder, const char *const *forms, GString *found)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize size;
      find_in_bytes (path, name, strlen (name), forms, found);
      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        find_in_folder (path, forms, found);
      else if (g_file_get_contents (path, &bytes, &size, NULL))
        find_in_bytes (path, bytes, size, forms, found);
    }
}

typedef struct
{
  GSubprocess *process;
  GDataInputStream *out;
  GString *said; /* everything, the log of lower levels too */
  char *folder, *base, *bus_name;
} Child;

/* Files, log, command line, environment, bus. */
static char *
find (Child *child, const char *const *forms)
{
  GString *found = g_string_new (NULL);

  find_in_folder (child->folder, forms, found);
  find_in_bytes ("standard output", child->said->str, child->said->len, forms, found);
  for (guint i = 0; child->process != NULL && i < 2; i++)
    {
      const char *what = i ? "environ" : "cmdline";
      g_autofree char *path
          = g_build_filename ("/proc", g_subprocess_get_identifier (child->process), what, NULL);
      g_autofree char *bytes = NULL;
      gsize size;
      g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
      find_in_bytes (what, bytes, size, forms, found);
    }
  g_mutex_lock (&mutex);
  find_in_bytes ("bus", seen->str, seen->len, forms, found);
  g_mutex_unlock (&mutex);
  return g_string_free (found, FALSE);
}

static void
assert_nowhere (Child *child, const char *const *forms)
{
  g_autofree char *found = find (child, forms);
  if (*found != '\0')
    g_error ("still there:\n%s", found);
}

/* ---- The parent ------------------------------------------------------------------------------ */

static char *program;

static char *
hear (Child *child, const char *prefix)
{
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (child->out, NULL, NULL, NULL);
      if (line == NULL)
        g_error ("the window ended before « %s »", prefix);
      g_string_append_printf (child->said, "%s\n", line);
      if (g_str_has_prefix (line, prefix))
        return g_strdup (line + strlen (prefix));
    }
}

static void
start_child (Child *child)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *log = g_build_filename (child->folder, "log", NULL);
  g_autofree char *tmp = g_build_filename (child->folder, "tmp", NULL);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (tmp, 0700);
  g_subprocess_launcher_set_cwd (launcher, child->folder); /* where a core would lie */
  g_subprocess_launcher_setenv (launcher, "TMPDIR", tmp, TRUE);
  g_subprocess_launcher_setenv (launcher, "G_MESSAGES_DEBUG", "all", TRUE);
  g_subprocess_launcher_set_stderr_file_path (launcher, log);
  child->process
      = g_subprocess_launcher_spawn (launcher, &error, program, "--child", child->base, NULL);
  g_assert_no_error (error);
  child->out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child->process));
  child->bus_name = hear (child, "name ");
}

static void
empty_bus (void)
{
  g_mutex_lock (&mutex);
  g_string_set_size (seen, 0);
  g_mutex_unlock (&mutex);
}

/* A call from @caller: while it is open what is looked for is there, or the search would prove nothing. */
static void
one_call (Child *child, const char *caller, const char *const *forms)
{
  g_autofree char *open = NULL, *closed = NULL, *there = NULL;

  send_event (child->bus_name, caller);
  empty_bus (); /* the event that brought it */
  open = hear (child, "say open");
  there = find (child, forms);
  g_assert_true (strstr (there, "work.db") != NULL);
  g_assert_true (strstr (there, "bus") == NULL);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (child->process), "go\n", 3, NULL, NULL,
                             NULL);
  closed = hear (child, "say closed");
}

static void
kill_child (Child *child)
{
  g_autofree char *dying = hear (child, "say dying");

  g_subprocess_send_signal (child->process, SIGABRT);
  g_subprocess_wait (child->process, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (child->process));
  g_assert_false (WCOREDUMP (g_subprocess_get_status (child->process)));
  g_clear_object (&child->process);
}

static gboolean
erase (DcrDb *db, gpointer data, GError **error)
{
  g_autoptr (GVariant) object
      = dcr_json_to_variant ("{\"number\":\"" LATER_NUMBER "\"}", -1, error);
  g_autoptr (DcrSubject) subject = dcr_subject_from_json (object, error);
  guint erased, needed;

  return dcr_subject_erase (db, data, subject, NULL, &erased, &needed, error);
}

static void
erase_later_number (const char *base)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrStore) store = dcr_store_open (base, &error);
  g_autoptr (DcrContactKeys) keys = dcr_contact_keys_open (base, dcr_clock_now_ms (), &error);

  g_assert_no_error (error);
  g_assert_true (dcr_store_write (store, erase, keys, &error));
}

/* The words of the notes stand in one column of one table. */
static void
assert_note_alone (const char *base)
{
  g_autofree char *path = g_build_filename (base, "work.db", NULL);
  g_autoptr (DcrDb) db = dcr_db_open (path, DCR_DB_READ, NULL);
  g_autoptr (DcrStmt) columns = dcr_db_prepare (
      db,
      "SELECT t.name,c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type='table'",
      NULL);

  while (dcr_stmt_step (columns, NULL))
    {
      const char *table = dcr_stmt_text (columns, 0), *column = dcr_stmt_text (columns, 1);
      g_autofree char *sql = g_strdup_printf (
          "SELECT count(*) FROM \"%s\" WHERE instr(CAST(\"%s\" AS TEXT),'vigogne')", table, column);
      gboolean its_place = g_str_equal (table, "call") && g_str_equal (column, "note");
      g_assert_cmpint (dcr_db_get_int (db, -1, NULL, sql, ""), ==, its_place ? 2 : 0);
    }
}

static void
child_clear (Child *child)
{
  g_object_unref (child->out);
  g_string_free (child->said, TRUE);
  g_free (child->folder);
  g_free (child->base);
  g_free (child->bus_name);
}

static void
test_canary (void)
{
  Child child = { .said = g_string_new (NULL) };
  g_autoptr (GError) error = NULL;
  GDBusConnection *monitor = watch_bus ();
  g_autofree char *notes = NULL;

  child.folder = g_dir_make_tmp ("dcr-canary-XXXXXX", NULL);
  child.base = g_build_filename (child.folder, "base", NULL);
  g_object_unref (dcr_session_open (child.base, TRUE, &error));
  g_assert_no_error (error);
  start_child (&child);
  one_call (&child, NUMBER, number_forms);
  one_call (&child, ADDRESS, address_forms);
  send_event (child.bus_name, LATER_NUMBER);
  empty_bus ();
  kill_child (&child);
  erase_later_number (child.base);
  assert_nowhere (&child, number_forms);
  assert_nowhere (&child, address_forms);
  assert_nowhere (&child, later_forms);
  notes = find (&child, note_forms);
  g_assert_true (g_str_has_suffix (notes, "work.db: « vigogne »\n"));
  g_assert_true (strchr (notes, '\n') == notes + strlen (notes) - 1); /* there alone */
  assert_note_alone (child.base);
  g_object_unref (monitor);
  dcr_folder_remove (child.folder);
  child_clear (&child);
}

int
main (int argc, char **argv)
{
  int result;

  if (argc == 3 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2]);
  g_test_init (&argc, &argv, NULL);
  program = g_canonicalize_filename (argv[0], NULL);
  g_test_add_func ("/flows/canary", test_canary);
  result = g_test_run ();
  g_free (program);
  return result;
}
