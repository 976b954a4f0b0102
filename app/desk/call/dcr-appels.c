/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-appels-private.h"

#include <adwaita.h>

#include "desk/call/dcr-call-line.h"
#include "desk/call/dcr-first-start.h"
#include "desk/call/dcr-history-form.h"
#include "desk/call/dcr-idle-page.h"
#include "desk/call/dcr-report-page.h"
#include "desk/call/dcr-tally-form.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"
#include "session/dcr-session-followup.h"

G_DEFINE_FINAL_TYPE (DcrAppels, dcr_appels, GTK_TYPE_WIDGET)

enum
{
  WORDS_CHOSEN,
  TOAST,
  SEARCH,
  MIDDLE_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ---- Left pane: two toggles, each of them with two meanings ---------------------------------- */

static gboolean
is_reading (DcrAppels *self)
{
  return dcr_article_view_get_article (self->reader) != NULL;
}

/* « Résultats (14) | Sommaire » while there is a result and an article, « Parcourir | Récents » else. */
static void
update_left (DcrAppels *self)
{
  gboolean has_result = dcr_result_list_has_result (self->results);
  gboolean first = gtk_toggle_button_get_active (self->first);
  g_autofree char *count = dcr_format_count (dcr_result_list_get_count (self->results));
  g_autofree char *results = g_strdup_printf (_("Results (%s)"), count);
  const char *page;

  gtk_button_set_label (GTK_BUTTON (self->first), has_result ? results : _("Browse"));
  gtk_button_set_label (GTK_BUTTON (self->second), is_reading (self) ? _("Outline") : _("Recent"));
  if (first)
    page = has_result ? "results" : "browse";
  else
    page = is_reading (self) ? "outline" : "recent";
  if (g_str_equal (page, "recent"))
    dcr_recent_list_reload (self->recent);
  gtk_stack_set_visible_child_name (self->left_stack, page);
  gtk_stack_set_visible_child_name (self->foot, g_str_equal (page, "recent") ? "browse" : page);
  gtk_label_set_label (self->way_back_label, has_result ? results : _("Browse"));
  g_object_set (self->reader, "list-label", has_result ? results : _("Browse"), NULL);
}

static void
show_first (DcrAppels *self)
{
  gtk_toggle_button_set_active (self->first, TRUE);
  update_left (self);
}

static void
show_second (DcrAppels *self)
{
  gtk_toggle_button_set_active (self->second, TRUE);
  update_left (self);
}

static void
show_browse (DcrAppels *self)
{
  dcr_result_list_clear (self->results);
  dcr_browse_pane_reload (self->browse);
  show_first (self);
  dcr_panes_focus (self->panes, DCR_PANE_LEFT);
}

/* ---- Middle pane ----------------------------------------------------------------------------- */

static void
show_article (DcrAppels *self)
{
  gtk_stack_set_visible_child (self->middle, GTK_WIDGET (self->reader));
}

/* The reader has a bar of its own; the other pages need a way back where one pane is seen at a time. */
static void
update_way_back (DcrAppels *self)
{
  gtk_widget_set_visible (self->way_back,
                          dcr_panes_get_width_class (self->panes) == DCR_WIDTH_NARROW
                              && gtk_stack_get_visible_child (self->middle)
                                     != GTK_WIDGET (self->reader));
}

static void
show_start (DcrAppels *self)
{
  if (DCR_IS_IDLE_PAGE (self->start))
    dcr_idle_page_reload (DCR_IDLE_PAGE (self->start));
  gtk_stack_set_visible_child (self->middle, self->start);
}

static gboolean
shows (DcrAppels *self, const char *ref)
{
  DcrArticle *article = dcr_article_view_get_article (self->reader);
  return article != NULL && g_strcmp0 (article->ref, ref) == 0;
}

static void
read_now (DcrAppels *self)
{
  self->read_when_open = FALSE;
  dcr_panes_show (self->panes, DCR_PANE_MIDDLE);
  dcr_article_view_focus_best (self->reader);
}

static void
open_article (DcrAppels *self, const char *ref, const char *address, gboolean best, gboolean read)
{
  gboolean is_there = shows (self, ref);

  self->read_when_open = read && !is_there;
  dcr_article_view_open (self->reader, ref, address, best);
  show_article (self);
  if (read)
    dcr_panes_show (self->panes, DCR_PANE_MIDDLE);
  if (read && is_there)
    read_now (self);
}

void
dcr_appels_open (DcrAppels *self, const char *ref, const char *address)
{
  open_article (self, ref, address, FALSE, TRUE);
}

static void
article_opened (DcrAppels *self)
{
  show_article (self);
  update_left (self);
  if (self->read_when_open)
    read_now (self);
}

void
dcr_appels_show_report (DcrAppels *self, gboolean show)
{
  GtkWidget *report = gtk_stack_get_child_by_name (self->middle, "report");
  GtkWidget *visible = gtk_stack_get_visible_child (self->middle);

  if (show == (visible == report))
    return;
  if (show)
    self->former_middle = visible;
  gtk_stack_set_visible_child (self->middle, show ? report : self->former_middle);
  if (show)
    dcr_panes_show (self->panes, DCR_PANE_MIDDLE);
}

/* ---- Search ---------------------------------------------------------------------------------- */

void
dcr_appels_search (DcrAppels *self, const char *words)
{
  dcr_call_view_note_words (self->view, words);
  if (dcr_result_list_search (self->results, words))
    {
      show_first (self);
      dcr_panes_show (self->panes, DCR_PANE_LEFT);
      dcr_call_evidence_note_query (self->evidence, words);
      return;
    }
  /* emptied: the results stay while one of them is read */
  if (!is_reading (self) || gtk_stack_get_visible_child (self->middle) == self->start)
    {
      dcr_result_list_clear (self->results);
      show_first (self);
    }
}

void
dcr_appels_move (DcrAppels *self, int step, gboolean group)
{
  show_first (self);
  if (dcr_result_list_has_result (self->results))
    dcr_result_list_move (self->results, step, group);
  else
    dcr_panes_focus (self->panes, DCR_PANE_LEFT);
}

void
dcr_appels_choose (DcrAppels *self)
{
  if (!dcr_result_list_choose (self->results) && is_reading (self))
    read_now (self);
}

static void
result_selected (DcrAppels *self, const char *ref, const char *address)
{
  open_article (self, ref, address, TRUE, FALSE);
}

static void
result_chosen (DcrAppels *self, const char *ref, const char *address)
{
  open_article (self, ref, address, TRUE, TRUE);
}

static void
template_chosen (DcrAppels *self, const char *id, int channel)
{
  dcr_appels_compose_with (self, (DcrChannel) channel, id);
}

static void
words_chosen (DcrAppels *self, const char *words)
{
  g_signal_emit (self, signals[WORDS_CHOSEN], 0, words);
}

static void
list_article_chosen (DcrAppels *self, const char *ref)
{
  dcr_appels_open (self, ref, NULL);
}

static void
browse_chosen (DcrAppels *self, const char *ref, const char *title)
{
  if (ref == NULL)
    show_browse (self);
  else
    {
      dcr_appels_browse (self, ref, title);
      dcr_panes_focus (self->panes, DCR_PANE_LEFT);
    }
}

static void
passage_chosen (DcrAppels *self, const char *address)
{
  show_article (self);
  dcr_panes_show (self->panes, DCR_PANE_MIDDLE);
  dcr_article_view_go_to (self->reader, address, TRUE);
}

static void
current_passage_changed (DcrAppels *self)
{
  g_autofree char *address = NULL;

  g_object_get (self->reader, "current-address", &address, NULL);
  dcr_outline_list_set_current (self->outline, address);
}

/* ---- Steps back ------------------------------------------------------------------------------ */

void
dcr_appels_go_home (DcrAppels *self)
{
  dcr_article_view_close (self->reader);
  dcr_result_list_clear (self->results);
  dcr_browse_pane_reload (self->browse);
  show_start (self);
  show_first (self);
  dcr_panes_show (self->panes, DCR_IS_IDLE_PAGE (self->start) ? DCR_PANE_LEFT : DCR_PANE_MIDDLE);
  g_signal_emit (self, signals[WORDS_CHOSEN], 0, "");
  g_signal_emit (self, signals[SEARCH], 0);
}

gboolean
dcr_appels_go_back (DcrAppels *self)
{
  if (dcr_panes_get_width_class (self->panes) == DCR_WIDTH_NARROW
      && dcr_panes_is_shown (self->panes, DCR_PANE_RIGHT))
    return dcr_panes_go_back (self->panes);
  if (gtk_stack_get_visible_child (self->middle) == GTK_WIDGET (self->reader)
      && dcr_article_view_go_back (self->reader))
    return TRUE;
  return dcr_panes_go_back (self->panes);
}

gboolean
dcr_appels_escape (DcrAppels *self)
{
  GtkWidget *report = gtk_stack_get_child_by_name (self->middle, "report");
  int focused = dcr_panes_get_focused (self->panes);

  if (self->form != NULL)
    return dcr_panes_get_width_class (self->panes) == DCR_WIDTH_NARROW
                   && dcr_panes_go_back (self->panes)
               ? TRUE
               : dcr_appels_leave_form (self);
  if (gtk_stack_get_visible_child (self->middle) == report)
    {
      dcr_appels_show_report (self, FALSE);
      return TRUE;
    }
  if (dcr_panes_go_back (self->panes))
    return TRUE;
  if (focused == DCR_PANE_LEFT && is_reading (self))
    {
      read_now (self);
      return TRUE;
    }
  if (focused >= 0)
    {
      g_signal_emit (self, signals[SEARCH], 0);
      return TRUE;
    }
  return FALSE;
}

void
dcr_appels_toggle_outline (DcrAppels *self)
{
  if (!is_reading (self))
    return;
  if (dcr_panes_get_focused (self->panes) == DCR_PANE_LEFT
      && gtk_stack_get_visible_child (self->left_stack) == GTK_WIDGET (self->outline))
    {
      read_now (self);
      return;
    }
  show_second (self);
  dcr_panes_show (self->panes, DCR_PANE_LEFT);
  dcr_focus_first (GTK_WIDGET (self->outline));
}

void
dcr_appels_show_start (DcrAppels *self)
{
  if (gtk_stack_get_visible_child (self->middle) == self->start)
    dcr_panes_show (self->panes, DCR_PANE_MIDDLE);
}

void
dcr_appels_show_recent (DcrAppels *self)
{
  dcr_article_view_close (self->reader);
  show_start (self);
  show_second (self);
  dcr_panes_show (self->panes, DCR_PANE_LEFT);
}

void
dcr_appels_browse (DcrAppels *self, const char *ref, const char *title)
{
  dcr_result_list_clear (self->results);
  show_first (self);
  dcr_panes_show (self->panes, DCR_PANE_LEFT);
  dcr_browse_pane_open (self->browse, ref, title);
}

static void
show_list (DcrAppels *self)
{
  show_first (self);
  dcr_panes_focus (self->panes, DCR_PANE_LEFT);
}

/* ---- The call -------------------------------------------------------------------------------- */

static void
current_call_changed (DcrAppels *self)
{
  dcr_appels_leave_form (self); /* it was about the former call */
  dcr_appels_prepare_form (self);
  if (DCR_IS_FIRST_START (self->start))
    dcr_first_start_set_quiet (DCR_FIRST_START (self->start),
                               dcr_calls_get_current (self->calls) != NULL);
}

gboolean
dcr_appels_pick_reason (DcrAppels *self, guint digit)
{
  return dcr_call_pane_pick_reason (self->pane, digit);
}

gboolean
dcr_appels_pick_outcome (DcrAppels *self, guint digit)
{
  return dcr_call_pane_pick_outcome (self->pane, digit);
}

void
dcr_appels_focus_reason (DcrAppels *self)
{
  dcr_panes_show (self->panes, DCR_PANE_RIGHT);
  dcr_call_pane_focus_reason (self->pane);
}

void
dcr_appels_focus_outcome (DcrAppels *self)
{
  dcr_panes_show (self->panes, DCR_PANE_RIGHT);
  dcr_call_pane_focus_outcome (self->pane);
}

void
dcr_appels_new_call (DcrAppels *self)
{
  dcr_panes_show (self->panes, DCR_PANE_RIGHT);
  dcr_call_pane_new_call (self->pane);
}

/* ---- Acts of the call ------------------------------------------------------------------------ */

/* What is missing gets the focus, so it has to be seen. */
void
dcr_appels_do_suggested (DcrAppels *self)
{
  if (self->form != NULL)
    {
      dcr_form_submit (self->form);
      return;
    }
  if (dcr_calls_get_current (self->calls) == NULL)
    return;
  if (!dcr_call_pane_close_call (self->pane))
    dcr_panes_show (self->panes, DCR_PANE_RIGHT);
}

/* A kept passage was activated in the call pane. */
static void
show_passage (DcrAppels *self, const char *ref, const char *address)
{
  open_article (self, ref, address, FALSE, TRUE);
}

/* The text that was read to that caller, not today's. */
static void
show_former_article (DcrAppels *self, const char *ref, const char *hash)
{
  DcrReference *reference = dcr_session_get_reference (self->session);
  g_autoptr (DcrArticle) article
      = reference != NULL ? dcr_reference_get_article_by_hash (reference, hash, NULL) : NULL;

  dcr_appels_leave_form (self);
  if (article == NULL)
    {
      open_article (self, ref, NULL, FALSE, TRUE);
      return;
    }
  dcr_article_view_open_article (self->reader, article);
  show_article (self);
  read_now (self);
}

void
dcr_appels_show_history (DcrAppels *self)
{
  DcrForm *form = dcr_history_form_new (self->calls, dcr_session_get_outbox (self->session));

  g_signal_connect_object (form, "article-activated", G_CALLBACK (show_former_article), self,
                           G_CONNECT_SWAPPED);
  dcr_appels_open_form (self, form);
}

/* A draft is in hand again: what stood beside it, without taking the focus. */
static void
view_restored (DcrAppels *self, const char *words, const char *ref, const char *address)
{
  if (words != NULL)
    g_signal_emit (self, signals[WORDS_CHOSEN], 0, words);
  if (ref != NULL)
    open_article (self, ref, address, FALSE, FALSE);
}

void
dcr_appels_restore_view (DcrAppels *self)
{
  dcr_call_view_restore (self->view);
}

void
dcr_appels_show_tally (DcrAppels *self)
{
  dcr_appels_open_form (self, dcr_tally_form_new (self->calls));
}

static void
said (DcrAppels *self, const char *sentence)
{
  g_signal_emit (self, signals[TOAST], 0, sentence);
}

/* Nothing of the caller stays on the screen. */
static void
call_closed (DcrAppels *self)
{
  dcr_article_view_set_situation (self->reader, NULL);
  dcr_appels_go_home (self);
}

/* ---- Widths ---------------------------------------------------------------------------------- */

static void
update_line (DcrAppels *self)
{
  gtk_widget_set_visible (self->line,
                          dcr_panes_get_width_class (self->panes) == DCR_WIDTH_NARROW
                              && !dcr_panes_is_shown (self->panes, DCR_PANE_RIGHT));
}

void
dcr_appels_set_width_class (DcrAppels *self, DcrWidthClass width)
{
  dcr_panes_set_width_class (self->panes, width);
  if (width == DCR_WIDTH_NARROW && DCR_IS_IDLE_PAGE (gtk_stack_get_visible_child (self->middle)))
    dcr_panes_show (self->panes, DCR_PANE_LEFT);
  g_object_set (self->reader, "compact", width == DCR_WIDTH_NARROW, NULL);
  update_line (self);
  update_way_back (self);
}

DcrPanes *
dcr_appels_get_panes (DcrAppels *self)
{
  return self->panes;
}

DcrArticleView *
dcr_appels_get_reader (DcrAppels *self)
{
  return self->reader;
}

/* ---- Making it ------------------------------------------------------------------------------- */

static void
connect (DcrAppels *self, gpointer object, const char *signal, GCallback callback)
{
  g_signal_connect_object (object, signal, callback, self, G_CONNECT_SWAPPED);
}

static void
make_left (DcrAppels *self)
{
  const DcrUuid *person = dcr_calls_get_person (self->calls);

  self->browse = DCR_BROWSE_PANE (dcr_browse_pane_new (self->session));
  self->recent = DCR_RECENT_LIST (dcr_recent_list_new (self->session, person));
  self->results = DCR_RESULT_LIST (dcr_result_list_new (self->session));
  self->outline
      = DCR_OUTLINE_LIST (dcr_outline_list_new (dcr_article_view_get_outline (self->reader),
                                                dcr_article_view_get_see_also (self->reader)));
  gtk_stack_add_named (self->left_stack, GTK_WIDGET (self->browse), "browse");
  gtk_stack_add_named (self->left_stack, GTK_WIDGET (self->recent), "recent");
  gtk_stack_add_named (self->left_stack, GTK_WIDGET (self->results), "results");
  gtk_stack_add_named (self->left_stack, GTK_WIDGET (self->outline), "outline");
  gtk_stack_add_named (self->foot,
                       dcr_keys_line_new ("Ctrl+K", _("search"), "F6", _("change pane"), NULL),
                       "browse");
  gtk_stack_add_named (self->foot,
                       dcr_keys_line_new ("↑ ↓", _("choose"), C_("key", "Enter"), _("read"),
                                          C_("key", "Esc"), _("clear"), NULL),
                       "results");
  gtk_stack_add_named (self->foot,
                       dcr_keys_line_new ("Ctrl+J", _("outline"), "Ctrl+F", _("in the page"), NULL),
                       "outline");
  connect (self, self->first, "toggled", G_CALLBACK (update_left));
  connect (self, self->results, "result-selected", G_CALLBACK (result_selected));
  connect (self, self->results, "result-chosen", G_CALLBACK (result_chosen));
  connect (self, self->results, "words-chosen", G_CALLBACK (words_chosen));
  connect (self, self->results, "template-chosen", G_CALLBACK (template_chosen));
  connect (self, self->results, "browse", G_CALLBACK (browse_chosen));
  connect (self, self->results, "notify::count", G_CALLBACK (update_left));
  connect (self, self->browse, "article-chosen", G_CALLBACK (list_article_chosen));
  connect (self, self->recent, "article-chosen", G_CALLBACK (list_article_chosen));
  connect (self, self->outline, "article-chosen", G_CALLBACK (list_article_chosen));
  connect (self, self->outline, "passage-chosen", G_CALLBACK (passage_chosen));
}

gboolean
dcr_appels_shows_first_start (DcrAppels *self)
{
  return DCR_IS_FIRST_START (gtk_stack_get_visible_child (self->middle));
}

static void
make_start (DcrAppels *self)
{
  gboolean demo = dcr_session_is_demo (self->session);

  if (demo || dcr_session_get_reference (self->session) == NULL)
    self->start = dcr_first_start_new (self->importer, demo);
  else
    {
      self->start = dcr_idle_page_new (self->session, dcr_calls_get_person (self->calls));
      connect (self, self->start, "article-chosen", G_CALLBACK (list_article_chosen));
    }
  gtk_stack_add_child (self->middle, self->start);
}

/* The first import makes the page of every day of the one of the first day. */
static void
base_changed (DcrAppels *self)
{
  GtkWidget *former = self->start;
  gboolean was_shown = gtk_stack_get_visible_child (self->middle) == former;

  dcr_browse_pane_reload (self->browse);
  if (DCR_IS_FIRST_START (former) && !dcr_session_is_demo (self->session))
    {
      make_start (self);
      if (was_shown)
        gtk_stack_set_visible_child (self->middle, self->start);
      if (self->former_middle == former)
        self->former_middle = self->start;
      gtk_stack_remove (self->middle, former);
    }
  else if (was_shown)
    show_start (self);
}

static void
middle_changed (DcrAppels *self)
{
  update_way_back (self);
  g_signal_emit (self, signals[MIDDLE_CHANGED], 0);
}

static void
make_middle (DcrAppels *self)
{
  make_start (self);
  gtk_stack_add_named (self->middle, GTK_WIDGET (self->reader), "article");
  gtk_stack_add_named (self->middle, dcr_report_page_new (self->importer), "report");
  connect (self, self->middle, "notify::visible-child", G_CALLBACK (middle_changed));
  connect (self, self->way_back, "clicked", G_CALLBACK (show_list));
  connect (self, self->reader, "article-opened", G_CALLBACK (article_opened));
  connect (self, self->reader, "notify::current-address", G_CALLBACK (current_passage_changed));
  connect (self, self->reader, "copied", G_CALLBACK (said));
  connect (self, self->reader, "show-list", G_CALLBACK (show_list));
  connect (self, self->reader, "show-outline", G_CALLBACK (dcr_appels_toggle_outline));
}

static void
make_right (DcrAppels *self)
{
  self->pane = DCR_CALL_PANE (dcr_call_pane_new ());
  dcr_call_pane_set_calls (self->pane, self->calls);
  dcr_call_pane_set_outbox (self->pane, dcr_session_get_outbox (self->session));
  connect (self, self->pane, "passage-activated", G_CALLBACK (show_passage));
  connect (self, self->pane, "closed", G_CALLBACK (said));
  connect (self, self->pane, "history-asked", G_CALLBACK (dcr_appels_show_history));
  dcr_panes_set_child (self->panes, DCR_PANE_RIGHT, GTK_WIDGET (self->pane));
  self->line = dcr_call_line_new (self->calls);
  gtk_widget_set_parent (self->line, GTK_WIDGET (self));
  connect (self, self->panes, "shown-changed", G_CALLBACK (update_line));
  connect (self, self->calls, "current-changed", G_CALLBACK (current_call_changed));
  connect (self, adw_style_manager_get_default (), "notify::dark", G_CALLBACK (dcr_appels_renew_form));
  connect (self, adw_style_manager_get_default (), "notify::high-contrast",
           G_CALLBACK (dcr_appels_renew_form));
  connect (self, gtk_settings_get_default (), "notify::gtk-xft-dpi", G_CALLBACK (dcr_appels_renew_form));
  connect (self, self->calls, "closed", G_CALLBACK (call_closed));
}

static void
dcr_appels_dispose (GObject *object)
{
  DcrAppels *self = DCR_APPELS (object);

  g_clear_object (&self->evidence);
  g_clear_object (&self->view);
  g_clear_object (&self->form);
  g_clear_handle_id (&self->spare_id, g_source_remove);
  g_clear_object (&self->spare);
  dcr_unparent_children (GTK_WIDGET (self));
  g_clear_object (&self->left);
  g_clear_object (&self->reading);
  g_clear_object (&self->importer);
  g_clear_object (&self->calls);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dcr_appels_parent_class)->dispose (object);
}

