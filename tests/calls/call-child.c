/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Works in a base until it is killed: call-child BASE. Each act is numbered in the note of the call in hand; every
 * seventh closes it. « opening », then « kept N » once act N is on the disk. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls-fixture.h"

#define ACTS_PER_CALL 7

/* The newest act the base holds, in a closed call or in a draft: « acte 00000012 ». */
static int
newest (DcrStore *store)
{
  return dcr_db_get_int (dcr_store_reader (store), 0, NULL,
                         "SELECT max(CAST(substr(t,instr(t,'acte ')+5,8) AS INTEGER)) FROM"
                         " (SELECT note AS t FROM call UNION ALL SELECT state FROM call_draft)", "");
}

static void
act (Fixture *fixture, int number)
{
  g_autofree char *note = g_strdup_printf ("acte %08d", number);
  DcrCall *call = dcr_calls_get_current (fixture->calls);

  if (call == NULL)
    call = dcr_calls_begin (fixture->calls, "0639984127");
  dcr_call_set_note (call, note);
  if (number % ACTS_PER_CALL == 0)
    {
      dcr_call_set_reason (call, "IDE-PERTE");
      dcr_call_set_outcome (call, DCR_OUTCOME_ANSWERED);
      dcr_calls_note_article (fixture->calls, &fixture_article);
      g_assert_true (fixture_close_call (fixture, NULL));
    }
  if (number % 5 == 0)
    dcr_store_checkpoint (fixture->store);
  fixture_settle (fixture);
}

int
main (int argc, char **argv)
{
  Fixture fixture = { .folder = argv[1] };
  g_autoptr (GError) error = NULL;
  int number;

  g_assert_cmpint (argc, ==, 2);
  puts ("opening");
  fflush (stdout);
  fixture.store = dcr_store_open (fixture.folder, &error);
  g_assert_no_error (error);
  fixture.calls = dcr_calls_new (fixture.store, &error);
  g_assert_no_error (error);
  for (number = newest (fixture.store) + 1;; number++)
    {
      act (&fixture, number);
      printf ("kept %d\n", number);
      fflush (stdout);
    }
}
