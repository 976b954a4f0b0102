/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference/dcr-element.h"

#include <string.h>

typedef struct
{
  const char *name;
  DcrElement element;
} Entry;

/* Elements of 3.4 and 3.5 are known by name only (FORMAT 11); they get the nearest old meaning. */
static const Entry entries[] = {
  { "LienInterne", DCR_E_LIEN_INTERNE },
  { "LienIntra", DCR_E_LIEN_INTRA },
  { "LienExterne", DCR_E_LIEN_EXTERNE },
  { "Valeur", DCR_E_VALEUR },
  { "Montant", DCR_E_VALEUR },
  { "MiseEnEvidence", DCR_E_MISE_EN_EVIDENCE },
  { "Exposant", DCR_E_EXPOSANT },
  { "Indice", DCR_E_INDICE },
  { "Expression", DCR_E_EXPRESSION },
  { "Citation", DCR_E_CITATION },
  { "TermeEtranger", DCR_E_TERME_ETRANGER },
  { "Variable", DCR_E_VARIABLE },
  { "TexteInterne", DCR_E_TEXTE_INTERNE },

  { "Titre", DCR_E_TITRE },
  { "TitreRiche", DCR_E_TITRE },
  { "TitreAlternatif", DCR_E_TITRE_ALTERNATIF },
  { "Condition", DCR_E_CONDITION },
  { "Source", DCR_E_SOURCE },
  { "Complement", DCR_E_COMPLEMENT },
  { "PivotLocal", DCR_E_PIVOT_LOCAL },
  { "RessourceWeb", DCR_E_RESSOURCE_WEB },
  { "LienWeb", DCR_E_LIEN_WEB },
  { "NumeroCerfa", DCR_E_NUMERO_CERFA },
  { "AutreNumero", DCR_E_AUTRE_NUMERO },
  { "Credits", DCR_E_CREDITS },
  { "TexteDeRemplacement", DCR_E_TEXTE_DE_REMPLACEMENT },
  { "Colonne", DCR_E_COLONNE },
  { "Echeance", DCR_E_ECHEANCE },
  { "SiSelectionne", DCR_E_SI_SELECTIONNE },

  { "Paragraphe", DCR_E_PARAGRAPHE },
  { "Texte", DCR_E_TEXTE },
  { "Contenu", DCR_E_TRANSPARENT },
  { "ContenuIllustre", DCR_E_TRANSPARENT },
  { "Description", DCR_E_TRANSPARENT },
  { "Commentaire", DCR_E_TRANSPARENT },
  { "Conclusion", DCR_E_TRANSPARENT },
  { "CommentFaireSelf", DCR_E_TRANSPARENT },
  { "Connexion", DCR_E_TRANSPARENT },
  { "FranceConnect", DCR_E_TRANSPARENT },
  { "ServiceNoeud", DCR_E_TRANSPARENT },
  { "Introduction", DCR_E_INTRODUCTION },
  { "Chapitre", DCR_E_CHAPITRE },
  { "SousChapitre", DCR_E_SOUS_CHAPITRE },
  { "TitreFlottant", DCR_E_TITRE_FLOTTANT },
  { "Liste", DCR_E_LISTE },
  { "Item", DCR_E_ITEM },
  { "Tableau", DCR_E_TABLEAU },
  { "Resume", DCR_E_RESUME },
  { "Rangée", DCR_E_RANGEE },
  { "Cellule", DCR_E_CELLULE },
  { "ASavoir", DCR_E_A_SAVOIR },
  { "ANoter", DCR_E_A_NOTER },
  { "Attention", DCR_E_ATTENTION },
  { "Rappel", DCR_E_RAPPEL },
  { "Exemple", DCR_E_EXEMPLE },
  { "InformationComplementaire", DCR_E_INFORMATION },
  { "Actualite", DCR_E_ACTUALITE },
  { "BlocCas", DCR_E_BLOC_CAS },
  { "Cas", DCR_E_CAS },
  { "ListeSituations", DCR_E_LISTE_SITUATIONS },
  { "Situation", DCR_E_SITUATION },
  { "FragmentConditionne", DCR_E_FRAGMENT },
  { "OuSAdresser", DCR_E_OU_SADRESSER },
  { "OuSAdresserSupport", DCR_E_OU_SADRESSER },
  { "QuiPeutMAider", DCR_E_OU_SADRESSER },
  { "ServiceEnLigne", DCR_E_SERVICE },
  { "ServiceEnLigneAnnexe", DCR_E_SERVICE_ANNEXE },
  { "ServiceEnLigneAlternatif", DCR_E_SERVICE_ALTERNATIF },
  { "NoticeLiee", DCR_E_NOTICE },
  { "Image", DCR_E_FIGURE },
  { "Illustration", DCR_E_FIGURE },
  { "ImageIllustration", DCR_E_FIGURE },
  { "Infographie", DCR_E_FIGURE },
  { "Video", DCR_E_FIGURE },
  { "VideoIllustration", DCR_E_FIGURE },
  { "Legende", DCR_E_LEGENDE },
  { "Reference", DCR_E_REFERENCE },
  { "PourEnSavoirPlus", DCR_E_SAVOIR_PLUS },
  { "LienExterneCommente", DCR_E_LIEN_COMMENTE },
  { "Fiche", DCR_E_FICHE },
  { "FicheConnexe", DCR_E_FICHE_CONNEXE },
  { "Dossier", DCR_E_DOSSIER },
  { "VoirAussi", DCR_E_VOIR_AUSSI },
  { "QuestionReponse", DCR_E_QUESTION_REPONSE },
  { "CommentFaireSi", DCR_E_COMMENT_FAIRE_SI },
  { "FicheLiee", DCR_E_FICHE_LIEE },
  { "RechercheGuidee", DCR_E_RECHERCHE_GUIDEE },
  { "RechercheGuideePere", DCR_E_RECHERCHE_GUIDEE },
  { "Partenaire", DCR_E_PARTENAIRE },
  { "SousDossier", DCR_E_SOUS_DOSSIER },
  { "SousTheme", DCR_E_SOUS_THEME },
  { "Etapes", DCR_E_STEP },
  { "Documents", DCR_E_STEP },
  { "Delai", DCR_E_STEP },
  { "Recours", DCR_E_STEP },
  { "Cout", DCR_E_STEP },
  { "NbEtapes", DCR_E_STEP },

  { "Problematiques", DCR_E_PROBLEMATIQUES },
  { "Problematique", DCR_E_PROBLEMATIQUE },
  { "Branche", DCR_E_BRANCHE },
  { "Questionnaire", DCR_E_QUESTIONNAIRE },
  { "Question", DCR_E_QUESTION },
  { "Choix", DCR_E_CHOIX },
  { "IntituleSiSelectionne", DCR_E_INTITULE },
  { "Aide", DCR_E_AIDE },
  { "affecteVrai", DCR_E_AFFECTE_VRAI },
  { "affecteFaux", DCR_E_AFFECTE_FAUX },
  { "estVrai", DCR_E_EST_VRAI },
  { "estFaux", DCR_E_EST_FAUX },
  { "estIndefini", DCR_E_EST_INDEFINI },
  { "et", DCR_E_ET },
  { "ou", DCR_E_OU },
  { "non", DCR_E_NON },

  { "Publication", DCR_E_PUBLICATION },
  { "ServiceComplementaire", DCR_E_SERVICE_COMPLEMENTAIRE },
  { "SurTitre", DCR_E_SURTITRE },
  { "Audience", DCR_E_AUDIENCE },
  { "Canal", DCR_E_META },
  { "Cible", DCR_E_CIBLE },
  { "FilDAriane", DCR_E_FIL },
  { "Niveau", DCR_E_NIVEAU },
  { "Theme", DCR_E_THEME },
  { "SousThemePere", DCR_E_SOUS_THEME_PERE },
  { "DossierPere", DCR_E_DOSSIER_PERE },
  { "SousDossierPere", DCR_E_SOUS_DOSSIER_PERE },
  { "Avertissement", DCR_E_AVERTISSEMENT },
  { "Definition", DCR_E_DEFINITION },
  { "Abreviation", DCR_E_ABREVIATION },
};

