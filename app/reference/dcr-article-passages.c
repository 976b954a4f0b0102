/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passages: what is read out in one breath, and the addresses that outlive an update (DESIGN 1). */
#include "reference/dcr-article-private.h"

#include <string.h>

#include "reference/dcr-digest.h"

/* An address part longer than this is cut between two words. */
#define MAX_SLUG 120

static gboolean
append_folded (GString *out, gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n;

  if (c == 0x153 || c == 0x152)
    {
      g_string_append (out, "oe");
      return TRUE;
    }
  if (c == 0xe6 || c == 0xc6)
    {
      g_string_append (out, "ae");
      return TRUE;
    }
  n = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));
  if (n == 0 || !g_unichar_isalnum (parts[0]))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (g_unichar_isalnum (parts[i]))
      g_string_append_unichar (out, g_unichar_tolower (parts[i]));
    else if (!g_unichar_ismark (parts[i]))
      g_string_append_c (out, '-'); /* « ½ » is 1, a bar, 2 */
  return TRUE;
}

/* Letters and digits of @c, folded; FALSE when it parts two words. */
static gboolean
append_letter (GString *out, gunichar c)
{
  if (c >= 0x80)
    return append_folded (out, c);
  if (!g_ascii_isalnum (c))
    return FALSE;
  g_string_append_c (out, g_ascii_tolower ((char)c));
  return TRUE;
}

/* Soft hyphens and the like part no word. */
static gboolean
is_invisible (gunichar c)
{
  return c >= 0xad && (c == 0xad || c == 0x200b || c == 0x200e || g_unichar_ismark (c));
}

void
dcr_slug_append (GString *out, const char *text)
{
  gsize start = out->len, word = out->len;
  gboolean gap = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gsize before = out->len;
      gunichar c = g_utf8_get_char (p);

      if (is_invisible (c))
        continue;
      if (gap && out->len > start)
        {
          word = out->len;
          g_string_append_c (out, '-');
        }
      gap = !append_letter (out, c);
      if (gap)
        g_string_truncate (out, before);
      if (out->len - start > MAX_SLUG)
        {
          g_string_truncate (out, word > start ? word : start + MAX_SLUG);
          return;
        }
    }
}

/* ---- Addresses ------------------------------------------------------------------------------ */

typedef struct
{
  DcrBuilder *builder;
  GArray *passages;      /* DcrPassage */
  GPtrArray *cases;      /* DcrBlock * */
  GHashTable *namesakes; /* address -> how many have it */
  GString *address;      /* scratch */
} Walk;

/** Where a block stands. */
typedef struct
{
  const char *path;      /* address of the headings above, "" at the root */
  const char *case_path; /* what « .casN » is added to */
  int passage;           /* it belongs to, -1: none */
  int parent;            /* passage of the headings above, -1: none */
  guint depth;
  gboolean in_box; /* inside an office or a service, which is one passage whatever it holds */
} Position;

/* The address in hand, made the only one by « ~2 ». */
static const char *
settle (Walk *walk)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (walk->namesakes, walk->address->str)) + 1;
  DcrArena *arena = walk->builder->arena;
  const char *base = dcr_arena_text (arena, walk->address->str, walk->address->len);

  g_hash_table_insert (walk->namesakes, (gpointer)base, GUINT_TO_POINTER (n));
  if (n == 1)
    return base;
  g_string_append_printf (walk->address, "~%u", n);
  return dcr_arena_text (arena, walk->address->str, walk->address->len);
}

static const char *
default_slug (const DcrBlock *block)
{
  switch (block->kind)
    {
    case DCR_BLOCK_CASE:
      return "situation";
    case DCR_BLOCK_CALLOUT:
      return "encadre";
    case DCR_BLOCK_WHERE:
      return "ou-s-adresser";
    case DCR_BLOCK_SERVICE:
      return "service";
    default:
      return "partie";
    }
}

