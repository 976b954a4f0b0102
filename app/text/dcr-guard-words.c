/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/dcr-guard-words.h"

#include <string.h>

/* Folded; « * » stands for any ending. Words that are the ordinary matter of a call (maladie, handicap,
 * hôpital, syndic) are not here: a guard that cries at each call is switched off in the head. */
static const char *const health[] = {
  "cancer*", "vih", "sida", "seroposit*", "depress*", "schizophren*", "bipolaire*", "diabet*",
  "alcooli*", "toxicoman*", "drogue*", "enceinte*", "epilep*", "autis*", "alzheimer", "parkinson",
  "tumeur*", "chimiotherap*", "psychiatr*", "suicid*", "dialyse*", "avort*", "ivg", "hepatite*",
  "trisom*", "leucemi*", "sclerose*", "obes*", "anorex*", "boulimi*", "hiv", "cardiaque*", "avc",
  "infarctus", "asthm*", "burnout", "demence*", "senil*", "fausse-couche", NULL,
};
static const char *const unions[] = {
  "syndique*", "syndicalist*", "syndicalism*", "syndicat*", "syndical", "syndicale*", "syndicaux", "cgt",
  "cfdt", "cftc", "unsa", "cgc", "gauchiste*", "greviste*", NULL,
};
static const char *const religions[] = {
  "musulman*", "catholi*", "juif", "juifs", "juive*", "chretien*", "protestant*", "bouddhis*", "islam*",
  "athee*", "hindou*", "jehovah", "evangeli*", "orthodoxe*", "sikh*", "mormon*", "priere*", "pratiquant*",
  "salafi*", "laicard*", NULL,
};
static const char *const insults[] = {
  "con", "cons", "conne*", "connard*", "connasse*", "salope*", "salaud*", "encule*", "abruti*", "cretin*",
  "imbecile*", "debile*", "idiot*", "pute*", "putain*", "batard*", "merde*", "emmerd*", "feignant*",
  "faineant*", "bouffon*", "pouffiasse*", "tare", "taree", "mongol", "mongolien*", "gogol*", "cassos",
  "chieur*", "chieuse*", "chiant*", "relou*", "boulet", "parasite*", "profiteur*", "menteu*", "hysterique*",
  "bougnoul*", "negre*", "youpin*", "pede", "pedes", "gouine*", "clodo*", NULL,
};

static gboolean
matches (const char *const *list, const char *word)
{
  for (guint i = 0; list[i] != NULL; i++)
    {
      gsize n = strlen (list[i]);
      if (list[i][n - 1] == '*' ? strncmp (list[i], word, n - 1) == 0 : g_str_equal (list[i], word))
        return TRUE;
    }
  return FALSE;
}

int
dcr_guard_word_kind (const char *before, const char *word)
{
  if (matches (health, word))
    return DCR_GUARD_HEALTH;
  if (matches (unions, word))
    return DCR_GUARD_UNION;
  if (matches (religions, word))
    return DCR_GUARD_RELIGION;
  if (matches (insults, word))
    return DCR_GUARD_INSULT;
  if (g_str_equal (word, "social") && g_str_equal (before, "cas"))
    return DCR_GUARD_INSULT;
  return -1;
}

guint
dcr_guard_iban_length (const char *signs)
{
  static const char lengths[][5] = {
    "AD24", "AE23", "AL28", "AT20", "AZ28", "BA20", "BE16", "BG22", "BH22", "BI27", "BR29", "BY28", "CH21",
    "CR22", "CY28", "CZ24", "DE22", "DJ27", "DK18", "DO28", "EE20", "EG29", "ES24", "FI18", "FK18", "FO18",
    "FR27", "GB22", "GE22", "GI23", "GL18", "GR27", "GT28", "HR21", "HU28", "IE22", "IL23", "IQ23", "IS26",
    "IT27", "JO30", "KW30", "KZ20", "LB28", "LC32", "LI21", "LT20", "LU20", "LV21", "LY25", "MC27", "MD24",
    "ME22", "MK19", "MN20", "MR27", "MT31", "MU30", "NI28", "NL18", "NO15", "OM23", "PK24", "PL28", "PS29",
    "PT25", "QA29", "RO24", "RS22", "RU33", "SA24", "SC31", "SD18", "SE24", "SI19", "SK24", "SM27", "SO23",
    "ST25", "SV28", "TL23", "TN24", "TR26", "UA29", "VA22", "VG24", "XK20", "YE30",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    if (strncmp (lengths[i], signs, 2) == 0)
      return (lengths[i][2] - '0') * 10 + lengths[i][3] - '0';
  return 0;
}
