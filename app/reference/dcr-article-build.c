/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body: what FORMAT 4.4 lets each block hold, and whatever else it may hold one day. */
#include "reference/dcr-article-private.h"

#include <string.h>

DcrBlock *
dcr_build_block (DcrBuilder *builder, DcrBlockKind kind, xmlNode *node)
{
  DcrBlock *block = dcr_arena_new (builder->arena, DcrBlock);
  const char *name = node != NULL ? dcr_element_static_name (node) : "";
  const char *id = node != NULL ? dcr_node_attr (node, "ID") : NULL;

  block->kind = kind;
  block->question = block->answer = -1;
  block->passage = G_MAXUINT;
  block->element = name != NULL ? name
                                : dcr_arena_text (builder->arena, (const char *)node->name,
                                                  strlen ((const char *)node->name));
  if (id != NULL)
    {
      DcrAnchor anchor = { dcr_build_text (builder, id), block };

      g_array_append_val (builder->anchors, anchor);
    }
  return block;
}

void
dcr_build_adopt (DcrBuilder *builder, DcrBlock *block, guint mark)
{
  guint n = builder->stack->len - mark;

  block->children
      = dcr_arena_dup (builder->arena, builder->stack->pdata + mark, n * sizeof (gpointer));
  block->n_children = n;
  for (guint i = 0; i < n; i++)
    block->children[i]->parent = block;
  g_ptr_array_set_size (builder->stack, (int)mark);
}

DcrBlock *
dcr_build_whole (DcrBuilder *builder, DcrBlockKind kind, guint style, xmlNode *node)
{
  DcrBlock *block = dcr_build_block (builder, kind, node);
  guint mark = builder->stack->len;

  block->style = style;
  dcr_build_children (builder, block, node);
  dcr_build_adopt (builder, block, mark);
  g_ptr_array_add (builder->stack, block);
  return block;
}

DcrDetails *
dcr_build_details (DcrBuilder *builder, DcrBlock *block)
{
  if (block->details == NULL)
    block->details = dcr_arena_new (builder->arena, DcrDetails);
  return (DcrDetails *)block->details;
}

void
dcr_build_count_unknown (DcrBuilder *builder, xmlNode *node)
{
  guint n;

  if (builder->unknown == NULL)
    return;
  n = GPOINTER_TO_UINT (g_hash_table_lookup (builder->unknown, node->name));
  g_hash_table_insert (builder->unknown, g_strdup ((const char *)node->name),
                       GUINT_TO_POINTER (n + 1));
}

/* ---- Paragraphs ---------------------------------------------------------------------------- */

/* Nothing a person would see: no run, or no-break spaces left by the editor. */
static gboolean
is_invisible (const DcrRun *runs, guint n_runs)
{
  for (guint i = 0; i < n_runs; i++)
    {
      const char *text = runs[i].text;

      while (*text == ' ' || g_str_has_prefix (text, "\302\240"))
        text += *text == ' ' ? 1 : 2;
      if (*text != '\0' || runs[i].link != DCR_LINK_NONE)
        return FALSE;
    }
  return TRUE;
}

static void
push_paragraph (DcrBuilder *builder, const char *element, const DcrRun *runs, guint n_runs)
{
  DcrBlock *block;

  if (is_invisible (runs, n_runs))
    return; /* 44 empty paragraphs mean nothing (FORMAT 9.4) */
  block = dcr_build_block (builder, DCR_BLOCK_PARAGRAPH, NULL);
  block->element = element;
  block->runs = runs;
  block->n_runs = n_runs;
  g_ptr_array_add (builder->stack, block);
}

/* An image with nothing but its replacement text stands in the line; with a caption or credits it
 * is a figure between two lines. */
static gboolean
fits_in_line (xmlNode *node, gboolean in_paragraph)
{
  DcrElement element;

  if (node->type != XML_ELEMENT_NODE)
    return TRUE;
  element = dcr_element_of (node);
  if (element == DCR_E_FIGURE && in_paragraph)
    return dcr_node_child (node, DCR_E_TEXTE_DE_REMPLACEMENT) != NULL
           && node->children->next == NULL;
  return dcr_element_is_inline (element) || (in_paragraph && element == DCR_E_UNKNOWN);
}

