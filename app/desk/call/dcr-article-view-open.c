/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The article reader: reading articles, links, and the way back. */
#include "desk/call/dcr-article-view-private.h"

#include <string.h>

#include "base/dcr-error.h"
#include "desk/call/dcr-paragraph.h"
#include "desk/common/dcr-parts.h"

#define MOST_STEPS 50

/* What is being read, until it is there. */
typedef struct
{
  DcrArticleView *self;
  char *ref, *at;
  DcrTombstone *tombstone; /* its last text is being read */
  gboolean again;          /* it is on screen: the base changed under it */
} Request;

static void
request_free (Request *request)
{
  g_object_unref (request->self);
  g_free (request->ref);
  g_free (request->at);
  g_clear_pointer (&request->tombstone, dcr_tombstone_free);
  g_free (request);
}

void
dcr_step_free (DcrStep *step)
{
  g_free (step->ref);
  g_free (step->at);
  g_free (step->address);
  g_clear_pointer (&step->article, dcr_article_unref);
  g_free (step);
}

/* ---- On screen ----------------------------------------------------------------------------- */

static void
state_clear (DcrArticleState *state)
{
  g_free ((char *) state->at);
  g_free ((char *) state->withdrawn);
  g_free ((char *) state->successor);
  g_free ((char *) state->successor_title);
  g_free ((char *) state->asked);
  *state = (DcrArticleState){ 0 };
}

/* Everything that points into the article goes before it. */
void
dcr_article_view_clear (DcrArticleView *self)
{
  dcr_article_view_stop (self);
  if (self->definition != NULL)
    dcr_definition_set_article (self->definition, NULL);
  dcr_article_body_reset (DCR_ARTICLE_BODY (self->body), 0);
  dcr_article_body_free_some (DCR_ARTICLE_BODY (self->body), G_MAXINT64);
  self->head = NULL;
  g_clear_pointer (&self->finder, dcr_finder_free);
  g_clear_pointer (&self->builder, dcr_block_builder_free);
  g_clear_pointer (&self->plan, dcr_plan_free);
  g_clear_pointer (&self->article, dcr_article_unref);
  g_clear_pointer (&self->imports, g_ptr_array_unref);
  g_clear_pointer (&self->best, g_free);
  g_clear_pointer (&self->current, g_free);
  state_clear (&self->state);
  self->version = 0;
}

static void
read_version (DcrArticleView *self)
{
  DcrReference *reference =
    self->session != NULL ? dcr_session_get_reference (self->session) : NULL;
  g_autoptr (DcrArticleInfo) info = NULL;
  g_autoptr (GPtrArray) former = NULL;

  if (reference == NULL)
    return;
  info = dcr_reference_get_info (reference, self->article->audience, self->article->id, NULL);
  self->version = info != NULL ? info->version : 0;
  self->imports = dcr_reference_imports (reference, NULL);
  former =
    dcr_reference_list_former (reference, self->article->audience, self->article->id);
  dcr_article_bar_set_former (DCR_ARTICLE_BAR (self->bar), former);
}

static void
place (DcrArticleView *self)
{
  int row = -1;

  if (self->wanted_address != NULL)
    row = dcr_plan_find_address (self->plan, self->wanted_address);
  if (row >= 0 && self->wanted_offset != 0)
    {
      dcr_plan_reveal (self->plan, (guint) row);
      dcr_article_body_scroll_to (DCR_ARTICLE_BODY (self->body), (guint) row, self->wanted_offset);
    }
  else if (row >= 0)
    dcr_article_view_go_to (self, self->wanted_address, FALSE);
  if (row >= 0 && self->wanted_focus)
    dcr_article_view_go_to (self, self->wanted_address, TRUE);
  g_clear_pointer (&self->wanted_address, g_free);
  self->wanted_offset = 0;
  self->wanted_focus = FALSE;
  dcr_article_view_scrolled (self);
}

