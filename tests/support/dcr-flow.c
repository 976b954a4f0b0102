/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dcr-flow.h"

#include <X11/XKBlib.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>
#include <gdk/x11/gdkx.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <locale.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

#include "calls/dcr-calls.h"
#include "desk/dcr-application.h"
#include "desk/shell/dcr-window.h"
#include "dcr-picture.h"
#include "store/dcr-db.h"
#include "dcr-folder.h"

#define LIMIT_US (60 * G_USEC_PER_SEC) /* sanitizers on a loaded machine */
#define DIGIT_ROW 9 /* keycode of the key left of « 1 » in the upper row: X11 and Wayland alike */

struct _DcrFlow
{
  GtkApplication *application;
  GtkWindow *window;
  Display *display; /* of its own: events come to the program from outside */
  char *folder;
  char *base;
  guint presses;
};

/* ---- Waiting -------------------------------------------------------------------------------- */

static gboolean
wake_up (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
dcr_flow_await (DcrFlow *flow, const char *what, DcrFlowCondition condition, gconstpointer data)
{
  gint64 limit = g_get_monotonic_time () + LIMIT_US;
  guint id = g_timeout_add (20, wake_up, NULL); /* conditions on files have no event of their own */

  while (!condition (flow, data))
    {
      if (g_get_monotonic_time () > limit)
        {
          dcr_flow_picture (flow, "failed");
          g_error ("after a minute, still not: %s", what);
        }
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (id);
}

/* ---- Keys ----------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  KeySym keysym;
} named_keys[] = {
  { "Ctrl", XK_Control_L }, { "Maj", XK_Shift_L },   { "Alt", XK_Alt_L },     { "Entrée", XK_Return },
  { "Bas", XK_Down },       { "Haut", XK_Up },       { "Gauche", XK_Left },   { "Droite", XK_Right },
  { "Échap", XK_Escape },   { "Espace", XK_space },  { "Tab", XK_Tab },       { "Suppr", XK_Delete },
  { "Retour", XK_BackSpace }, { "Début", XK_Home },  { "Fin", XK_End },       { "PageBas", XK_Next },
  { "PageHaut", XK_Prior }, { "F1", XK_F1 },         { "F2", XK_F2 },         { "F3", XK_F3 },
  { "F5", XK_F5 },          { "F6", XK_F6 },         { "F8", XK_F8 },         { "F9", XK_F9 },
  { "F10", XK_F10 },
};

static KeyCode
keycode_of_name (DcrFlow *flow, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (named_keys); i++)
    if (g_str_equal (named_keys[i].name, name))
      return XKeysymToKeycode (flow->display, named_keys[i].keysym);
  if (g_utf8_strlen (name, -1) == 1 && g_ascii_isdigit (name[0]))
    return DIGIT_ROW + (name[0] == '0' ? 10 : name[0] - '0');
  if (g_utf8_strlen (name, -1) == 1)
    return XKeysymToKeycode (flow->display,
                             gdk_unicode_to_keyval (g_unichar_tolower (g_utf8_get_char (name))));
  g_error ("a flow presses an unknown key: %s", name);
}

static void
send_key (DcrFlow *flow, KeyCode code, gboolean down)
{
  g_assert_cmpuint (code, !=, 0);
  XTestFakeKeyEvent (flow->display, code, down, CurrentTime);
}

void
dcr_flow_press (DcrFlow *flow, const char *chord)
{
  g_auto (GStrv) names = g_strsplit (chord, "+", -1);
  int n = g_strv_length (names);

  for (int i = 0; i < n; i++)
    send_key (flow, keycode_of_name (flow, names[i]), True);
  for (int i = n - 1; i >= 0; i--)
    send_key (flow, keycode_of_name (flow, names[i]), False);
  XFlush (flow->display);
  flow->presses++;
}

void
dcr_flow_press_await (DcrFlow *flow, const char *chord, const char *what,
                      DcrFlowCondition condition, gconstpointer data)
{
  dcr_flow_press (flow, chord);
  dcr_flow_await (flow, what, condition, data);
}

static gboolean
field_holds (DcrFlow *flow, gconstpointer text)
{
  GtkWidget *focus = gtk_window_get_focus (flow->window);
  g_autofree char *own = NULL;

  if (GTK_IS_EDITABLE (focus))
    return g_str_has_suffix (gtk_editable_get_text (GTK_EDITABLE (focus)), text);
  if (!GTK_IS_TEXT_VIEW (focus))
    return FALSE;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus));
  g_object_get (buffer, "text", &own, NULL);
  return g_str_has_suffix (own, text);
}

static gboolean
find_key (DcrFlow *flow, gunichar letter, KeyCode *code, int *found_level)
{
  KeySym keysym = gdk_unicode_to_keyval (letter);
  int least, most;

  XDisplayKeycodes (flow->display, &least, &most);
  for (int level = 0; level < 3; level++) /* plain, Shift, AltGr */
    for (int c = least; c <= most; c++)
      if (XkbKeycodeToKeysym (flow->display, c, 0, level) == keysym)
        {
          *code = c;
          *found_level = level;
          return TRUE;
        }
  return FALSE;
}

void
dcr_flow_type (DcrFlow *flow, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      KeyCode code, modifier;
      int level;
      g_autofree char *so_far = g_strndup (text, g_utf8_next_char (p) - text);

      if (!find_key (flow, g_utf8_get_char (p), &code, &level))
        g_error ("no key of the French layout gives « %s »", p);
      modifier = XKeysymToKeycode (flow->display, level == 1 ? XK_Shift_L : XK_ISO_Level3_Shift);
      if (level > 0)
        send_key (flow, modifier, True);
      send_key (flow, code, True);
      send_key (flow, code, False);
      if (level > 0)
        send_key (flow, modifier, False);
      XFlush (flow->display);
      flow->presses++;
      dcr_flow_await (flow, so_far, field_holds, so_far);
    }
}

