/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The article reader: passages kept for the call, ticked lines, copy, outline. */
#include "desk/call/dcr-article-view-private.h"

#include <string.h>

#include "desk/call/dcr-tick-list.h"
#include "desk/common/dcr-parts.h"

static char *
make_place (DcrArticleView *self, const char *address)
{
  return g_strdup_printf ("%s#%s", self->article->ref, address);
}

static guint
kept_number (DcrArticleView *self, const char *address)
{
  g_autofree char *key = make_place (self, address);

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->kept, key));
}

const char *
dcr_article_view_get_ticks (const char *address, gpointer data)
{
  DcrArticleView *self = data;
  g_autofree char *key = make_place (self, address);

  return g_hash_table_lookup (self->ticks, key);
}

/* ---- The look of a row --------------------------------------------------------------------- */

/* The next row on screen in this direction is a piece of the same passage. */
static gboolean
is_joined (DcrArticleView *self, guint row, int step)
{
  const int passage = dcr_plan_row (self->plan, row)->passage;

  for (int i = (int) row + step; passage >= 0 && i > 0 && i < (int) self->plan->rows->len;
       i += step)
    if (dcr_article_body_get_shown (DCR_ARTICLE_BODY (self->body), (guint) i))
      return dcr_plan_row (self->plan, (guint) i)->passage == passage;
  return FALSE;
}

/* The title of a case says nothing when its button is pressed and no other case shows. */
static void
dress_case (DcrArticleView *self, guint row, DcrPassageView *view)
{
  const DcrRow *it = dcr_plan_row (self->plan, row);
  const DcrBlock *cases = it->heading->parent;
  gboolean alone;
  GtkWidget *title;

  if (it->starts || cases == NULL || cases->question < 0 || cases->style == DCR_CASES_SEQUENCE)
    return;
  alone = dcr_situation_get (self->situation, &self->article->questions[cases->question])
            == it->heading->answer
          && it->fold >= 0
          && !dcr_plan_is_opened (self->plan, dcr_plan_fold (self->plan, it->fold)->line);
  title = gtk_widget_get_first_child (GTK_WIDGET (dcr_passage_view_get_content (view)));
  if (title != NULL && it->heading->n_title > 0)
    gtk_widget_set_visible (title, !alone);
}

/* The answer is framed down to the first thing that is a passage of its own. */
static gboolean
is_in_answer (DcrArticleView *self, guint row)
{
  const int passage = dcr_plan_row (self->plan, row)->passage;

  if (self->best == NULL || !g_str_equal (self->best, self->article->passages[passage].address))
    return FALSE;
  while (!dcr_plan_row (self->plan, row)->starts)
    if (row-- == 0 || dcr_plan_row (self->plan, row)->passage != passage)
      return FALSE;
  return TRUE;
}

void
dcr_article_view_dress_row (DcrArticleView *self, guint row)
{
  GtkWidget *child = dcr_article_body_get_child (DCR_ARTICLE_BODY (self->body), row);
  DcrPassageView *view = dcr_article_view_row_passage (self, row);
  const DcrRow *it = dcr_plan_row (self->plan, row);
  const DcrPassage *passage;

  if (child == NULL || it->passage < 0)
    return;
  dcr_passage_set_joined (child, is_joined (self, row, -1), is_joined (self, row, 1));
  if (view == NULL)
    {
      if (kept_number (self, self->article->passages[it->passage].address) > 0)
        gtk_widget_add_css_class (child, "kept");
      else
        gtk_widget_remove_css_class (child, "kept");
      return;
    }
  passage = dcr_passage_view_get_passage (view);
  dcr_passage_view_set_foreign (view, dcr_plan_row_foreign (self->plan, row)
                                        || self->state.withdrawn != NULL);
  if (it->heading != NULL && it->heading->kind == DCR_BLOCK_CASE)
    dress_case (self, row, view);
  if (passage == NULL)
    return;
  dcr_passage_view_set_kept (view, kept_number (self, passage->address));
  dcr_passage_view_set_keepable (view, self->state.withdrawn == NULL && self->state.at == NULL);
  if (dcr_passage_view_starts (view))
    dcr_article_view_show_ticks (self, (guint) it->passage);
  dcr_passage_view_set_best (view, is_in_answer (self, row));
}

/* ---- Kept ---------------------------------------------------------------------------------- */

static void
update_outline_kept (DcrArticleView *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->outline));
  guint item = 0;
  g_autofree guint *numbers = g_new0 (guint, n + 1);

  for (guint i = 0; self->article != NULL && i < self->article->n_passages; i++)
    {
      const DcrPassage *passage = &self->article->passages[i];
      const guint number = kept_number (self, passage->address);

      for (guint next = item; next < n; next++)
        {
          g_autoptr (DcrOutlineItem) it =
            g_list_model_get_item (G_LIST_MODEL (self->outline), next);
          if (g_strcmp0 (dcr_outline_item_get_address (it), passage->address) == 0)
            item = next;
        }
      if (number > 0 && item < n && (numbers[item] == 0 || number < numbers[item]))
        numbers[item] = number;
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DcrOutlineItem) it = g_list_model_get_item (G_LIST_MODEL (self->outline), i);
      dcr_outline_item_set_kept (it, numbers[i]);
    }
}

