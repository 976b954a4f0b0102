/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole state of a call as a{sv}: what call_draft keeps, and what `call record` reads. A key
 * that is not there has its first value; one that is not known is left out, so that an older
 * program still opens the draft of a newer one. */
#include "calls/dcr-call-private.h"

#include <string.h>

#define ARTICLE_TYPE "(sxsssx)"
#define PASSAGE_TYPE "(sxssssssssu)"

static void
put_text (GVariantDict *dict, const char *key, const char *text)
{
  if (text != NULL && text[0] != '\0')
    g_variant_dict_insert (dict, key, "s", text);
}

static void
put_int (GVariantDict *dict, const char *key, gint64 value)
{
  if (value != 0)
    g_variant_dict_insert (dict, key, "x", value);
}

static void
put_strings (GVariantDict *dict, const char *key, GPtrArray *strings, guint n)
{
  if (n > 0)
    g_variant_dict_insert_value (dict, key,
                                 g_variant_new_strv ((const char *const *) strings->pdata, n));
}

static const char *
or_empty (const char *text)
{
  return text ? text : "";
}

static GVariant *
articles_to_variant (DcrCall *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" ARTICLE_TYPE));
  for (guint i = 0; i < self->articles->len; i++)
    {
      const DcrCallArticle *a = self->articles->pdata[i];
      g_variant_builder_add (&builder, ARTICLE_TYPE, a->ref, a->version, or_empty (a->hash),
                             or_empty (a->title), or_empty (a->theme), a->opened);
    }
  return g_variant_builder_end (&builder);
}

static GVariant *
passages_to_variant (DcrCall *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" PASSAGE_TYPE));
  for (guint i = 0; i < self->passages->len; i++)
    {
      const DcrCallPassage *p = self->passages->pdata[i];
      g_variant_builder_add (&builder, PASSAGE_TYPE, p->ref, p->version, or_empty (p->article_hash),
                             or_empty (p->article_title), or_empty (p->date), p->address,
                             or_empty (p->heading), or_empty (p->hash), or_empty (p->text),
                             or_empty (p->ticked), p->n_lines);
    }
  return g_variant_builder_end (&builder);
}

GVariant *
dcr_call_to_variant (DcrCall *self)
{
  GVariantDict dict;
  char id[DCR_UUID_TEXT_SIZE];

  g_variant_dict_init (&dict, NULL);
  dcr_uuid_to_text (&self->id, id);
  put_text (&dict, "id", id);
  put_int (&dict, "began", self->began);
  put_int (&dict, "answered", self->answered);
  put_int (&dict, "ended", self->ended);
  put_int (&dict, "phase", self->phase);
  put_text (&dict, "number", self->number);
  put_text (&dict, "name", self->name);
  put_text (&dict, "email", self->email);
  put_text (&dict, "called", self->called);
  put_text (&dict, "event", self->event_id);
  put_text (&dict, "reason", self->reason);
  put_strings (&dict, "secondary", self->secondary, self->secondary->len - 1);
  put_text (&dict, "words", self->other_words);
  put_int (&dict, "outcome", self->outcome);
  put_int (&dict, "answered-too", self->answered_too);
  put_text (&dict, "service", self->service);
  put_int (&dict, "callback-from", self->callback_from);
  put_int (&dict, "callback-to", self->callback_to);
  put_text (&dict, "callback-zone", self->callback_zone);
  put_int (&dict, "appointment", self->appointment);
  put_int (&dict, "nature", self->nature);
  put_int (&dict, "profile", self->profile);
  put_int (&dict, "need", self->need);
  put_text (&dict, "facet1", self->facets[0]);
  put_text (&dict, "facet2", self->facets[1]);
  put_text (&dict, "facet3", self->facets[2]);
  put_text (&dict, "note", self->note);
  put_text (&dict, "view", self->view);
  put_text (&dict, "names", self->names);
  put_strings (&dict, "queries", self->queries, self->queries->len);
  if (self->articles->len > 0)
    g_variant_dict_insert_value (&dict, "articles", articles_to_variant (self));
  if (self->passages->len > 0)
    g_variant_dict_insert_value (&dict, "passages", passages_to_variant (self));
  return g_variant_dict_end (&dict);
}

static char *
get_text (GVariantDict *dict, const char *key)
{
  char *text = NULL;
  return g_variant_dict_lookup (dict, key, "s", &text) && text[0] != '\0' ? text
                                                                          : (g_free (text), NULL);
}

