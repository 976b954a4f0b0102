/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-article-body-private.h"

#include <math.h>

#include "desk/call/dcr-former.h"

/* SHELL 2: an AdwClamp of 704, tightening from 620; margins 6 top, 12 sides, 24 bottom. */
#define CLAMP_MAXIMUM 704
#define CLAMP_TIGHTENING 620
#define MARGIN_TOP 6
#define MARGIN_SIDE 12
#define MARGIN_BOTTOM 24
#define LEAST_WIDTH 240

enum
{
  PROP_HADJUSTMENT = 1,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY
};

G_DEFINE_FINAL_TYPE_WITH_CODE (DcrArticleBody, dcr_article_body, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

DcrBodySlot *
dcr_article_body_slot (DcrArticleBody *self, guint i)
{
  return &g_array_index (self->slots, DcrBodySlot, i);
}

static double
ease_out_cubic (double t)
{
  const double p = t - 1;

  return p * p * p + 1;
}

/* The width AdwClamp would give. */
static int
clamp_width (int width)
{
  const double upper = CLAMP_TIGHTENING + 3 * (CLAMP_MAXIMUM - CLAMP_TIGHTENING);

  if (width <= CLAMP_TIGHTENING)
    return width;
  if (width >= upper)
    return CLAMP_MAXIMUM;
  return CLAMP_TIGHTENING
         + (CLAMP_MAXIMUM - CLAMP_TIGHTENING)
             * ease_out_cubic ((width - CLAMP_TIGHTENING) / (upper - CLAMP_TIGHTENING));
}

static int
column_width (DcrArticleBody *self)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (self));

  return MAX (clamp_width (width > 0 ? width : CLAMP_MAXIMUM) - 2 * MARGIN_SIDE, 1);
}

static void
measure (DcrArticleBody *self, DcrBodySlot *slot)
{
  const int width = column_width (self);
  int least;

  gtk_widget_measure (slot->child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (slot->child, GTK_ORIENTATION_VERTICAL, MAX (width, least), &slot->height,
                      NULL, NULL, NULL);
  slot->width = width;
}

/* Tops of all slots from their heights. What was measured at this width is asked again, which costs
 * nothing unless the widget changed; the rest keeps the height it had until it comes in sight. */
void
dcr_article_body_place_slots (DcrArticleBody *self)
{
  int y = MARGIN_TOP;

  for (guint i = 0; i < self->slots->len; i++)
    {
      DcrBodySlot *slot = dcr_article_body_slot (self, i);

      slot->y = y;
      if (!slot->shown)
        continue;
      if (slot->child != NULL && slot->width == column_width (self))
        measure (self, slot);
      slot->y = y += slot->gap;
      y += slot->height;
    }
  self->total = y + MARGIN_BOTTOM;
}

int
dcr_article_body_viewport_height (DcrArticleBody *self)
{
  const int height = gtk_widget_get_height (GTK_WIDGET (self));

  return height > 0 ? height : 900;
}

static guint
top_slot (DcrArticleBody *self, int value)
{
  guint low = 0, high = self->slots->len;

  while (high - low > 1)
    {
      const guint middle = (low + high) / 2;
      if (dcr_article_body_slot (self, middle)->y <= value)
        low = middle;
      else
        high = middle;
    }
  while (low > 0 && !dcr_article_body_slot (self, low)->shown)
    low--;
  return low;
}

int
dcr_article_body_wanted_value (DcrArticleBody *self)
{
  int value;

  if (self->slots->len == 0)
    return 0;
  value = dcr_article_body_slot (self, MIN (self->anchor, self->slots->len - 1))->y + self->anchor_offset;
  return CLAMP (value, 0, MAX (self->total - dcr_article_body_viewport_height (self), 0));
}

void
dcr_article_body_take_anchor (DcrArticleBody *self, int value)
{
  if (self->slots->len == 0)
    return;
  self->anchor = top_slot (self, value);
  self->anchor_offset = value - dcr_article_body_slot (self, self->anchor)->y;
}

static void
configure (DcrArticleBody *self, int value)
{
  const int height = dcr_article_body_viewport_height (self);

  if (self->adjustments[GTK_ORIENTATION_VERTICAL] == NULL)
    return;
  self->own_value = TRUE;
  gtk_adjustment_configure (self->adjustments[GTK_ORIENTATION_VERTICAL], value, 0,
                            MAX (self->total, height), height * .1, height * .9, height);
  if (self->adjustments[GTK_ORIENTATION_HORIZONTAL] != NULL)
    {
      const int width = gtk_widget_get_width (GTK_WIDGET (self));
      gtk_adjustment_configure (self->adjustments[GTK_ORIENTATION_HORIZONTAL], 0, 0, width,
                                width * .1, width * .9, width);
    }
  self->own_value = FALSE;
}

static int
current_value (DcrArticleBody *self)
{
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];

  return adjustment != NULL ? (int) floor (gtk_adjustment_get_value (adjustment)) : 0;
}

