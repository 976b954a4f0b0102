/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-call-evidence.h"

#include "knowledge/dcr-read-marks.h"

#define QUERY_DELAY_MS 1000

struct _DcrCallEvidence
{
  GObject parent_instance;

  DcrSession *session;
  DcrCalls *calls;
  DcrArticleView *reader; /* not owned: the workspace owns us both, and lets go of us first */
  DcrCall *call;          /* the one in hand, followed */
  char *words;
  guint query;
};

G_DEFINE_FINAL_TYPE (DcrCallEvidence, dcr_call_evidence, G_TYPE_OBJECT)

/* ---- Articles ------------------------------------------------------------ */

typedef struct
{
  DcrArticle *article;
  gint64 version;
} Opened;

static void
opened_free (gpointer data)
{
  Opened *opened = data;
  dcr_article_unref (opened->article);
  g_free (opened);
}

/* A big article takes longer to write out than the main thread has. */
static void
render (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Opened *opened = data;
  g_task_return_pointer (task, dcr_article_render (opened->article, NULL), g_free);
}

static void
rendered (GObject *source, GAsyncResult *result, gpointer data)
{
  DcrCallEvidence *self = DCR_CALL_EVIDENCE (source);
  const Opened *opened = g_task_get_task_data (G_TASK (result));
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), NULL);
  const DcrArticle *article = opened->article;
  /* the whole breadcrumb speaks for the reason */
  g_autofree char *theme = g_strjoin (" › ", article->theme != NULL ? article->theme : "",
                                      article->dossier != NULL ? article->dossier : "", NULL);
  DcrCallArticle note = { .ref = (char *) article->ref,
                          .version = opened->version,
                          .hash = (char *) article->content_hash,
                          .title = (char *) article->title,
                          .theme = theme,
                          .text = text };

  if (self->calls != NULL)
    dcr_calls_note_article (self->calls, &note);
}

static void
article_opened (DcrCallEvidence *self, const char *ref, gint64 version)
{
  DcrArticle *article = dcr_article_view_get_article (self->reader);
  g_autoptr (GTask) task = NULL;
  Opened *opened;

  if (article == NULL)
    return;
  dcr_read_marks_note (dcr_session_get_store (self->session), dcr_calls_get_person (self->calls),
                       ref, version, article->content_hash);
  opened = g_new (Opened, 1);
  *opened = (Opened) { dcr_article_ref (article), version };
  task = g_task_new (self, NULL, rendered, NULL);
  g_task_set_task_data (task, opened, opened_free);
  g_task_run_in_thread (task, render);
}

/* ---- Words ----------------------------------------------------------------------------------- */

static gboolean
note_words (gpointer data)
{
  DcrCallEvidence *self = data;

  self->query = 0;
  dcr_calls_note_query (self->calls, self->words);
  return G_SOURCE_REMOVE;
}

void
dcr_call_evidence_note_query (DcrCallEvidence *self, const char *words)
{
  g_free (self->words);
  self->words = g_strdup (words);
  g_clear_handle_id (&self->query, g_source_remove);
  self->query = g_timeout_add (QUERY_DELAY_MS, note_words, self);
}

/* ---- Passages -------------------------------------------------------------------------------- */

static void
show_kept (DcrCallEvidence *self)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *passages = self->call != NULL ? dcr_call_get_passages (self->call) : NULL;

  for (guint i = 0; passages != NULL && i < passages->len; i++)
    {
      const DcrCallPassage *passage = g_ptr_array_index (passages, i);
      g_ptr_array_add (places, g_strdup_printf ("%s#%s", passage->ref, passage->address));
    }
  g_ptr_array_add (places, NULL);
  dcr_article_view_set_kept (self->reader, (const char *const *) places->pdata);
}

/* A draft that comes back after a crash brings its ticked lines too. */
static void
show_ticks (DcrCallEvidence *self)
{
  GPtrArray *passages = self->call != NULL ? dcr_call_get_passages (self->call) : NULL;

  for (guint i = 0; passages != NULL && i < passages->len; i++)
    {
      const DcrCallPassage *passage = g_ptr_array_index (passages, i);
      g_autofree char *place = g_strdup_printf ("%s#%s", passage->ref, passage->address);
      if (passage->ticked != NULL)
        dcr_article_view_set_ticks (self->reader, place, passage->ticked);
    }
}

static void
keep_passage (DcrCallEvidence *self, DcrCallPassage *passage, gboolean keep)
{
  if (keep)
    dcr_calls_keep_passage (self->calls, passage);
  else if (self->call != NULL)
    dcr_call_drop_passage (self->call, passage->ref, passage->address);
}

static void
ticks_changed (DcrCallEvidence *self, DcrCallPassage *passage)
{
  if (self->call != NULL && dcr_call_find_passage (self->call, passage->ref, passage->address) > 0)
    dcr_call_set_ticked (self->call, passage->ref, passage->address, passage->ticked);
}

static void
call_changed (DcrCallEvidence *self, guint change)
{
  if (change & DCR_CALL_CHANGED_PASSAGES)
    show_kept (self);
}

static void
current_changed (DcrCallEvidence *self)
{
  if (self->call != NULL)
    g_signal_handlers_disconnect_by_func (self->call, call_changed, self);
  g_set_object (&self->call, dcr_calls_get_current (self->calls));
  if (self->call != NULL)
    g_signal_connect_object (self->call, "changed", G_CALLBACK (call_changed), self,
                             G_CONNECT_SWAPPED);
  show_kept (self);
  show_ticks (self);
}

static void
dcr_call_evidence_dispose (GObject *object)
{
  DcrCallEvidence *self = DCR_CALL_EVIDENCE (object);

  g_clear_handle_id (&self->query, g_source_remove);
  if (self->call != NULL)
    g_signal_handlers_disconnect_by_func (self->call, call_changed, self);
  g_clear_object (&self->call);
  g_clear_object (&self->calls);
  g_clear_object (&self->session);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (dcr_call_evidence_parent_class)->dispose (object);
}

static void
dcr_call_evidence_class_init (DcrCallEvidenceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_call_evidence_dispose;
}

static void
dcr_call_evidence_init (DcrCallEvidence *self)
{
}

DcrCallEvidence *
dcr_call_evidence_new (DcrSession *session, DcrCalls *calls, DcrArticleView *reader)
{
  DcrCallEvidence *self = g_object_new (DCR_TYPE_CALL_EVIDENCE, NULL);

  self->session = g_object_ref (session);
  self->calls = g_object_ref (calls);
  self->reader = reader;
  g_signal_connect_object (reader, "article-opened", G_CALLBACK (article_opened), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "keep-passage", G_CALLBACK (keep_passage), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "ticks-changed", G_CALLBACK (ticks_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (calls, "current-changed", G_CALLBACK (current_changed), self,
                           G_CONNECT_SWAPPED);
  current_changed (self);
  return self;
}
