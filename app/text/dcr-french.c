/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/dcr-french.h"

#include <string.h>

#include <libstemmer.h>

#include "text/dcr-french-words.h"

/* ---- Characters ----------------------------------------------------------------------------- */

/* What one character becomes. Most text is ASCII and accented Latin letters: a table answers those,
 * GLib's Unicode tables the rest. */
typedef struct { char out[3]; guint8 n; } Folded;

static Folded latin[0x180];

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == '`' || c == 0xb4 || c == 0x2b9 || c == 0x2bc || c == 0x2018
         || c == 0x2019 || c == 0x201b || c == 0x2032 || c == 0xff07;
}

static gboolean
is_hyphen (gunichar c)
{
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xfe58 || c == 0xfe63
         || c == 0xff0d;
}

static gboolean
is_invisible (gunichar c)
{
  return c == 0xad || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e)
         || (c >= 0x2060 && c <= 0x2064) || c == 0xfeff || (c >= 0xfe00 && c <= 0xfe0f);
}

static gboolean
is_space (gunichar c)
{
  return c == ' ' || (c >= 9 && c <= 13) || c == 0xa0 || c == 0x202f
         || (c > 0x7f && g_unichar_isspace (c));
}

/* Letters that Unicode does not decompose; 0 when @c is none of them. */
static const char *
fold_special (gunichar c)
{
  switch (c)
    {
    case 0x153: case 0x152: return "oe";
    case 0xe6: case 0xc6: return "ae";
    case 0xdf: case 0x1e9e: return "ss";
    case 0xf8: case 0xd8: return "o";
    case 0x111: case 0x110: case 0xf0: case 0xd0: return "d";
    case 0x142: case 0x141: return "l";
    case 0x131: return "i";
    case 0xab: case 0xbb: case 0x201c: case 0x201d: case 0x201e: case 0x2033: return "\"";
    default: break;
    }
  if (is_apostrophe (c))
    return "'";
  if (is_hyphen (c))
    return "-";
  if (is_space (c))
    return " ";
  return is_invisible (c) ? "" : NULL;
}

static void
fold_into (GString *out, gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  const char *special = fold_special (c);
  gsize n;

  if (special != NULL)
    {
      g_string_append (out, special);
      return;
    }
  n = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));
  for (gsize i = 0; i < n; i++)
    {
      gunichar lower = g_unichar_tolower (parts[i]);

      special = fold_special (lower);
      if (special != NULL)
        g_string_append (out, special);
      else if (!g_unichar_ismark (lower))
        g_string_append_unichar (out, lower);
    }
}

static void
fill_latin (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (gunichar c = 1; c < G_N_ELEMENTS (latin); c++)
    {
      g_string_truncate (out, 0);
      if (c < 0x80 && !is_apostrophe (c) && !is_space (c))
        g_string_append_c (out, g_ascii_tolower ((char) c));
      else
        fold_into (out, c);
      latin[c].n = out->len <= 3 ? out->len : 0xff; /* ½ and the like are folded the long way */
      memcpy (latin[c].out, out->str, MIN (out->len, 3));
    }
  latin[0] = (Folded) { { ' ' }, 1 };
}

static void
ensure_latin (void)
{
  static gsize done = 0;

  if (g_once_init_enter (&done))
    {
      fill_latin ();
      g_once_init_leave (&done, 1);
    }
}

/* Next character of [at, end), and where the one after begins; a broken byte reads as a space. */
static inline gunichar
next_char (const char *at, const char *end, const char **after)
{
  guchar first = (guchar) *at;
  gunichar c;

  if (first < 0x80)
    {
      *after = at + 1;
      return first != 0 ? first : ' ';
    }
  if (first >= 0xc2 && first < 0xe0 && at + 1 < end && ((guchar) at[1] & 0xc0) == 0x80)
    {
      *after = at + 2;
      return ((gunichar) (first & 0x1f) << 6) | ((guchar) at[1] & 0x3f);
    }
  c = g_utf8_get_char_validated (at, end - at);
  if (c == (gunichar) -1 || c == (gunichar) -2 || c == 0)
    {
      *after = at + 1;
      return ' ';
    }
  *after = g_utf8_next_char (at);
  return c;
}

