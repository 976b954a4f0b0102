/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shell/dcr-window.h"

#include "calls/dcr-person.h"
#include "desk/call/dcr-call-pane.h"
#include "desk/common/dcr-banner.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "desk/common/dcr-settings.h"
#include "desk/dcr-desk.h"
#include "desk/shell/dcr-call-pill.h"
#include "desk/shell/dcr-keys.h"
#include "desk/shell/dcr-search-field.h"
#include "desk/shell/dcr-window-private.h"
#include "session/dcr-session-followup.h"

G_DEFINE_FINAL_TYPE (DcrWindow, dcr_window, ADW_TYPE_APPLICATION_WINDOW)

/* ---- Widths (SHELL 2): libadwaita 1.2 has no breakpoints ------------------------------------- */

static gboolean
has_several_workspaces (DcrWindow *self)
{
  GListModel *pages = G_LIST_MODEL (adw_view_stack_get_pages (self->workspaces));
  gboolean several = g_list_model_get_n_items (pages) > 1;

  g_object_unref (pages);
  return several;
}

/* The field is one widget in two places, so that words, caret and focus stay. */
static void
place_search (DcrWindow *self, gboolean own_row)
{
  GtkWidget *field = GTK_WIDGET (self->search);
  gboolean in_row = gtk_widget_get_parent (field) == self->search_row;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, field);
  int caret;

  if (in_row == own_row)
    return;
  caret = gtk_editable_get_position (GTK_EDITABLE (dcr_search_field_get_entry (self->search)));
  g_object_ref (field);
  if (own_row)
    {
      adw_clamp_set_child (self->search_place, NULL);
      gtk_box_append (GTK_BOX (self->search_row), field);
    }
  else
    {
      gtk_box_remove (GTK_BOX (self->search_row), field);
      adw_clamp_set_child (self->search_place, field);
    }
  g_object_unref (field);
  gtk_widget_set_visible (self->search_row, own_row);
  if (had_focus)
    {
      gtk_widget_grab_focus (field);
      gtk_editable_set_position (GTK_EDITABLE (dcr_search_field_get_entry (self->search)), caret);
    }
}

static void
apply_width (DcrWindow *self, DcrWidthClass width)
{
  gboolean several = has_several_workspaces (self);

  self->width = width;
  gtk_widget_set_visible (GTK_WIDGET (self->switcher), several && width == DCR_WIDTH_WIDE);
  adw_view_switcher_bar_set_reveal (self->switcher_bar, several && width != DCR_WIDTH_WIDE);
  place_search (self, width == DCR_WIDTH_NARROW);
  dcr_search_field_set_compact (self->search, width == DCR_WIDTH_NARROW);
  dcr_banner_set_narrow (self->banner, width == DCR_WIDTH_NARROW);
  gtk_widget_set_size_request (GTK_WIDGET (self->pill), width == DCR_WIDTH_NARROW ? 112 : 160, -1);
  if (width == DCR_WIDTH_NARROW)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  dcr_appels_set_width_class (self->appels, width);
  dcr_suivi_set_width_class (self->suivi, width);
}

static void
surface_layout (DcrWindow *self, int width, int height)
{
  DcrWidthClass class = dcr_width_class (width, dcr_settings_text_factor ());

  self->surface_width = width;
  if (class == self->width)
    return;
  apply_width (self, class);
  dcr_window_update_banner (self);
}

static void
text_size_changed (DcrWindow *self)
{
  if (self->surface_width > 0)
    surface_layout (self, self->surface_width, 0);
}

static void
dcr_window_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (dcr_window_parent_class)->realize (widget);
  g_signal_connect_object (gtk_native_get_surface (GTK_NATIVE (widget)), "layout",
                           G_CALLBACK (surface_layout), widget, G_CONNECT_SWAPPED);
}

static void
dcr_window_unrealize (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_native_get_surface (GTK_NATIVE (widget)),
                                        surface_layout, widget);
  GTK_WIDGET_CLASS (dcr_window_parent_class)->unrealize (widget);
}