#define MOST_TABS 60

static gboolean
focus_moved (DcrFlow *flow, gconstpointer before)
{
  GtkWidget *focus = gtk_window_get_focus (flow->window);
  return focus != NULL && focus != before;
}

void
dcr_flow_tab_to (DcrFlow *flow, const char *tab, const char *label)
{
  dcr_flow_settle (flow); /* what has just come must have its place */
  for (guint i = 0; i < MOST_TABS; i++)
    {
      GtkWidget *focus = gtk_window_get_focus (flow->window);
      if (focus != NULL && dcr_flow_shows_in (focus, label))
        return;
      dcr_flow_press_await (flow, tab, "the focus moves", focus_moved, focus);
    }
  dcr_flow_picture (flow, "failed");
  g_error ("%s never comes to: %s", tab, label);
}

void
dcr_flow_ring (DcrFlow *flow, const char *number, const char *id)
{
  static const char *const events[] = { "ringing", "answered" };
  DcrSession *session = dcr_window_get_session (DCR_WINDOW (flow->window));

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      GVariantDict dict;
      g_autoptr (GVariant) event = NULL;
      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "event", "s", events[i]);
      g_variant_dict_insert (&dict, "caller", "s", number);
      g_variant_dict_insert (&dict, "id", "s", id);
      event = g_variant_ref_sink (g_variant_dict_end (&dict));
      g_assert_true (dcr_calls_event (dcr_session_get_calls (session), event, NULL));
    }
}

guint
dcr_flow_take_presses (DcrFlow *flow)
{
  guint presses = flow->presses;
  flow->presses = 0;
  return presses;
}

/* ---- Dialogues ------------------------------------------------------------------------------ */

static GtkWindow *
find_toplevel (const char *type_name)
{
  g_autoptr (GList) all = gtk_window_list_toplevels ();

  for (GList *item = all; item != NULL; item = item->next)
    if (g_str_equal (G_OBJECT_TYPE_NAME (item->data), type_name)
        && gtk_widget_get_mapped (item->data))
      return item->data;
  return NULL;
}

static void
give_keys (DcrFlow *flow, GtkWindow *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

  XSetInputFocus (flow->display, gdk_x11_surface_get_xid (surface), RevertToParent, CurrentTime);
  XFlush (flow->display);
}

static gboolean
dialog_has_keys (DcrFlow *flow, gconstpointer type_name)
{
  GtkWindow *dialog = find_toplevel (type_name);

  if (dialog != NULL && !gtk_window_is_active (dialog))
    give_keys (flow, dialog);
  return dialog != NULL && gtk_window_is_active (dialog);
}

void
dcr_flow_open_dialog (DcrFlow *flow, const char *chord, const char *type_name)
{
#ifdef __SANITIZE_ADDRESS__
  __lsan_disable ();
#endif
  dcr_flow_press (flow, chord);
  dcr_flow_await (flow, type_name, dialog_has_keys, type_name);
  flow->window = find_toplevel (type_name);
  g_object_add_weak_pointer (G_OBJECT (flow->window), (gpointer *) &flow->window);
}

