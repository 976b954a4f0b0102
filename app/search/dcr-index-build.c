/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "search/dcr-index-format.h"
#include "search/dcr-lsa.h"
#include "search/dcr-spell.h"
#include "search/dcr-vocabulary.h"

/* Set by hand from what each field says of an article, before any measure of quality; the rerank, not
 * these, was fitted. */
const DcrIndexWeights dcr_index_weights = {
  .weight = { [DCR_FIELD_TITLE] = 5.0f, [DCR_FIELD_ALT] = 3.0f, [DCR_FIELD_ANCHOR] = 2.5f,
              [DCR_FIELD_INTRO] = 2.0f, [DCR_FIELD_HEADINGS] = 1.5f, [DCR_FIELD_SERVICES] = 1.0f,
              [DCR_FIELD_DOSSIER] = 1.5f, [DCR_FIELD_BODY] = 2.0f },
  .b = { [DCR_FIELD_TITLE] = 0.5f, [DCR_FIELD_ALT] = 0.4f, [DCR_FIELD_ANCHOR] = 0.4f,
         [DCR_FIELD_INTRO] = 0.4f, [DCR_FIELD_HEADINGS] = 0.6f, [DCR_FIELD_SERVICES] = 0.5f,
         [DCR_FIELD_DOSSIER] = 0.3f, [DCR_FIELD_BODY] = 0.6f },
  .k1 = 1.2f,
};

/* A content read into words, before surfaces have their final numbers. */
typedef struct
{
  const DcrCorpus *corpus;
  const DcrIndexWeights *weights;
  DcrVocabulary *vocabulary;
  GHashTable *strings;   /* text -> offset */
  GHashTable *contents;  /* text (const char *) -> number + 1 */
  GByteArray *sections[DCR_INDEX_N_SECTIONS];
  GArray *field_words;   /* guint32, BREAK as G_MAXUINT */
  GArray *content_words; /* guint32 */
  GArray *spans;         /* guint: first and last word of each content */
  float *doc_lengths;    /* of each document and field */
  double mean[DCR_N_FIELDS];
} Builder;

#define BREAK G_MAXUINT

static void
put (Builder *b, DcrIndexSection section, gconstpointer data, gsize size)
{
  g_byte_array_append (b->sections[section], data, size);
}

static guint32
put_string (Builder *b, const char *text)
{
  gpointer at;

  if (text == NULL || *text == '\0')
    return 0;
  if (!g_hash_table_lookup_extended (b->strings, text, NULL, &at))
    {
      at = GUINT_TO_POINTER (b->sections[DCR_INDEX_STRINGS]->len);
      put (b, DCR_INDEX_STRINGS, text, strlen (text) + 1);
      g_hash_table_insert (b->strings, g_strdup (text), at);
    }
  return GPOINTER_TO_UINT (at);
}

static float
idf (guint n_docs, guint documents)
{
  return logf (1.0f + ((float) n_docs - (float) documents + 0.5f) / ((float) documents + 0.5f));
}

/* ---- Reading words -------------------------------------------------------------------------- */

static guint
read_words (Builder *b, GArray *words, const char *text, gssize length, guint doc)
{
  guint before = words->len;
  DcrFrenchIter iter;
  DcrToken token;

  dcr_french_iter_init (&iter, text, length);
  while (dcr_french_iter_next (&iter, &token))
    {
      guint surface = dcr_vocabulary_add (b->vocabulary, &token, doc);
      g_array_append_val (words, surface);
    }
  return words->len - before;
}

/* Where the sentence after the one at @at begins: after a line feed, or after « . », « ? », « ! »
 * or « … » and a space before a capital, a digit or a guillemet. */
static const char *
next_sentence (const char *at)
{
  for (const char *p = at; *p != '\0'; p++)
    {
      if (*p == '\n')
        return p + 1;
      if (p[0] != '\0' && p[1] == ' '
          && (*p == '.' || *p == '?' || *p == '!' || (guchar) *p == 0xa6) && p - at > 20)
        {
          const char *q = p + 2;
          if (g_ascii_isupper (*q) || g_ascii_isdigit (*q) || (guchar)*q == 0xc3
              || (guchar)*q == 0xc2)
            return q;
        }
    }
  return NULL;
}

