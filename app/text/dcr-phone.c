/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The French numbering plan (Arcep decision 2018-0881): ten digits, one plan, several country
 * codes. Ranges of overseas mobiles as operators have them today; 06 39 98 is kept for fiction, the
 * rest of 0639 is Mayotte. Never infer where somebody lives from it: numbers move. */
#include "text/dcr-phone.h"

#include <string.h>

#define NBSP "\302\240"
#define MAX_DIGITS 15

typedef struct
{
  const char *prefix; /* of the nine digits after 0 */
  const char *code;   /* country code */
  DcrPhoneKind kind;
  const char *place;
} Range;

/* The longest prefix first. */
static const Range ranges[] = {
  { "63998", "33", DCR_PHONE_MOBILE, "FR" },
  { "7090", "590", DCR_PHONE_MOBILE, "GP" },
  { "7091", "596", DCR_PHONE_MOBILE, "MQ" },
  { "7092", "262", DCR_PHONE_MOBILE, "RE" },
  { "7093", "262", DCR_PHONE_MOBILE, "YT" },
  { "262", "262", DCR_PHONE_FIXED, "RE" },
  { "263", "262", DCR_PHONE_FIXED, "RE" },
  { "269", "262", DCR_PHONE_FIXED, "YT" },
  { "508", "508", DCR_PHONE_FIXED, "PM" },
  { "590", "590", DCR_PHONE_FIXED, "GP" },
  { "594", "594", DCR_PHONE_FIXED, "GF" },
  { "596", "596", DCR_PHONE_FIXED, "MQ" },
  { "639", "262", DCR_PHONE_MOBILE, "YT" },
  { "690", "590", DCR_PHONE_MOBILE, "GP" },
  { "691", "590", DCR_PHONE_MOBILE, "GP" },
  { "692", "262", DCR_PHONE_MOBILE, "RE" },
  { "693", "262", DCR_PHONE_MOBILE, "RE" },
  { "694", "594", DCR_PHONE_MOBILE, "GF" },
  { "696", "596", DCR_PHONE_MOBILE, "MQ" },
  { "697", "596", DCR_PHONE_MOBILE, "MQ" },
  { "708", "508", DCR_PHONE_MOBILE, "PM" },
  { "1", "33", DCR_PHONE_FIXED, "FR" },
  { "2", "33", DCR_PHONE_FIXED, "FR" },
  { "3", "33", DCR_PHONE_FIXED, "FR" },
  { "4", "33", DCR_PHONE_FIXED, "FR" },
  { "5", "33", DCR_PHONE_FIXED, "FR" },
  { "6", "33", DCR_PHONE_MOBILE, "FR" },
  { "7", "33", DCR_PHONE_MOBILE, "FR" },
  { "8", "33", DCR_PHONE_SPECIAL, "FR" },
  { "9", "33", DCR_PHONE_FIXED, "FR" },
};

/* Outside the plan of ten digits: code, how many digits, first digits of a mobile. */
static const struct
{
  const char *code;
  guint digits;
  const char *mobile;
  const char *place;
} pacific[] = {
  { "687", 6, "789", "NC" },
  { "689", 8, "8", "PF" },
  { "681", 6, "8", "WF" },
};