DcrWidthClass
dcr_window_get_width_class (DcrWindow *self)
{
  return self->width;
}

/* ---- Search ---------------------------------------------------------------------------------- */

static void
words_changed (DcrWindow *self)
{
  const char *words = dcr_search_field_get_words (self->search);

  if (self->changing_workspace)
    return;
  if (dcr_window_shows_suivi (self))
    dcr_suivi_filter (self->suivi, words);
  else
    dcr_appels_search (self->appels, words);
}

static void
search_moved (DcrWindow *self, int step, gboolean group)
{
  if (dcr_window_shows_suivi (self))
    dcr_panes_focus (dcr_suivi_get_panes (self->suivi), DCR_PANE_MIDDLE);
  else
    dcr_appels_move (self->appels, step, group);
}

static void
search_chosen (DcrWindow *self)
{
  if (dcr_window_shows_suivi (self))
    dcr_panes_focus (dcr_suivi_get_panes (self->suivi), DCR_PANE_MIDDLE);
  else
    dcr_appels_choose (self->appels);
}

static void
search_cleared (DcrWindow *self, gboolean had_words)
{
  if (!had_words && dcr_window_shows_suivi (self))
    dcr_panes_focus (dcr_suivi_get_panes (self->suivi), DCR_PANE_MIDDLE);
  else if (!had_words)
    dcr_panes_focus (dcr_appels_get_panes (self->appels), DCR_PANE_MIDDLE);
}

void
dcr_window_search (DcrWindow *self, const char *words)
{
  dcr_search_field_set_words (self->search, words);
}

static void
appels_search (DcrWindow *self)
{
  dcr_search_field_grab (self->search);
}

/* ---- Banner and progress of an import -------------------------------------------------------- */

static void
show_demo_banner (DcrWindow *self)
{
  DcrReference *reference = dcr_session_get_reference (self->session);
  gboolean offer;
  guint total = 0;

  for (int audience = 0; reference != NULL && audience < DCR_N_AUDIENCES; audience++)
    total += dcr_reference_count (reference, audience);
  g_autofree char *sentence
      = g_strdup_printf (ngettext ("%u made-up article, not to be read to a caller.",
                                   "%u made-up articles, not to be read to a caller.", total),
                         total);
  dcr_banner_show (self->banner, NULL, "dialog-information-symbolic", _("Demonstration base:"),
                   sentence);
  /* the page of the first start has them; one pane at a time has no room for them twice, and the menu */
  offer = self->width != DCR_WIDTH_NARROW && !dcr_appels_shows_first_start (self->appels);
  dcr_banner_set_button (self->banner, 0, offer ? _("Open an archive…") : NULL, "win.import-open");
  dcr_banner_set_button (self->banner, 1, offer ? _("Download the official base") : NULL,
                         "win.import-download");
}

/* The search index is made again: what is read and the calls do not wait for it. */
static gboolean
show_indexing (DcrWindow *self)
{
  const char *problem;
  gboolean indexing = dcr_session_is_indexing (self->session, &problem);

  if (!indexing && problem == NULL)
    return FALSE;
  dcr_banner_show (self->banner, indexing ? NULL : "warning",
                   indexing ? "system-search-symbolic" : "dialog-warning-symbolic", NULL,
                   indexing ? _("The search is being prepared: it answers in a few seconds.")
                            : problem);
  dcr_banner_set_button (self->banner, 0, NULL, NULL);
  dcr_banner_set_button (self->banner, 1, NULL, NULL);
  return TRUE;
}

/* What was typed meanwhile is answered. */
static void
search_changed (DcrWindow *self)
{
  const char *words = dcr_search_field_get_words (self->search);

  dcr_window_update_banner (self);
  if (words != NULL && *words != '\0')
    dcr_appels_search (self->appels, words);
}

