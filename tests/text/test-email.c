/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/dcr-email.h"

#include <string.h>

static void
test_check (void)
{
  static const struct
  {
    const char *address;
    DcrEmailProblem problem;
  } cases[] = {
    { "camille@exemple.example", DCR_EMAIL_OK },
    { "Camille.D+3939@sous.domaine.exemple.fr", DCR_EMAIL_OK },
    { "o'neil_x-y@a-b.fr", DCR_EMAIL_OK },
    { "camille@société.fr", DCR_EMAIL_OK },
    { "", DCR_EMAIL_EMPTY },
    { "camille", DCR_EMAIL_NO_AT },
    { "a@b@c.fr", DCR_EMAIL_NO_AT },
    { "a@b.fr\r\nBcc: x@y.fr", DCR_EMAIL_LINE_BREAK },
    { "a\n@b.fr", DCR_EMAIL_LINE_BREAK },
    { "a\t@b.fr", DCR_EMAIL_LINE_BREAK },
    { "a@b.fr\xc2\x85", DCR_EMAIL_LINE_BREAK },
    { "@b.fr", DCR_EMAIL_LOCAL },
    { ".a@b.fr", DCR_EMAIL_LOCAL },
    { "a.@b.fr", DCR_EMAIL_LOCAL },
    { "a..b@c.fr", DCR_EMAIL_LOCAL },
    { "a b@c.fr", DCR_EMAIL_LOCAL },
    { "a,b@c.fr", DCR_EMAIL_LOCAL },
    { "\"a\"@c.fr", DCR_EMAIL_LOCAL },
    { "<a>@c.fr", DCR_EMAIL_LOCAL },
    { "andré@c.fr", DCR_EMAIL_ACCENT },
    { "a@", DCR_EMAIL_DOMAIN },
    { "a@local", DCR_EMAIL_DOMAIN },
    { "a@b..fr", DCR_EMAIL_DOMAIN },
    { "a@-b.fr", DCR_EMAIL_DOMAIN },
    { "a@b.f", DCR_EMAIL_DOMAIN },
    { "a@192.168.0.1", DCR_EMAIL_DOMAIN },
    { "a@[192.168.0.1]", DCR_EMAIL_DOMAIN },
    { "a@b .fr", DCR_EMAIL_DOMAIN },
    { "a@b.fr>", DCR_EMAIL_DOMAIN },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DcrEmailProblem problem = dcr_email_check (cases[i].address);
      if (problem != cases[i].problem)
        g_error ("%s: %d instead of %d", cases[i].address, problem, cases[i].problem);
      g_assert_true ((dcr_email_describe (problem) == NULL) == (problem == DCR_EMAIL_OK));
    }
  g_autofree char *local = g_strnfill (65, 'a');
  g_autofree char *longer = g_strconcat (local, "@b.fr", NULL);
  g_assert_cmpint (dcr_email_check (longer), ==, DCR_EMAIL_TOO_LONG);
}

static void
test_complete_and_suggest (void)
{
  g_auto (GStrv) all = dcr_email_complete ("camille@", 3);
  g_auto (GStrv) some = dcr_email_complete ("camille@O", 3);
  g_auto (GStrv) none = dcr_email_complete ("camille", 3);
  g_auto (GStrv) whole = dcr_email_complete ("camille@orange.fr", 3);
  static const char *const slips[][2] = {
    { "a@gmial.com", "a@gmail.com" },   { "a@orage.fr", "a@orange.fr" },
    { "a@hotmail.f", "a@hotmail.fr" },  { "a@laposte.ner", "a@laposte.net" },
    { "a@orange.fr", NULL },            { "a@exemple.example", NULL },
    { "a@ma.com", NULL },               { "a", NULL },
  };

  g_assert_cmpuint (g_strv_length (all), ==, 3);
  g_assert_cmpstr (all[0], ==, "camille@gmail.com");
  g_assert_cmpstr (some[0], ==, "camille@orange.fr");
  g_assert_cmpstr (some[1], ==, "camille@outlook.fr");
  g_assert_null (none[0]);
  g_assert_null (whole[0]);
  for (guint i = 0; i < G_N_ELEMENTS (slips); i++)
    {
      g_autofree char *meant = dcr_email_suggest (slips[i][0]);
      g_assert_cmpstr (meant, ==, slips[i][1]);
    }
}

static void
test_normalise_and_mask (void)
{
  static const char *const cases[][3] = {
    { "  mailto:Camille@Exemple.FR ", "Camille@exemple.fr", "C…@exemple.fr" },
    { "élise@Société.fr", "élise@xn--socit-esab.fr", "é…@xn--socit-esab.fr" },
    { "x@mel.example", "x@mel.example", "x…@mel.example" },
    { "n’importe", "n’importe", "…" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *normal = dcr_email_normalise (cases[i][0]);
      g_autofree char *masked = dcr_email_mask (normal);
      g_assert_cmpstr (normal, ==, cases[i][1]);
      g_assert_cmpstr (masked, ==, cases[i][2]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/email/check", test_check);
  g_test_add_func ("/text/email/complete-and-suggest", test_complete_and_suggest);
  g_test_add_func ("/text/email/normalise-and-mask", test_normalise_and_mask);
  return g_test_run ();
}