static gboolean
is_blank (const xmlNode *node)
{
  return node->type != XML_ELEMENT_NODE
         && (!dcr_node_is_text (node) || node->content == NULL
             || node->content[strspn ((const char *)node->content, " \t\r\n")] == '\0');
}

/* Lines of @node, broken by whatever block stands between them. @block: who takes what is said of
 * it. */
static void
build_mixed (DcrBuilder *builder, DcrBlock *block, xmlNode *node, gboolean in_paragraph)
{
  xmlNode *child = node->children;

  while (child != NULL)
    {
      DcrLine outer;
      const DcrRun *runs;
      guint n_runs;

      if (!fits_in_line (child, in_paragraph))
        {
          dcr_build_element (builder, block, child);
          child = child->next;
          continue;
        }
      if (!in_paragraph && is_blank (child))
        {
          child = child->next;
          continue;
        }
      outer = dcr_line_begin (builder);
      for (; child != NULL && fits_in_line (child, in_paragraph); child = child->next)
        dcr_line_add (builder, child, 0);
      runs = dcr_line_end (builder, outer, &n_runs);
      push_paragraph (builder, in_paragraph ? dcr_element_static_name (node) : "Paragraphe", runs,
                      n_runs);
    }
}

void
dcr_build_heading_line (DcrBuilder *builder, xmlNode *node)
{
  const DcrRun *runs;
  guint n_runs;

  runs = dcr_build_heading (builder, node, &n_runs);
  push_paragraph (builder, dcr_element_static_name (node), runs, n_runs);
}

/* Text or an inline element where blocks are expected: a paragraph of its own. */
static void
push_line (DcrBuilder *builder, xmlNode *node)
{
  DcrLine outer = dcr_line_begin (builder);
  const DcrRun *runs;
  guint n_runs;

  dcr_line_add (builder, node, 0);
  runs = dcr_line_end (builder, outer, &n_runs);
  push_paragraph (builder, "Paragraphe", runs, n_runs);
}

void
dcr_build_children (DcrBuilder *builder, DcrBlock *block, xmlNode *node)
{
  build_mixed (builder, block, node, FALSE);
}

/* ---- What an element says of its parent ---------------------------------------------------- */

void
dcr_build_title (DcrBuilder *builder, DcrBlock *block, xmlNode *node)
{
  const DcrRun *runs;
  guint n_runs;

  runs = dcr_build_heading (builder, node, &n_runs);
  if (block->n_title == 0)
    {
      block->title = runs;
      block->n_title = n_runs;
    }
  else
    push_paragraph (builder, dcr_element_static_name (node), runs, n_runs);
}

void
dcr_build_made_title (DcrBuilder *builder, DcrBlock *block, const char *title)
{
  if (block->n_title > 0)
    return;
  block->title = dcr_build_plain (builder, title, &block->n_title);
  block->is_made = TRUE;
}

static DcrConditionKind
condition_kind (DcrElement element)
{
  switch ((int)element)
    {
    case DCR_E_EST_FAUX:
      return DCR_CONDITION_FALSE_VAR;
    case DCR_E_EST_INDEFINI:
      return DCR_CONDITION_UNDEFINED_VAR;
    case DCR_E_ET:
    case DCR_E_CONDITION:
      return DCR_CONDITION_AND;
    case DCR_E_OU:
      return DCR_CONDITION_OR;
    case DCR_E_NON:
      return DCR_CONDITION_NOT;
    default:
      return DCR_CONDITION_TRUE_VAR;
    }
}

