/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-plan.h"

#include <string.h>

/* A row takes about as long to build as it has letters and blocks; these keep it within a slice. */
#define ROW_LETTERS 1500
#define ROW_BLOCKS 12
#define ROW_LINKS 10

typedef struct
{
  DcrPlan *plan;
  int row; /* row that takes the next block, -1: a new one is needed */
  int fold;
  guint indent;
  gboolean ticks;
  gboolean closed;
  guint unknown; /* unknown elements it stands in */
} Walk;

static void walk (Walk *self, const DcrBlock *block);

static void
row_clear (gpointer data)
{
  g_clear_pointer (&((DcrRow *) data)->parts, g_array_unref);
}

static DcrRow *
add_row (Walk *self, DcrRowKind kind, int passage)
{
  DcrRow row = { .kind = kind,
                 .passage = passage,
                 .fold = self->fold,
                 .indent = self->indent,
                 .ticks = self->ticks,
                 .closed = self->closed,
                 .parts = g_array_new (FALSE, FALSE, sizeof (DcrPart)) };

  g_array_append_val (self->plan->rows, row);
  self->row = self->plan->rows->len - 1;
  return dcr_plan_row (self->plan, self->row);
}

static int
passage_of (const DcrArticle *article, const DcrBlock *block)
{
  return block->passage < article->n_passages ? (int) block->passage : -1;
}

static gboolean
starts_passage (const DcrArticle *article, const DcrBlock *block)
{
  const int passage = passage_of (article, block);

  return passage >= 0 && article->passages[passage].block == block;
}

/* The row that takes @block, a new one when the current one is of another passage or is full. */
static DcrRow *
row_for (Walk *self, const DcrBlock *block)
{
  DcrRow *row = self->row >= 0 ? dcr_plan_row (self->plan, self->row) : NULL;
  const int passage = passage_of (self->plan->article, block);

  if (row == NULL || row->kind != DCR_ROW_PASSAGE || row->passage != passage
      || row->fold != self->fold || row->indent != self->indent || row->ticks != self->ticks
      || (!row->closed && (row->letters > ROW_LETTERS || row->blocks > ROW_BLOCKS)))
    row = add_row (self, DCR_ROW_PASSAGE, passage);
  return row;
}

static guint
count_letters (const DcrRun *runs, guint n_runs)
{
  guint letters = 0;

  for (guint i = 0; i < n_runs; i++)
    letters += strlen (runs[i].text);
  return letters;
}

static gboolean
weigh (const DcrBlock *block, gpointer user_data)
{
  DcrRow *row = user_data;

  row->letters +=
    count_letters (block->runs, block->n_runs) + count_letters (block->title, block->n_title);
  if (block->kind == DCR_BLOCK_PARAGRAPH || block->n_title > 0)
    row->blocks++;
  return TRUE;
}

static void
add_part (Walk *self, DcrPartKind kind, const DcrBlock *block, guint first, guint n)
{
  DcrRow *row = row_for (self, kind == DCR_PART_LINKS ? block->children[first] : block);
  DcrPart part = { kind, block, first, n };

  g_array_append_val (row->parts, part);
  row->simplified |= self->unknown > 0;
  if (kind == DCR_PART_BLOCK)
    dcr_block_walk (block, weigh, row);
  else if (kind == DCR_PART_CHOICE)
    row->blocks++;
  else
    for (guint i = first; i < first + n; i++)
      dcr_block_walk (block->children[i], weigh, row);
}

/* A long list goes on in the next row; the boxes of a list to tick stay together. */
static void
add_list (Walk *self, const DcrBlock *list)
{
  const gboolean whole = self->ticks || list->style == DCR_LIST_CHECK || self->closed;
  guint first = 0;

  while (first < list->n_children)
    {
      DcrRow *row = row_for (self, list);
      guint n = 0, letters = row->letters, blocks = row->blocks;

      while (first + n < list->n_children
             && (whole || n == 0 || (letters <= ROW_LETTERS && blocks <= ROW_BLOCKS)))
        {
          DcrRow probe = { 0 };
          dcr_block_walk (list->children[first + n], weigh, &probe);
          letters += probe.letters;
          blocks += probe.blocks;
          n++;
        }
      add_part (self, DCR_PART_ITEMS, list, first, n);
      first += n;
    }
}

