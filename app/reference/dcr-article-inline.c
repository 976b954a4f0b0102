/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text and lines: white space by the rules of FORMAT 4.2, runs of one style. */
#include "reference/dcr-article-private.h"

#include <string.h>

/* What a byte asks for: nothing, white space, a « & » that may be escaped twice, a look at NFC. */
enum
{
  PLAIN,
  WHITE,
  AMPERSAND,
  WIDE,
  END
};

static const guchar classes[256] = {
  [' '] = WHITE,     ['\t'] = WHITE,         ['\n'] = WHITE, ['\r'] = WHITE,
  ['&'] = AMPERSAND, [0xcc ... 0xff] = WIDE, [0] = END,
};

static gboolean
is_white (char c)
{
  return classes[(guchar)c] == WHITE;
}

/* Bytes that only letters to be composed, or the rare look-alikes NFC replaces, begin with:
 * combining marks from U+0300, and everything from U+0340 on but the punctuation U+2002 to U+20CF.
 */
static gboolean
may_need_nfc (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar)text[i];

      if (c < 0xcc)
        continue;
      if (c == 0xe2 && i + 2 < length
          && ((guchar)text[i + 1] == 0x83 || (guchar)text[i + 1] == 0x82
              || (guchar)text[i + 1] == 0x81
              || ((guchar)text[i + 1] == 0x80 && (guchar)text[i + 2] >= 0x82)))
        continue;
      return TRUE;
    }
  return FALSE;
}

/* NFC of what has just been written at @text in the open arena; the new length. */
static gsize
compose (char *text, gsize length)
{
  g_autofree char *composed = g_utf8_normalize (text, (gssize)length, G_NORMALIZE_NFC);
  gsize size = composed != NULL ? strlen (composed) : G_MAXSIZE;

  /* NFC may grow in theory (a few letters of Indic and Hebrew scripts); then the text stays as it
   * is */
  if (size > length)
    return length;
  memcpy (text, composed, size);
  return size;
}

/** What was found while text was copied. */
typedef struct
{
  gboolean before, after, wide;
} Edges;

/* Collapses white space; « & » that the feed escaped twice (FORMAT 4.1) is mended. White space at
 * the ends is not written but told. Returns the length. */
static gsize
squeeze (const char *text, char *to, Edges *edges)
{
  char *start = to;
  guint class;

  *edges = (Edges){ .before = is_white (*text) };
  while ((class = classes[(guchar)*text]) != END)
    if (class == WHITE)
      {
        while (is_white (*text))
          text++;
        edges->after = *text == '\0';
        if (to > start && !edges->after)
          *to++ = ' ';
      }
    else
      {
        edges->wide |= class == WIDE;
        *to++ = *text;
        text += class == AMPERSAND && strncmp (text, "&amp;", 5) == 0 ? 5 : 1;
        while (classes[(guchar)*text] == PLAIN)
          *to++ = *text++;
      }
  return (gsize)(to - start);
}

const char *
dcr_build_text (DcrBuilder *builder, const char *text)
{
  char *copy;
  gsize length;
  Edges edges;

  if (text == NULL)
    return NULL;
  copy = dcr_arena_open (builder->arena, strlen (text) + 1);
  length = squeeze (text, copy, &edges);
  if (length == 0)
    return NULL;
  if (edges.wide && may_need_nfc (copy, length))
    length = compose (copy, length);
  copy[length] = '\0';
  dcr_arena_keep (builder->arena, length + 1);
  return copy;
}

static void
gather_text (GString *out, xmlNode *node)
{
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (dcr_node_is_text (child) && child->content != NULL)
      g_string_append (out, (const char *)child->content);
    else if (child->type == XML_ELEMENT_NODE)
      {
        gboolean inline_text = dcr_element_is_inline (dcr_element_of (child));

        if (!inline_text)
          g_string_append_c (out, ' ');
        gather_text (out, child);
        if (!inline_text)
          g_string_append_c (out, ' ');
      }
}

const char *
dcr_build_node_text (DcrBuilder *builder, xmlNode *node)
{
  if (node->children == NULL)
    return NULL;
  if (node->children->next == NULL && dcr_node_is_text (node->children))
    return dcr_build_text (builder, (const char *)node->children->content);
  g_string_truncate (builder->scratch, 0);
  gather_text (builder->scratch, node);
  return dcr_build_text (builder, builder->scratch->str);
}

const char *
dcr_build_attr (DcrBuilder *builder, const xmlNode *node, const char *name)
{
  return dcr_build_text (builder, dcr_node_attr (node, name));
}

/* ---- Targets ------------------------------------------------------------------------------- */