static gboolean
has_focus_inside (DcrArticleBody *self, const DcrBodySlot *slot)
{
  return slot->child != NULL && gtk_widget_get_focus_child (GTK_WIDGET (self)) == slot->child;
}

static void
allocate_slot (DcrArticleBody *self, DcrBodySlot *slot, int value)
{
  const int column = column_width (self), height = dcr_article_body_viewport_height (self);
  const int left = (gtk_widget_get_width (GTK_WIDGET (self)) - column) / 2;
  const gboolean near = slot->shown && slot->y < value + height + height / 2
                        && slot->y + slot->height > value - height / 2;
  int least;

  if (slot->child == NULL)
    return;
  gtk_widget_set_child_visible (slot->child,
                                near || (slot->shown && has_focus_inside (self, slot)));
  if (!gtk_widget_get_child_visible (slot->child))
    return;
  gtk_widget_measure (slot->child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_size_allocate (
    slot->child,
    &(GtkAllocation){ left, slot->y - value, MAX (column_width (self), least), slot->height }, -1);
}

/* Measures what is in sight at this width until that changes nothing any more: a slot found taller
 * than thought pushes the others out of sight. */
static void
settle (DcrArticleBody *self)
{
  for (guint round = 0; round < 4; round++)
    {
      const int value = dcr_article_body_wanted_value (self), height = dcr_article_body_viewport_height (self);
      gboolean any = FALSE;

      for (guint i = self->slots->len > 0 ? top_slot (self, value) : 0; i < self->slots->len; i++)
        {
          DcrBodySlot *slot = dcr_article_body_slot (self, i);
          if (slot->y > value + height)
            break;
          if (!slot->shown || slot->child == NULL || slot->width == column_width (self))
            continue;
          measure (self, slot);
          any = TRUE;
        }
      if (!any)
        return;
      dcr_article_body_place_slots (self);
    }
}

static void
allocate_slots (DcrArticleBody *self)
{
  const int value = dcr_article_body_wanted_value (self);

  configure (self, value);
  for (guint i = 0; i < self->slots->len; i++)
    allocate_slot (self, dcr_article_body_slot (self, i), value);
}

static void
dcr_article_body_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DcrArticleBody *self = DCR_ARTICLE_BODY (widget);
  GtkWidget *revealed = self->revealed;

  dcr_article_body_place_slots (self);
  settle (self);
  allocate_slots (self);
  if (revealed != NULL)
    {
      /* only now is it known where in its slot it is */
      dcr_article_body_set_revealed (self, NULL, NULL);
      if (dcr_article_body_bring_in_sight (self, revealed, self->has_revealed_area ? &self->revealed_area : NULL))
        {
          settle (self);
          allocate_slots (self);
        }
    }
  self->allocations++;
  if (self->allocated != NULL)
    self->allocated (self, self->allocated_data);
}

static void
dcr_article_body_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                          int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : 0;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? CLAMP_MAXIMUM : 400;
}

/* A thin line beside what stands in a case. */
static void
draw_indents (DcrArticleBody *self, GtkSnapshot *snapshot, int value)
{
  const int left = (gtk_widget_get_width (GTK_WIDGET (self)) - column_width (self)) / 2;
  GdkRGBA ink;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &ink);
  ink.alpha *= .16;
  for (guint i = 0; i < self->slots->len; i++)
    {
      const DcrBodySlot *slot = dcr_article_body_slot (self, i), *next = i + 1 < self->slots->len ? slot + 1 : NULL;
      if (!slot->shown || slot->y + slot->height < value
          || slot->y > value + dcr_article_body_viewport_height (self))
        continue;
      for (guint level = 0; level < slot->indent; level++)
        {
          const int gap = next != NULL && next->shown && next->indent > level ? next->gap : 0;
          gtk_snapshot_append_color (snapshot, &ink,
                                     &GRAPHENE_RECT_INIT (left + 10 + level * DCR_ARTICLE_INDENT,
                                                          slot->y - value, 2, slot->height + gap));
        }
    }
}

static void
dcr_article_body_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DcrArticleBody *self = DCR_ARTICLE_BODY (widget);
  const int value = current_value (self), height = dcr_article_body_viewport_height (self);

  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), height));
  draw_indents (self, snapshot, value);
  for (guint i = 0; i < self->slots->len; i++)
    {
      const DcrBodySlot *slot = dcr_article_body_slot (self, i);
      if (slot->child != NULL && slot->shown && slot->y <= value + height
          && slot->y + slot->height >= value && gtk_widget_get_child_visible (slot->child))
        gtk_widget_snapshot_child (widget, slot->child, snapshot);
    }
  gtk_snapshot_pop (snapshot);
}