static guint
count_asked (GHashTable *asked, const char *key)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (asked, key));
}

static void
note_question (Walk *self, const DcrBlock *cases)
{
  const DcrArticle *article = self->plan->article;
  const char *key;

  if (cases->question < 0 || (guint) cases->question >= article->n_questions)
    return;
  key = article->questions[cases->question].key;
  g_hash_table_insert (self->plan->asked, (gpointer) key,
                       GUINT_TO_POINTER (count_asked (self->plan->asked, key) + 1));
}

static guint
add_fold (Walk *self, const DcrBlock *block)
{
  DcrPlanFold fold = { .block = block, .parent = self->fold };

  g_array_append_val (self->plan->folds, fold);
  return self->plan->folds->len - 1;
}

/* The line that names the folds @first…, once they have all been walked. */
static void
add_line (Walk *self, const DcrBlock *near, guint first)
{
  const guint n = self->plan->folds->len;
  const guint line = self->plan->rows->len;
  gboolean any = FALSE;

  for (guint i = first; i < n; i++)
    if (dcr_plan_fold (self->plan, i)->parent == self->fold)
      {
        dcr_plan_fold (self->plan, i)->line = line;
        any = TRUE;
      }
  if (any)
    add_row (self, DCR_ROW_FOLDED, passage_of (self->plan->article, near));
  self->row = -1;
}

/* A form may be used by two hundred articles: the list goes on in the next row. */
static void
add_links (Walk *self, const DcrBlock *parent, guint first, guint n)
{
  const guint most = self->closed ? n : ROW_LINKS;

  for (guint at = 0; at < n; at += most)
    {
      if (at > 0)
        self->row = -1;
      add_part (self, DCR_PART_LINKS, parent, first + at, MIN (most, n - at));
    }
}

static void
walk_folded (Walk *self, const DcrBlock *block)
{
  const int outer = self->fold;

  self->fold = add_fold (self, block);
  self->row = -1;
  walk (self, block);
  self->fold = outer;
  self->row = -1;
}

static void
walk_case (Walk *self, const DcrBlock *block, gboolean situation)
{
  const int outer = self->fold;
  DcrRow *row;

  self->fold = add_fold (self, block);
  self->indent += situation ? 0 : 1;
  row = add_row (self, DCR_ROW_PASSAGE, passage_of (self->plan->article, block));
  row->heading = block;
  row->starts = starts_passage (self->plan->article, block);
  row->letters += count_letters (block->title, block->n_title);
  row->blocks++;
  for (guint i = 0; i < block->n_children; i++)
    walk (self, block->children[i]);
  self->indent -= situation ? 0 : 1;
  self->fold = outer;
  self->row = -1;
}

static gboolean
is_situations (const DcrArticle *article, const DcrBlock *cases)
{
  return cases->question >= 0 && (guint) cases->question < article->n_questions
         && article->questions[cases->question].origin == DCR_QUESTION_SITUATIONS;
}

static void
walk_cases (Walk *self, const DcrBlock *block)
{
  const guint first = self->plan->folds->len;
  const gboolean situation = is_situations (self->plan->article, block)
                             || g_strcmp0 (block->element, "ListeSituations") == 0;

  note_question (self, block);
  /* situations are asked on top, among « L'appelant » */
  if (block->question >= 0 && block->style != DCR_CASES_SEQUENCE && !situation)
    add_part (self, DCR_PART_CHOICE, block, 0, 0);
  for (guint i = 0; i < block->n_children; i++)
    walk_case (self, block->children[i], situation);
  add_line (self, block, first);
}

