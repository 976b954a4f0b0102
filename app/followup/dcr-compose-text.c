/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From lines to what is received: plain text, HTML, SMS. */
#include <string.h>

#include "followup/dcr-compose-private.h"

static void
span_clear (gpointer data)
{
  DcrSpan *span = data;
  g_free (span->text);
  g_free (span->variable);
}

DcrLine *
dcr_compose_line_new (DcrLineKind kind, DcrOrigin origin, gboolean gap)
{
  DcrLine *line = g_new0 (DcrLine, 1);
  line->kind = kind;
  line->origin = origin;
  line->region = -1;
  line->gap = gap;
  line->spans = g_array_new (FALSE, FALSE, sizeof (DcrSpan));
  g_array_set_clear_func (line->spans, span_clear);
  return line;
}

void
dcr_compose_line_free (DcrLine *line)
{
  g_array_unref (line->spans);
  g_free (line);
}

void
dcr_compose_line_add (DcrLine *line, DcrSpanKind kind, const char *text, const char *variable)
{
  DcrSpan span = { kind, g_strdup (text), g_strdup (variable) };
  if (*text != '\0')
    g_array_append_val (line->spans, span);
  else
    span_clear (&span);
}

gboolean
dcr_compose_line_is_empty (const DcrLine *line)
{
  for (guint i = 0; i < line->spans->len; i++)
    for (const char *p = g_array_index (line->spans, DcrSpan, i).text; *p != '\0'; p++)
      if (!g_ascii_isspace (*p))
        return FALSE;
  return TRUE;
}

DcrLineKind
dcr_compose_line_kind_of (const char **text)
{
  static const struct
  {
    const char *sign;
    DcrLineKind kind;
  } signs[] = { { "## ", DCR_LINE_HEADING }, { "- ", DCR_LINE_ITEM }, { "• ", DCR_LINE_ITEM },
                { "•\u00a0", DCR_LINE_ITEM } };
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (*text, signs[i].sign))
      {
        *text += strlen (signs[i].sign);
        return signs[i].kind;
      }
  return DCR_LINE_PARAGRAPH;
}

void
dcr_compose_lines_add_text (GPtrArray *lines, const char *text, DcrOrigin origin)
{
  g_auto (GStrv) written = g_strsplit (text, "\n", -1);
  gboolean gap = FALSE;

  for (guint i = 0; written[i] != NULL; i++)
    {
      const char *words = g_strchomp (written[i]);
      if (*words == '\0')
        {
          gap = TRUE;
          continue;
        }
      DcrLineKind kind = dcr_compose_line_kind_of (&words);
      DcrLine *line = dcr_compose_line_new (kind, origin, gap && lines->len > 0);
      dcr_compose_line_add (line, DCR_SPAN_WORDS, words, NULL);
      g_ptr_array_add (lines, line);
      gap = FALSE;
    }
}

/* ---- Passages ------------------------------------------------------------ */

static gboolean
is_ticked (const char *ticked, guint at)
{
  g_auto (GStrv) numbers = g_strsplit (ticked, ",", -1);
  for (guint i = 0; numbers[i] != NULL; i++)
    if (*numbers[i] != '\0' && g_ascii_strtoull (numbers[i], NULL, 10) == at)
      return TRUE;
  return FALSE;
}

/* Cells of a table come apart by tabs. */
static char *
write_cells (const char *words)
{
  g_auto (GStrv) cells = g_strsplit (words, "\t", -1);
  return g_strjoinv (g_strv_length (cells) == 2 ? "\u00a0: " : " · ", cells);
}

