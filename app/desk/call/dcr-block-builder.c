/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-block-builder.h"

#include <string.h>

#include "desk/call/dcr-article-body.h"
#include "desk/call/dcr-block-builder-private.h"
#include "desk/call/dcr-choice.h"
#include "desk/call/dcr-fold.h"
#include "desk/call/dcr-guided.h"
#include "desk/call/dcr-list-item.h"
#include "desk/call/dcr-paragraph.h"
#include "desk/call/dcr-table.h"
#include "desk/call/dcr-tick-list.h"
#include "desk/common/dcr-line-layout.h"
#include "desk/common/dcr-parts.h"

/* More rows of a table than this are not seen at once. */
#define SCREEN_LINES 40

typedef struct
{
  GtkWidget *widget;
  const DcrBlock *block;
} Situated;

static void
situated_clear (gpointer data)
{
  g_clear_object (&((Situated *) data)->widget);
}

DcrBlockBuilder *
dcr_block_builder_new (DcrArticle *article, DcrTicksFunc ticks, gpointer user_data)
{
  DcrBlockBuilder *self = g_new0 (DcrBlockBuilder, 1);

  self->article = article;
  self->ticks = ticks;
  self->user_data = user_data;
  self->situated = g_array_new (FALSE, FALSE, sizeof (Situated));
  g_array_set_clear_func (self->situated, situated_clear);
  self->unfinished = g_ptr_array_new_with_free_func (g_object_unref);
  self->later = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

void
dcr_block_builder_set_article (DcrBlockBuilder *self, DcrArticle *article)
{
  self->article = article;
}

void
dcr_block_builder_free (DcrBlockBuilder *self)
{
  g_array_unref (self->situated);
  g_ptr_array_unref (self->unfinished);
  g_ptr_array_unref (self->later);
  dcr_situation_free (self->situation);
  g_free (self);
}

/* ---- What an answer changes ---------------------------------------------------------------- */

static void
apply_one (DcrBlockBuilder *self, const Situated *it)
{
  if (DCR_IS_CHOICE (it->widget))
    {
      const DcrQuestion *question = &self->article->questions[it->block->question];
      dcr_choice_set_answer (DCR_CHOICE (it->widget),
                             dcr_situation_get (self->situation, question));
    }
  else if (DCR_IS_GUIDED (it->widget))
    dcr_guided_apply (DCR_GUIDED (it->widget), self->article, self->situation);
  else if (DCR_IS_FOLD (it->widget))
    {
      const gboolean folded =
        dcr_block_shown (self->article, it->block, self->situation) == DCR_FOLDED;
      g_autofree char *name = folded ? dcr_block_name (it->block) : NULL;
      dcr_fold_set_names (DCR_FOLD (it->widget), name);
    }
}

void
dcr_builder_add_situated (DcrBlockBuilder *self, GtkWidget *widget, const DcrBlock *block)
{
  Situated it = { g_object_ref_sink (widget), block };

  g_array_append_val (self->situated, it);
  if (self->situation != NULL)
    apply_one (self, &it);
}

void
dcr_block_builder_apply (DcrBlockBuilder *self, const DcrSituation *situation)
{
  g_clear_pointer (&self->situation, dcr_situation_free);
  if (situation != NULL)
    self->situation = dcr_situation_copy (situation);
  for (guint i = 0; i < self->situated->len; i++)
    apply_one (self, &g_array_index (self->situated, Situated, i));
}

GtkWidget *
dcr_builder_fold (DcrBlockBuilder *self, GtkWidget *child, const DcrBlock *block)
{
  GtkWidget *fold;

  if (block->condition == NULL)
    return child;
  fold = dcr_fold_new (child);
  dcr_builder_add_situated (self, fold, block);
  return fold;
}

/* ---- Text ---------------------------------------------------------------------------------- */

const char *
dcr_heading_classes (const DcrBlock *block)
{
  if (block->kind == DCR_BLOCK_CASE)
    return g_strcmp0 (block->element, "Situation") == 0 ? "title-3" : "heading case-title";
  if (block->kind != DCR_BLOCK_SECTION || block->level == 3)
    return "heading";
  return block->level <= 2 ? "title-4" : "heading dim-label";
}

void
dcr_builder_add_note (GtkBox *box, const char *note)
{
  if (note != NULL)
    gtk_box_append (box, dcr_paragraph_new_note (note, "caption dim-label"));
}

void
dcr_builder_add_title (GtkBox *box, const DcrBlock *block, const char *classes)
{
  if (block->n_title > 0)
    gtk_box_append (box, dcr_paragraph_new (block->title, block->n_title, classes));
}

void
dcr_builder_add_children (DcrBlockBuilder *self, GtkBox *box, const DcrBlock *block)
{
  for (guint i = 0; i < block->n_children;)
    {
      guint n = 0;

      while (i + n < block->n_children && block->children[i + n]->kind == DCR_BLOCK_LINK_ITEM)
        n++;
      if (n > 0)
        gtk_box_append (box, dcr_builder_links (self, block, i, n));
      else
        {
          GtkWidget *child = dcr_block_builder_block (self, block->children[i]);
          if (child != NULL)
            gtk_box_append (box, child);
          n = 1;
        }
      i += n;
    }
}

static GtkWidget *
make_group (DcrBlockBuilder *self, const DcrBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  dcr_builder_add_title (GTK_BOX (box), block, "heading");
  if (block->kind == DCR_BLOCK_GROUP && block->url != NULL)
    gtk_box_append (GTK_BOX (box), dcr_builder_link_button (block->url, _("Open the page")));
  dcr_builder_add_note (GTK_BOX (box), block->note);
  dcr_builder_add_children (self, GTK_BOX (box), block);
  return box;
}

/* ---- Lists --------------------------------------------------------------------------------- */

static GtkWidget *
item_content (DcrBlockBuilder *self, const DcrBlock *item)
{
  GtkWidget *box;

  if (item->n_children == 1 && item->children[0]->kind == DCR_BLOCK_PARAGRAPH)
    return dcr_block_builder_block (self, item->children[0]);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  dcr_builder_add_children (self, GTK_BOX (box), item);
  return box;
}

static GtkWidget *
make_items (DcrBlockBuilder *self, const DcrBlock *list, guint first, guint n)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing",
                                 3, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST, NULL);

  for (guint i = first; i < first + n; i++)
    {
      const DcrBlock *item = list->children[i];
      GtkWidget *content = item->kind == DCR_BLOCK_ITEM ? item_content (self, item)
                                                        : dcr_block_builder_block (self, item);
      if (content == NULL)
        continue;
      content = dcr_list_item_new (content, list->style == DCR_LIST_NUMBERED ? i + 1 : 0);
      gtk_box_append (GTK_BOX (box), dcr_builder_fold (self, content, item));
    }
  return box;
}