/* Parts with a condition next to each other share one line; it follows them. */
static void
walk_children (Walk *self, const DcrBlock *block)
{
  for (guint i = 0; i < block->n_children;)
    {
      const guint first = self->plan->folds->len;
      guint n = 0;

      while (i + n < block->n_children && block->children[i + n]->condition != NULL
             && block->children[i + n]->kind != DCR_BLOCK_LINK_ITEM)
        walk_folded (self, block->children[i + n++]);
      if (n > 0)
        add_line (self, block->children[i], first);
      i += n;
      for (n = 0; i + n < block->n_children && block->children[i + n]->kind == DCR_BLOCK_LINK_ITEM;)
        n++;
      if (n > 0)
        add_links (self, block, i, n);
      else if (i < block->n_children && block->children[i]->condition == NULL)
        {
          walk (self, block->children[i]);
          n = 1;
        }
      i += n;
    }
}

/* What only helps on demand is folded by the page itself: the law, and in an article the menu of
 * its dossier, which the breadcrumb already leads to. */
static gboolean
is_closed (const DcrArticle *article, const DcrBlock *section)
{
  return section->style == DCR_SECTION_REFERENCES
         || (section->style == DCR_SECTION_MENU && article->kind != DCR_ARTICLE_THEME
             && article->kind != DCR_ARTICLE_DOSSIER);
}

static void
walk_section (Walk *self, const DcrBlock *block)
{
  const gboolean ticks = self->ticks, closed = self->closed;
  DcrRow *row;

  if (block->style == DCR_SECTION_GUIDED || block->style == DCR_SECTION_WARNING)
    {
      row = add_row (self, DCR_ROW_PASSAGE, passage_of (self->plan->article, block));
      row->starts = starts_passage (self->plan->article, block);
      add_part (self, DCR_PART_BLOCK, block, 0, 0);
      self->row = -1;
      return;
    }
  self->ticks = ticks || block->style == DCR_SECTION_DOCUMENTS;
  self->closed = closed || is_closed (self->plan->article, block);
  row = add_row (self, DCR_ROW_PASSAGE, passage_of (self->plan->article, block));
  row->heading = block;
  row->starts = starts_passage (self->plan->article, block);
  row->letters += count_letters (block->title, block->n_title);
  row->blocks++;
  walk_children (self, block);
  self->ticks = ticks;
  self->closed = closed;
}

/* Blocks that are a passage by themselves: a row each. */
static void
walk_alone (Walk *self, const DcrBlock *block)
{
  if (starts_passage (self->plan->article, block))
    {
      DcrRow *row = add_row (self, DCR_ROW_PASSAGE, passage_of (self->plan->article, block));
      row->starts = TRUE;
    }
  add_part (self, DCR_PART_BLOCK, block, 0, 0);
  if (starts_passage (self->plan->article, block))
    self->row = -1;
}

static void
walk (Walk *self, const DcrBlock *block)
{
  switch (block->kind)
    {
    case DCR_BLOCK_GROUP:
      if (starts_passage (self->plan->article, block))
        {
          DcrRow *row = add_row (self, DCR_ROW_PASSAGE, passage_of (self->plan->article, block));
          row->starts = TRUE;
          row->heading = block;
        }
      self->unknown += block->style == DCR_GROUP_UNKNOWN;
      if (block->n_title > 0 || block->url != NULL || block->note != NULL)
        add_part (self, DCR_PART_BLOCK, block, 0, 0);
      else
        walk_children (self, block);
      self->unknown -= block->style == DCR_GROUP_UNKNOWN;
      break;
    case DCR_BLOCK_SECTION: walk_section (self, block); break;
    case DCR_BLOCK_LIST: add_list (self, block); break;
    case DCR_BLOCK_CASES: walk_cases (self, block); break;
    case DCR_BLOCK_CASE: walk_case (self, block, FALSE); break;
    case DCR_BLOCK_CALLOUT:
    case DCR_BLOCK_WHERE:
    case DCR_BLOCK_SERVICE: walk_alone (self, block); break;
    default: add_part (self, DCR_PART_BLOCK, block, 0, 0);
    }
}

static guint
count_ticks (const DcrRow *row)
{
  guint n = 0;

  for (guint i = 0; i < row->parts->len; i++)
    {
      const DcrPart *part = &g_array_index (row->parts, DcrPart, i);
      if (part->kind == DCR_PART_ITEMS && (row->ticks || part->block->style == DCR_LIST_CHECK))
        n += part->n;
    }
  return n;
}

