/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-composer-draft.h"

DcrComposerDraft *
dcr_composer_draft_read (const char *text)
{
  DcrComposerDraft *draft = g_new0 (DcrComposerDraft, 1);
  g_autoptr (GVariant) state
      = text != NULL ? g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL) : NULL;
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (state);
  g_autoptr (GVariant) values
      = g_variant_dict_lookup_value (&dict, "values", G_VARIANT_TYPE ("a{ss}"));
  g_autofree char *template_id = NULL;
  g_auto (GStrv) excluded = NULL;

  draft->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  draft->excluded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (g_variant_dict_lookup (&dict, "template", "s", &template_id))
    g_strlcpy (draft->template_id, template_id, sizeof draft->template_id);
  if (!g_variant_dict_lookup (&dict, "recipient", "s", &draft->recipient))
    draft->recipient = g_strdup ("");
  g_variant_dict_lookup (&dict, "short", "b", &draft->short_version);
  g_variant_dict_lookup (&dict, "link", "b", &draft->link);
  g_variant_dict_lookup (&dict, "edits", "^as", &draft->edits);
  g_variant_dict_lookup (&dict, "excluded", "^as", &excluded);
  for (guint i = 0; excluded != NULL && excluded[i] != NULL; i++)
    g_hash_table_add (draft->excluded, g_strdup (excluded[i]));
  if (values != NULL)
    {
      GVariantIter iter;
      char *name, *value;
      g_variant_iter_init (&iter, values);
      while (g_variant_iter_next (&iter, "{ss}", &name, &value))
        g_hash_table_insert (draft->values, name, value);
    }
  return draft;
}

char *
dcr_composer_draft_write (const DcrComposerDraft *draft)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autofree gpointer *excluded = g_hash_table_get_keys_as_array (draft->excluded, NULL);
  GVariantBuilder values;
  GHashTableIter iter;
  gpointer name, value;
  g_autoptr (GVariant) state = NULL;

  g_variant_builder_init (&values, G_VARIANT_TYPE ("a{ss}"));
  g_hash_table_iter_init (&iter, draft->values);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_variant_builder_add (&values, "{ss}", name, value);
  g_variant_dict_insert (&dict, "template", "s", draft->template_id);
  g_variant_dict_insert (&dict, "recipient", "s", draft->recipient);
  g_variant_dict_insert_value (&dict, "values", g_variant_builder_end (&values));
  g_variant_dict_insert (&dict, "excluded", "^as", excluded);
  g_variant_dict_insert (&dict, "short", "b", draft->short_version);
  g_variant_dict_insert (&dict, "link", "b", draft->link);
  if (draft->edits != NULL)
    g_variant_dict_insert (&dict, "edits", "^as", draft->edits);
  state = g_variant_ref_sink (g_variant_dict_end (&dict));
  return g_variant_print (state, FALSE);
}

void
dcr_composer_draft_free (DcrComposerDraft *draft)
{
  if (draft == NULL)
    return;
  g_free (draft->recipient);
  g_strfreev (draft->edits);
  g_hash_table_unref (draft->values);
  g_hash_table_unref (draft->excluded);
  g_free (draft);
}

gboolean
dcr_composer_draft_is_excluded (const DcrComposerDraft *draft, const char *article,
                                const char *address)
{
  g_autofree char *place = g_strconcat (article, "#", address, NULL);
  return g_hash_table_contains (draft->excluded, place);
}

void
dcr_composer_draft_set_excluded (DcrComposerDraft *draft, const char *article, const char *address,
                                 gboolean excluded)
{
  char *place = g_strconcat (article, "#", address, NULL);

  if (excluded)
    {
      g_hash_table_add (draft->excluded, place);
      return;
    }
  g_hash_table_remove (draft->excluded, place);
  g_free (place);
}