void
dcr_window_update_banner (DcrWindow *self)
{
  if (self->unsaved != NULL)
    {
      dcr_banner_show (self->banner, "warning", "dialog-warning-symbolic",
                       _("The call is not kept on the disk."), self->unsaved);
      dcr_banner_set_button (self->banner, 0, NULL, NULL);
      dcr_banner_set_button (self->banner, 1, NULL, NULL);
    }
  else if (show_indexing (self))
    return;
  else if (dcr_window_show_notice (self))
    return;
  else if (dcr_session_is_demo (self->session))
    show_demo_banner (self);
  else
    dcr_banner_hide (self->banner);
}

static void
save_failed (DcrWindow *self, const char *sentence)
{
  g_free (self->unsaved);
  self->unsaved = g_strdup (sentence);
  dcr_window_update_banner (self);
}

static void
saved (DcrWindow *self)
{
  g_clear_pointer (&self->unsaved, g_free);
  dcr_window_update_banner (self);
}

static void
importer_changed (DcrWindow *self)
{
  dcr_window_update_import_actions (self);
}

/* ---- Keys that are no accelerators ----------------------------------------------------------- */

static gboolean
digit_pressed (DcrWindow *self, int digit, GdkModifierType state)
{
  GdkModifierType chord
      = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK | GDK_SUPER_MASK);

  if (chord == GDK_ALT_MASK)
    return dcr_window_show_workspace (self, (guint) digit - 1);
  if (chord == GDK_CONTROL_MASK)
    return dcr_appels_pick_reason (self->appels, (guint) digit);
  if (chord == (GDK_CONTROL_MASK | GDK_SHIFT_MASK))
    return dcr_appels_pick_outcome (self->appels, (guint) digit);
  return FALSE;
}

static gboolean
captured_key (DcrWindow *self, guint keyval, guint keycode, GdkModifierType state)
{
  int digit = dcr_keys_digit (keyval, keycode);

  if ((state & GDK_CONTROL_MASK) != 0 && dcr_window_shows_suivi (self)
      && dcr_suivi_key (self->suivi, keyval, state))
    return TRUE;
  return digit > 0 && (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0
         && digit_pressed (self, digit, state);
}

/* Nobody wanted this key: a letter begins a search, Échap goes one step back. */
static gboolean
unwanted_key (DcrWindow *self, guint keyval, guint keycode, GdkModifierType state,
              GtkEventControllerKey *controller)
{
  if (keyval == GDK_KEY_Escape
      && (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK | GDK_SUPER_MASK)) == 0)
    return dcr_window_shows_suivi (self) ? dcr_suivi_escape (self->suivi)
                                         : dcr_appels_escape (self->appels);
  if (!dcr_keys_is_text (keyval, state))
    return FALSE;
  return dcr_search_field_take_key (self->search, controller);
}

static void
add_key_controllers (DcrWindow *self)
{
  GtkEventController *capture = gtk_event_controller_key_new ();
  GtkEventController *bubble = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (capture, GTK_PHASE_CAPTURE);
  g_signal_connect_object (capture, "key-pressed", G_CALLBACK (captured_key), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), capture);
  g_signal_connect_object (bubble, "key-pressed", G_CALLBACK (unwanted_key), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), bubble);
}

static void
connect (DcrWindow *self, gpointer object, const char *signal, GCallback callback)
{
  g_signal_connect_object (object, signal, callback, self, G_CONNECT_SWAPPED);
}

/* ---- Calls ----------------------------------------------------------------------------------- */

static void
current_call_changed (DcrWindow *self)
{
  dcr_call_pill_set_call (self->pill, self->calls, dcr_calls_get_current (self->calls));
}

