/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-paragraph.h"

#include <string.h>

#include "desk/common/dcr-pango.h"

/* A longer word than this could not be shown in the narrowest pane without cutting it. Cutting
 * anywhere costs five times the measuring, so it is kept for the paragraphs that need it. */
#define LONGEST_WORD 26

/* What a paragraph in a column says of its width. */
#define COLUMN_LEAST 60
#define COLUMN_NATURAL 560

typedef struct
{
  guint start, end;
  const char *id;
} Range;

struct _DcrParagraph
{
  GtkWidget parent_instance;
  GtkWidget *label;
  const DcrRun *runs;
  guint n_runs;
  DcrRun note; /* the only run of a note */
  gboolean has_links;
  gboolean exact;       /* says how wide it is; else it takes the width it is given */
  int one_width, one_height, one_baseline; /* exact: of the text without breaking a line */
  gboolean has_colours; /* attributes that depend on the colour of the text */
  GArray *definitions;  /* Range; NULL without */
  guint *found;         /* pairs of byte offsets */
  guint n_found;
  int current;
};

G_DEFINE_FINAL_TYPE (DcrParagraph, dcr_paragraph, GTK_TYPE_WIDGET)

static void
insert (PangoAttrList *attributes, PangoAttribute *attribute, guint start, guint end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (attributes, attribute);
}

static guint16
channel (float value)
{
  return (guint16) (CLAMP (value, 0, 1) * 65535);
}

static void
add_styles (PangoAttrList *list, guint styles, guint start, guint end)
{
  if (styles & (1 << DCR_RUN_STRONG | 1 << DCR_RUN_VALUE))
    insert (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, end);
  if (styles
      & (1 << DCR_RUN_EXPRESSION | 1 << DCR_RUN_QUOTE | 1 << DCR_RUN_FOREIGN | 1 << DCR_RUN_IMAGE))
    insert (list, pango_attr_style_new (PANGO_STYLE_ITALIC), start, end);
  if (styles & 1 << DCR_RUN_SUPERSCRIPT)
    {
      insert (list, pango_attr_font_scale_new (PANGO_FONT_SCALE_SUPERSCRIPT), start, end);
      insert (list, pango_attr_baseline_shift_new (PANGO_BASELINE_SHIFT_SUPERSCRIPT), start, end);
    }
  if (styles & 1 << DCR_RUN_SUBSCRIPT)
    {
      insert (list, pango_attr_font_scale_new (PANGO_FONT_SCALE_SUBSCRIPT), start, end);
      insert (list, pango_attr_baseline_shift_new (PANGO_BASELINE_SHIFT_SUBSCRIPT), start, end);
    }
}

/* A definition is read like the rest of the sentence: the colour of the text, not that of a link,
 * and dots (drawn in snapshot) in place of the line. A field of a letter has the tint of an entry.
 */
static void
add_colours (DcrParagraph *self, PangoAttrList *list)
{
  guint at = 0;
  GdkRGBA ink;

  gtk_style_context_get_color (gtk_widget_get_style_context (self->label), &ink);
  for (guint i = 0; self->definitions != NULL && i < self->definitions->len; i++)
    {
      const Range *range = &g_array_index (self->definitions, Range, i);
      insert (
        list,
        pango_attr_foreground_new (channel (ink.red), channel (ink.green), channel (ink.blue)),
        range->start, range->end);
      insert (list, pango_attr_underline_new (PANGO_UNDERLINE_NONE), range->start, range->end);
    }
  for (guint i = 0; i < self->n_runs; i++)
    {
      const guint end = at + strlen (self->runs[i].text);
      if (self->runs[i].styles & 1 << DCR_RUN_VARIABLE)
        {
          insert (
            list,
            pango_attr_background_new (channel (ink.red), channel (ink.green), channel (ink.blue)),
            at, end);
          insert (list, pango_attr_background_alpha_new (channel (.1)), at, end);
        }
      at = end;
    }
}

static gboolean
lookup (DcrParagraph *self, const char *name, GdkRGBA *colour)
{
  return gtk_style_context_lookup_color (gtk_widget_get_style_context (self->label), name, colour);
}