static guint
add_content (Builder *b, const char *text, guint doc)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (b->contents, text));
  DcrContent content = { .text = b->sections[DCR_INDEX_TEXT]->len };
  guint first = b->content_words->len;

  if (number > 0)
    {
      /* the words of a text met before count for this document too */
      const guint *span = &g_array_index (b->spans, guint, 2 * (number - 1));
      for (guint i = span[0]; i < span[1]; i++)
        {
          DcrVocabularySurface *s
            = dcr_vocabulary_surface (b->vocabulary, g_array_index (b->content_words, guint, i));
          if (s->last_document != doc)
            {
              s->last_document = doc;
              s->documents++;
            }
        }
      return number - 1;
    }
  content.first_sentence = b->sections[DCR_INDEX_SENTENCES]->len / sizeof (DcrSentence);
  for (const char *at = text; at != NULL && *at != '\0';)
    {
      const char *next = next_sentence (at);
      DcrSentence sentence = { content.text + (at - text), b->content_words->len };
      put (b, DCR_INDEX_SENTENCES, &sentence, sizeof sentence);
      read_words (b, b->content_words, at, next != NULL ? next - at : -1, doc);
      content.n_sentences++;
      at = next;
    }
  content.n_words = b->content_words->len - first;
  put (b, DCR_INDEX_TEXT, text, strlen (text) + 1);
  put (b, DCR_INDEX_CONTENTS, &content, sizeof content);
  g_array_append_val (b->spans, first);
  g_array_append_val (b->spans, b->content_words->len);
  g_hash_table_insert (b->contents, (gpointer) text,
                       GUINT_TO_POINTER (b->sections[DCR_INDEX_CONTENTS]->len / sizeof content));
  return b->sections[DCR_INDEX_CONTENTS]->len / sizeof content - 1;
}

static void
add_break (Builder *b)
{
  guint mark = BREAK;
  g_array_append_val (b->field_words, mark);
}

static void
read_list (Builder *b, const DcrCorpusDoc *doc, DcrField field, guint number)
{
  const GPtrArray *list = doc->fields[field];

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      read_words (b, b->field_words, g_ptr_array_index (list, i), -1, number);
      add_break (b);
    }
}

static void
read_passages (Builder *b, const DcrCorpusDoc *doc, DcrIndexDoc *out, guint number)
{
  out->first_passage = b->sections[DCR_INDEX_PASSAGES]->len / sizeof (DcrIndexPassage);
  out->n_passages = doc->n_passages;
  out->fields[DCR_FIELD_HEADINGS] = b->field_words->len;
  for (guint i = 0; i < doc->n_passages; i++)
    {
      const DcrCorpusPassage *passage
        = &g_array_index (b->corpus->passages, DcrCorpusPassage, doc->first_passage + i);
      DcrIndexPassage record = { .address = put_string (b, passage->address),
                                 .first_heading = b->field_words->len, .role = passage->role };

      if (passage->role == DCR_PASSAGE_BODY)
        {
          record.n_heading = read_words (b, b->field_words, passage->heading, -1, number);
          add_break (b);
        }
      record.content = add_content (b, passage->text, number);
      put (b, DCR_INDEX_PASSAGES, &record, sizeof record);
    }
}

