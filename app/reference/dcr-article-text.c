/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks as text: one printer for the passages (search, hashes), `show`, copies and messages. */
#include "reference/dcr-article-private.h"

#include <string.h>

void
dcr_runs_append (GString *out, const DcrRun *runs, guint n_runs)
{
  for (guint i = 0; i < n_runs; i++)
    g_string_append (out, runs[i].text);
}

char *
dcr_runs_to_text (const DcrRun *runs, guint n_runs)
{
  GString *out = g_string_new (NULL);

  dcr_runs_append (out, runs, n_runs);
  return g_string_free (out, FALSE);
}

char *
dcr_block_title_text (const DcrBlock *block)
{
  return dcr_runs_to_text (block->title, block->n_title);
}

gboolean
dcr_block_is_passage (const DcrArticle *article, const DcrBlock *block)
{
  return block->passage < article->n_passages && article->passages[block->passage].block == block;
}

/* ---- Lines --------------------------------------------------------------------------------- */

static void
end_line (DcrPrinter *printer)
{
  if (printer->out->len > 0 && printer->out->str[printer->out->len - 1] != '\n')
    g_string_append_c (printer->out, '\n');
}

static void
print_gap (DcrPrinter *printer)
{
  end_line (printer);
  g_string_append_c (printer->out, '\n');
}

static void
begin_line (DcrPrinter *printer)
{
  guint marked = printer->marker != NULL ? 2 : 0;

  end_line (printer);
  for (guint i = marked; i < printer->indent; i++)
    g_string_append_c (printer->out, ' ');
  if (marked)
    g_string_append (printer->out, printer->marker);
  printer->marker = NULL;
}

static void
print_line (DcrPrinter *printer, const char *text)
{
  begin_line (printer);
  g_string_append (printer->out, text);
}

static void
note_target (DcrPrinter *printer, const char *target)
{
  if (printer->urls != NULL && target != NULL)
    {
      g_string_append (printer->urls, target);
      g_string_append_c (printer->urls, '\n');
    }
}

/* A link without words is shown by the number agents know it by, until it has its title. */
static void
print_run (DcrPrinter *printer, const DcrRun *run)
{
  if (run->text[0] == '\0' && run->link == DCR_LINK_ARTICLE)
    g_string_append (printer->out, strrchr (run->target, '/') + 1);
  else
    g_string_append (printer->out, run->text);
  if (run->link == DCR_LINK_WEB && (printer->flags & DCR_TEXT_INLINE_LINKS) != 0
      && strcmp (run->text, run->target) != 0)
    g_string_append_printf (printer->out, " (%s)", run->target);
  if (run->link != DCR_LINK_PASSAGE) /* an address may move, a hash must not */
    note_target (printer, run->target);
}

static void
print_runs (DcrPrinter *printer, const DcrRun *runs, guint n_runs)
{
  for (guint i = 0; i < n_runs; i++)
    {
      /* a link in two styles is two runs: its address comes once */
      gboolean goes_on
          = i + 1 < n_runs && runs[i].target != NULL && runs[i].target == runs[i + 1].target;

      if (goes_on)
        g_string_append (printer->out, runs[i].text);
      else
        print_run (printer, &runs[i]);
    }
}

static void
print_title (DcrPrinter *printer, const DcrBlock *block)
{
  guint n_runs;
  const DcrRun *runs = dcr_block_title (block, printer->situation, &n_runs);

  if (n_runs == 0)
    return;
  begin_line (printer);
  print_runs (printer, runs, n_runs);
}

static void
print_children (DcrPrinter *printer, const DcrBlock *block)
{
  for (guint i = 0; i < block->n_children; i++)
    dcr_print_block (printer, block->children[i]);
}

/* Whether a heading is to be followed by a colon: not after « Quand ? » */
static gboolean
wants_colon (const GString *out)
{
  const char *last = out->len > 0 ? g_utf8_prev_char (out->str + out->len) : "";

  return strchr (":?!.", *last) == NULL && strcmp (last, "…") != 0;
}

static void
print_colon (DcrPrinter *printer)
{
  if (wants_colon (printer->out))
    g_string_append (printer->out, "\302\240:");
}

/* ---- Tables -------------------------------------------------------------------------------- */

static void
print_cell (DcrPrinter *printer, const DcrBlock *cell)
{
  GString *line = g_string_new (NULL);
  DcrPrinter inner = *printer;

  inner.out = line;
  inner.indent = 0;
  inner.marker = NULL;
  print_children (&inner, cell);
  for (gsize i = 0; i < line->len; i++)
    g_string_append_c (printer->out, line->str[i] == '\n' ? ' ' : line->str[i]);
  g_string_free (line, TRUE);
}

