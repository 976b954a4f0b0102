/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-article-head.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "desk/call/dcr-choice.h"
#include "desk/common/dcr-flow-layout.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "reference/dcr-reference.h"

/* More choosers than this are not read, they are searched: the others stay where they are asked. */
#define MOST_CHOOSERS 6
/* The narrowest line of the foot, in letters. */
#define FOOT_LETTERS 20

struct _DcrArticleHead
{
  GtkWidget parent_instance;
  DcrPlan *plan;
  GtkWidget *situation; /* NULL when nothing is asked */
};

G_DEFINE_FINAL_TYPE (DcrArticleHead, dcr_article_head, GTK_TYPE_WIDGET)

char *
dcr_article_date_line (const DcrArticle *article)
{
  g_autofree char *date = NULL;

  if (article->date == NULL)
    return g_strdup (_("no date"));
  date = dcr_format_date (article->date, dcr_clock_now_ms ());
  return g_strdup_printf (_("up to date on %s"), date);
}

char *
dcr_article_situation_line (const DcrArticle *article, const DcrSituation *situation)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GHashTable) said = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; situation != NULL && i < article->n_questions; i++)
    {
      const DcrQuestion *question = &article->questions[i];
      const int answer = dcr_situation_get (situation, question);

      if (answer < 0 || (guint) answer >= question->n_answers
          || !g_hash_table_add (said, (gpointer) question->key))
        continue;
      g_string_append_printf (line, "%s%s", line->len > 0 ? ", " : "",
                              question->answers[answer].restated != NULL
                                ? question->answers[answer].restated
                                : question->answers[answer].label);
    }
  return line->len > 0 ? g_string_free (g_steal_pointer (&line), FALSE) : NULL;
}

/* ---- Choosers ------------------------------------------------------------------------------ */

static gboolean
is_in_page (const DcrArticle *article, const DcrQuestion *question)
{
  return question->origin == DCR_QUESTION_FORM || article->kind == DCR_ARTICLE_GUIDED_SEARCH;
}

/* « L'appelant » asks what holds for the whole article: its situations, its guided search, and the
 * cases that come back in several places. A question asked once is asked where it matters. */
static gboolean
is_asked_on_top (DcrPlan *plan, guint index, const DcrSituation *situation)
{
  const DcrArticle *article = plan->article;
  const DcrQuestion *question = &article->questions[index];
  const guint places = GPOINTER_TO_UINT (g_hash_table_lookup (plan->asked, question->key));

  if (question->n_answers < 2 || is_in_page (article, question)
      || !dcr_question_is_asked (article, index, situation))
    return FALSE;
  return question->origin == DCR_QUESTION_GUIDED || question->origin == DCR_QUESTION_SITUATIONS
         || places > 1;
}

static void
list_questions (DcrArticleHead *self, const DcrSituation *situation, GArray *questions)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->plan->article->n_questions && questions->len < MOST_CHOOSERS; i++)
      {
        const DcrQuestion *question = &self->plan->article->questions[i];
        if ((question->origin == DCR_QUESTION_CASES) == (pass == 1)
            && is_asked_on_top (self->plan, i, situation)
            && g_hash_table_add (seen, (gpointer) question->key))
          g_array_append_val (questions, i);
      }
}

static GtkWidget *
find_chooser (DcrArticleHead *self, guint question)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->situation); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (DCR_IS_CHOICE (child) && dcr_choice_get_question (DCR_CHOICE (child)) == question)
      return child;
  return NULL;
}

static void
make_situation (DcrArticleHead *self)
{
  GtkWidget *label = dcr_label_new (_("The caller"), "heading");

  self->situation = dcr_flow_new (6, GTK_ACCESSIBLE_ROLE_GROUP);
  dcr_name (self->situation, _("The caller’s situation"), NULL);
  gtk_widget_add_css_class (self->situation, "situation");
  gtk_widget_set_margin_end (label, 3);
  dcr_flow_append (self->situation, label);
  gtk_widget_insert_before (self->situation, GTK_WIDGET (self), NULL);
}

/* Those that stay are the same widgets: one of them has the focus. TRUE when the time was not enough
 * for all. */
