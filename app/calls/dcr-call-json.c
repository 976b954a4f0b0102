/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls/dcr-call-json.h"

#include "calls/dcr-call-private.h"

typedef struct
{
  DcrCall *call;
  DcrReasonGrid *grid;
  GPtrArray *services;
  GError **error;
} Reading;

/* @sentence is taken. */
static gboolean
refuse (Reading *reading, char *sentence)
{
  g_set_error_literal (reading->error, DCR_ERROR, DCR_ERROR_INPUT, sentence);
  g_free (sentence);
  return FALSE;
}

static gboolean
refuse_key (Reading *reading, const char *key)
{
  return refuse (reading, g_strdup_printf (_("“%s” is not understood here."), key));
}

static const char *const outcomes[DCR_N_OUTCOMES + 1] = {
  "", "answered", "referred", "misdirected", "transferred", "escalated", "callback", "cut", "silent", "mistake",
  NULL,
};

static gboolean
read_outcome (Reading *reading, const char *name)
{
  for (guint i = 1; i < DCR_N_OUTCOMES; i++)
    if (g_str_equal (outcomes[i], name))
      {
        reading->call->outcome = i;
        return TRUE;
      }
  return refuse (reading, g_strdup_printf (_("The outcome “%s” is not known."), name));
}

static gboolean
check_reason (Reading *reading, const char *code)
{
  const DcrReason *reason = dcr_reason_grid_find (reading->grid, code);

  return (reason != NULL && dcr_reason_is_choosable (reason))
         || refuse (reading, g_strdup_printf (_("The reason “%s” cannot be chosen today."), code));
}

static gboolean
read_text (Reading *reading, const char *key, const char *text)
{
  DcrCall *call = reading->call;

  if (g_str_equal (key, "outcome"))
    return read_outcome (reading, text);
  if (g_str_equal (key, "number"))
    call->number = g_strdup (text);
  else if (g_str_equal (key, "called"))
    call->called = g_strdup (text);
  else if (g_str_equal (key, "note"))
    dcr_call_set_note (call, text);
  else if (g_str_equal (key, "words"))
    call->other_words = g_strdup (text);
  else if (g_str_equal (key, "reason"))
    {
      call->reason = g_strdup (text);
      return check_reason (reading, text);
    }
  else if (g_str_equal (key, "service"))
    {
      call->service = g_strdup (text);
      return dcr_service_find (reading->services, text) != NULL
             || refuse (reading, g_strdup_printf (_("The service “%s” is not known."), text));
    }
  else
    return refuse_key (reading, key);
  return TRUE;
}

static gboolean
read_number (Reading *reading, const char *key, gint64 value)
{
  DcrCall *call = reading->call;
  gint64 most = G_MAXINT64;

  if (g_str_equal (key, "nature"))
    call->nature = value, most = DCR_N_NATURES - 1;
  else if (g_str_equal (key, "profile"))
    call->profile = value, most = DCR_N_PROFILES - 1;
  else if (g_str_equal (key, "need"))
    call->need = value, most = DCR_N_NEEDS - 1;
  else if (g_str_equal (key, "began"))
    call->began = value;
  else if (g_str_equal (key, "answered"))
    call->answered = value;
  else if (g_str_equal (key, "ended"))
    call->ended = value;
  else if (g_str_equal (key, "callback_from"))
    call->callback_from = value;
  else if (g_str_equal (key, "callback_to"))
    call->callback_to = value;
  else
    return refuse_key (reading, key);
  return (value >= 0 && value <= most)
         || refuse (reading, g_strdup_printf (_("The value of “%s” is out of range."), key));
}

static gboolean
read_list (Reading *reading, const char *key, GVariant *list)
{
  gsize n = g_variant_n_children (list);

  for (gsize i = 0; i < n; i++)
    {
      const char *text;
      g_variant_get_child (list, i, "&s", &text);
      if (g_str_equal (key, "secondary"))
        {
          if (!check_reason (reading, text))
            return FALSE;
          dcr_call_toggle_secondary (reading->call, text);
        }
      else if (g_str_equal (key, "queries"))
        dcr_call_add_query (reading->call, text);
      else if (g_str_equal (key, "facets") && i < DCR_CALL_N_FACETS)
        dcr_call_set_facet (reading->call, i, text);
      else if (!g_str_equal (key, "articles") && !g_str_equal (key, "passages")) /* [] */
        return refuse_key (reading, key);
    }
  return TRUE;
}

static const char *
text_of (GVariant *object, const char *key)
{
  const char *text = NULL;
  g_variant_lookup (object, key, "&s", &text);
  return text;
}

static gboolean
read_article (Reading *reading, GVariant *object)
{
  DcrCallArticle article = { .ref = (char *) text_of (object, "ref"),
                             .hash = (char *) text_of (object, "hash"),
                             .title = (char *) text_of (object, "title") };

  g_variant_lookup (object, "version", "x", &article.version);
  if (article.ref == NULL)
    return refuse (reading, g_strdup (_("An article has no “ref”.")));
  dcr_call_open_article (reading->call, &article);
  return TRUE;
}

static gboolean
read_passage (Reading *reading, GVariant *object)
{
  DcrCallPassage passage = { .ref = (char *) text_of (object, "article"),
                             .address = (char *) text_of (object, "address"),
                             .article_hash = (char *) text_of (object, "article_hash"),
                             .heading = (char *) text_of (object, "heading"),
                             .hash = (char *) text_of (object, "hash"),
                             .text = (char *) text_of (object, "text"),
                             .ticked = (char *) text_of (object, "ticked") };

  g_variant_lookup (object, "version", "x", &passage.version);
  if (passage.ref == NULL || passage.address == NULL)
    return refuse (reading, g_strdup (_("A passage has no “article” or no “address”.")));
  dcr_call_keep_passage (reading->call, &passage);
  return TRUE;
}

static gboolean
read_objects (Reading *reading, const char *key, GVariant *list)
{
  gsize n = g_variant_n_children (list);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) object = g_variant_get_child_value (list, i);
      if (g_str_equal (key, "articles") ? !read_article (reading, object)
          : g_str_equal (key, "passages") ? !read_passage (reading, object)
                                          : !refuse_key (reading, key))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_member (Reading *reading, const char *key, GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return read_text (reading, key, g_variant_get_string (value, NULL));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return read_number (reading, key, g_variant_get_int64 (value));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN) && g_str_equal (key, "answered_too"))
    {
      reading->call->answered_too = g_variant_get_boolean (value) ? DCR_TELL_YES : DCR_TELL_NO;
      return TRUE;
    }
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
    return read_list (reading, key, value);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE ("aa{sv}")))
    return read_objects (reading, key, value);
  return refuse_key (reading, key);
}

DcrCall *
dcr_call_from_json (GVariant *object, DcrReasonGrid *grid, GPtrArray *services, GError **error)
{
  g_autoptr (DcrCall) call = dcr_call_new ();
  Reading reading = { call, grid, services, error };
  GVariantIter iter;
  const char *key;
  GVariant *member;

  g_variant_iter_init (&iter, object);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &member))
    {
      gboolean good = read_member (&reading, key, member);
      g_variant_unref (member);
      if (!good)
        return NULL;
    }
  if (call->answered == 0 || call->answered < call->began)
    call->answered = call->began;
  call->phase = DCR_CALL_ENDED;
  dcr_call_guard_note (call);
  return g_steal_pointer (&call);
}
