/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/dcr-query.h"

#include <math.h>
#include <string.h>

#include "search/dcr-spell.h"

/* Fixed beforehand: how much a form that is not the typed word stands for it. */
#define PREFIX_OF_KNOWN 0.35f   /* « permis » is a word: « permission » counts little */
#define PREFIX_OF_UNKNOWN 0.95f
#define SPELLED 0.9f
#define SECOND_SPELLED 0.5f
#define LEXICON 0.6f
#define MAX_COMPLETIONS 48
#define MAX_SPELLINGS 3
#define RARE 4 /* a word in fewer articles may be a mistake that the corpus makes too… */
#define COMMONER 25             /* … when one this many times commoner is one mistake away */
#define SPELLED_RARE 0.8f

typedef struct
{
  DcrQuery *query;
  const DcrIndex *index;
  DcrStemmer *stemmer;
  guint off;
  gboolean as_typed;
  guint8 *scratch;
} Parser;

/* ---- Words ---------------------------------------------------------------------------------- */

/* « F1344 », « fiche 1344 », « fiche n° F1344 »: an article is asked for by its id. */
static void
find_id (DcrQuery *query, const char *words)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  DcrFrenchIter iter;
  DcrToken token;
  DcrTokenFlags flags = 0;
  guint n = 0;
  gboolean fiche = FALSE;
  char last[16] = "";

  dcr_french_iter_init (&iter, words, MIN (strlen (words), 40));
  while (dcr_french_iter_next (&iter, &token))
    {
      if (strcmp (token.folded, "fiche") == 0 || strcmp (token.folded, "article") == 0)
        fiche = TRUE;
      else if (strcmp (token.folded, "n") != 0 && strcmp (token.folded, "la") != 0
               && strcmp (token.folded, "numero") != 0)
        {
          if (n == 1 && token.flags & DCR_TOKEN_NUMBER && strlen (last) == 1
              && strchr ("fnr", last[0]))
            n = 0; /* « F 1344 » */
          else
            last[0] = '\0';
          g_strlcat (last, token.folded, sizeof last);
          flags = token.flags | (strlen (last) > strlen (token.folded) ? DCR_TOKEN_ID : 0);
          n++;
        }
    }
  if (n == 1 && (flags & DCR_TOKEN_ID))
    g_snprintf (query->id, sizeof query->id, "%c%.10s", g_ascii_toupper (last[0]), last + 1);
  else if (n == 1 && fiche && (flags & DCR_TOKEN_NUMBER) && strlen (last) <= 6)
    g_snprintf (query->id, sizeof query->id, "F%.10s", last);
}

static void
add_word (DcrQuery *query, const DcrToken *token)
{
  DcrQueryWord *word;

  for (guint i = 0; i < query->n_words; i++)
    if (strcmp (query->words[i].folded, token->folded) == 0)
      {
        query->words[i].count++;
        query->words[i].start = token->start;
        query->words[i].end = token->end;
        return;
      }
  if (query->n_words == DCR_QUERY_MAX_WORDS)
    return;
  word = &query->words[query->n_words++];
  g_strlcpy (word->folded, token->folded, sizeof word->folded);
  g_strlcpy (word->lower, token->lower, sizeof word->lower);
  word->start = token->start;
  word->end = token->end;
  word->flags = token->flags;
  word->count = 1;
}

/* Content words; when there are none, words that ask (« comment »), then whatever is there. A sign or a
 * space after the last word closes it. */