char *
dcr_french_fold (const char *text, gssize length)
{
  const char *at = text, *end = text + (length < 0 ? strlen (text) : (gsize) length);
  GString *out = g_string_sized_new (end - at + 1);

  ensure_latin ();
  while (at < end)
    {
      gunichar c = next_char (at, end, &at);

      if (c < G_N_ELEMENTS (latin) && latin[c].n != 0xff)
        g_string_append_len (out, latin[c].out, latin[c].n);
      else
        fold_into (out, c);
    }
  return g_string_free (out, FALSE);
}

/* ---- Tokens --------------------------------------------------------------------------------- */

/* The token being read, with what its flags are made of. */
typedef struct
{
  DcrToken *token;
  gsize n_folded, n_lower;
  guint letters, digits, capitals;
  gunichar last; /* last character put in lower, for a mark that follows */
  gsize last_at;
  gboolean in_thousands;
} Builder;

static inline gboolean
is_letter (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalpha ((char) c);
  if (c < 0x180)
    return c >= 0xc0 ? c != 0xd7 && c != 0xf7 : c == 0xaa || c == 0xba || c == 0xb5;
  return g_unichar_isalpha (c);
}

static inline gboolean
is_digit (gunichar c)
{
  return c < 0x80 ? g_ascii_isdigit ((char) c) : c >= 0xb2 && g_unichar_isdigit (c);
}

static inline gboolean
is_mark (gunichar c)
{
  return c >= 0x300 && g_unichar_ismark (c);
}

static void
builder_reset (Builder *b, const char *text, const char *at)
{
  b->n_folded = b->n_lower = 0;
  b->letters = b->digits = b->capitals = 0;
  b->last = 0;
  b->in_thousands = FALSE;
  b->token->start = at - text;
}

static void
append_lower (Builder *b, gunichar c)
{
  gunichar lower = c < 0x80 ? (gunichar) g_ascii_tolower ((char) c) : g_unichar_tolower (c);
  char bytes[6];
  int n = g_unichar_to_utf8 (lower, bytes);

  if (b->n_lower + n >= DCR_TOKEN_MAX)
    return;
  b->last = lower;
  b->last_at = b->n_lower;
  memcpy (b->token->lower + b->n_lower, bytes, n);
  b->n_lower += n;
}

static void
append (Builder *b, gunichar c)
{
  DcrToken *token = b->token;

  if (is_mark (c)) /* NFD: put the accent back on its letter for the stemmer; folding drops it */
    {
      gunichar composed;
      if (b->last != 0 && g_unichar_compose (b->last, c, &composed))
        {
          b->n_lower = b->last_at;
          append_lower (b, composed);
        }
      return;
    }
  if (is_digit (c))
    b->digits++;
  else
    {
      b->letters++;
      if (c < 0x80 ? g_ascii_isupper ((char) c) : g_unichar_isupper (c))
        b->capitals++;
    }
  append_lower (b, c);
  if (c < G_N_ELEMENTS (latin) && latin[c].n != 0xff)
    {
      if (b->n_folded + latin[c].n < DCR_TOKEN_MAX)
        {
          memcpy (token->folded + b->n_folded, latin[c].out, latin[c].n);
          b->n_folded += latin[c].n;
        }
    }
  else
    {
      g_autoptr (GString) out = g_string_new (NULL);
      fold_into (out, c);
      for (gsize i = 0; i < out->len; i++) /* ½ folds to 1⁄2: signs and spaces cannot be in a token */
        if (out->str[i] == ' ' || out->str[i] == '\'' || out->str[i] == '-' || out->str[i] == '"')
          out->str[i] = '_';
      if (b->n_folded + out->len < DCR_TOKEN_MAX)
        {
          memcpy (token->folded + b->n_folded, out->str, out->len);
          b->n_folded += out->len;
        }
    }
}

static gboolean
folded_is (const Builder *b, const char *word)
{
  return strlen (word) == b->n_folded && memcmp (b->token->folded, word, b->n_folded) == 0;
}

