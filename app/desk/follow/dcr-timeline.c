/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-timeline.h"

#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "followup/dcr-when.h"

/* The word carries the meaning, the dot repeats it. */
typedef enum
{
  DOT_PAST,
  DOT_MINE,
  DOT_OVER,
  DOT_NOW,
} Dot;

typedef struct
{
  Dot dot;
  gboolean first, last;
} Rail;

static void
draw_rail (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  static const char *const names[]
      = { "window_fg_color", "accent_bg_color", "orange_5", "accent_bg_color" };
  const Rail *rail = data;
  GdkRGBA line = { 0.5, 0.5, 0.5, 0.5 }, dot = line;
  const double x = 8, y = 11, radius = rail->dot >= DOT_OVER ? 6 : 5;

  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (area)),
                                  names[rail->dot], &dot);
  if (rail->dot == DOT_PAST)
    dot.alpha = 0.5;
  gdk_cairo_set_source_rgba (cr, &line);
  cairo_set_line_width (cr, 2);
  cairo_move_to (cr, x, rail->first ? y + radius + 3 : 0);
  cairo_line_to (cr, x, y - radius - 3 > 0 && !rail->first ? y - radius - 3 : y + radius + 3);
  if (!rail->last)
    {
      cairo_move_to (cr, x, y + radius + 3);
      cairo_line_to (cr, x, height);
    }
  cairo_stroke (cr);
  gdk_cairo_set_source_rgba (cr, &dot);
  cairo_arc (cr, x, y, radius - (rail->dot == DOT_NOW ? 1 : 0), 0, 2 * G_PI);
  if (rail->dot == DOT_NOW)
    cairo_stroke (cr);
  else
    cairo_fill (cr);
}

static const char *
kind_of (DcrEscalationState state)
{
  switch (state)
    {
    case DCR_ESCALATION_TAKEN:
      return "accent";
    case DCR_ESCALATION_ASKED:
      return "warning";
    case DCR_ESCALATION_ANSWERED:
    case DCR_ESCALATION_CLOSED:
      return "success";
    case DCR_ESCALATION_RETURNED:
      return "error";
    default:
      return NULL;
    }
}

static GtkWidget *
new_row (Dot dot, const char *heading, const char *tag, const char *tag_kind, const char *when,
         const char *text, gboolean quoted)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *area = gtk_drawing_area_new (), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *spacer = gtk_label_new (NULL);
  Rail *rail = g_new0 (Rail, 1);
  g_autofree char *name = g_strjoin (", ", heading, when, text[0] != '\0' ? text : NULL, NULL);

  rail->dot = dot;
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), 22);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_rail, rail, g_free);
  g_object_set_data (G_OBJECT (row), "dcr-rail", rail);
  gtk_box_append (GTK_BOX (head), dcr_label_new_wrapped (heading, "heading"));
  if (tag != NULL)
    gtk_box_append (GTK_BOX (head), dcr_tag_new (tag, tag_kind, NULL));
  gtk_widget_set_hexpand (spacer, TRUE);
  gtk_box_append (GTK_BOX (head), spacer);
  gtk_box_append (GTK_BOX (head), dcr_label_new (when, "caption numeric dim-label"));
  gtk_box_append (GTK_BOX (texts), head);
  if (text[0] != '\0')
    {
      GtkWidget *label = dcr_label_new_wrapped (text, quoted ? "quote" : NULL);
      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      gtk_widget_set_can_focus (label, FALSE);
      gtk_box_append (GTK_BOX (texts), label);
    }
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_margin_bottom (texts, 12);
  gtk_box_append (GTK_BOX (box), area);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  dcr_name (row, name, NULL);
  return row;
}

static char *
short_when (gint64 at, gint64 now)
{
  g_autofree char *day = dcr_format_day (at, now), *hour = dcr_when_hour (at, NULL);
  /* Translators: day and hour of an event, « yesterday 9:31 » */
  return g_strdup_printf (_("%s %s"), day, hour);
}

static gboolean
is_said (DcrEscalationAct act)
{
  return act != DCR_ACT_SEND && act != DCR_ACT_TAKE && act != DCR_ACT_RELEASE
         && act != DCR_ACT_TAKE_OVER;
}

static GtkWidget *
event_row (const DcrEscalation *self, const DcrEscalationEvent *event, const DcrUuid *person,
           gint64 now)
{
  g_autofree char *told
      = dcr_escalation_act_told (event->act, event->who ? event->who : _("somebody outside"));
  g_autofree char *when = short_when (event->at, now);
  gboolean mine = !dcr_uuid_is_null (&event->author) && dcr_uuid_equal (&event->author, person);
  g_autofree char *sent = NULL;

  if (event->act == DCR_ACT_SEND)
    sent = g_strdup_printf (_("Sent with %u items out of %u."), self->complete, self->asked);
  return new_row (mine ? DOT_MINE : DOT_PAST, told,
                  event->act == DCR_ACT_NOTE ? NULL : dcr_escalation_state_label (event->state),
                  kind_of (event->state), when, sent != NULL ? sent : event->text,
                  is_said (event->act));
}

/* What has not happened yet, in one line. */
static const char *
expected (DcrEscalationState state)
{
  switch (state)
    {
    case DCR_ESCALATION_RECEIVED:
    case DCR_ESCALATION_REOPENED:
      return _("To be taken");
    case DCR_ESCALATION_TAKEN:
      return _("Answer expected");
    case DCR_ESCALATION_ASKED:
      return _("Reply of the agent expected");
    case DCR_ESCALATION_ANSWERED:
      return _("The caller is to be told");
    case DCR_ESCALATION_RETURNED:
      return _("To be completed, or closed");
    default:
      return NULL;
    }
}

static void
close_rails (GtkWidget *list)
{
  GtkWidget *first = gtk_widget_get_first_child (list), *last = gtk_widget_get_last_child (list);
  Rail *rail;

  if (first == NULL)
    return;
  rail = g_object_get_data (G_OBJECT (first), "dcr-rail");
  rail->first = TRUE;
  rail = g_object_get_data (G_OBJECT (last), "dcr-rail");
  rail->last = TRUE;
}

GtkWidget *
dcr_timeline_new (const DcrEscalation *self, GPtrArray *events, const DcrUuid *person, gint64 now)
{
  GtkWidget *list = gtk_list_box_new ();
  gint64 end = self->ended > 0 ? self->ended : now;
  gboolean over_shown = end <= self->due || self->state == DCR_ESCALATION_ANSWERED;
  const char *next = expected (self->state);

  gtk_widget_add_css_class (list, "timeline");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  dcr_name (list, _("What happened"), NULL);
  for (guint i = 0; i <= events->len; i++)
    {
      const DcrEscalationEvent *event = i < events->len ? events->pdata[i] : NULL;
      if (!over_shown && (event == NULL || event->at > self->due))
        {
          g_autofree char *when = short_when (self->due, now);
          gtk_list_box_append (GTK_LIST_BOX (list), new_row (DOT_OVER, _("The promise has passed"),
                                                             NULL, NULL, when, "", FALSE));
          over_shown = TRUE;
        }
      if (event != NULL)
        gtk_list_box_append (GTK_LIST_BOX (list), event_row (self, event, person, now));
    }
  if (next != NULL)
    gtk_list_box_append (GTK_LIST_BOX (list),
                         new_row (DOT_NOW, next, NULL, NULL, _("now"), "", FALSE));
  close_rails (list);
  return list;
}