static const struct
{
  const char *code, *place, *name;
} countries[] = {
  { "213", "DZ", N_("Algeria") },     { "212", "MA", N_("Morocco") },   { "216", "TN", N_("Tunisia") },
  { "221", "SN", N_("Senegal") },     { "223", "ML", N_("Mali") },      { "224", "GN", N_("Guinea") },
  { "225", "CI", N_("Ivory Coast") }, { "226", "BF", N_("Burkina Faso") },
  { "227", "NE", N_("Niger") },       { "228", "TG", N_("Togo") },      { "229", "BJ", N_("Benin") },
  { "230", "MU", N_("Mauritius") },   { "237", "CM", N_("Cameroon") },  { "241", "GA", N_("Gabon") },
  { "242", "CG", N_("Congo") },       { "243", "CD", N_("DR Congo") },  { "261", "MG", N_("Madagascar") },
  { "269", "KM", N_("Comoros") },     { "351", "PT", N_("Portugal") },  { "352", "LU", N_("Luxembourg") },
  { "353", "IE", N_("Ireland") },     { "376", "AD", N_("Andorra") },   { "377", "MC", N_("Monaco") },
  { "380", "UA", N_("Ukraine") },     { "509", "HT", N_("Haiti") },     { "961", "LB", N_("Lebanon") },
  { "972", "IL", N_("Israel") },      { "20", "EG", N_("Egypt") },      { "30", "GR", N_("Greece") },
  { "31", "NL", N_("Netherlands") },  { "32", "BE", N_("Belgium") },    { "34", "ES", N_("Spain") },
  { "39", "IT", N_("Italy") },        { "40", "RO", N_("Romania") },    { "41", "CH", N_("Switzerland") },
  { "43", "AT", N_("Austria") },      { "44", "GB", N_("United Kingdom") },
  { "45", "DK", N_("Denmark") },      { "46", "SE", N_("Sweden") },     { "48", "PL", N_("Poland") },
  { "49", "DE", N_("Germany") },      { "55", "BR", N_("Brazil") },     { "84", "VN", N_("Vietnam") },
  { "86", "CN", N_("China") },        { "90", "TR", N_("Turkey") },     { "7", "RU", N_("Russia") },
  { "1", "US", N_("North America") },
};

static const struct
{
  const char *place, *name;
} french_places[] = {
  { "RE", N_("Réunion") },          { "YT", N_("Mayotte") },       { "GP", N_("Guadeloupe") },
  { "GF", N_("French Guiana") },    { "MQ", N_("Martinique") },    { "PM", N_("Saint Pierre and Miquelon") },
  { "NC", N_("New Caledonia") },    { "PF", N_("French Polynesia") },
  { "WF", N_("Wallis and Futuna") },
};

/* Digits of @text; « (0) » and separators left out. FALSE when something else stands in it. */
static gboolean
read_digits (const char *text, char *digits, gboolean *international)
{
  guint n = 0;

  *international = FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (c == '+' && n == 0 && !*international)
        *international = TRUE;
      else if (g_str_has_prefix (p, "(0)") && *international)
        p += 2;
      else if (c < 128 && g_ascii_isdigit (c))
        {
          if (n >= MAX_DIGITS + 3)
            return FALSE;
          digits[n++] = c;
        }
      else if (!g_unichar_isspace (c) && strchr (".-/()", (int) (c < 128 ? c : 'x')) == NULL
               && c != 0x2011 && c != 0x2013)
        return FALSE;
    }
  digits[n] = '\0';
  if (!*international && g_str_has_prefix (digits, "00") && n > 6)
    {
      memmove (digits, digits + 2, n - 1);
      *international = TRUE;
    }
  return TRUE;
}

/* Pairs from the right; an odd first group has three digits. */
static void
show (DcrPhone *phone, const char *code, const char *digits)
{
  GString *out = g_string_new (code ? "+" : NULL);
  gsize n = strlen (digits), at = n % 2 ? 3 : 2;

  if (code != NULL)
    g_string_append_printf (out, "%s" NBSP, code);
  g_string_append_len (out, digits, MIN (at, n));
  for (; at < n; at += 2)
    g_string_append_printf (out, NBSP "%.2s", digits + at);
  g_strlcpy (phone->shown, out->str, sizeof phone->shown);
  g_string_free (out, TRUE);
}

