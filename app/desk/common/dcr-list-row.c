/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/common/dcr-list-row.h"

#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"

#define INDENT 12

struct _DcrListRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *box, *first, *last, *marks;
  GtkImage *icon;
  GtkLabel *title, *sentence, *source, *end;
  GtkWidget *tag;
  gboolean tag_is_plain; /* kept, hidden, for the next text */
  char *tag_text;        /* NULL: none is shown */
  char *name;
  gboolean is_filling;
  int kind;
  char *ref, *address;
};

G_DEFINE_FINAL_TYPE (DcrListRow, dcr_list_row, GTK_TYPE_LIST_BOX_ROW)

/* Rows of a list have no name of their own: the child's labels are not it. */
static void
update_name (DcrListRow *self)
{
  if (self->is_filling)
    return;
  g_autoptr (GString) name = g_string_new (self->name);

  if (self->name == NULL)
    {
      g_string_append (name, gtk_label_get_text (self->title));
      if (gtk_widget_get_visible (GTK_WIDGET (self->end)))
        g_string_append_printf (name, ", %s", gtk_label_get_text (self->end));
      if (*gtk_label_get_text (self->source) != '\0')
        g_string_append_printf (name, ", %s", gtk_label_get_text (self->source));
      if (self->tag_text != NULL)
        g_string_append_printf (name, ", %s", self->tag_text);
    }
  dcr_name (GTK_WIDGET (self), name->str, NULL);
}

void
dcr_list_row_begin (DcrListRow *self)
{
  self->is_filling = TRUE;
}

void
dcr_list_row_end (DcrListRow *self)
{
  self->is_filling = FALSE;
  update_name (self);
}

void
dcr_list_row_set_title (DcrListRow *self, const char *markup)
{
  gtk_label_set_markup (self->title, markup);
  update_name (self);
}

void
dcr_list_row_set_title_text (DcrListRow *self, const char *text)
{
  gtk_label_set_text (self->title, text);
  update_name (self);
}

void
dcr_list_row_set_sentence (DcrListRow *self, const char *markup)
{
  gtk_widget_set_visible (GTK_WIDGET (self->sentence), markup != NULL && *markup != '\0');
  if (markup == NULL)
    {
      gtk_label_set_text (self->sentence, "");
      return;
    }
  /* items of a list and cells of a table come as lines: here they are one sentence */
  g_autofree char *line = g_strdelimit (g_strdup (markup), "\n\t", ' ');
  const char *begin = line;
  while (g_str_has_prefix (begin, " ") || g_str_has_prefix (begin, "•"))
    begin = g_utf8_next_char (begin);
  gtk_label_set_markup (self->sentence, begin);
}

static void
update_last (DcrListRow *self)
{
  gtk_widget_set_visible (self->last, *gtk_label_get_text (self->source) != '\0'
                                          || (self->tag_text != NULL
                                              && gtk_widget_get_parent (self->tag) == self->last));
}

void
dcr_list_row_set_source (DcrListRow *self, const char *text)
{
  gtk_label_set_text (self->source, text != NULL ? text : "");
  update_last (self);
  update_name (self);
}

void
dcr_list_row_set_end (DcrListRow *self, const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (self->end), text != NULL);
  gtk_label_set_text (self->end, text != NULL ? text : "");
  update_name (self);
}

static void
remove_tag (DcrListRow *self)
{
  if (self->tag != NULL)
    gtk_box_remove (GTK_BOX (gtk_widget_get_parent (self->tag)), self->tag);
  self->tag = NULL;
}

void
dcr_list_row_set_tag (DcrListRow *self, const char *text, const char *kind, const char *icon_name)
{
  gboolean is_plain = kind == NULL && icon_name == NULL;
  GtkWidget *place = *gtk_label_get_text (self->source) != '\0' ? self->last : self->first;

  g_free (self->tag_text);
  self->tag_text = g_strdup (text);
  if (self->tag != NULL
      && (!self->tag_is_plain || !is_plain
          || (text != NULL && gtk_widget_get_parent (self->tag) != place)))
    remove_tag (self);
  if (self->tag == NULL && text != NULL)
    {
      self->tag = dcr_tag_new (text, kind, icon_name);
      self->tag_is_plain = is_plain;
      gtk_box_append (GTK_BOX (place), self->tag);
    }
  else if (text != NULL)
    gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (self->tag)), text);
  if (self->tag != NULL)
    gtk_widget_set_visible (self->tag, text != NULL);
  update_last (self);
  update_name (self);
}

void
dcr_list_row_set_icon (DcrListRow *self, const char *icon_name)
{
  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon_name != NULL);
  if (g_strcmp0 (gtk_image_get_icon_name (self->icon), icon_name) != 0)
    gtk_image_set_from_icon_name (self->icon, icon_name);
}

void
dcr_list_row_add_mark (DcrListRow *self, const char *icon_name, const char *kind, const char *text)
{
  GtkWidget *mark = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);

  if (kind != NULL)
    gtk_widget_add_css_class (mark, kind);
  gtk_box_append (GTK_BOX (mark), gtk_image_new_from_icon_name (icon_name));
  if (text != NULL)
    gtk_box_append (GTK_BOX (mark), dcr_label_new (text, "caption-heading numeric"));
  gtk_box_append (GTK_BOX (self->marks), mark);
  gtk_widget_set_visible (self->marks, TRUE);
}