/* Alone on one base people take turns: the others are one key away. */
static void
add_others (DcrWindow *self, GtkWidget *box)
{
  g_autoptr (GPtrArray) persons
      = dcr_person_list (dcr_store_reader (dcr_session_get_store (self->session)), NULL);
  GtkWidget *heading = dcr_label_new (_("Take turns"), "caption-heading dim-label");

  gtk_widget_set_margin_top (heading, 9);
  if (persons != NULL && persons->len > 1)
    gtk_box_append (GTK_BOX (box), heading);
  else
    g_object_ref_sink (heading), g_object_unref (heading);
  for (guint i = 0; persons != NULL && i < persons->len; i++)
    {
      const DcrPerson *person = persons->pdata[i];
      g_autofree char *label
          = g_strdup_printf ("%s · %s", person->display, dcr_role_label (person->role));
      GtkWidget *button = gtk_button_new_with_label (label);
      char id[DCR_UUID_TEXT_SIZE];

      if (dcr_uuid_equal (&person->id, dcr_calls_get_person (self->calls)))
        {
          g_object_ref_sink (button), g_object_unref (button);
          continue;
        }
      dcr_uuid_to_text (&person->id, id);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (button)), GTK_ALIGN_START);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.person");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
      gtk_box_append (GTK_BOX (box), button);
    }
}

static void
show_person (DcrWindow *self)
{
  g_autoptr (DcrPerson) person
      = dcr_person_get (dcr_store_reader (dcr_session_get_store (self->session)),
                        dcr_calls_get_person (self->calls), NULL);

  dcr_empty_container (self->person_box);
  if (person == NULL)
    return;
  adw_avatar_set_text (self->avatar, person->display);
  gtk_box_append (GTK_BOX (self->person_box), dcr_label_new (person->display, "heading"));
  gtk_box_append (GTK_BOX (self->person_box),
                  dcr_label_new (dcr_role_label (person->role), "caption dim-label"));
  add_others (self, self->person_box);
}

/* Made anew each time the menu is about to open: while it closes the focus is still in it. */
static void
menu_opens (GtkMenuButton *button, gpointer self)
{
  show_person (self);
}

static void
add_person_box (DcrWindow *self)
{
  GtkPopover *popover = gtk_menu_button_get_popover (self->person);

  self->person_box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_widget_set_margin_start (self->person_box, 12);
  gtk_widget_set_margin_end (self->person_box, 12);
  gtk_widget_set_margin_bottom (self->person_box, 6);
  if (GTK_IS_POPOVER_MENU (popover))
    gtk_popover_menu_add_child (GTK_POPOVER_MENU (popover), self->person_box, "person");
  gtk_menu_button_set_create_popup_func (self->person, menu_opens, self, NULL);
}

void
dcr_window_set_person (DcrWindow *self, const DcrUuid *id)
{
  g_autoptr (DcrPerson) person
      = dcr_person_get (dcr_store_reader (dcr_session_get_store (self->session)), id, NULL);

  gtk_menu_button_popdown (self->person);
  if (person == NULL)
    return;
  dcr_calls_set_person (self->calls, id);
  adw_avatar_set_text (self->avatar, person->display);
  dcr_session_tell_followup (self->session);
}

/* ---- Class ----------------------------------------------------------------------------------- */

void
dcr_window_toast (DcrWindow *self, const char *sentence)
{
  AdwToast *toast = adw_toast_new (sentence);

  /* what was done last is what is said: the one before does not make it wait */
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_set_weak_pointer (&self->toast, toast);
  adw_toast_set_timeout (toast, 5);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

DcrSession *
dcr_window_get_session (DcrWindow *self)
{
  return self->session;
}

DcrAppels *
dcr_window_get_appels (DcrWindow *self)
{
  return self->appels;
}

static gboolean
dcr_window_close_request (GtkWindow *window)
{
  GSettings *settings = dcr_settings ();
  int width, height;

  if (settings != NULL)
    {
      gtk_window_get_default_size (window, &width, &height);
      g_settings_set (settings, "window-size", "(ii)", width, height);
      g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (window));
    }
  return GTK_WINDOW_CLASS (dcr_window_parent_class)->close_request (window);
}

static void
restore_size (DcrWindow *self)
{
  GSettings *settings = dcr_settings ();
  int width = 1440, height = 900;

  if (settings != NULL)
    {
      g_settings_get (settings, "window-size", "(ii)", &width, &height);
      if (g_settings_get_boolean (settings, "window-maximized"))
        gtk_window_maximize (GTK_WINDOW (self));
    }
  gtk_window_set_default_size (GTK_WINDOW (self), MAX (width, 360), MAX (height, 600));
}