static void
print_row (DcrPrinter *printer, const DcrBlock *row)
{
  guint column = 0;

  begin_line (printer);
  for (guint i = 0; i < row->n_children; i++)
    {
      const DcrBlock *cell = row->children[i];

      for (; column < cell->column; column++)
        g_string_append_c (printer->out, '\t');
      print_cell (printer, cell);
    }
}

/* ---- Blocks -------------------------------------------------------------------------------- */

static void
print_list (DcrPrinter *printer, const DcrBlock *list)
{
  guint number = 0;

  for (guint i = 0; i < list->n_children; i++)
    {
      const DcrBlock *item = list->children[i];
      char marker[16] = "• ";

      if (list->style == DCR_LIST_NUMBERED)
        g_snprintf (marker, sizeof marker, "%u. ", ++number);
      else if (list->style == DCR_LIST_CHECK)
        g_strlcpy (marker, "☐ ", sizeof marker);
      printer->marker = marker;
      printer->indent += 2;
      dcr_print_block (printer, item);
      printer->indent -= 2;
      printer->marker = NULL;
    }
}

/* A situation that is a passage by itself is headed like a section. */
static void
print_case (DcrPrinter *printer, const DcrBlock *block)
{
  gboolean section = dcr_block_is_passage (printer->article, block);
  guint indent = !section && (printer->flags & DCR_TEXT_INDENT) != 0 ? 2 : 0;

  print_title (printer, block);
  if (block->n_title > 0 && !section)
    print_colon (printer);
  printer->indent += indent;
  print_children (printer, block);
  printer->indent -= indent;
}

static void
print_link_item (DcrPrinter *printer, const DcrBlock *block)
{
  if (printer->marker == NULL)
    {
      printer->marker = "• ";
      printer->indent += 2;
      print_link_item (printer, block);
      printer->indent -= 2;
      return;
    }
  begin_line (printer);
  if (block->n_title > 0)
    print_runs (printer, block->title, block->n_title);
  else if (block->target != NULL)
    g_string_append (printer->out, strrchr (block->target, '/') + 1);
  dcr_print_body (printer, block);
}

/* « À noter : vous devez… »: the feed begins its call-outs in lower case for that. */
static void
print_callout (DcrPrinter *printer, const DcrBlock *block)
{
  const DcrBlock *first = block->n_children > 0 ? block->children[0] : NULL;

  print_title (printer, block);
  if (first == NULL || first->kind != DCR_BLOCK_PARAGRAPH)
    {
      dcr_print_body (printer, block);
      return;
    }
  print_colon (printer);
  g_string_append_c (printer->out, ' ');
  print_runs (printer, first->runs, first->n_runs);
  for (guint i = 1; i < block->n_children; i++)
    dcr_print_block (printer, block->children[i]);
}

/* What stands beside the title: cerfa number, source, address on the web. */
static void
print_aside (DcrPrinter *printer, const DcrBlock *block)
{
  gboolean links = (printer->flags & DCR_TEXT_LINKS) != 0;

  note_target (printer, block->target);
  note_target (printer, block->url);
  if (block->kind == DCR_BLOCK_LINK_ITEM)
    {
      if (block->note != NULL)
        g_string_append_printf (printer->out, " (%s)", block->note);
    }
  else if (block->note != NULL)
    print_line (printer, block->note);
  if (links && block->url != NULL)
    print_line (printer, block->url);
  else if (links && block->target != NULL && (printer->flags & DCR_TEXT_ADDRESSES) != 0)
    print_line (printer, block->target);
}

void
dcr_print_body (DcrPrinter *printer, const DcrBlock *block)
{
  if (block->kind == DCR_BLOCK_PARAGRAPH)
    {
      begin_line (printer);
      print_runs (printer, block->runs, block->n_runs);
    }
  else if (block->kind == DCR_BLOCK_LIST)
    print_list (printer, block);
  else if (block->kind == DCR_BLOCK_ROW)
    print_row (printer, block);
  else if (block->kind == DCR_BLOCK_WHERE || block->kind == DCR_BLOCK_LINK_ITEM
           || block->kind == DCR_BLOCK_SERVICE || block->kind == DCR_BLOCK_FIGURE
           || block->note != NULL || block->url != NULL)
    {
      print_aside (printer, block);
      print_children (printer, block);
    }
  else
    print_children (printer, block);
}