/* Articles and conjunctions cut before a vowel: dropped (« l'impôt », « jusqu'à »). */
static gboolean
is_elision (const Builder *b)
{
  static const char *const heads[]
      = { "l",  "d",     "j",      "m",      "t",      "s",      "n",     "c",
          "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu" };

  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    if (folded_is (b, heads[i]))
      return TRUE;
  return FALSE;
}

/* Words that hold an apostrophe: it is left out and the token goes on (« aujourd'hui », « prud'hommes »). */
static gboolean
is_joined (const Builder *b)
{
  return folded_is (b, "aujourd") || folded_is (b, "prud") || folded_is (b, "entr");
}

static inline gunichar
peek (const char *at, const char *end)
{
  const char *after;
  return at < end ? next_char (at, end, &after) : 0;
}

/* « S.M.I.C. », « c.a.f »: one letter and a dot, twice at least, the last dot optional. Length in bytes, 0
 * when @at is not the start of one. */
static gsize
dotted_length (const char *at, const char *end)
{
  const char *p = at, *last = at;
  guint n = 0;

  while (p < end && g_ascii_isalpha (*p))
    {
      n++;
      last = ++p;
      if (p >= end || *p != '.')
        break;
      last = ++p;
    }
  if (n < 2 || (p < end && (is_letter (peek (p, end)) || is_digit (peek (p, end)))))
    return 0;
  return last - at;
}

/* Gender and number in one word: « assuré(e)s », « salarié·e·s », « étudiant.e.s ». Length in bytes of the
 * part to leave out at @at, or 0. */
static gsize
inclusive_length (const char *at, const char *end)
{
  const char *p = at, *after;
  guint letters = 0;
  gunichar mark;

  if (at >= end)
    return 0;
  mark = next_char (p, end, &p);
  if (mark == '(')
    {
      while (p < end && letters < 5 && is_letter (next_char (p, end, &after)))
        letters++, p = after;
      return letters > 0 && letters < 5 && p < end && *p == ')' ? (gsize) (p + 1 - at) : 0;
    }
  if (mark != 0xb7 && mark != 0x2022 && mark != 0x2027 && mark != 0x22c5 && mark != '.')
    return 0;
  while (p < end && letters < 5 && is_letter (next_char (p, end, &after)))
    letters++, p = after;
  if (letters == 0 || letters > 4)
    return 0;
  if (mark == '.'
      && !(at[1] == 'e' || at[1] == 's' || (letters == 2 && strncmp (at + 1, "ne", 2) == 0)))
    return 0; /* « fr.gouv », a missing space after a full stop */
  if (mark == '.' && letters > 3)
    return 0;
  return p - at;
}

/* One group of a number after @at: a space (a dot or a hyphen too with @dots) and exactly @n digits. Length in bytes,
 * or 0. */
static gsize
group_length (const char *at, const char *end, gboolean dots, guint n)
{
  const char *p = at;
  gunichar c;

  if (at >= end)
    return 0;
  c = next_char (p, end, &p);
  if (!(c == ' ' || c == 0xa0 || c == 0x202f || c == 0x2009 || (dots && (c == '.' || c == '-'))))
    return 0;
  for (guint i = 0; i < n; i++, p++)
    if (p >= end || !g_ascii_isdigit (*p))
      return 0;
  return p < end && (is_letter (peek (p, end)) || is_digit (peek (p, end))) ? 0 : (gsize) (p - at);
}

/* Groups of digits that are one number: thousands (« 1 500 »), telephone numbers (« 01 23 45 67 89 ») and
 * short ones (« 39 39 »). How many bytes at @at go on the number, or 0. */
static gsize
number_tail (Builder *b, const char *at, const char *end)
{
  const char *digits = b->token->folded;
  const char *p = at;
  gsize n;

  if (b->letters > 0)
    return 0;
  if (b->digits <= 3 || b->in_thousands)
    {
      n = group_length (at, end, FALSE, 3);
      b->in_thousands = n > 0;
      if (n > 0)
        return n;
    }
  if (b->digits != 2)
    return 0;
  if (digits[0] == '3')
    return group_length (at, end, FALSE, 2);
  for (guint i = 0; i < 4 && digits[0] == '0'; i++, p += n)
    if ((n = group_length (p, end, TRUE, 2)) == 0)
      return 0;
  return p - at;
}