const char *
dcr_build_url (DcrBuilder *builder, const char *url)
{
  static const char *const schemes[] = { "https:", "http:", "mailto:", "tel:", "ftp:" };
  gsize length = url != NULL ? strlen (url) : 0;
  gboolean ours = FALSE;
  char *copy, *to;

  while (length > 0 && is_white (url[length - 1]))
    length--;
  for (guint i = 0; i < G_N_ELEMENTS (schemes) && length > 0; i++)
    ours |= g_ascii_strncasecmp (url, schemes[i], strlen (schemes[i])) == 0;
  if (!ours)
    return NULL;
  /* eight addresses hold a raw space (FORMAT 6), which no browser is to guess at */
  to = copy = dcr_arena_open (builder->arena, length * 3 + 1);
  for (gsize i = 0; i < length; i++)
    if (is_white (url[i]))
      {
        memcpy (to, "%20", 3);
        to += 3;
      }
    else
      *to++ = url[i];
  *to++ = '\0';
  dcr_arena_keep (builder->arena, (gsize)(to - copy));
  return copy;
}

const char *
dcr_build_ref (DcrBuilder *builder, const char *id, const char *audience)
{
  DcrAudience to = builder->article->audience;
  const char *name;
  gsize length, name_length;
  char *ref;

  if (id == NULL || strchr ("FNR", id[0]) == NULL || !g_ascii_isdigit (id[1]))
    return NULL;
  for (length = 1; g_ascii_isdigit (id[length]); length++)
    ;
  if (id[length] != '\0' || length > 16)
    return NULL;
  if (audience != NULL)
    dcr_audience_parse (audience, &to);
  name = dcr_audience_name (to);
  name_length = strlen (name);
  ref = dcr_arena_open (builder->arena, name_length + length + 2);
  memcpy (ref, name, name_length);
  ref[name_length] = '/';
  memcpy (ref + name_length + 1, id, length + 1);
  dcr_arena_keep (builder->arena, name_length + length + 2);
  return ref;
}

/* ---- Lines --------------------------------------------------------------------------------- */

DcrLine
dcr_line_begin (DcrBuilder *builder)
{
  DcrLine outer = { builder->line_start, builder->due, builder->ended };

  builder->line_start = builder->runs->len;
  builder->due = builder->ended = FALSE;
  return outer;
}

const DcrRun *
dcr_line_end (DcrBuilder *builder, DcrLine outer, guint *n_runs)
{
  guint start = builder->line_start, n = builder->runs->len - start;
  DcrRun *runs = (DcrRun *)(gpointer)builder->runs->data + start;

  if (n > 0 && builder->ended)
    {
      char *last = (char *)runs[n - 1].text;

      last[strlen (last) - 1] = '\0';
      if (*last == '\0')
        n--;
    }
  *n_runs = n;
  runs = dcr_arena_dup (builder->arena, runs, sizeof (DcrRun) * n);
  g_array_set_size (builder->runs, start);
  builder->line_start = outer.start;
  builder->due = outer.due;
  builder->ended = outer.ended;
  return runs;
}

/* One text node is one run. A space at an edge goes to the side that has no style, so that it is
 * neither underlined nor set in bold. */
static void
add_text (DcrBuilder *builder, const char *text, const DcrRun *model)
{
  gboolean plain = model->styles == 0 && model->link == DCR_LINK_NONE;
  gboolean first = builder->runs->len == builder->line_start;
  gsize length;
  char *start, *copy;
  DcrRun run = *model;
  Edges edges;

  start = copy = dcr_arena_open (builder->arena, strlen (text) + 3);
  *copy++ = ' ';
  length = squeeze (text, copy, &edges);
  if (edges.wide && may_need_nfc (copy, length))
    length = compose (copy, length);
  if (length == 0 && !(plain && edges.after))
    {
      builder->due |= edges.after && !builder->ended;
      return;
    }
  edges.before = (edges.before || builder->due) && !first && !builder->ended;
  if (length == 0 && !edges.before)
    return;
  run.text = edges.before ? start : copy;
  builder->ended = length == 0 || (plain && edges.after);
  if (length > 0 && plain && edges.after)
    copy[length++] = ' ';
  builder->due = edges.after && !plain;
  copy[length] = '\0';
  dcr_arena_keep (builder->arena, length + 2);
  g_array_append_val (builder->runs, run);
}

static guint
style_of (DcrElement element)
{
  switch ((int)element)
    {
    case DCR_E_MISE_EN_EVIDENCE:
      return 1 << DCR_RUN_STRONG;
    case DCR_E_VALEUR:
      return 1 << DCR_RUN_VALUE;
    case DCR_E_EXPRESSION:
      return 1 << DCR_RUN_EXPRESSION;
    case DCR_E_CITATION:
      return 1 << DCR_RUN_QUOTE;
    case DCR_E_TERME_ETRANGER:
      return 1 << DCR_RUN_FOREIGN;
    case DCR_E_VARIABLE:
      return 1 << DCR_RUN_VARIABLE;
    case DCR_E_EXPOSANT:
      return 1 << DCR_RUN_SUPERSCRIPT;
    case DCR_E_INDICE:
      return 1 << DCR_RUN_SUBSCRIPT;
    case DCR_E_FIGURE:
      return 1 << DCR_RUN_IMAGE;
    default:
      return 0;
    }
}

