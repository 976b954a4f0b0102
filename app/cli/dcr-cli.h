/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-error.h"
#include "session/dcr-session.h"

G_BEGIN_DECLS

/**
 * decrochectl: a thin face on the session. One file a command or group, dcr-cli-NAME.c, that gives
 * a row of the table in dcr-cli.c. Results go to standard output, one a line (or one JSON object
 * with --json); what went wrong is one line on standard error.
 */

enum
{
  DCR_CLI_DONE = 0,
  DCR_CLI_FAILED = 1,
  DCR_CLI_WRONG_CALL = 2
};

typedef struct
{
  char *folder; /* of the base */
  gboolean demo, json;
  DcrSession *session; /* NULL for a command that does without */
  const char *call;    /* « show ARTICLE [--at DATE] », of the command that runs */
} DcrCli;

/** @argv: the words after the command. Returns an exit status; or sets @error, which is printed:
 *  DCR_ERROR_USAGE exits 2, any other 1. */
typedef int (*DcrCliFunc) (DcrCli *cli, int argc, char **argv, GError **error);

typedef struct
{
  const char *name;
  const char *arguments; /* « SOURCE... » */
  const char *summary;   /* N_("…"), one line */
  DcrCliFunc run;
  gboolean needs_session;
} DcrCliCommand;

/** The whole program. */
int dcr_cli_main (int argc, char **argv);

/* ---- For commands ------------------------------------------------------------------------- */

/** Takes the options @entries (and --json) out of the words; what is left, which must be @min to
 * @max words (@max -1: any number), is returned NULL-terminated. NULL with DCR_ERROR_USAGE. */
char **dcr_cli_parse (DcrCli *cli, int argc, char **argv, const GOptionEntry *entries, int min,
                      int max, GError **error);

/** One line of the result. */
void dcr_cli_print (const char *format, ...) G_GNUC_PRINTF (1, 2);
/** The one object of --json, from an a{sv}. @object is taken when floating. */
void dcr_cli_print_json (GVariant *object);

/** Standard input as text, a little over DCR_JSON_MAX_BYTES at most. Free with g_free(). */
char *dcr_cli_read_input (void);
/** The local day, « YYYY-MM-DD ». Free with g_free(). */
char *dcr_cli_today (void);

/** Sets DCR_ERROR_USAGE. */
void dcr_cli_set_usage (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

/** The reference, or NULL with DCR_ERROR_NOT_FOUND while nothing was imported. */
DcrReference *dcr_cli_reference (DcrCli *cli, GError **error);

/** Splits « AUDIENCE/ID#ADDRESS »; *@address may come out NULL. FALSE with DCR_ERROR_USAGE. */
gboolean dcr_cli_parse_ref (const char *word, DcrAudience *audience, char **id, char **address,
                            GError **error);

/** Turns DCR_ERROR_NOT_FOUND into « withdrawn on … » where that is why. */
void dcr_cli_explain_absence (DcrReference *reference, DcrAudience audience, const char *id,
                              GError **error);

/** TRUE for « YYYY-MM-DD » that is a day; else DCR_ERROR_USAGE. */
gboolean dcr_cli_check_date (const char *date, GError **error);

/* ---- Rows of the table -------------------------------------------------------------------- */

extern const DcrCliCommand dcr_cli_import;
extern const DcrCliCommand dcr_cli_search;
extern const DcrCliCommand dcr_cli_evaluate;
extern const DcrCliCommand dcr_cli_show;
extern const DcrCliCommand dcr_cli_diff;
extern const DcrCliCommand dcr_cli_doctor;
extern const DcrCliCommand dcr_cli_info;
extern const DcrCliCommand dcr_cli_outbox;
extern const DcrCliCommand dcr_cli_escalation;
extern const DcrCliCommand dcr_cli_reasons;
extern const DcrCliCommand dcr_cli_services;
extern const DcrCliCommand dcr_cli_facets;
extern const DcrCliCommand dcr_cli_call;
extern const DcrCliCommand dcr_cli_purge;
extern const DcrCliCommand dcr_cli_subject;

G_END_DECLS
