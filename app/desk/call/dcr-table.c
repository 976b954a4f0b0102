/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-table.h"

#include <string.h>

#include "base/dcr-error.h"
#include "desk/call/dcr-paragraph.h"
#include "desk/common/dcr-parts.h"

/* Beyond these a cell reads as words, not as a figure. */
#define FIGURE_LETTERS 22

struct _DcrTable
{
  GtkWidget parent_instance;
  const DcrBlock *block;
  GtkWidget *grid, *scrollbar;
  GtkAdjustment *adjustment;
  DcrTableCellFunc func;
  gpointer user_data;
  guint next;        /* child of the block to build next */
  int line;          /* row of the grid it goes to */
  gboolean *figures; /* columns whose cells are figures */
  guint n_columns;
  gboolean allocating;
};

G_DEFINE_FINAL_TYPE (DcrTable, dcr_table, GTK_TYPE_WIDGET)

static gboolean
is_figure (const DcrBlock *cell)
{
  g_autofree char *text = NULL;
  const char *at;

  if (cell->n_children != 1 || cell->children[0]->kind != DCR_BLOCK_PARAGRAPH)
    return FALSE;
  text = dcr_runs_to_text (cell->children[0]->runs, cell->children[0]->n_runs);
  if (g_utf8_strlen (text, -1) > FIGURE_LETTERS)
    return FALSE;
  for (at = text; *at != '\0' && !g_ascii_isdigit (*at); at = g_utf8_next_char (at))
    if (g_unichar_isalpha (g_utf8_get_char (at)))
      return FALSE;
  /* a date or « 2 mois » is words */
  return *at != '\0'
         && (strstr (text, "€") != NULL || strstr (text, "%") != NULL
             || strspn (at, "0123456789 ,.\302\240\342\200\257") == strlen (at));
}

/* A column is one of figures when most of its cells are and the others are short (« gratuit »). */
static void
find_figures (DcrTable *self)
{
  g_autofree guint *figures = g_new0 (guint, self->n_columns),
                   *others = g_new0 (guint, self->n_columns);

  for (guint i = 0; i < self->block->n_children; i++)
    {
      const DcrBlock *row = self->block->children[i];
      for (guint j = 0; row->kind == DCR_BLOCK_ROW && !row->is_header && j < row->n_children; j++)
        {
          const DcrBlock *cell = row->children[j];
          if (cell->is_header || cell->column_span > 1 || cell->column >= self->n_columns
              || cell->n_children == 0)
            continue;
          if (is_figure (cell))
            figures[cell->column]++;
          else
            {
              g_autofree char *text =
                cell->children[0]->kind == DCR_BLOCK_PARAGRAPH
                  ? dcr_runs_to_text (cell->children[0]->runs, cell->children[0]->n_runs)
                  : g_strdup ("a list is never a figure");
              others[cell->column] += g_utf8_strlen (text, -1) > FIGURE_LETTERS ? 1000 : 1;
            }
        }
    }
  for (guint i = 0; i < self->n_columns; i++)
    self->figures[i] = figures[i] > 0 && figures[i] >= others[i];
}

static void
align_right (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    {
      gtk_label_set_xalign (GTK_LABEL (widget), 1);
      gtk_label_set_justify (GTK_LABEL (widget), GTK_JUSTIFY_RIGHT);
      gtk_widget_add_css_class (widget, "numeric");
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    align_right (child);
}

static GtkWidget *
make_cell (DcrTable *self, const DcrBlock *row, const DcrBlock *cell)
{
  const gboolean header = row->is_header || cell->is_header;
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing",
                                 6, "accessible-role",
                                 row->is_header ? GTK_ACCESSIBLE_ROLE_COLUMN_HEADER
                                 : header       ? GTK_ACCESSIBLE_ROLE_ROW_HEADER
                                                : GTK_ACCESSIBLE_ROLE_CELL,
                                 NULL);

  gtk_widget_add_css_class (box, header ? "th" : "td");
  if (header && self->line > 0)
    gtk_widget_add_css_class (box, "below");
  if (cell->column > 0)
    gtk_widget_add_css_class (box, "beside");
  for (guint i = 0; i < cell->n_children; i++)
    {
      GtkWidget *child = self->func (cell->children[i], self->user_data);
      if (child != NULL)
        gtk_box_append (GTK_BOX (box), child);
    }
  dcr_paragraph_make_exact (box);
  /* words take the room that figures leave */
  gtk_widget_set_hexpand (box, cell->column >= self->n_columns || !self->figures[cell->column]);
  if (cell->column < self->n_columns && self->figures[cell->column] && cell->column_span == 1)
    align_right (box);
  return box;
}

static void
build_row (DcrTable *self, const DcrBlock *row)
{
  for (guint i = 0; i < row->n_children; i++)
    {
      const DcrBlock *cell = row->children[i];

      if (cell->kind == DCR_BLOCK_CELL)
        gtk_grid_attach (GTK_GRID (self->grid), make_cell (self, row, cell), (int) cell->column,
                         self->line, (int) MAX (cell->column_span, 1),
                         (int) MAX (cell->row_span, 1));
    }
  self->line++;
}

gboolean
dcr_table_build_some (DcrTable *self, gint64 deadline)
{
  while (self->next < self->block->n_children)
    {
      const DcrBlock *child = self->block->children[self->next++];

      if (child->kind == DCR_BLOCK_ROW)
        build_row (self, child);
      if (g_get_monotonic_time () >= deadline)
        break;
    }
  return self->next < self->block->n_children;
}