void
dcr_article_view_update_kept (DcrArticleView *self)
{
  for (guint i = 0; self->plan != NULL && i < self->plan->rows->len; i++)
    dcr_article_view_dress_row (self, i);
  update_outline_kept (self);
}

void
dcr_article_view_set_kept (DcrArticleView *self, const char *const *places)
{
  g_hash_table_remove_all (self->kept);
  for (guint i = 0; places != NULL && places[i] != NULL; i++)
    g_hash_table_insert (self->kept, g_strdup (places[i]), GUINT_TO_POINTER (i + 1));
  dcr_article_view_update_kept (self);
}

/* Lines that can be ticked in a passage. */
static guint
count_lines (DcrArticleView *self, guint passage)
{
  guint n = 0;

  for (guint i = 0; i < self->plan->rows->len; i++)
    {
      const DcrRow *row = dcr_plan_row (self->plan, i);
      for (guint j = 0; row->passage == (int) passage && j < row->parts->len; j++)
        {
          const DcrPart *part = &g_array_index (row->parts, DcrPart, j);
          if (part->kind == DCR_PART_ITEMS && (row->ticks || part->block->style == DCR_LIST_CHECK))
            n += part->n;
        }
    }
  return n;
}

/* The passage as it is read out to this caller: what dcr_passage_render() says without its heading
 * and its source, and of a list of documents only the ticked lines, when some are. */