static GHashTable *
table (void)
{
  static gsize once;
  static GHashTable *by_name;

  if (g_once_init_enter (&once))
    {
      by_name = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
        g_hash_table_insert (by_name, (gpointer)entries[i].name, (gpointer)&entries[i]);
      g_once_init_leave (&once, 1);
    }
  return by_name;
}

/* Asked several times for each node: the answer is kept in the node. */
static const Entry *
entry_of (xmlNode *node)
{
  static const Entry unknown = { NULL, DCR_E_UNKNOWN };
  static const Entry meta = { NULL, DCR_E_META };

  if (node->_private == NULL)
    {
      const Entry *entry = NULL;

      if (node->ns != NULL && node->ns->prefix != NULL)
        entry = &meta;
      else
        entry = g_hash_table_lookup (table (), node->name);
      node->_private = (gpointer)(entry != NULL ? entry : &unknown);
    }
  return node->_private;
}

DcrElement
dcr_element_of (xmlNode *node)
{
  return entry_of (node)->element;
}

const char *
dcr_element_static_name (xmlNode *node)
{
  return entry_of (node)->name;
}

gboolean
dcr_node_is_text (const xmlNode *node)
{
  return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

gboolean
dcr_element_is_inline (DcrElement element)
{
  return element > DCR_E_UNKNOWN && element <= DCR_E_LAST_INLINE;
}

const char *
dcr_node_attr (const xmlNode *node, const char *name)
{
  for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next)
    if (attr->name[0] == (guchar)name[0] && attr->ns == NULL
        && strcmp ((const char *)attr->name, name) == 0)
      {
        const char *value = attr->children != NULL ? (const char *)attr->children->content : NULL;

        while (value != NULL && g_ascii_isspace (*value))
          value++;
        return value != NULL && *value != '\0' ? value : NULL;
      }
  return NULL;
}

xmlNode *
dcr_node_child (xmlNode *node, DcrElement element)
{
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE && dcr_element_of (child) == element)
      return child;
  return NULL;
}
