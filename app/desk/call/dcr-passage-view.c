/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-passage-view.h"

#include <string.h>

#include "desk/call/dcr-paragraph.h"
#include "desk/common/dcr-line-layout.h"
#include "desk/common/dcr-parts.h"

/* The column of the keep buttons: the same with and without a number, so that nothing moves. */
#define KEEP_WIDTH 46

struct _DcrPassageView
{
  GtkBox parent_instance;
  const DcrPassage *passage;
  GtkWidget *content, *heading, *remark, *keep, *icon, *number;
  guint kept;
  gboolean starts, best;
};

G_DEFINE_FINAL_TYPE (DcrPassageView, dcr_passage_view, GTK_TYPE_BOX)

/* Something a key can act on: a widget, or one link of a paragraph (@link: character where it
 * begins). */
typedef struct
{
  GtkWidget *widget;
  int link;
} Stop;

static void
collect_links (DcrParagraph *paragraph, GArray *stops)
{
  const DcrRun *runs = dcr_paragraph_get_runs (paragraph);
  GtkLabel *label = dcr_paragraph_get_label (paragraph);
  const char *text = gtk_label_get_text (label);
  int at = 0;

  for (guint i = 0; *text != '\0'; i++)
    {
      const int length = g_utf8_strlen (runs[i].text, -1);
      if (runs[i].link != DCR_LINK_NONE && length > 0)
        g_array_append_val (stops, ((Stop){ GTK_WIDGET (label), at }));
      at += length;
      text += strlen (runs[i].text);
    }
}

static void
collect (GtkWidget *widget, GArray *stops)
{
  if (!gtk_widget_get_visible (widget) || !gtk_widget_is_sensitive (widget)
      || GTK_IS_NATIVE (widget))
    return;
  if (DCR_IS_PARAGRAPH (widget))
    {
      if (dcr_paragraph_has_links (DCR_PARAGRAPH (widget)))
        collect_links (DCR_PARAGRAPH (widget), stops);
      return;
    }
  if (GTK_IS_LABEL (widget))
    return;
  if (gtk_widget_get_focusable (widget) && !GTK_IS_LIST_BOX (widget) && !GTK_IS_DROP_DOWN (widget))
    {
      g_array_append_val (stops, ((Stop){ widget, -1 }));
      if (!GTK_IS_EXPANDER (widget))
        return;
    }
  if (GTK_IS_EXPANDER (widget) && !gtk_expander_get_expanded (GTK_EXPANDER (widget)))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, stops);
}

static GArray *
get_stops (DcrPassageView *self)
{
  GArray *stops = g_array_new (FALSE, FALSE, sizeof (Stop));

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, stops);
  return stops;
}

static gboolean
focus_stop (const Stop *stop)
{
  if (!gtk_widget_grab_focus (stop->widget))
    return FALSE;
  /* a label that can be selected selects itself when it takes the focus; a caret at the beginning
   * of a link is what makes the link the one that Entrée follows */
  if (stop->link >= 0)
    gtk_label_select_region (GTK_LABEL (stop->widget), stop->link, stop->link);
  return TRUE;
}

static int
current_stop (GArray *stops, GtkWidget *focus)
{
  for (guint i = 0; i < stops->len; i++)
    {
      const Stop *stop = &g_array_index (stops, Stop, i);
      int start, end;

      if (focus != stop->widget && !gtk_widget_is_ancestor (focus, stop->widget))
        continue;
      if (stop->link < 0)
        {
          /* an expander holds the controls below it */
          if (i + 1 < stops->len
              && gtk_widget_is_ancestor (g_array_index (stops, Stop, i + 1).widget, stop->widget)
              && focus != stop->widget)
            continue;
          return i;
        }
      gtk_label_get_selection_bounds (GTK_LABEL (stop->widget), &start, &end);
      if (start == stop->link || i + 1 == stops->len
          || g_array_index (stops, Stop, i + 1).widget != stop->widget)
        return i;
    }
  return -1;
}

