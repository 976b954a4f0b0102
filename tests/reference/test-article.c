/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The block tree: white space, inline elements, blocks of every version, what stands where. */
#include <locale.h>
#include <string.h>

#include "made-article.h"

/* ---- Lines ---------------------------------------------------------------------------------- */

static void
test_white_space (void)
{
  static const struct
  {
    const char *xml, *text;
  } cases[] = {
    { "  un\n\tdeux   trois ", "un deux trois" },
    { "de <Valeur>5 </Valeur>jours", "de 5 jours" },
    { "le 1<Exposant>er</Exposant> mars", "le 1er mars" },
    { "<MiseEnEvidence> C</MiseEnEvidence><LienInterne LienPublication=\"F2\" "
      "type=\"x\">arte</LienInterne>",
      "Carte" }, /* F2417: no space is added */
    { "n°24<LienExterne URL=\"http://a.fr\">85-SD</LienExterne>", "n°2485-SD" },
    { "<LienExterne URL=\"http://a.fr\">site</LienExterne>\n interdit", "site interdit" },
    { "<Valeur>1</Valeur> <Valeur>2</Valeur>", "1 2" },
    { "<Valeur>1</Valeur>\n<Valeur> 2 </Valeur> ", "1 2" },
    { "<Valeur>1 </Valeur> <Valeur> 2</Valeur>", "1 2" },
    { "a <MiseEnEvidence> b <Valeur> c </Valeur> d </MiseEnEvidence> e", "a b c d e" },
    { "150\302\240€\302\240!", "150\302\240€\302\240!" }, /* no-break spaces are kept */
    { "10\342\200\257000 \302\240", "10\342\200\257000 \302\240" },
    { "e\314\201te\314\201", "été" },                    /* NFC */
    { "R&amp;amp;D &amp; Cie &lt;b>", "R&D & Cie <b>" }, /* « & » escaped twice is mended */
    { "a<!-- rien -->b", "ab" },
    { "a<?rien rien?> b", "a b" },
    { "<![CDATA[a <b> ]]>c", "a <b> c" },
    { "a<Exposant></Exposant>b<Valeur> </Valeur>c", "ab c" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *xml
          = g_strdup_printf ("<Texte><Paragraphe>%s</Paragraphe></Texte>", cases[i].xml);
      g_autoptr (DcrArticle) article = made_article (xml);
      const DcrBlock *paragraph = block_of_kind (article->root, DCR_BLOCK_PARAGRAPH, 0);

      assert_runs (paragraph->runs, paragraph->n_runs, cases[i].text);
      g_assert_cmpstr (article->passages[0].text, ==, cases[i].text);
    }
}

static void
test_empty (void)
{
  g_autoptr (DcrArticle) article = made_article (
      "<Texte><Paragraphe/><Paragraphe> \n </Paragraphe><Paragraphe>\302\240</Paragraphe>"
      "<Paragraphe><Valeur/></Paragraphe></Texte>");

  g_assert_cmpuint (article->n_passages, ==, 0);
}

static void
test_styles (void)
{
  g_autoptr (DcrArticle) article = made_article (
      "<Texte><Paragraphe>a<MiseEnEvidence>b<LienExterne URL=\" https://x.fr/a b \" "
      "format=\"application/pdf\""
      " poids=\"1 Ko\">c</LienExterne></MiseEnEvidence><Montant>9</Montant>"
      "<LienExterne URL=\"javascript:alert(1)\">d</LienExterne></Paragraphe></Texte>");
  const DcrBlock *block = block_of_kind (article->root, DCR_BLOCK_PARAGRAPH, 0);

  g_assert_cmpuint (block->n_runs, ==, 5);
  g_assert_cmpuint (block->runs[0].styles, ==, 0);
  g_assert_cmpuint (block->runs[1].styles, ==, 1 << DCR_RUN_STRONG);
  g_assert_cmpuint (block->runs[2].styles, ==, 1 << DCR_RUN_STRONG);
  g_assert_cmpint (block->runs[2].link, ==, DCR_LINK_WEB);
  g_assert_cmpstr (block->runs[2].target, ==, "https://x.fr/a%20b");
  g_assert_cmpstr (block->runs[2].details->size, ==, "1 Ko");
  g_assert_cmpuint (block->runs[3].styles, ==, 1 << DCR_RUN_VALUE);
  g_assert_cmpint (block->runs[4].link, ==, DCR_LINK_NONE); /* nothing but the web is opened */
  g_assert_null (block->runs[4].target);
}

static void
test_links (void)
{
  g_autoptr (DcrArticle) article = made_article (
      "<Texte><Chapitre ID=\"T9\"><Titre><Paragraphe>Coût</Paragraphe></Titre><Paragraphe>"
      "<LienInterne LienPublication=\"N7\" type=\"Dossier\" "
      "audience=\"Associations\">dossier</LienInterne>"
      "<LienInterne LienPublication=\"R5\" type=\"Sigle\">CAF</LienInterne>"
      "<LienIntra LienID=\"R6\" type=\"Définition de glossaire\">majeur</LienIntra>"
      "<LienIntra LienID=\"T9\" type=\"Chapitre\">coût</LienIntra>"
      "<LienIntra LienID=\"R404\" type=\"Définition de glossaire\">perdu</LienIntra>"
      "<LienIntra LienID=\"F31522\" type=\"Fiche\">fiche</LienIntra>"
      "</Paragraphe></Chapitre></Texte>"
      "<Definition ID=\"R6\"><Titre>Majeur</Titre><Texte><Paragraphe>18 "
      "ans</Paragraphe></Texte></Definition>"
      "<Abreviation ID=\"R5\" "
      "type=\"Sigle\"><Titre>CAF</Titre><Texte><Paragraphe>Caisse</Paragraphe></Texte>"
      "</Abreviation>");
  const DcrRun *runs = block_of_kind (article->root, DCR_BLOCK_PARAGRAPH, 0)->runs;

  g_assert_cmpint (runs[0].link, ==, DCR_LINK_ARTICLE);
  g_assert_cmpstr (runs[0].target, ==, "associations/N7");
  g_assert_cmpint (runs[1].link, ==, DCR_LINK_DEFINITION);
  g_assert_cmpint (runs[2].link, ==, DCR_LINK_DEFINITION);
  g_assert_cmpstr (runs[2].target, ==, "R6");
  g_assert_cmpint (runs[3].link, ==, DCR_LINK_PASSAGE);
  g_assert_cmpstr (runs[3].target, ==, "cout");
  g_assert_cmpint (runs[4].link, ==, DCR_LINK_NONE);
  g_assert_cmpint (runs[5].link, ==, DCR_LINK_ARTICLE);
  g_assert_cmpuint (article->n_dangling, ==, 1);
  g_assert_cmpuint (article->n_glossary, ==, 2);
  g_assert_cmpstr (article->glossary[0].title, ==, "Majeur");
  g_assert_false (article->glossary[0].is_abbreviation);
  g_assert_true (article->glossary[1].is_abbreviation);
  g_assert_cmpuint (article->n_links, ==, 2);
  g_assert_cmpstr (article->links[0].target_id, ==, "N7");
  g_assert_cmpint (article->links[0].target_audience, ==, DCR_AUDIENCE_ASSOCIATIONS);
}

static char *
title_of (const char *ref, gpointer data)
{
  return g_str_equal (ref, "particuliers/F2") ? g_strdup ("Passeport") : NULL;
}

static void
test_wordless_links (void)
{
  g_autoptr (DcrArticle) article = made_article (
      "<Texte><Paragraphe>Voir <LienInterne LienPublication=\"F2\" type=\"Fiche\"/> et "
      "<LienInterne LienPublication=\"F3\" type=\"Fiche\"/>.</Paragraphe></Texte>");
  g_autofree char *hash = g_strdup (article->passages[0].hash);

  g_assert_cmpstr (article->passages[0].text, ==, "Voir F2 et F3.");
  dcr_article_name_links (article, title_of, NULL);
  g_assert_cmpstr (article->passages[0].text, ==, "Voir Passeport et F3.");
  g_assert_cmpstr (article->passages[0].hash, ==, hash);
}

/* ---- Blocks --------------------------------------------------------------------------------- */

static void
test_case_titles (void)
{
  /* 3.0 had paragraphs in the titles of cases, 3.3 has text: both are read */
  g_autoptr (DcrArticle) article = made_article (
      "<Texte><BlocCas affichage=\"radio\"><Cas><Titre><Paragraphe>Marié</Paragraphe></Titre></Cas>"
      "<Cas><Titre>Pacsé</Titre></Cas></BlocCas><BlocCas affichage=\"onglet\" "
      "type=\"modalite\"><Cas"
      " type=\"surPlace\"><Titre>Sur place</Titre></Cas></BlocCas></Texte>");
  const DcrBlock *cases = block_of_kind (article->root, DCR_BLOCK_CASES, 0);

  g_assert_cmpuint (cases->style, ==, DCR_CASES_RADIO);
  g_assert_cmpuint (cases->n_children, ==, 2);
  assert_runs (cases->children[0]->title, cases->children[0]->n_title, "Marié");
  assert_runs (cases->children[1]->title, cases->children[1]->n_title, "Pacsé");
  g_assert_cmpuint (block_of_kind (article->root, DCR_BLOCK_CASES, 1)->style, ==, DCR_CASES_TABS);
}

static void
test_callouts (void)
{
  g_autoptr (DcrArticle) article = made_article (
      "<Texte><ANoter><Titre>Exemple</Titre><Paragraphe>un</Paragraphe></ANoter>"
      "<ANoter><Titre>À noter</Titre><Paragraphe>deux</Paragraphe></ANoter>"
      "<Rappel><Titre>Définition : bail</Titre><Paragraphe>trois</Paragraphe></Rappel>"
      "<Attention><Paragraphe>quatre</Paragraphe></Attention>"
      "<Exemple><Paragraphe>cinq</Paragraphe></Exemple></Texte>");
  static const guint styles[] = { DCR_CALLOUT_EXAMPLE, DCR_CALLOUT_NOTE, DCR_CALLOUT_REMINDER,
                                  DCR_CALLOUT_WARNING, DCR_CALLOUT_EXAMPLE };
  static const char *const titles[]
      = { "Exemple", "À noter", "Définition : bail", "Attention", "Exemple" };

  g_assert_cmpuint (article->n_passages, ==, 5);
  for (guint i = 0; i < 5; i++)
    {
      const DcrBlock *block = block_of_kind (article->root, DCR_BLOCK_CALLOUT, i);

      g_assert_cmpuint (block->style, ==, styles[i]);
      g_assert_cmpint (block->is_made, ==, i >= 3);
      assert_runs (block->title, block->n_title, titles[i]);
    }
}

static void
test_table (void)
{
  g_autoptr (DcrArticle) article = made_article (
      "<Texte><Tableau><Titre>Prix</Titre><Resume><Paragraphe>en bref</Paragraphe></Resume>"
      "<Colonne largeur=\"30\" type=\"header\"/><Colonne largeur=\"90\" type=\"normal\"/>"
      "<Rangée type=\"header\"><Cellule "
      "fusionVerticale=\"2\"><Paragraphe>Qui</Paragraphe></Cellule>"
      "<Cellule fusionHorizontale=\"2\"><Paragraphe>Prix</Paragraphe></Cellule></Rangée>"
      "<Rangée type=\"normal\"><Cellule><Paragraphe>25 €</Paragraphe></Cellule><Cellule/></Rangée>"
      "<Rangée type=\"normal\"><Cellule fusionVerticale=\"9\"><Liste "
      "type=\"puce\"><Item><Paragraphe>a</Paragraphe>"
      "</Item><Item><Paragraphe>b</Paragraphe></Item></Liste></Cellule></Rangée></Tableau></"
      "Texte>");
  const DcrBlock *table = block_of_kind (article->root, DCR_BLOCK_TABLE, 0);
  const DcrBlock *row = table->children[2];

  g_assert_cmpuint (table->n_children, ==, 4);
  g_assert_cmpuint (table->children[0]->style, ==, DCR_GROUP_SUMMARY);
  g_assert_cmpuint (table->column_span, ==, 3);
  g_assert_cmpuint (table->details->n_widths, ==, 2);
  g_assert_cmpuint (table->details->widths[1], ==, 90);
  g_assert_true (table->children[1]->children[1]->is_header);
  g_assert_cmpuint (row->children[0]->column, ==, 1); /* below the cell that spans two rows */
  g_assert_cmpuint (row->children[1]->column, ==, 2);
  g_assert_false (row->children[0]->is_header);
  g_assert_cmpuint (table->children[3]->children[0]->row_span, ==, 1); /* ran below the last row */
  g_assert_true (table->children[3]->children[0]->is_header);
  g_assert_cmpuint (article->n_bad_tables, ==, 1);
  g_assert_cmpstr (article->passages[0].text, ==, "Prix\nen bref\nQui\tPrix\n\t25 €\t\n• a • b");
}

static void
test_order (void)
{
  /* whatever their order in the file, the parts come as the site shows them */
  static const char *const addresses[] = {
    "reforme",
    "introduction",
    "recherche-guidee",
    "texte",
    "vous-etes-majeur",
    "services-en-ligne-et-formulaires",
    "services-en-ligne-et-formulaires/passeport",
    "ou-s-adresser",
    "ou-s-adresser/mairie",
    "questions-reponses",
    "comment-faire-si",
    "et-aussi",
    "pour-en-savoir-plus",
    "textes-de-reference",
  };
  g_autoptr (DcrArticle) article = made_article (
      "<Avertissement ID=\"R1\" "
      "date=\"2026-11-02\"><Titre>Réforme</Titre><Texte><Paragraphe>a</Paragraphe></Texte>"
      "</Avertissement><Introduction><Texte><Paragraphe>b</Paragraphe></Texte></Introduction>"
      "<RechercheGuidee ID=\"F9\" "
      "audience=\"Particuliers\"><Titre><Paragraphe>Chercher</Paragraphe></Titre></RechercheGuidee>"
      "<Texte><Paragraphe>c</Paragraphe></Texte><ListeSituations "
      "affichage=\"onglet\"><Situation><Titre>Vous êtes majeur</Titre>"
      "<Texte><Paragraphe>d</Paragraphe></Texte></Situation></ListeSituations>"
      "<VoirAussi important=\"oui\"><Fiche ID=\"F3\" "
      "audience=\"Particuliers\"><Titre>Visa</Titre><Theme "
      "ID=\"N1\"><Titre>Étranger</Titre></Theme></Fiche></VoirAussi>"
      "<OuSAdresser ID=\"R2\" type=\"Centre de "
      "contact\"><Titre>Mairie</Titre><PivotLocal>mairie</PivotLocal><RessourceWeb "
      "URL=\"http://m.fr\"/></OuSAdresser>"
      "<Reference type=\"Texte de référence\" URL=\"http://l.fr\" "
      "ID=\"R3\"><Titre>Code</Titre><Complement>Article 1</Complement></Reference>"
      "<ServiceEnLigne ID=\"R4\" URL=\"http://s.fr\" type=\"Formulaire\" "
      "numerocerfa=\"12345*01\"><Titre>Passeport</Titre><Source "
      "ID=\"R8\">Ministère</Source></ServiceEnLigne>"
      "<PourEnSavoirPlus type=\"Information pratique\" ID=\"R5\" URL=\"http://p.fr\" "
      "audience=\"Particuliers\"><Titre>Guide</Titre></PourEnSavoirPlus>"
      "<QuestionReponse ID=\"F5\" audience=\"Particuliers\">Quel prix ?</QuestionReponse>"
      "<CommentFaireSi ID=\"F6\" audience=\"Particuliers\">Je déménage</CommentFaireSi>");
  const DcrBlock *block;

  g_assert_cmpuint (article->n_passages, ==, G_N_ELEMENTS (addresses));
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    g_assert_cmpstr (article->passages[i].address, ==, addresses[i]);
  g_assert_cmpstr (article->guided_search, ==, "particuliers/F9");
  block = dcr_article_find_block (article, "services-en-ligne-et-formulaires/passeport");
  g_assert_cmpuint (block->style, ==, DCR_SERVICE_FORM);
  g_assert_cmpstr (block->target, ==, "particuliers/R4");
  g_assert_cmpstr (block->url, ==, "http://s.fr");
  g_assert_cmpstr (block->note, ==, "Cerfa n° 12345*01 · Ministère");
  block = dcr_article_find_block (article, "ou-s-adresser/mairie");
  g_assert_cmpuint (block->style, ==, DCR_WHERE_CALL_CENTRE);
  g_assert_cmpstr (block->pivot, ==, "mairie");
  block = dcr_article_find_block (article, "et-aussi")->children[0];
  g_assert_cmpuint (block->style, ==, 1);
  g_assert_cmpstr (block->note, ==, "Étranger");
  block = dcr_article_find_block (article, "reforme");
  g_assert_cmpstr (block->note, ==, "02/11/2026");
  g_assert_cmpstr (dcr_article_find_passage (article, "textes-de-reference")->text, ==,
                   "• Code (Article 1)");
}

static void
test_resource (void)
{
  static const char xml[]
      = "<ServiceComplementaire ID=\"R12\" type=\"Formulaire\" "
        "spUrl=\"https://www.service-public.fr/particuliers/vosdroits/R12\">"
        "<SurTitre>Formulaire</SurTitre><FilDAriane><Niveau ID=\"Professionnels\">Accueil</Niveau>"
        "<Niveau "
        "ID=\"R12\">Déclaration</Niveau></FilDAriane><NumeroCerfa>N°14077*02</"
        "NumeroCerfa><AutreNumero>AC2</AutreNumero>"
        "<Texte><Paragraphe>Pour déclarer</Paragraphe></Texte><LienWeb URL=\"http://f.fr\" "
        "format=\"application/pdf\" poids=\"1 Ko\">"
        "<Source>Insee</Source></LienWeb><NoticeLiee ID=\"R13\" URL=\"http://n.fr\" "
        "type=\"Notice\">Notice explicative</NoticeLiee>"
        "<ServiceEnLigneAnnexe type=\"Formulaire\"><Titre>Annexe</Titre><LienWeb "
        "URL=\"http://a.fr\"/></ServiceEnLigneAnnexe>"
        "<ServiceEnLigneAlternatif ID=\"R14\" audience=\"Particuliers\" "
        "type=\"Téléservice\"><Titre>En ligne</Titre></ServiceEnLigneAlternatif>"
        "<FicheLiee ID=\"F7\" audience=\"Professionnels\"><Titre>Fiche</Titre><Dossier "
        "ID=\"N8\">Dossier</Dossier></FicheLiee>"
        "</ServiceComplementaire>";
  g_autoptr (GError) error = NULL;
  g_autoptr (DcrArticle) article = dcr_article_parse (xml, strlen (xml), NULL, &error);
  const DcrBlock *self;

  g_assert_no_error (error);
  g_assert_cmpstr (article->ref, ==, "professionnels/R12");
  g_assert_cmpstr (article->title, ==, "Déclaration"); /* no dc:title: the breadcrumb's */
  g_assert_cmpint (article->kind, ==, DCR_ARTICLE_FORM);
  g_assert_cmpstr (article->page_url, ==,
                   "https://www.service-public.gouv.fr/particuliers/vosdroits/R12");
  self = dcr_article_find_block (article, "formulaire");
  g_assert_cmpstr (self->note, ==, "Cerfa N°14077*02 · AC2 · Insee · PDF · 1 Ko");
  g_assert_cmpstr (self->url, ==, "http://f.fr");
  g_assert_cmpuint (self->n_children, ==, 2);
  g_assert_cmpuint (self->children[0]->style, ==, DCR_SERVICE_NOTICE);
  g_assert_cmpstr (self->children[1]->url, ==, "http://a.fr");
  g_assert_nonnull (
      dcr_article_find_passage (article, "autre-facon-de-faire-la-demarche/en-ligne"));
  g_assert_cmpint (article->links[article->n_links - 1].role, ==, DCR_ROLE_USED_BY);
  g_assert_cmpstr (article->links[article->n_links - 1].target_id, ==, "N8");
}

static void
test_menus (void)
{
  g_autoptr (DcrArticle) article = made_article (
      "<SousDossier ID=\"N1-1\"><Titre>Carte</Titre><Fiche ID=\"F2\">Perte</Fiche></SousDossier>"
      "<Fiche ID=\"F3\">Vol</Fiche><DossierPere ID=\"N4\"><Titre>Papiers</Titre><Fiche "
      "ID=\"F9\">Autre</Fiche></DossierPere>");

  g_assert_cmpstr (article->dossier, ==, "Papiers");
  g_assert_cmpstr (article->dossier_id, ==, "N4");
  g_assert_cmpstr (article->passages[0].address, ==, "sommaire");
  g_assert_cmpstr (article->passages[0].text, ==, "• Vol");
  g_assert_cmpstr (article->passages[1].address, ==, "sommaire/carte");
  g_assert_cmpuint (article->n_links, ==, 2);
  g_assert_cmpint (article->links[0].role, ==, DCR_ROLE_MENU);
}

/* ---- 3.4, 3.5 and later --------------------------------------------------------------------- */

static void
test_new_elements (void)
{
  g_autoptr (GHashTable) unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (DcrArticle) article = made_article_counted (
      "<Actualite "
      "type=\"bref\"><Titre>Nouveau</Titre><Texte><Paragraphe>hausse</Paragraphe></"
      "Texte><Echeance>2027-01-01</Echeance></Actualite>"
      "<Texte><TitreFlottant><Paragraphe>Entre "
      "deux</Paragraphe></TitreFlottant><Paragraphe>suite</Paragraphe>"
      "<Liste type=\"caseACocher\"><Item><Paragraphe>photo</Paragraphe></Item></Liste>"
      "<Tableau><TitreRiche><Paragraphe>Prix <Montant>9</Montant></Paragraphe></TitreRiche><Rangée "
      "type=\"normal\"><Cellule>x</Cellule></Rangée></Tableau>"
      "<Video URL=\"https://v.fr/1\" fournisseur=\"youTube\"><Titre>En images</Titre></Video>"
      "<InformationComplementaire><Paragraphe>plus</Paragraphe></InformationComplementaire>"
      "<CommentFaireSelf><Etapes><Paragraphe>Remplir</Paragraphe></Etapes><Cout><Montant>9 "
      "€</Montant></Cout></CommentFaireSelf></Texte>"
      "<QuiPeutMAider ID=\"R1\" type=\"Local\"><Titre>Maison France "
      "services</Titre></QuiPeutMAider>",
      unknown);
  g_autofree char *all = dcr_article_render (article, NULL);

  g_assert_cmpuint (g_hash_table_size (unknown), ==, 0);
  g_assert_cmpstr (article->passages[0].address, ==, "nouveau");
  g_assert_cmpstr (dcr_article_find_passage (article, "texte")->text, ==,
                   "Entre deux\nsuite\n☐ photo\nPrix 9\nx\nEn images");
  g_assert_nonnull (dcr_article_find_passage (article, "etapes"));
  g_assert_cmpstr (dcr_article_find_passage (article, "cout")->text, ==, "9 €");
  g_assert_nonnull (dcr_article_find_passage (article, "information-complementaire"));
  g_assert_nonnull (dcr_article_find_passage (article, "ou-s-adresser/maison-france-services"));
  g_assert_nonnull (strstr (all, "https://v.fr/1"));
}

static void
test_unknown_elements (void)
{
  g_autoptr (GHashTable) unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (DcrArticle) article = made_article_counted (
      "<Futur><Paragraphe>un</Paragraphe></Futur><Texte><Carrousel URL=\"http://c.fr\"><Vue>deux "
      "<Valeur>3</Valeur> quatre</Vue>"
      "<Liste type=\"puce\"><Item>cinq</Item></Liste></Carrousel><Paragraphe>six "
      "<Surligne>sept</Surligne></Paragraphe></Texte>",
      unknown);
  const DcrBlock *group = block_of_kind (article->root, DCR_BLOCK_GROUP, 2);

  g_assert_cmpuint (g_hash_table_size (unknown), ==, 4);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (unknown, "Carrousel")), ==, 1);
  g_assert_cmpuint (group->style, ==, DCR_GROUP_UNKNOWN);
  g_assert_cmpstr (group->element, ==, "Carrousel");
  g_assert_cmpstr (dcr_article_find_passage (article, "texte")->text, ==,
                   "deux 3 quatre\n• cinq\nsix sept");
  g_assert_cmpstr (dcr_article_find_passage (article, "autres-informations")->text, ==, "un");
}