static gboolean
dialog_is_gone (DcrFlow *flow, gconstpointer data)
{
  return flow->window == NULL || !gtk_widget_get_mapped (GTK_WIDGET (flow->window));
}

static gboolean
window_has_keys (DcrFlow *flow, gconstpointer data)
{
  if (!gtk_window_is_active (flow->window))
    give_keys (flow, flow->window);
  return gtk_window_is_active (flow->window);
}

void
dcr_flow_leave_dialog (DcrFlow *flow)
{
  dcr_flow_await (flow, "the dialogue goes", dialog_is_gone, NULL);
  g_clear_weak_pointer (&flow->window);
  flow->window = find_toplevel ("DcrWindow");
  g_assert_nonnull (flow->window);
  dcr_flow_await (flow, "the window has the keys again", window_has_keys, NULL);
}

/* ---- Start and end -------------------------------------------------------------------------- */

/* The newest of the mapped windows that is not @former. */
static GtkWindow *
find_window (gconstpointer former)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels (); /* the newest first */

  for (GList *l = windows; l != NULL; l = l->next)
    if (l->data != former && gtk_widget_get_mapped (l->data))
      return l->data;
  return NULL;
}

static gboolean
has_focus (DcrFlow *flow, gconstpointer former)
{
  GdkSurface *surface;
  g_set_weak_pointer (&flow->window, find_window (former));
  if (flow->window == NULL)
    return FALSE;
  surface = gtk_native_get_surface (GTK_NATIVE (flow->window));
  if (gtk_window_is_active (flow->window))
    return TRUE;
  /* no window manager gives it to us here */
  XSetInputFocus (flow->display, gdk_x11_surface_get_xid (surface), RevertToParent, CurrentTime);
  XFlush (flow->display);
  return FALSE;
}

/* Folder given by « --base », else that of the demonstration. */
static char *
find_base (DcrFlow *flow, const char *const *arguments)
{
  for (guint i = 0; arguments != NULL && arguments[i] != NULL; i++)
    if (g_str_equal (arguments[i], "--base"))
      return g_strdup (arguments[i + 1]);
  return g_build_filename (flow->folder, "decroche", "demo", NULL);
}

/* GIO reads the types of files once, and loses what it read when a file chooser makes it read them again. */
static void
read_types (void)
{
#ifdef __SANITIZE_ADDRESS__
  __lsan_disable ();
#endif
  g_free (g_content_type_guess ("a.txt", NULL, 0, NULL));
#ifdef __SANITIZE_ADDRESS__
  __lsan_enable ();
#endif
}

static void
prepare_environment (DcrFlow *flow, const char *const *arguments)
{
  const char *setxkbmap[] = { "setxkbmap", "fr", NULL };
  int status;

  flow->folder = g_dir_make_tmp ("dcr-flow-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", flow->folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", flow->folder, TRUE);
  g_setenv ("XDG_CACHE_HOME", flow->folder, TRUE);
  g_setenv ("LANGUAGE", "fr", TRUE);
  g_setenv ("GDK_BACKEND", "x11", TRUE);
  flow->base = find_base (flow, arguments);
  read_types ();
  g_spawn_sync (NULL, (char **) setxkbmap, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                &status, NULL);
  g_assert_cmpint (status, ==, 0);
}

DcrFlow *
dcr_flow_start (const char *const *arguments)
{
  DcrFlow *flow = g_new0 (DcrFlow, 1);
  const char *standard[] = { "decroche", "--demo", NULL };
  g_autoptr (GError) error = NULL;

  prepare_environment (flow, arguments);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("DCR_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  flow->display = XOpenDisplay (NULL);
  g_assert_nonnull (flow->display);
  flow->application = GTK_APPLICATION (dcr_application_new ());
  g_application_set_flags (G_APPLICATION (flow->application),
                           g_application_get_flags (G_APPLICATION (flow->application))
                               | G_APPLICATION_NON_UNIQUE);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-font-name",
                "Cantarell 11", NULL);
  dcr_application_start (DCR_APPLICATION (flow->application), arguments ? arguments : standard);
  dcr_flow_await (flow, "the window has the focus", has_focus, NULL);
  dcr_flow_take_presses (flow);
  return flow;
}

static gboolean
is_gone (DcrFlow *flow, gconstpointer data)
{
  return gtk_application_get_windows (flow->application) == NULL;
}

void
dcr_flow_close (DcrFlow *flow)
{
  gtk_window_close (flow->window);
  dcr_flow_await (flow, "the window is closed", is_gone, NULL);
  g_clear_weak_pointer (&flow->window);
  g_clear_object (&flow->application);
}

void
dcr_flow_end (DcrFlow *flow)
{
  if (flow->window != NULL)
    dcr_flow_close (flow);
  XCloseDisplay (flow->display);
  dcr_folder_remove (flow->folder);
  g_free (flow->folder);
  g_free (flow->base);
  g_free (flow);
}

void
dcr_flow_turn_to_another (DcrFlow *flow, gconstpointer former)
{
  dcr_flow_await (flow, "another window has the focus", has_focus, former);
}

GtkWindow *
dcr_flow_window (DcrFlow *flow)
{
  return flow->window;
}

const char *
dcr_flow_base (DcrFlow *flow)
{
  return flow->base;
}

/* ---- What is on the screen ------------------------------------------------------------------- */

static GtkWidget *
search_tree (GtkWidget *widget, DcrFlowMatch match, gconstpointer text)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (match (widget, text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = search_tree (child, match, text);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_type (GtkWidget *widget, gconstpointer name)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), name);
}