static GtkWidget *
get_focus (DcrPassageView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

static gboolean
is_inside (DcrPassageView *self)
{
  GtkWidget *focus = get_focus (self);

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

static gboolean
move_inside (DcrPassageView *self, int step)
{
  g_autoptr (GArray) stops = get_stops (self);
  int at = current_stop (stops, get_focus (self));

  for (at += step; at >= 0 && at < (int) stops->len; at += step)
    if (focus_stop (&g_array_index (stops, Stop, at)))
      return TRUE;
  return FALSE;
}

static gboolean
dcr_passage_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  DcrPassageView *self = DCR_PASSAGE_VIEW (widget);
  const gboolean back =
    direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_UP || direction == GTK_DIR_LEFT;

  if (is_inside (self))
    {
      if (direction == GTK_DIR_LEFT || direction == GTK_DIR_RIGHT)
        return FALSE;
      if (move_inside (self, back ? -1 : 1))
        return TRUE;
      return back && self->starts ? gtk_widget_grab_focus (widget) : FALSE;
    }
  if (gtk_widget_is_focus (widget) || !self->starts)
    return FALSE;
  return gtk_widget_grab_focus (widget);
}

/* A label inside would take it: the passage itself is what Tab stops at. */
static gboolean
dcr_passage_view_grab_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (root == NULL || !gtk_widget_get_focusable (widget))
    return FALSE;
  gtk_root_set_focus (root, widget);
  return TRUE;
}

gboolean
dcr_passage_view_enter (DcrPassageView *self)
{
  g_autoptr (GArray) stops = get_stops (self);

  for (guint i = 0; i < stops->len; i++)
    if (focus_stop (&g_array_index (stops, Stop, i)))
      return TRUE;
  return FALSE;
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
             DcrPassageView *self)
{
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK | GDK_SUPER_MASK))
    return FALSE;
  if (gtk_widget_is_focus (GTK_WIDGET (self)))
    return (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_Right
            || key == GDK_KEY_KP_Right)
           && dcr_passage_view_enter (self);
  if (key == GDK_KEY_Escape && is_inside (self) && self->starts)
    return gtk_widget_grab_focus (GTK_WIDGET (self));
  return FALSE;
}

static void
keep_clicked (GtkButton *button, DcrPassageView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "article.keep-address", "s",
                              self->passage->address);
}

static void
describe (DcrPassageView *self)
{
  g_autofree char *kept = self->kept > 0 ? g_strdup_printf (_("kept, %u"), self->kept) : NULL;
  g_autofree char *both = NULL;
  const char *best = self->best ? _("best passage") : NULL;

  if (!self->starts)
    return;
  if (kept != NULL && best != NULL)
    both = g_strdup_printf ("%s, %s", kept, best);
  dcr_name (GTK_WIDGET (self), self->passage->heading,
            both != NULL   ? both
            : kept != NULL ? kept
            : best != NULL ? best
                           : "");
}

static void
add_keep (DcrPassageView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  self->keep = gtk_button_new ();
  self->icon = gtk_image_new ();
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_button_set_child (GTK_BUTTON (self->keep), box);
  gtk_widget_add_css_class (self->keep, "flat");
  gtk_widget_add_css_class (self->keep, "keep");
  gtk_widget_set_valign (self->keep, GTK_ALIGN_START);
  gtk_widget_set_size_request (self->keep, KEEP_WIDTH, -1);
  gtk_widget_set_focus_on_click (self->keep, FALSE);
  g_signal_connect (self->keep, "clicked", G_CALLBACK (keep_clicked), self);
  gtk_box_append (GTK_BOX (self), self->keep);
}