static void
add_found (DcrParagraph *self, PangoAttrList *list)
{
  GdkRGBA tint, accent, on_accent;

  if (self->n_found == 0 || !lookup (self, "warning_bg_color", &tint)
      || !lookup (self, "accent_bg_color", &accent)
      || !lookup (self, "accent_fg_color", &on_accent))
    return;
  for (guint i = 0; i < self->n_found; i++)
    {
      const guint start = self->found[2 * i], end = self->found[2 * i + 1];
      const gboolean current = (int) i == self->current;
      const GdkRGBA *ground = current ? &accent : &tint;

      insert (list,
              pango_attr_background_new (channel (ground->red), channel (ground->green),
                                         channel (ground->blue)),
              start, end);
      if (current)
        insert (list,
                pango_attr_foreground_new (channel (on_accent.red), channel (on_accent.green),
                                           channel (on_accent.blue)),
                start, end);
      else
        insert (list, pango_attr_background_alpha_new (channel (.35)), start, end);
    }
}

static void
update_attributes (DcrParagraph *self)
{
  g_autoptr (PangoAttrList) list = NULL;
  guint at = 0;

  for (guint i = 0; i < self->n_runs; i++)
    {
      const guint end = at + strlen (self->runs[i].text);
      if (self->runs[i].styles != 0 && end > at)
        {
          if (list == NULL)
            list = pango_attr_list_new ();
          add_styles (list, self->runs[i].styles, at, end);
        }
      at = end;
    }
  if (self->has_colours || self->n_found > 0)
    {
      if (list == NULL)
        list = pango_attr_list_new ();
      add_colours (self, list);
      add_found (self, list);
    }
  gtk_label_set_attributes (GTK_LABEL (self->label), list);
}

static GtkSizeRequestMode
dcr_paragraph_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* A label lays its text out twice to say how wide it is, once a word a line; here the one layout says
 * both, and how high it is when it gets all the room it wants. Returns the least width. */
static int
measure_one (DcrParagraph *self)
{
  int width, height;
  PangoLayout *own = gtk_label_get_layout (GTK_LABEL (self->label));
  g_autoptr (PangoLayout) layout =
    gtk_widget_get_width (self->label) > 1 ? pango_layout_copy (own) : g_object_ref (own);

  pango_layout_set_width (layout, -1);
  pango_layout_get_size (layout, &width, &height);
  self->one_width = PANGO_PIXELS_CEIL (width);
  self->one_height = PANGO_PIXELS_CEIL (height);
  self->one_baseline = PANGO_PIXELS_CEIL (pango_layout_get_baseline (layout));
  return MIN (PANGO_PIXELS_CEIL (dcr_pango_least_width (layout)), self->one_width);
}

/* A cell, or what is in it: it says how wide it is, for the columns to share the table. */
static void
measure_exact (DcrParagraph *self, GtkOrientation orientation, int for_size, int *minimum,
               int *natural, int *minimum_baseline, int *natural_baseline)
{
  if (gtk_label_get_wrap_mode (GTK_LABEL (self->label)) != PANGO_WRAP_WORD)
    gtk_widget_measure (self->label, orientation,
                        orientation == GTK_ORIENTATION_HORIZONTAL ? -1 : for_size, minimum, natural,
                        minimum_baseline, natural_baseline);
  else if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = measure_one (self);
      *natural = self->one_width;
    }
  else if (for_size < 0 || for_size >= self->one_width)
    {
      if (for_size < 0)
        measure_one (self);
      *minimum = *natural = self->one_height;
      *minimum_baseline = *natural_baseline = self->one_baseline;
    }
  else
    GTK_WIDGET_GET_CLASS (self->label)
      ->measure (self->label, orientation, for_size, minimum, natural, minimum_baseline,
                 natural_baseline);
}

/* The width never depends on a height: GtkBox asks for the width of a label at any height, and is
 * told more than its minimum when the text may be cut anywhere.
 *
 * The widths of a label cost it two layouts, and gtk_widget_measure() asks for them before every
 * height. In a column the width is given: then they are not asked, and the height is had from the
 * label's class directly, which halves the time it takes to open an article. */
