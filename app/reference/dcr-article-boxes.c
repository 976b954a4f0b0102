/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leads somewhere: offices, online services and forms, references, menus, pictures. */
#include "reference/dcr-article-private.h"

#include <string.h>

/* ---- The one line beside the title --------------------------------------------------------- */

static void
add_part (GString *line, const char *prefix, const char *part)
{
  if (part == NULL)
    return;
  if (line->len > 0)
    g_string_append (line, " · ");
  g_string_append_printf (line, "%s%s", prefix, part);
}

/* « application/pdf » -> « PDF »: only what a caller would understand. */
static const char *
format_name (const char *format)
{
  if (format == NULL)
    return NULL;
  if (g_str_has_prefix (format, "application/pdf"))
    return "PDF";
  if (strstr (format, "excel") != NULL || strstr (format, "spreadsheet") != NULL)
    return "tableur";
  if (strstr (format, "word") != NULL || strstr (format, "opendocument.text") != NULL
      || g_str_has_prefix (format, "application/rtf"))
    return "traitement de texte";
  if (g_str_has_prefix (format, "application/zip"))
    return "ZIP";
  return NULL;
}

/* Sizes come as « 188.7 KB », « 12,5 Ko », « 44.62 » (kilobytes) or « 0 » (unknown): one French way for all. */
static char *
size_text (const char *size)
{
  char *end;
  double number;
  const char *unit = "Ko";

  if (size == NULL || strcmp (size, "0") == 0)
    return NULL;
  number = g_ascii_strtod (size, &end);
  if (strcmp (end, " MB") == 0)
    unit = "Mo";
  else if (number <= 0 || (*end != '\0' && strcmp (end, " KB") != 0))
    return g_strdup (size); /* French already, or something else: as it is */
  return g_strdelimit (g_strdup_printf ("%.1f\u00A0%s", number, unit), ".", ',');
}

void
dcr_build_note (DcrBuilder *builder, DcrBlock *block)
{
  const DcrDetails *details = block->details;
  g_autoptr (GString) line = NULL;
  g_autofree char *date = NULL, *size = NULL;
  gboolean named;

  if (details == NULL)
    return;
  line = g_string_new (NULL);
  date = dcr_day_text (details->date);
  /* numbers are text: « 15692*01 », but also « N°14077*02 » or « En cours d'homologation » */
  named = details->number != NULL && !g_ascii_isdigit (details->number[0]);
  add_part (line, named ? "Cerfa " : "Cerfa n° ", details->number);
  add_part (line, "", details->other_number);
  add_part (line, "", details->complement);
  add_part (line, "", details->source);
  add_part (line, "", details->comment);
  add_part (line, "", date);
  add_part (line, "", format_name (details->format));
  size = size_text (details->size);
  add_part (line, "", size);
  if (details->language != NULL && g_ascii_strcasecmp (details->language, "fr") != 0)
    add_part (line, "langue : ", details->language);
  if (line->len > 0)
    block->note = dcr_arena_text (builder->arena, line->str, line->len);
}

void
dcr_build_link_attrs (DcrBuilder *builder, DcrBlock *block, const xmlNode *node)
{
  static const struct
  {
    const char *name;
    gsize offset;
  } places[] = {
    { "type", G_STRUCT_OFFSET (DcrDetails, type) },
    { "format", G_STRUCT_OFFSET (DcrDetails, format) },
    { "poids", G_STRUCT_OFFSET (DcrDetails, size) },
    { "langue", G_STRUCT_OFFSET (DcrDetails, language) },
    { "numerocerfa", G_STRUCT_OFFSET (DcrDetails, number) },
    { "autrenumero", G_STRUCT_OFFSET (DcrDetails, other_number) },
    { "commentaireLien", G_STRUCT_OFFSET (DcrDetails, comment) },
    { "date", G_STRUCT_OFFSET (DcrDetails, date) },
    { "ID", G_STRUCT_OFFSET (DcrDetails, id) },
    { "LienPublication", G_STRUCT_OFFSET (DcrDetails, id) },
  };

  for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next)
    {
      const char *name = (const char *)attr->name;
      const char **place = NULL;

      if (attr->ns != NULL)
        continue;
      if (strcmp (name, "URL") == 0 && block->url == NULL)
        block->url = dcr_build_url (builder, dcr_node_attr (node, name));
      for (guint i = 0; i < G_N_ELEMENTS (places); i++)
        if (places[i].name[0] == name[0] && strcmp (places[i].name, name) == 0)
          place = G_STRUCT_MEMBER_P (dcr_build_details (builder, block), places[i].offset);
      if (place != NULL && *place == NULL)
        *place = dcr_build_attr (builder, node, name);
    }
}

/* ---- Offices ------------------------------------------------------------------------------- */

static DcrWhereStyle
where_style (const char *type)
{
  if (type == NULL)
    return DCR_WHERE_LOCAL;
  if (g_str_has_prefix (type, "National"))
    return DCR_WHERE_NATIONAL;
  if (g_str_has_prefix (type, "Centre de contact"))
    return DCR_WHERE_CALL_CENTRE;
  if (g_str_has_prefix (type, "Support"))
    return DCR_WHERE_SUPPORT;
  return DCR_WHERE_LOCAL;
}

void
dcr_build_where (DcrBuilder *builder, xmlNode *node)
{
  DcrBlock *block = dcr_build_block (builder, DCR_BLOCK_WHERE, node);
  guint mark = builder->stack->len;

  dcr_build_link_attrs (builder, block, node);
  dcr_build_children (builder, block, node);
  dcr_build_adopt (builder, block, mark);
  dcr_build_made_title (builder, block, "Où s’adresser ?");
  block->style = where_style (block->details != NULL ? block->details->type : NULL);
  dcr_build_note (builder, block);
  g_ptr_array_add (builder->stack, block);
}