const DcrCondition *
dcr_build_condition (DcrBuilder *builder, xmlNode *node)
{
  DcrCondition *condition = dcr_arena_new (builder->arena, DcrCondition);
  DcrElement element = dcr_element_of (node);
  guint n = 0;

  condition->kind = condition_kind (element);
  if (condition->kind == DCR_CONDITION_TRUE_VAR && element != DCR_E_EST_VRAI)
    {
      /* an operator nobody knows yet: a variable of no name is never set, so it never hides */
      dcr_build_count_unknown (builder, node);
      condition->var = "";
      return condition;
    }
  if (condition->kind <= DCR_CONDITION_UNDEFINED_VAR)
    {
      condition->var = dcr_build_attr (builder, node, "var");
      if (condition->var != NULL)
        g_ptr_array_add (builder->variables, (gpointer)condition->var);
      else
        condition->var = "";
      return condition;
    }
  condition->children
      = dcr_arena_new_n (builder->arena, DcrCondition *, xmlChildElementCount (node));
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      ((DcrCondition **)condition->children)[n++]
          = (DcrCondition *)dcr_build_condition (builder, child);
  condition->n_children = n;
  return condition;
}

/* A text of one line that has its place in the details, or is a paragraph when the place is taken.
 */
static void
say (DcrBuilder *builder, xmlNode *node, const char **place)
{
  if (*place == NULL)
    *place = dcr_build_node_text (builder, node);
  else
    dcr_build_heading_line (builder, node);
}

static void
say_of_parent (DcrBuilder *builder, DcrBlock *block, xmlNode *node, DcrElement element)
{
  const DcrCondition *condition;

  switch ((int)element)
    {
    case DCR_E_TITRE:
      dcr_build_title (builder, block, node);
      break;
    case DCR_E_TITRE_ALTERNATIF:
      block->alternate = dcr_build_heading (builder, node, &block->n_alternate);
      break;
    case DCR_E_CONDITION:
      condition = dcr_build_condition (builder, node);
      if (block->condition == NULL)
        block->condition = condition;
      break;
    case DCR_E_SOURCE:
    case DCR_E_CREDITS:
      say (builder, node, &dcr_build_details (builder, block)->source);
      break;
    case DCR_E_COMPLEMENT:
      say (builder, node, &dcr_build_details (builder, block)->complement);
      break;
    case DCR_E_NUMERO_CERFA:
      say (builder, node, &dcr_build_details (builder, block)->number);
      break;
    case DCR_E_AUTRE_NUMERO:
      say (builder, node, &dcr_build_details (builder, block)->other_number);
      break;
    case DCR_E_ECHEANCE:
      say (builder, node, &dcr_build_details (builder, block)->date);
      break;
    case DCR_E_PIVOT_LOCAL:
      say (builder, node, &block->pivot);
      break;
    case DCR_E_TEXTE_DE_REMPLACEMENT:
      dcr_build_title (builder, block, node);
      break;
    case DCR_E_RESSOURCE_WEB:
    case DCR_E_LIEN_WEB:
      dcr_build_link_attrs (builder, block, node);
      dcr_build_children (builder, block, node);
      break;
    default: /* Colonne is read by its table, SiSelectionne by its question */
      break;
    }
}

/* ---- Blocks -------------------------------------------------------------------------------- */

static void
build_section (DcrBuilder *builder, xmlNode *node, DcrElement element)
{
  const char *type = dcr_node_attr (node, "type");
  guint style = DCR_SECTION_TEXT;
  DcrBlock *block;

  if (g_strcmp0 (type, "pieces") == 0)
    style = DCR_SECTION_DOCUMENTS;
  else if (g_strcmp0 (type, "important") == 0)
    style = DCR_SECTION_IMPORTANT;
  block = dcr_build_whole (builder, DCR_BLOCK_SECTION, style, node);
  block->level = element == DCR_E_CHAPITRE ? 2 : 3;
}

/* A heading that holds nothing: what follows stands beside it, not below it. */
static void
build_floating_title (DcrBuilder *builder, xmlNode *node)
{
  DcrBlock *block = dcr_build_block (builder, DCR_BLOCK_SECTION, node);

  block->level = 4;
  block->title = dcr_build_heading (builder, node, &block->n_title);
  if (block->n_title > 0)
    g_ptr_array_add (builder->stack, block);
}