static gboolean
update_choosers (DcrArticleHead *self, GArray *questions, gint64 deadline)
{
  GtkWidget *after = gtk_widget_get_first_child (self->situation);

  for (guint i = 0; i < questions->len; i++)
    {
      const guint question = g_array_index (questions, guint, i);
      GtkWidget *chooser = find_chooser (self, question);

      if (chooser == NULL && i > 0 && g_get_monotonic_time () >= deadline)
        return TRUE;
      if (chooser == NULL)
        chooser = dcr_choice_new (self->plan->article, question, TRUE);
      gtk_widget_insert_after (chooser, self->situation, after);
      after = chooser;
    }
  for (GtkWidget *rest = gtk_widget_get_next_sibling (after), *next; rest != NULL; rest = next)
    {
      next = gtk_widget_get_next_sibling (rest);
      gtk_widget_unparent (rest);
    }
  return FALSE;
}

gboolean
dcr_article_head_apply (DcrArticleHead *self, const DcrSituation *situation, gint64 deadline)
{
  g_autoptr (GArray) questions = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean more;

  list_questions (self, situation, questions);
  if (self->situation == NULL && questions->len == 0)
    return FALSE;
  if (self->situation == NULL)
    make_situation (self);
  more = update_choosers (self, questions, deadline);
  gtk_widget_set_visible (self->situation, questions->len > 0);
  for (guint i = 0; i < questions->len; i++)
    {
      const guint index = g_array_index (questions, guint, i);
      const DcrQuestion *question = &self->plan->article->questions[index];
      GtkWidget *chooser = find_chooser (self, index);

      if (chooser != NULL)
        dcr_choice_set_answer (DCR_CHOICE (chooser),
                               situation != NULL ? dcr_situation_get (situation, question) : -1);
    }
  return more;
}

gboolean
dcr_article_head_focus_situation (DcrArticleHead *self)
{
  for (GtkWidget *child = self->situation != NULL ? gtk_widget_get_first_child (self->situation)
                                                  : NULL;
       child != NULL; child = gtk_widget_get_next_sibling (child))
    if (DCR_IS_CHOICE (child))
      return gtk_widget_grab_focus (child);
  return FALSE;
}

/* ---- Title, number, date ------------------------------------------------------------------- */

static void
follow_successor (GtkButton *button, gpointer target)
{
  gtk_widget_activate_action (GTK_WIDGET (button), "article.follow", "s", (const char *) target);
}

static GtkWidget *
withdrawn_callout (const DcrArticleState *state)
{
  g_autofree char *date = dcr_format_date (state->withdrawn, dcr_clock_now_ms ());
  g_autofree char *heading = g_strdup_printf (_("Article withdrawn on %s"), date);
  GtkWidget *button = NULL;

  if (state->successor != NULL)
    {
      const char *id = strchr (state->successor, '/');
      button = gtk_button_new_with_label (id != NULL ? id + 1 : state->successor);
      g_autofree char *label =
        g_strdup_printf (_("Read %s"), id != NULL ? id + 1 : state->successor);
      gtk_button_set_label (GTK_BUTTON (button), label);
      gtk_widget_set_tooltip_text (button, state->successor_title);
      g_signal_connect_data (button, "clicked", G_CALLBACK (follow_successor),
                             g_strdup_printf ("article:%s", state->successor),
                             (GClosureNotify) g_free, 0);
    }
  return dcr_callout_new (
    "error", "dialog-error-symbolic", heading,
    state->successor != NULL
      ? _("Its last text is below, for reference only. Another article took its place.")
      : _("Its last text is below, for reference only. Nothing in it can be sent."),
    button);
}