static void
read_doc (Builder *b, guint number)
{
  const DcrCorpusDoc *doc = &g_array_index (b->corpus->docs, DcrCorpusDoc, number);
  g_autofree char *ref = g_strdup_printf ("%s/%s",
                                          doc->audience == 0   ? "particuliers"
                                          : doc->audience == 1 ? "professionnels"
                                                               : "associations",
                                          doc->id);
  const char *title = dcr_corpus_clean_title (doc->title);
  DcrIndexDoc out = { .rowid = doc->rowid, .audience = doc->audience, .kind = doc->kind,
                      .links_in = doc->links_in };

  out.ref = put_string (b, ref);
  out.id = put_string (b, doc->id);
  out.title = put_string (b, title);
  out.date = put_string (b, doc->date);
  out.theme = put_string (b, doc->theme);
  out.theme_id = put_string (b, doc->theme_id);
  out.dossier_id = put_string (b, doc->dossier_id);
  out.fields[DCR_FIELD_TITLE] = b->field_words->len;
  read_words (b, b->field_words, title, -1, number);
  add_break (b);
  out.fields[DCR_FIELD_ALT] = b->field_words->len;
  read_list (b, doc, DCR_FIELD_ALT, number);
  out.fields[DCR_FIELD_ANCHOR] = b->field_words->len;
  read_list (b, doc, DCR_FIELD_ANCHOR, number);
  out.fields[DCR_FIELD_INTRO] = b->field_words->len;
  read_words (b, b->field_words, doc->description, -1, number);
  add_break (b);
  read_passages (b, doc, &out, number);
  out.fields[DCR_FIELD_SERVICES] = b->field_words->len;
  read_list (b, doc, DCR_FIELD_SERVICES, number);
  out.fields[DCR_FIELD_DOSSIER] = b->field_words->len;
  read_list (b, doc, DCR_FIELD_DOSSIER, number);
  out.fields[DCR_FIELD_BODY] = b->field_words->len;
  out.first_link = b->sections[DCR_INDEX_LINKS]->len / sizeof (guint16);
  for (guint i = 0; doc->links_out != NULL && i < doc->links_out->len; i++)
    {
      guint16 to = (guint16) g_array_index (doc->links_out, guint, i);
      put (b, DCR_INDEX_LINKS, &to, sizeof to);
      out.n_links++;
    }
  put (b, DCR_INDEX_DOCS, &out, sizeof out);
}

/* ---- Postings ------------------------------------------------------------------------------- */

typedef struct
{
  guint n_terms;
  float *frequency;    /* n_terms × DCR_N_FIELDS, of the document being counted */
  guint *touched, n_touched;
  guint8 *is_touched;
  GArray *pairs;       /* Pair, in document order */
  guint *documents;    /* a term */
} Counter;

typedef struct { guint32 term; guint16 doc; float impact; } Pair;

static Counter *
counter_new (guint n_terms)
{
  Counter *c = g_new0 (Counter, 1);

  c->n_terms = n_terms;
  c->frequency = g_new0 (float, (gsize) n_terms * DCR_N_FIELDS);
  c->touched = g_new (guint, n_terms + 1);
  c->is_touched = g_new0 (guint8, n_terms + 1);
  c->documents = g_new0 (guint, n_terms + 1);
  c->pairs = g_array_sized_new (FALSE, FALSE, sizeof (Pair), 1 << 20);
  return c;
}

static void
counter_free (Counter *c)
{
  g_free (c->frequency);
  g_free (c->touched);
  g_free (c->is_touched);
  g_free (c->documents);
  g_array_unref (c->pairs);
  g_free (c);
}

static inline void
count (Counter *c, guint term, DcrField field, float by)
{
  if (!c->is_touched[term])
    {
      c->is_touched[term] = 1;
      c->touched[c->n_touched++] = term;
    }
  c->frequency[(gsize) term * DCR_N_FIELDS + field] += by;
}

static void
count_surface (Builder *b, Counter *stems, Counter *singulars, guint surface, DcrField field,
               float by)
{
  const DcrVocabularySurface *s = dcr_vocabulary_surface (b->vocabulary, surface);
  count (stems, s->stem, field, by);
  count (singulars, s->singular, field, by);
}

/* What each document says in each field, without idf: that comes when all are counted. */
static void
close_doc (Builder *b, Counter *c, guint doc)
{
  const DcrIndexWeights *w = b->weights;

  for (guint i = 0; i < c->n_touched; i++)
    {
      guint term = c->touched[i];
      float *frequency = c->frequency + (gsize) term * DCR_N_FIELDS;
      Pair pair = { .term = term, .doc = (guint16) doc };

      for (guint f = 0; f < DCR_N_FIELDS; f++)
        if (frequency[f] > 0)
          {
            float length = b->doc_lengths[(gsize) doc * DCR_N_FIELDS + f] / (float) b->mean[f];
            pair.impact += w->weight[f] * frequency[f] * (w->k1 + 1)
                           / (frequency[f] + w->k1 * (1 - w->b[f] + w->b[f] * length));
            frequency[f] = 0;
          }
      g_array_append_val (c->pairs, pair);
      c->documents[term]++;
      c->is_touched[term] = 0;
    }
  c->n_touched = 0;
}

