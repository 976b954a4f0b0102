/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/common/dcr-panes.h"

#include <adwaita.h>

#include "desk/common/dcr-list-row.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"

#define RIGHT_WIDTH 376
#define LEAST_WIDTH 340

struct _DcrPanes
{
  GtkWidget parent_instance;

  AdwLeaflet *leaflet;
  AdwFlap *flap;
  GtkBox *left, *middle, *right_flap, *right_page;
  DcrWidthClass width;
  int right_width;
  GtkWidget *children[DCR_N_PANES]; /* owned by the boxes */
  GtkWidget *focus[DCR_N_PANES];    /* weak: what had the focus in each pane */
  GtkWidget *lists[DCR_N_PANES];    /* where a list is looked for; of the children */
  GtkRoot *root;                    /* watched for its focus */
};

G_DEFINE_FINAL_TYPE (DcrPanes, dcr_panes, GTK_TYPE_WIDGET)

enum
{
  SHOWN_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

DcrWidthClass
dcr_width_class (int width, double text_factor)
{
  double effective = width / MAX (text_factor, 0.5);

  if (effective >= 1280)
    return DCR_WIDTH_WIDE;
  return effective >= 720 ? DCR_WIDTH_MEDIUM : DCR_WIDTH_NARROW;
}

/* ---- Focus: each pane remembers its own ------------------------------------------------------ */

static void
set_focus_of (DcrPanes *self, DcrPane pane, GtkWidget *widget)
{
  if (self->focus[pane] == widget)
    return;
  if (self->focus[pane] != NULL)
    g_object_remove_weak_pointer (G_OBJECT (self->focus[pane]), (gpointer *) &self->focus[pane]);
  self->focus[pane] = widget;
  if (widget != NULL)
    g_object_add_weak_pointer (G_OBJECT (widget), (gpointer *) &self->focus[pane]);
}

static int
pane_of (DcrPanes *self, GtkWidget *widget)
{
  for (int pane = 0; widget != NULL && pane < DCR_N_PANES; pane++)
    if (self->children[pane] != NULL
        && (widget == self->children[pane]
            || gtk_widget_is_ancestor (widget, self->children[pane])))
      return pane;
  return -1;
}

static void
note_focus (DcrPanes *self)
{
  GtkWidget *focus = gtk_root_get_focus (self->root);
  int pane = pane_of (self, focus);

  if (pane >= 0)
    set_focus_of (self, pane, focus);
}

static void
dcr_panes_root (GtkWidget *widget)
{
  DcrPanes *self = DCR_PANES (widget);

  GTK_WIDGET_CLASS (dcr_panes_parent_class)->root (widget);
  self->root = gtk_widget_get_root (widget);
  g_signal_connect_object (self->root, "notify::focus-widget", G_CALLBACK (note_focus), self,
                           G_CONNECT_SWAPPED);
}

static void
dcr_panes_unroot (GtkWidget *widget)
{
  DcrPanes *self = DCR_PANES (widget);

  g_signal_handlers_disconnect_by_func (self->root, note_focus, self);
  self->root = NULL;
  GTK_WIDGET_CLASS (dcr_panes_parent_class)->unroot (widget);
}

int
dcr_panes_get_focused (DcrPanes *self)
{
  return self->root != NULL ? pane_of (self, gtk_root_get_focus (self->root)) : -1;
}

void
dcr_panes_set_list (DcrPanes *self, DcrPane pane, GtkWidget *within)
{
  self->lists[pane] = within;
}

/* The row that is chosen, else the first one that can be. */
static gboolean
focus_row (GtkListBox *list)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);

  if (row == NULL)
    row = dcr_list_next_row (list, NULL, 1);
  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* The first list that is seen in @widget and has a row to choose. */