void
dcr_article_view_set_line (DcrArticleView *self)
{
  g_autofree char *date = dcr_article_date_line (self->article);
  g_autofree char *situation = dcr_article_situation_line (self->article, self->situation);
  g_autofree char *line = situation != NULL ? g_strdup_printf ("%s · %s", date, situation) : NULL;

  dcr_article_bar_set_line (DCR_ARTICLE_BAR (self->bar), line != NULL ? line : date);
}

/* The former article and all that is made of it are freed with the last of its widgets: they hold
 * pointers into its tree. */
static void
keep_former (DcrArticleView *self)
{
  dcr_definition_set_article (self->definition, NULL);
  self->head = NULL;
  g_clear_pointer (&self->finder, dcr_finder_free);
  g_clear_pointer (&self->builder, dcr_block_builder_free);
  g_clear_pointer (&self->imports, g_ptr_array_unref);
  g_clear_pointer (&self->best, g_free);
}

/* The former article's widgets live on for some slices: none of them may hold the keyboard, whose keys
 * would reach nobody. TRUE when one did. */
static gboolean
take_focus_out (DcrArticleView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, self->body))
    return FALSE;
  gtk_root_set_focus (root, NULL);
  return TRUE;
}

/* Where the keyboard was it is again, and nothing moves for it. */
static gboolean
focus_held (DcrArticleView *self)
{
  const int row = self->held != NULL ? dcr_plan_find_address (self->plan, self->held) : -1;
  DcrPassageView *view;

  if (row < 0)
    return FALSE;
  dcr_article_view_build_row (self, (guint) row);
  view = dcr_article_view_row_passage (self, (guint) row);
  if (view == NULL)
    return FALSE;
  gtk_widget_set_child_visible (GTK_WIDGET (view), TRUE);
  return gtk_widget_grab_focus (GTK_WIDGET (view));
}

void
dcr_article_view_show (DcrArticleView *self, DcrArticle *article)
{
  DcrPlan *former_plan = g_steal_pointer (&self->plan);
  DcrArticle *former = g_steal_pointer (&self->article);
  const gboolean had_focus = take_focus_out (self);
  const gboolean focus_placed = self->wanted_focus;

  dcr_article_view_stop (self);
  keep_former (self);
  self->article = article;
  self->version = 0;
  self->stale = FALSE;
  self->best = self->wanted_best ? g_strdup (self->wanted_address) : NULL;
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->scroller);
  dcr_article_bar_set_article (DCR_ARTICLE_BAR (self->bar), article);
  read_version (self);
  dcr_article_view_set_line (self);
  dcr_article_view_begin (self);
  dcr_article_body_keep (DCR_ARTICLE_BODY (self->body), former_plan,
                         (GDestroyNotify) dcr_plan_free);
  dcr_article_body_keep (DCR_ARTICLE_BODY (self->body), former, (GDestroyNotify) dcr_article_unref);
  dcr_definition_set_article (self->definition, article);
  self->finder = dcr_finder_new (article);
  dcr_article_view_find_reset (self);
  dcr_article_view_make_outline (self);
  place (self);
  if (had_focus && !focus_placed && !focus_held (self))
    dcr_article_view_focus_best (self);
  dcr_article_view_update_actions (self);
  dcr_article_view_changed (self);
  g_signal_emit (self, dcr_article_view_signals[DCR_VIEW_ARTICLE_OPENED], 0, article->ref,
                 self->version);
}

/* ---- History ------------------------------------------------------------------------------- */

static DcrStep *
make_step (DcrArticleView *self)
{
  DcrStep *step = g_new0 (DcrStep, 1);
  const guint row = dcr_article_body_get_top (DCR_ARTICLE_BODY (self->body), &step->offset);
  const int passage = dcr_plan_passage_at (self->plan, row);

  step->ref = g_strdup (self->article->ref);
  step->at = g_strdup (self->state.at);
  if (self->session == NULL)
    step->article = dcr_article_ref (self->article);
  if (passage >= 0 && dcr_plan_find_passage (self->plan, (guint) passage) == (int) row)
    step->address = g_strdup (self->article->passages[passage].address);
  else if (passage >= 0)
    {
      step->address = g_strdup (self->article->passages[passage].address);
      step->offset = 0;
    }
  return step;
}

