/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The article reader: find in page. The tree is searched; labels are marked as they come in sight.
 */
#include "desk/call/dcr-article-view-private.h"

#include <string.h>

#include "base/dcr-error.h"
#include "desk/call/dcr-paragraph.h"

/* A longer selection was made to be copied. */
#define MOST_SELECTED 60

static DcrArticleBody *
get_body (DcrArticleView *self)
{
  return DCR_ARTICLE_BODY (self->body);
}

/* What is folded by an expander is only below it while it is open. */
static GtkWidget *
folded_child (GtkWidget *widget)
{
  return GTK_IS_EXPANDER (widget) && !gtk_expander_get_expanded (GTK_EXPANDER (widget))
           ? gtk_expander_get_child (GTK_EXPANDER (widget))
           : NULL;
}

static void
mark (DcrArticleView *self, GtkWidget *widget)
{
  if (folded_child (widget) != NULL)
    mark (self, folded_child (widget));
  if (DCR_IS_PARAGRAPH (widget))
    {
      const guint *ranges = NULL;
      guint first = 0, n;

      n = dcr_finder_ranges (self->finder, dcr_paragraph_get_key (DCR_PARAGRAPH (widget)), &ranges,
                             &first);
      dcr_paragraph_set_found (DCR_PARAGRAPH (widget), ranges, n, self->found - (int) first);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    mark (self, child);
}

void
dcr_article_view_mark_row (DcrArticleView *self, guint row)
{
  GtkWidget *child = dcr_article_body_get_child (get_body (self), row);
  guint *done = &g_array_index (self->row_marks, guint, row);

  if (child == NULL || *done == self->find_mark)
    return;
  *done = self->find_mark;
  mark (self, child);
}

/* What is out of sight keeps its old marks until it is seen: marking lays a text out again. */
void
dcr_article_view_mark_in_sight (DcrArticleView *self)
{
  DcrArticleBody *body = get_body (self);
  const int height =
    gtk_widget_get_height (self->body) > 0 ? gtk_widget_get_height (self->body) : 900;
  guint last;

  if (self->plan == NULL || self->find_mark == 0)
    return;
  last = dcr_article_body_slot_at (body, height);
  for (guint i = dcr_article_body_get_top (body, NULL); i <= last && i < self->plan->rows->len; i++)
    dcr_article_view_mark_row (self, i);
}

static void
show_count (DcrArticleView *self)
{
  const guint count = self->finder != NULL ? dcr_finder_get_count (self->finder) : 0;
  g_autofree char *text = NULL;

  if (self->words == NULL || g_utf8_strlen (self->words, -1) < 2)
    text = g_strdup ("");
  else if (count == 0)
    text = g_strdup (_("none"));
  else
    text = g_strdup_printf ("%d/%u", self->found + 1, count);
  gtk_label_set_text (GTK_LABEL (self->search_count), text);
  if (self->words != NULL && *self->words != '\0' && count == 0)
    gtk_widget_add_css_class (self->search_entry, "error");
  else
    gtk_widget_remove_css_class (self->search_entry, "error");
}

static DcrParagraph *
find_paragraph (GtkWidget *widget, gconstpointer key)
{
  if (DCR_IS_PARAGRAPH (widget))
    return dcr_paragraph_get_key (DCR_PARAGRAPH (widget)) == key ? DCR_PARAGRAPH (widget) : NULL;
  if (folded_child (widget) != NULL)
    {
      DcrParagraph *paragraph = find_paragraph (folded_child (widget), key);
      /* an expander on the way to the words opens */
      if (paragraph != NULL)
        gtk_expander_set_expanded (GTK_EXPANDER (widget), TRUE);
      return paragraph;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      DcrParagraph *paragraph = find_paragraph (child, key);
      if (paragraph != NULL)
        return paragraph;
    }
  return NULL;
}

static void
go_to_found (DcrArticleView *self)
{
  const DcrFound *found = dcr_finder_get (self->finder, (guint) self->found);
  const int row = dcr_plan_find_block (self->plan, found->block);
  DcrParagraph *paragraph;
  GdkRectangle place;

  if (row < 0)
    return;
  if (dcr_plan_reveal (self->plan, (guint) row))
    dcr_article_view_update_shown (self);
  dcr_article_view_build_row (self, (guint) row);
  dcr_block_builder_go_on (self->builder, G_MAXINT64);
  dcr_block_builder_go_on_later (self->builder, G_MAXINT64);
  dcr_article_body_measure_slot (get_body (self), (guint) row);
  g_array_index (self->row_marks, guint, row) = 0;
  dcr_article_view_mark_row (self, (guint) row);
  paragraph =
    find_paragraph (dcr_article_body_get_child (get_body (self), (guint) row), found->key);
  if (paragraph == NULL)
    {
      dcr_article_body_scroll_to (get_body (self), (guint) row, -12);
      return;
    }
  dcr_paragraph_get_place (paragraph, found->start, found->end, &place);
  place.height = place.height > 0 ? place.height : 20;
  dcr_article_body_reveal (get_body (self), GTK_WIDGET (paragraph), &place);
}

/* The words selected in the text, when they are few enough to be looked for. Free with g_free(). */
static char *
selected_words (DcrArticleView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  g_autofree char *words = NULL;
  int start, end;

  if (focus == NULL || !GTK_IS_LABEL (focus) || !gtk_widget_is_ancestor (focus, self->body)
      || !gtk_label_get_selection_bounds (GTK_LABEL (focus), &start, &end)
      || end - start > MOST_SELECTED)
    return NULL;
  words = g_utf8_substring (gtk_label_get_text (GTK_LABEL (focus)), start, end);
  return strchr (words, '\n') == NULL ? g_steal_pointer (&words) : NULL;
}

void
dcr_article_view_find (DcrArticleView *self)
{
  g_autofree char *words = NULL;

  if (self->article == NULL)
    return;
  words = selected_words (self);
  if (words != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), words);
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), TRUE);
  gtk_widget_grab_focus (self->search_entry);
  gtk_editable_select_region (GTK_EDITABLE (self->search_entry), 0, -1);
}

