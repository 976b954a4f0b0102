/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/dcr-tokenizer.h"

#include <string.h>

#include <sqlite3.h>

#include "text/dcr-french.h"

static int
tokenizer_create (void *context, const char **args, int n_args, Fts5Tokenizer **out)
{
  static char the_only_one; /* it holds no state */

  *out = (Fts5Tokenizer *) &the_only_one;
  return SQLITE_OK;
}

static void
tokenizer_delete (Fts5Tokenizer *tokenizer)
{
}

static int
tokenize (Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int length,
          int (*put) (void *, int, const char *, int, int, int))
{
  DcrFrenchIter iter;
  DcrToken token;

  if (text == NULL)
    return SQLITE_OK;
  dcr_french_iter_init (&iter, text, length);
  while (dcr_french_iter_next (&iter, &token))
    {
      int rc = put (context, 0, token.folded, (int)strlen (token.folded), (int)token.start,
                    (int)token.end);
      if (rc != SQLITE_OK)
        return rc;
    }
  return SQLITE_OK;
}

static fts5_api *
get_api (sqlite3 *db)
{
  sqlite3_stmt *stmt = NULL;
  fts5_api *api = NULL;

  if (sqlite3_prepare_v2 (db, "SELECT fts5(?1)", -1, &stmt, NULL) == SQLITE_OK)
    {
      sqlite3_bind_pointer (stmt, 1, &api, "fts5_api_ptr", NULL);
      sqlite3_step (stmt);
    }
  sqlite3_finalize (stmt);
  return api;
}

gboolean
dcr_tokenizer_register (DcrDb *db, GError **error)
{
  static fts5_tokenizer french = { tokenizer_create, tokenizer_delete, tokenize };
  fts5_api *api = get_api (dcr_db_handle (db));

  if (api == NULL || api->xCreateTokenizer (api, "fr", NULL, &french, NULL) != SQLITE_OK)
    {
      g_set_error (
          error, DCR_ERROR, DCR_ERROR_STORE,
          _("This machine's SQLite has no full-text search (FTS5). Install SQLite 3.40 or newer."));
      return FALSE;
    }
  return TRUE;
}