static gboolean
shows_text (GtkWidget *widget, gconstpointer text)
{
  const char *said = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget))
                     : GTK_IS_INSCRIPTION (widget)
                         ? gtk_inscription_get_text (GTK_INSCRIPTION (widget))
                         : NULL;
  return said != NULL && strstr (said, text) != NULL;
}

GtkWidget *
dcr_flow_find (DcrFlow *flow, const char *type_name)
{
  return search_tree (GTK_WIDGET (flow->window), is_type, type_name);
}

gboolean
dcr_flow_shows (DcrFlow *flow, gconstpointer text)
{
  return search_tree (GTK_WIDGET (flow->window), shows_text, text) != NULL;
}

gboolean
dcr_flow_shows_in (GtkWidget *root, const char *text)
{
  return search_tree (root, shows_text, text) != NULL;
}

static void
count_frame (GdkFrameClock *clock, gpointer data)
{
  (*(guint *) data)++;
}

static gboolean
note_idle (gpointer done)
{
  *(gboolean *) done = TRUE;
  return G_SOURCE_REMOVE;
}

void
dcr_flow_settle_all (DcrFlow *flow)
{
  gboolean done = FALSE;

  g_idle_add_full (G_PRIORITY_LOW + 1, note_idle, &done, NULL);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  dcr_flow_settle (flow);
}

GtkWidget *
dcr_flow_find_in (GtkWidget *root, DcrFlowMatch match, gconstpointer data)
{
  return search_tree (root, match, data);
}

void
dcr_flow_settle (DcrFlow *flow)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (flow->window));
  guint frames = 0;
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (count_frame), &frames);

  XSync (flow->display, False);
  while (frames < 3)
    {
      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (clock, id);
}

gboolean
dcr_flow_shows_not (DcrFlow *flow, gconstpointer text)
{
  return !dcr_flow_shows (flow, text);
}

gboolean
dcr_flow_focus_in (DcrFlow *flow, gconstpointer type_name)
{
  GtkWidget *widget = gtk_window_get_focus (flow->window);
  while (widget != NULL && !is_type (widget, type_name))
    widget = gtk_widget_get_parent (widget);
  return widget != NULL;
}

static DcrDb *
open_work (DcrFlow *flow)
{
  g_autofree char *path = g_build_filename (flow->base, "work.db", NULL);
  return dcr_db_open (path, DCR_DB_READ, NULL);
}

gint64
dcr_flow_number (DcrFlow *flow, const char *sql)
{
  g_autoptr (DcrDb) db = open_work (flow);
  return db != NULL ? dcr_db_get_int (db, 0, NULL, sql, "") : 0;
}

gboolean
dcr_flow_kept (DcrFlow *flow, gconstpointer sql)
{
  return dcr_flow_number (flow, sql) > 0;
}

char *
dcr_flow_text (DcrFlow *flow, const char *sql)
{
  g_autoptr (DcrDb) db = open_work (flow);
  return db != NULL ? dcr_db_get_text (db, NULL, sql, "") : NULL;
}

void
dcr_flow_picture (DcrFlow *flow, const char *name)
{
  const char *folder = g_getenv ("DCR_PICTURES");
  if (folder == NULL || flow->window == NULL)
    return;
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  dcr_picture_save (flow->window, path);
}