static const char *
heading_address (Walk *walk, const Position *at, const DcrBlock *block, const char *heading)
{
  gsize start;

  g_string_assign (walk->address, at->path);
  if (walk->address->len > 0)
    g_string_append_c (walk->address, '/');
  start = walk->address->len;
  dcr_slug_append (walk->address, heading);
  if (walk->address->len == start)
    g_string_append (walk->address, default_slug (block));
  return settle (walk);
}

static gboolean
starts_passage (const DcrBlock *block, const Position *at)
{
  if (at->in_box)
    return FALSE;
  return (block->kind == DCR_BLOCK_SECTION && block->level < 4) || block->kind == DCR_BLOCK_CALLOUT
         || block->kind == DCR_BLOCK_WHERE || block->kind == DCR_BLOCK_SERVICE
         || (block->kind == DCR_BLOCK_CASE && strcmp (block->element, "Situation") == 0);
}

static void visit (Walk *walk, DcrBlock *block, const Position *at, guint number);

static void
visit_children (Walk *walk, DcrBlock *block, const Position *at)
{
  guint number = 0;

  for (guint i = 0; i < block->n_children; i++)
    {
      number += block->children[i]->kind == DCR_BLOCK_CASE;
      visit (walk, block->children[i], at, number);
    }
}

static void
begin_passage (Walk *walk, DcrBlock *block, const Position *at, const char *address,
               const char *heading, Position *inside)
{
  DcrPassage passage = {
    .address = address, .heading = heading, .block = block, .parent = at->parent, .depth = at->depth
  };

  block->address = address;
  block->passage = walk->passages->len;
  g_array_append_val (walk->passages, passage);
  *inside = *at;
  inside->path = inside->case_path = address;
  inside->passage = inside->parent = (int)block->passage;
  inside->depth++;
  inside->in_box |= block->kind == DCR_BLOCK_WHERE || block->kind == DCR_BLOCK_SERVICE;
}

static void
visit (Walk *walk, DcrBlock *block, const Position *at, guint number)
{
  Position inside = *at;

  if (starts_passage (block, at))
    {
      const char *heading = dcr_runs_text (walk->builder, block->title, block->n_title);

      begin_passage (walk, block, at, heading_address (walk, at, block, heading), heading, &inside);
    }
  else
    {
      block->passage = at->passage >= 0 ? (guint)at->passage : G_MAXUINT;
      if (block->kind == DCR_BLOCK_CASE)
        {
          g_string_printf (walk->address, "%s.cas%u", at->case_path, number);
          inside.path = inside.case_path = block->address = settle (walk);
          g_ptr_array_add (walk->cases, block);
        }
    }
  visit_children (walk, block, &inside);
}

/* Anything to read in @block that is not a passage of its own? */
static gboolean
has_own_text (const DcrBlock *block)
{
  Position nowhere = { .path = "" };

  for (guint i = 0; i < block->n_children; i++)
    {
      const DcrBlock *child = block->children[i];

      if (starts_passage (child, &nowhere))
        continue;
      if (child->n_runs > 0 || child->n_title > 0 || child->target != NULL || child->url != NULL
          || child->note != NULL || has_own_text (child))
        return TRUE;
    }
  return FALSE;
}

/* The introduction, the body without heading: they have a name of ours. What stands in the body has
 * none above it, so that a first paragraph that comes or goes moves no address. */
static void
visit_group (Walk *walk, DcrBlock *block)
{
  gboolean introduction = block->style == DCR_GROUP_INTRODUCTION;
  Position at = { .path = "", .case_path = "texte", .passage = -1, .parent = -1 };
  Position inside = at;
  const char *title = walk->builder->article->title;

  if (introduction || has_own_text (block))
    {
      g_string_assign (walk->address, introduction ? "introduction" : "texte");
      begin_passage (walk, block, &at, settle (walk), title, &inside);
      if (!introduction)
        {
          inside.path = "";
          inside.case_path = block->address;
          inside.parent = -1;
          inside.depth = 0;
        }
    }
  visit_children (walk, block, &inside);
}

