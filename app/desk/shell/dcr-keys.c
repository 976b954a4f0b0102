/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shell/dcr-keys.h"

#include "base/dcr-error.h"

static const DcrKey keys[] = {
  { "win.new-call", "<Control>n", DCR_KEYS_CALL, N_ ("New call") },
  { "win.reason", "<Control>m", DCR_KEYS_CALL, N_ ("Search a reason") },
  { NULL, "<Control>1...9", DCR_KEYS_CALL, N_ ("Take the reason shown") },
  { "win.outcome", "<Control>i", DCR_KEYS_CALL, N_ ("Go to the outcome") },
  { NULL, "<Shift><Control>1...9", DCR_KEYS_CALL, N_ ("Take an outcome") },
  { "win.send-service", "<Shift><Control>s", DCR_KEYS_CALL, N_ ("Competent service by SMS: see it, send it") },
  { "win.history", "<Control>h", DCR_KEYS_CALL, N_ ("My calls") },
  { "win.tally", "<Shift><Control>t", DCR_KEYS_CALL, N_ ("Tally: one key a reason") },
  { "win.suggested", "<Control>Return", DCR_KEYS_CALL, N_ ("Close the call") },
  { "win.suggested", "<Control>KP_Enter", DCR_KEYS_CALL, NULL },

  { "win.search", "<Control>k", DCR_KEYS_READ, N_ ("Search") },
  { "win.outline", "<Control>j", DCR_KEYS_READ, N_ ("Outline of the article") },
  { "win.find", "<Control>f", DCR_KEYS_READ, N_ ("Find in the page") },
  { "win.situation", "<Control>t", DCR_KEYS_READ, N_ ("The caller’s situation") },
  { "win.back", "<Alt>Left", DCR_KEYS_READ, N_ ("Former article") },
  { "win.forward", "<Alt>Right", DCR_KEYS_READ, N_ ("Next article") },
  { "win.home", "<Alt>Home", DCR_KEYS_READ, N_ ("Back to the start") },

  { "win.escalate", "<Control>b", DCR_KEYS_CALL, N_ ("Escalate") },
  { "win.report-file", "<Shift><Control>b", DCR_KEYS_CALL, N_ ("Tell the service concerned") },
  { "win.vigie-report", "<Shift><Control>v", DCR_KEYS_CALL, N_ ("Report a general difficulty") },

  { "win.keep", "<Control>d", DCR_KEYS_KEEP, N_ ("Keep this passage") },
  { "win.mail", "<Control>e", DCR_KEYS_KEEP, N_ ("Confirm by e-mail") },
  { "win.sms", "<Shift><Control>e", DCR_KEYS_KEEP, N_ ("Confirm by SMS") },
  { NULL, "<Control>r", DCR_KEYS_KEEP, N_ ("Short version of an SMS, rewrite an e-mail") },
  { NULL, "F8", DCR_KEYS_KEEP, N_ ("Next thing to fill in") },
  { "win.copy", "<Shift><Control>c", DCR_KEYS_KEEP, N_ ("Copy with its source") },

  { "win.next-pane", "F6", DCR_KEYS_MOVE, N_ ("Next pane") },
  { "win.previous-pane", "<Shift>F6", DCR_KEYS_MOVE, N_ ("Former pane") },
  { "win.call-pane", "F9", DCR_KEYS_MOVE, N_ ("Pane of the call") },
  { "win.notices", "<Shift><Control>n", DCR_KEYS_MOVE, N_ ("Notices of the moment") },
  { "win.menu", "F10", DCR_KEYS_MOVE, N_ ("Menu") },
  { "app.preferences", "<Control>comma", DCR_KEYS_MOVE, N_ ("Preferences") },
  { "win.shortcuts", "F1 <Control>question", DCR_KEYS_MOVE, N_ ("Shortcuts") },
  { NULL, "<Control>p", DCR_KEYS_MOVE, N_ ("Print the escalation") },
  { NULL, "<Shift><Control>p", DCR_KEYS_MOVE, N_ ("Export the escalation") },
  { "app.quit", "<Control>q", DCR_KEYS_MOVE, N_ ("Quit") },
  { NULL, NULL },
};