static GtkWidget *
make_ticks (DcrBlockBuilder *self, const DcrRow *row, const DcrPart *part, guint ordinal)
{
  const char *address = self->article->passages[row->passage].address;
  GtkWidget *list = dcr_tick_list_new (
    address, self->ticks != NULL ? self->ticks (address, self->user_data) : NULL);

  for (guint i = part->first; i < part->first + part->n; i++)
    {
      const DcrBlock *item = part->block->children[i];
      g_autofree char *name = dcr_block_name (item);
      GtkWidget *content = dcr_builder_fold (self, item_content (self, item), item);
      dcr_tick_list_append (DCR_TICK_LIST (list), content, name, ordinal++);
    }
  return list;
}

/* ---- Tables, call-outs, figures ------------------------------------------------------------ */

static GtkWidget *
cell_block (const DcrBlock *block, gpointer user_data)
{
  return dcr_block_builder_block (user_data, block);
}

static GtkWidget *
make_table (DcrBlockBuilder *self, const DcrBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *table;
  const char *heading = block->passage < self->article->n_passages
                          ? self->article->passages[block->passage].heading
                          : self->article->title;

  dcr_builder_add_title (GTK_BOX (box), block, "caption-heading");
  for (guint i = 0; i < block->n_children; i++)
    if (block->children[i]->kind != DCR_BLOCK_ROW)
      {
        GtkWidget *summary = dcr_block_builder_block (self, block->children[i]);
        gtk_widget_add_css_class (summary, "dim-label");
        gtk_box_append (GTK_BOX (box), summary);
      }
  table = dcr_table_new (block, heading, cell_block, self);
  gtk_box_append (GTK_BOX (box), table);
  if (dcr_table_build_some (DCR_TABLE (table), g_get_monotonic_time () + 2000))
    g_ptr_array_add (self->unfinished, g_object_ref (table));
  return box;
}

static GtkWidget *
make_callout (DcrBlockBuilder *self, const DcrBlock *block)
{
  static const struct
  {
    const char *kind, *icon;
  } looks[] = {
    [DCR_CALLOUT_NOTE] = { NULL, "document-edit-symbolic" },
    [DCR_CALLOUT_KNOW] = { "accent", "dialog-information-symbolic" },
    [DCR_CALLOUT_WARNING] = { "warning", "dialog-warning-symbolic" },
    [DCR_CALLOUT_REMINDER] = { NULL, "alarm-symbolic" },
    [DCR_CALLOUT_EXAMPLE] = { NULL, "accessories-calculator-symbolic" },
  };
  const guint style = MIN (block->style, G_N_ELEMENTS (looks) - 1);
  GtkWidget *callout = dcr_line_new (9);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *icon = gtk_image_new_from_icon_name (looks[style].icon);

  gtk_widget_add_css_class (callout, "callout");
  if (looks[style].kind != NULL)
    {
      gtk_widget_add_css_class (callout, looks[style].kind);
      gtk_widget_add_css_class (icon, looks[style].kind);
    }
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 2);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (callout), icon);
  gtk_box_append (GTK_BOX (callout), box);
  dcr_builder_add_title (GTK_BOX (box), block, "heading");
  dcr_builder_add_note (GTK_BOX (box), block->note);
  dcr_builder_add_children (self, GTK_BOX (box), block);
  return callout;
}

