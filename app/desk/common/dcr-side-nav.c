/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/common/dcr-side-nav.h"

#include "base/dcr-error.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"

struct _DcrSideNav
{
  GtkBox parent_instance;

  GtkListBox *list;
  gboolean quiet;
};

G_DEFINE_FINAL_TYPE (DcrSideNav, dcr_side_nav, GTK_TYPE_BOX)

enum
{
  SELECTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* What a row shows, kept on it. */
typedef struct
{
  char *id, *title;
  GtkWidget *count;
  guint n;
  const char *kind; /* interned */
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;
  g_free (entry->id);
  g_free (entry->title);
  g_free (entry);
}

static Entry *
entry_of (gpointer row)
{
  return row != NULL ? g_object_get_data (row, "dcr-entry") : NULL;
}

static GtkListBoxRow *
find (DcrSideNav *self, const char *id)
{
  GtkListBoxRow *row;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (entry_of (row) != NULL && g_str_equal (entry_of (row)->id, id))
      return row;
  return NULL;
}

void
dcr_side_nav_add (DcrSideNav *self, const char *id, const char *icon_name, const char *title)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *label = dcr_label_new (title, NULL);
  Entry *entry = g_new0 (Entry, 1);

  entry->id = g_strdup (id);
  entry->title = g_strdup (title);
  entry->count = gtk_label_new (NULL);
  gtk_widget_set_visible (entry->count, FALSE);
  gtk_widget_set_valign (entry->count, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon_name));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), entry->count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "dcr-entry", entry, entry_free);
  dcr_name (row, title, NULL);
  gtk_list_box_append (self->list, row);
}

void
dcr_side_nav_add_heading (DcrSideNav *self, const char *title)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = dcr_label_new (title, "caption-heading dim-label");

  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_bottom (label, 3);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->list, row);
}

void
dcr_side_nav_set_count (DcrSideNav *self, const char *id, guint count, const char *kind)
{
  static const char *const classes[]
      = { "tag", "warning", "error", "dim-label", "caption", "numeric" };
  GtkListBoxRow *row = find (self, id);
  Entry *entry = entry_of (row);
  g_autofree char *text = NULL, *name = NULL;

  kind = g_intern_string (kind);
  if (entry == NULL || (entry->n == count && entry->kind == kind))
    return;
  entry->n = count;
  entry->kind = kind;
  text = dcr_format_count (count);
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (entry->count, classes[i]);
  gtk_widget_add_css_class (entry->count, "numeric");
  gtk_widget_add_css_class (entry->count, kind != NULL ? "tag" : "caption");
  gtk_widget_add_css_class (entry->count, kind != NULL ? kind : "dim-label");
  gtk_label_set_label (GTK_LABEL (entry->count), text);
  gtk_widget_set_visible (entry->count, count > 0);
  name = count > 0 ? g_strdup_printf ("%s, %s", entry->title, text) : g_strdup (entry->title);
  dcr_name (GTK_WIDGET (row), name, NULL);
}

void
dcr_side_nav_select (DcrSideNav *self, const char *id)
{
  GtkListBoxRow *row = find (self, id);

  self->quiet = TRUE;
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
  self->quiet = FALSE;
}

const char *
dcr_side_nav_get_selected (DcrSideNav *self)
{
  Entry *entry = entry_of (gtk_list_box_get_selected_row (self->list));
  return entry != NULL ? entry->id : NULL;
}

static void
on_row_selected (GtkListBox *list, GtkListBoxRow *row, DcrSideNav *self)
{
  Entry *entry = entry_of (row);
  if (entry != NULL && !self->quiet)
    g_signal_emit (self, signals[SELECTED], 0, entry->id);
}

/* One stop of Tab, on the page that is shown: its arrows choose another, Tab goes on. */
static gboolean
dcr_side_nav_focus (GtkWidget *widget, GtkDirectionType direction)
{
  DcrSideNav *self = DCR_SIDE_NAV (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row == NULL || (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD))
    return GTK_WIDGET_CLASS (dcr_side_nav_parent_class)->focus (widget, direction);
  return gtk_widget_get_focus_child (widget) == NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
dcr_side_nav_class_init (DcrSideNavClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = dcr_side_nav_focus;
  signals[SELECTED] = g_signal_new ("selected", DCR_TYPE_SIDE_NAV, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
dcr_side_nav_init (DcrSideNav *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  g_signal_connect (self->list, "row-selected", G_CALLBACK (on_row_selected), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_append (GTK_BOX (self), scrolled);
}

GtkWidget *
dcr_side_nav_new (const char *name)
{
  DcrSideNav *self
      = g_object_new (DCR_TYPE_SIDE_NAV, "accessible-role", GTK_ACCESSIBLE_ROLE_NAVIGATION, NULL);
  dcr_name (GTK_WIDGET (self), name, NULL);
  return GTK_WIDGET (self);
}