void
dcr_list_row_set_depth (DcrListRow *self, guint depth)
{
  gtk_widget_set_margin_start (self->box, (int) MIN (depth, 6) * INDENT);
}

void
dcr_list_row_set_name (DcrListRow *self, const char *name)
{
  g_free (self->name);
  self->name = g_strdup (name);
  update_name (self);
}

void
dcr_list_row_set_target (DcrListRow *self, int kind, const char *ref, const char *address)
{
  self->kind = kind;
  g_free (self->ref);
  self->ref = g_strdup (ref);
  g_free (self->address);
  self->address = g_strdup (address);
}

int
dcr_list_row_get_kind (DcrListRow *self)
{
  return self->kind;
}

const char *
dcr_list_row_get_ref (DcrListRow *self)
{
  return self->ref;
}

const char *
dcr_list_row_get_address (DcrListRow *self)
{
  return self->address;
}

const char *
dcr_list_row_get_title (DcrListRow *self)
{
  return gtk_label_get_text (self->title);
}

void
dcr_list_row_clear (DcrListRow *self)
{
  gtk_label_set_text (self->title, "");
  dcr_list_row_set_icon (self, NULL);
  dcr_list_row_set_sentence (self, NULL);
  gtk_label_set_text (self->source, "");
  gtk_widget_set_visible (GTK_WIDGET (self->end), FALSE);
  dcr_list_row_set_tag (self, NULL, NULL, NULL);
  dcr_empty_container (self->marks);
  gtk_widget_set_visible (self->marks, FALSE);
  gtk_widget_set_margin_start (self->box, 0);
  g_clear_pointer (&self->name, g_free);
  dcr_list_row_set_target (self, 0, NULL, NULL);
}

static void
dcr_list_row_finalize (GObject *object)
{
  DcrListRow *self = DCR_LIST_ROW (object);

  g_free (self->tag_text);
  g_free (self->name);
  g_free (self->ref);
  g_free (self->address);
  G_OBJECT_CLASS (dcr_list_row_parent_class)->finalize (object);
}

static void
dcr_list_row_class_init (DcrListRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = dcr_list_row_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/common/dcr-list-row.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrListRow, box);
  gtk_widget_class_bind_template_child (widget_class, DcrListRow, first);
  gtk_widget_class_bind_template_child (widget_class, DcrListRow, last);
  gtk_widget_class_bind_template_child (widget_class, DcrListRow, marks);
  gtk_widget_class_bind_template_child (widget_class, DcrListRow, icon);
  gtk_widget_class_bind_template_child (widget_class, DcrListRow, title);
  gtk_widget_class_bind_template_child (widget_class, DcrListRow, sentence);
  gtk_widget_class_bind_template_child (widget_class, DcrListRow, source);
  gtk_widget_class_bind_template_child (widget_class, DcrListRow, end);
}

static void
dcr_list_row_init (DcrListRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
dcr_list_row_new (void)
{
  return g_object_new (DCR_TYPE_LIST_ROW, NULL);
}

/* ---- Lists of such rows ---------------------------------------------------------------------- */

GtkWidget *
dcr_group_row_new (const char *title, const char *count)
{
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_HEADING, "selectable", FALSE, "activatable",
                                 FALSE, "can-focus", FALSE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = dcr_label_new (NULL, "caption-heading dim-label");

  gtk_widget_add_css_class (row, "group");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), dcr_label_new (NULL, "caption dim-label numeric"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  dcr_group_row_set (row, title, count);
  return row;
}

void
dcr_group_row_set (GtkWidget *row, const char *title, const char *count)
{
  GtkWidget *box = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
  GtkWidget *label = gtk_widget_get_first_child (box);
  g_autofree char *name
      = count != NULL ? g_strdup_printf ("%s, %s", title, count) : g_strdup (title);

  gtk_label_set_text (GTK_LABEL (label), title);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (label)), count != NULL ? count : "");
  dcr_name (row, name, NULL);
}

void
dcr_list_show_row (GtkScrolledWindow *scrolled, GtkWidget *row)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scrolled);
  GtkWidget *list = gtk_widget_get_parent (row);
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (row, list, &bounds))
    return;
  gtk_adjustment_clamp_page (adjustment, bounds.origin.y,
                             bounds.origin.y + bounds.size.height);
}

GtkListBoxRow *
dcr_list_next_row (GtkListBox *list, GtkListBoxRow *from, int step)
{
  GtkWidget *row = GTK_WIDGET (from);

  do
    {
      if (row == NULL)
        row = step > 0 ? gtk_widget_get_first_child (GTK_WIDGET (list))
                       : gtk_widget_get_last_child (GTK_WIDGET (list));
      else
        row = step > 0 ? gtk_widget_get_next_sibling (row) : gtk_widget_get_prev_sibling (row);
    }
  while (row != NULL
         && !(GTK_IS_LIST_BOX_ROW (row) && gtk_widget_get_visible (row)
              && gtk_list_box_row_get_selectable (GTK_LIST_BOX_ROW (row))));
  return row != NULL ? GTK_LIST_BOX_ROW (row) : NULL;
}

void
dcr_list_take_focus (GtkListBox *list)
{
  GtkWidget *around = gtk_widget_get_ancestor (GTK_WIDGET (list), GTK_TYPE_SCROLLED_WINDOW);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (list));
  GtkListBoxRow *row = dcr_list_next_row (list, NULL, 1);

  if (around != NULL && row != NULL && root != NULL && gtk_root_get_focus (root) == around)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