/* ---- Services ------------------------------------------------------------------------------ */

DcrServiceStyle
dcr_service_style (const char *type)
{
  static const struct
  {
    const char *begin;
    DcrServiceStyle style;
  } styles[] = {
    { "Formulaire", DCR_SERVICE_FORM },      { "Modèle", DCR_SERVICE_MODEL },
    { "Simulateur", DCR_SERVICE_SIMULATOR }, { "Outil", DCR_SERVICE_SEARCH },
    { "Notice", DCR_SERVICE_NOTICE },
  };

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (styles); i++)
    if (g_str_has_prefix (type, styles[i].begin))
      return styles[i].style;
  return DCR_SERVICE_ONLINE;
}

void
dcr_build_service (DcrBuilder *builder, xmlNode *node, DcrElement element)
{
  DcrBlock *block = dcr_build_block (builder, DCR_BLOCK_SERVICE, node);
  guint mark = builder->stack->len;

  dcr_build_link_attrs (builder, block, node);
  if (element == DCR_E_NOTICE)
    {
      block->title = dcr_build_heading (builder, node, &block->n_title);
      block->style = DCR_SERVICE_NOTICE;
    }
  else
    {
      dcr_build_children (builder, block, node);
      block->style = dcr_service_style (block->details != NULL ? block->details->type : NULL);
    }
  dcr_build_adopt (builder, block, mark);
  if (element == DCR_E_SERVICE || element == DCR_E_SERVICE_ALTERNATIF)
    block->target
        = dcr_build_ref (builder, dcr_node_attr (node, "ID"), dcr_node_attr (node, "audience"));
  dcr_build_made_title (builder, block, element == DCR_E_NOTICE ? "Notice" : "Service en ligne");
  dcr_build_note (builder, block);
  g_ptr_array_add (builder->stack, block);
}

/* ---- One line that leads somewhere --------------------------------------------------------- */

/* A link inside the item is the item's own (LienExterneCommente). */
static void
take_inner_link (DcrBuilder *builder, DcrBlock *block, xmlNode *node)
{
  xmlNode *link = dcr_node_child (node, DCR_E_LIEN_EXTERNE);

  if (link == NULL)
    return;
  dcr_build_link_attrs (builder, block, link);
  block->title = dcr_build_heading (builder, link, &block->n_title);
}

/* The theme of an entry of « Et aussi » is its remark. */
static void
take_theme (DcrBuilder *builder, DcrBlock *block, xmlNode *node)
{
  xmlNode *theme = dcr_node_child (node, DCR_E_THEME);
  xmlNode *title = theme != NULL ? dcr_node_child (theme, DCR_E_TITRE) : NULL;

  if (title != NULL && dcr_build_details (builder, block)->complement == NULL)
    dcr_build_details (builder, block)->complement = dcr_build_node_text (builder, title);
}

static gboolean
is_one_line (xmlNode *node)
{
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE && !dcr_element_is_inline (dcr_element_of (child)))
      return FALSE;
  return TRUE;
}

/* Entries come as text (menus) or as Titre and company (VoirAussi): FORMAT 9.8. */
static void
build_entry (DcrBuilder *builder, DcrBlock *block, xmlNode *node, DcrElement element)
{
  if (element != DCR_E_LIEN_COMMENTE && is_one_line (node))
    {
      block->title = dcr_build_heading (builder, node, &block->n_title);
      return;
    }
  if (element == DCR_E_LIEN_COMMENTE)
    take_inner_link (builder, block, node);
  take_theme (builder, block, node);
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      DcrElement inside = child->type == XML_ELEMENT_NODE ? dcr_element_of (child) : DCR_E_UNKNOWN;
      gboolean taken = inside == DCR_E_THEME
                       || (inside == DCR_E_LIEN_EXTERNE && element == DCR_E_LIEN_COMMENTE);

      if (!taken)
        dcr_build_element (builder, block, child);
    }
}

static gboolean
has_document (DcrElement element)
{
  return element == DCR_E_FICHE || element == DCR_E_FICHE_CONNEXE || element == DCR_E_DOSSIER
         || element == DCR_E_QUESTION_REPONSE || element == DCR_E_COMMENT_FAIRE_SI
         || element == DCR_E_FICHE_LIEE || element == DCR_E_RECHERCHE_GUIDEE;
}

void
dcr_build_link_item (DcrBuilder *builder, xmlNode *node, DcrElement element)
{
  DcrBlock *block = dcr_build_block (builder, DCR_BLOCK_LINK_ITEM, node);
  guint mark = builder->stack->len;

  dcr_build_link_attrs (builder, block, node);
  build_entry (builder, block, node, element);
  dcr_build_adopt (builder, block, mark);
  if (has_document (element))
    block->target
        = dcr_build_ref (builder, dcr_node_attr (node, "ID"), dcr_node_attr (node, "audience"));
  if (element == DCR_E_PARTENAIRE)
    dcr_build_made_title (builder, block, "Site partenaire");
  dcr_build_note (builder, block);
  g_ptr_array_add (builder->stack, block);
}

/* ---- Pictures ------------------------------------------------------------------------------ */

void
dcr_build_figure (DcrBuilder *builder, xmlNode *node)
{
  DcrBlock *block = dcr_build_block (builder, DCR_BLOCK_FIGURE, node);
  guint mark = builder->stack->len;

  dcr_build_link_attrs (builder, block, node);
  dcr_build_children (builder, block, node);
  dcr_build_adopt (builder, block, mark);
  block->note = block->details != NULL ? block->details->source : NULL;
  g_ptr_array_add (builder->stack, block);
}
