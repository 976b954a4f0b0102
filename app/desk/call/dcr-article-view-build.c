/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The article reader: building the rows of the plan in slices. */
#include "desk/call/dcr-article-view-private.h"

#include <time.h>

#include "desk/call/dcr-fold.h"

/* A slice of ours, in microseconds: 8 ms is the promise, a row may take a few. */
#define SLICE_US 4000
/* A chooser is a drop-down, which is dear: those that do not fit come in the next slice. */
#define HEAD_US 2000
/* Before the frame that shows the first screenful: below layout (110) and drawing (120). */
#define PRIORITY_SCREENFUL (G_PRIORITY_HIGH_IDLE + 5)

static gboolean build_slice (gpointer data);

static DcrArticleBody *
get_body (DcrArticleView *self)
{
  return DCR_ARTICLE_BODY (self->body);
}

/* ---- One row ------------------------------------------------------------------------------- */

DcrPassageView *
dcr_article_view_row_passage (DcrArticleView *self, guint row)
{
  GtkWidget *child = row < dcr_article_body_get_n_slots (get_body (self))
                       ? dcr_article_body_get_child (get_body (self), row)
                       : NULL;

  return child != NULL && DCR_IS_PASSAGE_VIEW (child) ? DCR_PASSAGE_VIEW (child) : NULL;
}

static void
line_toggled (DcrFold *fold, DcrArticleView *self)
{
  const guint row = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (fold), "row"));

  dcr_plan_set_opened (self->plan, row, dcr_fold_get_opened (fold));
  dcr_article_body_hold (get_body (self), row);
  dcr_article_view_update_shown (self);
}

static void
update_line (DcrArticleView *self, guint row)
{
  GtkWidget *fold = dcr_article_body_get_child (get_body (self), row);
  g_autofree char *names = dcr_plan_folded_names (self->plan, row);

  if (fold == NULL)
    return;
  dcr_fold_set_names (DCR_FOLD (fold), names);
  dcr_fold_set_opened (DCR_FOLD (fold), dcr_plan_is_opened (self->plan, row));
}

static GtkWidget *
make_row (DcrArticleView *self, guint row)
{
  const DcrRow *it = dcr_plan_row (self->plan, row);
  GtkWidget *fold;

  switch (it->kind)
    {
    case DCR_ROW_HEAD:
      self->head = dcr_article_head_new (self->plan, &self->state);
      self->head_unfinished = dcr_article_head_apply (
          DCR_ARTICLE_HEAD (self->head), self->situation, g_get_monotonic_time () + HEAD_US);
      return self->head;
    case DCR_ROW_FOOT: return dcr_article_foot_new (self->article, self->imports);
    case DCR_ROW_FOLDED:
      fold = dcr_fold_new (NULL);
      gtk_widget_add_css_class (fold, "passage");
      g_object_set_data (G_OBJECT (fold), "row", GUINT_TO_POINTER (row));
      g_signal_connect (fold, "toggled", G_CALLBACK (line_toggled), self);
      return fold;
    default: return dcr_block_builder_row (self->builder, it);
    }
}

static void
add_row (DcrArticleView *self, guint row)
{
  dcr_article_body_set_child (get_body (self), row, make_row (self, row));
  if (dcr_plan_row (self->plan, row)->kind == DCR_ROW_FOLDED)
    update_line (self, row);
  dcr_article_view_dress_row (self, row);
}

void
dcr_article_view_build_row (DcrArticleView *self, guint row)
{
  if (dcr_article_body_get_child (get_body (self), row) != NULL)
    return;
  add_row (self, row);
  dcr_article_body_measure_slot (get_body (self), row);
  dcr_article_view_mark_row (self, row);
}

/* ---- Slices ------------------------------------------------------------ */

