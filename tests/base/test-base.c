/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/dcr-clock.h"
#include "base/dcr-log.h"
#include "base/dcr-uuid.h"
#include "base/dcr-worker.h"

static void
test_uuid_sorts (void)
{
  char former[DCR_UUID_TEXT_SIZE] = "", text[DCR_UUID_TEXT_SIZE];
  DcrUuid back;

  dcr_clock_set (1790000000000);
  for (int i = 0; i < 10000; i++)
    {
      DcrUuid uuid = dcr_uuid_new ();
      dcr_uuid_to_text (&uuid, text);
      g_assert_cmpstr (former, <, text);
      g_assert_true (dcr_uuid_from_text (text, &back));
      g_assert_true (dcr_uuid_equal (&uuid, &back));
      g_strlcpy (former, text, sizeof former);
    }
  g_assert_cmpint (text[14], ==, '7');
  g_assert_false (dcr_uuid_from_text ("pas un identifiant", &back));
  dcr_clock_set (0);
}

static void
test_log_masks (void)
{
  static const char *const cases[][2] = {
    { "appel de 06 39 98 41 27", "appel de •••" },
    { "appel de +33639984127 recu", "appel de +••• recu" },
    { "à jean.dupont@exemple.example !", "à ••• !" },
    { "NIR 1 85 05 78 006 084 36", "NIR •••" },
    { "F1344 en 12 ms", "F1344 en 12 ms" },
    { "7024 fiches", "7024 fiches" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *masked = dcr_log_mask (cases[i][0]);
      g_assert_cmpstr (masked, ==, cases[i][1]);
    }
}

static GArray *order;

static gpointer
append (gpointer data, GCancellable *cancellable, GError **error)
{
  g_array_append_val (order, data);
  return data;
}

static void
test_worker_keeps_order (void)
{
  g_autoptr (DcrWorker) worker = dcr_worker_new ("test");
  order = g_array_new (FALSE, FALSE, sizeof (gpointer));
  for (int i = 1; i <= 100; i++)
    dcr_worker_push (worker, append, GINT_TO_POINTER (i), NULL, NULL, NULL, NULL, NULL);
  dcr_worker_drain (worker);
  g_assert_cmpuint (order->len, ==, 100);
  for (int i = 0; i < 100; i++)
    g_assert_true (g_array_index (order, gpointer, i) == GINT_TO_POINTER (i + 1));
  g_array_unref (order);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/uuid/sorts", test_uuid_sorts);
  g_test_add_func ("/base/log/masks", test_log_masks);
  g_test_add_func ("/base/worker/keeps-order", test_worker_keeps_order);
  return g_test_run ();
}
