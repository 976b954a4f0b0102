/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-outcome-grid.h"

#include "base/dcr-calendar.h"
#include "base/dcr-clock.h"
#include "desk/call/dcr-service-field.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"
#include "desk/follow/dcr-windows.h"
#include "desk/shell/dcr-keys.h"
#include "followup/dcr-callback.h"
#include "followup/dcr-when.h"

#define N_WINDOWS 4 /* half-days offered for a callback */

struct _DcrOutcomeGrid
{
  GtkBox parent_instance;

  GtkGrid *grid;
  GtkRevealer *revealer;
  GtkStack *asks;
  GtkToggleButton *answered_yes, *answered_no;
  DcrServiceField *service;
  GtkBox *service_box;
  GtkGrid *windows;
  GtkCheckButton *appointment;
  GtkDropDown *place;

  GtkToggleButton *outcomes[DCR_N_OUTCOMES]; /* from 1 */
  GtkToggleButton *slots[N_WINDOWS];
  gint64 slot_from[N_WINDOWS], slot_to[N_WINDOWS];
  DcrCalls *calls;
  DcrCall *call;
  gulong changed_id;
  gboolean showing; /* what the call has is being shown: toggles are not the agent's */
};

G_DEFINE_FINAL_TYPE (DcrOutcomeGrid, dcr_outcome_grid, GTK_TYPE_BOX)