static void
dcr_paragraph_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  DcrParagraph *self = DCR_PARAGRAPH (widget);

  if (self->exact)
    measure_exact (self, orientation, for_size, minimum, natural, minimum_baseline,
                   natural_baseline);
  else if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = COLUMN_LEAST;
      *natural = COLUMN_NATURAL;
    }
  else
    GTK_WIDGET_GET_CLASS (self->label)
      ->measure (self->label, orientation, for_size < 0 ? COLUMN_NATURAL : for_size, minimum,
                 natural, minimum_baseline, natural_baseline);
}

static void
dcr_paragraph_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (DCR_PARAGRAPH (widget)->label, &(GtkAllocation){ 0, 0, width, height },
                            baseline);
}

static void
dcr_paragraph_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  DcrParagraph *self = DCR_PARAGRAPH (widget);

  GTK_WIDGET_CLASS (dcr_paragraph_parent_class)->css_changed (widget, change);
  if (self->has_colours || self->n_found > 0)
    update_attributes (self);
}

/* Dots under one stretch of a line, in the colour of the text. */
static void
draw_dots (GtkSnapshot *snapshot, const GdkRGBA *ink, float x, float y, float width)
{
  for (float at = 0; at + 1 <= width; at += 3)
    gtk_snapshot_append_color (snapshot, ink, &GRAPHENE_RECT_INIT (x + at, y, 1.5, 1.5));
}

typedef void (*StretchFunc) (gpointer data, int x, int y, int width, int height, int baseline);

/* Calls @func for each line's part of a byte range, in the paragraph's coordinates. */
static void
each_stretch (DcrParagraph *self, guint start, guint end, StretchFunc func, gpointer data)
{
  PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (self->label));
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  graphene_point_t origin;
  int left, top;

  gtk_label_get_layout_offsets (GTK_LABEL (self->label), &left, &top);
  if (!gtk_widget_compute_point (self->label, GTK_WIDGET (self), &GRAPHENE_POINT_INIT (0, 0),
                                 &origin))
    graphene_point_init (&origin, 0, 0);
  do
    {
      PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
      PangoRectangle box;
      int *ranges = NULL, n = 0;

      if ((guint) line->start_index >= end || (guint) (line->start_index + line->length) <= start)
        continue;
      pango_layout_iter_get_line_extents (iter, NULL, &box);
      pango_layout_line_get_x_ranges (line, MAX (start, (guint) line->start_index),
                                      MIN (end, (guint) (line->start_index + line->length)),
                                      &ranges, &n);
      for (int i = 0; i < n; i++)
        func (data, left + origin.x + PANGO_PIXELS (ranges[2 * i]),
              top + origin.y + PANGO_PIXELS (box.y),
              PANGO_PIXELS (ranges[2 * i + 1] - ranges[2 * i]), PANGO_PIXELS (box.height),
              top + origin.y + PANGO_PIXELS (pango_layout_iter_get_baseline (iter)));
      g_free (ranges);
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

typedef struct
{
  GtkSnapshot *snapshot;
  GdkRGBA ink;
} Dots;

static void
dots_stretch (gpointer data, int x, int y, int width, int height, int baseline)
{
  Dots *dots = data;

  draw_dots (dots->snapshot, &dots->ink, x, baseline + 2, width);
}

static void
dcr_paragraph_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DcrParagraph *self = DCR_PARAGRAPH (widget);
  Dots dots = { snapshot, { 0 } };

  gtk_widget_snapshot_child (widget, self->label, snapshot);
  if (self->definitions == NULL)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (self->label), &dots.ink);
  dots.ink.alpha *= .65;
  for (guint i = 0; i < self->definitions->len; i++)
    {
      const Range *range = &g_array_index (self->definitions, Range, i);
      each_stretch (self, range->start, range->end, dots_stretch, &dots);
    }
}

static gboolean
follow (GtkLabel *label, const char *uri, DcrParagraph *self)
{
  return gtk_widget_activate_action (GTK_WIDGET (self), "article.follow", "s", uri);
}