/* Mostly capitals: then they do not tell an acronym. */
static gboolean
is_shouting (DcrFrenchIter *iter)
{
  if (iter->shouting < 0)
    {
      guint upper = 0, lower = 0;
      for (const char *p = iter->text; p < iter->end && upper + lower < 400; p++)
        {
          upper += g_ascii_isupper (*p);
          lower += g_ascii_islower (*p);
        }
      iter->shouting = upper > lower && upper + lower > 12;
    }
  return iter->shouting;
}

/* « 1er », « 2ème », « 13e » are one ordinal, whatever its ending. */
static void
settle_ordinal (Builder *b)
{
  static const char *const ends[]
      = { "er", "ere", "re", "eme", "ieme", "nd", "nde", "ers", "eres", "emes" };
  char *folded = b->token->folded;
  gsize digits = strspn (folded, "0123456789");

  if (digits == 0 || digits > 4 || b->digits != digits)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (strcmp (folded + digits, ends[i]) == 0)
      {
        strcpy (folded + digits, "e");
        strcpy (b->token->lower, folded);
        return;
      }
}

static void
finish (DcrFrenchIter *iter, Builder *b, const char *at, gboolean dotted)
{
  DcrToken *token = b->token;
  char first;

  token->folded[b->n_folded] = token->lower[b->n_lower] = '\0';
  token->end = at - iter->text;
  token->flags = DCR_TOKEN_PLAIN;
  first = token->folded[0];
  if (b->letters == 0)
    token->flags |= DCR_TOKEN_NUMBER;
  else if (dotted || (b->capitals >= 2 && b->capitals == b->letters && b->letters <= 6
                      && !is_shouting (iter)))
    token->flags |= DCR_TOKEN_ACRONYM;
  if (b->letters == 1 && b->digits > 0 && b->digits <= 6
      && (first == 'f' || first == 'n' || first == 'r')
      && strspn (token->folded + 1, "0123456789") == b->digits)
    token->flags = DCR_TOKEN_ID;
  if (b->letters > 0 && b->digits > 0)
    settle_ordinal (b);
}

static const char *
read_dotted (DcrFrenchIter *iter, Builder *b, const char *at, gsize length)
{
  const char *end = at + length;

  builder_reset (b, iter->text, at);
  for (; at < end; at++)
    if (*at != '.')
      append (b, (guchar) *at);
  return end;
}

static const char *
read_word (DcrFrenchIter *iter, Builder *b, const char *at)
{
  const char *end = iter->end, *after;
  gsize skip;

  builder_reset (b, iter->text, at);
  while (at < end)
    {
      gunichar c = next_char (at, end, &after);

      if (is_letter (c) || is_digit (c) || is_mark (c))
        append (b, c);
      else if (is_invisible (c))
        ;
      else if (is_apostrophe (c) && is_letter (peek (after, end)) && is_elision (b))
        builder_reset (b, iter->text, after);
      else if (is_apostrophe (c) && is_letter (peek (after, end)) && is_joined (b))
        ;
      else if (b->letters >= 3 && b->digits == 0 && (skip = inclusive_length (at, end)) > 0)
        after = at + skip;
      else if (b->digits > 0 && (skip = number_tail (b, at, end)) > 0)
        {
          for (const char *p = at; p < at + skip; p++)
            if (g_ascii_isdigit (*p))
              append (b, (guchar) *p);
          after = at + skip;
        }
      else
        break;
      at = after;
    }
  return at;
}

void
dcr_french_iter_init (DcrFrenchIter *iter, const char *text, gssize length)
{
  ensure_latin ();
  iter->text = iter->at = text;
  iter->end = text + (length < 0 ? strlen (text) : (gsize) length);
  iter->shouting = -1;
}