/* The next row without a widget, from what is in sight downwards, then from the top. */
static int
next_row (DcrArticleView *self)
{
  const guint n = dcr_article_body_get_n_slots (get_body (self));

  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = self->next_row; i < n; i++)
        if (dcr_article_body_get_shown (get_body (self), i)
            && dcr_article_body_get_child (get_body (self), i) == NULL)
          {
            self->next_row = i;
            return (int) i;
          }
      self->next_row = 0;
    }
  return -1;
}

/* TRUE while something is left to build. */
static gboolean
build_one (DcrArticleView *self, gint64 deadline)
{
  int row;

  if (self->head_unfinished)
    {
      self->head_unfinished =
        dcr_article_head_apply (DCR_ARTICLE_HEAD (self->head), self->situation, deadline);
      return TRUE;
    }
  if (dcr_block_builder_go_on (self->builder, deadline))
    return TRUE;
  row = self->screenful ? -1 : dcr_article_body_find_gap (get_body (self));
  if (row < 0)
    {
      self->screenful = TRUE;
      row = next_row (self);
    }
  if (row < 0)
    return dcr_block_builder_go_on_later (self->builder, deadline);
  self->next_row = (guint) row;
  add_row (self, (guint) row);
  dcr_article_view_mark_row (self, (guint) row);
  return TRUE;
}

/* TRUE while there is something to do now. Building comes first, then the heights of what is out of
 * sight, then the widgets of the former article. */
static gboolean
work (DcrArticleView *self, gint64 deadline)
{
  int row;

  if (!self->complete)
    {
      if (self->plan != NULL && build_one (self, deadline))
        return TRUE;
      self->complete = !dcr_article_body_free_some (get_body (self), deadline);
      return !self->complete;
    }
  row = dcr_article_body_find_unmeasured (get_body (self));
  if (row >= 0)
    dcr_article_body_measure_slot (get_body (self), (guint) row);
  return row >= 0;
}

static void
schedule (DcrArticleView *self)
{
  g_clear_handle_id (&self->slice, g_source_remove);
  self->slice = g_idle_add_full (self->screenful ? G_PRIORITY_DEFAULT_IDLE : PRIORITY_SCREENFUL,
                                 build_slice, self, NULL);
}

static gboolean
build_some (DcrArticleView *self)
{
  const gint64 deadline = g_get_monotonic_time () + SLICE_US;
  const gboolean screenful = self->screenful;
  gboolean more = TRUE;

  while (more && screenful == self->screenful && g_get_monotonic_time () < deadline)
    more = work (self, deadline);
  if (more && screenful == self->screenful)
    return G_SOURCE_CONTINUE;
  self->slice = 0;
  if (more)
    schedule (self);
  return G_SOURCE_REMOVE;
}

static gint64
thread_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gboolean
build_slice (gpointer data)
{
  DcrArticleView *self = data;
  const gint64 begun = thread_us ();
  const gboolean again = build_some (self);

  self->longest_slice = MAX (self->longest_slice, thread_us () - begun);
  return again;
}

void
dcr_article_view_build_more (DcrArticleView *self)
{
  schedule (self);
}

void
dcr_article_view_stop (DcrArticleView *self)
{
  g_clear_handle_id (&self->slice, g_source_remove);
}

gboolean
dcr_article_view_is_complete (DcrArticleView *self)
{
  return self->complete;
}

/* The frame has its sizes: what came in sight empty is built before the next one; what was made
 * since the last one can be measured. */
void
dcr_article_view_allocated (gpointer body, gpointer data)
{
  DcrArticleView *self = data;

  if (self->plan == NULL)
    return;
  if (!self->complete && self->screenful && dcr_article_body_find_gap (get_body (self)) >= 0)
    {
      self->screenful = FALSE;
      schedule (self);
    }
  else if (self->slice == 0 && dcr_article_body_find_unmeasured (get_body (self)) >= 0)
    schedule (self);
}

/* ---- The plan on the page ------------------------------------------------------------------ */