guint
dcr_table_get_n_lines (DcrTable *self)
{
  return (guint) self->line;
}

static GtkSizeRequestMode
dcr_table_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
grid_minimum (DcrTable *self, int *natural)
{
  int minimum;

  gtk_widget_measure (self->grid, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, natural, NULL, NULL);
  return minimum;
}

static void
dcr_table_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                   int *natural, int *minimum_baseline, int *natural_baseline)
{
  DcrTable *self = DCR_TABLE (widget);
  int least = grid_minimum (self, natural), bar;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN (least, 60);
      return;
    }
  gtk_widget_measure (self->grid, orientation, for_size < 0 ? -1 : MAX (for_size, least), minimum,
                      natural, NULL, NULL);
  if (for_size >= 0 && for_size < least)
    {
      gtk_widget_measure (self->scrollbar, orientation, -1, &bar, NULL, NULL, NULL);
      *minimum += bar;
      *natural += bar;
    }
}

static void
dcr_table_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DcrTable *self = DCR_TABLE (widget);
  const int least = grid_minimum (self, NULL), wide = MAX (width, least);
  const gboolean scrolls = least > width;
  int bar = 0;

  /* before the scrollbar has its place: it moves with it */
  self->allocating = TRUE;
  gtk_adjustment_configure (self->adjustment, gtk_adjustment_get_value (self->adjustment), 0, wide,
                            width * .1, width * .9, width);
  self->allocating = FALSE;
  gtk_widget_set_child_visible (self->scrollbar, scrolls);
  if (scrolls)
    {
      gtk_widget_measure (self->scrollbar, GTK_ORIENTATION_VERTICAL, -1, &bar, NULL, NULL, NULL);
      gtk_widget_size_allocate (self->scrollbar, &(GtkAllocation){ 0, height - bar, width, bar },
                                -1);
    }
  gtk_widget_set_focusable (widget, scrolls);
  gtk_widget_size_allocate (
    self->grid,
    &(GtkAllocation){ -(int) gtk_adjustment_get_value (self->adjustment), 0, wide, height - bar },
    -1);
}

static void
moved (GtkAdjustment *adjustment, DcrTable *self)
{
  if (!self->allocating)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
scrolled (GtkEventControllerScroll *controller, double dx, double dy, DcrTable *self)
{
  if (dx == 0 || !gtk_widget_get_child_visible (self->scrollbar))
    return FALSE;
  gtk_adjustment_set_value (self->adjustment,
                            gtk_adjustment_get_value (self->adjustment) + dx * 40);
  return TRUE;
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
             DcrTable *self)
{
  const double step = gtk_adjustment_get_step_increment (self->adjustment) * 2;
  const double value = gtk_adjustment_get_value (self->adjustment);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || !gtk_widget_is_focus (GTK_WIDGET (self)))
    return FALSE;
  if (key == GDK_KEY_Right || key == GDK_KEY_KP_Right)
    gtk_adjustment_set_value (self->adjustment, value + step);
  else if (key == GDK_KEY_Left || key == GDK_KEY_KP_Left)
    gtk_adjustment_set_value (self->adjustment, value - step);
  else
    return FALSE;
  return TRUE;
}

static gboolean
dcr_table_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return !gtk_widget_is_focus (widget) && gtk_widget_grab_focus (widget);
}

static void
dcr_table_dispose (GObject *object)
{
  DcrTable *self = DCR_TABLE (object);

  g_clear_pointer (&self->grid, gtk_widget_unparent);
  g_clear_pointer (&self->scrollbar, gtk_widget_unparent);
  g_clear_pointer (&self->figures, g_free);
  G_OBJECT_CLASS (dcr_table_parent_class)->dispose (object);
}

static void
dcr_table_class_init (DcrTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_table_dispose;
  widget_class->get_request_mode = dcr_table_get_request_mode;
  widget_class->measure = dcr_table_measure;
  widget_class->size_allocate = dcr_table_size_allocate;
  widget_class->focus = dcr_table_focus;
  gtk_widget_class_set_css_name (widget_class, "table");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TABLE);
}

static void
dcr_table_init (DcrTable *self)
{
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_HORIZONTAL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self), "grid-table");
  self->grid = gtk_grid_new ();
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  self->scrollbar = gtk_scrollbar_new (GTK_ORIENTATION_HORIZONTAL, NULL);
  self->adjustment = gtk_scrollbar_get_adjustment (GTK_SCROLLBAR (self->scrollbar));
  gtk_widget_set_parent (self->scrollbar, GTK_WIDGET (self));
  g_signal_connect (self->adjustment, "value-changed", G_CALLBACK (moved), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scrolled), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
dcr_table_new (const DcrBlock *block, const char *name, DcrTableCellFunc func, gpointer user_data)
{
  DcrTable *self = g_object_new (DCR_TYPE_TABLE, NULL);
  g_autofree char *title = dcr_block_title_text (block);

  self->block = block;
  self->func = func;
  self->user_data = user_data;
  self->n_columns = MAX (block->column_span, 1);
  self->figures = g_new0 (gboolean, self->n_columns);
  find_figures (self);
  dcr_name (GTK_WIDGET (self), *title != '\0' ? title : name, NULL);
  return GTK_WIDGET (self);
}