static void
dcr_window_dispose (GObject *object)
{
  DcrWindow *self = DCR_WINDOW (object);

  g_clear_object (&self->calls);
  g_clear_object (&self->importer);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->unsaved, g_free);
  g_clear_pointer (&self->former_words, g_free);
  g_clear_weak_pointer (&self->toast);
  g_clear_object (&self->person_box);
  G_OBJECT_CLASS (dcr_window_parent_class)->dispose (object);
  /* the workspace, just destroyed, still used it */
  g_clear_object (&self->session);
}

static void
dcr_window_class_init (DcrWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_window_dispose;
  widget_class->realize = dcr_window_realize;
  widget_class->unrealize = dcr_window_unrealize;
  GTK_WINDOW_CLASS (klass)->close_request = dcr_window_close_request;
  g_type_ensure (DCR_TYPE_BANNER);
  g_type_ensure (DCR_TYPE_CALL_PILL);
  g_type_ensure (DCR_TYPE_NOTICE_BELL);
  g_type_ensure (DCR_TYPE_SEARCH_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/shell/dcr-window.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, DcrWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, DcrWindow, pill);
  gtk_widget_class_bind_template_child (widget_class, DcrWindow, search_place);
  gtk_widget_class_bind_template_child (widget_class, DcrWindow, search);
  gtk_widget_class_bind_template_child (widget_class, DcrWindow, bell);
  gtk_widget_class_bind_template_child (widget_class, DcrWindow, person);
  gtk_widget_class_bind_template_child (widget_class, DcrWindow, avatar);
  gtk_widget_class_bind_template_child (widget_class, DcrWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, DcrWindow, search_row);
  gtk_widget_class_bind_template_child (widget_class, DcrWindow, workspaces);
  gtk_widget_class_bind_template_child (widget_class, DcrWindow, switcher_bar);
}

static void
dcr_window_init (DcrWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->width = DCR_WIDTH_WIDE;
  add_key_controllers (self);
}

static void
add_appels (DcrWindow *self)
{
  GtkWidget *pane;

  AdwViewStackPage *page;

  self->appels = DCR_APPELS (dcr_appels_new (self->session, self->calls, self->importer));
  page = adw_view_stack_add_titled (self->workspaces, GTK_WIDGET (self->appels), "appels",
                                    C_("workspace", "Calls"));
  adw_view_stack_page_set_icon_name (page, "audio-headset-symbolic");
  connect (self, self->appels, "words-chosen", G_CALLBACK (dcr_window_search));
  connect (self, self->appels, "middle-changed", G_CALLBACK (dcr_window_update_banner));
  connect (self, self->appels, "toast", G_CALLBACK (dcr_window_toast));
  connect (self, self->appels, "search", G_CALLBACK (appels_search));
  self->service_sms = DCR_SERVICE_SMS (dcr_service_sms_new (self->session));
  pane = dcr_panes_get_child (dcr_appels_get_panes (self->appels), DCR_PANE_RIGHT);
  dcr_call_pane_add_to_service (DCR_CALL_PANE (pane), GTK_WIDGET (self->service_sms));
  connect (self, self->service_sms, "said", G_CALLBACK (dcr_window_toast));
}

/* ---- Suivi ----------------------------------------------------------------------------------- */

gboolean
dcr_window_shows_suivi (DcrWindow *self)
{
  return adw_view_stack_get_visible_child (self->workspaces) == GTK_WIDGET (self->suivi);
}