/* The feed has no pictures: their replacement text is what can be read out. */
static GtkWidget *
make_figure (DcrBlockBuilder *self, const DcrBlock *block)
{
  GtkWidget *figure = dcr_line_new (9);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  const gboolean video = block->url != NULL;
  GtkWidget *icon =
    gtk_image_new_from_icon_name (video ? "emblem-videos-symbolic" : "emblem-photos-symbolic");

  gtk_widget_add_css_class (figure, "figure");
  gtk_widget_add_css_class (icon, "dim-label");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 2);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (figure), icon);
  gtk_box_append (GTK_BOX (figure), box);
  dcr_builder_add_title (GTK_BOX (box), block, NULL);
  if (block->n_title == 0 && block->n_children == 0)
    gtk_box_append (GTK_BOX (box), dcr_label_new (_("Picture on the official page"), "dim-label"));
  dcr_builder_add_children (self, GTK_BOX (box), block);
  dcr_builder_add_note (GTK_BOX (box), block->note);
  if (video)
    gtk_box_append (GTK_BOX (box), dcr_builder_link_button (block->url, _("Watch the video")));
  return figure;
}

/* ---- Cases where they cannot be rows of the plan (inside a call-out) ------------------------ */

static GtkWidget *
make_cases (DcrBlockBuilder *self, const DcrBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  if (block->question >= 0 && block->style != DCR_CASES_SEQUENCE)
    gtk_box_append (GTK_BOX (box), dcr_builder_choice (self, block));
  for (guint i = 0; i < block->n_children; i++)
    {
      GtkWidget *fold = dcr_fold_new (make_group (self, block->children[i]));
      dcr_builder_add_situated (self, fold, block->children[i]);
      gtk_box_append (GTK_BOX (box), fold);
    }
  return box;
}

GtkWidget *
dcr_builder_choice (DcrBlockBuilder *self, const DcrBlock *cases)
{
  GtkWidget *choice = dcr_choice_new (self->article, cases->question, FALSE);

  dcr_builder_add_situated (self, choice, cases);
  return choice;
}

static GtkWidget *
make_block (DcrBlockBuilder *self, const DcrBlock *block)
{
  switch (block->kind)
    {
    case DCR_BLOCK_PARAGRAPH: return dcr_paragraph_new (block->runs, block->n_runs, NULL);
    case DCR_BLOCK_LIST: return make_items (self, block, 0, block->n_children);
    case DCR_BLOCK_TABLE: return make_table (self, block);
    case DCR_BLOCK_CALLOUT: return make_callout (self, block);
    case DCR_BLOCK_CASES: return make_cases (self, block);
    case DCR_BLOCK_WHERE: return dcr_builder_where (self, block);
    case DCR_BLOCK_SERVICE: return dcr_builder_service (self, block);
    case DCR_BLOCK_FIGURE: return make_figure (self, block);
    case DCR_BLOCK_SECTION:
      if (block->style == DCR_SECTION_GUIDED)
        return dcr_builder_guided (self, block);
      if (block->style == DCR_SECTION_WARNING)
        return dcr_builder_warning (self, block);
      return make_group (self, block);
    default: return make_group (self, block);
    }
}

GtkWidget *
dcr_block_builder_block (DcrBlockBuilder *self, const DcrBlock *block)
{
  GtkWidget *widget = make_block (self, block);

  /* cases and the rows of the plan are folded by their owner */
  return block->kind == DCR_BLOCK_CASE ? widget : dcr_builder_fold (self, widget, block);
}

/* ---- Rows ---------------------------------------------------------------------------------- */

static void
add_heading (DcrBlockBuilder *self, const DcrRow *row, DcrPassageView *view)
{
  GtkBox *content = dcr_passage_view_get_content (view);
  const DcrBlock *block = row->heading;
  guint n_runs;
  const DcrRun *runs = dcr_block_title (block, self->situation, &n_runs);

  if (n_runs > 0)
    dcr_passage_view_set_heading (view,
                                  dcr_paragraph_new (runs, n_runs, dcr_heading_classes (block)));
  else if (block->kind == DCR_BLOCK_GROUP && block->style == DCR_GROUP_INTRODUCTION)
    dcr_passage_view_set_heading (view, dcr_label_new (_("To say first"), "heading"));
  if (block->kind == DCR_BLOCK_SECTION || block->kind == DCR_BLOCK_CASE)
    dcr_builder_add_note (content, block->note);
}

