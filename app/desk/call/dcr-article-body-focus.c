/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has to be in sight, and the way of the focus through the slots, those out of sight too. */
#include "desk/call/dcr-article-body-private.h"

#define REVEAL_MARGIN 12

void
dcr_article_body_set_revealed (DcrArticleBody *self, GtkWidget *child, const GdkRectangle *area)
{
  if (self->revealed != NULL)
    g_object_remove_weak_pointer (G_OBJECT (self->revealed), (gpointer *) &self->revealed);
  self->revealed = child;
  if (child != NULL)
    g_object_add_weak_pointer (G_OBJECT (child), (gpointer *) &self->revealed);
  self->has_revealed_area = area != NULL;
  if (area != NULL)
    self->revealed_area = *area;
}

static int
index_of (DcrArticleBody *self, GtkWidget *child)
{
  for (guint i = 0; i < self->slots->len; i++)
    if (dcr_article_body_slot (self, i)->child == child)
      return i;
  return -1;
}

/* Where @area of @child is in the column. The child may never have been allocated at this scroll:
 * its place inside its slot is what counts. */
static gboolean
place_in_column (DcrArticleBody *self, GtkWidget *child, const GdkRectangle *area, int *top,
                 int *bottom)
{
  GtkWidget *row = child;
  graphene_rect_t bounds;
  int i;

  while (row != NULL && gtk_widget_get_parent (row) != GTK_WIDGET (self))
    row = gtk_widget_get_parent (row);
  i = row != NULL ? index_of (self, row) : -1;
  if (i < 0)
    return FALSE;
  if (!gtk_widget_compute_bounds (child, row, &bounds))
    graphene_rect_init (&bounds, 0, 0, 0, dcr_article_body_slot (self, i)->height);
  *top = dcr_article_body_slot (self, i)->y + (int) bounds.origin.y + (area != NULL ? area->y : 0);
  *bottom = *top + (area != NULL ? area->height : (int) bounds.size.height);
  return TRUE;
}

gboolean
dcr_article_body_bring_in_sight (DcrArticleBody *self, GtkWidget *child, const GdkRectangle *area)
{
  const int height = dcr_article_body_viewport_height (self), before = dcr_article_body_wanted_value (self);
  int top, bottom, value = before;

  if (!place_in_column (self, child, area, &top, &bottom))
    return FALSE;
  if (bottom - top > height - 2 * REVEAL_MARGIN)
    {
      /* taller than the screen: enough when some of it fills it */
      if (top > value + height / 2 || bottom < value + height / 2)
        value = top - REVEAL_MARGIN;
    }
  else if (top - REVEAL_MARGIN < value)
    value = top - REVEAL_MARGIN;
  else if (bottom + REVEAL_MARGIN > value + height)
    value = bottom + REVEAL_MARGIN - height;
  value = CLAMP (value, 0, MAX (self->total - height, 0));
  if (value == before)
    return FALSE;
  dcr_article_body_take_anchor (self, value);
  return TRUE;
}

void
dcr_article_body_reveal (DcrArticleBody *self, GtkWidget *child, const GdkRectangle *area)
{
  dcr_article_body_place_slots (self);
  dcr_article_body_bring_in_sight (self, child, area);
  dcr_article_body_set_revealed (self, child, area);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* What a key gave the focus to comes into sight; what is in sight stays where it is. */
static gboolean
show_focus (DcrArticleBody *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return TRUE;
  dcr_article_body_place_slots (self);
  if (dcr_article_body_bring_in_sight (self, focus, NULL))
    {
      dcr_article_body_set_revealed (self, focus, NULL);
      gtk_widget_queue_allocate (GTK_WIDGET (self));
    }
  return TRUE;
}

/* Tab goes through the slots in order, whatever their place: those out of sight have none. */
gboolean
dcr_article_body_focus (GtkWidget *widget, GtkDirectionType direction)
{
  DcrArticleBody *self = DCR_ARTICLE_BODY (widget);
  const gboolean back =
    direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_UP || direction == GTK_DIR_LEFT;
  GtkWidget *inside = gtk_widget_get_focus_child (widget);
  int from = -1;

  for (guint i = 0; inside != NULL && i < self->slots->len && from < 0; i++)
    if (dcr_article_body_slot (self, i)->child == inside)
      from = i;
  if (from >= 0 && gtk_widget_child_focus (inside, direction))
    return show_focus (self);
  if (from < 0)
    from = back ? (int) self->slots->len : -1;
  for (int i = from + (back ? -1 : 1); i >= 0 && i < (int) self->slots->len; i += back ? -1 : 1)
    {
      DcrBodySlot *slot = dcr_article_body_slot (self, i);
      if (slot->shown && slot->child == NULL && self->build != NULL)
        self->build ((guint) i, self->build_data);
      if (!slot->shown || slot->child == NULL)
        continue;
      gtk_widget_set_child_visible (slot->child, TRUE);
      if (gtk_widget_child_focus (slot->child, direction))
        return show_focus (self);
    }
  return FALSE;
}