static void
workspace_changed (DcrWindow *self)
{
  gboolean suivi = dcr_window_shows_suivi (self);
  g_autofree char *words = g_strdup (self->former_words != NULL ? self->former_words : "");

  /* each workspace keeps the words that were searched in it */
  g_free (self->former_words);
  self->former_words = g_strdup (dcr_search_field_get_words (self->search));
  self->changing_workspace = TRUE;
  dcr_search_field_set_words (self->search, words);
  self->changing_workspace = FALSE;
  dcr_search_field_set_purpose (self->search,
                                suivi ? _("Filter the follow-up") : _("Search an article"));
  if (suivi)
    dcr_suivi_enter (self->suivi);
}

static void
suivi_article (DcrWindow *self, const char *ref, const char *address)
{
  dcr_window_show_workspace (self, 0);
  dcr_appels_open (self->appels, ref, address != NULL && address[0] != '\0' ? address : NULL);
}

/* A promise is kept in a call like any other: its number comes with it. */
static void
suivi_call (DcrWindow *self, const char *number)
{
  dcr_calls_begin (self->calls, number);
  dcr_window_show_workspace (self, 0);
}

void
dcr_window_show_callbacks (DcrWindow *self)
{
  dcr_window_show_workspace (self, 1);
  dcr_suivi_show (self->suivi, "callbacks");
}

static void
suivi_due (DcrWindow *self, guint due)
{
  AdwViewStackPage *page = adw_view_stack_get_page (self->workspaces, GTK_WIDGET (self->suivi));
  adw_view_stack_page_set_badge_number (page, due);
}

static void
add_suivi (DcrWindow *self)
{
  AdwViewStackPage *page;

  self->suivi = DCR_SUIVI (dcr_suivi_new (self->session));
  page = adw_view_stack_add_titled (self->workspaces, GTK_WIDGET (self->suivi), "suivi",
                                    C_("workspace", "Follow-up"));
  adw_view_stack_page_set_icon_name (page, "selection-mode-symbolic");
  connect (self, self->suivi, "toast", G_CALLBACK (dcr_window_toast));
  connect (self, self->suivi, "open-article", G_CALLBACK (suivi_article));
  connect (self, self->suivi, "due-changed", G_CALLBACK (suivi_due));
  connect (self, self->suivi, "call", G_CALLBACK (suivi_call));
  connect (self, self->workspaces, "notify::visible-child", G_CALLBACK (workspace_changed));
}

GtkWidget *
dcr_window_new (GtkApplication *application, DcrSession *session, DcrImporter *importer)
{
  DcrWindow *self = g_object_new (DCR_TYPE_WINDOW, "application", application, NULL);

  self->session = g_object_ref (session);
  self->calls = g_object_ref (dcr_session_get_calls (session));
  self->importer = g_object_ref (importer);
  dcr_window_add_actions (self);
  add_appels (self);
  add_suivi (self);
  apply_width (self, self->width);
  restore_size (self);
  connect (self, self->search, "words-changed", G_CALLBACK (words_changed));
  connect (self, self->search, "move", G_CALLBACK (search_moved));
  connect (self, self->search, "chosen", G_CALLBACK (search_chosen));
  connect (self, self->search, "cleared", G_CALLBACK (search_cleared));
  connect (self, importer, "changed", G_CALLBACK (importer_changed));
  connect (self, self->calls, "current-changed", G_CALLBACK (current_call_changed));
  connect (self, self->calls, "save-failed", G_CALLBACK (save_failed));
  connect (self, self->calls, "saved", G_CALLBACK (saved));
  connect (self, session, "search-changed", G_CALLBACK (search_changed));
  connect (self, session, "reference-changed", G_CALLBACK (dcr_window_update_banner));
  connect (self, gtk_settings_get_default (), "notify::gtk-xft-dpi",
           G_CALLBACK (text_size_changed));
  current_call_changed (self);
  add_person_box (self);
  show_person (self);
  dcr_window_add_notices (self);
  dcr_session_start_deliverer (session); /* alone, the desk delivers its own outbox */
  importer_changed (self);
  dcr_appels_restore_view (self->appels);
  gtk_window_set_focus (GTK_WINDOW (self), dcr_search_field_get_entry (self->search));
  return GTK_WIDGET (self);
}
