/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "search/dcr-search-private.h"

#define WIDTH 190 /* bytes of a sentence that are shown; a longer one is cut around its found words */
#define SHORT 60  /* a shorter one is followed by the next */

/* ---- Markup ---------------------------------------------------------------------------------- */

static void
append_escaped (GString *out, const char *text, gsize length)
{
  gsize plain = 0; /* where what is not yet copied begins */

  for (gsize i = 0; i < length; i++)
    {
      const char *instead;

      switch (text[i])
        {
        case '&': instead = "&amp;"; break;
        case '<': instead = "&lt;"; break;
        case '>': instead = "&gt;"; break;
        case '\'': instead = "&#39;"; break;
        case '"': instead = "&quot;"; break;
        default:
          if ((guchar) text[i] >= 0x20 && text[i] != 0x7f)
            continue;
          instead = " ";
        }
      g_string_append_len (out, text + plain, i - plain);
      plain = i + 1;
      if (*instead != ' ' || (out->len > 0 && out->str[out->len - 1] != ' '))
        g_string_append (out, instead);
    }
  g_string_append_len (out, text + plain, length - plain);
}

/* @text with the words marked whose number among @words has a slot. The words of the index and the
 * tokens of the text are the same, one by one: the index was made by the same walk over the same
 * bytes. */
static void
append_marked (GString *out, const DcrEngine *engine, const char *text, gsize length,
               const guint16 *words, guint n_words, gsize from, gsize to)
{
  DcrFrenchIter iter;
  DcrToken token;
  gsize at = from;

  while (n_words > 0 && dcr_engine_slot (engine, words[n_words - 1]) == 0)
    n_words--; /* nothing to mark after the last found word */
  dcr_french_iter_init (&iter, text, length);
  for (guint i = 0; i < n_words && dcr_french_iter_next (&iter, &token); i++)
    {
      if (token.start < from)
        continue;
      if (token.end > to)
        break;
      if (dcr_engine_slot (engine, words[i]) == 0)
        continue;
      append_escaped (out, text + at, token.start - at);
      g_string_append (out, "<b>");
      append_escaped (out, text + token.start, token.end - token.start);
      g_string_append (out, "</b>");
      at = token.end;
    }
  append_escaped (out, text + at, to - at);
}

char *
dcr_snippet_title (const DcrEngine *engine, guint doc)
{
  const DcrIndexDoc *record = &engine->index->docs[doc];
  const char *title = dcr_index_string (engine->index, record->title);
  GString *out = g_string_sized_new (128);

  append_marked (
      out, engine, title, strlen (title), engine->index->fields + record->fields[DCR_FIELD_TITLE],
      record->fields[DCR_FIELD_TITLE + 1] - record->fields[DCR_FIELD_TITLE] - 1, 0, strlen (title));
  return g_string_free (out, FALSE);
}

/* ---- The sentence ---------------------------------------------------------------------------- */

typedef struct { const char *text; gsize length; const guint16 *words; guint n_words; } Sentence;

static Sentence
sentence_at (const DcrIndex *index, const DcrContent *content, guint number)
{
  const DcrSentence *s = &index->sentences[content->first_sentence + number];
  gboolean last = number + 1 == content->n_sentences;
  const char *text = index->text + s->text;
  guint first = index->sentences[content->first_sentence].word;
  guint end = last ? first + content->n_words : s[1].word;

  return (Sentence){ text, last ? strlen (text) : s[1].text - s->text, index->words + s->word,
                     end - s->word };
}

static float
rate (const DcrEngine *engine, const Sentence *sentence)
{
  guint64 seen = 0;
  float sum = 0;

  for (guint i = 0; i < sentence->n_words; i++)
    {
      guint word = sentence->words[i], slot = dcr_engine_slot (engine, word);
      if (slot > 0 && !(seen >> (slot - 1) & 1))
        {
          seen |= (guint64) 1 << (slot - 1);
          sum += engine->query.units[slot - 1].idf * (float) engine->gains[word];
        }
    }
  return sum;
}

static guint
best_sentence (const DcrEngine *engine, const DcrContent *content)
{
  guint best = 0;
  float best_rate = -1;

  for (guint i = 0; i < content->n_sentences; i++)
    {
      Sentence sentence = sentence_at (engine->index, content, i);
      float rating = rate (engine, &sentence);
      if (rating > best_rate)
        {
          best = i;
          best_rate = rating;
        }
    }
  return best;
}

/* The WIDTH bytes of a long sentence that begin a little before its first found word, cut between words. */
static void
crop (const DcrEngine *engine, const Sentence *s, gsize *from, gsize *to)
{
  gsize first = 0;
  DcrFrenchIter iter;
  DcrToken token;

  dcr_french_iter_init (&iter, s->text, s->length);
  for (guint i = 0; i < s->n_words && dcr_french_iter_next (&iter, &token); i++)
    if (dcr_engine_slot (engine, s->words[i]) > 0)
      {
        first = token.start;
        break;
      }
  *from = first > WIDTH / 4 ? first - WIDTH / 4 : 0;
  if (s->length - *from < WIDTH)
    *from = s->length - WIDTH;
  while (*from > 0 && s->text[*from - 1] != ' ' && *from < first)
    (*from)++;
  while (*from > 0 && ((guchar) s->text[*from] & 0xc0) == 0x80)
    (*from)--;
  *to = MIN (s->length, *from + WIDTH);
  while (*to > *from + 1 && *to < s->length && s->text[*to] != ' ')
    (*to)--;
}

static void
append_sentence (GString *out, const DcrEngine *engine, const Sentence *s)
{
  gsize from = 0, to = s->length;

  while (to > 0 && g_ascii_isspace (s->text[to - 1]))
    to--;
  if (to > WIDTH + 40)
    crop (engine, &(Sentence) { s->text, to, s->words, s->n_words }, &from, &to);
  if (from > 0)
    g_string_append (out, "… ");
  append_marked (out, engine, s->text, s->length, s->words, s->n_words, from, to);
  if (to + 2 < s->length)
    g_string_append (out, " …");
}

char *
dcr_snippet_sentence (const DcrEngine *engine, const DcrCandidate *candidate, guint *passage)
{
  const DcrIndex *index = engine->index;
  const DcrIndexDoc *doc = &index->docs[candidate->doc];
  const DcrContent *content;
  DcrCandidate read = *candidate;
  GString *out;
  guint best;
  Sentence sentence;

  if (doc->n_passages == 0)
    return NULL;
  if (read.passage == G_MAXUINT) /* beyond those whose passages ranked them */
    dcr_rank_read (engine, &read);
  *passage = doc->first_passage + MIN (read.passage, doc->n_passages - 1);
  content = &index->contents[index->passages[*passage].content];
  if (content->n_sentences == 0)
    return NULL;
  out = g_string_sized_new (320);
  best = best_sentence (engine, content);
  sentence = sentence_at (index, content, best);
  append_sentence (out, engine, &sentence);
  if (sentence.length < SHORT && best + 1 < content->n_sentences)
    {
      sentence = sentence_at (index, content, best + 1);
      g_string_append_c (out, ' ');
      append_sentence (out, engine, &sentence);
    }
  return g_string_free (out, FALSE);
}