static void
dcr_appels_class_init (DcrAppelsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_appels_dispose;
  g_type_ensure (DCR_TYPE_PANES);
  signals[WORDS_CHOSEN] = g_signal_new ("words-chosen", DCR_TYPE_APPELS, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[TOAST] = g_signal_new ("toast", DCR_TYPE_APPELS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[MIDDLE_CHANGED] = g_signal_new ("middle-changed", DCR_TYPE_APPELS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SEARCH] = g_signal_new ("search", DCR_TYPE_APPELS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-appels.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrAppels, panes);
  gtk_widget_class_bind_template_child (widget_class, DcrAppels, left);
  gtk_widget_class_bind_template_child (widget_class, DcrAppels, first);
  gtk_widget_class_bind_template_child (widget_class, DcrAppels, second);
  gtk_widget_class_bind_template_child (widget_class, DcrAppels, left_stack);
  gtk_widget_class_bind_template_child (widget_class, DcrAppels, foot);
  gtk_widget_class_bind_template_child (widget_class, DcrAppels, middle);
  gtk_widget_class_bind_template_child (widget_class, DcrAppels, reading);
  gtk_widget_class_bind_template_child (widget_class, DcrAppels, way_back);
  gtk_widget_class_bind_template_child (widget_class, DcrAppels, way_back_label);
}

static void
dcr_appels_init (DcrAppels *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_ref (self->left);
  g_object_ref (self->reading);
}

GtkWidget *
dcr_appels_new (DcrSession *session, DcrCalls *calls, DcrImporter *importer)
{
  DcrAppels *self = g_object_new (DCR_TYPE_APPELS, NULL);

  self->session = g_object_ref (session);
  self->calls = g_object_ref (calls);
  self->importer = g_object_ref (importer);
  self->reader = DCR_ARTICLE_VIEW (dcr_article_view_new (session));
  self->view = dcr_call_view_new (calls, self->reader); /* before: what is kept and ticked goes on top of it */
  self->evidence = dcr_call_evidence_new (session, calls, self->reader);
  connect (self, self->view, "restored", G_CALLBACK (view_restored));
  make_left (self);
  make_middle (self);
  dcr_panes_set_child (self->panes, DCR_PANE_LEFT, self->left);
  dcr_panes_set_child (self->panes, DCR_PANE_MIDDLE, self->reading);
  dcr_panes_set_list (self->panes, DCR_PANE_LEFT, GTK_WIDGET (self->left_stack));
  dcr_panes_keep (self->panes, DCR_PANE_LEFT, self->left); /* a form may take their place for a while */
  dcr_panes_keep (self->panes, DCR_PANE_MIDDLE, self->reading);
  make_right (self);
  connect (self, session, "reference-changed", G_CALLBACK (base_changed));
  update_left (self);
  update_line (self);
  return GTK_WIDGET (self);
}