static GtkBox *
add_expander (DcrBlockBuilder *self, const DcrRow *row, GtkBox *content)
{
  GtkWidget *expander = gtk_expander_new (NULL), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *count = g_strdup_printf ("%u", row->heading->n_children);
  g_autofree char *title = dcr_block_title_text (row->heading);

  gtk_box_append (GTK_BOX (line), dcr_label_new (title, NULL));
  gtk_box_append (GTK_BOX (line), dcr_label_new (count, "dim-label numeric"));
  gtk_expander_set_label_widget (GTK_EXPANDER (expander), line);
  dcr_name (expander, title, count);
  gtk_widget_set_margin_top (box, 6);
  gtk_expander_set_child (GTK_EXPANDER (expander), box);
  gtk_box_append (content, expander);
  return GTK_BOX (box);
}

static void
add_part (DcrBlockBuilder *self, const DcrRow *row, const DcrPart *part, guint *ordinal,
          GtkBox *content)
{
  GtkWidget *widget = NULL;
  const gboolean ticks = row->passage >= 0 && part->kind == DCR_PART_ITEMS
                         && (row->ticks || part->block->style == DCR_LIST_CHECK);

  switch (part->kind)
    {
    case DCR_PART_BLOCK: widget = dcr_block_builder_block (self, part->block); break;
    case DCR_PART_ITEMS:
      widget = ticks ? make_ticks (self, row, part, *ordinal)
                     : make_items (self, part->block, part->first, part->n);
      *ordinal += ticks ? part->n : 0;
      break;
    case DCR_PART_LINKS:
      widget = dcr_builder_links (self, part->block, part->first, part->n);
      break;
    case DCR_PART_CHOICE: widget = dcr_builder_choice (self, part->block); break;
    }
  if (widget != NULL)
    gtk_box_append (content, widget);
}

GtkWidget *
dcr_block_builder_row (DcrBlockBuilder *self, const DcrRow *row)
{
  const DcrPassage *passage = row->passage >= 0 ? &self->article->passages[row->passage] : NULL;
  GtkWidget *view = dcr_passage_view_new (passage, row->starts);
  GtkBox *content = dcr_passage_view_get_content (DCR_PASSAGE_VIEW (view));
  guint ordinal = row->first_tick;

  self->closed = row->closed;
  gtk_widget_set_margin_start (GTK_WIDGET (content), (int) row->indent * DCR_ARTICLE_INDENT);
  if (row->heading != NULL && row->closed)
    content = add_expander (self, row, content);
  else if (row->heading != NULL)
    add_heading (self, row, DCR_PASSAGE_VIEW (view));
  for (guint i = 0; i < row->parts->len; i++)
    add_part (self, row, &g_array_index (row->parts, DcrPart, i), &ordinal, content);
  if (row->simplified)
    gtk_box_append (content, dcr_builder_simplified_tag ());
  return view;
}

static gboolean
widget_go_on (DcrBlockBuilder *self, GtkWidget *widget, gint64 deadline)
{
  if (DCR_IS_TABLE (widget))
    return dcr_table_build_some (DCR_TABLE (widget), deadline);
  if (GTK_IS_LIST_BOX (widget))
    return dcr_builder_links_go_on (self, widget, deadline);
  dcr_builder_level_go_on (self, widget);
  return FALSE;
}

/* TRUE while the first of @widgets is to go on. */
static gboolean
first_go_on (DcrBlockBuilder *self, GPtrArray *widgets, gint64 deadline)
{
  g_autoptr (GtkWidget) widget = g_object_ref (g_ptr_array_index (widgets, 0));

  if (widget_go_on (self, widget, deadline))
    return TRUE;
  g_ptr_array_remove_index (widgets, 0);
  return FALSE;
}

gboolean
dcr_block_builder_go_on (DcrBlockBuilder *self, gint64 deadline)
{
  while (self->unfinished->len > 0)
    {
      GtkWidget *widget = g_ptr_array_index (self->unfinished, 0);

      if (first_go_on (self, self->unfinished, deadline) && DCR_IS_TABLE (widget)
          && dcr_table_get_n_lines (DCR_TABLE (widget)) > SCREEN_LINES)
        g_ptr_array_add (self->later, g_ptr_array_steal_index (self->unfinished, 0));
      if (g_get_monotonic_time () >= deadline)
        break;
    }
  return self->unfinished->len > 0;
}

gboolean
dcr_block_builder_go_on_later (DcrBlockBuilder *self, gint64 deadline)
{
  while (self->later->len > 0)
    {
      first_go_on (self, self->later, deadline);
      if (g_get_monotonic_time () >= deadline)
        break;
    }
  return self->later->len > 0;
}