/* Number of link texts of @doc in ANCHOR at place @i: the more articles use it, the more it counts. */
static float
anchor_weight (const DcrCorpusDoc *doc, guint i)
{
  return log2f (1.0f + (float) g_array_index (doc->anchor_counts, guint, i));
}

typedef void (*EachWord) (Builder *b, gpointer data, guint surface, DcrField field, float by);

static void
each_word (Builder *b, guint number, EachWord func, gpointer data)
{
  const DcrIndexDoc *doc
      = (const DcrIndexDoc *) (gpointer) b->sections[DCR_INDEX_DOCS]->data + number;
  const DcrIndexPassage *passages
      = (const DcrIndexPassage *) (gpointer) b->sections[DCR_INDEX_PASSAGES]->data
        + doc->first_passage;
  const DcrCorpusDoc *source = &g_array_index (b->corpus->docs, DcrCorpusDoc, number);
  static const DcrField field_of[] = { [DCR_PASSAGE_INTRO] = DCR_FIELD_INTRO,
                                       [DCR_PASSAGE_BODY] = DCR_FIELD_BODY,
                                       [DCR_PASSAGE_AROUND] = DCR_FIELD_SERVICES };

  for (guint f = 0; f < DCR_FIELD_BODY; f++)
    for (guint i = doc->fields[f], n = 0; i < doc->fields[f + 1]; i++)
      {
        guint surface = g_array_index (b->field_words, guint, i);
        if (surface == BREAK)
          n++;
        else
          func (b, data, surface, f, f == DCR_FIELD_ANCHOR ? anchor_weight (source, n) : 1.0f);
      }
  for (guint p = 0; p < doc->n_passages; p++)
    {
      const guint *span = &g_array_index (b->spans, guint, 2 * passages[p].content);
      DcrField field = field_of[passages[p].role];
      for (guint i = span[0]; i < span[1]; i++)
        func (b, data, g_array_index (b->content_words, guint, i), field, 1.0f);
    }
}

static void
add_length (Builder *b, gpointer data, guint surface, DcrField field, float by)
{
  ((float *) data)[field] += by;
}

static void
measure_lengths (Builder *b)
{
  guint n = b->corpus->docs->len, filled[DCR_N_FIELDS] = { 0 };

  b->doc_lengths = g_new0 (float, (gsize) n * DCR_N_FIELDS + 1);
  for (guint i = 0; i < n; i++)
    {
      float *lengths = b->doc_lengths + (gsize) i * DCR_N_FIELDS;
      DcrIndexDoc *doc = (DcrIndexDoc *) (gpointer) b->sections[DCR_INDEX_DOCS]->data + i;

      each_word (b, i, add_length, lengths);
      doc->length = (guint32) lengths[DCR_FIELD_BODY];
      for (guint f = 0; f < DCR_N_FIELDS; f++)
        if (lengths[f] > 0)
          {
            b->mean[f] += lengths[f];
            filled[f]++;
          }
    }
  for (guint f = 0; f < DCR_N_FIELDS; f++)
    b->mean[f] = filled[f] > 0 ? b->mean[f] / filled[f] : 1;
}

typedef struct { Counter *stems, *singulars; } Counters;

static void
count_word (Builder *b, gpointer data, guint surface, DcrField field, float by)
{
  Counters *c = data;
  count_surface (b, c->stems, c->singulars, surface, field, by);
}

static float
largest_impact (const Counter *c, guint n_docs)
{
  float largest = 0;

  for (guint i = 0; i < c->pairs->len; i++)
    {
      const Pair *pair = &g_array_index (c->pairs, Pair, i);
      largest = MAX (largest, pair->impact * idf (n_docs, c->documents[pair->term]));
    }
  return largest;
}