void
dcr_print_whole (DcrPrinter *printer, const DcrBlock *block)
{
  switch (block->kind)
    {
    case DCR_BLOCK_CASE:
      print_case (printer, block);
      break;
    case DCR_BLOCK_CALLOUT:
      print_callout (printer, block);
      break;
    case DCR_BLOCK_LINK_ITEM:
      print_link_item (printer, block);
      break;
    default:
      print_title (printer, block);
      dcr_print_body (printer, block);
      break;
    }
}

/* The heading of what is folded, or its first words when it has none. */
static void
print_folded (DcrPrinter *printer, const DcrBlock *block)
{
  g_autoptr (GString) text = g_string_new (NULL);
  DcrPrinter inner = { .article = printer->article, .out = text, .flags = DCR_TEXT_NESTED };
  char *end;

  dcr_runs_append (text, block->title, block->n_title);
  if (text->len == 0)
    dcr_print_body (&inner, block);
  end = strchr (text->str, '\n');
  if (end != NULL)
    g_string_truncate (text, (gsize)(end - text->str));
  if (g_utf8_strlen (text->str, -1) > 80)
    {
      g_string_truncate (text, (gsize)(g_utf8_offset_to_pointer (text->str, 79) - text->str));
      g_string_append (text, "…");
    }
  begin_line (printer);
  /* Translators: %s is the heading of a part of an article that an answer of the caller excludes */
  g_string_append_printf (printer->out, _ ("Does not concern this caller: %s"), text->str);
}

static gboolean
is_box (const DcrBlock *block)
{
  return block->kind == DCR_BLOCK_CALLOUT || block->kind == DCR_BLOCK_WHERE
         || block->kind == DCR_BLOCK_SERVICE;
}

static void
print_address (DcrPrinter *printer, guint passage)
{
  printer->marker = NULL;
  print_gap (printer);
  begin_line (printer);
  g_string_append_printf (printer->out, "#%s", printer->article->passages[passage].address);
}

/* Boxes are set in. A group (the body without heading) gets its address when its first words come.
 */
static void
print_nested (DcrPrinter *printer, const DcrBlock *block)
{
  gboolean set_in = (printer->flags & DCR_TEXT_INDENT) != 0 && is_box (block)
                    && block->parent != NULL && block->parent->parent != NULL;
  guint headed = printer->headed;

  if ((printer->flags & DCR_TEXT_ADDRESSES) == 0 || block->kind == DCR_BLOCK_GROUP)
    {
      dcr_print_whole (printer, block);
      return;
    }
  printer->indent += set_in ? 2 : 0;
  print_address (printer, block->passage);
  printer->headed = block->passage + 1;
  dcr_print_whole (printer, block);
  printer->indent -= set_in ? 2 : 0;
  if (set_in)
    printer->headed = headed; /* what follows, set out again, is plainly the text around the box */
}

/* Words that come after a heading of the same depth as theirs are not below it: their address
 * again. */
static void
head_again (DcrPrinter *printer, const DcrBlock *block)
{
  if ((printer->flags & DCR_TEXT_ADDRESSES) == 0 || block->passage >= printer->article->n_passages
      || printer->headed == block->passage + 1)
    return;
  print_address (printer, block->passage);
  printer->headed = block->passage + 1;
}

void
dcr_print_block (DcrPrinter *printer, const DcrBlock *block)
{
  gboolean nested = dcr_block_is_passage (printer->article, block);

  if (nested && (printer->flags & DCR_TEXT_NESTED) == 0)
    return;
  if (printer->urls != NULL && block->condition != NULL)
    dcr_condition_append (printer->urls, block->condition);
  if (printer->situation != NULL
      && dcr_block_shown (printer->article, block, printer->situation) == DCR_FOLDED)
    {
      if ((printer->flags & DCR_TEXT_NAME_FOLDED) == 0)
        return;
      if (!nested)
        head_again (printer, block);
      else if ((printer->flags & DCR_TEXT_ADDRESSES) != 0)
        print_gap (printer);
      print_folded (printer, block);
      return;
    }
  if (nested)
    {
      print_nested (printer, block);
      return;
    }
  if (block->kind != DCR_BLOCK_GROUP && block->kind != DCR_BLOCK_CASES) /* no words of their own */
    head_again (printer, block);
  dcr_print_whole (printer, block);
}

void
dcr_block_walk (const DcrBlock *block, DcrBlockFunc func, gpointer user_data)
{
  if (!func (block, user_data))
    return;
  for (guint i = 0; i < block->n_children; i++)
    dcr_block_walk (block->children[i], func, user_data);
}