static void
append_link (GString *markup, const DcrRun *run, const char *text)
{
  static const char *const schemes[] = { [DCR_LINK_ARTICLE] = "article:",
                                         [DCR_LINK_DEFINITION] = "definition:",
                                         [DCR_LINK_WEB] = "",
                                         [DCR_LINK_PASSAGE] = "passage:" };
  g_autofree char *target = g_markup_escape_text (run->target, -1);

  g_string_append_printf (markup, "<a href=\"%s%s\">%s</a>", schemes[run->link], target, text);
}

static gboolean
needs_cutting (const char *text)
{
  guint length = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      length = (*at == ' ' || *at == '-' || *at == '\n') ? 0 : length + 1;
      if (length > LONGEST_WORD)
        return TRUE;
    }
  return FALSE;
}

static void
note_run (DcrParagraph *self, const DcrRun *run, guint start, guint end)
{
  if (run->link != DCR_LINK_NONE)
    self->has_links = TRUE;
  if (run->styles & 1 << DCR_RUN_VARIABLE)
    self->has_colours = TRUE;
  if (run->link == DCR_LINK_DEFINITION && end > start)
    {
      Range range = { start, end, run->target };
      if (self->definitions == NULL)
        self->definitions = g_array_new (FALSE, FALSE, sizeof (Range));
      g_array_append_val (self->definitions, range);
      self->has_colours = TRUE;
    }
}

static void
fill (DcrParagraph *self)
{
  g_autoptr (GString) plain = g_string_new (NULL), markup = g_string_new (NULL);

  for (guint i = 0; i < self->n_runs; i++)
    {
      const DcrRun *run = &self->runs[i];
      note_run (self, run, plain->len, plain->len + strlen (run->text));
      g_string_append (plain, run->text);
    }
  for (guint i = 0; self->has_links && i < self->n_runs; i++)
    {
      g_autofree char *text = g_markup_escape_text (self->runs[i].text, -1);
      if (self->runs[i].link == DCR_LINK_NONE || self->runs[i].target == NULL)
        g_string_append (markup, text);
      else
        append_link (markup, &self->runs[i], text);
    }
  if (needs_cutting (plain->str))
    gtk_label_set_wrap_mode (GTK_LABEL (self->label), PANGO_WRAP_WORD_CHAR);
  if (self->has_links)
    {
      gtk_label_set_markup (GTK_LABEL (self->label), markup->str);
      g_signal_connect (self->label, "activate-link", G_CALLBACK (follow), self);
    }
  else
    gtk_label_set_text (GTK_LABEL (self->label), plain->str);
  update_attributes (self);
}

static void
dcr_paragraph_dispose (GObject *object)
{
  DcrParagraph *self = DCR_PARAGRAPH (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->definitions, g_array_unref);
  g_clear_pointer (&self->found, g_free);
  G_OBJECT_CLASS (dcr_paragraph_parent_class)->dispose (object);
}

