/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-masking.h"

#include <string.h>

#include "text/dcr-french.h"
#include "text/dcr-guard.h"
#include "text/dcr-phone.h"

#define MAX_DIGITS 18

static void
add (GArray *found, DcrMaskKind kind, gsize start, gsize end)
{
  DcrMaskFinding finding = { kind, start, end };
  g_array_append_val (found, finding);
}

static gboolean
is_separator (gunichar c)
{
  return c == ' ' || c == 0xa0 || c == 0x202f || c == 0x2009 || c == '\t' || c == '.' || c == '-'
         || c == '/' || c == '_' || c == 0x2010 || c == 0x2011 || c == 0x2013;
}

/* ---- NIR, IBAN, card ------------------------------------------------------------ */

static void
find_guarded (const char *text, GArray *found)
{
  g_autoptr (GArray) guarded = dcr_guard_check (text, NULL);

  for (guint i = 0; i < guarded->len; i++)
    {
      const DcrGuardFinding *finding = &g_array_index (guarded, DcrGuardFinding, i);
      if (finding->kind == DCR_GUARD_NIR)
        add (found, DCR_MASK_NIR, finding->start, finding->end);
      else if (finding->kind == DCR_GUARD_IBAN)
        add (found, DCR_MASK_IBAN, finding->start, finding->end);
      else if (finding->kind == DCR_GUARD_CARD)
        add (found, DCR_MASK_CARD, finding->start, finding->end);
    }
}

/* « 1 85 05 78 006 084 »: no key to check, but nothing else is grouped 1 2 2 2 3 3 and begins so. */
static gsize
match_nir_groups (const char *p)
{
  static const guint groups[] = { 1, 2, 2, 2, 3, 3 };
  const char *at = p;

  if (strchr ("1278", *p) == NULL)
    return 0;
  for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
    {
      for (guint i = 0; i < groups[g]; i++, at++)
        if (!g_ascii_isdigit (*at)
            && !(g == 3 && i == 1 && at[-1] == '2' && strchr ("ABab", *at) && *at != '\0'))
          return 0;
      if (g + 1 == G_N_ELEMENTS (groups))
        break;
      if (*at == '\0' || !is_separator (g_utf8_get_char (at)))
        return 0;
      at = g_utf8_next_char (at);
    }
  return g_ascii_isalnum (*at) ? 0 : (gsize) (at - p);
}

/* ---- Telephone ------------------------------------------------------------------------------- */

typedef struct
{
  char signs[MAX_DIGITS + 2]; /* digits, the + before them when there is one */
  gsize ends[MAX_DIGITS + 2]; /* bytes from the start, after each sign */
  guint n;
} Digits;

/* Digits from @p on, separators and « (0) » between them left out; a long gap ends them. */
static void
read_digits (const char *p, Digits *digits)
{
  const char *start = p;
  guint gap = 0;

  digits->n = 0;
  if (*p == '+')
    {
      digits->signs[digits->n] = *p++;
      digits->ends[digits->n++] = 1;
    }
  while (*p != '\0' && digits->n < MAX_DIGITS)
    {
      if (g_str_has_prefix (p, "(0)"))
        {
          p += 3;
          continue;
        }
      if (is_separator (g_utf8_get_char (p)) && ++gap <= 3)
        {
          p = g_utf8_next_char (p);
          continue;
        }
      if (!g_ascii_isdigit (*p))
        break;
      gap = 0;
      digits->signs[digits->n] = *p++;
      digits->ends[digits->n++] = p - start;
    }
  digits->signs[digits->n] = '\0';
}

/* A sign right after the number makes it part of something else: a file number, a longer number. */
static gboolean
stands_alone (const char *p, const Digits *digits, guint n)
{
  const char *after = p + digits->ends[n - 1];
  return !g_ascii_isalnum (*after);
}

static gboolean
is_personal (const char *signs, guint n)
{
  g_autofree char *number = g_strndup (signs, n);
  DcrPhone phone;

  dcr_phone_parse (number, &phone);
  return phone.kind == DCR_PHONE_MOBILE || phone.kind == DCR_PHONE_FIXED
         || phone.kind == DCR_PHONE_FOREIGN;
}