/* The first place at or after what is on screen, so that typing does not throw one about. */
static int
first_from_top (DcrArticleView *self)
{
  const int top = (int) dcr_article_body_get_top (get_body (self), NULL);
  const guint count = dcr_finder_get_count (self->finder);

  for (guint i = 0; i < count; i++)
    if (dcr_plan_find_block (self->plan, dcr_finder_get (self->finder, i)->block) >= top)
      return (int) i;
  return count > 0 ? 0 : -1;
}

void
dcr_article_view_find_text (DcrArticleView *self, const char *words)
{
  g_free (self->words);
  self->words = g_strdup (words);
  if (self->finder == NULL)
    return;
  self->find_mark++;
  self->found = dcr_finder_search (self->finder, words) > 0 ? first_from_top (self) : -1;
  if (self->found >= 0)
    go_to_found (self);
  dcr_article_view_mark_in_sight (self);
  show_count (self);
}

void
dcr_article_view_find_next (DcrArticleView *self, gboolean backwards)
{
  const int count = self->finder != NULL ? (int) dcr_finder_get_count (self->finder) : 0;

  if (count == 0)
    {
      dcr_article_view_find (self);
      return;
    }
  self->find_mark++;
  self->found = (self->found + (backwards ? count - 1 : 1)) % count;
  go_to_found (self);
  dcr_article_view_mark_in_sight (self);
  show_count (self);
}

void
dcr_article_view_get_find_state (DcrArticleView *self, guint *current, guint *count)
{
  *current = self->found >= 0 ? (guint) self->found + 1 : 0;
  *count = self->finder != NULL ? dcr_finder_get_count (self->finder) : 0;
}

/* Another article: what was looked for is looked for in it, when the bar is open. */
void
dcr_article_view_find_reset (DcrArticleView *self)
{
  self->found = -1;
  self->find_mark = 0;
  if (gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (self->search_bar)))
    dcr_article_view_find_text (self, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}