static void
read_words (DcrQuery *query, const char *words)
{
  gsize length = strlen (words);

  for (DcrWordClass allowed = DCR_WORD_CONTENT; allowed <= DCR_WORD_PHONE; allowed++)
    {
      DcrFrenchIter iter;
      DcrToken token;
      gsize last_end = 0;
      gboolean last_is_content = FALSE;

      dcr_french_iter_init (&iter, words, length);
      while (dcr_french_iter_next (&iter, &token))
        {
          DcrWordClass class = token.flags & DCR_TOKEN_ACRONYM
                                   ? DCR_WORD_CONTENT
                                   : dcr_french_word_class (token.folded);
          last_end = token.end;
          last_is_content = class == DCR_WORD_CONTENT || (allowed > 0 && class <= DCR_WORD_PHONE);
          if (last_is_content)
            add_word (query, &token);
        }
      query->last_open = last_is_content && last_end == length;
      if (query->n_words > 0)
        return;
    }
}

/* Every word as it stands, to know a title that was typed whole. */
static void
number_words (DcrQuery *query, const DcrIndex *index, const char *words)
{
  DcrFrenchIter iter;
  DcrToken token;

  query->n_all = 0;
  dcr_french_iter_init (&iter, words, -1);
  while (dcr_french_iter_next (&iter, &token))
    {
      guint surface;

      if (query->n_all == DCR_QUERY_MAX_WORDS)
        {
          query->n_all = 0;
          return;
        }
      surface = dcr_index_find_surface (index, token.folded);
      query->all[query->n_all++] = surface < DCR_WORD_BREAK ? (guint16) surface : DCR_WORD_OTHER;
    }
}

/* ---- Terms of a unit ------------------------------------------------------------------------- */

static void
add_term (Parser *p, DcrQueryUnit *unit, guint term, gboolean is_singular, float weight)
{
  DcrQuery *q = p->query;

  if (term == G_MAXUINT || q->n_terms == DCR_QUERY_MAX_TERMS)
    return;
  for (guint i = unit->first_term; i < q->n_terms; i++)
    if (q->terms[i].term == term && q->terms[i].is_singular == is_singular)
      {
        q->terms[i].weight = MAX (q->terms[i].weight, weight);
        return;
      }
  q->terms[q->n_terms++] = (DcrQueryTerm) { term, weight, is_singular };
  unit->n_terms++;
}

static void
add_surface (Parser *p, DcrQueryUnit *unit, guint surface, float weight)
{
  if (!(p->off & DCR_OFF_STEMS))
    add_term (p, unit, p->index->surfaces[surface].stem, FALSE, weight);
  if (!(p->off & DCR_OFF_SINGULARS))
    add_term (p, unit, p->index->surfaces[surface].singular, TRUE, weight);
}

static guint
term_documents (const DcrIndex *index, guint stem)
{
  return index->stems[stem + 1].first_posting - index->stems[stem].first_posting;
}

static float
stem_idf (const DcrIndex *index, guint stem)
{
  return index->stems[stem].idf;
}

static gboolean
is_plain (const char *folded)
{
  for (; *folded != '\0'; folded++)
    if (!g_ascii_isalpha (*folded))
      return FALSE;
  return TRUE;
}

/* The word as it stands: a surface of the corpus, or an inflection of one that the corpus does not
 * have. */
static gboolean
resolve_exact (Parser *p, DcrQueryUnit *unit, const DcrToken *token)
{
  const DcrIndex *index = p->index;
  guint surface = dcr_index_find_surface (index, token->folded), stem, singular;
  char out[DCR_TOKEN_MAX];

  if (surface != G_MAXUINT)
    {
      unit->surface = surface;
      unit->idf = stem_idf (index, index->surfaces[surface].stem);
      add_surface (p, unit, surface, 1.0f);
      return TRUE;
    }
  if (!is_plain (token->folded) || strlen (token->folded) < 4)
    return FALSE;
  dcr_french_singular (token->folded, out);
  singular = dcr_index_find_singular (index, out);
  dcr_stemmer_stem (p->stemmer, token, out);
  stem = dcr_index_find_stem (index, out);
  if (stem == G_MAXUINT && singular != G_MAXUINT)
    stem = index->surfaces[index->singular_surfaces[index->singulars[singular].first_surface]].stem;
  if (stem == G_MAXUINT || (singular == G_MAXUINT && strlen (out) < 4))
    return FALSE;
  unit->idf = stem_idf (index, stem);
  add_term (p, unit, stem, FALSE, 1.0f);
  add_term (p, unit, singular, TRUE, 1.0f);
  return TRUE;
}