static gboolean
focus_list (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_LIST_BOX (widget))
    return focus_row (GTK_LIST_BOX (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (focus_list (child))
      return TRUE;
  return FALSE;
}

gboolean
dcr_panes_focus (DcrPanes *self, DcrPane pane)
{
  GtkWidget *child = self->children[pane];
  GtkWidget *former = self->focus[pane];

  if (child == NULL)
    return FALSE;
  dcr_panes_show (self, pane);
  if (former != NULL && gtk_widget_get_mapped (former) && gtk_widget_grab_focus (former))
    return TRUE;
  return (self->lists[pane] != NULL && focus_list (self->lists[pane])) || dcr_focus_first (child);
}

void
dcr_panes_focus_next (DcrPanes *self, int step)
{
  int from = dcr_panes_get_focused (self);

  if (from < 0)
    from = step > 0 ? -1 : DCR_N_PANES;
  for (int tries = 0; tries < DCR_N_PANES; tries++)
    {
      from = (from + step + DCR_N_PANES) % DCR_N_PANES;
      if (dcr_panes_focus (self, from))
        return;
    }
}

/* ---- Which pane is on screen ----------------------------------------------------------------- */

gboolean
dcr_panes_is_shown (DcrPanes *self, DcrPane pane)
{
  GtkWidget *visible = adw_leaflet_get_visible_child (self->leaflet);

  if (self->width == DCR_WIDTH_NARROW)
    return visible
           == (pane == DCR_PANE_LEFT     ? GTK_WIDGET (self->left)
               : pane == DCR_PANE_MIDDLE ? GTK_WIDGET (self->flap)
                                         : GTK_WIDGET (self->right_page));
  return pane != DCR_PANE_RIGHT || adw_flap_get_reveal_flap (self->flap);
}

void
dcr_panes_show (DcrPanes *self, DcrPane pane)
{
  if (dcr_panes_is_shown (self, pane))
    return;
  if (self->width == DCR_WIDTH_NARROW)
    adw_leaflet_set_visible_child (self->leaflet, pane == DCR_PANE_LEFT ? GTK_WIDGET (self->left)
                                                  : pane == DCR_PANE_MIDDLE
                                                      ? GTK_WIDGET (self->flap)
                                                      : GTK_WIDGET (self->right_page));
  else
    adw_flap_set_reveal_flap (self->flap, TRUE);
}

static void
hide_right (DcrPanes *self)
{
  gboolean had_focus = dcr_panes_get_focused (self) == DCR_PANE_RIGHT;

  adw_flap_set_reveal_flap (self->flap, FALSE);
  if (had_focus)
    dcr_panes_focus (self, DCR_PANE_MIDDLE);
}

void
dcr_panes_toggle_right (DcrPanes *self)
{
  if (self->width != DCR_WIDTH_WIDE && dcr_panes_is_shown (self, DCR_PANE_RIGHT))
    dcr_panes_go_back (self);
  else
    dcr_panes_focus (self, DCR_PANE_RIGHT);
}

gboolean
dcr_panes_go_back (DcrPanes *self)
{
  if (self->width == DCR_WIDTH_WIDE)
    return FALSE;
  if (self->width == DCR_WIDTH_MEDIUM)
    {
      if (!adw_flap_get_reveal_flap (self->flap))
        return FALSE;
      hide_right (self);
      return TRUE;
    }
  if (dcr_panes_is_shown (self, DCR_PANE_LEFT))
    return FALSE;
  dcr_panes_focus (self,
                   dcr_panes_is_shown (self, DCR_PANE_RIGHT) ? DCR_PANE_MIDDLE : DCR_PANE_LEFT);
  return TRUE;
}

static void
shown_changed (DcrPanes *self)
{
  g_signal_emit (self, signals[SHOWN_CHANGED], 0);
}

/* ---- The three widths ------------------------------------------------------------ */

static GtkBox *
box_of (DcrPanes *self, DcrPane pane)
{
  if (pane == DCR_PANE_LEFT)
    return self->left;
  if (pane == DCR_PANE_MIDDLE)
    return self->middle;
  return self->width == DCR_WIDTH_NARROW ? self->right_page : self->right_flap;
}

#define KEPT "dcr-kept" /* on a child that stays in its box while another is shown */

static void
put (GtkBox *box, GtkWidget *child)
{
  GtkWidget *parent = gtk_widget_get_parent (child);

  if (parent == GTK_WIDGET (box))
    return;
  g_object_ref (child);
  if (parent != NULL)
    gtk_box_remove (GTK_BOX (parent), child);
  gtk_widget_set_vexpand (child, TRUE);
  gtk_box_append (box, child);
  g_object_unref (child);
}

void
dcr_panes_set_child (DcrPanes *self, DcrPane pane, GtkWidget *child)
{
  GtkBox *box = box_of (self, pane);
  GtkWidget *former = self->children[pane];

  if (former == child)
    return;
  set_focus_of (self, pane, NULL);
  self->children[pane] = child;
  if (child != NULL)
    {
      put (box, child);
      gtk_widget_set_visible (child, TRUE);
    }
  if (former == NULL)
    return;
  if (g_object_get_data (G_OBJECT (former), KEPT) != NULL)
    gtk_widget_set_visible (former, FALSE);
  else
    gtk_box_remove (box, former);
}

void
dcr_panes_keep (DcrPanes *self, DcrPane pane, GtkWidget *child)
{
  put (box_of (self, pane), child);
  g_object_set_data (G_OBJECT (child), KEPT, self);
  gtk_widget_set_visible (child, child == self->children[pane]);
}

void
dcr_panes_drop (DcrPanes *self, GtkWidget *child)
{
  GtkWidget *parent = gtk_widget_get_parent (child);

  if (parent != NULL && g_object_get_data (G_OBJECT (child), KEPT) == self)
    gtk_box_remove (GTK_BOX (parent), child);
}

/* The right pane is a page of the leaflet when one pane is shown at a time: a flap of 376 px over a
 * window of 360 would hang out of it. */
static void
move_right (DcrPanes *self, GtkBox *from, GtkBox *to)
{
  GtkWidget *child = self->children[DCR_PANE_RIGHT];
  gboolean had_focus = dcr_panes_get_focused (self) == DCR_PANE_RIGHT;
  GtkWidget *former = self->focus[DCR_PANE_RIGHT];

  gtk_widget_set_size_request (GTK_WIDGET (from), -1, -1);
  if (child == NULL)
    return;
  g_object_ref (child);
  gtk_box_remove (from, child);
  gtk_box_append (to, child);
  g_object_unref (child);
  if (had_focus && former != NULL)
    gtk_widget_grab_focus (former);
}

GtkWidget *
dcr_panes_get_child (DcrPanes *self, DcrPane pane)
{
  return self->children[pane];
}

void
dcr_panes_set_widths (DcrPanes *self, int left, int right)
{
  self->right_width = right;
  gtk_widget_set_size_request (GTK_WIDGET (self->left), left, -1);
  gtk_widget_set_size_request (GTK_WIDGET (self->right_flap), right, -1);
}

void
dcr_panes_set_width_class (DcrPanes *self, DcrWidthClass width)
{
  DcrWidthClass former = self->width;
  gboolean right_focused = dcr_panes_get_focused (self) == DCR_PANE_RIGHT;

  if (former == width)
    return;
  if (width == DCR_WIDTH_NARROW)
    {
      move_right (self, self->right_flap, self->right_page);
      adw_flap_set_reveal_flap (self->flap, FALSE);
      adw_flap_set_fold_policy (self->flap, ADW_FLAP_FOLD_POLICY_ALWAYS);
      gtk_widget_set_visible (GTK_WIDGET (self->right_page), TRUE);
      self->width = width;
      adw_leaflet_set_can_unfold (self->leaflet, FALSE);
      dcr_panes_show (self, right_focused ? DCR_PANE_RIGHT : DCR_PANE_MIDDLE);
    }
  else
    {
      if (former == DCR_WIDTH_NARROW)
        {
          adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->flap));
          move_right (self, self->right_page, self->right_flap);
          gtk_widget_set_visible (GTK_WIDGET (self->right_page), FALSE);
          adw_leaflet_set_can_unfold (self->leaflet, TRUE);
        }
      gtk_widget_set_size_request (GTK_WIDGET (self->right_flap), self->right_width, -1);
      self->width = width;
      adw_flap_set_fold_policy (self->flap, width == DCR_WIDTH_WIDE ? ADW_FLAP_FOLD_POLICY_NEVER
                                                                    : ADW_FLAP_FOLD_POLICY_ALWAYS);
      adw_flap_set_reveal_flap (self->flap, width == DCR_WIDTH_WIDE || right_focused);
    }
  shown_changed (self);
}