static void
build_list (DcrBuilder *builder, xmlNode *node)
{
  const char *type = dcr_node_attr (node, "type");
  guint style = DCR_LIST_BULLET;

  if (g_strcmp0 (type, "numero") == 0)
    style = DCR_LIST_NUMBERED;
  else if (g_strcmp0 (type, "caseACocher") == 0)
    style = DCR_LIST_CHECK;
  dcr_build_whole (builder, DCR_BLOCK_LIST, style, node);
}

static void
build_callout (DcrBuilder *builder, xmlNode *node, DcrElement element)
{
  static const struct
  {
    DcrElement element;
    DcrCalloutStyle style;
    const char *title;
  } sorts[] = {
    { DCR_E_A_NOTER, DCR_CALLOUT_NOTE, "À noter" },
    { DCR_E_A_SAVOIR, DCR_CALLOUT_KNOW, "À savoir" },
    { DCR_E_ATTENTION, DCR_CALLOUT_WARNING, "Attention" },
    { DCR_E_RAPPEL, DCR_CALLOUT_REMINDER, "Rappel" },
    { DCR_E_EXEMPLE, DCR_CALLOUT_EXAMPLE, "Exemple" },
    { DCR_E_INFORMATION, DCR_CALLOUT_KNOW, "Information complémentaire" },
    { DCR_E_ACTUALITE, DCR_CALLOUT_KNOW, "Actualité" },
  };
  DcrBlock *block = dcr_build_whole (builder, DCR_BLOCK_CALLOUT, 0, node);

  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (sorts[i].element == element)
      {
        block->style = sorts[i].style;
        dcr_build_made_title (builder, block, sorts[i].title);
      }
  /* 531 « À noter » are headed « Exemple » (FORMAT 4.3): their own heading says what they are */
  if (block->style == DCR_CALLOUT_NOTE && strcmp (block->title[0].text, "Exemple") == 0)
    block->style = DCR_CALLOUT_EXAMPLE;
  dcr_build_note (builder, block);
}

static void
build_cases (DcrBuilder *builder, xmlNode *node, DcrElement element)
{
  const char *how = dcr_node_attr (node, "affichage");
  guint style = element == DCR_E_BLOC_CAS ? DCR_CASES_RADIO : DCR_CASES_TABS;

  if (g_strcmp0 (how, "onglet") == 0)
    style = DCR_CASES_TABS;
  else if (g_strcmp0 (how, "sequentiel") == 0)
    style = DCR_CASES_SEQUENCE;
  dcr_build_whole (builder, DCR_BLOCK_CASES, style, node);
}

/* Steps of a procedure told in one page (3.4 on). */
static void
build_step (DcrBuilder *builder, xmlNode *node)
{
  static const char *const titles[][2] = {
    { "Etapes", "Étapes" },   { "Documents", "Documents" }, { "Delai", "Délai" },
    { "Recours", "Recours" }, { "Cout", "Coût" },           { "NbEtapes", "Nombre d’étapes" },
  };
  DcrBlock *block = dcr_build_whole (builder, DCR_BLOCK_SECTION, DCR_SECTION_TEXT, node);

  block->level = 3;
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (strcmp (block->element, titles[i][0]) == 0)
      dcr_build_made_title (builder, block, titles[i][1]);
}

/* An element nobody knows yet keeps its text and its address. */
static void
build_unknown (DcrBuilder *builder, xmlNode *node)
{
  DcrBlock *block;

  dcr_build_count_unknown (builder, node);
  block = dcr_build_whole (builder, DCR_BLOCK_GROUP, DCR_GROUP_UNKNOWN, node);
  block->url = dcr_build_url (builder, dcr_node_attr (node, "URL"));
  if (block->n_children == 0 && block->n_title == 0 && block->url == NULL && block->details == NULL)
    g_ptr_array_set_size (builder->stack, (int)builder->stack->len - 1);
}