/* A link to a file says what it is, as a service does. */
static const DcrDetails *
file_details (DcrBuilder *builder, xmlNode *node)
{
  DcrBlock block = { .details = NULL };

  if (node->properties == NULL || node->properties->next == NULL)
    return NULL;
  dcr_build_link_attrs (builder, &block, node);
  return block.details;
}

/* Where a link leads; DCR_LINK_DEFINITION stands for « an id of this file » until the whole file is
 * known (dcr-article-links.c). */
static void
link_of (DcrBuilder *builder, xmlNode *node, DcrElement element, DcrRun *run)
{
  const char *type, *id, *target = NULL;
  DcrLinkKind link = DCR_LINK_NONE;

  if (element == DCR_E_LIEN_EXTERNE)
    {
      target = dcr_build_url (builder, dcr_node_attr (node, "URL"));
      link = DCR_LINK_WEB;
      run->details = file_details (builder, node);
    }
  else if (element == DCR_E_LIEN_INTRA)
    {
      target = dcr_build_attr (builder, node, "LienID");
      link = DCR_LINK_DEFINITION;
    }
  else if (element == DCR_E_LIEN_INTERNE)
    {
      type = dcr_node_attr (node, "type");
      id = dcr_node_attr (node, "LienPublication");
      link = DCR_LINK_ARTICLE;
      if (g_strcmp0 (type, "Sigle") == 0 || g_strcmp0 (type, "Acronyme") == 0)
        {
          target = dcr_build_text (builder, id);
          link = DCR_LINK_DEFINITION;
        }
      else
        target = dcr_build_ref (builder, id, dcr_node_attr (node, "audience"));
    }
  if (target != NULL)
    {
      run->link = link;
      run->target = target;
    }
}

static void add_inside (DcrBuilder *builder, xmlNode *node, const DcrRun *model);

/* 88 links stand in a sentence without words (FORMAT 6): the title of their target is to come, see
 * dcr_article_name_links(). */
static void
add_wordless (DcrBuilder *builder, const DcrRun *link)
{
  DcrRun run = { .text = " " };

  if (builder->due && builder->runs->len > builder->line_start)
    g_array_append_val (builder->runs, run);
  run = *link;
  run.text = "";
  g_array_append_val (builder->runs, run);
  builder->due = builder->ended = FALSE;
}

static void
add_node (DcrBuilder *builder, xmlNode *node, const DcrRun *model)
{
  DcrRun run = *model;
  DcrElement element;
  guint n = builder->runs->len;

  if (dcr_node_is_text (node) && node->content != NULL)
    add_text (builder, (const char *)node->content, model);
  if (node->type != XML_ELEMENT_NODE)
    return;
  element = dcr_element_of (node);
  if (element == DCR_E_UNKNOWN)
    dcr_build_count_unknown (builder, node);
  run.styles |= style_of (element);
  if (dcr_element_is_inline (element))
    link_of (builder, node, element, &run);
  add_inside (builder, node, &run);
  if (builder->runs->len == n && element == DCR_E_LIEN_INTERNE && run.link == DCR_LINK_ARTICLE)
    add_wordless (builder, &run);
}

static void
add_inside (DcrBuilder *builder, xmlNode *node, const DcrRun *model)
{
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    add_node (builder, child, model);
}

void
dcr_line_add (DcrBuilder *builder, xmlNode *node, guint styles)
{
  DcrRun model = { .text = "", .styles = styles };

  add_node (builder, node, &model);
}

const DcrRun *
dcr_build_heading (DcrBuilder *builder, xmlNode *node, guint *n_runs)
{
  DcrLine outer = dcr_line_begin (builder);
  DcrRun plain = { .text = "" };

  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE && dcr_element_of (child) == DCR_E_PARAGRAPHE)
      {
        builder->due |= !builder->ended; /* two paragraphs of a heading are two words */
        add_inside (builder, child, &plain);
      }
    else
      add_node (builder, child, &plain);
  return dcr_line_end (builder, outer, n_runs);
}

const DcrRun *
dcr_build_plain (DcrBuilder *builder, const char *text, guint *n_runs)
{
  DcrRun *run;

  *n_runs = text != NULL && *text != '\0';
  if (*n_runs == 0)
    return NULL;
  run = dcr_arena_new (builder->arena, DcrRun);
  run->text = text;
  return run;
}