typedef struct { guint stem, documents; } Completion;

/* Commonest stems among the words that begin with @folded; those of grammar (« par » for « p ») tell nothing
 * and would stand before all others, so they come only when they are asked for. */
static guint
complete (const DcrIndex *index, const char *folded, gboolean grammar, Completion *out)
{
  gsize length = strlen (folded);
  guint n = 0;

  for (guint at = dcr_index_lower_bound (index, folded); at < index->n_surfaces; at++)
    {
      guint surface = index->alphabet[at], stem = index->surfaces[surface].stem, i, documents;

      if (strncmp (dcr_index_surface_text (index, surface), folded, length) != 0)
        break;
      if (index->surfaces[surface].tells <= 0 && !grammar)
        continue;
      documents = term_documents (index, stem);
      if (n == MAX_COMPLETIONS && documents <= out[n - 1].documents)
        continue;
      for (i = 0; i < n && out[i].stem != stem; i++)
        ;
      if (i < n)
        continue;
      if (n < MAX_COMPLETIONS)
        n++;
      for (i = n - 1; i > 0 && out[i - 1].documents < documents; i--)
        out[i] = out[i - 1];
      out[i] = (Completion) { stem, documents };
    }
  return n;
}

static gboolean
resolve_prefix (Parser *p, DcrQueryUnit *unit, const char *folded, gboolean known)
{
  Completion found[MAX_COMPLETIONS];
  const DcrIndex *index = p->index;
  guint n = complete (index, folded, FALSE, found), documents = 0;
  float weight = known ? PREFIX_OF_KNOWN : PREFIX_OF_UNKNOWN;

  if (n == 0)
    n = complete (index, folded, TRUE, found);
  if (n == 0)
    return FALSE;
  for (guint i = 0; i < n; i++)
    documents += found[i].documents;
  if (!known)
    {
      documents = MIN (documents, index->n_docs);
      unit->idf = logf (1.0f + ((float) index->n_docs - documents + 0.5f) / (documents + 0.5f));
      unit->kind = DCR_UNIT_PREFIX;
    }
  for (guint i = 0; i < n; i++) /* the rarest completion must not win for being rare */
    add_term (p, unit, found[i].stem, FALSE,
              weight * MIN (1.0f, unit->idf / MAX (stem_idf (index, found[i].stem), 0.1f)));
  return TRUE;
}

static DcrQueryUnit *
new_unit (DcrQuery *query)
{
  DcrQueryUnit *unit = &query->units[query->n_units++];

  *unit = (DcrQueryUnit) { .first_term = query->n_terms, .surface = G_MAXUINT, .weight = 1.0f };
  return unit;
}

/* « autoentrepreneur »: two words of the corpus written as one. */
static gboolean
resolve_split (Parser *p, DcrQueryUnit *unit, const char *folded)
{
  gsize length = strlen (folded), best = 0;
  guint best_documents = 0;
  char head[DCR_TOKEN_MAX];

  for (gsize cut = 4; cut + 4 <= length; cut++)
    {
      guint left, right, documents;

      memcpy (head, folded, cut);
      head[cut] = '\0';
      left = dcr_index_find_surface (p->index, head);
      right = dcr_index_find_surface (p->index, folded + cut);
      if (left == G_MAXUINT || right == G_MAXUINT)
        continue;
      documents = MIN (p->index->surfaces[left].documents, p->index->surfaces[right].documents);
      if (documents > best_documents && documents >= 3)
        {
          best_documents = documents;
          best = cut;
        }
    }
  if (best == 0 || p->query->n_units + 1 >= DCR_QUERY_MAX_UNITS)
    return FALSE;
  memcpy (head, folded, best);
  head[best] = '\0';
  for (guint i = 0; i < 2; i++)
    {
      guint surface = dcr_index_find_surface (p->index, i == 0 ? head : folded + best);
      if (i == 1)
        {
          unit = new_unit (p->query);
          unit->is_original = TRUE;
          unit->word = p->query->units[p->query->n_units - 2].word;
        }
      unit->surface = surface;
      unit->kind = DCR_UNIT_SPELLED;
      unit->idf = stem_idf (p->index, p->index->surfaces[surface].stem);
      add_surface (p, unit, surface, SPELLED);
    }
  return TRUE;
}

