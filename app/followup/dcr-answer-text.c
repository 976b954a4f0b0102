/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-answer-text.h"

#include <string.h>

/* ---- Their own words ------------------------------------------------------------ */

/* Lines after which everything is quoted, whatever the program that wrote them. */
static gboolean
begins_quotation (const char *line, const char *token)
{
  static const char *const prefixes[]
      = { "-----Message d'origine",    "-----Message d’origine", "-----Original Message",
          "________________",          "----- Mail original",    "-------- Message transféré",
          "-------- Forwarded Message" };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (line, prefixes[i]))
      return TRUE;
  /* our own line, quoted or not */
  return token != NULL && strstr (line, token) != NULL && strstr (line, "----") != NULL;
}

/* « Le 18 nov. 2026 à 10:12, Allô Service Public <…> a écrit : », « On … wrote: », over one or two lines. */
static gboolean
is_attribution (char **lines, guint at)
{
  const char *line = lines[at], *next = lines[at + 1] != NULL ? lines[at + 1] : "";
  gboolean opens = g_str_has_prefix (line, "Le ") || g_str_has_prefix (line, "On ")
                   || g_str_has_prefix (line, "Am ") || g_str_has_prefix (line, "El ");
  const char *ends[] = { line, next };

  for (guint i = 0; opens && i < 2; i++)
    {
      g_autofree char *end = g_strchomp (g_strdup (ends[i]));
      if (g_str_has_suffix (end, "a écrit :") || g_str_has_suffix (end, "a écrit\u00a0:")
          || g_str_has_suffix (end, "a écrit\u202f:") || g_str_has_suffix (end, "wrote:"))
        return TRUE;
    }
  return FALSE;
}

/* Outlook's block of headers: « De : … » then « Envoyé : » or « À : » within three lines. */
static gboolean
is_header_block (char **lines, guint at)
{
  if (!g_str_has_prefix (lines[at], "De :") && !g_str_has_prefix (lines[at], "De\u00a0:")
      && !g_str_has_prefix (lines[at], "From:"))
    return FALSE;
  for (guint i = at + 1; i <= at + 3 && lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "Envoy") || g_str_has_prefix (lines[i], "Sent:")
        || g_str_has_prefix (lines[i], "À :") || g_str_has_prefix (lines[i], "To:")
        || g_str_has_prefix (lines[i], "Date"))
      return TRUE;
  return FALSE;
}

static char *
without_blank_runs (GPtrArray *lines)
{
  GString *out = g_string_new (NULL);
  guint blanks = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = lines->pdata[i];
      if (line[0] == '\0')
        {
          blanks++;
          continue;
        }
      if (out->len > 0)
        g_string_append (out, blanks > 0 ? "\n\n" : "\n");
      blanks = 0;
      g_string_append (out, line);
    }
  return g_string_free (out, FALSE);
}

char *
dcr_answer_text_own (const char *text, const char *token)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_auto (GStrv) lines = g_strsplit (valid, "\n", -1);
  g_autoptr (GPtrArray) own = g_ptr_array_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    g_strchomp (lines[i]);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (begins_quotation (lines[i], token) || is_attribution (lines, i)
          || is_header_block (lines, i) || g_str_equal (lines[i], "--")) /* a signature */
        break;
      if (lines[i][0] != '>') /* answered between the lines: their lines stay */
        g_ptr_array_add (own, lines[i]);
    }
  return without_blank_runs (own);
}

/* ---- HTML ------------------------------------------------------------------------------------ */

static const struct
{
  const char *name;
  gunichar letter;
} entities[] = {
  { "amp", '&' },      { "lt", '<' },       { "gt", '>' },       { "quot", '"' },     { "apos", '\'' },
  { "nbsp", 0xa0 },    { "eacute", 0xe9 },  { "egrave", 0xe8 },  { "ecirc", 0xea },   { "euml", 0xeb },
  { "agrave", 0xe0 },  { "acirc", 0xe2 },   { "ccedil", 0xe7 },  { "ugrave", 0xf9 },  { "ucirc", 0xfb },
  { "ocirc", 0xf4 },   { "icirc", 0xee },   { "iuml", 0xef },    { "Eacute", 0xc9 },  { "Agrave", 0xc0 },
  { "Ccedil", 0xc7 },  { "oelig", 0x153 },  { "euro", 0x20ac },  { "rsquo", 0x2019 }, { "lsquo", 0x2018 },
  { "laquo", 0xab },   { "raquo", 0xbb },   { "hellip", 0x2026 }, { "ndash", 0x2013 }, { "mdash", 0x2014 },
  { "deg", 0xb0 },
};