/* @nine: what follows the 0 of the French plan. */
static void
take_french (DcrPhone *phone, const char *nine)
{
  char ten[11];

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      const Range *range = &ranges[i];
      gboolean short_pm = g_str_equal (range->prefix, "508");
      if (!g_str_has_prefix (nine, range->prefix))
        continue;
      phone->kind = short_pm && g_str_has_prefix (nine, "50855") ? DCR_PHONE_MOBILE : range->kind;
      g_strlcpy (phone->place, range->place, sizeof phone->place);
      /* Saint-Pierre-et-Miquelon: 0508 is the way in from the plan, the number itself has six digits */
      g_snprintf (phone->e164, sizeof phone->e164, "+%s%s", range->code,
                  short_pm ? nine + 3 : nine);
      break;
    }
  g_snprintf (ten, sizeof ten, "0%s", nine);
  show (phone, NULL, ten);
}

static gboolean
take_pacific (DcrPhone *phone, const char *digits)
{
  for (guint i = 0; i < G_N_ELEMENTS (pacific); i++)
    {
      gsize n = strlen (pacific[i].code);
      const char *rest = digits + n;
      if (!g_str_has_prefix (digits, pacific[i].code) || strlen (rest) != pacific[i].digits)
        continue;
      phone->kind = strchr (pacific[i].mobile, rest[0]) ? DCR_PHONE_MOBILE : DCR_PHONE_FIXED;
      g_strlcpy (phone->place, pacific[i].place, sizeof phone->place);
      g_snprintf (phone->e164, sizeof phone->e164, "+%s", digits);
      show (phone, pacific[i].code, rest);
      return TRUE;
    }
  return FALSE;
}

/* The digits after a French country code, as nine: « 0 6 39… » after +33 (0), six after +508. */
static gboolean
french_nine (const char *digits, char nine[10])
{
  static const char *const codes[] = { "33", "262", "508", "590", "594", "596" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      const char *rest = digits + strlen (codes[i]);
      if (!g_str_has_prefix (digits, codes[i]))
        continue;
      if (strlen (rest) == 10 && rest[0] == '0')
        rest++;
      if (strlen (rest) == 9 && rest[0] != '0')
        g_strlcpy (nine, rest, 10);
      else if (strlen (rest) == 6 && g_str_equal (codes[i], "508"))
        g_snprintf (nine, 10, "508%s", rest);
      else
        return FALSE;
      return TRUE;
    }
  return FALSE;
}

static gboolean
take_international (DcrPhone *phone, const char *digits)
{
  char nine[10];

  if (french_nine (digits, nine))
    {
      take_french (phone, nine);
      return TRUE;
    }
  if (take_pacific (phone, digits))
    return TRUE;
  if (strlen (digits) < 7 || strlen (digits) > MAX_DIGITS || digits[0] == '0')
    return FALSE;
  phone->kind = DCR_PHONE_FOREIGN;
  g_snprintf (phone->e164, sizeof phone->e164, "+%s", digits);
  for (guint i = 0; i < G_N_ELEMENTS (countries); i++)
    if (g_str_has_prefix (digits, countries[i].code))
      {
        g_strlcpy (phone->place, countries[i].place, sizeof phone->place);
        show (phone, countries[i].code, digits + strlen (countries[i].code));
        return TRUE;
      }
  g_snprintf (phone->shown, sizeof phone->shown, "+%s", digits);
  return TRUE;
}

static gboolean
take_short (DcrPhone *phone, const char *digits)
{
  gsize n = strlen (digits);
  gboolean six = n == 6 && (g_str_has_prefix (digits, "116") || g_str_has_prefix (digits, "118"));

  if (n < 2 || (n > 4 && !six))
    return FALSE;
  phone->kind = DCR_PHONE_SHORT;
  g_strlcpy (phone->place, "FR", sizeof phone->place);
  if (six)
    g_snprintf (phone->shown, sizeof phone->shown, "%.3s" NBSP "%s", digits, digits + 3);
  else
    g_strlcpy (phone->shown, digits, sizeof phone->shown);
  return TRUE;
}