/* A wrong word: the likeliest ones it may have been. One mistake is likelier than two words written as
 * one, and that is likelier than two mistakes. */
static gboolean
resolve_spelling (Parser *p, DcrQueryUnit *unit, const char *folded, gboolean prefix)
{
  DcrSpelling found[MAX_SPELLINGS];
  guint n = dcr_spell_find (p->index, folded, prefix, p->scratch, found, MAX_SPELLINGS);

  if ((n == 0 || found[0].cost > 1.0f) && resolve_split (p, unit, folded))
    return TRUE;
  if (n == 0)
    return FALSE;
  unit->kind = DCR_UNIT_SPELLED;
  unit->surface = found[0].surface;
  unit->idf = stem_idf (p->index, p->index->surfaces[found[0].surface].stem);
  for (guint i = 0; i < n; i++)
    if (i == 0 || found[i].cost <= found[0].cost + 0.3f)
      add_surface (p, unit, found[i].surface, i == 0 ? SPELLED : SECOND_SPELLED);
  return TRUE;
}

/* « passport » stands in one article, in a foreign name: the common word is meant too. */
static void
add_commoner (Parser *p, DcrQueryUnit *unit, const char *folded)
{
  DcrSpelling found[2];
  guint n, documents = p->index->surfaces[unit->surface].documents;

  if (documents >= RARE || strlen (folded) < 5)
    return;
  n = dcr_spell_find (p->index, folded, FALSE, p->scratch, found, G_N_ELEMENTS (found));
  for (guint i = 0; i < n; i++)
    if (found[i].surface != unit->surface && found[i].cost <= 1.0f
        && p->index->surfaces[found[i].surface].documents >= COMMONER * documents)
      {
        unit->idf = stem_idf (p->index, p->index->surfaces[found[i].surface].stem);
        add_surface (p, unit, found[i].surface, SPELLED_RARE);
      }
}

/* « lassurance », « dimpot »: an elided article without its apostrophe. */
static guint
without_article (const DcrIndex *index, const char *folded)
{
  guint surface;

  if (strchr ("ldjmtsnc", folded[0]) == NULL || strlen (folded) < 5
      || strchr ("aeiouyh", folded[1]) == NULL)
    return G_MAXUINT;
  surface = dcr_index_find_surface (index, folded + 1);
  return surface != G_MAXUINT && index->surfaces[surface].documents >= 3 ? surface : G_MAXUINT;
}

static gboolean
has_terms (const Parser *p, const DcrQueryUnit *unit)
{
  return unit->n_terms > 0;
}

static void
resolve (Parser *p, DcrQueryUnit *unit, const DcrToken *token, gboolean open)
{
  gboolean known = resolve_exact (p, unit, token), may_spell;
  gsize length = strlen (token->folded);
  guint surface;

  open = open && !(p->off & DCR_OFF_PREFIX);
  if (open && (token->flags & DCR_TOKEN_NUMBER) == 0)
    resolve_prefix (p, unit, token->folded, known);
  if (known && unit->surface != G_MAXUINT && !p->as_typed && !(p->off & DCR_OFF_SPELLING))
    add_commoner (p, unit, token->folded);
  may_spell = !has_terms (p, unit) && !p->as_typed && !(p->off & DCR_OFF_SPELLING) && length >= 4;
  if (may_spell && (surface = without_article (p->index, token->folded)) != G_MAXUINT)
    {
      unit->surface = surface;
      unit->kind = DCR_UNIT_SPELLED;
      unit->idf = stem_idf (p->index, p->index->surfaces[surface].stem);
      add_surface (p, unit, surface, SPELLED);
    }
  else if (may_spell)
    resolve_spelling (p, unit, token->folded, open);
  if (!has_terms (p, unit))
    unit->kind = DCR_UNIT_UNKNOWN;
}

