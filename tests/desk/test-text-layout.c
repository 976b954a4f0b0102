/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line that holds a text asks it for its height at the width it gets, and at no other: each answer is
 * a new layout of the text. A cell says how narrow and how wide it may be from one layout. */
#include "desk/common/dcr-line-layout.h"
#include "desk/common/dcr-pango.h"

/* A text of 6,000 square pixels, at least 20 wide: it notes the widths and heights it is asked for. */
typedef struct
{
  GtkWidget parent_instance;
  GArray *widths; /* int: for which its height was asked */
  guint heights;  /* times its width for a height was asked */
} Text;
typedef GtkWidgetClass TextClass;

GType text_get_type (void);
G_DEFINE_TYPE (Text, text, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
text_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
text_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
              int *natural, int *minimum_baseline, int *natural_baseline)
{
  Text *self = (Text *) widget;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      self->heights += for_size >= 0;
      *minimum = 20;
      *natural = 600;
      return;
    }
  *minimum = *natural = 6000 / MAX (for_size, 1);
  g_array_append_val (self->widths, for_size);
}

static void
text_finalize (GObject *object)
{
  g_array_unref (((Text *) object)->widths);
  G_OBJECT_CLASS (text_parent_class)->finalize (object);
}

static void
text_class_init (TextClass *klass)
{
  GTK_WIDGET_CLASS (klass)->get_request_mode = text_get_request_mode;
  GTK_WIDGET_CLASS (klass)->measure = text_measure;
  G_OBJECT_CLASS (klass)->finalize = text_finalize;
}

static void
text_init (Text *self)
{
  self->widths = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

/* A mark of 30 × 12, then a text. */
static GtkWidget *
make_line (Text **text, GtkWidget **mark)
{
  GtkWidget *line = g_object_ref_sink (dcr_line_new (10));

  *mark = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (*mark, 30, 12);
  *text = g_object_new (text_get_type (), NULL);
  gtk_box_append (GTK_BOX (line), *mark);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (*text));
  return line;
}

static int
height_of (GtkWidget *line, int width)
{
  int minimum, natural;

  gtk_widget_measure (line, GTK_ORIENTATION_VERTICAL, width, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, natural);
  return minimum;
}

static void
assert_place (GtkWidget *child, int x, int y, int width, int height)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (child, gtk_widget_get_parent (child), &bounds));
  g_assert_cmpfloat (bounds.origin.x, ==, x);
  g_assert_cmpfloat (bounds.origin.y, ==, y);
  g_assert_cmpfloat (bounds.size.width, ==, width);
  g_assert_cmpfloat (bounds.size.height, ==, height);
}

static void
test_asked_once (void)
{
  Text *text;
  GtkWidget *mark, *line = make_line (&text, &mark);

  g_assert_cmpint (height_of (line, 240), ==, 30);
  gtk_widget_size_allocate (line, &(GtkAllocation){ 0, 0, 240, 30 }, -1);
  g_assert_cmpuint (text->widths->len, ==, 1);
  g_assert_cmpint (g_array_index (text->widths, int, 0), ==, 200);
  g_assert_cmpuint (text->heights, ==, 0);
  assert_place (mark, 0, 0, 30, 30);
  assert_place (GTK_WIDGET (text), 40, 0, 200, 30);
  g_object_unref (line);
}

static void
test_centred (void)
{
  Text *text;
  GtkWidget *mark, *line = make_line (&text, &mark);

  dcr_line_layout_set_centred (DCR_LINE_LAYOUT (gtk_widget_get_layout_manager (line)), TRUE);
  g_assert_cmpint (height_of (line, 240), ==, 30);
  gtk_widget_size_allocate (line, &(GtkAllocation){ 0, 0, 240, 50 }, -1);
  assert_place (mark, 0, 19, 30, 12);
  assert_place (GTK_WIDGET (text), 40, 10, 200, 30);
  g_assert_cmpuint (text->heights, ==, 0);
  g_object_unref (line);
}

static void
test_right_to_left (void)
{
  Text *text;
  GtkWidget *mark, *line = make_line (&text, &mark);

  gtk_widget_set_direction (line, GTK_TEXT_DIR_RTL);
  g_assert_cmpint (height_of (line, 240), ==, 30);
  gtk_widget_size_allocate (line, &(GtkAllocation){ 0, 0, 240, 30 }, -1);
  assert_place (mark, 210, 0, 30, 30);
  assert_place (GTK_WIDGET (text), 0, 0, 200, 30);
  g_object_unref (line);
}

/* Too little room: a button cedes what it can. */
static void
test_tight (void)
{
  GtkWidget *line = g_object_ref_sink (dcr_line_new (10));
  GtkWidget *label = gtk_label_new ("Un libellé plutôt long"), *text;
  int least, natural;

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  text = g_object_new (text_get_type (), NULL);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), text);
  gtk_widget_measure (line, GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural, NULL, NULL);
  g_assert_cmpint (least, <, natural - 580);
  height_of (line, least + 15);
  gtk_widget_size_allocate (line, &(GtkAllocation){ 0, 0, least + 15, 300 }, -1);
  assert_place (text, least - 20, 0, 35, 300);
  g_object_unref (line);
}

/* Against the layout that it spares: every piece on a line of its own. */
static void
test_least_width (void)
{
  static const char *const texts[] = {
    "", "a", "Le rendez-vous se prend dans n’importe quelle mairie", "1\u202f200,50\u00a0€ par mois",
    "deux  espaces   de suite ", "une ligne\npuis l’autre, anticonstitutionnelle", "état-civil",
    "https://www.service-public.fr/particuliers/vosdroits/F1342", "(voir « Cas général »)"
  };
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (label, texts[i]);
      const int least = dcr_pango_least_width (layout);
      int width;

      pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
      pango_layout_set_width (layout, 0);
      pango_layout_get_size (layout, &width, NULL);
      g_assert_cmpint (PANGO_PIXELS_CEIL (least), ==, PANGO_PIXELS_CEIL (width));
    }
  g_object_unref (label);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/text-layout/asked-once", test_asked_once);
  g_test_add_func ("/desk/text-layout/centred", test_centred);
  g_test_add_func ("/desk/text-layout/right-to-left", test_right_to_left);
  g_test_add_func ("/desk/text-layout/tight", test_tight);
  g_test_add_func ("/desk/text-layout/least-width", test_least_width);
  return g_test_run ();
}
