/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-call-view.h"

#define NOTE_DELAY_MS 400 /* scrolling past headings must not write at each of them */

struct _DcrCallView
{
  GObject parent_instance;

  DcrCalls *calls;
  DcrArticleView *reader; /* not owned: the workspace owns us both, and lets go of us first */
  DcrCall *call;          /* the one whose view is noted */
  char *words;
  guint note_id;
};

G_DEFINE_FINAL_TYPE (DcrCallView, dcr_call_view, G_TYPE_OBJECT)

enum
{
  RESTORED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ---- Noting ---------------------------------------------------------------------------------- */

static void
put_text (GVariantBuilder *view, const char *key, const char *text)
{
  if (text != NULL && *text != '\0')
    g_variant_builder_add (view, "{sv}", key, g_variant_new_string (text));
}

static char *
describe (DcrCallView *self)
{
  DcrArticle *article = dcr_article_view_get_article (self->reader);
  g_autofree char *address = NULL;
  g_autoptr (GVariant) view = NULL;
  GVariantBuilder builder;

  g_object_get (self->reader, "current-address", &address, NULL);
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  put_text (&builder, "words", self->words);
  put_text (&builder, "article", article != NULL ? article->ref : NULL);
  put_text (&builder, "passage", article != NULL ? address : NULL);
  g_variant_builder_add (&builder, "{sv}", "situation",
                         dcr_situation_to_variant (dcr_article_view_get_situation (self->reader)));
  view = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_print (view, TRUE);
}

static gboolean
note (gpointer data)
{
  DcrCallView *self = data;
  g_autofree char *view = describe (self);

  self->note_id = 0;
  if (self->call != NULL)
    dcr_call_set_view (self->call, view);
  return G_SOURCE_REMOVE;
}

static void
note_soon (DcrCallView *self)
{
  if (self->note_id == 0 && self->call != NULL)
    self->note_id = g_timeout_add (NOTE_DELAY_MS, note, self);
}

void
dcr_call_view_note_words (DcrCallView *self, const char *words)
{
  if (g_strcmp0 (words, self->words) == 0)
    return;
  g_free (self->words);
  self->words = g_strdup (words);
  note_soon (self);
}

/* ---- Bringing back --------------------------------------------------------------------------- */

gboolean
dcr_call_view_restore (DcrCallView *self)
{
  const char *text = self->call != NULL ? dcr_call_get_view (self->call) : NULL;
  g_autoptr (GVariant) view
      = text != NULL ? g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL) : NULL;
  g_autoptr (GVariant) given = NULL;
  const char *words = NULL, *ref = NULL, *address = NULL;

  if (view == NULL)
    return FALSE;
  g_variant_lookup (view, "words", "&s", &words);
  g_variant_lookup (view, "article", "&s", &ref);
  g_variant_lookup (view, "passage", "&s", &address);
  given = g_variant_lookup_value (view, "situation", G_VARIANT_TYPE (DCR_SITUATION_FORMAT));
  if (given != NULL)
    {
      g_autoptr (DcrSituation) situation = dcr_situation_from_variant (given);
      dcr_article_view_set_situation (self->reader, situation);
    }
  g_signal_emit (self, signals[RESTORED], 0, words, ref, address);
  return TRUE;
}

/* The former call keeps what it showed, and its caller's situation is not the next one's. A call that has shown
 * nothing yet is read on with what is there. */
static void
current_changed (DcrCallView *self)
{
  DcrCall *call = dcr_calls_get_current (self->calls);

  if (call == self->call)
    return;
  if (self->note_id != 0)
    {
      g_clear_handle_id (&self->note_id, g_source_remove);
      if (g_ptr_array_find (dcr_calls_get_waiting (self->calls), self->call, NULL))
        note (self);
    }
  if (self->call != NULL && call != NULL)
    dcr_article_view_set_situation (self->reader, NULL);
  g_set_object (&self->call, call);
  if (!dcr_call_view_restore (self))
    note_soon (self);
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_call_view_dispose (GObject *object)
{
  DcrCallView *self = DCR_CALL_VIEW (object);

  g_clear_handle_id (&self->note_id, g_source_remove);
  g_clear_object (&self->call);
  g_clear_object (&self->calls);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (dcr_call_view_parent_class)->dispose (object);
}

static void
dcr_call_view_class_init (DcrCallViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_call_view_dispose;
  signals[RESTORED]
      = g_signal_new ("restored", DCR_TYPE_CALL_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
}

static void
dcr_call_view_init (DcrCallView *self)
{
}

DcrCallView *
dcr_call_view_new (DcrCalls *calls, DcrArticleView *reader)
{
  DcrCallView *self = g_object_new (DCR_TYPE_CALL_VIEW, NULL);

  self->calls = g_object_ref (calls);
  self->reader = reader;
  g_set_object (&self->call, dcr_calls_get_current (calls));
  g_signal_connect_object (reader, "article-opened", G_CALLBACK (note_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "situation-changed", G_CALLBACK (note_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "notify::current-address", G_CALLBACK (note_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (calls, "current-changed", G_CALLBACK (current_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}