/* ---- Lexicon --------------------------------------------------------------------------------- */

/* A unit of the query that is this word already, or a new one; G_MAXUINT when there is no room. */
static guint
unit_of_token (Parser *p, const DcrToken *token)
{
  DcrQuery *q = p->query;
  guint surface = dcr_index_find_surface (p->index, token->folded);
  DcrQueryUnit *unit;

  for (guint i = 0; i < q->n_units && surface != G_MAXUINT; i++)
    if (q->units[i].surface != G_MAXUINT
        && p->index->surfaces[q->units[i].surface].stem == p->index->surfaces[surface].stem)
      return i;
  if (q->n_units == DCR_QUERY_MAX_UNITS)
    return G_MAXUINT;
  unit = new_unit (q);
  if (!resolve_exact (p, unit, token))
    {
      q->n_units--;
      return G_MAXUINT;
    }
  unit->weight = 0;
  return (guint) (unit - q->units);
}

static void
add_alternative (Parser *p, const DcrLexiconMatch *match, const char *to, guint n_to)
{
  DcrQuery *q = p->query;
  DcrAlternative *alternative = &q->alternatives[q->n_alternatives];
  float covered = 0, share;
  DcrFrenchIter iter;
  DcrToken token;

  *alternative = (DcrAlternative) { .from = match->from, .to = to, .weight = (float) match->weight };
  for (guint i = 0; i < match->n_words; i++)
    {
      guint unit = q->words[match->first + i].unit;
      alternative->covers |= (guint64) 1 << unit;
      covered += q->units[unit].idf;
    }
  dcr_french_iter_init (&iter, to, -1);
  while (dcr_french_iter_next (&iter, &token))
    if (dcr_french_word_class (token.folded) == DCR_WORD_CONTENT)
      {
        guint unit = unit_of_token (p, &token);
        if (unit == G_MAXUINT || alternative->units >> unit & 1)
          continue;
        alternative->units |= (guint64) 1 << unit;
        alternative->idf += q->units[unit].idf;
      }
  if (alternative->units == 0)
    return;
  covered = MAX (covered, 5.0f);
  share = LEXICON * alternative->weight * MIN (1.0f, covered / alternative->idf)
          / sqrtf ((float) n_to);
  for (guint i = 0; i < q->n_units; i++)
    if (alternative->units >> i & 1 && !q->units[i].is_original)
      q->units[i].weight = MAX (q->units[i].weight, share);
  q->n_alternatives++;
}

static void
add_lexicon (Parser *p, const DcrLexicon *lexicon)
{
  DcrQuery *q = p->query;
  char keys[DCR_QUERY_MAX_WORDS][DCR_TOKEN_MAX];
  const char *pointers[DCR_QUERY_MAX_WORDS];
  DcrLexiconMatch matches[DCR_QUERY_MAX_ALTERNATIVES];
  guint n;

  for (guint i = 0; i < q->n_words; i++)
    {
      const DcrQueryUnit *unit = &q->units[q->words[i].unit];
      const char *folded = unit->kind == DCR_UNIT_SPELLED && unit->surface != G_MAXUINT
                               ? dcr_index_surface_text (p->index, unit->surface)
                               : q->words[i].folded;
      dcr_lexicon_key (folded, keys[i]);
      pointers[i] = keys[i];
    }
  n = dcr_lexicon_match (lexicon, pointers, q->n_words, matches, G_N_ELEMENTS (matches));
  for (guint i = 0; i < n; i++)
    {
      guint n_to = g_strv_length ((char **) matches[i].to);
      for (guint k = 0; k < n_to && q->n_alternatives < DCR_QUERY_MAX_ALTERNATIVES; k++)
        add_alternative (p, &matches[i], matches[i].to[k], n_to);
    }
}