DcrWidthClass
dcr_panes_get_width_class (DcrPanes *self)
{
  return self->width;
}

/* ---- Size ------------------------------------------------------------------------------------ */

/* The three panes side by side need 1100 px, and would not let the window become narrow enough for one.
 * So the least width asked for is that of the narrowest layout; for the one frame before the class of
 * width changes, the panes are cut at their end. */
static void
dcr_panes_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                   int *natural, int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *child = GTK_WIDGET (DCR_PANES (widget)->leaflet);
  int least;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    for_size = MAX (for_size, least);
  gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, LEAST_WIDTH);
}

static void
dcr_panes_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = GTK_WIDGET (DCR_PANES (widget)->leaflet);
  int least;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_size_allocate (child, &(GtkAllocation) { 0, 0, MAX (width, least), height }, baseline);
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_panes_dispose (GObject *object)
{
  DcrPanes *self = DCR_PANES (object);

  for (int pane = 0; pane < DCR_N_PANES; pane++)
    {
      set_focus_of (self, pane, NULL);
      self->children[pane] = NULL;
      self->lists[pane] = NULL;
    }
  dcr_unparent_children (GTK_WIDGET (self));
  G_OBJECT_CLASS (dcr_panes_parent_class)->dispose (object);
}

static void
dcr_panes_class_init (DcrPanesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_panes_dispose;
  widget_class->root = dcr_panes_root;
  widget_class->unroot = dcr_panes_unroot;
  widget_class->measure = dcr_panes_measure;
  widget_class->size_allocate = dcr_panes_size_allocate;
  signals[SHOWN_CHANGED] = g_signal_new ("shown-changed", DCR_TYPE_PANES, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/common/dcr-panes.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrPanes, leaflet);
  gtk_widget_class_bind_template_child (widget_class, DcrPanes, flap);
  gtk_widget_class_bind_template_child (widget_class, DcrPanes, left);
  gtk_widget_class_bind_template_child (widget_class, DcrPanes, middle);
  gtk_widget_class_bind_template_child (widget_class, DcrPanes, right_flap);
  gtk_widget_class_bind_template_child (widget_class, DcrPanes, right_page);
}

static void
dcr_panes_init (DcrPanes *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->width = DCR_WIDTH_WIDE;
  self->right_width = RIGHT_WIDTH;
  g_signal_connect_object (self->leaflet, "notify::visible-child", G_CALLBACK (shown_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->flap, "notify::reveal-flap", G_CALLBACK (shown_changed), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
dcr_panes_new (void)
{
  return g_object_new (DCR_TYPE_PANES, NULL);
}