static gboolean
build_box (DcrBuilder *builder, xmlNode *node, DcrElement element)
{
  switch ((int)element)
    {
    case DCR_E_OU_SADRESSER:
      dcr_build_where (builder, node);
      return TRUE;
    case DCR_E_SERVICE:
    case DCR_E_SERVICE_ANNEXE:
    case DCR_E_SERVICE_ALTERNATIF:
    case DCR_E_NOTICE:
      dcr_build_service (builder, node, element);
      return TRUE;
    case DCR_E_FIGURE:
      dcr_build_figure (builder, node);
      return TRUE;
    case DCR_E_REFERENCE:
    case DCR_E_SAVOIR_PLUS:
    case DCR_E_LIEN_COMMENTE:
    case DCR_E_FICHE:
    case DCR_E_FICHE_CONNEXE:
    case DCR_E_DOSSIER:
    case DCR_E_QUESTION_REPONSE:
    case DCR_E_COMMENT_FAIRE_SI:
    case DCR_E_FICHE_LIEE:
    case DCR_E_RECHERCHE_GUIDEE:
    case DCR_E_PARTENAIRE:
      dcr_build_link_item (builder, node, element);
      return TRUE;
    case DCR_E_PROBLEMATIQUES:
    case DCR_E_QUESTIONNAIRE:
      dcr_build_guided (builder, node);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
build_text_block (DcrBuilder *builder, DcrBlock *parent, xmlNode *node, DcrElement element)
{
  switch ((int)element)
    {
    case DCR_E_PARAGRAPHE:
    case DCR_E_LEGENDE:
      build_mixed (builder, parent, node, TRUE);
      return TRUE;
    case DCR_E_CHAPITRE:
    case DCR_E_SOUS_CHAPITRE:
      build_section (builder, node, element);
      return TRUE;
    case DCR_E_TITRE_FLOTTANT:
      build_floating_title (builder, node);
      return TRUE;
    case DCR_E_LISTE:
      build_list (builder, node);
      return TRUE;
    case DCR_E_TABLEAU:
      dcr_build_table (builder, node);
      return TRUE;
    case DCR_E_BLOC_CAS:
    case DCR_E_LISTE_SITUATIONS:
      build_cases (builder, node, element);
      return TRUE;
    case DCR_E_CAS:
    case DCR_E_SITUATION:
      dcr_build_whole (builder, DCR_BLOCK_CASE, 0, node);
      return TRUE;
    case DCR_E_A_SAVOIR:
    case DCR_E_A_NOTER:
    case DCR_E_ATTENTION:
    case DCR_E_RAPPEL:
    case DCR_E_EXEMPLE:
    case DCR_E_INFORMATION:
    case DCR_E_ACTUALITE:
      build_callout (builder, node, element);
      return TRUE;
    default:
      return FALSE;
    }
}

void
dcr_build_element (DcrBuilder *builder, DcrBlock *block, xmlNode *node)
{
  DcrElement element;
  guint style = DCR_GROUP_PLAIN;

  if (!is_blank (node) && fits_in_line (node, FALSE))
    {
      push_line (builder, node);
      return;
    }
  if (node->type != XML_ELEMENT_NODE)
    return;
  element = dcr_element_of (node);
  if (element >= DCR_E_TITRE && element <= DCR_E_SI_SELECTIONNE)
    {
      say_of_parent (builder, block, node, element);
      return;
    }
  if (build_text_block (builder, block, node, element) || build_box (builder, node, element))
    return;
  switch ((int)element)
    {
    case DCR_E_TEXTE: /* a container of one thing: what it holds belongs to its parent */
      dcr_build_children (builder, block, node);
      return;
    case DCR_E_AUDIENCE: /* that of a target, which its ref says */
      return;
    case DCR_E_ITEM:
      dcr_build_whole (builder, DCR_BLOCK_ITEM, 0, node);
      return;
    case DCR_E_STEP:
      build_step (builder, node);
      return;
    case DCR_E_INTRODUCTION:
      style = DCR_GROUP_INTRODUCTION;
      break;
    case DCR_E_FRAGMENT:
      style = DCR_GROUP_FRAGMENT;
      break;
    case DCR_E_RESUME:
      style = DCR_GROUP_SUMMARY;
      break;
    case DCR_E_UNKNOWN:
      build_unknown (builder, node);
      return;
    default: /* known, but not here: Aide, Theme… keep their text */
      break;
    }
  dcr_build_whole (builder, DCR_BLOCK_GROUP, style, node);
}
