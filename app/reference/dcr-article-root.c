/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a document in the order the site shows them (FORMAT 3.3), whatever their order in
 * the file. Headings that only the site has are part of the French text: they are never translated,
 * since the addresses of the passages below are made of them. */
#include "reference/dcr-article-private.h"

#include <string.h>

typedef enum
{
  AT_NOWHERE, /* the head, the glossary */
  AT_WARNING,
  AT_NEWS,
  AT_INTRODUCTION,
  AT_GUIDED,
  AT_SELF,
  AT_BODY,
  AT_MENU,
  AT_SERVICES,
  AT_ALTERNATIVES,
  AT_WHERE,
  AT_QUESTIONS,
  AT_LIFE_EVENTS,
  AT_SEE_ALSO,
  AT_MORE,
  AT_REFERENCES,
  AT_USED_BY,
  AT_OTHER,
  N_PLACES
} Place;

/* What gathers the pieces of a place; without a title they stand at the root by themselves. */
static const struct
{
  const char *title;
  DcrSectionStyle style;
} sections[N_PLACES] = {
  [AT_GUIDED] = { "Recherche guidée", DCR_SECTION_GUIDED },
  [AT_MENU] = { "Sommaire", DCR_SECTION_MENU },
  [AT_SERVICES] = { "Services en ligne et formulaires", DCR_SECTION_SERVICES },
  [AT_ALTERNATIVES] = { "Autre façon de faire la démarche", DCR_SECTION_SERVICES },
  [AT_WHERE] = { "Où s’adresser ?", DCR_SECTION_WHERE },
  [AT_QUESTIONS] = { "Questions ? Réponses !", DCR_SECTION_QUESTIONS },
  [AT_LIFE_EVENTS] = { "Comment faire si…", DCR_SECTION_LIFE_EVENTS },
  [AT_SEE_ALSO] = { "Et aussi", DCR_SECTION_SEE_ALSO },
  [AT_MORE] = { "Pour en savoir plus", DCR_SECTION_MORE },
  [AT_REFERENCES] = { "Textes de référence", DCR_SECTION_REFERENCES },
  [AT_USED_BY] = { "Fiches liées", DCR_SECTION_USED_BY },
  [AT_OTHER] = { "Autres informations", DCR_SECTION_MORE },
};

typedef struct
{
  DcrBuilder *builder;
  GPtrArray *places[N_PLACES];
  DcrBlock *self; /* of a resource: the form or the service itself */
  gboolean is_resource;
} Layout;

static Place
place_of (const Layout *layout, DcrElement element)
{
  switch ((int)element)
    {
    case DCR_E_AVERTISSEMENT:
      return AT_WARNING;
    case DCR_E_ACTUALITE:
      return AT_NEWS;
    case DCR_E_INTRODUCTION:
      return AT_INTRODUCTION;
    case DCR_E_PROBLEMATIQUES:
    case DCR_E_QUESTIONNAIRE:
    case DCR_E_RECHERCHE_GUIDEE:
      return AT_GUIDED;
    case DCR_E_LIEN_WEB:
    case DCR_E_NUMERO_CERFA:
    case DCR_E_AUTRE_NUMERO:
    case DCR_E_PIVOT_LOCAL:
    case DCR_E_NOTICE:
    case DCR_E_SERVICE_ANNEXE:
      return AT_SELF;
    case DCR_E_SOUS_DOSSIER:
    case DCR_E_SOUS_THEME:
      return AT_MENU;
    case DCR_E_FICHE:
      return AT_MENU;
    case DCR_E_DOSSIER:
      return layout->is_resource ? AT_USED_BY : AT_MENU;
    case DCR_E_SERVICE:
      return AT_SERVICES;
    case DCR_E_SERVICE_ALTERNATIF:
      return AT_ALTERNATIVES;
    case DCR_E_OU_SADRESSER:
      return AT_WHERE;
    case DCR_E_QUESTION_REPONSE:
      return AT_QUESTIONS;
    case DCR_E_COMMENT_FAIRE_SI:
      return AT_LIFE_EVENTS;
    case DCR_E_VOIR_AUSSI:
    case DCR_E_FICHE_CONNEXE:
      return AT_SEE_ALSO;
    case DCR_E_SAVOIR_PLUS:
    case DCR_E_PARTENAIRE:
      return AT_MORE;
    case DCR_E_REFERENCE:
      return AT_REFERENCES;
    case DCR_E_FICHE_LIEE:
      return AT_USED_BY;
    case DCR_E_UNKNOWN:
      return AT_OTHER;
    default:
      return AT_BODY;
    }
}