static GtkWidget *
former_callout (const DcrArticleState *state)
{
  g_autofree char *date = dcr_format_date (state->at, dcr_clock_now_ms ());
  g_autofree char *sentence =
    g_strdup_printf (_("This is what it said on %s. Nothing in it can be sent."), date);
  GtkWidget *button = gtk_button_new_with_label (_("Read today’s text"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "article.today");
  return dcr_callout_new ("warning", "document-open-recent-symbolic", _("Former text"), sentence,
                          button);
}

/* The caller, or an old letter, names a number that is no more: nothing is wrong, but it is said. */
static GtkWidget *
moved_callout (const DcrArticleState *state)
{
  const char *id = strchr (state->asked, '/');
  g_autofree char *heading =
    g_strdup_printf (_("Article %s is now this one"), id != NULL ? id + 1 : state->asked);

  return dcr_callout_new ("accent", "dialog-information-symbolic", heading, NULL, NULL);
}

static GtkWidget *
meta_line (const DcrArticle *article)
{
  g_autofree char *date = dcr_article_date_line (article);
  g_autofree char *text =
    g_strdup_printf ("%s · %s · %s", article->id, dcr_format_audience (article->audience), date);
  GtkWidget *line = dcr_flow_new (6, GTK_ACCESSIBLE_ROLE_GROUP),
            *label = dcr_label_new (text, "caption dim-label");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_focusable (label, FALSE);
  dcr_flow_append (line, label);
  if (article->kind_label != NULL && article->kind != DCR_ARTICLE_SHEET)
    dcr_flow_append (line, dcr_tag_new (article->kind_label, NULL, NULL));
  if (article->status != NULL)
    dcr_flow_append (line,
                     dcr_tag_new (_("being updated"), "warning", "emblem-synchronizing-symbolic"));
  return line;
}

static void
dcr_article_head_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  DCR_ARTICLE_HEAD (object)->situation = NULL;
  G_OBJECT_CLASS (dcr_article_head_parent_class)->dispose (object);
}

static void
dcr_article_head_class_init (DcrArticleHeadClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_article_head_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
dcr_article_head_init (DcrArticleHead *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "article-head");
}

GtkWidget *
dcr_article_head_new (DcrPlan *plan, const DcrArticleState *state)
{
  DcrArticleHead *self = g_object_new (DCR_TYPE_ARTICLE_HEAD, NULL);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", plan->article->title, "wrap", TRUE,
                                   "xalign", 0.0, "selectable", TRUE, "focusable", FALSE,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);

  self->plan = plan;
  gtk_widget_add_css_class (title, "title-2");
  gtk_widget_insert_before (title, GTK_WIDGET (self), NULL);
  gtk_widget_insert_before (meta_line (plan->article), GTK_WIDGET (self), NULL);
  if (state->withdrawn != NULL)
    gtk_widget_insert_before (withdrawn_callout (state), GTK_WIDGET (self), NULL);
  else if (state->at != NULL)
    gtk_widget_insert_before (former_callout (state), GTK_WIDGET (self), NULL);
  else if (state->asked != NULL)
    gtk_widget_insert_before (moved_callout (state), GTK_WIDGET (self), NULL);
  return GTK_WIDGET (self);
}

/* ---- Foot ---------------------------------------------------------------------------------- */

static void
foot_line (GtkWidget *foot, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  /* else its least width is that of a letter, found by a layout of a letter a line */
  gtk_label_set_width_chars (GTK_LABEL (label), FOOT_LETTERS);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_focusable (label, FALSE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (foot), label);
}

static void
foot_import (GtkWidget *foot, const DcrArticle *article, GPtrArray *imports)
{
  for (guint i = 0; imports != NULL && i < imports->len; i++)
    {
      const DcrImportRecord *record = g_ptr_array_index (imports, i);
      g_autofree char *date = NULL, *line = NULL;

      if (record->audience != article->audience)
        continue;
      date =
        record->date != NULL ? dcr_format_date (record->date, dcr_clock_now_ms ()) : g_strdup ("");
      line =
        g_strdup_printf (_("File %s of %s, from %s"), record->file != NULL ? record->file : "",
                         date, record->source != NULL ? record->source : "");
      foot_line (foot, line);
      return;
    }
}

/* What DILA asks of whoever uses its data (FORMAT 12): source, address, file and date, licence. */
GtkWidget *
dcr_article_foot_new (const DcrArticle *article, GPtrArray *imports)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *date = dcr_article_date_line (article);
  g_autofree char *source =
    g_strdup_printf (_("Source: Service-Public / DILA · %s · %s"), article->id, date);

  gtk_widget_add_css_class (foot, "article-foot");
  gtk_box_append (GTK_BOX (foot), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  foot_line (foot, source);
  if (article->contributor != NULL)
    foot_line (foot, article->contributor);
  if (article->page_url != NULL)
    foot_line (foot, article->page_url);
  foot_import (foot, article, imports);
  foot_line (foot, _("Open Licence 2.0 (Etalab)"));
  return foot;
}
