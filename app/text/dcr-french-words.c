/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/dcr-french-words.h"

#include <string.h>

#include "text/dcr-french.h"

/* Closed lists of the language, of folded words; no word stands in two of the first three. */

static const char *const grammar[] = {
  "a", "afin", "ai", "aient", "ainsi", "ait", "alors", "as", "au", "aucun", "aucune", "aupres", "auquel",
  "aura", "aurai", "aurais", "aurait", "auront", "aussi", "autre", "autres", "aux", "auxquelles",
  "auxquels", "avaient", "avais", "avait", "avec", "avez", "avoir", "avons", "ayant", "b", "c", "ca", "car",
  "ce", "ceci", "cela", "celle", "celles", "celui", "ces", "cet", "cette", "ceux", "chaque", "chez", "ci",
  "d", "dans", "de", "deja", "depuis", "des", "desquelles", "desquels", "doit", "doivent", "donc", "dont",
  "du", "duquel", "e", "elle", "elles", "en", "encore", "es", "est", "et", "etaient", "etais", "etait",
  "etant", "etes", "etre", "eu", "eux", "f", "faire", "fais", "fait", "faites", "faut", "font", "fut", "g",
  "h", "i", "il", "ils", "j", "je", "k", "l", "la", "laquelle", "le", "lequel", "les", "lesquelles",
  "lesquels", "leur", "leurs", "lors", "lorsque", "lui", "m", "ma", "mais", "me", "meme", "memes", "mes",
  "moi", "mon", "n", "ne", "ni", "nos", "notre", "nous", "o", "on", "ont", "or", "ou", "p", "par", "parce",
  "pas", "peut", "peuvent", "peux", "plus", "pour", "pourquoi", "pourrai", "pourrais", "pourrait", "puis",
  "puisque", "puisse", "q", "qu", "quand", "que", "qui", "quoi", "r", "s", "sa", "se", "sera", "serai",
  "serait", "seront", "ses", "si", "soit", "son", "sont", "suis", "sur", "t", "ta", "te", "tes", "tiens",
  "toi", "ton", "tous", "tout", "toute", "toutes", "tres", "tu", "u", "un", "une", "unes", "uns", "v",
  "va", "vais", "vas", "vers", "veut", "veux", "vont", "vos", "votre", "voudrais", "voudrait", "vous", "w",
  "x", "y", "z",
};

static const char *const question[] = {
  "combien", "comment", "quel", "quelle", "quelles", "quels",
};

/* What a caller or an agent says or writes around the question. */
static const char *const phone[] = {
  "allo", "auriez", "bonjour", "bonsoir", "bref", "ben", "coucou", "cordialement",
  "dite", "dites", "euh", "hello", "hein", "madame", "merci", "mme", "monsieur", "mr", "ok", "oui",
  "pouvez", "pourriez", "remercie", "remerciant", "remercions", "salut", "salutations", "stp", "svp",
  "voila",
};

/* Acronyms written like words: DILA writes « Smic », callers write « smic ». Those that are also
 * ordinary words (are, ars, pass, ase) are known by their capitals only. */
static const char *const acronyms[] = {
  "acre", "ada", "adil", "aeeh", "afpa", "agefiph", "agirc", "ajpp", "alf", "als", "amf", "amo", "anah",
  "anct", "anef", "anil", "ansm", "ants", "aot", "apa", "apb", "apec", "apl", "arcep", "arrco", "asf",
  "asi", "aspa", "ass", "assedic", "ast", "bafa", "bafd", "bep", "bic", "bnc", "bts", "c2s", "caf", "cap",
  "carsat", "ccas", "ccmsa", "cdad", "cdapa", "cdd", "cdi", "cdisp", "ceam", "ceidf", "cej", "cer",
  "cerfa", "cesu", "cfe", "cmg", "cmi", "cmu", "cnaf", "cnam", "cnav", "cncdh", "cned", "cni", "cnil",
  "cnracl", "copec", "cpam", "cpf", "cpi", "crds", "crfpa", "crous", "css", "csg", "cse", "ctt", "cva",
  "dads", "dalo", "dalf", "dasen", "dcl", "ddcs", "ddfip", "ddpp", "delf", "dgccrf", "dgfip", "dila",
  "dilf", "direccte", "dom", "drees", "drfip", "dsn", "dsp", "ehpad", "eirl", "epide", "esat", "eurl",
  "fastt", "fijais", "fgti", "fnaeg", "fsl", "fslp", "gir", "giec", "hlm", "idf", "ifi", "ij", "inpi",
  "insee", "inps", "irp", "irpp", "isf", "ivg", "jdc", "lep", "ldd", "ldds", "lmnp", "lrar", "maif",
  "mdph", "mjd", "msa", "mva", "ofii", "ofpra", "oeth", "onac", "opah", "oqtf", "pacs", "pac", "pai",
  "paje", "pap", "pcrtp", "pea", "pel", "perco", "perp", "pmi", "pme", "pmr", "ppcr", "pps", "prado",
  "ptz", "puma", "qpv", "ram", "rgpd", "rib", "rmi", "rne", "rqth", "rsa", "rsi", "rtt", "samu", "sarl",
  "sas", "sasu", "sci", "scpi", "sie", "sip", "siv", "siren", "siret", "smic", "snu", "spip", "ssiad",
  "ssr", "svt", "tegm", "teom", "tgi", "tig", "tns", "tva", "ucanss", "ulis", "urssaf", "vae", "vdp",
  "vpl", "vrp", "vtc", "zfe", "zus",
};