/* Bytes of the entity at @p, which begins with &; 0 when it is none. */
static gsize
read_entity (const char *p, gunichar *letter)
{
  const char *end = memchr (p, ';', strnlen (p, 12));
  gsize length = end != NULL ? (gsize) (end - p - 1) : 0;

  if (length == 0)
    return 0;
  if (p[1] == '#')
    {
      gboolean hex = p[2] == 'x' || p[2] == 'X';
      guint64 value = g_ascii_strtoull (p + (hex ? 3 : 2), NULL, hex ? 16 : 10);
      *letter = value > 0 && g_unichar_validate ((gunichar) value) && value < 0x110000 ? (gunichar) value : ' ';
      return length + 2;
    }
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (strlen (entities[i].name) == length && strncmp (entities[i].name, p + 1, length) == 0)
      {
        *letter = entities[i].letter;
        return length + 2;
      }
  return 0;
}

static gboolean
is_tag (const char *p, const char *name)
{
  gsize length = strlen (name);
  return g_ascii_strncasecmp (p, name, length) == 0 && !g_ascii_isalnum (p[length]);
}

/* After the end of an element whose content is not shown. */
static const char *
skip_hidden (const char *p, const char *name)
{
  g_autofree char *end = g_strdup_printf ("</%s", name);
  for (; *p != '\0'; p++)
    if (g_ascii_strncasecmp (p, end, strlen (end)) == 0)
      {
        const char *close = strchr (p, '>');
        return close != NULL ? close + 1 : p + strlen (p);
      }
  return p;
}

/* @p at « < ». Where the text goes on; blocks leave a line break. */
static const char *
read_tag (const char *p, GString *out)
{
  static const char *const hidden[] = { "head", "style", "script", "title" };
  static const char *const blocks[]
      = { "br", "p", "div", "tr", "li", "h1", "h2", "h3", "table", "blockquote", "hr", "ul", "ol" };
  const char *name = p[1] == '/' ? p + 2 : p + 1, *end;

  if (g_str_has_prefix (p, "<!--"))
    {
      end = strstr (p + 4, "-->");
      return end != NULL ? end + 3 : p + strlen (p);
    }
  if (!g_ascii_isalpha (*name) && p[1] != '!')
    {
      g_string_append_c (out, '<'); /* « < 3 » written by hand */
      return p + 1;
    }
  for (guint i = 0; p[1] != '/' && i < G_N_ELEMENTS (hidden); i++)
    if (is_tag (name, hidden[i]))
      return skip_hidden (p + 1, hidden[i]);
  end = strchr (p, '>');
  if (end == NULL)
    return p + strlen (p);
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    if (is_tag (name, blocks[i])
        && (p[1] == '/' || i == 0 || (out->len > 0 && out->str[out->len - 1] != '\n')))
      {
        g_string_append_c (out, '\n');
        break;
      }
  /* what a program quotes, its own way of saying « > » */
  if (is_tag (name, "blockquote") && p[1] != '/')
    g_string_append (out, "-----Original Message-----\n");
  return end + 1;
}

char *
dcr_answer_text_from_html (const char *html)
{
  g_autofree char *valid = g_utf8_make_valid (html != NULL ? html : "", -1);
  GString *out = g_string_new (NULL);

  for (const char *p = valid; *p != '\0';)
    {
      gunichar letter;
      gsize length;
      if (*p == '<')
        p = read_tag (p, out);
      else if (*p == '&' && (length = read_entity (p, &letter)) > 0)
        {
          g_string_append_unichar (out, letter);
          p += length;
        }
      else if (g_ascii_isspace (*p))
        {
          /* a line break of the source is a space */
          if (out->len > 0 && !g_ascii_isspace (out->str[out->len - 1]))
            g_string_append_c (out, ' ');
          p++;
        }
      else
        {
          const char *next = g_utf8_next_char (p);
          g_string_append_len (out, p, next - p);
          p = next;
        }
    }
  return g_string_free (out, FALSE);
}