enum
{
  PICKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const char *
ask_of (DcrOutcome outcome)
{
  switch (outcome)
    {
    case DCR_OUTCOME_REFERRED:
      return "answered";
    case DCR_OUTCOME_MISDIRECTED:
      return "service";
    case DCR_OUTCOME_CALLBACK:
      return "callback";
    default:
      return "none";
    }
}

/* ---- Half-days for a callback ---------------------------------------------------------------- */

static char *
slot_label (gint64 from, gboolean morning)
{
  g_autofree char *day = dcr_when_day_to_come (from, dcr_clock_now_ms ());
  g_autofree char *first = g_utf8_substring (day, 0, 1), *upper = g_utf8_strup (first, -1);
  g_autofree char *named = g_strconcat (upper, g_utf8_next_char (day), NULL);

  return g_strdup_printf (morning ? _("%s, morning") : _("%s, afternoon"), named);
}

/* The next half-days of working days, from an hour from now on. */
static void
find_slots (DcrOutcomeGrid *self)
{
  static const DcrHours halves[2] = {
    { DCR_ZONE_METROPOLE, 0x1f, 9 * 60, 12 * 60 },
    { DCR_ZONE_METROPOLE, 0x1f, 14 * 60, 17 * 60 },
  };
  gint64 at = dcr_clock_now_ms () + 3600 * 1000;

  for (guint i = 0; i < N_WINDOWS; i++)
    {
      gint64 morning = dcr_hours_next_open (&halves[0], at);
      gint64 afternoon = dcr_hours_next_open (&halves[1], at);
      gboolean first = morning < afternoon;
      g_autofree char *label = NULL;
      self->slot_from[i] = MIN (morning, afternoon);
      self->slot_to[i] = dcr_hours_close (&halves[first ? 0 : 1], self->slot_from[i]);
      label = slot_label (self->slot_from[i], first);
      gtk_button_set_label (GTK_BUTTON (self->slots[i]), label);
      at = self->slot_to[i];
    }
}

/* The next hours of working days, for an appointment. */
static void
find_hours (DcrOutcomeGrid *self)
{
  const gint64 hour = 3600 * 1000;
  gint64 now = dcr_clock_now_ms (), at = now - now % hour + 2 * hour;

  for (guint i = 0; i < N_WINDOWS; i++)
    {
      g_autofree char *day = NULL, *time = NULL, *label = NULL;
      self->slot_from[i] = dcr_hours_next_open (&dcr_hours_office, at);
      self->slot_to[i] = self->slot_from[i] + hour / 2;
      day = dcr_when_day_to_come (self->slot_from[i], now);
      time = dcr_when_hour (self->slot_from[i], NULL);
      label = g_strdup_printf (_("%s, %s"), day, time);
      gtk_button_set_label (GTK_BUTTON (self->slots[i]), label);
      at = self->slot_from[i] + hour;
    }
}

/* ---- Showing what the call has --------------------------------------------------------------- */

static void
show_callback (DcrOutcomeGrid *self)
{
  gint64 from, to;
  gboolean chosen = dcr_call_get_callback (self->call, &from, &to);
  const char *zone = dcr_call_get_callback_zone (self->call);
  guint at = 0;

  for (guint i = 0; zone != NULL && at == 0 && dcr_places ()[i].zone != NULL; i++)
    at = g_str_equal (dcr_places ()[i].zone, zone) ? i + 1 : 0;
  gtk_drop_down_set_selected (self->place, at);
  gtk_check_button_set_active (self->appointment, dcr_call_get_appointment (self->call));
  if (dcr_call_get_appointment (self->call))
    find_hours (self);
  else
    find_slots (self);
  for (guint i = 0; i < N_WINDOWS; i++)
    gtk_toggle_button_set_active (self->slots[i], chosen && self->slot_from[i] == from);
}

/* The nine are one stop of the Tab key: only one of them takes it. */
static void
rove (DcrOutcomeGrid *self, guint digit)
{
  for (guint i = 1; i < DCR_N_OUTCOMES; i++)
    gtk_widget_set_focusable (GTK_WIDGET (self->outcomes[i]), i == digit);
}

static void
show (DcrOutcomeGrid *self)
{
  DcrOutcome outcome = self->call ? dcr_call_get_outcome (self->call) : DCR_OUTCOME_NONE;
  DcrTell tell = self->call ? dcr_call_get_answered_too (self->call) : DCR_TELL_UNKNOWN;
  gboolean asks = g_strcmp0 (ask_of (outcome), "none") != 0;

  self->showing = TRUE;
  for (guint i = 1; i < DCR_N_OUTCOMES; i++)
    {
      gtk_toggle_button_set_active (self->outcomes[i], i == outcome);
      gtk_accessible_update_state (
          GTK_ACCESSIBLE (self->outcomes[i]), GTK_ACCESSIBLE_STATE_CHECKED,
          i == outcome ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
    }
  rove (self, outcome == DCR_OUTCOME_NONE ? 1 : outcome);
  gtk_toggle_button_set_active (self->answered_yes, tell == DCR_TELL_YES);
  gtk_toggle_button_set_active (self->answered_no, tell == DCR_TELL_NO);
  if (self->call != NULL)
    {
      show_callback (self);
      dcr_service_field_set_service (self->service, dcr_call_get_service (self->call));
    }
  gtk_stack_set_visible_child_name (self->asks, ask_of (outcome));
  gtk_widget_set_visible (GTK_WIDGET (self->revealer), asks);
  gtk_revealer_set_reveal_child (self->revealer, asks);
  self->showing = FALSE;
}

static void
on_call_changed (DcrCall *call, guint what, gpointer data)
{
  if (what & DCR_CALL_CHANGED_OUTCOME)
    show (data);
}

void
dcr_outcome_grid_set_call (DcrOutcomeGrid *self, DcrCalls *calls, DcrCall *call)
{
  if (self->call != NULL)
    g_clear_signal_handler (&self->changed_id, self->call);
  g_set_object (&self->calls, calls);
  g_set_object (&self->call, call);
  if (call != NULL)
    {
      self->changed_id = g_signal_connect (call, "changed", G_CALLBACK (on_call_changed), self);
      dcr_service_field_set_services (self->service, dcr_calls_get_services (calls));
    }
  show (self);
}

/* ---- Picking --------------------------------------------------------------------------------- */

/* The time first, then the place that is still to be asked. */
static void
focus_callback (DcrOutcomeGrid *self)
{
  gint64 from, to;

  if (dcr_call_get_callback (self->call, &from, &to)
      && dcr_call_get_callback_zone (self->call) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->place));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->slots[0]));
}

static void
focus_ask (DcrOutcomeGrid *self, DcrOutcome outcome)
{
  switch (outcome)
    {
    case DCR_OUTCOME_REFERRED:
      gtk_widget_grab_focus (GTK_WIDGET (self->answered_yes));
      break;
    case DCR_OUTCOME_MISDIRECTED:
      gtk_widget_grab_focus (GTK_WIDGET (self->service));
      break;
    case DCR_OUTCOME_CALLBACK:
      focus_callback (self);
      break;
    default:
      g_signal_emit (self, signals[PICKED], 0);
    }
}

void
dcr_outcome_grid_pick (DcrOutcomeGrid *self, guint digit)
{
  if (self->call == NULL || digit < 1 || digit >= DCR_N_OUTCOMES)
    return;
  dcr_call_set_outcome (self->call, digit);
  focus_ask (self, digit);
}

static void
on_outcome_toggled (GtkToggleButton *button, DcrOutcomeGrid *self)
{
  DcrOutcome outcome = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "dcr-digit"));

  if (self->showing || self->call == NULL)
    return;
  if (gtk_toggle_button_get_active (button))
    dcr_outcome_grid_pick (self, outcome);
  else
    show (self); /* one always holds once it was said */
}

