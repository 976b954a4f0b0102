/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/tree.h>

#include <glib.h>

G_BEGIN_DECLS

/**
 * The elements of the feed, 3.0 to 3.5 (FORMAT 5 and 11). Private to reference/.
 * DCR_E_TRANSPARENT stands for known containers that add nothing of their own to what they hold.
 */
typedef enum
{
  DCR_E_UNKNOWN,
  /* inline */
  DCR_E_LIEN_INTERNE,
  DCR_E_LIEN_INTRA,
  DCR_E_LIEN_EXTERNE,
  DCR_E_VALEUR,
  DCR_E_MISE_EN_EVIDENCE,
  DCR_E_EXPOSANT,
  DCR_E_INDICE,
  DCR_E_EXPRESSION,
  DCR_E_CITATION,
  DCR_E_TERME_ETRANGER,
  DCR_E_VARIABLE,
  DCR_E_TEXTE_INTERNE,
  DCR_E_LAST_INLINE = DCR_E_TEXTE_INTERNE,
  /* what an element says of its parent */
  DCR_E_TITRE,
  DCR_E_TITRE_ALTERNATIF,
  DCR_E_CONDITION,
  DCR_E_SOURCE,
  DCR_E_COMPLEMENT,
  DCR_E_PIVOT_LOCAL,
  DCR_E_RESSOURCE_WEB,
  DCR_E_LIEN_WEB,
  DCR_E_NUMERO_CERFA,
  DCR_E_AUTRE_NUMERO,
  DCR_E_CREDITS,
  DCR_E_TEXTE_DE_REMPLACEMENT,
  DCR_E_COLONNE,
  DCR_E_ECHEANCE,
  DCR_E_SI_SELECTIONNE,
  /* blocks */
  DCR_E_PARAGRAPHE,
  DCR_E_TEXTE,
  DCR_E_TRANSPARENT,
  DCR_E_INTRODUCTION,
  DCR_E_CHAPITRE,
  DCR_E_SOUS_CHAPITRE,
  DCR_E_TITRE_FLOTTANT,
  DCR_E_LISTE,
  DCR_E_ITEM,
  DCR_E_TABLEAU,
  DCR_E_RESUME,
  DCR_E_RANGEE,
  DCR_E_CELLULE,
  DCR_E_A_SAVOIR,
  DCR_E_A_NOTER,
  DCR_E_ATTENTION,
  DCR_E_RAPPEL,
  DCR_E_EXEMPLE,
  DCR_E_INFORMATION,
  DCR_E_ACTUALITE,
  DCR_E_BLOC_CAS,
  DCR_E_CAS,
  DCR_E_LISTE_SITUATIONS,
  DCR_E_SITUATION,
  DCR_E_FRAGMENT,
  DCR_E_OU_SADRESSER,
  DCR_E_SERVICE,
  DCR_E_SERVICE_ANNEXE,
  DCR_E_SERVICE_ALTERNATIF,
  DCR_E_NOTICE,
  DCR_E_FIGURE,
  DCR_E_LEGENDE,
  DCR_E_REFERENCE,
  DCR_E_SAVOIR_PLUS,
  DCR_E_LIEN_COMMENTE,
  DCR_E_FICHE,
  DCR_E_FICHE_CONNEXE,
  DCR_E_DOSSIER,
  DCR_E_VOIR_AUSSI,
  DCR_E_QUESTION_REPONSE,
  DCR_E_COMMENT_FAIRE_SI,
  DCR_E_FICHE_LIEE,
  DCR_E_RECHERCHE_GUIDEE,
  DCR_E_PARTENAIRE,
  DCR_E_SOUS_DOSSIER,
  DCR_E_SOUS_THEME,
  DCR_E_STEP,
  /* questions */
  DCR_E_PROBLEMATIQUES,
  DCR_E_PROBLEMATIQUE,
  DCR_E_BRANCHE,
  DCR_E_QUESTIONNAIRE,
  DCR_E_QUESTION,
  DCR_E_CHOIX,
  DCR_E_INTITULE,
  DCR_E_AIDE,
  DCR_E_AFFECTE_VRAI,
  DCR_E_AFFECTE_FAUX,
  DCR_E_EST_VRAI,
  DCR_E_EST_FAUX,
  DCR_E_EST_INDEFINI,
  DCR_E_ET,
  DCR_E_OU,
  DCR_E_NON,
  /* the root and what it says of itself */
  DCR_E_PUBLICATION,
  DCR_E_SERVICE_COMPLEMENTAIRE,
  DCR_E_SURTITRE,
  DCR_E_AUDIENCE,
  DCR_E_CIBLE,
  DCR_E_FIL,
  DCR_E_NIVEAU,
  DCR_E_THEME,
  DCR_E_SOUS_THEME_PERE,
  DCR_E_DOSSIER_PERE,
  DCR_E_SOUS_DOSSIER_PERE,
  DCR_E_AVERTISSEMENT,
  DCR_E_DEFINITION,
  DCR_E_ABREVIATION,
  DCR_E_META,
} DcrElement;

/** What @node is; elements of another namespace than none are DCR_E_META (dc:…). Any thread. */
DcrElement dcr_element_of (xmlNode *node);
/** A name that outlives the document: that of the table when known, else NULL. */
const char *dcr_element_static_name (xmlNode *node);
/** TRUE for text and CDATA. */
gboolean dcr_node_is_text (const xmlNode *node);
/** TRUE for what belongs in a line: text and inline elements, known or not inside a paragraph. */
gboolean dcr_element_is_inline (DcrElement element);

/** Value of an attribute without namespace, or NULL when absent or blank. Lives as long as @node.
 */
const char *dcr_node_attr (const xmlNode *node, const char *name);
/** First child element of this sort, or NULL. */
xmlNode *dcr_node_child (xmlNode *node, DcrElement element);

G_END_DECLS