static void
value_changed (GtkAdjustment *adjustment, DcrArticleBody *self)
{
  if (self->own_value)
    return;
  dcr_article_body_take_anchor (self, (int) floor (gtk_adjustment_get_value (adjustment)));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
set_adjustment (DcrArticleBody *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  if (self->adjustments[orientation] == adjustment && adjustment != NULL)
    return;
  if (self->adjustments[orientation] != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustments[orientation], self);
  g_clear_object (&self->adjustments[orientation]);
  if (adjustment == NULL)
    adjustment = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  self->adjustments[orientation] = g_object_ref_sink (adjustment);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    g_signal_connect (adjustment, "value-changed", G_CALLBACK (value_changed), self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
dcr_article_body_set_focus_child (GtkWidget *widget, GtkWidget *child)
{
  DcrArticleBody *self = DCR_ARTICLE_BODY (widget);
  GtkWidget *focus = child != NULL ? gtk_root_get_focus (gtk_widget_get_root (widget)) : NULL;

  GTK_WIDGET_CLASS (dcr_article_body_parent_class)->set_focus_child (widget, child);
  if (focus != NULL && gtk_widget_is_ancestor (focus, widget))
    dcr_article_body_reveal (self, focus, NULL);
}

static void
dcr_article_body_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  DcrArticleBody *self = DCR_ARTICLE_BODY (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_VERTICAL]);
      break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
dcr_article_body_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  DcrArticleBody *self = DCR_ARTICLE_BODY (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_HORIZONTAL] = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_VERTICAL] = g_value_get_enum (value);
      break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
dcr_article_body_dispose (GObject *object)
{
  DcrArticleBody *self = DCR_ARTICLE_BODY (object);

  for (guint i = 0; i < self->slots->len; i++)
    g_clear_pointer (&dcr_article_body_slot (self, i)->child, gtk_widget_unparent);
  dcr_article_body_free_some (self, G_MAXINT64);
  dcr_article_body_set_revealed (self, NULL, NULL);
  for (guint i = 0; i < 2; i++)
    {
      if (self->adjustments[i] != NULL)
        g_signal_handlers_disconnect_by_data (self->adjustments[i], self);
      g_clear_object (&self->adjustments[i]);
    }
  G_OBJECT_CLASS (dcr_article_body_parent_class)->dispose (object);
}

static void
dcr_article_body_finalize (GObject *object)
{
  g_array_unref (DCR_ARTICLE_BODY (object)->slots);
  G_OBJECT_CLASS (dcr_article_body_parent_class)->finalize (object);
}

static void
dcr_article_body_class_init (DcrArticleBodyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = dcr_article_body_get_property;
  object_class->set_property = dcr_article_body_set_property;
  object_class->dispose = dcr_article_body_dispose;
  object_class->finalize = dcr_article_body_finalize;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  widget_class->measure = dcr_article_body_measure;
  widget_class->size_allocate = dcr_article_body_size_allocate;
  widget_class->snapshot = dcr_article_body_snapshot;
  widget_class->focus = dcr_article_body_focus;
  widget_class->set_focus_child = dcr_article_body_set_focus_child;
  gtk_widget_class_set_css_name (widget_class, "article");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
dcr_article_body_init (DcrArticleBody *self)
{
  self->slots = g_array_new (FALSE, TRUE, sizeof (DcrBodySlot));
  g_queue_init (&self->former);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
dcr_article_body_new (void)
{
  return g_object_new (DCR_TYPE_ARTICLE_BODY, NULL);
}

void
dcr_article_body_reset (DcrArticleBody *self, guint n)
{
  for (guint i = 0; i < self->slots->len; i++)
    {
      GtkWidget *child = dcr_article_body_slot (self, i)->child;
      if (child == NULL)
        continue;
      /* hidden, what is taken out of it asks nobody for a new size */
      gtk_widget_set_visible (child, FALSE);
      dcr_article_body_keep (self, child, (GDestroyNotify) gtk_widget_unparent);
    }
  g_array_set_size (self->slots, 0);
  g_array_set_size (self->slots, n);
  for (guint i = 0; i < n; i++)
    dcr_article_body_slot (self, i)->shown = TRUE;
  self->anchor = 0;
  self->anchor_offset = -MARGIN_TOP;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

gboolean
dcr_article_body_free_some (DcrArticleBody *self, gint64 deadline)
{
  return dcr_former_free_some (&self->former, deadline);
}

void
dcr_article_body_keep (DcrArticleBody *self, gpointer data, GDestroyNotify free)
{
  dcr_former_keep (&self->former, data, free);
}

guint
dcr_article_body_get_n_slots (DcrArticleBody *self)
{
  return self->slots->len;
}

void
dcr_article_body_set_slot (DcrArticleBody *self, guint i, int height, int gap, guint indent)
{
  DcrBodySlot *slot = dcr_article_body_slot (self, i);

  if (slot->child == NULL)
    slot->height = height;
  slot->gap = gap;
  slot->indent = indent;
}

void
dcr_article_body_set_shown (DcrArticleBody *self, guint i, gboolean shown)
{
  DcrBodySlot *slot = dcr_article_body_slot (self, i);

  if (slot->shown == shown)
    return;
  slot->shown = shown;
  if (!shown && slot->child != NULL)
    gtk_widget_set_child_visible (slot->child, FALSE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

gboolean
dcr_article_body_get_shown (DcrArticleBody *self, guint i)
{
  return dcr_article_body_slot (self, i)->shown;
}

void
dcr_article_body_set_child (DcrArticleBody *self, guint i, GtkWidget *child)
{
  DcrBodySlot *slot = dcr_article_body_slot (self, i);
  GtkWidget *before = NULL;

  g_return_if_fail (slot->child == NULL);
  for (guint next = i + 1; next < self->slots->len && before == NULL; next++)
    before = dcr_article_body_slot (self, next)->child;
  slot->child = child;
  slot->width = 0;
  slot->made = self->allocations;
  /* first: else all that is in it would be realized and mapped, and unmapped at once */
  gtk_widget_set_child_visible (child, FALSE);
  gtk_widget_insert_before (child, GTK_WIDGET (self), before);
}

GtkWidget *
dcr_article_body_get_child (DcrArticleBody *self, guint i)
{
  return dcr_article_body_slot (self, i)->child;
}

void
dcr_article_body_measure_slot (DcrArticleBody *self, guint i)
{
  DcrBodySlot *slot = dcr_article_body_slot (self, i);
  const int before = slot->height;

  if (slot->child == NULL)
    return;
  measure (self, slot);
  if (before != slot->height)
    dcr_article_body_place_slots (self);
}

int
dcr_article_body_find_unmeasured (DcrArticleBody *self)
{
  const int width = column_width (self);

  for (guint i = 0; i < self->slots->len; i++)
    {
      const DcrBodySlot *slot = dcr_article_body_slot (self, i);
      if (slot->child != NULL && slot->shown && slot->width != width
          && slot->made < self->allocations)
        return i;
    }
  return -1;
}

void
dcr_article_body_set_build_func (DcrArticleBody *self, DcrArticleBodyBuild func, gpointer user_data)
{
  self->build = func;
  self->build_data = user_data;
}

void
dcr_article_body_set_allocated_func (DcrArticleBody *self, GFunc func, gpointer user_data)
{
  self->allocated = func;
  self->allocated_data = user_data;
}

int
dcr_article_body_find_gap (DcrArticleBody *self)
{
  int value;

  if (self->slots->len == 0)
    return -1;
  dcr_article_body_place_slots (self);
  value = dcr_article_body_wanted_value (self);
  for (guint i = top_slot (self, value); i < self->slots->len; i++)
    {
      const DcrBodySlot *slot = dcr_article_body_slot (self, i);
      if (slot->y > value + dcr_article_body_viewport_height (self))
        break;
      if (slot->shown && slot->child == NULL)
        return i;
    }
  return -1;
}

guint
dcr_article_body_get_top (DcrArticleBody *self, int *offset)
{
  if (offset != NULL)
    *offset = self->anchor_offset;
  return self->anchor;
}

gboolean
dcr_article_body_is_past (DcrArticleBody *self, int height)
{
  return self->slots->len > 0 && dcr_article_body_wanted_value (self) > dcr_article_body_slot (self, 0)->y + height;
}

guint
dcr_article_body_slot_at (DcrArticleBody *self, int y)
{
  return self->slots->len > 0 ? top_slot (self, dcr_article_body_wanted_value (self) + y) : 0;
}

void
dcr_article_body_scroll_to (DcrArticleBody *self, guint slot, int offset)
{
  self->anchor = MIN (slot, MAX (self->slots->len, 1) - 1);
  self->anchor_offset = offset;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
dcr_article_body_hold (DcrArticleBody *self, guint i)
{
  const int value = dcr_article_body_wanted_value (self);

  self->anchor = i;
  self->anchor_offset = value - dcr_article_body_slot (self, i)->y;
}
