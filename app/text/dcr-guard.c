/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/dcr-guard.h"

#include <string.h>

#include "text/dcr-guard-words.h"
#include "text/dcr-french.h"
#include "text/dcr-phone.h"

#define MAX_SIGNS 34 /* of an IBAN, the longest */

/* Letters and digits from @at on, what separates groups left out. */
typedef struct
{
  char signs[MAX_SIGNS + 1]; /* upper case */
  gsize ends[MAX_SIGNS];     /* byte after each sign */
  guint n;
} Run;

/* Length of the separator at @p, 0 when it is none: spaces of all sorts, point, dash. */
static gsize
separator (const char *p)
{
  gunichar c = g_utf8_get_char (p);
  if (c == ' ' || c == 0xa0 || c == 0x202f || c == 0x2009 || c == '.' || c == '-' || c == 0x2011
      || c == '\t')
    return g_utf8_next_char (p) - p;
  return 0;
}

static void
read_run (const char *text, gsize at, Run *run)
{
  const char *p = text + at;
  guint gap = 0;

  run->n = 0;
  while (run->n < MAX_SIGNS && *p != '\0')
    {
      gsize skip = separator (p);
      if (skip > 0 && ++gap <= 2)
        {
          p += skip;
          continue;
        }
      if (!g_ascii_isalnum (*p))
        break;
      gap = 0;
      run->signs[run->n] = g_ascii_toupper (*p++);
      run->ends[run->n++] = p - text;
    }
  run->signs[run->n] = '\0';
}

/* The sign after the first @n does not touch them. */
static gboolean
ends_at (const char *text, const Run *run, guint n)
{
  return !g_ascii_isalnum (text[run->ends[n - 1]]);
}

static guint
count_digits (const Run *run)
{
  guint n = 0;
  while (n < run->n && g_ascii_isdigit (run->signs[n]))
    n++;
  return n;
}

static guint
mod_97 (const char *signs, guint n)
{
  guint rest = 0;
  for (guint i = 0; i < n; i++)
    if (g_ascii_isdigit (signs[i]))
      rest = (rest * 10 + (signs[i] - '0')) % 97;
    else
      rest = (rest * 100 + (signs[i] - 'A' + 10)) % 97;
  return rest;
}

/* Insee: sex, year, month (20, 30-42, 50-99 when it is not known), 2A and 2B for Corsica, key 97. */
static guint
match_nir (const char *text, const Run *run)
{
  char number[14];
  guint month, corsica = 0, key;

  if (run->n < 15 || strchr ("123478", run->signs[0]) == NULL)
    return 0;
  for (guint i = 0; i < 15; i++)
    if (!g_ascii_isdigit (run->signs[i])
        && !(i == 6 && run->signs[5] == '2' && strchr ("AB", run->signs[6])))
      return 0;
  month = (run->signs[3] - '0') * 10 + run->signs[4] - '0';
  if (month == 0 || (month > 12 && month < 20) || (month > 20 && month < 30)
      || (month > 42 && month < 50))
    return 0;
  memcpy (number, run->signs, 13);
  number[13] = '\0';
  if (!g_ascii_isdigit (number[6]))
    {
      corsica = number[6] == 'A' ? 19 : 18;
      number[5] = '0' + corsica / 10;
      number[6] = '0' + corsica % 10;
    }
  key = (run->signs[13] - '0') * 10 + run->signs[14] - '0';
  return 97 - mod_97 (number, 13) == key && ends_at (text, run, 15) ? 15 : 0;
}

static guint
match_iban (const char *text, const Run *run)
{
  char turned[MAX_SIGNS + 1];
  guint length;

  if (run->n < 15 || !g_ascii_isalpha (run->signs[0]) || !g_ascii_isalpha (run->signs[1])
      || !g_ascii_isdigit (run->signs[2]) || !g_ascii_isdigit (run->signs[3]))
    return 0;
  length = dcr_guard_iban_length (run->signs);
  if (length == 0 || run->n < length || !ends_at (text, run, length))
    return 0;
  memcpy (turned, run->signs + 4, length - 4);
  memcpy (turned + length - 4, run->signs, 4);
  return mod_97 (turned, length) == 1 ? length : 0;
}

static gboolean
luhn (const char *digits, guint n)
{
  guint sum = 0;
  for (guint i = 0; i < n; i++)
    {
      guint digit = digits[n - 1 - i] - '0';
      if (i % 2 == 1 && (digit *= 2) > 9)
        digit -= 9;
      sum += digit;
    }
  return sum % 10 == 0;
}

/* 14 digits are a Siret in France (Luhn too): only the groups 4-6-4 of a card are one. */
static gboolean
grouped_4_6_4 (const Run *run)
{
  return run->ends[4] - run->ends[3] > 1 && run->ends[10] - run->ends[9] > 1
         && run->ends[9] - run->ends[4] == 5 && run->ends[13] - run->ends[10] == 3;
}

