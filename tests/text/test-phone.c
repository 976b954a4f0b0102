/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/dcr-phone.h"

#include <string.h>

static const struct
{
  const char *text;
  DcrPhoneKind kind;
  const char *e164, *shown, *place;
} cases[] = {
  /* mainland, as people and telephony write it */
  { "06 39 98 41 27", DCR_PHONE_MOBILE, "+33639984127", "06 39 98 41 27", "FR" },
  { "0639984127", DCR_PHONE_MOBILE, "+33639984127", "06 39 98 41 27", "FR" },
  { "06.39.98.41.27", DCR_PHONE_MOBILE, "+33639984127", "06 39 98 41 27", "FR" },
  { "06-39-98-41-27", DCR_PHONE_MOBILE, "+33639984127", "06 39 98 41 27", "FR" },
  { "06\302\24039\302\24098\302\24041\302\24027", DCR_PHONE_MOBILE, "+33639984127", "06 39 98 41 27", "FR" },
  { "+33639984127", DCR_PHONE_MOBILE, "+33639984127", "06 39 98 41 27", "FR" },
  { "+33 (0)6 39 98 41 27", DCR_PHONE_MOBILE, "+33639984127", "06 39 98 41 27", "FR" },
  { "+330639984127", DCR_PHONE_MOBILE, "+33639984127", "06 39 98 41 27", "FR" },
  { "0033639984127", DCR_PHONE_MOBILE, "+33639984127", "06 39 98 41 27", "FR" },
  { "33639984127", DCR_PHONE_MOBILE, "+33639984127", "06 39 98 41 27", "FR" },
  { "639984127", DCR_PHONE_MOBILE, "+33639984127", "06 39 98 41 27", "FR" },
  { "sip:0639984127@pbx.example", DCR_PHONE_MOBILE, "+33639984127", "06 39 98 41 27", "FR" },
  { "tel:+33-6-39-98-41-27", DCR_PHONE_MOBILE, "+33639984127", "06 39 98 41 27", "FR" },
  { "\"Accueil\" <sip:0199000012@pbx.example;user=phone>", DCR_PHONE_FIXED, "+33199000012", "01 99 00 00 12", "FR" },
  { "04 65 71 00 01", DCR_PHONE_FIXED, "+33465710001", "04 65 71 00 01", "FR" },
  { "09 72 00 00 01", DCR_PHONE_FIXED, "+33972000001", "09 72 00 00 01", "FR" },
  { "07 56 00 00 01", DCR_PHONE_MOBILE, "+33756000001", "07 56 00 00 01", "FR" },
  { "0 809 54 01 01", DCR_PHONE_SPECIAL, "+33809540101", "08 09 54 01 01", "FR" },
  /* 06 87 is mainland, +687 is New Caledonia (floere/phony#294) */
  { "06 87 73 83 58", DCR_PHONE_MOBILE, "+33687738358", "06 87 73 83 58", "FR" },
  { "+687 73 83 58", DCR_PHONE_MOBILE, "+687738358", "+687 73 83 58", "NC" },
  { "+687 25 01 01", DCR_PHONE_FIXED, "+687250101", "+687 25 01 01", "NC" },
  /* Réunion and Mayotte: one code */
  { "0262 90 00 01", DCR_PHONE_FIXED, "+262262900001", "02 62 90 00 01", "RE" },
  { "0263 90 00 01", DCR_PHONE_FIXED, "+262263900001", "02 63 90 00 01", "RE" },
  { "0692 00 00 01", DCR_PHONE_MOBILE, "+262692000001", "06 92 00 00 01", "RE" },
  { "+262 692 00 00 01", DCR_PHONE_MOBILE, "+262692000001", "06 92 00 00 01", "RE" },
  { "+262 0692 00 00 01", DCR_PHONE_MOBILE, "+262692000001", "06 92 00 00 01", "RE" },
  { "00262692000001", DCR_PHONE_MOBILE, "+262692000001", "06 92 00 00 01", "RE" },
  { "+33692000001", DCR_PHONE_MOBILE, "+262692000001", "06 92 00 00 01", "RE" },
  { "0269 61 00 01", DCR_PHONE_FIXED, "+262269610001", "02 69 61 00 01", "YT" },
  { "0639 00 00 01", DCR_PHONE_MOBILE, "+262639000001", "06 39 00 00 01", "YT" },
  { "0708 40 00 01", DCR_PHONE_MOBILE, "+508708400001", "07 08 40 00 01", "PM" },
  { "0508 41 00 01", DCR_PHONE_FIXED, "+508410001", "05 08 41 00 01", "PM" },
  { "+508 41 00 01", DCR_PHONE_FIXED, "+508410001", "05 08 41 00 01", "PM" },
  { "+508 55 00 01", DCR_PHONE_MOBILE, "+508550001", "05 08 55 00 01", "PM" },
  { "0590 27 00 01", DCR_PHONE_FIXED, "+590590270001", "05 90 27 00 01", "GP" },
  { "0690 00 00 01", DCR_PHONE_MOBILE, "+590690000001", "06 90 00 00 01", "GP" },
  { "0691 22 00 01", DCR_PHONE_MOBILE, "+590691220001", "06 91 22 00 01", "GP" },
  { "+590 590 27 00 01", DCR_PHONE_FIXED, "+590590270001", "05 90 27 00 01", "GP" },
  { "0594 25 00 01", DCR_PHONE_FIXED, "+594594250001", "05 94 25 00 01", "GF" },
  { "0694 20 00 01", DCR_PHONE_MOBILE, "+594694200001", "06 94 20 00 01", "GF" },
  { "0596 60 00 01", DCR_PHONE_FIXED, "+596596600001", "05 96 60 00 01", "MQ" },
  { "0696 20 00 01", DCR_PHONE_MOBILE, "+596696200001", "06 96 20 00 01", "MQ" },
  { "0697 00 00 01", DCR_PHONE_MOBILE, "+596697000001", "06 97 00 00 01", "MQ" },
  { "+689 87 00 00 01", DCR_PHONE_MOBILE, "+68987000001", "+689 87 00 00 01", "PF" },
  { "+689 40 00 00 01", DCR_PHONE_FIXED, "+68940000001", "+689 40 00 00 01", "PF" },
  { "+681 72 00 01", DCR_PHONE_FIXED, "+681720001", "+681 72 00 01", "WF" },
  { "+681 82 00 01", DCR_PHONE_MOBILE, "+681820001", "+681 82 00 01", "WF" },
  /* short */
  { "3939", DCR_PHONE_SHORT, "", "3939", "FR" },
  { "39 39", DCR_PHONE_SHORT, "", "3939", "FR" },
  { "15", DCR_PHONE_SHORT, "", "15", "FR" },
  { "112", DCR_PHONE_SHORT, "", "112", "FR" },
  { "116 006", DCR_PHONE_SHORT, "", "116 006", "FR" },
  { "118218", DCR_PHONE_SHORT, "", "118 218", "FR" },
  /* foreign */
  { "+32 471 23 45 67", DCR_PHONE_FOREIGN, "+32471234567", "+32 471 23 45 67", "BE" },
  { "0044 20 7946 0000", DCR_PHONE_FOREIGN, "+442079460000", "+44 20 79 46 00 00", "GB" },
  { "+1 212 555 0100", DCR_PHONE_FOREIGN, "+12125550100", "+1 21 25 55 01 00", "US" },
  { "+213 21 00 00 01", DCR_PHONE_FOREIGN, "+21321000001", "+213 21 00 00 01", "DZ" },
  { "+999 123456789", DCR_PHONE_FOREIGN, "+999123456789", "+999123456789", "" },
  /* hidden */
  { "", DCR_PHONE_HIDDEN, "", "", "" },
  { NULL, DCR_PHONE_HIDDEN, "", "", "" },
  { "anonymous", DCR_PHONE_HIDDEN, "", "", "" },
  { "Anonymous@anonymous.invalid", DCR_PHONE_HIDDEN, "", "", "" },
  { "Masqué", DCR_PHONE_HIDDEN, "", "", "" },
  /* none of these breaks anything */
  { "12345", DCR_PHONE_UNKNOWN, "", "12345", "" },
  { "poste 214", DCR_PHONE_UNKNOWN, "", "poste 214", "" },
  { "+", DCR_PHONE_UNKNOWN, "", "+", "" },
  { "+12345678901234567890", DCR_PHONE_UNKNOWN, "", "+12345678", "" },
  { "00", DCR_PHONE_SHORT, "", "00", "FR" },
  { "0012345678", DCR_PHONE_FOREIGN, "+12345678", "+1 234 56 78", "US" },
};