/* ---- The whole ------------------------------------------------------------------------------- */

void
dcr_query_parse (DcrQuery *query, const DcrIndex *index, DcrStemmer *stemmer,
                 const DcrLexicon *lexicon, const char *words, gboolean as_typed, guint off,
                 guint8 *scratch)
{
  Parser p = { query, index, stemmer, off, as_typed, scratch };

  query->n_words = query->n_units = query->n_original = query->n_terms = query->n_alternatives = 0;
  query->corrected = FALSE;
  query->id[0] = '\0';
  query->total_idf = 0;
  find_id (query, words);
  number_words (query, index, words);
  read_words (query, words);
  for (guint i = 0; i < query->n_words; i++)
    {
      DcrQueryWord *word = &query->words[i];
      DcrQueryUnit *unit;
      DcrToken token = { .flags = word->flags };

      if (query->n_units == DCR_QUERY_MAX_UNITS)
        break;
      word->unit = query->n_units;
      unit = new_unit (query);
      unit->is_original = TRUE;
      unit->word = i;
      g_strlcpy (token.folded, word->folded, sizeof token.folded);
      g_strlcpy (token.lower, word->lower, sizeof token.lower);
      resolve (&p, unit, &token, query->last_open && i + 1 == query->n_words);
      unit->weight = 1.0f + 0.3f * logf ((float) word->count);
    }
  query->n_original = query->n_units;
  for (guint i = 0; i < query->n_original; i++)
    {
      query->corrected |= query->units[i].kind == DCR_UNIT_SPELLED;
      query->total_idf += query->units[i].idf;
    }
  if (lexicon != NULL && !(off & DCR_OFF_LEXICON))
    add_lexicon (&p, lexicon);
}

char *
dcr_query_corrected (const DcrQuery *query, const DcrIndex *index, const char *words)
{
  g_autoptr (GString) out = NULL;
  gsize at = 0;

  if (!query->corrected)
    return NULL;
  out = g_string_new (NULL);
  for (guint i = 0; i < query->n_words; i++)
    {
      const DcrQueryWord *word = &query->words[i];
      if (query->units[word->unit].kind != DCR_UNIT_SPELLED || word->start < at)
        continue;
      g_string_append_len (out, words + at, word->start - at);
      for (guint u = word->unit; u < query->n_original && query->units[u].word == i; u++)
        {
          if (u > word->unit)
            g_string_append_c (out, ' ');
          g_string_append (
              out, dcr_index_string (index, index->surfaces[query->units[u].surface].shown));
        }
      at = word->end;
    }
  g_string_append (out, words + at);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
append_surfaces (GString *out, const DcrIndex *index, const DcrQueryTerm *term)
{
  const DcrTerm *terms = term->is_singular ? index->singulars : index->stems;
  const guint32 *surfaces = term->is_singular ? index->singular_surfaces : index->stem_surfaces;

  for (guint i = terms[term->term].first_surface; i < terms[term->term + 1].first_surface; i++)
    g_string_append_printf (out, "%s\"%s\"", out->len > 0 ? " OR " : "",
                            dcr_index_surface_text (index, surfaces[i]));
}

char *
dcr_query_match_expression (const DcrQuery *query, const DcrIndex *index)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < query->n_terms; i++)
    append_surfaces (out, index, &query->terms[i]);
  if (out->len == 0)
    return g_string_free (out, TRUE);
  return g_string_free (out, FALSE);
}
