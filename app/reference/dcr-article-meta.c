/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a document says of itself (FORMAT 3): identity, kind, dates, breadcrumb, themes. */
#include "reference/dcr-article-private.h"

#include <string.h>

static DcrArticleKind
kind_of (const char *type)
{
  static const struct
  {
    const char *begin;
    DcrArticleKind kind;
  } kinds[] = {
    { "Fiche d'information", DCR_ARTICLE_SHEET },
    { "Fiche d’information", DCR_ARTICLE_SHEET },
    { "Fiche avec liens", DCR_ARTICLE_LINKS },
    { "Fiche Question", DCR_ARTICLE_QUESTION },
    { "Fiche Comment faire", DCR_ARTICLE_LIFE_EVENT },
    { "Fiche", DCR_ARTICLE_SHEET },
    { "Recherche guid", DCR_ARTICLE_GUIDED_SEARCH },
    { "Theme", DCR_ARTICLE_THEME },
    { "Thème", DCR_ARTICLE_THEME },
    { "Dossier", DCR_ARTICLE_DOSSIER },
    { "Formulaire", DCR_ARTICLE_FORM },
    { "Notice", DCR_ARTICLE_FORM },
    { "Téléservice", DCR_ARTICLE_ONLINE_SERVICE },
    { "Service en ligne", DCR_ARTICLE_ONLINE_SERVICE },
    { "Site", DCR_ARTICLE_ONLINE_SERVICE },
    { "Modèle", DCR_ARTICLE_MODEL },
    { "Simulateur", DCR_ARTICLE_SIMULATOR },
    { "Outil", DCR_ARTICLE_SEARCH_TOOL },
  };

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (type, kinds[i].begin))
      return kinds[i].kind;
  return DCR_ARTICLE_OTHER;
}

/* Its audience is that of the archive: the first step of the breadcrumb (FORMAT 3). */
static DcrAudience
audience_of (xmlNode *root)
{
  xmlNode *trail = dcr_node_child (root, DCR_E_FIL);
  xmlNode *home = trail != NULL ? dcr_node_child (trail, DCR_E_NIVEAU) : NULL;
  xmlNode *element = dcr_node_child (root, DCR_E_AUDIENCE);
  const char *url = dcr_node_attr (root, "spUrl");
  DcrAudience audience = DCR_AUDIENCE_PARTICULIERS;

  if (home != NULL && dcr_audience_parse (dcr_node_attr (home, "ID"), &audience))
    return audience;
  if (element != NULL && element->children != NULL && dcr_node_is_text (element->children)
      && dcr_audience_parse ((const char *)element->children->content, &audience))
    return audience;
  if (url != NULL && (strstr (url, "entreprendre") || strstr (url, "/professionnels")))
    return DCR_AUDIENCE_PROFESSIONNELS;
  if (url != NULL && strstr (url, "/associations/"))
    return DCR_AUDIENCE_ASSOCIATIONS;
  return DCR_AUDIENCE_PARTICULIERS;
}

/* The first « YYYY-MM-DD » of « modified 2020-11-05 » or « 2020-01-01T00:00:00 ». */
static const char *
date_in (DcrBuilder *builder, const char *text)
{
  for (; text != NULL && *text != '\0'; text++)
    {
      static const char model[] = "dddd-dd-dd";
      guint i;

      for (i = 0; model[i] != '\0'; i++)
        if (model[i] == 'd' ? !g_ascii_isdigit (text[i]) : text[i] != model[i])
          break;
      if (model[i] == '\0')
        return dcr_arena_text (builder->arena, text, i);
    }
  return NULL;
}

/* The page on the site; its host changed in 2025 and the enterprises got their own in 2022. */
static const char *
page_url (DcrBuilder *builder, const char *sp_url)
{
  static const struct
  {
    const char *from, *to;
  } moves[] = {
    { "www.service-public.fr/professionnels-entreprises/", "entreprendre.service-public.gouv.fr/" },
    { "entreprendre.service-public.fr/", "entreprendre.service-public.gouv.fr/" },
    { "www.service-public.fr/", "www.service-public.gouv.fr/" },
  };
  const DcrArticle *article = builder->article;
  const char *url = dcr_build_url (builder, sp_url);
  const char *rest = url != NULL ? strstr (url, "://") : NULL;
  g_autofree char *made = NULL;

  if (rest == NULL && article->audience == DCR_AUDIENCE_PROFESSIONNELS)
    made
        = g_strdup_printf ("https://entreprendre.service-public.gouv.fr/vosdroits/%s", article->id);
  else if (rest == NULL)
    made = g_strdup_printf ("https://www.service-public.gouv.fr/%s/vosdroits/%s",
                            dcr_audience_name (article->audience), article->id);
  for (guint i = 0; made == NULL && i < G_N_ELEMENTS (moves); i++)
    if (g_str_has_prefix (rest + 3, moves[i].from))
      made = g_strconcat ("https://", moves[i].to, rest + 3 + strlen (moves[i].from), NULL);
  return made != NULL ? dcr_arena_text (builder->arena, made, strlen (made)) : url;
}

gboolean
dcr_build_identity (DcrBuilder *builder, xmlNode *root)
{
  DcrArticle *article = builder->article;
  const char *id = dcr_node_attr (root, "ID");
  g_autofree char *ref = NULL;
  gsize length = 0;

  while (id != NULL && (g_ascii_isalnum (id[length]) || id[length] == '-'))
    length++;
  if (length == 0 || length > 32 || id[length] != '\0' || !g_ascii_isalpha (id[0]))
    return FALSE;
  article->audience = audience_of (root);
  article->id = dcr_arena_text (builder->arena, id, length);
  ref = g_strconcat (dcr_audience_name (article->audience), "/", id, NULL);
  article->ref = dcr_arena_text (builder->arena, ref, strlen (ref));
  article->kind = kind_of (dcr_node_attr (root, "type"));
  article->type = dcr_build_attr (builder, root, "type");
  article->status = dcr_build_attr (builder, root, "statut");
  article->important_date
      = date_in (builder, dcr_node_attr (root, "dateDerniereModificationImportante"));
  article->page_url = page_url (builder, dcr_node_attr (root, "spUrl"));
  return TRUE;
}