/* Terms, postings by term then document, and the surfaces of each term. */
static void
put_terms (Builder *b, Counter *c, GPtrArray *texts, float scale, gboolean stems)
{
  DcrVocabulary *v = b->vocabulary;
  guint n_docs = b->corpus->docs->len, n_surfaces = v->surfaces->len;
  g_autofree guint32 *postings = g_new (guint32, c->pairs->len + 1);
  g_autofree guint32 *surfaces = g_new (guint32, n_surfaces + 1);
  g_autofree DcrTerm *terms = g_new0 (DcrTerm, c->n_terms + 1);
  g_autofree guint *fill = g_new0 (guint, 2 * (c->n_terms + 1));
  guint *fill_surface = fill + c->n_terms + 1;

  for (guint i = 0; i < n_surfaces; i++)
    {
      const DcrVocabularySurface *s = dcr_vocabulary_surface (v, i);
      terms[(stems ? s->stem : s->singular) + 1].first_surface++;
    }
  for (guint t = 0; t < c->n_terms; t++)
    {
      terms[t].string = put_string (b, g_ptr_array_index (texts, t));
      terms[t].idf = idf (n_docs, c->documents[t]);
      terms[t + 1].first_posting = terms[t].first_posting + c->documents[t];
      terms[t + 1].first_surface += terms[t].first_surface;
      fill[t] = terms[t].first_posting;
      fill_surface[t] = terms[t].first_surface;
    }
  for (guint i = 0; i < c->pairs->len; i++)
    {
      const Pair *pair = &g_array_index (c->pairs, Pair, i);
      float impact = pair->impact * terms[pair->term].idf * scale;
      postings[fill[pair->term]++]
          = (guint32) pair->doc << 16 | (guint32) CLAMP (lrintf (impact), 1, 65535);
    }
  for (guint i = 0; i < n_surfaces; i++)
    {
      const DcrVocabularySurface *s = dcr_vocabulary_surface (v, v->order[i]);
      surfaces[fill_surface[stems ? s->stem : s->singular]++] = s->id;
    }
  put (b, stems ? DCR_INDEX_STEMS : DCR_INDEX_SINGULARS, terms, (c->n_terms + 1) * sizeof *terms);
  put (b, stems ? DCR_INDEX_STEM_POSTINGS : DCR_INDEX_SINGULAR_POSTINGS, postings,
       c->pairs->len * sizeof *postings);
  put (b, stems ? DCR_INDEX_STEM_SURFACES : DCR_INDEX_SINGULAR_SURFACES, surfaces,
       n_surfaces * sizeof *surfaces);
}

/* Stems that tell documents apart: the others only add noise to the directions. */
static gboolean
is_semantic (const Counter *c, const char *text, guint term, guint n_docs)
{
  return c->documents[term] >= 2 && c->documents[term] * 3 < n_docs && !g_ascii_isdigit (text[0])
         && dcr_french_word_class (text) == DCR_WORD_CONTENT;
}

/* Rows of length 1, one a document. */
static void
fill_matrix (Builder *b, const Counter *c, guint *starts, guint *columns, float *values)
{
  guint n_docs = b->corpus->docs->len, at = 0;

  for (guint doc = 0, i = 0; doc < n_docs; doc++)
    {
      float length = 0;

      starts[doc] = at;
      for (; i < c->pairs->len && g_array_index (c->pairs, Pair, i).doc == doc; i++)
        {
          const Pair *pair = &g_array_index (c->pairs, Pair, i);
          if (!is_semantic (c, g_ptr_array_index (b->vocabulary->stems, pair->term), pair->term,
                            n_docs))
            continue;
          columns[at] = pair->term;
          values[at] = pair->impact * idf (n_docs, c->documents[pair->term]);
          length += values[at] * values[at];
          at++;
        }
      for (guint k = starts[doc]; k < at; k++)
        values[k] /= sqrtf (length);
    }
  starts[n_docs] = at;
}

