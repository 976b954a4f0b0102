/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Free parts, rewritten by the agent: the values in them stay values. */
#include <string.h>

#include "followup/dcr-compose-private.h"

typedef struct
{
  gsize from, to;       /* bytes of the part as it is edited */
  const char *variable; /* lent */
} Place;

/* The part as it is edited, and where values stand in it. */
static GString *
write_region (const DcrComposed *composed, guint region, GArray *places)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < composed->lines->len; i++)
    {
      const DcrLine *line = g_ptr_array_index (composed->lines, i);
      if (line->region != (int) region)
        continue;
      if (out->len > 0)
        g_string_append (out, line->gap ? "\n\n" : "\n");
      g_string_append (out, line->kind == DCR_LINE_HEADING ? "## "
                            : line->kind == DCR_LINE_ITEM  ? "- "
                                                           : "");
      for (guint n = 0; n < line->spans->len; n++)
        {
          const DcrSpan *span = &g_array_index (line->spans, DcrSpan, n);
          Place place = { out->len, out->len + strlen (span->text), span->variable };
          g_string_append (out, span->text);
          if (span->variable != NULL && places != NULL)
            g_array_append_val (places, place);
        }
    }
  return out;
}

char *
dcr_composed_region (const DcrComposed *composed, guint region)
{
  return g_string_free (write_region (composed, region, NULL), FALSE);
}

/* Bytes that both have in common at the end, beyond @prefix. */
static gsize
common_end (const GString *a, const char *b, gsize b_length, gsize prefix)
{
  gsize n = 0;
  while (n + prefix < a->len && n + prefix < b_length
         && a->str[a->len - n - 1] == b[b_length - n - 1])
    n++;
  return n;
}

char *
dcr_composed_rewrite (const DcrComposed *composed, guint region, const char *text)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  GString *out = g_string_new (NULL);
  gsize length = strlen (text), prefix = 0, suffix, done = 0;
  GString *before = write_region (composed, region, places);

  while (prefix < before->len && before->str[prefix] == text[prefix])
    prefix++;
  suffix = common_end (before, text, length, prefix);
  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);
      gsize size = place->to - place->from, at = place->from;
      if (place->from >= before->len - suffix)
        at += length - before->len;
      else if (place->to > prefix) /* touched: it is words now, unless it stands there whole */
        {
          g_autofree char *value = g_strndup (before->str + place->from, size);
          const char *found = strstr (text + MAX (done, MIN (prefix, place->from)), value);
          if (found == NULL)
            continue;
          at = (gsize) (found - text);
        }
      if (at < done)
        continue;
      g_string_append_len (out, text + done, (gssize) (at - done));
      g_string_append_printf (out, "{{%s}}", place->variable);
      done = at + size;
    }
  g_string_append (out, text + done);
  g_string_free (before, TRUE);
  return g_string_free (out, FALSE);
}

guint
dcr_compose_count_regions (GPtrArray *lines)
{
  gboolean in_free = FALSE;
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      gboolean is_free = ((DcrLine *) g_ptr_array_index (lines, i))->origin == DCR_ORIGIN_FREE;
      n += is_free && !in_free;
      in_free = is_free;
    }
  return n;
}

char *
dcr_compose_mark_labels (const DcrTemplate *template, const char *edit)
{
  g_autoptr (GString) text = g_string_new (edit);

  for (guint i = 0; i < template->variables->len; i++)
    {
      const DcrVariable *variable = g_ptr_array_index (template->variables, i);
      g_autofree char *label = g_strdup_printf ("[%s]", variable->label);
      g_autofree char *token = g_strdup_printf ("{{%s}}", variable->name);
      g_string_replace (text, label, token, 0);
    }
  return g_strdup (text->str);
}