/* The first and last row of each passage, and the ordinals of the lines that can be ticked. */
static void
close_passages (DcrPlan *plan)
{
  g_autofree int *last = g_new (int, plan->article->n_passages + 1);
  g_autofree guint *ticks = g_new0 (guint, plan->article->n_passages + 1);

  for (guint i = 0; i < plan->article->n_passages; i++)
    last[i] = -1;
  for (guint i = 0; i < plan->rows->len; i++)
    {
      DcrRow *row = dcr_plan_row (plan, i);
      if (row->kind != DCR_ROW_PASSAGE || row->passage < 0)
        continue;
      if (last[row->passage] < 0)
        row->starts = TRUE;
      last[row->passage] = i;
      row->first_tick = ticks[row->passage];
      ticks[row->passage] += count_ticks (row);
    }
  for (guint i = 0; i < plan->article->n_passages; i++)
    if (last[i] >= 0)
      dcr_plan_row (plan, last[i])->ends = TRUE;
}

DcrPlan *
dcr_plan_new (DcrArticle *article)
{
  DcrPlan *plan = g_new0 (DcrPlan, 1);
  Walk self = { .plan = plan, .row = -1, .fold = -1 };

  plan->article = dcr_article_ref (article);
  plan->rows = g_array_new (FALSE, FALSE, sizeof (DcrRow));
  g_array_set_clear_func (plan->rows, row_clear);
  plan->folds = g_array_new (FALSE, FALSE, sizeof (DcrPlanFold));
  plan->opened = g_hash_table_new (NULL, NULL);
  plan->asked = g_hash_table_new (g_str_hash, g_str_equal);
  add_row (&self, DCR_ROW_HEAD, -1);
  self.row = -1;
  if (article->root != NULL)
    walk_children (&self, article->root);
  self.fold = -1;
  self.indent = 0;
  add_row (&self, DCR_ROW_FOOT, -1);
  close_passages (plan);
  return plan;
}

void
dcr_plan_free (DcrPlan *plan)
{
  g_array_unref (plan->rows);
  g_array_unref (plan->folds);
  g_hash_table_unref (plan->opened);
  g_hash_table_unref (plan->asked);
  dcr_article_unref (plan->article);
  g_free (plan);
}

gboolean
dcr_plan_apply (DcrPlan *plan, const DcrSituation *situation)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < plan->folds->len; i++)
    {
      DcrPlanFold *fold = dcr_plan_fold (plan, i);
      const gboolean folded = dcr_block_shown (plan->article, fold->block, situation) == DCR_FOLDED;

      changed |= folded != fold->folded;
      fold->folded = folded;
    }
  return changed;
}

gboolean
dcr_plan_row_shown (DcrPlan *plan, guint row)
{
  const DcrRow *it = dcr_plan_row (plan, row);

  for (int i = it->fold; i >= 0; i = dcr_plan_fold (plan, i)->parent)
    if (dcr_plan_fold (plan, i)->folded
        && !g_hash_table_contains (plan->opened, GUINT_TO_POINTER (dcr_plan_fold (plan, i)->line)))
      return FALSE;
  if (it->kind == DCR_ROW_FOLDED)
    {
      for (guint i = 0; i < plan->folds->len; i++)
        if (dcr_plan_fold (plan, i)->line == row && dcr_plan_fold (plan, i)->folded)
          return TRUE;
      return FALSE;
    }
  return TRUE;
}

gboolean
dcr_plan_row_foreign (DcrPlan *plan, guint row)
{
  for (int i = dcr_plan_row (plan, row)->fold; i >= 0; i = dcr_plan_fold (plan, i)->parent)
    if (dcr_plan_fold (plan, i)->folded)
      return TRUE;
  return FALSE;
}