static gboolean
take_national (DcrPhone *phone, const char *digits)
{
  gsize n = strlen (digits);
  char nine[10];

  if (n == 10 && digits[0] == '0' && digits[1] != '0')
    take_french (phone, digits + 1);
  else if (n == 9 && digits[0] != '0') /* a spreadsheet or a gateway ate the 0 */
    take_french (phone, digits);
  else if (n >= 9 && french_nine (digits, nine)) /* a gateway ate the + */
    take_french (phone, nine);
  else
    return take_short (phone, digits);
  return TRUE;
}

static gboolean
is_withheld (const char *text)
{
  static const char *const words[]
      = { "anonymous", "private", "unavailable", "restricted", "unknown",
          "hidden",    "masqué",  "withheld",    "-",          NULL };
  g_autofree char *lower = g_utf8_strdown (text, -1);
  return text[0] == '\0' || g_strv_contains (words, lower);
}

/* « sip:0639984127@pbx », « tel:+33… », « "Nom" <06…> » */
static char *
bare (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text ? text : "", -1);
  const char *from = valid;
  const char *open = strchr (from, '<');
  gsize length;

  if (open != NULL)
    from = open + 1;
  if (g_ascii_strncasecmp (from, "sip:", 4) == 0 || g_ascii_strncasecmp (from, "tel:", 4) == 0)
    from += 4;
  else if (g_ascii_strncasecmp (from, "sips:", 5) == 0)
    from += 5;
  length = strcspn (from, "@>;");
  return g_strstrip (g_strndup (from, length));
}

void
dcr_phone_parse (const char *text, DcrPhone *phone)
{
  g_autofree char *number = bare (text);
  char digits[MAX_DIGITS + 4];
  gboolean international;

  memset (phone, 0, sizeof *phone);
  if (is_withheld (number))
    {
      phone->kind = DCR_PHONE_HIDDEN;
      return;
    }
  phone->kind = DCR_PHONE_UNKNOWN;
  if (read_digits (number, digits, &international)
      && (international ? take_international (phone, digits) : take_national (phone, digits)))
    return;
  *phone = (DcrPhone) { .kind = DCR_PHONE_UNKNOWN };
  g_utf8_strncpy (phone->shown, number, 9); /* as it came, cut: it is only there to be seen */
}

static const char *
place_name (const DcrPhone *phone)
{
  if (phone->kind == DCR_PHONE_FOREIGN)
    for (guint i = 0; i < G_N_ELEMENTS (countries); i++)
      if (g_str_equal (countries[i].place, phone->place))
        return _(countries[i].name);
  for (guint i = 0; i < G_N_ELEMENTS (french_places); i++)
    if (g_str_equal (french_places[i].place, phone->place))
      return _(french_places[i].name);
  return NULL;
}

char *
dcr_phone_describe (const DcrPhone *phone)
{
  static const char *const kinds[] = {
    N_("Number withheld"), N_("Mobile"),         N_("Landline"),      N_("Special number"),
    N_("Short number"),    N_("Abroad"),         N_("Unknown number"),
  };
  const char *place = place_name (phone);

  if (place == NULL)
    return g_strdup (_(kinds[phone->kind]));
  return g_strdup_printf ("%s, %s", _(kinds[phone->kind]), place);
}

char *
dcr_phone_mask (const DcrPhone *phone)
{
  GString *out;
  gsize n = strlen (phone->shown), kept;
  const char *p = phone->shown;

  if (phone->kind == DCR_PHONE_HIDDEN || phone->kind == DCR_PHONE_SHORT || phone->e164[0] == '\0')
    return g_strdup (phone->kind == DCR_PHONE_SHORT ? phone->shown : "");
  /* the first group and the last two digits */
  out = g_string_new (NULL);
  kept = strcspn (p, "\302");
  for (gsize i = 0; i < n; i++)
    if (g_ascii_isdigit (p[i]) && i >= kept && i < n - 2)
      g_string_append (out, "•");
    else
      g_string_append_c (out, p[i]);
  return g_string_free (out, FALSE);
}

gboolean
dcr_phone_takes_sms (const DcrPhone *phone)
{
  return phone->kind == DCR_PHONE_MOBILE;
}
