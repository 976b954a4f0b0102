/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls/dcr-person.h"

#define SELECT_PERSON \
  "SELECT p.id,p.display,p.role,p.team,t.site FROM person p LEFT JOIN team t ON t.id=p.team "

void
dcr_person_free (DcrPerson *person)
{
  if (person == NULL)
    return;
  g_free (person->display);
  g_free (person);
}

static DcrPerson *
read_person (DcrStmt *stmt)
{
  DcrPerson *person = g_new0 (DcrPerson, 1);
  dcr_stmt_uuid (stmt, 0, &person->id);
  person->display = g_strdup (dcr_stmt_text (stmt, 1));
  person->role = dcr_stmt_int (stmt, 2);
  dcr_stmt_uuid (stmt, 3, &person->team);
  dcr_stmt_uuid (stmt, 4, &person->site);
  return person;
}

GPtrArray *
dcr_person_list (DcrDb *db, GError **error)
{
  g_autoptr (GPtrArray) persons = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_person_free);
  GError *inner = NULL;
  g_autoptr (DcrStmt) stmt
      = dcr_db_prepare (db, SELECT_PERSON "WHERE p.active=1 ORDER BY p.display,p.id", error);

  if (stmt == NULL)
    return NULL;
  while (dcr_stmt_step (stmt, &inner))
    g_ptr_array_add (persons, read_person (stmt));
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return NULL;
    }
  return g_steal_pointer (&persons);
}

DcrPerson *
dcr_person_get (DcrDb *db, const DcrUuid *id, GError **error)
{
  GError *inner = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (db, SELECT_PERSON "WHERE p.id=?1", error);

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_uuid (stmt, 1, id);
  if (dcr_stmt_step (stmt, &inner))
    return read_person (stmt);
  if (inner != NULL)
    g_propagate_error (error, inner);
  else
    g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND, _("This person is not in the base."));
  return NULL;
}

gboolean
dcr_person_put (DcrDb *db, const DcrPerson *person, GError **error)
{
  return dcr_db_run (db, error,
                     "INSERT INTO person(id,display,role,team) VALUES(?1,?2,?3,?4)"
                     " ON CONFLICT(id) DO UPDATE SET display=?2,role=?3,team=?4,version=version+1",
                     "utiu", &person->id, person->display, (gint64) person->role, &person->team);
}

static gboolean
put_first_person (DcrDb *db, gpointer data, GError **error)
{
  DcrPerson person
      = { .id = dcr_uuid_new (), .display = (char *) _("Agent"), .role = DCR_ROLE_AGENT };

  return dcr_person_put (db, &person, error);
}

gboolean
dcr_person_find_own (DcrStore *store, DcrUuid *id, GError **error)
{
  DcrDb *db = dcr_store_reader (store);
  g_autofree char *chosen
      = dcr_db_get_text (db, NULL, "SELECT value FROM setting WHERE name='person'", "");
  g_autoptr (GPtrArray) persons = dcr_person_list (db, error);

  if (persons == NULL)
    return FALSE;
  if (persons->len == 0)
    {
      if (!dcr_store_write (store, put_first_person, NULL, error))
        return FALSE;
      g_ptr_array_unref (persons);
      persons = dcr_person_list (db, error);
      if (persons == NULL)
        return FALSE;
    }
  *id = ((DcrPerson *) persons->pdata[0])->id;
  for (guint i = 0; chosen != NULL && i < persons->len; i++)
    {
      const DcrPerson *person = persons->pdata[i];
      char text[DCR_UUID_TEXT_SIZE];
      dcr_uuid_to_text (&person->id, text);
      if (g_str_equal (text, chosen))
        *id = person->id;
    }
  return TRUE;
}

const char *
dcr_role_label (DcrRole role)
{
  switch (role)
    {
    case DCR_ROLE_AGENT:
      return _("Agent");
    case DCR_ROLE_EXPERT:
      return _("Expert");
    case DCR_ROLE_LEAD:
      return _("Team lead");
    case DCR_ROLE_ADMINISTRATOR:
      return _("Administrator");
    default:
      return _("other (newer version)");
    }
}