void
dcr_compose_lines_add_passage (GPtrArray *lines, const char *heading, const char *text,
                               const char *ticked, DcrOrigin origin)
{
  g_auto (GStrv) written = g_strsplit (text, "\n", -1);
  gboolean list = ticked != NULL && *ticked != '\0';
  guint item = 0;

  if (heading != NULL && *heading != '\0')
    {
      DcrLine *line = dcr_compose_line_new (DCR_LINE_HEADING, origin, lines->len > 0);
      dcr_compose_line_add (line, DCR_SPAN_WORDS, heading, NULL);
      g_ptr_array_add (lines, line);
    }
  for (guint i = 0; written[i] != NULL; i++)
    {
      const char *words = g_strstrip (written[i]);
      DcrLineKind kind = *words != '\0' ? dcr_compose_line_kind_of (&words) : DCR_LINE_PARAGRAPH;
      if (*words == '\0' || (kind == DCR_LINE_ITEM && list && !is_ticked (ticked, item++)))
        continue;
      g_autofree char *cells = write_cells (words);
      DcrLine *line
          = dcr_compose_line_new (kind, origin, heading == NULL && i == 0 && lines->len > 0);
      dcr_compose_line_add (line, DCR_SPAN_WORDS, cells, NULL);
      g_ptr_array_add (lines, line);
    }
}

/* End of the first sentence: a stop, then a space and a capital or a digit, or the end of the line. */
static gsize
first_sentence (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const char *after = g_utf8_next_char (p);
      if (*p == '\n')
        return p - text;
      if ((*p == '.' || *p == '!' || *p == '?')
          && (*after == ' ' || *after == '\n' || *after == '\0')
          && (*after != ' ' || g_unichar_isupper (g_utf8_get_char (after + 1))))
        return after - text;
    }
  return strlen (text);
}

static char *
join_ticked (const char *text, const char *ticked)
{
  g_auto (GStrv) written = g_strsplit (text, "\n", -1);
  GString *out = g_string_new (NULL);
  guint item = 0;

  for (guint i = 0; written[i] != NULL; i++)
    {
      const char *words = g_strstrip (written[i]);
      if (*words == '\0' || dcr_compose_line_kind_of (&words) != DCR_LINE_ITEM
          || !is_ticked (ticked, item++))
        continue;
      gsize length = strlen (words);
      while (length > 0 && strchr (" ;,.", words[length - 1]) != NULL)
        length--;
      g_string_append_printf (out, "%s%.*s", out->len > 0 ? ", " : "", (int) length, words);
    }
  if (out->len > 0)
    g_string_append_c (out, '.');
  return g_string_free (out, FALSE);
}

char *
dcr_compose_condense (const char *text, const char *ticked)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  const char *words = stripped;
  char *joined = NULL;

  if (ticked != NULL && *ticked != '\0')
    joined = join_ticked (text, ticked);
  if (joined != NULL && *joined != '\0')
    return joined;
  g_free (joined);
  dcr_compose_line_kind_of (&words);
  g_autofree char *sentence = g_strndup (words, first_sentence (words));
  g_strdelimit (sentence, "\t", ' ');
  gsize length = strlen (sentence);
  gboolean stopped = length > 0 && strchr (".!?", sentence[length - 1]) != NULL;
  return stopped || length == 0 ? g_steal_pointer (&sentence) : g_strconcat (sentence, ".", NULL);
}

/* ---- Plain text ------------------------------------------------------------------------------ */

static void
append_spans (GString *out, const DcrLine *line)
{
  for (guint i = 0; i < line->spans->len; i++)
    g_string_append (out, g_array_index (line->spans, DcrSpan, i).text);
}

char *
dcr_compose_lines_to_text (GPtrArray *lines, DcrChannel channel)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const DcrLine *line = g_ptr_array_index (lines, i);
      if (i > 0)
        g_string_append (
            out, channel == DCR_CHANNEL_SMS && line->origin == DCR_ORIGIN_FOOTER ? " " : "\n");
      if (line->gap && i > 0 && channel == DCR_CHANNEL_MAIL)
        g_string_append_c (out, '\n');
      if (line->kind == DCR_LINE_ITEM)
        g_string_append (out, channel == DCR_CHANNEL_SMS ? "- " : "• ");
      append_spans (out, line);
    }
  if (channel == DCR_CHANNEL_MAIL)
    g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}

