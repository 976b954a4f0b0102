/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-template-owner.h"

#include "calls/dcr-person.h"

#define PERSONS "dcr-persons" /* of the row: DcrPerson, as its lines */

static gboolean
may_give (DcrSession *session, GPtrArray *persons)
{
  const DcrUuid *me = dcr_calls_get_person (dcr_session_get_calls (session));

  for (guint i = 0; i < persons->len; i++)
    {
      const DcrPerson *person = persons->pdata[i];
      if (dcr_uuid_equal (&person->id, me))
        return person->role == DCR_ROLE_LEAD || person->role == DCR_ROLE_ADMINISTRATOR;
    }
  return FALSE;
}

void
dcr_template_owner_show (AdwComboRow *row, DcrSession *session, const DcrUuid *owner)
{
  DcrDb *db = dcr_store_reader (dcr_session_get_store (session));
  GPtrArray *persons = dcr_person_list (db, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint at = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; persons != NULL && i < persons->len; i++)
    {
      const DcrPerson *person = persons->pdata[i];
      gtk_string_list_append (names, person->display);
      if (dcr_uuid_equal (&person->id, owner))
        at = i;
    }
  g_object_set_data_full (G_OBJECT (row), PERSONS, persons, (GDestroyNotify)g_ptr_array_unref);
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (row, at);
  /* the row has an opinion of its own when its model changes */
  gtk_widget_set_sensitive (GTK_WIDGET (row), persons != NULL && may_give (session, persons));
}

const DcrUuid *
dcr_template_owner_get (AdwComboRow *row)
{
  GPtrArray *persons = g_object_get_data (G_OBJECT (row), PERSONS);
  guint at = adw_combo_row_get_selected (row);

  return persons != NULL && at < persons->len ? &((DcrPerson *)persons->pdata[at])->id : NULL;
}

typedef struct
{
  DcrUuid id, owner;
} Gift;

static gboolean
give (DcrDb *db, gpointer data, GError **error)
{
  const Gift *gift = data;

  return dcr_templates_set_owner (db, &gift->id, &gift->owner, error);
}

void
dcr_template_owner_give_async (DcrSession *session, const DcrUuid *id, const DcrUuid *owner,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  Gift *gift = g_new (Gift, 1);

  *gift = (Gift){ *id, *owner };
  dcr_store_write_async (dcr_session_get_store (session), give, gift, g_free, callback, user_data);
}
