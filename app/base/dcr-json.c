/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/dcr-json.h"

#include <string.h>

#include <json-glib/json-glib.h>

char *
dcr_json_from_variant (GVariant *value)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (value);
  return json_gvariant_serialize_data (owned, NULL);
}

#define MAX_DEPTH 32

static GVariant *convert (JsonNode *node);

static GVariant *
convert_object (JsonObject *object)
{
  GVariantDict dict;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  g_variant_dict_init (&dict, NULL);
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member))
    {
      GVariant *value = convert (member);
      if (value != NULL)
        g_variant_dict_insert_value (&dict, name, value);
    }
  return g_variant_dict_end (&dict);
}

/* The type all elements share, else v. */
static const GVariantType *
element_type (GPtrArray *values)
{
  const GVariantType *type
      = values->len > 0 ? g_variant_get_type (values->pdata[0]) : G_VARIANT_TYPE_STRING;

  for (guint i = 1; i < values->len; i++)
    if (!g_variant_is_of_type (values->pdata[i], type))
      return G_VARIANT_TYPE_VARIANT;
  return type;
}

static GVariant *
convert_array (JsonArray *array)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  const GVariantType *type;
  GVariantBuilder builder;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      GVariant *value = convert (json_array_get_element (array, i));
      if (value != NULL)
        g_ptr_array_add (values, g_variant_ref_sink (value));
    }
  type = element_type (values);
  g_autoptr (GVariantType) whole = g_variant_type_new_array (type);
  g_variant_builder_init (&builder, whole);
  for (guint i = 0; i < values->len; i++)
    g_variant_builder_add_value (&builder, g_variant_type_equal (type, G_VARIANT_TYPE_VARIANT)
                                               ? g_variant_new_variant (values->pdata[i])
                                               : values->pdata[i]);
  return g_variant_builder_end (&builder);
}

static GVariant *
convert (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return convert_object (json_node_get_object (node));
  if (JSON_NODE_HOLDS_ARRAY (node))
    return convert_array (json_node_get_array (node));
  if (JSON_NODE_HOLDS_NULL (node))
    return NULL;
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_INT64:
      return g_variant_new_int64 (json_node_get_int (node));
    case G_TYPE_DOUBLE:
      return g_variant_new_double (json_node_get_double (node));
    case G_TYPE_BOOLEAN:
      return g_variant_new_boolean (json_node_get_boolean (node));
    default:
      return g_variant_new_string (json_node_get_string (node));
    }
}

/* The parser calls itself for each level: depth is counted before it runs; and it takes the last of several values. */
static gboolean
is_one_and_shallow (const char *text, gsize length)
{
  gboolean inside = FALSE, ended = FALSE;
  int depth = 0;

  for (gsize i = 0; i < length; i++)
    if (ended && !g_ascii_isspace (text[i]))
      return FALSE;
    else if (inside)
      {
        if (text[i] == '\\')
          i++;
        else if (text[i] == '"')
          inside = FALSE;
      }
    else if (text[i] == '"')
      inside = TRUE;
    else if ((text[i] == '{' || text[i] == '[') && ++depth > MAX_DEPTH)
      return FALSE;
    else if (text[i] == '}' || text[i] == ']')
      ended = --depth == 0;
  return TRUE;
}

GVariant *
dcr_json_to_variant (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize size = length < 0 ? strlen (text) : (gsize) length;

  if (size > DCR_JSON_MAX_BYTES || !g_utf8_validate_len (text, size, NULL)
      || !is_one_and_shallow (text, size) || !json_parser_load_from_data (parser, text, size, NULL)
      || json_parser_get_root (parser) == NULL
      || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT, _("This is not one JSON object."));
      return NULL;
    }
  return g_variant_ref_sink (convert (json_parser_get_root (parser)));
}
