/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Guided searches and questionnaires (FORMAT 7): a section of lists, and the questions they ask. */
#include "reference/dcr-article-private.h"

#include <string.h>

static int
compare_text (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The biggest guided search sets 60 variables; beyond this a level has no exclusions. */
#define MAX_VARS 500

static void
add_var (DcrBuilder *builder, GPtrArray *vars, xmlNode *node)
{
  const char *var = dcr_build_attr (builder, node, "var");

  if (var != NULL && vars->len < MAX_VARS
      && !g_ptr_array_find_with_equal_func (vars, var, g_str_equal, NULL))
    g_ptr_array_add (vars, (gpointer)var);
}

/* Variables that this answer sets (@deep: and those it leads to). */
static void
gather_vars (DcrBuilder *builder, xmlNode *node, DcrElement sort, gboolean deep, GPtrArray *vars)
{
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      DcrElement element;

      if (child->type != XML_ELEMENT_NODE)
        continue;
      element = dcr_element_of (child);
      if (element == sort)
        add_var (builder, vars, child);
      else if (element == DCR_E_SI_SELECTIONNE || deep)
        gather_vars (builder, child, sort, deep, vars);
    }
}

static const char *const *
keep_vars (DcrBuilder *builder, GPtrArray *vars)
{
  const char **kept = dcr_arena_new_n (builder->arena, const char *, vars->len + 1);

  if (vars->len > 0)
    memcpy (kept, vars->pdata, vars->len * sizeof (gpointer));
  return kept;
}

static const char *const *
vars_of (DcrBuilder *builder, xmlNode *node, DcrElement sort)
{
  g_autoptr (GPtrArray) vars = g_ptr_array_new ();

  gather_vars (builder, node, sort, FALSE, vars);
  return keep_vars (builder, vars);
}

static gboolean
is_answer (xmlNode *node)
{
  DcrElement element;

  if (node->type != XML_ELEMENT_NODE)
    return FALSE;
  element = dcr_element_of (node);
  return element == DCR_E_PROBLEMATIQUE || element == DCR_E_BRANCHE || element == DCR_E_CHOIX;
}

/* To choose an answer is not to choose the others: what only they set is false from then on. A feed
 * that sets variables true and hardly ever false (FORMAT 7) cannot mean anything else. */
static const char *const *
excluded_vars (DcrBuilder *builder, xmlNode *node)
{
  g_autoptr (GPtrArray) mine = g_ptr_array_new ();
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  g_autoptr (GPtrArray) excluded = g_ptr_array_new ();

  if (xmlChildElementCount (node->parent) > MAX_VARS)
    return keep_vars (builder, excluded);
  gather_vars (builder, node, DCR_E_AFFECTE_VRAI, TRUE, mine);
  for (xmlNode *other = node->parent->children; other != NULL; other = other->next)
    if (other != node && is_answer (other))
      gather_vars (builder, other, DCR_E_AFFECTE_VRAI, TRUE, others);
  for (guint i = 0; i < others->len; i++)
    if (!g_ptr_array_find_with_equal_func (mine, others->pdata[i], g_str_equal, NULL))
      g_ptr_array_add (excluded, others->pdata[i]);
  return keep_vars (builder, excluded);
}

/* « vars:T1,T2 » of what its answers set; of their words when they set nothing. */
static const char *
question_key (DcrBuilder *builder, const DcrAnswer *answers, guint n_answers)
{
  g_autoptr (GPtrArray) vars = g_ptr_array_new ();
  g_autoptr (GString) key = g_string_new ("vars:");

  for (guint i = 0; i < n_answers; i++)
    for (guint sort = 0; sort < 2; sort++)
      for (const char *const *var = sort == 0 ? answers[i].true_vars : answers[i].false_vars;
           *var != NULL; var++)
        if (!g_ptr_array_find_with_equal_func (vars, *var, g_str_equal, NULL))
          g_ptr_array_add (vars, (gpointer)*var);
  g_ptr_array_sort (vars, compare_text);
  for (guint i = 0; i < vars->len; i++)
    g_string_append_printf (key, "%s%s", i > 0 ? "," : "", (const char *)vars->pdata[i]);
  if (vars->len == 0)
    return dcr_build_labels_key (builder, "labels:", answers, n_answers);
  return dcr_arena_text (builder->arena, key->str, key->len);
}

static const char *
title_text (DcrBuilder *builder, xmlNode *node, DcrElement element)
{
  xmlNode *child = dcr_node_child (node, element);

  return child != NULL ? dcr_build_node_text (builder, child) : NULL;
}

static guint
new_question (DcrBuilder *builder, DcrQuestionOrigin origin, int parent_question, int parent_answer)
{
  DcrQuestion question
      = { .origin = origin, .parent_question = parent_question, .parent_answer = parent_answer };

  g_array_append_val (builder->questions, question);
  return builder->questions->len - 1;
}

static void build_level (DcrBuilder *builder, xmlNode *node, guint index, const char *label);

