/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links out of order, and flags for the owner of a template. */
#include <string.h>

#include "followup/dcr-templates.h"

/* ---- Flags ------------------------------------------------------------ */

gboolean
dcr_flag_add (DcrDb *db, DcrFlagKind kind, const DcrUuid *template_id, const DcrUuid *person,
              const char *detail, gint64 now, GError **error)
{
  DcrUuid id = dcr_uuid_new ();

  return dcr_db_run (
      db, error,
      "INSERT INTO flag(id,at,person,owner,kind,template,detail) SELECT ?1,?2,?3,"
      " (SELECT owner FROM template WHERE id=?5),?4,?5,?6"
      " WHERE NOT EXISTS(SELECT 1 FROM flag WHERE template=?5 AND kind=?4 AND detail=?6 AND state=1)",
      "uiuiut", &id, now, person, (gint64) kind, template_id, detail);
}

gint64
dcr_flag_count (DcrDb *db, const DcrUuid *template_id)
{
  if (dcr_uuid_is_null (template_id))
    return dcr_db_get_int (db, 0, NULL, "SELECT count(*) FROM flag WHERE state=1", "");
  return dcr_db_get_int (db, 0, NULL, "SELECT count(*) FROM flag WHERE state=1 AND template=?1",
                         "u", template_id);
}

/* ---- Links ----------------------------------------------------------------------------------- */

void
dcr_link_state_free (DcrLinkState *state)
{
  if (state == NULL)
    return;
  g_free (state->url);
  g_free (state->instead);
  g_free (state);
}

static char *
canonical (const char *url)
{
  const char *start = strstr (url, "://");
  g_autofree char *rest = g_strstrip (g_strdup (start != NULL ? start + 3 : url));
  char *fragment = strchr (rest, '#');
  gsize host;

  if (fragment != NULL)
    *fragment = '\0';
  while (*rest != '\0' && g_str_has_suffix (rest, "/"))
    rest[strlen (rest) - 1] = '\0';
  if (g_str_has_prefix (rest, "www."))
    memmove (rest, rest + 4, strlen (rest + 4) + 1);
  host = strcspn (rest, "/?");
  for (gsize i = 0; i < host; i++)
    rest[i] = g_ascii_tolower (rest[i]);
  return g_steal_pointer (&rest);
}

gboolean
dcr_link_state_set (DcrDb *db, const char *url, gint64 until, const char *instead,
                    const DcrUuid *person, gint64 now, GError **error)
{
  g_autofree char *key = canonical (url);
  DcrUuid id = dcr_uuid_new ();

  if (*key == '\0' || until <= now)
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT,
                   _("A link is marked out of order with its address and until when."));
      return FALSE;
    }
  return dcr_link_state_clear (db, url, now, error)
         && dcr_db_run (
             db, error,
             "INSERT INTO link_state(id,url,since,until,instead,person) VALUES(?1,?2,?3,?4,?5,?6)",
             "utiitu", &id, key, now, until, instead != NULL ? instead : "", person);
}

gboolean
dcr_link_state_clear (DcrDb *db, const char *url, gint64 now, GError **error)
{
  g_autofree char *key = canonical (url);
  return dcr_db_run (db, error,
                     "UPDATE link_state SET until=?2, version=version+1 WHERE url=?1 AND until>?2",
                     "ti", key, now);
}

static DcrLinkState *
read_state (DcrStmt *stmt)
{
  DcrLinkState *state = g_new0 (DcrLinkState, 1);
  dcr_stmt_uuid (stmt, 0, &state->id);
  state->url = g_strdup (dcr_stmt_text (stmt, 1));
  state->since = dcr_stmt_int (stmt, 2);
  state->until = dcr_stmt_int (stmt, 3);
  state->instead = g_strdup (dcr_stmt_text (stmt, 4));
  return state;
}

DcrLinkState *
dcr_link_state_find (DcrDb *db, const char *url, gint64 now)
{
  g_autofree char *key = canonical (url);
  g_autofree char *host = g_strndup (key, strcspn (key, "/?"));
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db,
      "SELECT id,url,since,until,instead FROM link_state WHERE url IN (?1,?2) AND until>?3 ORDER BY since LIMIT 1",
      NULL);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_text (stmt, 1, key);
  dcr_stmt_bind_text (stmt, 2, host);
  dcr_stmt_bind_int (stmt, 3, now);
  return dcr_stmt_step (stmt, NULL) ? read_state (stmt) : NULL;
}

GPtrArray *
dcr_link_state_list (DcrDb *db, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_link_state_free);
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db, "SELECT id,url,since,until,instead FROM link_state WHERE until>?1 ORDER BY since", error);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_int (stmt, 1, now);
  while (dcr_stmt_step (stmt, NULL))
    g_ptr_array_add (list, read_state (stmt));
  return g_steal_pointer (&list);
}
