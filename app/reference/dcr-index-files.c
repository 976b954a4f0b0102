/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-index-files.h"

#include <string.h>

#include <libxml/parser.h>
#include <libxml/tree.h>

static void
pair_free (gpointer data)
{
  DcrIndexPair *pair = data;
  g_free (pair->from);
  g_free (pair->to);
  g_free (pair);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)

static xmlDoc *
parse (GBytes *bytes, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (xmlDoc) doc = xmlReadMemory (data, size, "index.xml", NULL,
                                          XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT
                                              | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (doc != NULL && xmlGetIntSubset (doc) == NULL && xmlDocGetRootElement (doc) != NULL)
    return g_steal_pointer (&doc);
  g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT, _("is damaged or declares a DTD"));
  return NULL;
}

/* Next element in document order. */
static xmlNode *
next_element (xmlNode *node)
{
  xmlNode *next = xmlFirstElementChild (node);

  while (next == NULL && node != NULL && node->type == XML_ELEMENT_NODE)
    {
      next = xmlNextElementSibling (node);
      node = node->parent;
    }
  return next;
}

static char *
attribute (xmlNode *node, const char *name)
{
  xmlChar *value = xmlGetNoNsProp (node, BAD_CAST name);
  char *copy = g_strdup ((const char *) value);
  xmlFree (value);
  return copy;
}

static gboolean
is_id (const char *id)
{
  gsize length = id != NULL ? strlen (id) : 0;
  if (length < 2 || length > 32 || !g_ascii_isupper (id[0]))
    return FALSE;
  return strspn (id + 1, "0123456789-") == length - 1;
}

static void
add (GPtrArray *pairs, char *from, char *to)
{
  DcrIndexPair *pair = g_new (DcrIndexPair, 1);
  pair->from = from;
  pair->to = to;
  g_ptr_array_add (pairs, pair);
}

static int
compare_from (gconstpointer a, gconstpointer b)
{
  const DcrIndexPair *x = *(const DcrIndexPair *const *) a, *y = *(const DcrIndexPair *const *) b;
  return strcmp (x->from, y->from);
}

GPtrArray *
dcr_index_read_redirections (GBytes *bytes, GError **error)
{
  g_autoptr (xmlDoc) doc = parse (bytes, error);
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (pair_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (doc == NULL)
    return NULL;
  for (xmlNode *node = xmlDocGetRootElement (doc); node != NULL; node = next_element (node))
    {
      g_autofree char *from = attribute (node, "from");
      g_autofree char *to = attribute (node, "to");
      if (!is_id (from) || !is_id (to) || strcmp (from, to) == 0 || !g_hash_table_add (seen, from))
        continue;
      add (pairs, g_steal_pointer (&from), g_steal_pointer (&to));
    }
  g_ptr_array_sort (pairs, compare_from);
  return g_steal_pointer (&pairs);
}

static char *
title_of (xmlNode *node)
{
  for (xmlNode *child = xmlFirstElementChild (node); child != NULL;
       child = xmlNextElementSibling (child))
    if (strcmp ((const char *) child->name, "Titre") == 0)
      {
        xmlChar *text = xmlNodeGetContent (child);
        char *title = g_strstrip (g_strdup ((const char *) text));
        xmlFree (text);
        return title;
      }
  return g_strdup ("");
}

GPtrArray *
dcr_index_read_themes (GBytes *bytes, GError **error)
{
  g_autoptr (xmlDoc) doc = parse (bytes, error);
  g_autoptr (GPtrArray) themes = g_ptr_array_new_with_free_func (pair_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (doc == NULL)
    return NULL;
  for (xmlNode *node = xmlDocGetRootElement (doc); node != NULL; node = next_element (node))
    {
      g_autofree char *id = attribute (node, "ID");
      g_autofree char *type = attribute (node, "type");
      if (type == NULL || g_ascii_strcasecmp (type, "Theme") != 0 || !is_id (id)
          || !g_hash_table_add (seen, id))
        continue;
      add (themes, g_steal_pointer (&id), title_of (node));
    }
  return g_steal_pointer (&themes);
}