/* ---- Parts with a shape of their own --------------------------------------------------------- */

static void
build_warning (DcrBuilder *builder, xmlNode *node)
{
  DcrBlock *block = dcr_build_whole (builder, DCR_BLOCK_SECTION, DCR_SECTION_WARNING, node);

  block->level = 1;
  dcr_build_link_attrs (builder, block, node);
  dcr_build_made_title (builder, block, "Avertissement");
  dcr_build_note (builder, block);
}

/* A part of a menu: SousTheme of a theme, SousDossier of a dossier. */
static void
build_menu_part (DcrBuilder *builder, xmlNode *node)
{
  DcrBlock *block = dcr_build_whole (builder, DCR_BLOCK_SECTION, DCR_SECTION_MENU, node);

  block->level = 2;
}

static void
build_see_also (DcrBuilder *builder, xmlNode *node)
{
  gboolean important = g_strcmp0 (dcr_node_attr (node, "important"), "oui") == 0;
  guint mark = builder->stack->len;
  DcrBlock *holder = dcr_build_block (builder, DCR_BLOCK_GROUP, node);

  dcr_build_children (builder, holder, node);
  for (guint i = mark; i < builder->stack->len; i++)
    ((DcrBlock *)builder->stack->pdata[i])->style = important;
}

static void
take_glossary (DcrBuilder *builder, xmlNode *node, DcrElement element)
{
  DcrBlock *block = dcr_build_whole (builder, DCR_BLOCK_GROUP, DCR_GROUP_PLAIN, node);
  DcrGlossary entry = { .id = dcr_build_attr (builder, node, "ID"),
                        .text = block,
                        .is_abbreviation = element == DCR_E_ABREVIATION };

  g_ptr_array_set_size (builder->stack, (int)builder->stack->len - 1);
  entry.title = dcr_runs_text (builder, block->title, block->n_title);
  if (entry.id == NULL)
    entry.id = "";
  g_array_append_val (builder->glossary, entry);
}

/* What a resource says of itself: its address, number, notices, annexes. */
static void
take_self (Layout *layout, xmlNode *node)
{
  DcrBuilder *builder = layout->builder;

  if (layout->self == NULL)
    layout->self = dcr_build_block (builder, DCR_BLOCK_SERVICE, NULL);
  dcr_build_element (builder, layout->self, node);
}

static void
build_part (Layout *layout, xmlNode *node, DcrElement element)
{
  DcrBuilder *builder = layout->builder;
  Place place = place_of (layout, element);
  guint mark = builder->stack->len;
  DcrBlock *nobody = NULL;

  if (element == DCR_E_AVERTISSEMENT)
    build_warning (builder, node);
  else if (element == DCR_E_SOUS_DOSSIER || element == DCR_E_SOUS_THEME)
    build_menu_part (builder, node);
  else if (element == DCR_E_VOIR_AUSSI)
    build_see_also (builder, node);
  else if (place == AT_SELF)
    take_self (layout, node);
  else
    {
      nobody = dcr_build_block (builder, DCR_BLOCK_GROUP, NULL);
      dcr_build_element (builder, nobody, node);
    }
  if (element == DCR_E_RECHERCHE_GUIDEE && builder->article->guided_search == NULL)
    builder->article->guided_search
        = dcr_build_ref (builder, dcr_node_attr (node, "ID"), dcr_node_attr (node, "audience"));
  for (guint i = mark; i < builder->stack->len; i++)
    g_ptr_array_add (layout->places[place], builder->stack->pdata[i]);
  g_ptr_array_set_size (builder->stack, (int)mark);
}