static char *
kept_text (DcrArticleView *self, const DcrPassage *passage, const char *ticked)
{
  g_autofree char *whole = dcr_passage_render (self->article, passage, self->situation);
  char *source = g_strrstr (whole, "\n\n");
  const gsize heading = strlen (passage->heading);
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  guint ordinal = 0;
  gboolean skipping = FALSE;

  if (source != NULL)
    *source = '\0';
  lines = g_strsplit (strncmp (whole, passage->heading, heading) == 0 && whole[heading] == '\n'
                        ? whole + heading + 1
                        : whole,
                      "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      if (g_str_has_prefix (*line, "• ") && ticked != NULL)
        skipping = !dcr_ticked_has (ticked, ordinal++);
      else if (**line != ' ')
        skipping = FALSE;
      if (!skipping)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", *line);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
emit_passage (DcrArticleView *self, guint signal, guint index, gboolean keep)
{
  const DcrPassage *passage = &self->article->passages[index];
  const char *ticked = dcr_article_view_get_ticks (passage->address, self);
  g_autofree char *text = kept_text (self, passage, ticked);
  DcrCallPassage value = {
    .ref = (char *) self->article->ref,
    .version = self->version,
    .article_hash = (char *) self->article->content_hash,
    .article_title = (char *) self->article->title,
    .date = (char *) self->article->date,
    .address = (char *) passage->address,
    .heading = (char *) passage->heading,
    .hash = (char *) passage->hash,
    .text = text,
    .ticked = (char *) ticked,
    .n_lines = count_lines (self, index),
  };

  if (signal == DCR_VIEW_KEEP_PASSAGE)
    g_signal_emit (self, dcr_article_view_signals[signal], 0, &value, keep);
  else
    g_signal_emit (self, dcr_article_view_signals[signal], 0, &value);
}

void
dcr_article_view_keep_address (DcrArticleView *self, const char *address)
{
  const DcrPassage *passage = dcr_article_find_passage (self->article, address);

  /* a text that is not said any more is not kept */
  if (passage == NULL || self->state.withdrawn != NULL || self->state.at != NULL)
    return;
  emit_passage (self, DCR_VIEW_KEEP_PASSAGE, (guint) (passage - self->article->passages),
                kept_number (self, address) == 0);
}

int
dcr_article_view_current_passage (DcrArticleView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  DcrPassageView *view;
  const DcrPassage *passage;

  if (self->article == NULL)
    return -1;
  view = focus != NULL && gtk_widget_is_ancestor (focus, self->body) ? dcr_passage_view_of (focus)
                                                                     : NULL;
  passage = view != NULL ? dcr_passage_view_get_passage (view) : NULL;
  /* a key pressed before the page has its places means the passage that answered */
  if (passage == NULL && self->best != NULL && !dcr_article_view_is_complete (self))
    passage = dcr_article_find_passage (self->article, self->best);
  if (passage == NULL && self->current != NULL)
    passage = dcr_article_find_passage (self->article, self->current);
  return passage != NULL ? (int) (passage - self->article->passages) : -1;
}

gboolean
dcr_article_view_keep_current (DcrArticleView *self)
{
  const int passage = dcr_article_view_current_passage (self);

  if (passage < 0)
    return FALSE;
  dcr_article_view_keep_address (self, self->article->passages[passage].address);
  return TRUE;
}

/* ---- Ticks --------------------------------------------------------------------------------- */

void
dcr_article_view_tick (DcrArticleView *self, const char *address, guint ordinal, gboolean on)
{
  const DcrPassage *passage = dcr_article_find_passage (self->article, address);
  g_autofree char *key = make_place (self, address);
  char *ticked = dcr_ticked_set (g_hash_table_lookup (self->ticks, key), ordinal, on);

  if (ticked != NULL)
    g_hash_table_insert (self->ticks, g_steal_pointer (&key), ticked);
  else
    g_hash_table_remove (self->ticks, key);
  if (passage == NULL)
    return;
  dcr_article_view_show_ticks (self, (guint) (passage - self->article->passages));
  emit_passage (self, DCR_VIEW_TICKS_CHANGED, (guint) (passage - self->article->passages), FALSE);
}

/* « 3 sur 5 à envoyer », at the end of the heading. */
void
dcr_article_view_show_ticks (DcrArticleView *self, guint passage)
{
  const int row = dcr_plan_find_passage (self->plan, passage);
  DcrPassageView *view = row >= 0 ? dcr_article_view_row_passage (self, (guint) row) : NULL;
  const guint n = view != NULL ? count_lines (self, passage) : 0;
  const guint ticked = n > 0 ? dcr_ticked_count (dcr_article_view_get_ticks (
                         self->article->passages[passage].address, self))
                             : 0;
  g_autofree char *text = NULL;

  if (n == 0)
    return;
  /* Translators: of the documents on a list, how many the confirmation will name */
  text = ticked > 0 ? g_strdup_printf (_("%u of %u to send"), ticked, n) : NULL;
  dcr_passage_view_set_remark (view, text);
}

void
dcr_article_view_set_ticks (DcrArticleView *self, const char *place, const char *ticked)
{
  if (ticked != NULL && *ticked != '\0')
    g_hash_table_insert (self->ticks, g_strdup (place), g_strdup (ticked));
  else
    g_hash_table_remove (self->ticks, place);
}

/* ---- Copy ---------------------------------------------------------------------------------- */

gboolean
dcr_article_view_copy (DcrArticleView *self)
{
  const int index = dcr_article_view_current_passage (self);
  g_autofree char *text = NULL, *sentence = NULL;

  if (index < 0)
    return FALSE;
  text = dcr_passage_render (self->article, &self->article->passages[index], self->situation);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  sentence = g_strdup_printf (_("Copied with its source and date: %s"),
                              self->article->passages[index].heading);
  g_signal_emit (self, dcr_article_view_signals[DCR_VIEW_COPIED], 0, sentence);
  return TRUE;
}

/* ---- Outline ------------------------------------------------------------------------------- */

/* Headings are the outline; call-outs, offices and services stand under them. */
static gboolean
is_outlined (const DcrPassage *passage)
{
  return passage->block->kind == DCR_BLOCK_SECTION || passage->block->kind == DCR_BLOCK_CASE
         || (passage->block->kind == DCR_BLOCK_GROUP
             && passage->block->style == DCR_GROUP_INTRODUCTION)
         || (passage->parent < 0 && passage->depth == 0);
}

static gboolean
is_warning (const DcrBlock *block)
{
  return (block->kind == DCR_BLOCK_CALLOUT && block->style == DCR_CALLOUT_WARNING)
         || (block->kind == DCR_BLOCK_SECTION && block->style == DCR_SECTION_WARNING);
}

static gboolean
find_see_also (const DcrBlock *block, gpointer data)
{
  DcrArticleView *self = data;

  if (block->kind == DCR_BLOCK_SECTION && block->style == DCR_SECTION_SEE_ALSO)
    for (guint i = 0; i < block->n_children; i++)
      {
        const DcrBlock *child = block->children[i];
        g_autofree char *title = dcr_block_title_text (child);
        g_autoptr (DcrOutlineItem) item = NULL;

        if (child->kind != DCR_BLOCK_LINK_ITEM || child->target == NULL)
          continue;
        item = dcr_outline_item_new (title, child->target, 0, FALSE);
        g_list_store_append (self->see_also, item);
      }
  return block->kind == DCR_BLOCK_GROUP;
}

void
dcr_article_view_make_outline (DcrArticleView *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->article->n_passages; i++)
    {
      const DcrPassage *passage = &self->article->passages[i];
      gboolean warning = FALSE;

      if (!is_outlined (passage))
        continue;
      for (guint j = i;
           j < self->article->n_passages && (j == i || !is_outlined (&self->article->passages[j]));
           j++)
        warning |= is_warning (self->article->passages[j].block);
      g_ptr_array_add (items,
                       dcr_outline_item_new (passage->block->kind == DCR_BLOCK_GROUP
                                                 && passage->block->style == DCR_GROUP_INTRODUCTION
                                               ? _("To say first")
                                               : passage->heading,
                                             passage->address, passage->depth, warning));
    }
  g_list_store_splice (self->outline, 0, g_list_model_get_n_items (G_LIST_MODEL (self->outline)),
                       items->pdata, items->len);
  g_list_store_remove_all (self->see_also);
  if (self->article->root != NULL)
    dcr_block_walk (self->article->root, find_see_also, self);
  update_outline_kept (self);
}