gboolean
dcr_french_iter_next (DcrFrenchIter *iter, DcrToken *token)
{
  Builder b = { .token = token };

  while (iter->at < iter->end)
    {
      const char *after;
      gunichar c = next_char (iter->at, iter->end, &after);

      if (is_letter (c) || is_digit (c))
        {
          gsize dotted = g_ascii_isalpha (c) && after < iter->end && *after == '.'
                           ? dotted_length (iter->at, iter->end) : 0;

          iter->at = dotted > 0 ? read_dotted (iter, &b, iter->at, dotted)
                                : read_word (iter, &b, iter->at);
          if (b.n_folded == 0)
            continue;
          finish (iter, &b, iter->at, dotted > 0);
          return TRUE;
        }
      if (c == 0x20ac) /* « € » is read « euro » */
        {
          builder_reset (&b, iter->text, iter->at);
          for (const char *p = "euro"; *p != '\0'; p++)
            append (&b, (guchar) *p);
          iter->at = after;
          finish (iter, &b, after, FALSE);
          return TRUE;
        }
      iter->at = after;
    }
  return FALSE;
}

char **
dcr_french_words (const char *text)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  DcrFrenchIter iter;
  DcrToken token;

  dcr_french_iter_init (&iter, text, -1);
  while (dcr_french_iter_next (&iter, &token))
    g_ptr_array_add (words, g_strdup (token.folded));
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&words), FALSE);
}

/* ---- Stems ---------------------------------------------------------------------------------- */

struct _DcrStemmer
{
  struct sb_stemmer *snowball;
};

DcrStemmer *
dcr_stemmer_new (void)
{
  DcrStemmer *self = g_new0 (DcrStemmer, 1);

  self->snowball = sb_stemmer_new ("french", "UTF_8");
  g_assert (self->snowball != NULL);
  return self;
}

void
dcr_stemmer_free (DcrStemmer *self)
{
  if (self == NULL)
    return;
  sb_stemmer_delete (self->snowball);
  g_free (self);
}

/* Folds a short word into a token's buffer. */
static gsize
fold_word (const char *word, gsize length, char out[DCR_TOKEN_MAX])
{
  gsize n = 0;

  for (const char *at = word, *end = word + length; at < end;)
    {
      gunichar c = next_char (at, end, &at);
      if (c < G_N_ELEMENTS (latin) && latin[c].n != 0xff)
        {
          if (n + latin[c].n < DCR_TOKEN_MAX)
            {
              memcpy (out + n, latin[c].out, latin[c].n);
              n += latin[c].n;
            }
        }
      else
        {
          g_autoptr (GString) folded = g_string_new (NULL);
          fold_into (folded, c);
          if (n + folded->len < DCR_TOKEN_MAX)
            {
              memcpy (out + n, folded->str, folded->len);
              n += folded->len;
            }
        }
    }
  out[n] = '\0';
  return n;
}

gsize
dcr_stemmer_stem (DcrStemmer *self, const DcrToken *token, char out[DCR_TOKEN_MAX])
{
  char word[DCR_TOKEN_MAX];
  const char *irregular;
  const sb_symbol *stem;
  gsize length = strlen (token->lower);

  if (token->flags != DCR_TOKEN_PLAIN || length < 3 || strpbrk (token->lower, "0123456789") != NULL
      || dcr_french_is_acronym (token->folded))
    return g_strlcpy (out, token->folded, DCR_TOKEN_MAX);
  irregular = dcr_french_irregular (token->lower);
  g_strlcpy (word, irregular != NULL ? irregular : token->lower, sizeof word);
  length = dcr_french_undo_x (word, strlen (word));
  stem = sb_stemmer_stem (self->snowball, (const sb_symbol *) word, (int) length);
  length
      = stem != NULL ? fold_word ((const char *) stem, sb_stemmer_length (self->snowball), out) : 0;
  return length > 0 ? length : g_strlcpy (out, token->folded, DCR_TOKEN_MAX);
}

gsize
dcr_french_singular (const char *folded, char out[DCR_TOKEN_MAX])
{
  const char *irregular = dcr_french_irregular (folded);
  gsize n = g_strlcpy (out, irregular != NULL ? irregular : folded, DCR_TOKEN_MAX);

  n = MIN (n, DCR_TOKEN_MAX - 1);
  if (n < 4 || dcr_french_is_acronym (folded))
    return n;
  n = dcr_french_undo_x (out, n);
  if (out[n - 1] == 's' && out[n - 2] != 's' && n > 3)
    out[--n] = '\0';
  return n;
}