/* Bytes of the telephone number at @p, 0 when there is none. */
static gsize
match_phone (const char *p)
{
  Digits digits;

  if (*p != '+' && *p != '0')
    return 0;
  read_digits (p, &digits);
  if (digits.signs[0] == '0' && digits.signs[1] != '0')
    {
      if (digits.n >= 10 && stands_alone (p, &digits, 10) && is_personal (digits.signs, 10))
        return digits.ends[9];
      return 0;
    }
  /* +33… and 0033…: the longest that is a number */
  for (guint n = digits.n; n >= 8; n--)
    if (stands_alone (p, &digits, n) && is_personal (digits.signs, n))
      return digits.ends[n - 1];
  return 0;
}

/* Not inside a word, nor after « 2026- »: that is the rest of a file's number. */
static gboolean
may_begin (const char *text, const char *p)
{
  if (p == text || (*p != '+' && !g_ascii_isdigit (*p)))
    return p == text && (*p == '+' || g_ascii_isdigit (*p));
  if (g_ascii_isalnum (p[-1]))
    return FALSE;
  return strchr ("-/_", p[-1]) == NULL || p - text < 2 || !g_ascii_isdigit (p[-2]);
}

static void
find_numbers (const char *text, GArray *found)
{
  for (const char *p = text; *p != '\0';)
    {
      gsize length = 0;
      DcrMaskKind kind = DCR_MASK_PHONE;
      if (may_begin (text, p))
        {
          length = match_nir_groups (p);
          kind = length > 0 ? DCR_MASK_NIR : DCR_MASK_PHONE;
          if (length == 0)
            length = match_phone (p);
        }
      if (length > 0)
        add (found, kind, p - text, p - text + length);
      p = length > 0 ? p + length : g_utf8_next_char (p);
    }
}

/* ---- E-mail ---------------------------------------------------------------------------------- */

static gboolean
is_local (gunichar c)
{
  return g_unichar_isalnum (c) || (c != 0 && c < 128 && strchr (".!#$%&*+/=?^_`{|}~-", c) != NULL);
}

static gboolean
is_domain (gunichar c)
{
  return g_unichar_isalnum (c) || c == '.' || c == '-';
}

/* « @ », « (at) », « [at] » and « arobase », spaces around them or not. Bytes, 0 when none begins at @p. */
static gsize
match_at (const char *p, gboolean *spelled)
{
  static const char *const forms[] = { "@", "(at)", "[at]", "(@)", "arobase" };
  const char *at = p;

  while (*at == ' ')
    at++;
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_ascii_strncasecmp (at, forms[i], strlen (forms[i])) == 0)
      {
        *spelled = i > 0 || at > p;
        at += strlen (forms[i]);
        while (*at == ' ')
          at++, *spelled = TRUE;
        return at - p;
      }
  return 0;
}

/* Labels and points, the last label of letters: « a@b » is no address, « 3 @ 2.50 € » neither. */
static const char *
match_domain (const char *p)
{
  const char *at = p, *end = NULL;
  gboolean after_point = FALSE, letters = TRUE;

  for (; is_domain (g_utf8_get_char (at)); at = g_utf8_next_char (at))
    if (*at == '.')
      {
        after_point = at > p;
        letters = TRUE;
      }
    else
      {
        letters = letters && g_unichar_isalpha (g_utf8_get_char (at));
        if (after_point && letters)
          end = g_utf8_next_char (at);
        else if (after_point && !letters)
          end = NULL;
      }
  return end;
}

static void
find_emails (const char *text, GArray *found)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gboolean spelled = FALSE;
      gsize length = match_at (p, &spelled);
      const char *end = length > 0 ? match_domain (p + length) : NULL;
      const char *start = p;
      if (end == NULL)
        continue;
      while (start > text && is_local (g_utf8_get_char (g_utf8_prev_char (start))))
        start = g_utf8_prev_char (start);
      if (start == p)
        continue;
      add (found, DCR_MASK_EMAIL, start - text, end - text);
      p = g_utf8_prev_char (end);
    }
}

/* ---- Names ----------------------------------------------------------------------------------- */

static gboolean
is_civility (const char *folded)
{
  static const char *const words[] = { "madame", "monsieur", "mademoiselle", "mme", "mlle", "mr" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (folded, words[i]))
      return TRUE;
  return FALSE;
}