/* U+00A0 between pairs, seen as a space in the table. */
static char *
spaced (const char *shown)
{
  GString *out = g_string_new (shown);
  g_string_replace (out, "\302\240", " ", 0);
  return g_string_free (out, FALSE);
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DcrPhone phone;
      g_autofree char *shown = NULL;
      dcr_phone_parse (cases[i].text, &phone);
      shown = spaced (phone.shown);
      g_test_message ("%s -> %d %s %s %s", cases[i].text, phone.kind, phone.e164, shown,
                      phone.place);
      g_assert_cmpint (phone.kind, ==, cases[i].kind);
      g_assert_cmpstr (phone.e164, ==, cases[i].e164);
      g_assert_cmpstr (shown, ==, cases[i].shown);
      g_assert_cmpstr (phone.place, ==, cases[i].place);
    }
}

/* The same number however it comes makes the same E.164: what the keyed hash is made of. */
static void
test_mask_and_sms (void)
{
  DcrPhone phone;
  g_autofree char *mask = NULL, *described = NULL, *hidden = NULL;

  dcr_phone_parse ("06 39 98 41 27", &phone);
  mask = dcr_phone_mask (&phone);
  g_assert_cmpstr (mask, ==, "06\302\240••\302\240••\302\240••\302\24027");
  g_assert_true (dcr_phone_takes_sms (&phone));
  dcr_phone_parse ("0692 00 00 01", &phone);
  described = dcr_phone_describe (&phone);
  g_assert_cmpstr (described, ==, "Mobile, Réunion");
  dcr_phone_parse ("04 65 71 00 01", &phone);
  g_assert_false (dcr_phone_takes_sms (&phone));
  dcr_phone_parse ("anonymous", &phone);
  hidden = dcr_phone_mask (&phone);
  g_assert_cmpstr (hidden, ==, "");
}

/* Bytes of any sort: never a crash, never more than the buffers hold. */
static void
test_noise (void)
{
  static const char signs[] = "0123456789+ .-/()<>@;:\"a\303\251\377\302\240";
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int round = 0; round < 20000; round++)
    {
      char text[40];
      DcrPhone phone;
      int length = g_rand_int_range (rand, 0, 39);
      for (int i = 0; i < length; i++)
        text[i] = signs[g_rand_int_range (rand, 0, sizeof signs - 1)];
      text[length] = '\0';
      dcr_phone_parse (text, &phone);
      g_assert_true (g_utf8_validate (phone.shown, -1, NULL));
      g_assert_true (memchr (phone.e164, '\0', sizeof phone.e164) != NULL);
      g_free (dcr_phone_mask (&phone));
      g_free (dcr_phone_describe (&phone));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone/table", test_table);
  g_test_add_func ("/phone/mask-and-sms", test_mask_and_sms);
  g_test_add_func ("/phone/noise", test_noise);
  return g_test_run ();
}