/* ---- Putting them together ------------------------------------------------------------------- */

static void
push_self (Layout *layout)
{
  DcrBuilder *builder = layout->builder;
  DcrBlock *self = layout->self;
  guint mark = builder->stack->len;

  if (self == NULL)
    return;
  for (guint i = 0; i < layout->places[AT_SELF]->len; i++)
    g_ptr_array_add (builder->stack, layout->places[AT_SELF]->pdata[i]);
  dcr_build_adopt (builder, self, mark);
  self->style = dcr_service_style (builder->article->type);
  dcr_build_made_title (builder, self,
                        builder->article->kind_label != NULL ? builder->article->kind_label
                                                             : "Accès au service");
  dcr_build_note (builder, self);
  g_ptr_array_add (builder->stack, self);
}

static void
push_place (Layout *layout, Place place)
{
  DcrBuilder *builder = layout->builder;
  GPtrArray *pieces = layout->places[place];
  guint mark = builder->stack->len;
  DcrBlock *holder = NULL;

  if (pieces->len == 0)
    return;
  if (place == AT_BODY)
    {
      holder = dcr_build_block (builder, DCR_BLOCK_GROUP, NULL);
      holder->element = "Texte";
    }
  else if (sections[place].title != NULL
           && ((DcrBlock *)pieces->pdata[0])->kind != DCR_BLOCK_SECTION)
    holder = dcr_build_block (builder, DCR_BLOCK_SECTION, NULL);
  else if (place == AT_MENU)
    holder = dcr_build_block (builder, DCR_BLOCK_SECTION, NULL);
  for (guint i = 0; i < pieces->len; i++)
    g_ptr_array_add (builder->stack, pieces->pdata[i]);
  if (holder == NULL)
    return;
  if (holder->kind == DCR_BLOCK_SECTION)
    {
      holder->level = 1;
      holder->style = sections[place].style;
      dcr_build_made_title (builder, holder, sections[place].title);
    }
  dcr_build_adopt (builder, holder, mark);
  g_ptr_array_add (builder->stack, holder);
}

static void
assemble (Layout *layout, xmlNode *root)
{
  DcrBuilder *builder = layout->builder;
  DcrBlock *block = dcr_build_block (builder, DCR_BLOCK_GROUP, NULL);

  block->element = dcr_arena_text (builder->arena, (const char *)root->name,
                                   strlen ((const char *)root->name));
  for (Place place = AT_WARNING; place < N_PLACES; place++)
    if (place == AT_SELF)
      push_self (layout);
    else
      push_place (layout, place);
  dcr_build_adopt (builder, block, 0);
  builder->article->root = block;
}

gboolean
dcr_build_root (DcrBuilder *builder, xmlNode *root)
{
  Layout layout = { .builder = builder };

  if (dcr_element_of (root) != DCR_E_PUBLICATION
      && dcr_element_of (root) != DCR_E_SERVICE_COMPLEMENTAIRE)
    return FALSE;
  if (!dcr_build_identity (builder, root))
    return FALSE;
  layout.is_resource = dcr_element_of (root) == DCR_E_SERVICE_COMPLEMENTAIRE;
  for (Place place = 0; place < N_PLACES; place++)
    layout.places[place] = g_ptr_array_new ();
  for (xmlNode *child = root->children; child != NULL; child = child->next)
    {
      DcrElement element;

      if (child->type != XML_ELEMENT_NODE)
        {
          if (dcr_node_is_text (child))
            build_part (&layout, child, DCR_E_TEXTE);
          continue;
        }
      element = dcr_element_of (child);
      if (element == DCR_E_DEFINITION || element == DCR_E_ABREVIATION)
        take_glossary (builder, child, element);
      else if (!dcr_build_head (builder, child, element))
        build_part (&layout, child, element);
    }
  assemble (&layout, root);
  for (Place place = 0; place < N_PLACES; place++)
    g_ptr_array_unref (layout.places[place]);
  return TRUE;
}