/* The folded words of all names: civilities, particles and single letters would blacken ordinary text. */
static GHashTable *
name_words (const char *const *names)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      DcrFrenchIter iter;
      DcrToken token;
      dcr_french_iter_init (&iter, names[i], -1);
      while (dcr_french_iter_next (&iter, &token))
        if (strlen (token.folded) >= 2 && !is_civility (token.folded)
            && dcr_french_word_class (token.folded) == DCR_WORD_CONTENT)
          g_hash_table_add (words, g_strdup (token.folded));
    }
  return words;
}

/* Only separators, civilities or particles between two names: one caller, said once. */
static gboolean
goes_on (const char *text, gsize end, gsize start)
{
  for (const char *p = text + end; p < text + start; p = g_utf8_next_char (p))
    if (!is_separator (g_utf8_get_char (p)))
      return FALSE;
  return start - end <= 3;
}

static void
find_names (const char *text, const char *const *names, GArray *found)
{
  g_autoptr (GHashTable) words = name_words (names);
  DcrFrenchIter iter;
  DcrToken token;

  if (g_hash_table_size (words) == 0)
    return;
  dcr_french_iter_init (&iter, text, -1);
  while (dcr_french_iter_next (&iter, &token))
    {
      DcrMaskFinding *last
          = found->len > 0 ? &g_array_index (found, DcrMaskFinding, found->len - 1) : NULL;
      if (!g_hash_table_contains (words, token.folded))
        continue;
      if (last != NULL && last->kind == DCR_MASK_NAME && goes_on (text, last->end, token.start))
        last->end = token.end;
      else
        add (found, DCR_MASK_NAME, token.start, token.end);
    }
}

/* ---- All of them ----------------------------------------------------------------------------- */

static int
compare (gconstpointer a, gconstpointer b)
{
  const DcrMaskFinding *one = a, *two = b;
  if (one->start != two->start)
    return one->start < two->start ? -1 : 1;
  return (int) one->kind - (int) two->kind;
}

GArray *
dcr_masking_find (const char *text, const char *const *names)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (DcrMaskFinding));
  guint kept = 0;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return found;
  find_names (text, names, found);
  find_guarded (text, found);
  find_numbers (text, found);
  find_emails (text, found);
  g_array_sort (found, compare);
  /* what overlaps goes as one: the first one's kind, up to the last one's end */
  for (guint i = 0; i < found->len; i++)
    {
      DcrMaskFinding *finding = &g_array_index (found, DcrMaskFinding, i);
      DcrMaskFinding *last = kept > 0 ? &g_array_index (found, DcrMaskFinding, kept - 1) : NULL;
      if (last != NULL && finding->start < last->end)
        {
          last->end = MAX (last->end, finding->end);
          if (last->kind == DCR_MASK_NAME) /* a name inside an address: the address says more */
            last->kind = finding->kind;
        }
      else
        g_array_index (found, DcrMaskFinding, kept++) = *finding;
    }
  g_array_set_size (found, kept);
  return found;
}

char *
dcr_masking_apply (const char *text, const char *const *names, guint *found)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  g_autoptr (GArray) findings = dcr_masking_find (valid, names);
  GString *out = g_string_new (NULL);
  gsize at = 0;

  if (found != NULL)
    *found = 0;
  for (guint i = 0; i < findings->len; i++)
    {
      const DcrMaskFinding *finding = &g_array_index (findings, DcrMaskFinding, i);
      g_string_append_len (out, valid + at, finding->start - at);
      g_string_append (out, dcr_mask_replacement (finding->kind));
      at = finding->end;
      if (found != NULL)
        *found |= 1u << finding->kind;
    }
  g_string_append (out, valid != NULL ? valid + at : "");
  return g_string_free (out, FALSE);
}

const char *
dcr_mask_name (DcrMaskKind kind)
{
  static const char *const names[DCR_N_MASKS] = {
    N_("social security number"), N_("bank account"), N_("bank card"),
    N_("telephone number"),       N_("e-mail address"), N_("name"),
  };
  return kind < DCR_N_MASKS ? _(names[kind]) : "";
}

const char *
dcr_mask_replacement (DcrMaskKind kind)
{
  static const char *const replacements[DCR_N_MASKS] = {
    N_("[social security number]"), N_("[bank account]"), N_("[bank card]"),
    N_("[telephone number]"),       N_("[e-mail address]"), N_("[the caller]"),
  };
  return kind < DCR_N_MASKS ? _(replacements[kind]) : "";
}
