/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-kept-list.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"

struct _DcrKeptList
{
  GtkBox parent_instance;

  GtkLabel *heading;
  GtkWidget *key;
  GtkWidget *hint;
  GtkListBox *list;

  DcrCall *call;
  gulong changed_id;
};

G_DEFINE_FINAL_TYPE (DcrKeptList, dcr_kept_list, GTK_TYPE_BOX)

enum
{
  PASSAGE_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static guint
count_ticked (const char *ticked)
{
  guint n = ticked && ticked[0] != '\0' ? 1 : 0;
  for (; ticked != NULL && *ticked != '\0'; ticked++)
    n += *ticked == ',';
  return n;
}

/* « Pièces à fournir, 3 sur 5 » */
static char *
title_of (const DcrCallPassage *passage)
{
  guint ticked = count_ticked (passage->ticked);

  if (ticked == 0 || passage->n_lines == 0)
    return g_strdup (passage->heading);
  return g_strdup_printf (_("%s, %u of %u"), passage->heading, ticked, passage->n_lines);
}

/* « F1344 · 3 novembre » */
static char *
source_of (const DcrCallPassage *passage)
{
  const char *slash = strrchr (passage->ref, '/');
  const char *id = slash ? slash + 1 : passage->ref;
  g_autofree char *day
      = passage->date ? dcr_format_date (passage->date, dcr_clock_now_ms ()) : NULL;

  return day ? g_strdup_printf ("%s · %s", id, day) : g_strdup (id);
}

static const DcrCallPassage *
passage_at (DcrKeptList *self, int at)
{
  GPtrArray *passages = self->call ? dcr_call_get_passages (self->call) : NULL;
  return passages && at >= 0 && (guint) at < passages->len ? passages->pdata[at] : NULL;
}

static void
drop (DcrKeptList *self, int at)
{
  const DcrCallPassage *passage = passage_at (self, at);
  g_autofree char *ref = NULL, *address = NULL;
  GtkListBoxRow *next;

  if (passage == NULL)
    return;
  ref = g_strdup (passage->ref);
  address = g_strdup (passage->address);
  dcr_call_drop_passage (self->call, ref, address);
  next = gtk_list_box_get_row_at_index (self->list, at);
  if (next == NULL)
    next = gtk_list_box_get_row_at_index (self->list, at - 1);
  if (next != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (next));
}

static void
on_drop_clicked (GtkButton *button, DcrKeptList *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW);
  drop (self, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
}

static GtkWidget *
new_row (DcrKeptList *self, guint number, const DcrCallPassage *passage)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *digits = g_strdup_printf ("%u", number);
  g_autofree char *title = title_of (passage);
  g_autofree char *source = source_of (passage);
  g_autofree char *name = g_strdup_printf (_("%u, %s, %s"), number, title, source);
  g_autofree char *out = g_strdup_printf (_("Let go of “%s”"), passage->heading);
  GtkWidget *label = dcr_label_new (title, NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (texts), label);
  gtk_box_append (GTK_BOX (texts), dcr_label_new (source, "caption dim-label"));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_focusable (button, FALSE); /* Suppr on the row does it: one stop of the Tab key */
  gtk_widget_set_tooltip_text (button, out);
  dcr_name (button, out, NULL);
  g_signal_connect (button, "clicked", G_CALLBACK (on_drop_clicked), self);
  gtk_box_append (GTK_BOX (box), dcr_label_new (digits, "caption numeric"));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 3);
  gtk_widget_set_margin_bottom (box, 3);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  dcr_name (row, name, NULL);
  return row;
}

static void
show (DcrKeptList *self)
{
  GPtrArray *passages = self->call ? dcr_call_get_passages (self->call) : NULL;
  guint n = passages ? passages->len : 0;
  g_autofree char *heading = n > 0 ? g_strdup_printf (_("Kept (%u)"), n) : g_strdup (_("Kept"));

  gtk_label_set_label (self->heading, heading);
  gtk_widget_set_visible (self->hint, n == 0);
  gtk_widget_set_visible (self->key, n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  dcr_empty_container (GTK_WIDGET (self->list));
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->list, new_row (self, i + 1, passages->pdata[i]));
}

static void
on_call_changed (DcrCall *call, guint what, gpointer data)
{
  if (what & DCR_CALL_CHANGED_PASSAGES)
    show (data);
}

void
dcr_kept_list_set_call (DcrKeptList *self, DcrCall *call)
{
  if (self->call != NULL)
    g_clear_signal_handler (&self->changed_id, self->call);
  g_set_object (&self->call, call);
  if (call != NULL)
    self->changed_id = g_signal_connect (call, "changed", G_CALLBACK (on_call_changed), self);
  show (self);
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, DcrKeptList *self)
{
  const DcrCallPassage *passage = passage_at (self, gtk_list_box_row_get_index (row));
  if (passage != NULL)
    g_signal_emit (self, signals[PASSAGE_ACTIVATED], 0, passage->ref, passage->address);
}

static gboolean
on_key (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
        DcrKeptList *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *row = focus ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;
  int at, to;

  if (row == NULL || self->call == NULL)
    return GDK_EVENT_PROPAGATE;
  at = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  if (keyval == GDK_KEY_Delete)
    {
      drop (self, at);
      return GDK_EVENT_STOP;
    }
  if (!(state & GDK_ALT_MASK) || (keyval != GDK_KEY_Up && keyval != GDK_KEY_Down))
    return GDK_EVENT_PROPAGATE;
  to = at + (keyval == GDK_KEY_Down ? 1 : -1);
  if (passage_at (self, to) == NULL)
    return GDK_EVENT_STOP;
  dcr_call_move_passage (self->call, at + 1, to + 1);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, to)));
  return GDK_EVENT_STOP;
}

static void
dcr_kept_list_dispose (GObject *object)
{
  DcrKeptList *self = DCR_KEPT_LIST (object);

  if (self->call != NULL)
    g_clear_signal_handler (&self->changed_id, self->call);
  g_clear_object (&self->call);
  G_OBJECT_CLASS (dcr_kept_list_parent_class)->dispose (object);
}

static void
dcr_kept_list_class_init (DcrKeptListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_kept_list_dispose;
  signals[PASSAGE_ACTIVATED]
      = g_signal_new ("passage-activated", DCR_TYPE_KEPT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-kept-list.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrKeptList, heading);
  gtk_widget_class_bind_template_child (widget_class, DcrKeptList, key);
  gtk_widget_class_bind_template_child (widget_class, DcrKeptList, hint);
  gtk_widget_class_bind_template_child (widget_class, DcrKeptList, list);
}

static void
dcr_kept_list_init (DcrKeptList *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  show (self);
}
