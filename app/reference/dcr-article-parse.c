/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From bytes to an article, and what is refused on the way (RELIABILITY R8: nothing from outside
 * may take more than a second or 64 MB). */
#include "reference/dcr-article.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "reference/dcr-article-private.h"

/* Our own counts, whatever libxml2 allows: real documents have 17 levels, 8,000 elements and
 * paragraphs of 1,591 characters (FORMAT 4 and 9). */
#define MAX_DEPTH 128
#define MAX_TAGS 200000
#define MAX_NODE (1024 * 1024)
#define MAX_ATTRIBUTES 64

/** Why a document was given up, beside what libxml2 says. */
typedef struct
{
  gboolean dtd;
} Guard;

/* Before the declarations are read: entities never get as far as being defined. */
static void
refuse_dtd (void *ctx, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
  xmlParserCtxt *context = ctx;
  Guard *guard = context->_private;

  guard->dtd = TRUE;
  xmlStopParser (context);
}

/* @what follows “its file F1.xml …”: who knows where the document is from makes the sentence. */
static gboolean
refuse (GError **error, const char *what)
{
  g_set_error_literal (error, DCR_ERROR, DCR_ERROR_INPUT, what);
  return FALSE;
}

static gboolean
check_bytes (const char *bytes, gsize size, GError **error)
{
  guint tags = 0;

  if (size == 0)
    return refuse (error, _("is empty"));
  if (size > DCR_ARTICLE_MAX_BYTES)
    return refuse (error,
                   _("is too big to be an article"));
  for (const char *p = bytes; (p = memchr (p, '<', size - (gsize)(p - bytes))) != NULL; p++)
    if (++tags > MAX_TAGS)
      return refuse (error, _("has too many elements to be an article"));
  return TRUE;
}

static gboolean
check_node (const xmlNode *node)
{
  guint attributes = 0;

  if (node->type == XML_ENTITY_REF_NODE)
    return FALSE;
  if (node->type != XML_ELEMENT_NODE)
    return node->content == NULL || strnlen ((const char *)node->content, MAX_NODE + 1) <= MAX_NODE;
  for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next)
    if (++attributes > MAX_ATTRIBUTES)
      return FALSE;
  return TRUE;
}

/* Without recursion: the depth is what is being checked. */
static gboolean
check_tree (xmlNode *root, GError **error)
{
  xmlNode *node = root;
  guint depth = 0;

  while (node != NULL)
    {
      if (!check_node (node))
        return refuse (error, _("has a part that is too big"));
      if (depth > MAX_DEPTH)
        return refuse (error, _("is nested too deeply"));
      if (node->type == XML_ELEMENT_NODE && node->children != NULL)
        {
          node = node->children;
          depth++;
          continue;
        }
      while (node != root && node->next == NULL)
        {
          node = node->parent;
          depth--;
        }
      node = node == root ? NULL : node->next;
    }
  return TRUE;
}

static const char *
what_is_wrong (const Guard *guard, const xmlError *error)
{
  if (guard->dtd)
    return _("declares entities or a DTD, which no article does");
  if (error != NULL
      && (error->code == XML_ERR_INVALID_ENCODING || error->code == XML_ERR_UNSUPPORTED_ENCODING
          || error->code == XML_ERR_UNKNOWN_ENCODING || error->code == XML_ERR_INVALID_CHAR
          || error->code == XML_I18N_CONV_FAILED || error->code == XML_I18N_NO_OUTPUT))
    return _("does not code its letters as it says");
  if (error != NULL
      && (error->code == XML_ERR_DOCUMENT_EMPTY || error->code == XML_ERR_DOCUMENT_START))
    return _("is not XML");
  return _("is damaged or cut short");
}

/* What libxml2 says beside the context (a broken encoder) goes nowhere: our sentence says it. */
G_GNUC_PRINTF (2, 3)
static void
say_nothing (void *ctx, const char *format, ...)
{
}