static void
on_answered_toggled (GtkToggleButton *button, DcrOutcomeGrid *self)
{
  if (self->showing || self->call == NULL || !gtk_toggle_button_get_active (button))
    return;
  dcr_call_set_answered_too (self->call, button == self->answered_yes ? DCR_TELL_YES : DCR_TELL_NO);
  g_signal_emit (self, signals[PICKED], 0);
}

static void
on_slot_toggled (GtkToggleButton *button, DcrOutcomeGrid *self)
{
  guint at = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "dcr-digit")) - 1;

  if (self->showing || self->call == NULL || !gtk_toggle_button_get_active (button))
    return;
  dcr_call_set_callback (self->call, self->slot_from[at], self->slot_to[at]);
  if (dcr_call_get_callback_zone (self->call) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->place)); /* asked, never guessed */
  else
    g_signal_emit (self, signals[PICKED], 0);
}

static void
on_place_selected (DcrOutcomeGrid *self)
{
  guint at = gtk_drop_down_get_selected (self->place);
  gint64 from, to;

  if (self->showing || self->call == NULL)
    return;
  dcr_call_set_callback_zone (self->call, at > 0 ? dcr_places ()[at - 1].zone : NULL);
  if (at > 0 && dcr_call_get_callback (self->call, &from, &to))
    g_signal_emit (self, signals[PICKED], 0);
}

static void
on_appointment_toggled (DcrOutcomeGrid *self)
{
  if (self->showing || self->call == NULL)
    return;
  dcr_call_set_callback (self->call, 0, 0); /* other hours are offered now */
  dcr_call_set_appointment (self->call, gtk_check_button_get_active (self->appointment));
}

static void
on_service_chosen (DcrServiceField *field, const char *id, DcrOutcomeGrid *self)
{
  if (self->call == NULL)
    return;
  dcr_call_set_service (self->call, id);
  g_signal_emit (self, signals[PICKED], 0);
}

static gboolean
focus_inside (GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* Arrows walk over the nine; TRUE when the key was one. */
static gboolean
walk (DcrOutcomeGrid *self, guint keyval)
{
  int at = 0, to;

  for (guint i = 1; i < DCR_N_OUTCOMES; i++)
    if (gtk_widget_has_focus (GTK_WIDGET (self->outcomes[i])))
      at = i;
  to = at + (keyval == GDK_KEY_Right) - (keyval == GDK_KEY_Left) + 3 * (keyval == GDK_KEY_Down)
       - 3 * (keyval == GDK_KEY_Up);
  if (at == 0 || to == at || to < 1 || to >= DCR_N_OUTCOMES)
    return FALSE;
  rove (self, to);
  gtk_widget_grab_focus (GTK_WIDGET (self->outcomes[to]));
  return TRUE;
}

static gboolean
on_key (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
        DcrOutcomeGrid *self)
{
  guint digit = dcr_keys_digit (keyval, keycode);

  if (walk (self, keyval))
    return GDK_EVENT_STOP;
  if (digit == 0 || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0
      || self->call == NULL)
    return GDK_EVENT_PROPAGATE;
  if (focus_inside (GTK_WIDGET (self->service)))
    return GDK_EVENT_PROPAGATE; /* a text field */
  if (focus_inside (GTK_WIDGET (self->asks)))
    {
      const char *ask = gtk_stack_get_visible_child_name (self->asks);
      if (g_str_equal (ask, "answered") && digit <= 2)
        gtk_toggle_button_set_active (digit == 1 ? self->answered_yes : self->answered_no, TRUE);
      else if (g_str_equal (ask, "callback") && digit <= N_WINDOWS)
        gtk_toggle_button_set_active (self->slots[digit - 1], TRUE);
      return GDK_EVENT_STOP;
    }
  dcr_outcome_grid_pick (self, digit);
  return GDK_EVENT_STOP;
}

void
dcr_outcome_grid_focus (DcrOutcomeGrid *self)
{
  DcrOutcome outcome = self->call ? dcr_call_get_outcome (self->call) : DCR_OUTCOME_NONE;
  DcrMissing missing = self->call ? dcr_call_get_missing (self->call) : 0;

  if (missing & (DCR_MISSING_ANSWERED_TOO | DCR_MISSING_SERVICE | DCR_MISSING_CALLBACK))
    focus_ask (self, outcome);
  else if (outcome == DCR_OUTCOME_CALLBACK && dcr_call_get_callback_zone (self->call) == NULL)
    focus_callback (self);
  else
    {
      rove (self, outcome == DCR_OUTCOME_NONE ? 1 : outcome);
      gtk_widget_grab_focus (
          GTK_WIDGET (self->outcomes[outcome == DCR_OUTCOME_NONE ? 1 : outcome]));
    }
}

void
dcr_outcome_grid_add_to_service (DcrOutcomeGrid *self, GtkWidget *widget)
{
  gtk_box_append (self->service_box, widget);
}

/* ---- Building -------------------------------------------------------------------------------- */

static GtkToggleButton *
new_outcome (guint digit)
{
  GtkWidget *button = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role",
                                    GTK_ACCESSIBLE_ROLE_RADIO, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  char text[2] = { '0' + digit, '\0' };
  GtkWidget *label = gtk_label_new (dcr_outcome_label (digit));
  g_autofree char *name
      = g_strdup_printf (_("%s, Ctrl Shift %u"), dcr_outcome_label (digit), digit);

  gtk_box_append (GTK_BOX (box), dcr_keycap_new (text));
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "choice");
  gtk_widget_add_css_class (button, "outcome");
  gtk_widget_set_hexpand (button, TRUE);
  dcr_name (button, name, NULL);
  g_object_set_data (G_OBJECT (button), "dcr-digit", GUINT_TO_POINTER (digit));
  return GTK_TOGGLE_BUTTON (button);
}

