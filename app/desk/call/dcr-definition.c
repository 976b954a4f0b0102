/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-definition.h"

#include "desk/call/dcr-block-builder.h"
#include "desk/call/dcr-paragraph.h"
#include "desk/common/dcr-parts.h"

/* The pointer passes over many words while one reads: only where it rests is a question. */
#define REST_MS 300
#define LEAVE_MS 250
#define WIDTH_CHARS 48

struct _DcrDefinition
{
  GtkWidget *owner, *popover;
  GtkEventController *motion;
  const DcrArticle *article;
  DcrBlockBuilder *builder;
  guint timer;
  char *waiting;   /* id the pointer rests on */
  GtkWidget *near; /* its paragraph (weak) */
  GdkRectangle place;
  char *shown; /* id on screen, NULL when none */
  gboolean by_key;
  guint next; /* for F2 again and again */
};

static const DcrGlossary *
find_entry (const DcrArticle *article, const char *id)
{
  for (guint i = 0; article != NULL && i < article->n_glossary; i++)
    if (g_strcmp0 (article->glossary[i].id, id) == 0)
      return &article->glossary[i];
  return NULL;
}

static void
hide (DcrDefinition *self)
{
  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
closed (GtkPopover *popover, DcrDefinition *self)
{
  g_clear_pointer (&self->shown, g_free);
  self->by_key = FALSE;
}

static void
make_popover (DcrDefinition *self)
{
  self->popover = gtk_popover_new ();
  gtk_widget_add_css_class (self->popover, "definition");
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_parent (self->popover, self->owner);
  g_signal_connect (self->popover, "closed", G_CALLBACK (closed), self);
}

/* A column of its own width: without one the longest paragraph would lay itself on a single line.
 */
static void
set_widths (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    {
      gtk_label_set_max_width_chars (GTK_LABEL (widget), WIDTH_CHARS);
      gtk_widget_set_focusable (widget, FALSE);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    set_widths (child);
}

static gboolean
show (DcrDefinition *self, const char *id, GtkWidget *near, const GdkRectangle *place,
      gboolean by_key)
{
  const DcrGlossary *entry = find_entry (self->article, id);
  graphene_point_t corner;
  GtkWidget *content;

  if (entry == NULL
      || !gtk_widget_compute_point (near, self->owner, &GRAPHENE_POINT_INIT (place->x, place->y),
                                    &corner))
    return FALSE;
  if (self->popover == NULL)
    make_popover (self);
  if (gtk_widget_get_visible (self->popover))
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  content = dcr_block_builder_block (self->builder, entry->text);
  dcr_paragraph_make_exact (content);
  set_widths (content);
  gtk_popover_set_child (GTK_POPOVER (self->popover), content);
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), by_key);
  dcr_name (self->popover, entry->title, NULL);
  gtk_popover_set_pointing_to (
    GTK_POPOVER (self->popover),
    &(GdkRectangle){ (int) corner.x, (int) corner.y, place->width, place->height });
  gtk_popover_popup (GTK_POPOVER (self->popover));
  g_free (self->shown);
  self->shown = g_strdup (id);
  self->by_key = by_key;
  return TRUE;
}

static void
set_near (DcrDefinition *self, GtkWidget *near)
{
  if (self->near != NULL)
    g_object_remove_weak_pointer (G_OBJECT (self->near), (gpointer *) &self->near);
  self->near = near;
  if (near != NULL)
    g_object_add_weak_pointer (G_OBJECT (near), (gpointer *) &self->near);
}

static gboolean
rested (gpointer data)
{
  DcrDefinition *self = data;

  self->timer = 0;
  if (self->waiting == NULL)
    hide (self);
  else if (self->near != NULL)
    show (self, self->waiting, self->near, &self->place, FALSE);
  return G_SOURCE_REMOVE;
}

static void
wait (DcrDefinition *self, const char *id, guint ms)
{
  if (g_strcmp0 (self->waiting, id) == 0 && (self->timer != 0 || g_strcmp0 (self->shown, id) == 0))
    return;
  g_free (self->waiting);
  self->waiting = g_strdup (id);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->by_key || (id == NULL && self->shown == NULL))
    return;
  self->timer = g_timeout_add (ms, rested, self);
}