static gboolean
encoding_is_usual (const xmlDoc *doc)
{
  static const char *const usual[]
      = { "UTF-8",       "UTF8",         "US-ASCII", "ASCII",    "ISO-8859-1",
          "ISO-8859-15", "WINDOWS-1252", "UTF-16",   "UTF-16LE", "UTF-16BE" };

  if (doc->encoding == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (g_ascii_strcasecmp ((const char *)doc->encoding, usual[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Entities other than the five of XML are left as references, never replaced: check_node() finds
 * them. */
static xmlDoc *
read_document (const char *bytes, gsize size, GError **error)
{
  xmlParserCtxt *context;
  Guard guard = { .dtd = FALSE };
  xmlDoc *doc;

  xmlInitParser ();
  xmlSetGenericErrorFunc (NULL, say_nothing); /* of this thread */
  context = xmlCreateMemoryParserCtxt (bytes, (int)size);
  if (context == NULL)
    {
      refuse (error, what_is_wrong (&guard, NULL));
      return NULL;
    }
  xmlCtxtUseOptions (context, XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT
                                  | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  context->_private = &guard;
  context->sax->internalSubset = refuse_dtd;
  context->sax->externalSubset = NULL;
  xmlParseDocument (context);
  doc = context->myDoc;
  context->myDoc = NULL;
  if (!context->wellFormed || guard.dtd || doc == NULL || xmlDocGetRootElement (doc) == NULL)
    {
      refuse (error, what_is_wrong (&guard, xmlCtxtGetLastError (context)));
      g_clear_pointer (&doc, xmlFreeDoc);
    }
  else if (!encoding_is_usual (doc))
    {
      refuse (error, _("codes its letters in an unusual way"));
      g_clear_pointer (&doc, xmlFreeDoc);
    }
  xmlFreeParserCtxt (context);
  return doc;
}

/* ---- The builder ----------------------------------------------------------------------------- */

static void
builder_init (DcrBuilder *builder, gsize size, GHashTable *unknown)
{
  DcrArticleReal *real = g_new0 (DcrArticleReal, 1);

  /* a tree is about three times its XML: a chunk or two for nearly all documents */
  dcr_arena_init (&real->arena, CLAMP (size * 2, 4096, 256 * 1024));
  real->article.ref_count = 1;
  *builder = (DcrBuilder){
    .real = real,
    .article = &real->article,
    .arena = &real->arena,
    .unknown = unknown,
    .stack = g_ptr_array_new (),
    .runs = g_array_new (FALSE, FALSE, sizeof (DcrRun)),
    .variables = g_ptr_array_new (),
    .anchors = g_array_new (FALSE, FALSE, sizeof (DcrAnchor)),
    .glossary = g_array_new (FALSE, FALSE, sizeof (DcrGlossary)),
    .questions = g_array_new (FALSE, FALSE, sizeof (DcrQuestion)),
    .meta = g_array_new (FALSE, FALSE, sizeof (DcrMeta)),
    .scratch = g_string_new (NULL),
  };
}

static void
builder_clear (DcrBuilder *builder)
{
  g_ptr_array_unref (builder->stack);
  g_array_unref (builder->runs);
  g_ptr_array_unref (builder->variables);
  g_array_unref (builder->anchors);
  g_array_unref (builder->glossary);
  g_array_unref (builder->questions);
  g_array_unref (builder->meta);
  g_string_free (builder->scratch, TRUE);
}

/* What every article has, even when its file does not. */
static void
complete (DcrBuilder *builder)
{
  static const char *const none[] = { NULL };
  DcrArticle *article = builder->article;

  article->n_glossary = builder->glossary->len;
  article->glossary = dcr_arena_dup (builder->arena, builder->glossary->data,
                                     builder->glossary->len * sizeof (DcrGlossary));
  article->n_meta = builder->meta->len;
  article->meta
      = dcr_arena_dup (builder->arena, builder->meta->data, builder->meta->len * sizeof (DcrMeta));
  if (article->title == NULL || article->title[0] == '\0')
    article->title
        = article->n_crumbs > 0 ? article->crumbs[article->n_crumbs - 1].title : article->id;
  if (article->description == NULL)
    article->description = "";
  if (article->targets == NULL)
    article->targets = none;
  if (article->audiences == NULL)
    article->audiences = none;
}

DcrArticle *
dcr_article_parse (const char *bytes, gsize size, GHashTable *unknown, GError **error)
{
  DcrBuilder builder;
  DcrArticle *article;
  xmlDoc *doc;

  if (!check_bytes (bytes, size, error))
    return NULL;
  doc = read_document (bytes, size, error);
  if (doc == NULL)
    return NULL;
  if (!check_tree (xmlDocGetRootElement (doc), error))
    {
      xmlFreeDoc (doc);
      return NULL;
    }
  builder_init (&builder, size, unknown);
  article = builder.article;
  if (dcr_build_root (&builder, xmlDocGetRootElement (doc)))
    {
      complete (&builder);
      dcr_build_questions (&builder);
      dcr_build_passages (&builder);
      dcr_build_inner_links (&builder);
      dcr_build_texts (&builder);
      dcr_build_outer_links (&builder);
    }
  else
    {
      refuse (error,
              _("is not an article"));
      g_clear_pointer (&article, dcr_article_unref);
    }
  xmlFreeDoc (doc);
  builder_clear (&builder);
  return article;
}