static void
dcr_passage_view_class_init (DcrPassageViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->focus = dcr_passage_view_focus;
  widget_class->grab_focus = dcr_passage_view_grab_focus;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
dcr_passage_view_init (DcrPassageView *self)
{
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_hexpand (self->content, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "passage");
  gtk_widget_set_layout_manager (GTK_WIDGET (self), dcr_line_layout_new (6));
  gtk_box_append (GTK_BOX (self), self->content);
}

GtkWidget *
dcr_passage_view_new (const DcrPassage *passage, gboolean starts)
{
  DcrPassageView *self = g_object_new (DCR_TYPE_PASSAGE_VIEW, NULL);

  self->passage = passage;
  /* a heading that only holds other headings says nothing to keep */
  self->starts =
    starts && passage != NULL
    && ((passage->block->kind != DCR_BLOCK_SECTION && passage->block->kind != DCR_BLOCK_CASE)
        || *passage->text != '\0');
  gtk_widget_set_focusable (GTK_WIDGET (self), self->starts);
  if (!self->starts)
    {
      gtk_widget_set_margin_end (self->content, KEEP_WIDTH + 6);
      return GTK_WIDGET (self);
    }
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  add_keep (self);
  self->kept = 1;
  dcr_passage_view_set_kept (self, 0);
  return GTK_WIDGET (self);
}

GtkBox *
dcr_passage_view_get_content (DcrPassageView *self)
{
  return GTK_BOX (self->content);
}

void
dcr_passage_view_set_heading (DcrPassageView *self, GtkWidget *heading)
{
  self->heading = heading;
  gtk_box_prepend (GTK_BOX (self->content), heading);
}

void
dcr_passage_view_set_remark (DcrPassageView *self, const char *remark)
{
  if (remark == NULL && self->remark == NULL)
    return;
  if (self->remark == NULL && self->heading != NULL)
    {
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

      g_object_ref (self->heading);
      gtk_box_remove (GTK_BOX (self->content), self->heading);
      gtk_widget_set_hexpand (self->heading, TRUE);
      gtk_box_append (GTK_BOX (line), self->heading);
      g_object_unref (self->heading);
      self->remark = dcr_label_new (NULL, "caption dim-label numeric");
      gtk_label_set_ellipsize (GTK_LABEL (self->remark), PANGO_ELLIPSIZE_END);
      gtk_widget_set_valign (self->remark, GTK_ALIGN_BASELINE);
      gtk_box_append (GTK_BOX (line), self->remark);
      gtk_box_prepend (GTK_BOX (self->content), line);
    }
  if (self->remark == NULL)
    return;
  gtk_label_set_text (GTK_LABEL (self->remark), remark != NULL ? remark : "");
}

const DcrPassage *
dcr_passage_view_get_passage (DcrPassageView *self)
{
  return self->passage;
}

gboolean
dcr_passage_view_starts (DcrPassageView *self)
{
  return self->starts;
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* Few passages are kept: the others have no label for it. */
static void
set_number (DcrPassageView *self, guint number)
{
  g_autofree char *text = number > 0 ? g_strdup_printf ("%u", number) : g_strdup ("");

  if (self->number == NULL && number == 0)
    return;
  if (self->number == NULL)
    {
      self->number = dcr_label_new (NULL, "numeric");
      gtk_box_append (GTK_BOX (gtk_button_get_child (GTK_BUTTON (self->keep))), self->number);
    }
  gtk_label_set_text (GTK_LABEL (self->number), text);
  gtk_widget_set_visible (self->number, number > 0);
}

void
dcr_passage_view_set_kept (DcrPassageView *self, guint number)
{
  const char *name = number > 0 ? _("Let this passage go") : _("Keep this passage");

  set_class (GTK_WIDGET (self), "kept", number > 0);
  if (self->kept == number || self->keep == NULL)
    return;
  self->kept = number;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                number > 0 ? "user-bookmarks-symbolic" : "bookmark-new-symbolic");
  set_class (self->keep, "accent", number > 0);
  set_class (self->icon, "dim-label", number == 0);
  set_number (self, number);
  dcr_tooltip (self->keep, name);
  dcr_name (self->keep, name, self->passage->heading);
  describe (self);
}

void
dcr_passage_view_set_keepable (DcrPassageView *self, gboolean keepable)
{
  if (self->keep == NULL)
    return;
  /* it leaves its room: the lines of a text break alike whether they can be kept or not */
  gtk_widget_set_sensitive (self->keep, keepable);
  gtk_widget_set_opacity (self->keep, keepable ? 1 : 0);
}

void
dcr_passage_view_set_best (DcrPassageView *self, gboolean best)
{
  self->best = best;
  set_class (GTK_WIDGET (self), "best", best);
  describe (self);
}

void
dcr_passage_set_joined (GtkWidget *piece, gboolean above, gboolean below)
{
  set_class (piece, "comes-on", above);
  set_class (piece, "goes-on", below);
}

void
dcr_passage_view_set_foreign (DcrPassageView *self, gboolean foreign)
{
  set_class (GTK_WIDGET (self), "foreign", foreign);
}

DcrPassageView *
dcr_passage_view_of (GtkWidget *widget)
{
  while (widget != NULL && !DCR_IS_PASSAGE_VIEW (widget))
    widget = gtk_widget_get_parent (widget);
  return widget != NULL ? DCR_PASSAGE_VIEW (widget) : NULL;
}