char *
dcr_block_name (const DcrBlock *block)
{
  char *title = dcr_block_title_text (block), *words;

  if (*title != '\0')
    return title;
  g_free (title);
  if (block->kind != DCR_BLOCK_PARAGRAPH)
    {
      for (guint i = 0; i < block->n_children; i++)
        {
          char *name = dcr_block_name (block->children[i]);
          if (*name != '\0')
            return name;
          g_free (name);
        }
      return g_strdup ("");
    }
  words = dcr_runs_to_text (block->runs, block->n_runs);
  if (g_utf8_strlen (words, -1) > 60)
    {
      char *cut = g_utf8_offset_to_pointer (words, 56),
           *space = g_strrstr_len (words, cut - words, " ");
      g_autofree char *whole = words;
      return g_strdup_printf ("%.*s…", (int) ((space != NULL ? space : cut) - words), whole);
    }
  return words;
}

char *
dcr_plan_folded_names (DcrPlan *plan, guint line)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < plan->folds->len; i++)
    {
      const DcrPlanFold *fold = dcr_plan_fold (plan, i);
      g_autofree char *name = NULL;

      if (fold->line != line || !fold->folded)
        continue;
      name = dcr_block_name (fold->block);
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }
  return names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

void
dcr_plan_set_opened (DcrPlan *plan, guint line, gboolean opened)
{
  if (opened)
    g_hash_table_add (plan->opened, GUINT_TO_POINTER (line));
  else
    g_hash_table_remove (plan->opened, GUINT_TO_POINTER (line));
}

gboolean
dcr_plan_is_opened (DcrPlan *plan, guint line)
{
  return g_hash_table_contains (plan->opened, GUINT_TO_POINTER (line));
}

gboolean
dcr_plan_reveal (DcrPlan *plan, guint row)
{
  gboolean any = FALSE;

  for (int i = dcr_plan_row (plan, row)->fold; i >= 0; i = dcr_plan_fold (plan, i)->parent)
    if (dcr_plan_fold (plan, i)->folded)
      any |= g_hash_table_add (plan->opened, GUINT_TO_POINTER (dcr_plan_fold (plan, i)->line));
  return any;
}

int
dcr_plan_find_passage (DcrPlan *plan, guint passage)
{
  for (guint i = 0; i < plan->rows->len; i++)
    if (dcr_plan_row (plan, i)->kind == DCR_ROW_PASSAGE
        && dcr_plan_row (plan, i)->passage == (int) passage)
      return i;
  /* a passage inside another one's row: a call-out in a list, say */
  return dcr_plan_find_block (plan, plan->article->passages[passage].block);
}

int
dcr_plan_find_address (DcrPlan *plan, const char *address)
{
  const DcrPassage *passage = dcr_article_find_passage (plan->article, address);
  const DcrBlock *block;

  if (passage != NULL)
    return dcr_plan_find_passage (plan, passage - plan->article->passages);
  block = dcr_article_find_block (plan->article, address);
  return block != NULL ? dcr_plan_find_block (plan, block) : -1;
}

static gboolean
part_holds (const DcrPart *part, const DcrBlock *block, const DcrBlock *child)
{
  if (part->block != block)
    return FALSE;
  if (part->kind == DCR_PART_BLOCK)
    return TRUE;
  if (part->kind == DCR_PART_CHOICE || child == NULL)
    return child == NULL;
  for (guint i = part->first; i < part->first + part->n; i++)
    if (block->children[i] == child)
      return TRUE;
  return FALSE;
}

int
dcr_plan_find_block (DcrPlan *plan, const DcrBlock *block)
{
  const DcrBlock *child = NULL;

  for (const DcrBlock *at = block; at != NULL; child = at, at = at->parent)
    for (guint i = 0; i < plan->rows->len; i++)
      {
        const DcrRow *row = dcr_plan_row (plan, i);
        if (row->heading == at && child == NULL)
          return i;
        for (guint j = 0; j < row->parts->len; j++)
          if (part_holds (&g_array_index (row->parts, DcrPart, j), at, child))
            return i;
      }
  return -1;
}

int
dcr_plan_passage_at (DcrPlan *plan, guint row)
{
  for (int i = row; i >= 0; i--)
    if (dcr_plan_row (plan, i)->passage >= 0 && dcr_plan_row (plan, i)->kind == DCR_ROW_PASSAGE)
      return dcr_plan_row (plan, i)->passage;
  return -1;
}