static void
test_content_hash (void)
{
  g_autoptr (DcrArticle) a = made_article ("<Texte><Paragraphe>Un  deux</Paragraphe></Texte>");
  g_autoptr (DcrArticle) b
      = made_article ("<Texte>\n <Paragraphe>Un <Valeur>deux</Valeur></Paragraphe>\n</Texte>");
  g_autoptr (DcrArticle) c
      = made_article ("<Texte><Paragraphe>Un deux</Paragraphe><Paragraphe>x</Paragraphe></Texte>");
  g_autoptr (DcrArticle) d
      = made_article ("<Texte><Paragraphe>Un <LienExterne "
                      "URL=\"http://a.fr\">deux</LienExterne></Paragraphe></Texte>");
  g_autoptr (DcrArticle) e = made_article (
      "<dc:date>modified 2027-01-01</dc:date><Texte><Paragraphe>Un deux</Paragraphe></Texte>");

  g_assert_cmpstr (a->content_hash, ==, b->content_hash); /* indentation and bold change nothing */
  g_assert_cmpstr (a->content_hash, !=, c->content_hash);
  g_assert_cmpstr (a->content_hash, !=, d->content_hash); /* an address does */
  g_assert_cmpstr (e->date, ==, "2027-01-01");
  g_assert_cmpstr (a->content_hash, ==, e->content_hash); /* a check without a change does not */
}