/* ---- Elements of the head ------------------------------------------------------------------- */

static void
take_meta (DcrBuilder *builder, xmlNode *node)
{
  DcrArticle *article = builder->article;
  const char *name = (const char *)node->name;
  DcrMeta meta = { .value = dcr_build_node_text (builder, node) };
  g_autofree char *full = NULL;

  if (meta.value == NULL)
    return;
  if (node->ns == NULL || node->ns->prefix == NULL)
    full = g_strdup (name);
  else
    full = g_strconcat ((const char *)node->ns->prefix, ":", name, NULL);
  meta.name = dcr_arena_text (builder->arena, full, strlen (full));
  g_array_append_val (builder->meta, meta);
  if (strcmp (full, "dc:title") == 0) /* the editors mark guided searches by « ** » */
    article->title = meta.value + strspn (meta.value, "* ");
  else if (strcmp (full, "dc:description") == 0)
    article->description = meta.value;
  else if (strcmp (full, "dc:contributor") == 0)
    article->contributor = meta.value;
  else if (strcmp (full, "dc:date") == 0)
    article->date = date_in (builder, meta.value);
}

static const char *
child_title (DcrBuilder *builder, xmlNode *node)
{
  xmlNode *title = dcr_node_child (node, DCR_E_TITRE);

  return dcr_build_node_text (builder, title != NULL ? title : node);
}

static void
append_text (DcrBuilder *builder, const char *const **list, const char *text)
{
  guint n = *list != NULL ? g_strv_length ((char **)*list) : 0;
  const char **longer;

  if (text == NULL || n >= 64)
    return;
  longer = dcr_arena_new_n (builder->arena, const char *, n + 2);
  if (n > 0)
    memcpy (longer, *list, n * sizeof (char *));
  longer[n] = text;
  *list = longer;
}

static void
take_targets (DcrBuilder *builder, xmlNode *node)
{
  const char *text = dcr_build_node_text (builder, node);
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ",", 100);

  for (guint i = 0; parts[i] != NULL; i++)
    append_text (builder, &builder->article->targets, dcr_build_text (builder, parts[i]));
}

static void
append_crumb (DcrBuilder *builder, const DcrCrumb **list, guint *n, const DcrCrumb *crumb)
{
  DcrCrumb *longer = dcr_arena_new_n (builder->arena, DcrCrumb, *n + 1);

  if (*n > 0)
    memcpy (longer, *list, *n * sizeof *longer);
  longer[*n] = *crumb;
  *list = longer;
  (*n)++;
}

static void
take_trail (DcrBuilder *builder, xmlNode *node)
{
  DcrArticle *article = builder->article;

  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE && article->n_crumbs < 64)
      {
        const char *id = dcr_build_attr (builder, child, "ID");
        DcrCrumb crumb
            = { id, dcr_build_node_text (builder, child), dcr_build_ref (builder, id, NULL) };

        if (crumb.title != NULL)
          append_crumb (builder, &article->crumbs, &article->n_crumbs, &crumb);
      }
}

static void
take_theme (DcrBuilder *builder, xmlNode *node)
{
  DcrArticle *article = builder->article;
  const char *id = dcr_build_attr (builder, node, "ID");
  xmlNode *audience = dcr_node_child (node, DCR_E_AUDIENCE);
  const char *name = audience != NULL ? dcr_build_node_text (builder, audience) : NULL;
  DcrCrumb theme = { id, child_title (builder, node), dcr_build_ref (builder, id, name) };

  if (theme.title == NULL || article->n_themes >= 64)
    return;
  if (article->theme == NULL)
    {
      article->theme = theme.title;
      article->theme_id = theme.id;
    }
  append_crumb (builder, &article->themes, &article->n_themes, &theme);
}

gboolean
dcr_build_head (DcrBuilder *builder, xmlNode *node, DcrElement element)
{
  DcrArticle *article = builder->article;

  switch ((int)element)
    {
    case DCR_E_META:
      take_meta (builder, node);
      return TRUE;
    case DCR_E_SURTITRE:
      article->kind_label = dcr_build_node_text (builder, node);
      return TRUE;
    case DCR_E_AUDIENCE:
      append_text (builder, &article->audiences, dcr_build_node_text (builder, node));
      return TRUE;
    case DCR_E_CIBLE:
      take_targets (builder, node);
      return TRUE;
    case DCR_E_FIL:
      take_trail (builder, node);
      return TRUE;
    case DCR_E_THEME:
      take_theme (builder, node);
      return TRUE;
    case DCR_E_SOUS_THEME_PERE:
      article->sub_theme = dcr_build_node_text (builder, node);
      article->sub_theme_id = dcr_build_attr (builder, node, "ID");
      return TRUE;
    case DCR_E_DOSSIER_PERE: /* its menu is that of the dossier's own page (FORMAT 9.9): left there
                              */
      article->dossier = child_title (builder, node);
      article->dossier_id = dcr_build_attr (builder, node, "ID");
      return TRUE;
    case DCR_E_SOUS_DOSSIER_PERE:
      article->sub_dossier = dcr_build_node_text (builder, node);
      return TRUE;
    default:
      return FALSE;
    }
}