static void
moved (GtkEventControllerMotion *controller, double x, double y, DcrDefinition *self)
{
  GtkWidget *at = gtk_widget_pick (self->owner, x, y, GTK_PICK_DEFAULT);
  const char *id = NULL;
  graphene_point_t point;

  while (at != NULL && at != self->owner && !DCR_IS_PARAGRAPH (at))
    at = gtk_widget_get_parent (at);
  if (at != NULL && DCR_IS_PARAGRAPH (at)
      && gtk_widget_compute_point (self->owner, at, &GRAPHENE_POINT_INIT (x, y), &point))
    id = dcr_paragraph_definition_at (DCR_PARAGRAPH (at), point.x, point.y, &self->place);
  if (id != NULL)
    set_near (self, at);
  wait (self, id, id != NULL ? REST_MS : LEAVE_MS);
}

static void
left (GtkEventControllerMotion *controller, DcrDefinition *self)
{
  wait (self, NULL, LEAVE_MS);
}

DcrDefinition *
dcr_definition_new (GtkWidget *owner)
{
  DcrDefinition *self = g_new0 (DcrDefinition, 1);

  self->owner = owner;
  self->motion = gtk_event_controller_motion_new ();
  g_signal_connect (self->motion, "motion", G_CALLBACK (moved), self);
  g_signal_connect (self->motion, "leave", G_CALLBACK (left), self);
  gtk_widget_add_controller (owner, self->motion);
  return self;
}

void
dcr_definition_set_article (DcrDefinition *self, const DcrArticle *article)
{
  hide (self);
  if (self->popover != NULL)
    gtk_popover_set_child (GTK_POPOVER (self->popover), NULL);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->waiting, g_free);
  g_clear_pointer (&self->builder, dcr_block_builder_free);
  set_near (self, NULL);
  self->article = article;
  self->next = 0;
  if (article != NULL)
    self->builder = dcr_block_builder_new ((DcrArticle *) article, NULL, NULL);
}

void
dcr_definition_free (DcrDefinition *self)
{
  dcr_definition_set_article (self, NULL);
  g_signal_handlers_disconnect_by_data (self->motion, self);
  if (self->popover != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->popover, self);
      gtk_widget_unparent (self->popover);
    }
  g_free (self->shown);
  g_free (self);
}

gboolean
dcr_definition_show (DcrDefinition *self, const char *id, GtkWidget *near,
                     const GdkRectangle *place)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  return show (self, id, near, place, TRUE);
}

static void
collect (GtkWidget *widget, GPtrArray *paragraphs)
{
  GdkRectangle place;

  if (!gtk_widget_get_mapped (widget))
    return;
  if (DCR_IS_PARAGRAPH (widget)
      && dcr_paragraph_nth_definition (DCR_PARAGRAPH (widget), 0, &place) != NULL)
    g_ptr_array_add (paragraphs, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, paragraphs);
}

gboolean
dcr_definition_show_next (DcrDefinition *self, GtkWidget *within)
{
  g_autoptr (GPtrArray) paragraphs = g_ptr_array_new ();
  GdkRectangle place;
  guint seen = 0;

  collect (within, paragraphs);
  for (guint i = 0; i < paragraphs->len; i++)
    {
      DcrParagraph *paragraph = g_ptr_array_index (paragraphs, i);
      const int focused = dcr_paragraph_get_focused_definition (paragraph);
      if (focused >= 0 && gtk_widget_is_focus (GTK_WIDGET (dcr_paragraph_get_label (paragraph))))
        return dcr_definition_show (self, dcr_paragraph_nth_definition (paragraph, focused, &place),
                                    GTK_WIDGET (paragraph), &place);
    }
  for (guint round = 0; round < 2; round++, self->next = 0)
    for (guint i = seen = 0; i < paragraphs->len; i++)
      for (guint nth = 0;; nth++, seen++)
        {
          DcrParagraph *paragraph = g_ptr_array_index (paragraphs, i);
          const char *id = dcr_paragraph_nth_definition (paragraph, nth, &place);
          if (id == NULL)
            break;
          if (seen < self->next)
            continue;
          self->next = seen + 1;
          return dcr_definition_show (self, id, GTK_WIDGET (paragraph), &place);
        }
  return FALSE;
}

GtkWidget *
dcr_definition_get_popover (DcrDefinition *self)
{
  return self->popover;
}