/* ---- HTML ------------------------------------------------------------------------------------ */

static gsize
length_of_url (const char *text)
{
  gsize length = strcspn (text, " \n\t<>\"\xc2\xe2");
  while (length > 0 && strchr (".,;:!?)", text[length - 1]) != NULL)
    length--;
  return length;
}

static void
append_escaped (GString *out, const char *text, gssize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, length);
  g_string_append (out, escaped);
}

static void
append_html (GString *out, const DcrLine *line)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  const char *from, *url;

  append_spans (plain, line);
  from = plain->str;
  while ((url = strstr (from, "https://")) != NULL)
    {
      gsize length = length_of_url (url);
      g_autofree char *address = g_markup_escape_text (url, length);
      append_escaped (out, from, url - from);
      g_string_append_printf (out, "<a href=\"%s\">%s</a>", address, address);
      from = url + length;
    }
  append_escaped (out, from, -1);
}

char *
dcr_compose_lines_to_html (GPtrArray *lines, const char *title)
{
  GString *out
      = g_string_new ("<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><title>");
  gboolean in_list = FALSE, in_footer = FALSE;

  append_escaped (out, title, -1);
  g_string_append (out, "</title></head>\n<body>\n");
  for (guint i = 0; i < lines->len; i++)
    {
      const DcrLine *line = g_ptr_array_index (lines, i);
      if (in_list && line->kind != DCR_LINE_ITEM)
        g_string_append (out, "</ul>\n");
      if (!in_list && line->kind == DCR_LINE_ITEM)
        g_string_append (out, "<ul>\n");
      in_list = line->kind == DCR_LINE_ITEM;
      if (line->origin == DCR_ORIGIN_FOOTER && !in_footer)
        g_string_append (out, "<hr>\n");
      in_footer = in_footer || line->origin == DCR_ORIGIN_FOOTER;
      g_string_append (out, in_list                          ? "<li>"
                            : line->kind == DCR_LINE_HEADING ? "<h2>"
                            : in_footer                      ? "<p><small>"
                                                             : "<p>");
      append_html (out, line);
      g_string_append (out, in_list                          ? "</li>\n"
                            : line->kind == DCR_LINE_HEADING ? "</h2>\n"
                            : in_footer                      ? "</small></p>\n"
                                                             : "</p>\n");
    }
  if (in_list)
    g_string_append (out, "</ul>\n");
  g_string_append (out, "</body></html>\n");
  return g_string_free (out, FALSE);
}

/* ---- Names ----------------------------------------------------------------------------------- */

static gboolean
is_word_edge (const char *text, const char *start, const char *end)
{
  gunichar before = start > text ? g_utf8_get_char (g_utf8_prev_char (start)) : ' ';
  gunichar after = *end != '\0' ? g_utf8_get_char (end) : ' ';
  return !g_unichar_isalnum (before) && !g_unichar_isalnum (after);
}

char *
dcr_compose_mark_names (const char *text, GPtrArray *names, gboolean escaped)
{
  g_autoptr (GString) now = g_string_new (text);

  for (guint i = 0; i < names->len && i < DCR_MESSAGE_MAX_NAMES; i++)
    {
      const char *value = g_ptr_array_index (names, i);
      g_autofree char *name = escaped ? g_markup_escape_text (value, -1) : g_strdup (value);
      GString *next = g_string_new (NULL);
      const char *from = now->str, *at = from;
      char mark[8];
      gsize length = strlen (name);

      dcr_message_name_mark (i, mark);
      while (length > 0 && (at = strstr (at, name)) != NULL)
        {
          if (is_word_edge (now->str, at, at + length))
            {
              g_string_append_len (next, from, at - from);
              g_string_append (next, mark);
              from = at + length;
            }
          at += length;
        }
      g_string_append (next, from);
      g_string_free (now, TRUE);
      now = next;
    }
  return g_strdup (now->str);
}