static void
push (GPtrArray *steps, DcrStep *step)
{
  g_ptr_array_add (steps, step);
  if (steps->len > MOST_STEPS)
    g_ptr_array_remove_index (steps, 0);
}

void
dcr_article_view_forget_history (DcrArticleView *self)
{
  g_ptr_array_set_size (self->back, 0);
  g_ptr_array_set_size (self->forward, 0);
  dcr_article_view_update_actions (self);
}

/* A new article: where one was goes on the way back, and there is no way forward any more. */
static void
leave (DcrArticleView *self)
{
  if (self->article == NULL)
    return;
  push (self->back, make_step (self));
  g_ptr_array_set_size (self->forward, 0);
}

/* ---- Reading ------------------------------------------------------------------------------- */

static void read_request (DcrArticleView *self, Request *request);

static void
show_failure (DcrArticleView *self, const char *icon, const char *heading, const char *sentence)
{
  dcr_article_view_clear (self);
  dcr_empty_container (self->empty);
  gtk_box_append (GTK_BOX (self->empty), dcr_empty_new (icon, heading, sentence, NULL));
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->empty);
  dcr_article_bar_set_article (DCR_ARTICLE_BAR (self->bar), NULL);
  g_list_store_remove_all (self->outline);
  g_list_store_remove_all (self->see_also);
  dcr_article_view_update_actions (self);
  dcr_article_view_changed (self);
}

/* The day before it was withdrawn is the last day that has its text. */
static char *
last_day (const char *withdrawn)
{
  GDate date;

  g_date_clear (&date, 1);
  if (withdrawn == NULL || strlen (withdrawn) < 10)
    return NULL;
  g_date_set_dmy (&date, (GDateDay) atoi (withdrawn + 8), (GDateMonth) atoi (withdrawn + 5),
                  (GDateYear) atoi (withdrawn));
  if (!g_date_valid (&date))
    return NULL;
  g_date_subtract_days (&date, 1);
  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date),
                          g_date_get_day (&date));
}

static DcrTombstone *
find_tombstone (DcrArticleView *self, const char *ref)
{
  DcrReference *reference =
    self->session != NULL ? dcr_session_get_reference (self->session) : NULL;
  g_autofree char *id = NULL;
  DcrAudience audience;

  if (reference == NULL || !dcr_article_ref_parse (ref, &audience, &id))
    return NULL;
  return dcr_reference_get_tombstone (reference, audience, id);
}

static char *
title_of (DcrArticleView *self, const char *ref)
{
  g_autoptr (DcrArticleInfo) info = NULL;
  g_autofree char *id = NULL;
  DcrAudience audience;

  if (ref == NULL || !dcr_article_ref_parse (ref, &audience, &id))
    return NULL;
  info = dcr_reference_get_info (dcr_session_get_reference (self->session), audience, id, NULL);
  return info != NULL ? g_strdup (info->title) : NULL;
}

static void
fail (DcrArticleView *self, Request *request, const GError *error)
{
  if (request->tombstone == NULL && g_error_matches (error, DCR_ERROR, DCR_ERROR_NOT_FOUND)
      && request->at == NULL && (request->tombstone = find_tombstone (self, request->ref)) != NULL)
    {
      request->at = last_day (request->tombstone->withdrawn);
      if (request->at != NULL)
        {
          read_request (self, request);
          return;
        }
    }
  if (!request->again)
    leave (self);
  show_failure (self, "dialog-error-symbolic",
                request->tombstone != NULL ? request->tombstone->title
                                           : _("This article cannot be read"),
                error->message);
  request_free (request);
}

static void
take_state (DcrArticleView *self, Request *request, const DcrArticle *article)
{
  state_clear (&self->state);
  if (request->tombstone != NULL)
    {
      self->state.withdrawn = g_strdup (request->tombstone->withdrawn);
      self->state.successor = g_strdup (request->tombstone->successor);
      self->state.successor_title = title_of (self, request->tombstone->successor);
    }
  else
    self->state.at = g_strdup (request->at);
  if (request->tombstone == NULL && request->at == NULL
      && g_strcmp0 (request->ref, article->ref) != 0)
    self->state.asked = g_strdup (request->ref);
}