static void
dcr_paragraph_class_init (DcrParagraphClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_paragraph_dispose;
  widget_class->get_request_mode = dcr_paragraph_get_request_mode;
  widget_class->measure = dcr_paragraph_measure;
  widget_class->size_allocate = dcr_paragraph_size_allocate;
  widget_class->snapshot = dcr_paragraph_snapshot;
  widget_class->css_changed = dcr_paragraph_css_changed;
  gtk_widget_class_set_css_name (widget_class, "paragraph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_NONE);
}

static void
dcr_paragraph_init (DcrParagraph *self)
{
  self->current = -1;
  self->label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_selectable (GTK_LABEL (self->label), TRUE);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

static GtkWidget *
start (DcrParagraph *self, const DcrRun *runs, guint n_runs, const char *classes)
{
  self->runs = runs;
  self->n_runs = n_runs;
  if (classes != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (classes, " ", -1);
      for (char **part = parts; *part != NULL; part++)
        gtk_widget_add_css_class (self->label, *part);
    }
  fill (self);
  return GTK_WIDGET (self);
}

GtkWidget *
dcr_paragraph_new (const DcrRun *runs, guint n_runs, const char *classes)
{
  return start (g_object_new (DCR_TYPE_PARAGRAPH, NULL), runs, n_runs, classes);
}

GtkWidget *
dcr_paragraph_new_note (const char *text, const char *classes)
{
  DcrParagraph *self = g_object_new (DCR_TYPE_PARAGRAPH, NULL);

  self->note.text = text;
  return start (self, &self->note, 1, classes);
}

gconstpointer
dcr_paragraph_get_key (DcrParagraph *self)
{
  return self->runs == &self->note ? (gconstpointer) self->note.text : (gconstpointer) self->runs;
}

GtkLabel *
dcr_paragraph_get_label (DcrParagraph *self)
{
  return GTK_LABEL (self->label);
}

const DcrRun *
dcr_paragraph_get_runs (DcrParagraph *self)
{
  return self->runs;
}

gboolean
dcr_paragraph_has_links (DcrParagraph *self)
{
  return self->has_links;
}

void
dcr_paragraph_set_found (DcrParagraph *self, const guint *ranges, guint n_ranges, int current)
{
  if (n_ranges == 0 && self->n_found == 0)
    return;
  g_free (self->found);
  self->found = n_ranges > 0 ? g_memdup2 (ranges, 2 * n_ranges * sizeof (guint)) : NULL;
  self->n_found = n_ranges;
  self->current = current;
  update_attributes (self);
}

static void
first_stretch (gpointer data, int x, int y, int width, int height, int baseline)
{
  GdkRectangle *place = data;

  if (place->width == 0)
    *place = (GdkRectangle){ x, y, MAX (width, 1), height };
}

void
dcr_paragraph_get_place (DcrParagraph *self, guint start, guint end, GdkRectangle *place)
{
  *place = (GdkRectangle){ 0 };
  each_stretch (self, start, end, first_stretch, place);
}

const char *
dcr_paragraph_nth_definition (DcrParagraph *self, guint nth, GdkRectangle *place)
{
  const Range *range;

  if (self->definitions == NULL || nth >= self->definitions->len)
    return NULL;
  range = &g_array_index (self->definitions, Range, nth);
  dcr_paragraph_get_place (self, range->start, range->end, place);
  return range->id;
}

typedef struct
{
  double x, y;
  gboolean inside;
  GdkRectangle place;
} Hit;

static void
hit_stretch (gpointer data, int x, int y, int width, int height, int baseline)
{
  Hit *hit = data;

  if (hit->x < x || hit->x > x + width || hit->y < y || hit->y > y + height)
    return;
  hit->inside = TRUE;
  hit->place = (GdkRectangle){ x, y, width, height };
}

const char *
dcr_paragraph_definition_at (DcrParagraph *self, double x, double y, GdkRectangle *place)
{
  for (guint i = 0; self->definitions != NULL && i < self->definitions->len; i++)
    {
      const Range *range = &g_array_index (self->definitions, Range, i);
      Hit hit = { x, y, FALSE, { 0 } };

      each_stretch (self, range->start, range->end, hit_stretch, &hit);
      if (hit.inside)
        {
          *place = hit.place;
          return range->id;
        }
    }
  return NULL;
}

int
dcr_paragraph_get_focused_definition (DcrParagraph *self)
{
  const char *uri = gtk_label_get_current_uri (GTK_LABEL (self->label));

  if (uri == NULL || !g_str_has_prefix (uri, "definition:") || self->definitions == NULL)
    return -1;
  for (guint i = 0; i < self->definitions->len; i++)
    if (g_strcmp0 (g_array_index (self->definitions, Range, i).id, uri + strlen ("definition:"))
        == 0)
      return i;
  return -1;
}

void
dcr_paragraph_make_exact (GtkWidget *widget)
{
  if (DCR_IS_PARAGRAPH (widget))
    {
      DCR_PARAGRAPH (widget)->exact = TRUE;
      gtk_widget_queue_resize (widget);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    dcr_paragraph_make_exact (child);
}