void
dcr_build_passages (DcrBuilder *builder)
{
  DcrArticle *article = builder->article;
  Position at = { .path = "", .case_path = "texte", .passage = -1, .parent = -1 };
  Walk walk = { .builder = builder,
                .passages = g_array_new (FALSE, TRUE, sizeof (DcrPassage)),
                .cases = g_ptr_array_new (),
                .namesakes = g_hash_table_new (g_str_hash, g_str_equal),
                .address = g_string_new (NULL) };

  for (guint i = 0; i < article->root->n_children; i++)
    if (article->root->children[i]->kind == DCR_BLOCK_GROUP)
      visit_group (&walk, article->root->children[i]);
    else
      visit (&walk, article->root->children[i], &at, 1);
  article->n_passages = walk.passages->len;
  article->passages = dcr_arena_dup (builder->arena, walk.passages->data,
                                     walk.passages->len * sizeof (DcrPassage));
  builder->real->n_cases = walk.cases->len;
  builder->real->cases
      = dcr_arena_dup (builder->arena, walk.cases->pdata, walk.cases->len * sizeof (gpointer));
  g_array_unref (walk.passages);
  g_ptr_array_unref (walk.cases);
  g_hash_table_unref (walk.namesakes);
  g_string_free (walk.address, TRUE);
}

/* ---- Texts and hashes ----------------------------------------------------------------------- */

const char *
dcr_passage_text (DcrArticle *article, const DcrPassage *passage, GString *urls)
{
  DcrArticleReal *real = (DcrArticleReal *)article;
  g_autoptr (GString) text = g_string_sized_new (1024);
  DcrPrinter printer = { .article = article, .out = text, .urls = urls };

  dcr_print_body (&printer, passage->block);
  return dcr_arena_text (&real->arena, text->str, text->len);
}

static void
add_text (DcrDigest *sum, const char *text)
{
  if (text != NULL)
    dcr_digest_add (sum, text, strlen (text));
  dcr_digest_add (sum, "\n", 1);
}

static const char *
end_text (DcrDigest *sum, DcrArticle *article)
{
  char hash[DCR_DIGEST_TEXT_SIZE];

  dcr_digest_end_text (sum, hash);
  return dcr_arena_text (&((DcrArticleReal *)article)->arena, hash, sizeof hash - 1);
}

/* The heading counts, with its neutral form; the article's own title does not. */
static void
hash_passage (DcrDigest *sum, DcrArticle *article, DcrPassage *passage, GString *extra)
{
  const DcrBlock *block = passage->block;

  g_string_truncate (extra, 0);
  dcr_runs_append (extra, block->alternate, block->n_alternate);
  if (block->condition != NULL)
    dcr_condition_append (extra, block->condition);
  passage->text = dcr_passage_text (article, passage, extra);
  if (block->kind != DCR_BLOCK_GROUP)
    add_text (sum, passage->heading);
  add_text (sum, passage->text);
  add_text (sum, extra->str);
  passage->hash = end_text (sum, article);
}

static void
hash_content (DcrArticle *article)
{
  g_autoptr (GString) text = g_string_new (NULL);
  DcrDigest sum;
  DcrPrinter printer = { .article = article, .out = text, .urls = text };

  dcr_digest_init (&sum);
  add_text (&sum, article->title);
  add_text (&sum, article->kind_label);
  add_text (&sum, article->description);
  add_text (&sum, article->status);
  add_text (&sum, article->guided_search);
  for (guint i = 0; i < article->n_passages; i++)
    add_text (&sum, article->passages[i].hash);
  for (guint i = 0; i < article->n_questions; i++)
    if (article->questions[i].origin <= DCR_QUESTION_FORM)
      add_text (&sum, article->questions[i].key);
  for (guint i = 0; i < article->n_glossary; i++)
    {
      add_text (&sum, article->glossary[i].title);
      dcr_print_body (&printer, article->glossary[i].text);
    }
  add_text (&sum, text->str);
  article->content_hash = end_text (&sum, article);
}

void
dcr_build_texts (DcrBuilder *builder)
{
  DcrArticle *article = builder->article;
  DcrDigest sum;

  dcr_digest_init (&sum);
  for (guint i = 0; i < article->n_passages; i++)
    hash_passage (&sum, article, (DcrPassage *)&article->passages[i], builder->scratch);
  hash_content (article);
}