static void
want (DcrArticleView *self, const char *address, int offset, gboolean best)
{
  g_free (self->wanted_address);
  self->wanted_address = g_strdup (address);
  self->wanted_offset = offset;
  self->wanted_best = best;
  self->wanted_focus = FALSE;
}

static void
set_best (DcrArticleView *self, const char *address)
{
  g_free (self->best);
  self->best = g_strdup (address);
  for (guint i = 0; i < self->plan->rows->len; i++)
    dcr_article_view_dress_row (self, i);
}

/* Today's text takes the place of the one on screen, at the same passage. */
static void
show_again (DcrArticleView *self, DcrArticle *article)
{
  DcrStep *here = make_step (self);
  g_autofree char *best = g_strdup (self->best);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  DcrPassageView *focused = dcr_passage_view_of (root != NULL ? gtk_root_get_focus (root) : NULL);
  const DcrPassage *passage = focused != NULL ? dcr_passage_view_get_passage (focused) : NULL;

  want (self, here->address, here->offset, FALSE);
  self->held = g_strdup (passage != NULL ? passage->address : NULL);
  dcr_article_view_show (self, article);
  g_clear_pointer (&self->held, g_free);
  if (best != NULL && dcr_article_find_passage (article, best) != NULL)
    set_best (self, best);
  dcr_step_free (here);
  g_signal_emit (self, dcr_article_view_signals[DCR_VIEW_COPIED], 0,
                 self->state.withdrawn != NULL
                   ? _("The base has just been updated: this article is withdrawn.")
                   : _("The base has just been updated: this is today’s text."));
}

static void
read_done (GObject *source, GAsyncResult *result, gpointer data)
{
  Request *request = data;
  DcrArticleView *self = request->self;
  g_autoptr (GError) error = NULL;
  DcrArticle *article = dcr_session_read_article_finish (self->session, result, &error);
  gboolean stale;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->body == NULL)
    {
      g_clear_pointer (&article, dcr_article_unref);
      request_free (request);
      return;
    }
  g_clear_object (&self->cancellable);
  if (article == NULL)
    {
      fail (self, request, error);
      return;
    }
  stale = self->stale;
  if (self->step_direction == 0 && !request->again)
    leave (self);
  self->step_direction = 0;
  if (request->again && self->article != NULL)
    {
      take_state (self, request, article);
      show_again (self, article);
    }
  else
    {
      take_state (self, request, article);
      dcr_article_view_show (self, article);
    }
  request_free (request);
  if (stale)
    dcr_article_view_reread (self);
}

static void
read_request (DcrArticleView *self, Request *request)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  dcr_session_read_article_async (self->session, request->ref, request->at, self->cancellable,
                                  read_done, request);
}

static void
request_article (DcrArticleView *self, const char *ref, const char *at)
{
  Request *request = g_new0 (Request, 1);

  request->self = g_object_ref (self);
  request->ref = g_strdup (ref);
  request->at = g_strdup (at);
  read_request (self, request);
}

/* By content: a text that was read while the base was being replaced may be of either. */
static gboolean
is_todays (DcrArticleView *self)
{
  g_autoptr (DcrArticleInfo) info =
    dcr_reference_get_info (dcr_session_get_reference (self->session), self->article->audience,
                            self->article->id, NULL);

  return info != NULL && self->state.withdrawn == NULL
         && g_strcmp0 (info->ref, self->article->ref) == 0
         && g_strcmp0 (info->hash, self->article->content_hash) == 0;
}

void
dcr_article_view_reread (DcrArticleView *self)
{
  Request *request;

  if (self->article == NULL || self->session == NULL
      || dcr_session_get_reference (self->session) == NULL)
    return;
  /* what is being read, or out of sight, is looked at when it is there */
  self->stale = self->cancellable != NULL || !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale || self->state.at != NULL || is_todays (self))
    return;
  request = g_new0 (Request, 1);
  request->self = g_object_ref (self);
  request->ref = g_strdup (self->article->ref);
  request->again = TRUE;
  read_request (self, request);
}