/* About how high a row will be: a line of this column has some 85 letters. */
static int
estimate (const DcrRow *row)
{
  switch (row->kind)
    {
    case DCR_ROW_HEAD: return 100;
    case DCR_ROW_FOLDED: return 28;
    case DCR_ROW_FOOT: return 120;
    default: return row->closed ? 36 : (int) (12 + row->letters * 18 / 85 + row->blocks * 20);
    }
}

/* Sections stand apart; the pieces of one passage touch. */
static int
gap_above (DcrPlan *plan, guint i)
{
  const DcrRow *row = dcr_plan_row (plan, i), *former = i > 0 ? dcr_plan_row (plan, i - 1) : NULL;

  if (former == NULL)
    return 0;
  if (row->kind == DCR_ROW_FOOT)
    return 18;
  if (row->heading != NULL && row->heading->kind == DCR_BLOCK_SECTION && row->heading->level <= 2)
    return 12;
  if (row->passage >= 0 && row->passage == former->passage)
    return 0;
  return 6;
}

void
dcr_article_view_begin (DcrArticleView *self)
{
  self->plan = dcr_plan_new (self->article);
  self->builder = dcr_block_builder_new (self->article, dcr_article_view_get_ticks, self);
  dcr_plan_apply (self->plan, self->situation);
  dcr_block_builder_apply (self->builder, self->situation);
  dcr_article_body_reset (get_body (self), self->plan->rows->len);
  g_array_set_size (self->row_marks, 0);
  g_array_set_size (self->row_marks, self->plan->rows->len);
  for (guint i = 0; i < self->plan->rows->len; i++)
    dcr_article_body_set_slot (get_body (self), i, estimate (dcr_plan_row (self->plan, i)),
                               gap_above (self->plan, i), dcr_plan_row (self->plan, i)->indent);
  self->next_row = 0;
  self->head_unfinished = FALSE;
  dcr_article_view_update_shown (self);
}

/* A case chosen by its button needs no title of its own; seen with others, it does. */
static gboolean
row_says_nothing (DcrArticleView *self, guint i)
{
  const DcrRow *row = dcr_plan_row (self->plan, i);

  return row->kind == DCR_ROW_PASSAGE && row->parts->len == 0
         && (row->heading == NULL || (row->heading->n_title == 0 && row->heading->note == NULL));
}

void
dcr_article_view_update_shown (DcrArticleView *self)
{
  for (guint i = 0; i < self->plan->rows->len; i++)
    {
      dcr_article_body_set_shown (
        get_body (self), i, dcr_plan_row_shown (self->plan, i) && !row_says_nothing (self, i));
      if (dcr_plan_row (self->plan, i)->kind == DCR_ROW_FOLDED)
        update_line (self, i);
      dcr_article_view_dress_row (self, i);
    }
  gtk_widget_queue_allocate (self->body);
  self->screenful = FALSE;
  self->complete = FALSE;
  dcr_article_view_build_more (self);
}

/* What the person acted on stays where it is; else what is at the top. */
static void
hold_focus (DcrArticleView *self)
{
  GtkRoot *root = gtk_widget_get_root (self->body);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, self->body))
    return;
  while (gtk_widget_get_parent (focus) != self->body)
    focus = gtk_widget_get_parent (focus);
  for (guint i = 0; i < dcr_article_body_get_n_slots (get_body (self)); i++)
    if (dcr_article_body_get_child (get_body (self), i) == focus)
      dcr_article_body_hold (get_body (self), i);
}

void
dcr_article_view_apply_situation (DcrArticleView *self)
{
  if (self->plan == NULL)
    return;
  hold_focus (self);
  dcr_block_builder_apply (self->builder, self->situation);
  if (self->head != NULL)
    dcr_article_head_apply (DCR_ARTICLE_HEAD (self->head), self->situation, G_MAXINT64);
  self->head_unfinished = FALSE;
  dcr_plan_apply (self->plan, self->situation);
  dcr_article_view_set_line (self);
  dcr_article_view_update_shown (self);
  dcr_article_view_scrolled (self);
}
