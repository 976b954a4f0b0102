/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-tally-form.h"

#include <adwaita.h>

#include "calls/dcr-tally.h"
#include "desk/common/dcr-parts.h"
#include "desk/shell/dcr-keys.h"

#define N_REASONS 18 /* nine digits, nine letters */
#define N_DIGITS 9

struct _DcrTallyForm
{
  GObject parent_instance;

  DcrCalls *calls;
  GtkWidget *page; /* owned */
  GtkLabel *status;
  GPtrArray *reasons; /* const DcrReason * */
  GtkWidget *buttons[N_REASONS];
  GtkLabel *counts[N_REASONS];
  DcrUuid last; /* null: nothing to take back */
  guint last_at;
};

static void dcr_tally_form_form_init (DcrFormInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DcrTallyForm, dcr_tally_form, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DCR_TYPE_FORM, dcr_tally_form_form_init))

/* ---- Counting -------------------------------------------------------------------------------- */

static void
show_count (DcrTallyForm *self, guint at)
{
  const DcrReason *reason = self->reasons->pdata[at];
  guint today = dcr_tally_today (self->calls, reason->id);
  g_autofree char *count = today > 0 ? g_strdup_printf ("%u", today) : NULL;
  g_autofree char *name = g_strdup_printf (
      ngettext ("%s, %u call today", "%s, %u calls today", today), reason->path, today);

  gtk_label_set_label (self->counts[at], count != NULL ? count : "");
  dcr_name (self->buttons[at], name, NULL);
}

typedef struct
{
  DcrTallyForm *self;
  guint at;
} Press;

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  Press *press = data;
  g_autoptr (DcrTallyForm) self = press->self;
  const DcrReason *reason = self->reasons->pdata[press->at];
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  DcrUuid id;

  if (dcr_tally_add_finish (result, &id, &error))
    {
      self->last = id;
      self->last_at = press->at;
      show_count (self, press->at);
      sentence = g_strdup_printf (_("Counted: %s"), reason->label);
    }
  gtk_label_set_label (self->status, sentence != NULL ? sentence : error->message);
  g_free (press);
}

static void
count (DcrTallyForm *self, guint at)
{
  Press *press;

  if (at >= self->reasons->len)
    return;
  press = g_new (Press, 1);
  *press = (Press) { g_object_ref (self), at };
  dcr_tally_add_async (self->calls, self->reasons->pdata[at], on_added, press);
}

static void
on_taken_back (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrTallyForm) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = dcr_store_write_finish (result, &error);

  if (done)
    show_count (self, self->last_at);
  gtk_label_set_label (self->status, done ? _("The last one is taken back") : error->message);
}

static void
take_back (DcrTallyForm *self)
{
  DcrUuid id = self->last;

  if (dcr_uuid_is_null (&id))
    return;
  self->last = (DcrUuid) { 0 };
  dcr_tally_take_back_async (self->calls, &id, on_taken_back, g_object_ref (self));
}

static void
on_clicked (GtkButton *button, DcrTallyForm *self)
{
  count (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "dcr-at")));
}

static gboolean
on_key (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
        DcrTallyForm *self)
{
  int digit = dcr_keys_digit (keyval, keycode);
  guint letter = gdk_keyval_to_lower (keyval);

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_BackSpace)
    take_back (self);
  else if (digit > 0)
    count (self, digit - 1);
  else if (letter >= GDK_KEY_a && letter < GDK_KEY_a + N_REASONS - N_DIGITS)
    count (self, N_DIGITS + letter - GDK_KEY_a);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* ---- The page -------------------------------------------------------------------------------- */

