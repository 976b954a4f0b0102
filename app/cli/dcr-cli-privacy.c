/* SPDX-License-Identifier: GPL-3.0-or-later */
/* purge, subject: what is kept only as long as it serves, and one person's data. */
#include "cli/dcr-cli.h"

#include "base/dcr-clock.h"
#include "base/dcr-json.h"
#include "calls/dcr-journal.h"
#include "calls/dcr-subject.h"
#include "followup/dcr-outbox.h"
#include "store/dcr-retention.h"

/* ---- purge ----------------------------------------------------------------------------------- */

typedef struct
{
  gboolean rehearsal;
  GPtrArray *lines;
} Purge;

static gboolean
run_lines (DcrDb *db, gpointer data, GError **error)
{
  Purge *job = data;
  gint64 rows = 0;
  g_autofree char *detail = NULL;

  job->lines = dcr_retention_run (db, dcr_clock_now_ms (), job->rehearsal, error);
  if (job->lines == NULL || job->rehearsal)
    return job->lines != NULL;
  for (guint i = 0; i < job->lines->len; i++)
    rows += ((DcrPurgeLine *) job->lines->pdata[i])->rows;
  detail = g_strdup_printf ("%" G_GINT64_FORMAT, rows);
  return dcr_journal_add (db, NULL, DCR_JOURNAL_PURGED, "", detail, error);
}

static void
print_lines (DcrCli *cli, const Purge *job)
{
  GVariantBuilder list;
  GVariantDict dict;

  g_variant_builder_init (&list, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < job->lines->len; i++)
    {
      const DcrPurgeLine *line = job->lines->pdata[i];
      if (!cli->json)
        dcr_cli_print ("%s\t%s\t%u\t%" G_GINT64_FORMAT, line->rule, line->table, line->days,
                       line->rows);
      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "rule", "s", line->rule);
      g_variant_dict_insert (&dict, "table", "s", line->table);
      g_variant_dict_insert (&dict, "days", "u", line->days);
      g_variant_dict_insert (&dict, "rows", "x", line->rows);
      g_variant_builder_add_value (&list, g_variant_dict_end (&dict));
    }
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "rehearsal", "b", job->rehearsal);
  g_variant_dict_insert_value (&dict, "rules", g_variant_builder_end (&list));
  g_autoptr (GVariant) object = g_variant_ref_sink (g_variant_dict_end (&dict));
  if (cli->json)
    dcr_cli_print_json (object);
}

static int
run_purge (DcrCli *cli, int argc, char **argv, GError **error)
{
  Purge job = { FALSE, NULL };
  const GOptionEntry entries[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &job.rehearsal, NULL, NULL },
    { NULL },
  };
  g_auto (GStrv) words = dcr_cli_parse (cli, argc, argv, entries, 0, 0, error);
  g_autoptr (DcrStore) store = NULL;

  if (words == NULL)
    return DCR_CLI_WRONG_CALL;
  store = dcr_store_open (cli->folder, error);
  if (store == NULL || !dcr_store_write (store, run_lines, &job, error))
    return DCR_CLI_FAILED;
  print_lines (cli, &job);
  g_ptr_array_unref (job.lines);
  return DCR_CLI_DONE;
}

const DcrCliCommand dcr_cli_purge = {
  "purge", "[--dry-run]", N_("Delete what is past its retention: RULE, TABLE, DAYS, ROWS; or only count it"), run_purge,
};

/* ---- subject --------------------------------------------------------------------------------- */

typedef struct
{
  gboolean erase;
  DcrContactKeys *keys;
  const DcrSubject *subject;
  GVariant *found;
  guint erased, needed;
} Job;

static gboolean
run_job (DcrDb *db, gpointer data, GError **error)
{
  Job *job = data;

  if (job->erase)
    return dcr_subject_erase (db, job->keys, job->subject, NULL, &job->erased, &job->needed, error);
  job->found = dcr_subject_export (db, job->keys, job->subject, NULL, error);
  return job->found != NULL;
}

static void
print_job (DcrCli *cli, const Job *job)
{
  GVariantDict dict;

  if (!job->erase)
    dcr_cli_print_json (job->found);
  else if (!cli->json)
    dcr_cli_print ("erased\t%u\nneeded\t%u", job->erased, job->needed);
  else
    {
      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "erased", "u", job->erased);
      g_variant_dict_insert (&dict, "needed", "u", job->needed);
      dcr_cli_print_json (g_variant_dict_end (&dict));
    }
}

/* Messages are known by a hash of their recipient under the outbox's own key. */
static gboolean
add_recipients (DcrCli *cli, DcrSubject *subject, GError **error)
{
  g_autoptr (GBytes) key = dcr_outbox_load_key (cli->folder, error);
  g_autoptr (GPtrArray) writings = dcr_subject_writings (subject);

  for (guint i = 0; key != NULL && i < writings->len; i++)
    dcr_subject_add_hash (subject, dcr_outbox_hash (key, writings->pdata[i]));
  return key != NULL;
}

static int
do_subject (DcrCli *cli, gboolean erase, GError **error)
{
  g_autofree char *text = dcr_cli_read_input ();
  g_autoptr (GVariant) object = dcr_json_to_variant (text, -1, error);
  g_autoptr (DcrSubject) subject = object ? dcr_subject_from_json (object, error) : NULL;
  g_autoptr (DcrStore) store = subject ? dcr_store_open (cli->folder, error) : NULL;
  g_autoptr (DcrContactKeys) keys
      = store ? dcr_contact_keys_open (cli->folder, dcr_clock_now_ms (), error) : NULL;
  Job job = { erase, keys, subject };

  if (keys == NULL || !add_recipients (cli, subject, error)
      || !dcr_store_write (store, run_job, &job, error))
    return DCR_CLI_FAILED;
  print_job (cli, &job);
  g_clear_pointer (&job.found, g_variant_unref);
  return DCR_CLI_DONE;
}

static int
run_subject (DcrCli *cli, int argc, char **argv, GError **error)
{
  g_auto (GStrv) words = dcr_cli_parse (cli, argc, argv, NULL, 1, 1, error);

  if (words == NULL)
    return DCR_CLI_WRONG_CALL;
  if (g_str_equal (words[0], "export") || g_str_equal (words[0], "erase"))
    return do_subject (cli, g_str_equal (words[0], "erase"), error);
  dcr_cli_set_usage (error, _("Write export or erase, not “%s”."), words[0]);
  return DCR_CLI_WRONG_CALL;
}

const DcrCliCommand dcr_cli_subject = {
  "subject",
  "export|erase < subject.json",
  N_("Give out or erase one person’s data: {\"number\":…} or {\"email\":…} on standard input"),
  run_subject,
};