static void
test_render_passage (void)
{
  g_autoptr (DcrArticle) article = made_article (
      "<Texte><Chapitre><Titre><Paragraphe>Coût</Paragraphe></Titre><Paragraphe>Voir <LienExterne "
      "URL=\"http://a.fr\">le site</LienExterne>.</Paragraphe>"
      "<ANoter><Titre>À noter</Titre><Paragraphe>c'est "
      "gratuit.</Paragraphe></ANoter></Chapitre></Texte>");
  g_autofree char *cost
      = dcr_passage_render (article, dcr_article_find_passage (article, "cout"), NULL);
  g_autofree char *note
      = dcr_passage_render (article, dcr_article_find_passage (article, "cout/a-noter"), NULL);

  g_assert_true (g_str_has_prefix (cost, "Coût\nVoir le site (http://a.fr).\n\n"));
  g_assert_nonnull (strstr (cost, "(F1)"));
  g_assert_nonnull (strstr (cost, "03/11/2026"));
  g_assert_nonnull (
      strstr (cost, "\nhttps://www.service-public.gouv.fr/particuliers/vosdroits/F1"));
  g_assert_true (g_str_has_prefix (note, "À noter\302\240: c'est gratuit.\n"));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/article/white-space", test_white_space);
  g_test_add_func ("/article/empty", test_empty);
  g_test_add_func ("/article/styles", test_styles);
  g_test_add_func ("/article/links", test_links);
  g_test_add_func ("/article/wordless-links", test_wordless_links);
  g_test_add_func ("/article/case-titles", test_case_titles);
  g_test_add_func ("/article/callouts", test_callouts);
  g_test_add_func ("/article/table", test_table);
  g_test_add_func ("/article/order", test_order);
  g_test_add_func ("/article/resource", test_resource);
  g_test_add_func ("/article/menus", test_menus);
  g_test_add_func ("/article/new-elements", test_new_elements);
  g_test_add_func ("/article/unknown-elements", test_unknown_elements);
  g_test_add_func ("/article/content-hash", test_content_hash);
  g_test_add_func ("/article/render-passage", test_render_passage);
  return g_test_run ();
}