static void
put_lsa (Builder *b, const Counter *c)
{
  guint n_docs = b->corpus->docs->len, k = DCR_LSA_DIMENSIONS;
  g_autofree guint *starts = g_new (guint, n_docs + 1);
  g_autofree guint *columns = g_new (guint, c->pairs->len + 1);
  g_autofree float *values = g_new (float, c->pairs->len + 1);
  g_autofree float *stems = g_new0 (float, (gsize) c->n_terms * k + 1);
  g_autofree float *docs = g_new0 (float, (gsize) n_docs * k + 1);
  DcrSparse matrix = { n_docs, c->n_terms, starts, columns, values };

  fill_matrix (b, c, starts, columns, values);
  dcr_lsa_compute (&matrix, k, stems, docs);
  dcr_lsa_quantise (stems, c->n_terms, k, FALSE, b->sections[DCR_INDEX_LSA_STEMS],
                    b->sections[DCR_INDEX_LSA_STEM_SCALES]);
  dcr_lsa_quantise (docs, n_docs, k, TRUE, b->sections[DCR_INDEX_LSA_DOCS],
                    b->sections[DCR_INDEX_LSA_DOC_SCALES]);
}

static void
put_postings (Builder *b, gboolean lsa)
{
  Counters c
      = { counter_new (b->vocabulary->stems->len), counter_new (b->vocabulary->singulars->len) };
  guint n = b->corpus->docs->len;
  float scale;

  measure_lengths (b);
  for (guint i = 0; i < n; i++)
    {
      each_word (b, i, count_word, &c);
      close_doc (b, c.stems, i);
      close_doc (b, c.singulars, i);
    }
  scale
      = 65535.0f / MAX (MAX (largest_impact (c.stems, n), largest_impact (c.singulars, n)), 1e-6f);
  put_terms (b, c.stems, b->vocabulary->stems, scale, TRUE);
  put_terms (b, c.singulars, b->vocabulary->singulars, scale, FALSE);
  if (lsa && n > 0)
    put_lsa (b, c.stems);
  counter_free (c.stems);
  counter_free (c.singulars);
}

/* ---- The rest ------------------------------------------------------------------------------- */

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
put_surfaces (Builder *b)
{
  DcrVocabulary *v = b->vocabulary;
  g_autoptr (GPtrArray) folded = g_ptr_array_new ();

  for (guint i = 0; i < v->surfaces->len; i++)
    {
      const DcrVocabularySurface *s = dcr_vocabulary_surface (v, v->order[i]);
      DcrSurface out = { put_string (b, s->folded), put_string (b, s->shown), s->stem, s->singular,
                         s->documents };

      if (dcr_french_word_class (s->folded) == DCR_WORD_CONTENT)
        out.tells = idf (b->corpus->docs->len, s->documents);
      put (b, DCR_INDEX_SURFACES, &out, sizeof out);
      g_ptr_array_add (folded, (gpointer) s->folded);
    }
  g_ptr_array_sort (folded, compare_texts);
  for (guint i = 0; i < folded->len; i++)
    {
      guint temporary
        = GPOINTER_TO_UINT (g_hash_table_lookup (v->by_folded, g_ptr_array_index (folded, i))) - 1;
      guint32 id = dcr_vocabulary_surface (v, temporary)->id;
      put (b, DCR_INDEX_ALPHABET, &id, sizeof id);
    }
}

static void
put_words (Builder *b, DcrIndexSection section, const GArray *words)
{
  g_autofree guint16 *out = g_new (guint16, words->len + 1);

  for (guint i = 0; i < words->len; i++)
    {
      guint surface = g_array_index (words, guint, i);
      if (surface == BREAK)
        out[i] = DCR_WORD_BREAK;
      else
        {
          guint id = dcr_vocabulary_surface (b->vocabulary, surface)->id;
          out[i] = id < DCR_WORD_BREAK ? (guint16) id : DCR_WORD_OTHER;
        }
    }
  put (b, section, out, words->len * sizeof *out);
}