static GtkWidget *
new_button (DcrTallyForm *self, guint at)
{
  const DcrReason *reason = self->reasons->pdata[at];
  char key[2] = { at < N_DIGITS ? '1' + at : 'A' + at - N_DIGITS, '\0' };
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = dcr_label_new (reason->label, NULL);
  GtkWidget *family
      = dcr_label_new (reason->parent != NULL ? reason->parent->path : "", "caption dim-label");

  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (family), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), family);
  gtk_widget_set_hexpand (texts, TRUE);
  self->counts[at] = GTK_LABEL (dcr_label_new (NULL, "heading numeric accent"));
  gtk_box_append (GTK_BOX (box), dcr_keycap_new (key));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->counts[at]));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "choice");
  g_object_set_data (G_OBJECT (button), "dcr-at", GUINT_TO_POINTER (at));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked), self, 0);
  self->buttons[at] = button;
  return button;
}

static GtkWidget *
build_head (DcrTallyForm *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *status = dcr_label_new (NULL, "caption dim-label");
  GtkWidget *sentence = dcr_label_new (
      _("One key counts one call for its reason, and nothing else is asked."), NULL);

  gtk_label_set_wrap (GTK_LABEL (sentence), TRUE);
  self->status = GTK_LABEL (status);
  gtk_box_append (GTK_BOX (box), dcr_label_new (_("Tally"), "title-2"));
  gtk_box_append (GTK_BOX (box), sentence);
  gtk_box_append (GTK_BOX (box), status);
  return box;
}

static void
build_page (DcrTallyForm *self)
{
  GtkWidget *clamp = adw_clamp_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *flow = gtk_flow_box_new (), *scrolled = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_object_set (flow, "selection-mode", GTK_SELECTION_NONE, "homogeneous", TRUE,
                "max-children-per-line", 2, "column-spacing", 6, "row-spacing", 6, NULL);
  for (guint i = 0; i < self->reasons->len; i++)
    {
      GtkWidget *child = gtk_flow_box_child_new ();
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), new_button (self, i));
      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_insert (GTK_FLOW_BOX (flow), child, -1);
    }
  gtk_box_append (GTK_BOX (box), build_head (self));
  gtk_box_append (GTK_BOX (box), flow);
  gtk_box_append (GTK_BOX (box),
                  dcr_keys_line_new ("1…9", _("count"), "A…I", _("count"),
                                     C_("key", "Backspace"), _("take the last one back"),
                                     C_("key", "Esc"), _("leave"), NULL));
  g_object_set (box, "margin-top", 24, "margin-bottom", 24, "margin-start", 12, "margin-end", 12,
                NULL);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 704);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_add_css_class (scrolled, "reader");
  gtk_widget_set_name (scrolled, "tally");
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, 0);
  gtk_widget_add_controller (scrolled, keys);
  self->page = g_object_ref_sink (scrolled);
  for (guint i = 0; i < self->reasons->len; i++)
    show_count (self, i);
}

static GtkWidget *
get_side (DcrForm *form)
{
  return NULL;
}

static GtkWidget *
get_main (DcrForm *form)
{
  return DCR_TALLY_FORM (form)->page;
}

static void
focus (DcrForm *form)
{
  DcrTallyForm *self = DCR_TALLY_FORM (form);
  if (self->reasons->len > 0)
    gtk_widget_grab_focus (self->buttons[0]);
}

static void
submit (DcrForm *form)
{
  dcr_form_emit_done (form, NULL);
}

static void
dcr_tally_form_form_init (DcrFormInterface *iface)
{
  iface->get_side = get_side;
  iface->get_main = get_main;
  iface->focus = focus;
  iface->submit = submit;
}

static void
dcr_tally_form_dispose (GObject *object)
{
  DcrTallyForm *self = DCR_TALLY_FORM (object);

  g_clear_object (&self->page);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_clear_object (&self->calls);
  G_OBJECT_CLASS (dcr_tally_form_parent_class)->dispose (object);
}

static void
dcr_tally_form_class_init (DcrTallyFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_tally_form_dispose;
}

static void
dcr_tally_form_init (DcrTallyForm *self)
{
}

DcrForm *
dcr_tally_form_new (DcrCalls *calls)
{
  DcrTallyForm *self = g_object_new (DCR_TYPE_TALLY_FORM, NULL);

  self->calls = g_object_ref (calls);
  self->reasons = dcr_tally_reasons (calls, N_REASONS);
  build_page (self);
  return DCR_FORM (self);
}
