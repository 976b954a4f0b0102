/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/common/dcr-line-layout.h"

struct _DcrLineLayout
{
  GtkLayoutManager parent_instance;
  int spacing;
  gboolean centred;
};

G_DEFINE_FINAL_TYPE (DcrLineLayout, dcr_line_layout, GTK_TYPE_LAYOUT_MANAGER)

/* What the children ask for together. */
typedef struct
{
  int minimum, natural;
  int fixed_natural; /* of those that do not expand, with the spacing */
  int expand_minimum;
  guint n_expand;
} Wishes;

static GtkSizeRequestMode
dcr_line_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static Wishes
get_wishes (DcrLineLayout *self, GtkWidget *widget)
{
  Wishes wishes = { 0 };
  int gap = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum, natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      wishes.minimum += minimum + gap;
      wishes.natural += natural + gap;
      wishes.fixed_natural += gap;
      if (gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
        {
          wishes.expand_minimum += minimum;
          wishes.n_expand++;
        }
      else
        wishes.fixed_natural += natural;
      gap = self->spacing;
    }
  return wishes;
}

/* The width of one child of a line of @width; @spare is what those that expand have not taken yet. */
static int
child_width (GtkWidget *child, const Wishes *wishes, int width, int *spare, guint *expand_left)
{
  const gboolean tight = width < wishes->fixed_natural + wishes->expand_minimum;
  int minimum, natural, share;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  if (!gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
    return tight ? minimum : natural;
  share = MAX (*spare / (int) MAX (*expand_left, 1), minimum);
  *spare -= share;
  (*expand_left)--;
  return share;
}

/* Lays out in @width; with @allocate, the height of the line, the children get their place. Returns the
 * height it takes. */
static int
lay_out (DcrLineLayout *self, GtkWidget *widget, int width, int allocate)
{
  const Wishes wishes = get_wishes (self, widget);
  const gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const gboolean tight = width < wishes.fixed_natural + wishes.expand_minimum;
  int spare = tight ? wishes.expand_minimum + MAX (width - wishes.minimum, 0)
                    : width - wishes.fixed_natural;
  guint expand_left = wishes.n_expand;
  int x = 0, height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int w, h;

      if (!gtk_widget_should_layout (child))
        continue;
      w = child_width (child, &wishes, width, &spare, &expand_left);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, w, &h, NULL, NULL, NULL);
      height = MAX (height, h);
      if (allocate >= 0)
        gtk_widget_size_allocate (child,
                                  &(GtkAllocation){ rtl ? width - x - w : x,
                                                    self->centred ? MAX (allocate - h, 0) / 2 : 0,
                                                    w, self->centred ? h : allocate },
                                  -1);
      x += w + self->spacing;
    }
  return height;
}

static void
dcr_line_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation,
                         int for_size, int *minimum, int *natural, int *minimum_baseline,
                         int *natural_baseline)
{
  DcrLineLayout *self = DCR_LINE_LAYOUT (manager);
  const Wishes wishes = get_wishes (self, widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = wishes.minimum;
      *natural = wishes.natural;
    }
  else
    *minimum = *natural = lay_out (self, widget, for_size < 0 ? wishes.natural : for_size, -1);
}

static void
dcr_line_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height,
                          int baseline)
{
  lay_out (DCR_LINE_LAYOUT (manager), widget, width, height);
}

static void
dcr_line_layout_class_init (DcrLineLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = dcr_line_layout_get_request_mode;
  layout_class->measure = dcr_line_layout_measure;
  layout_class->allocate = dcr_line_layout_allocate;
}

static void
dcr_line_layout_init (DcrLineLayout *self)
{
}

GtkLayoutManager *
dcr_line_layout_new (int spacing)
{
  DcrLineLayout *self = g_object_new (DCR_TYPE_LINE_LAYOUT, NULL);

  self->spacing = spacing;
  return GTK_LAYOUT_MANAGER (self);
}

void
dcr_line_layout_set_centred (DcrLineLayout *self, gboolean centred)
{
  self->centred = centred;
}

GtkWidget *
dcr_line_new (int spacing)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (line, dcr_line_layout_new (spacing));
  return line;
}