/* JSON gives any number as x; another kind of value is left out. */
static gint64
get_int (GVariantDict *dict, const char *key, gint64 min, gint64 max)
{
  gint64 value = 0;
  g_variant_dict_lookup (dict, key, "x", &value);
  return value < min || value > max ? 0 : value;
}

static void
get_strings (GVariantDict *dict, const char *key, GPtrArray *into, guint at)
{
  g_autoptr (GVariant) list = g_variant_dict_lookup_value (dict, key, G_VARIANT_TYPE_STRING_ARRAY);
  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++)
    {
      char *text;
      g_variant_get_child (list, i, "s", &text);
      g_ptr_array_insert (into, at + i, text);
    }
}

static void
get_articles (DcrCall *self, GVariantDict *dict)
{
  g_autoptr (GVariant) list
      = g_variant_dict_lookup_value (dict, "articles", G_VARIANT_TYPE ("a" ARTICLE_TYPE));

  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++)
    {
      DcrCallArticle a = { 0 };
      g_variant_get_child (list, i, "(&sx&s&s&sx)", &a.ref, &a.version, &a.hash, &a.title, &a.theme,
                           &a.opened);
      g_ptr_array_add (self->articles, dcr_call_article_copy (&a));
    }
}

static void
get_passages (DcrCall *self, GVariantDict *dict)
{
  g_autoptr (GVariant) list
      = g_variant_dict_lookup_value (dict, "passages", G_VARIANT_TYPE ("a" PASSAGE_TYPE));

  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++)
    {
      DcrCallPassage p = { 0 };
      g_variant_get_child (list, i, "(&sx&s&s&s&s&s&s&s&su)", &p.ref, &p.version, &p.article_hash,
                           &p.article_title, &p.date, &p.address, &p.heading, &p.hash, &p.text,
                           &p.ticked, &p.n_lines);
      g_ptr_array_add (self->passages, dcr_call_passage_copy (&p));
    }
}

static void
get_all (DcrCall *self, GVariantDict *dict)
{
  self->began = get_int (dict, "began", 0, G_MAXINT64);
  self->answered = get_int (dict, "answered", 0, G_MAXINT64);
  self->ended = get_int (dict, "ended", 0, G_MAXINT64);
  self->phase = get_int (dict, "phase", DCR_CALL_RINGING, DCR_CALL_ENDED);
  self->number = get_text (dict, "number");
  self->name = get_text (dict, "name");
  self->email = get_text (dict, "email");
  self->called = get_text (dict, "called");
  self->event_id = get_text (dict, "event");
  self->reason = get_text (dict, "reason");
  get_strings (dict, "secondary", self->secondary, 0);
  self->other_words = get_text (dict, "words");
  self->outcome = get_int (dict, "outcome", 0, DCR_N_OUTCOMES - 1);
  self->answered_too = get_int (dict, "answered-too", 0, DCR_TELL_NO);
  self->service = get_text (dict, "service");
  self->callback_from = get_int (dict, "callback-from", 0, G_MAXINT64);
  self->callback_to = get_int (dict, "callback-to", 0, G_MAXINT64);
  self->callback_zone = get_text (dict, "callback-zone");
  self->appointment = get_int (dict, "appointment", 0, 1);
  self->nature = get_int (dict, "nature", 0, DCR_N_NATURES - 1);
  self->profile = get_int (dict, "profile", 0, DCR_N_PROFILES - 1);
  self->need = get_int (dict, "need", 0, DCR_N_NEEDS - 1);
  self->facets[0] = get_text (dict, "facet1");
  self->facets[1] = get_text (dict, "facet2");
  self->facets[2] = get_text (dict, "facet3");
  g_free (self->note);
  self->note = get_text (dict, "note");
  if (self->note == NULL)
    self->note = g_strdup ("");
  self->view = get_text (dict, "view");
  self->names = get_text (dict, "names");
  get_strings (dict, "queries", self->queries, 0);
  get_articles (self, dict);
  get_passages (self, dict);
  dcr_call_guard_note (self);
}

DcrCall *
dcr_call_from_variant (GVariant *state, GError **error)
{
  g_autoptr (DcrCall) self = g_object_new (DCR_TYPE_CALL, NULL);
  g_autoptr (GVariantDict) dict = NULL;
  g_autofree char *id = NULL;

  if (g_variant_is_of_type (state, G_VARIANT_TYPE_VARDICT))
    {
      dict = g_variant_dict_new (state);
      id = get_text (dict, "id");
    }
  if (id == NULL || !dcr_uuid_from_text (id, &self->id))
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT, _("This is not the state of a call."));
      return NULL;
    }
  get_all (self, dict);
  return g_steal_pointer (&self);
}