const DcrKey *
dcr_keys (void)
{
  return keys;
}

const char *
dcr_key_group_title (DcrKeyGroup group)
{
  static const char *const titles[DCR_N_KEY_GROUPS] = {
    [DCR_KEYS_CALL] = N_ ("The call"),
    [DCR_KEYS_READ] = N_ ("Search and read"),
    [DCR_KEYS_KEEP] = N_ ("Keep and send"),
    [DCR_KEYS_MOVE] = N_ ("Move around"),
  };

  return _(titles[group]);
}

/* Several rows may share one action: an application keeps one list of accelerators for each. */
void
dcr_keys_install (GtkApplication *application)
{
  for (const DcrKey *key = keys; key->accels != NULL; key++)
    {
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      g_auto (GStrv) accels = NULL;

      if (key->action == NULL)
        continue;
      for (const DcrKey *other = keys; other->accels != NULL; other++)
        if (g_strcmp0 (other->action, key->action) == 0)
          {
            g_auto (GStrv) parts = g_strsplit (other->accels, " ", -1);
            g_strv_builder_addv (builder, (const char **) parts);
          }
      accels = g_strv_builder_end (builder);
      gtk_application_set_accels_for_action (application, key->action,
                                             (const char *const *) accels);
    }
}

int
dcr_keys_digit (guint keyval, guint keycode)
{
  /* evdev keycodes of the keypad, which gives Home, Up… while Shift or NumLock turn it round */
  static const guint8 keypad[] = { 87, 88, 89, 83, 84, 85, 79, 80, 81 };

  if (keyval >= GDK_KEY_KP_1 && keyval <= GDK_KEY_KP_9)
    return (int) (keyval - GDK_KEY_KP_0);
  if (keycode >= 10 && keycode <= 18)
    return (int) keycode - 9;
  for (guint i = 0; i < G_N_ELEMENTS (keypad); i++)
    if (keycode == keypad[i])
      return (int) i + 1;
  return 0;
}

gboolean
dcr_keys_is_text (guint keyval, GdkModifierType state)
{
  gunichar letter = gdk_keyval_to_unicode (keyval);

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_HYPER_MASK | GDK_META_MASK))
    return FALSE;
  /* dead keys begin a letter too: « ^ » then « e » */
  if (keyval >= GDK_KEY_dead_grave && keyval <= GDK_KEY_dead_greek)
    return TRUE;
  return letter > ' ' && letter != 0x7f && g_unichar_isprint (letter);
}

/* GTK 4.8 has no function to fill a shortcuts window: only a builder does. */
static void
append_group (GString *xml, DcrKeyGroup group)
{
  g_string_append_printf (xml,
                          "<child><object class='GtkShortcutsGroup'>"
                          "<property name='title'>%s</property>",
                          dcr_key_group_title (group));
  for (const DcrKey *key = keys; key->accels != NULL; key++)
    if (key->group == group && key->title != NULL)
      {
        g_autofree char *shortcut
            = g_markup_printf_escaped ("<child><object class='GtkShortcutsShortcut'>"
                                       "<property name='accelerator'>%s</property>"
                                       "<property name='title'>%s</property></object></child>",
                                       key->accels, _(key->title));
        g_string_append (xml, shortcut);
      }
  g_string_append (xml, "</object></child>");
}

GtkWidget *
dcr_keys_window_new (void)
{
  g_autoptr (GString) xml = g_string_new (NULL);
  g_autoptr (GtkBuilder) builder = NULL;

  g_string_append (xml, "<interface><object class='GtkShortcutsWindow' id='window'>"
                        "<property name='modal'>1</property>"
                        "<child><object class='GtkShortcutsSection'>"
                        "<property name='section-name'>appels</property>"
                        "<property name='max-height'>19</property>");
  for (int group = 0; group < DCR_N_KEY_GROUPS; group++)
    append_group (xml, group);
  g_string_append (xml, "</object></child></object></interface>");
  builder = gtk_builder_new_from_string (xml->str, (gssize) xml->len);
  return GTK_WIDGET (gtk_builder_get_object (builder, "window"));
}