static gboolean
shows (DcrArticleView *self, const char *ref)
{
  return self->article != NULL && !self->stale && g_strcmp0 (self->article->ref, ref) == 0
         && self->state.at == NULL && self->state.withdrawn == NULL;
}

void
dcr_article_view_open (DcrArticleView *self, const char *ref, const char *address, gboolean best)
{
  g_return_if_fail (self->session != NULL);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  self->step_direction = 0;
  if (shows (self, ref))
    {
      set_best (self, best ? address : NULL);
      if (address != NULL)
        dcr_article_view_go_to (self, address, FALSE);
      return;
    }
  want (self, address, 0, best);
  request_article (self, ref, NULL);
}

void
dcr_article_view_open_at (DcrArticleView *self, const char *ref, const char *date)
{
  g_return_if_fail (self->session != NULL);

  want (self, NULL, 0, FALSE);
  self->step_direction = 0;
  request_article (self, ref, date);
}

void
dcr_article_view_open_article (DcrArticleView *self, DcrArticle *article)
{
  want (self, NULL, 0, FALSE);
  leave (self);
  state_clear (&self->state);
  dcr_article_view_show (self, dcr_article_ref (article));
}

void
dcr_article_view_close (DcrArticleView *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->article == NULL)
    return;
  leave (self);
  dcr_article_view_clear (self);
  dcr_empty_container (self->empty);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->empty);
  dcr_article_bar_set_article (DCR_ARTICLE_BAR (self->bar), NULL);
  g_list_store_remove_all (self->outline);
  g_list_store_remove_all (self->see_also);
  dcr_article_view_update_actions (self);
  dcr_article_view_changed (self);
}

static gboolean
go (DcrArticleView *self, GPtrArray *from, GPtrArray *to)
{
  DcrStep *step;

  if (from->len == 0)
    return FALSE;
  step = g_ptr_array_steal_index (from, from->len - 1);
  if (self->article != NULL)
    push (to, make_step (self));
  want (self, step->address, step->offset, FALSE);
  if (step->article != NULL)
    {
      state_clear (&self->state);
      dcr_article_view_show (self, dcr_article_ref (step->article));
    }
  else
    {
      self->step_direction = 1;
      request_article (self, step->ref, step->at);
    }
  dcr_step_free (step);
  dcr_article_view_update_actions (self);
  return TRUE;
}

gboolean
dcr_article_view_go_back (DcrArticleView *self)
{
  return go (self, self->back, self->forward);
}

gboolean
dcr_article_view_go_forward (DcrArticleView *self)
{
  return go (self, self->forward, self->back);
}

/* ---- Links --------------------------------------------------------------------------------- */

static void
show_definition (DcrArticleView *self, const char *id)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GdkRectangle where = { 0 };
  int nth;

  while (focus != NULL && !DCR_IS_PARAGRAPH (focus))
    focus = gtk_widget_get_parent (focus);
  if (focus == NULL)
    return;
  nth = dcr_paragraph_get_focused_definition (DCR_PARAGRAPH (focus));
  dcr_paragraph_nth_definition (DCR_PARAGRAPH (focus), nth >= 0 ? (guint) nth : 0, &where);
  dcr_definition_show (self->definition, id, focus, &where);
}

void
dcr_article_view_follow (DcrArticleView *self, const char *target)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (g_str_has_prefix (target, "article:"))
    {
      if (self->session != NULL)
        {
          dcr_article_view_open (self, target + strlen ("article:"), NULL, FALSE);
          self->wanted_focus = TRUE;
        }
    }
  else if (g_str_has_prefix (target, "passage:"))
    dcr_article_view_go_to (self, target + strlen ("passage:"), TRUE);
  else if (g_str_has_prefix (target, "definition:"))
    show_definition (self, target + strlen ("definition:"));
  else
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, target, GDK_CURRENT_TIME);
}