static void
build_grid (DcrOutcomeGrid *self)
{
  for (guint i = 1; i < DCR_N_OUTCOMES; i++)
    {
      self->outcomes[i] = new_outcome (i);
      gtk_grid_attach (self->grid, GTK_WIDGET (self->outcomes[i]), (i - 1) % 3, (i - 1) / 3, 1, 1);
      g_signal_connect (self->outcomes[i], "toggled", G_CALLBACK (on_outcome_toggled), self);
    }
  for (guint i = 0; i < N_WINDOWS; i++)
    {
      self->slots[i] = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
      gtk_widget_add_css_class (GTK_WIDGET (self->slots[i]), "choice");
      g_object_set_data (G_OBJECT (self->slots[i]), "dcr-digit", GUINT_TO_POINTER (i + 1));
      gtk_grid_attach (self->windows, GTK_WIDGET (self->slots[i]), i % 2, i / 2, 1, 1);
      g_signal_connect (self->slots[i], "toggled", G_CALLBACK (on_slot_toggled), self);
    }
}

static void
dcr_outcome_grid_dispose (GObject *object)
{
  DcrOutcomeGrid *self = DCR_OUTCOME_GRID (object);

  if (self->call != NULL)
    g_clear_signal_handler (&self->changed_id, self->call);
  g_clear_object (&self->call);
  g_clear_object (&self->calls);
  G_OBJECT_CLASS (dcr_outcome_grid_parent_class)->dispose (object);
}

static void
dcr_outcome_grid_class_init (DcrOutcomeGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_outcome_grid_dispose;
  signals[PICKED] = g_signal_new ("picked", DCR_TYPE_OUTCOME_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  g_type_ensure (DCR_TYPE_SERVICE_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-outcome-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrOutcomeGrid, grid);
  gtk_widget_class_bind_template_child (widget_class, DcrOutcomeGrid, revealer);
  gtk_widget_class_bind_template_child (widget_class, DcrOutcomeGrid, asks);
  gtk_widget_class_bind_template_child (widget_class, DcrOutcomeGrid, answered_yes);
  gtk_widget_class_bind_template_child (widget_class, DcrOutcomeGrid, answered_no);
  gtk_widget_class_bind_template_child (widget_class, DcrOutcomeGrid, service);
  gtk_widget_class_bind_template_child (widget_class, DcrOutcomeGrid, service_box);
  gtk_widget_class_bind_template_child (widget_class, DcrOutcomeGrid, windows);
  gtk_widget_class_bind_template_child (widget_class, DcrOutcomeGrid, appointment);
  gtk_widget_class_bind_template_child (widget_class, DcrOutcomeGrid, place);
}

static void
dcr_outcome_grid_init (DcrOutcomeGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autoptr (GtkStringList) places = dcr_windows_places ();

  gtk_widget_init_template (GTK_WIDGET (self));
  build_grid (self);
  g_signal_connect (self->answered_yes, "toggled", G_CALLBACK (on_answered_toggled), self);
  g_signal_connect (self->answered_no, "toggled", G_CALLBACK (on_answered_toggled), self);
  g_signal_connect (self->service, "chosen", G_CALLBACK (on_service_chosen), self);
  gtk_drop_down_set_model (self->place, G_LIST_MODEL (places));
  g_signal_connect_swapped (self->place, "notify::selected", G_CALLBACK (on_place_selected), self);
  g_signal_connect_swapped (self->appointment, "toggled", G_CALLBACK (on_appointment_toggled),
                            self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
