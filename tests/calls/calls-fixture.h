/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calls/dcr-calls.h"

/** A base in a folder of its own with the demonstration grid and services. */
typedef struct
{
  char *folder;
  DcrStore *store;
  DcrCalls *calls;
} Fixture;

void fixture_open (Fixture *fixture, gconstpointer data);
void fixture_close (Fixture *fixture, gconstpointer data);
/** Closes and opens the base again, as after a clean end. */
void fixture_reopen (Fixture *fixture);
/** Imports the demonstration grid and services into @store. */
void fixture_import_grid (DcrStore *store);
/** Runs the default main context until everything queued is written. */
void fixture_settle (Fixture *fixture);
/** Closes the call in hand; FALSE with @error. */
gboolean fixture_close_call (Fixture *fixture, GError **error);
/** First column of the first row, as a number. */
gint64 fixture_int (Fixture *fixture, const char *sql);
char *fixture_text (Fixture *fixture, const char *sql);

extern const DcrCallArticle fixture_article;
extern const DcrCallPassage fixture_passage;