/* plural -> singular that no rule gives; the accented form comes first when there are two */
static const struct { const char *from, *to; } irregular[] = {
  { "aieux", "aieul" }, { "aïeux", "aïeul" }, { "aulx", "ail" }, { "baux", "bail" },
  { "boyaux", "boyau" }, { "cieux", "ciel" }, { "coraux", "corail" }, { "emaux", "email" },
  { "gluaux", "gluau" }, { "joyaux", "joyau" }, { "landaus", "landau" }, { "mesdames", "madame" },
  { "mesdemoiselles", "mademoiselle" }, { "messieurs", "monsieur" }, { "noyaux", "noyau" },
  { "sous-sols", "sous-sol" }, { "soupiraux", "soupirail" }, { "travaux", "travail" },
  { "tuyaux", "tuyau" }, { "vantaux", "vantail" }, { "vitraux", "vitrail" }, { "yeux", "oeil" },
  { "émaux", "émail" },
};

/* words in -aux that are singular */
static const char *const whole_aux[] = { "aux", "chaux", "faux", "taux" };
static const char *const oux[]
    = { "bijoux", "cailloux", "choux", "genoux", "hiboux", "joujoux", "poux" };
static const char *const eux[]
    = { "adieux", "aveux", "cheveux", "desaveux", "désaveux", "enjeux", "feux",
        "jeux",   "lieux", "milieux", "neveux",   "pneux",    "voeux",  "vœux" };

static gboolean
in_list (const char *const *list, gsize n, const char *word)
{
  for (gsize i = 0; i < n; i++)
    if (strcmp (list[i], word) == 0)
      return TRUE;
  return FALSE;
}

/* word -> DcrWordClass, with IS_ACRONYM added */
#define IS_ACRONYM 0x100

static void
add_words (GHashTable *table, const char *const *words, gsize n, guint value)
{
  for (gsize i = 0; i < n; i++)
    {
      guint old = GPOINTER_TO_UINT (g_hash_table_lookup (table, words[i]));
      g_hash_table_insert (table, (gpointer) words[i], GUINT_TO_POINTER (old | value));
    }
}

static guint
lookup (const char *folded)
{
  static gsize table = 0;

  if (g_once_init_enter (&table))
    {
      GHashTable *new_table = g_hash_table_new (g_str_hash, g_str_equal);
      add_words (new_table, grammar, G_N_ELEMENTS (grammar), DCR_WORD_GRAMMAR);
      add_words (new_table, question, G_N_ELEMENTS (question), DCR_WORD_QUESTION);
      add_words (new_table, phone, G_N_ELEMENTS (phone), DCR_WORD_PHONE);
      add_words (new_table, acronyms, G_N_ELEMENTS (acronyms), IS_ACRONYM);
      g_once_init_leave (&table, (gsize) new_table);
    }
  return GPOINTER_TO_UINT (g_hash_table_lookup ((GHashTable *) table, folded));
}

DcrWordClass
dcr_french_word_class (const char *folded)
{
  return lookup (folded) & 0xff;
}

gboolean
dcr_french_is_acronym (const char *folded)
{
  return (lookup (folded) & IS_ACRONYM) != 0;
}

const char *
dcr_french_irregular (const char *word)
{
  gsize length = strlen (word);

  if (length < 4 || (word[length - 1] != 'x' && word[length - 1] != 's'))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (irregular); i++)
    if (strcmp (irregular[i].from, word) == 0)
      return irregular[i].to;
  return NULL;
}

gsize
dcr_french_undo_x (char *word, gsize length)
{
  if (length < 4 || word[length - 1] != 'x')
    return length;
  if (memcmp (word + length - 4, "eaux", 4) == 0)
    length--;
  else if (memcmp (word + length - 3, "aux", 3) == 0)
    {
      if (in_list (whole_aux, G_N_ELEMENTS (whole_aux), word))
        return length;
      word[length - 2] = 'l';
      length--;
    }
  else if (memcmp (word + length - 3, "oux", 3) == 0 && in_list (oux, G_N_ELEMENTS (oux), word))
    length--;
  else if (memcmp (word + length - 3, "eux", 3) == 0 && in_list (eux, G_N_ELEMENTS (eux), word))
    length--;
  word[length] = '\0';
  return length;
}