static guint
match_card (const char *text, const Run *run)
{
  guint digits = count_digits (run);
  int first = 0, four = 0;

  if (digits < 13)
    return 0;
  first = (run->signs[0] - '0') * 10 + run->signs[1] - '0';
  four = first * 100 + (run->signs[2] - '0') * 10 + run->signs[3] - '0';
  for (guint n = MIN (digits, 19); n >= 13; n--)
    {
      gboolean known
          = (first / 10 == 4 && (n == 13 || n == 16 || n == 19))
            || (((first >= 51 && first <= 55) || (four >= 2221 && four <= 2720)) && n == 16)
            || ((first == 34 || first == 37) && n == 15)
            || ((first == 50 || (first >= 56 && first <= 69)) && n >= 16)
            || (four >= 3528 && four <= 3589 && n >= 16)
            || ((first == 36 || first == 38 || first == 39 || first == 30) && n == 14
                && grouped_4_6_4 (run));
      if (known && luhn (run->signs, n) && ends_at (text, run, n))
        return n;
    }
  return 0;
}

/* The last nine digits of the caller's number, however the note writes it. */
static guint
match_caller (const char *text, const Run *run, const char *tail)
{
  gsize length = tail ? strlen (tail) : 0;
  guint digits = count_digits (run);

  for (guint skip = 0; length > 0 && skip <= 4 && skip + length <= digits; skip++)
    if (memcmp (run->signs + skip, tail, length) == 0 && ends_at (text, run, skip + length))
      return skip + length;
  return 0;
}

static const char *
number_tail (const char *number, DcrPhone *phone)
{
  gsize n;

  if (number == NULL)
    return NULL;
  dcr_phone_parse (number, phone);
  n = strlen (phone->e164);
  return n < 7 ? NULL : phone->e164 + (n > 10 ? n - 9 : 1);
}

static gsize
check_numbers_at (const char *text, gsize at, const char *tail, GArray *found)
{
  Run run;
  DcrGuardFinding finding = { .start = at };
  guint n;

  read_run (text, at, &run);
  if ((n = match_iban (text, &run)) > 0)
    finding.kind = DCR_GUARD_IBAN;
  else if ((n = match_nir (text, &run)) > 0)
    finding.kind = DCR_GUARD_NIR;
  else if ((n = match_card (text, &run)) > 0)
    finding.kind = DCR_GUARD_CARD;
  else if ((n = match_caller (text, &run, tail)) > 0)
    finding.kind = DCR_GUARD_CALLER;
  else
    return 0;
  finding.end = run.ends[n - 1];
  g_array_append_val (found, finding);
  return finding.end - at;
}

static void
check_numbers (const char *text, const char *number, GArray *found)
{
  DcrPhone phone;
  const char *tail = number_tail (number, &phone);
  char before = ' ';

  for (gsize at = 0; text[at] != '\0';)
    {
      /* a number may be glued to a word (« NIR1850… »), never to a digit */
      gboolean begins = g_ascii_isdigit (text[at]) ? !g_ascii_isdigit (before)
                                                   : g_ascii_isalpha (text[at]);
      gsize skip = begins ? check_numbers_at (text, at, tail, found) : 0;
      before = text[at];
      at += skip > 0 ? skip : 1;
    }
}

static void
check_words (const char *text, GArray *found)
{
  DcrFrenchIter iter;
  DcrToken token;
  char before[DCR_TOKEN_MAX] = "";

  dcr_french_iter_init (&iter, text, -1);
  while (dcr_french_iter_next (&iter, &token))
    {
      int kind = dcr_guard_word_kind (before, token.folded);
      if (kind >= 0)
        {
          DcrGuardFinding finding = { kind, token.start, token.end };
          g_array_append_val (found, finding);
        }
      g_strlcpy (before, token.folded, sizeof before);
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const DcrGuardFinding *one = a, *two = b;
  return one->start < two->start ? -1 : one->start > two->start;
}

GArray *
dcr_guard_check (const char *text, const char *number)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (DcrGuardFinding));

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return found;
  check_numbers (text, number, found);
  check_words (text, found);
  g_array_sort (found, compare);
  return found;
}

gboolean
dcr_guard_blocks (DcrGuardKind kind)
{
  return kind <= DCR_GUARD_CALLER;
}

gboolean
dcr_guard_refuses (const char *text, const char *number)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (DcrGuardFinding));

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  check_numbers (text, number, found);
  return found->len > 0;
}

const char *
dcr_guard_name (DcrGuardKind kind)
{
  static const char *const names[DCR_N_GUARDS] = {
    N_("social security number"), N_("bank account"),   N_("bank card"),
    N_("caller’s number"),        N_("health"),         N_("trade union"),
    N_("religion or belief"),     N_("insulting word"),
  };
  return kind < DCR_N_GUARDS ? _(names[kind]) : "";
}

const char *
dcr_guard_advice (DcrGuardKind kind)
{
  static const char *const advice[DCR_N_GUARDS] = {
    N_("This number will not be kept: take it out to close."),
    N_("This account number will not be kept: take it out to close."),
    N_("This card number will not be kept: take it out to close."),
    N_("The caller’s number is not kept in a note: take it out to close."),
    N_("Health is sensitive data. Prefer “asks about their rights” to the illness itself."),
    N_("Union membership is sensitive data. Prefer “asks about their rights at work”."),
    N_("Religion is sensitive data. Leave it out, or say only what the procedure needs."),
    N_("The caller may read this note. Prefer the facts: “unhappy with the delay”."),
  };
  return kind < DCR_N_GUARDS ? _(advice[kind]) : "";
}