/* The same fiche can belong to several audiences: all but the first are copies. */
static void
mark_copies (Builder *b)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);
  DcrIndexDoc *docs = (DcrIndexDoc *) (gpointer) b->sections[DCR_INDEX_DOCS]->data;

  for (guint i = 0; i < b->corpus->docs->len; i++)
    docs[i].is_copy = !g_hash_table_add (seen, GUINT_TO_POINTER (docs[i].id));
}

static GBytes *
assemble (Builder *b, const char *stamp)
{
  DcrIndexHeader header = { .byte_order = 0x01020304, .format = dcr_index_format () };
  guint64 at = (sizeof header + 15) & ~(guint64) 15;
  GByteArray *out;

  memcpy (header.magic, DCR_INDEX_MAGIC, sizeof header.magic);
  g_strlcpy (header.stamp, stamp, sizeof header.stamp);
  for (guint i = 0; i < DCR_INDEX_N_SECTIONS; i++)
    {
      header.sections[i].offset = at;
      header.sections[i].length = b->sections[i]->len;
      at = (at + b->sections[i]->len + 15) & ~(guint64) 15;
    }
  header.size = at;
  out = g_byte_array_sized_new (at);
  g_byte_array_set_size (out, at);
  memset (out->data, 0, at);
  for (guint i = 0; i < DCR_INDEX_N_SECTIONS; i++)
    {
      if (b->sections[i]->len > 0)
        memcpy (out->data + header.sections[i].offset, b->sections[i]->data, b->sections[i]->len);
      g_byte_array_set_size (b->sections[i], 0);
    }
  header.content = dcr_index_check_content (out->data, at);
  header.check = dcr_index_check (&header);
  memcpy (out->data, &header, sizeof header);
  return g_byte_array_free_to_bytes (out);
}

static void
builder_clear (Builder *b)
{
  for (guint i = 0; i < DCR_INDEX_N_SECTIONS; i++)
    g_byte_array_unref (b->sections[i]);
  g_hash_table_unref (b->strings);
  g_hash_table_unref (b->contents);
  g_array_unref (b->field_words);
  g_array_unref (b->content_words);
  g_array_unref (b->spans);
  g_free (b->doc_lengths);
  dcr_vocabulary_free (b->vocabulary);
}

GBytes *
dcr_index_build (const DcrCorpus *corpus, const char *stamp, const DcrIndexWeights *weights,
                 gboolean lsa, GError **error)
{
  Builder b = { .corpus = corpus, .weights = weights != NULL ? weights : &dcr_index_weights };
  DcrSentence last;
  GBytes *bytes;

  if (corpus->docs->len > DCR_INDEX_MAX_DOCS)
    {
      g_set_error (
          error, DCR_ERROR, DCR_ERROR_INPUT,
          _("This base has more than %u articles, which is more than the search can hold."),
          DCR_INDEX_MAX_DOCS);
      return NULL;
    }
  b.vocabulary = dcr_vocabulary_new ();
  b.strings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  b.contents = g_hash_table_new (g_str_hash, g_str_equal);
  b.field_words = g_array_new (FALSE, FALSE, sizeof (guint));
  b.content_words = g_array_new (FALSE, FALSE, sizeof (guint));
  b.spans = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < DCR_INDEX_N_SECTIONS; i++)
    b.sections[i] = g_byte_array_new ();
  put (&b, DCR_INDEX_STRINGS, "", 1);
  for (guint i = 0; i < corpus->docs->len; i++)
    read_doc (&b, i);
  last = (DcrSentence) { b.sections[DCR_INDEX_TEXT]->len, b.content_words->len };
  put (&b, DCR_INDEX_SENTENCES, &last, sizeof last);
  dcr_vocabulary_settle (b.vocabulary);
  mark_copies (&b);
  put_surfaces (&b);
  put_postings (&b, lsa);
  put_words (&b, DCR_INDEX_FIELDS, b.field_words);
  put_words (&b, DCR_INDEX_WORDS, b.content_words);
  dcr_spell_build (b.vocabulary, b.sections[DCR_INDEX_SPELL_HEADS],
                   b.sections[DCR_INDEX_SPELL_WORDS]);
  bytes = assemble (&b, stamp);
  builder_clear (&b);
  return bytes;
}