static const char *
target_of (DcrBuilder *builder, xmlNode *node)
{
  xmlNode *link = dcr_node_child (node, DCR_E_LIEN_INTERNE);

  if (link == NULL)
    return NULL;
  return dcr_build_ref (builder, dcr_node_attr (link, "LienPublication"),
                        dcr_node_attr (link, "audience"));
}

/* A leaf leads to the article to read. */
static void
build_leaf (DcrBuilder *builder, xmlNode *node)
{
  DcrBlock *block = dcr_build_block (builder, DCR_BLOCK_LINK_ITEM, node);

  block->target = dcr_build_ref (builder, dcr_node_attr (node, "LienPublication"),
                                 dcr_node_attr (node, "audience"));
  block->title = dcr_build_heading (builder, node, &block->n_title);
  g_ptr_array_add (builder->stack, block);
}

static gboolean
has_answers (xmlNode *node)
{
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (is_answer (child))
      return TRUE;
  return FALSE;
}

/* Words of the answer, its help, where it leads, what it asks next. */
static void
build_answer (DcrBuilder *builder, xmlNode *node, guint question, guint answer, const char *label)
{
  DcrBlock *item = dcr_build_block (builder, DCR_BLOCK_ITEM, node);
  guint mark = builder->stack->len;

  item->question = (int)question;
  item->answer = (int)answer;
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      DcrElement element = child->type == XML_ELEMENT_NODE ? dcr_element_of (child) : DCR_E_UNKNOWN;

      if (element == DCR_E_TITRE)
        dcr_build_heading_line (builder, child);
      else if (element == DCR_E_LIEN_INTERNE)
        build_leaf (builder, child);
      else if (element != DCR_E_INTITULE && !is_answer (child))
        dcr_build_element (builder, item, child);
    }
  if (has_answers (node))
    {
      guint next = new_question (builder, DCR_QUESTION_GUIDED, (int)question, (int)answer);

      build_level (builder, node, next, label);
    }
  dcr_build_adopt (builder, item, mark);
  g_ptr_array_add (builder->stack, item);
}

/* The answers below @node: a list, and the question at @index. */
static void
build_level (DcrBuilder *builder, xmlNode *node, guint index, const char *label)
{
  DcrBlock *list = dcr_build_block (builder, DCR_BLOCK_LIST, NULL);
  guint mark = builder->stack->len, n = 0;
  DcrAnswer *answers = dcr_arena_new_n (builder->arena, DcrAnswer, xmlChildElementCount (node));
  DcrQuestion *question;

  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (is_answer (child))
      {
        DcrAnswer *answer = &answers[n];

        answer->label = title_text (builder, child, DCR_E_TITRE);
        if (answer->label == NULL)
          answer->label = "";
        answer->help = title_text (builder, child, DCR_E_AIDE);
        answer->restated = title_text (builder, child, DCR_E_INTITULE);
        answer->true_vars = vars_of (builder, child, DCR_E_AFFECTE_VRAI);
        answer->false_vars = vars_of (builder, child, DCR_E_AFFECTE_FAUX);
        answer->excluded_vars = excluded_vars (builder, child);
        answer->target = target_of (builder, child);
        build_answer (builder, child, index, n, answer->label);
        n++;
      }
  dcr_build_adopt (builder, list, mark);
  g_ptr_array_add (builder->stack, list);
  question = &g_array_index (builder->questions, DcrQuestion, index);
  question->label = label;
  question->answers = answers;
  question->n_answers = n;
  question->key = question_key (builder, answers, n);
}

static void
build_form_question (DcrBuilder *builder, xmlNode *node)
{
  DcrBlock *section = dcr_build_block (builder, DCR_BLOCK_SECTION, node);
  guint mark = builder->stack->len;
  guint index = new_question (builder, DCR_QUESTION_FORM, -1, -1);
  const char *label = title_text (builder, node, DCR_E_TITRE);

  section->level = 2;
  section->style = DCR_SECTION_GUIDED;
  section->question = (int)index;
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (!is_answer (child))
      dcr_build_element (builder, section, child);
  build_level (builder, node, index, label != NULL ? label : "");
  g_array_index (builder->questions, DcrQuestion, index).help
      = title_text (builder, node, DCR_E_AIDE);
  dcr_build_adopt (builder, section, mark);
  g_ptr_array_add (builder->stack, section);
}

void
dcr_build_guided (DcrBuilder *builder, xmlNode *node)
{
  DcrBlock *section = dcr_build_block (builder, DCR_BLOCK_SECTION, node);
  guint mark = builder->stack->len;

  section->level = 1;
  section->style = DCR_SECTION_GUIDED;
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE && dcr_element_of (child) == DCR_E_QUESTION)
      build_form_question (builder, child);
    else if (!is_answer (child))
      dcr_build_element (builder, section, child);
  dcr_build_made_title (builder, section, "Votre situation");
  if (has_answers (node))
    {
      section->question = (int)new_question (builder, DCR_QUESTION_GUIDED, -1, -1);
      build_level (builder, node, (guint)section->question,
                   builder->article->title != NULL ? builder->article->title : "Votre situation");
    }
  dcr_build_adopt (builder, section, mark);
  g_ptr_array_add (builder->stack, section);
}
