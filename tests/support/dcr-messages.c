/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dcr-messages.h"

#include "followup/dcr-outbox-state.h"

#define MINUTE (60 * 1000)

static const struct
{
  DcrMessageState state;
  DcrChannel channel;
  const char *title, *recipient, *mask, *why;
  int minutes; /* before now */
  int attempts;
} made_up[] = {
  { DCR_MESSAGE_PERHAPS, DCR_CHANNEL_MAIL, "Carte d’identité perdue : pièces à fournir", "marie@mel.example",
    "m…@mel.example", "coupure après le message", 55, 1 },
  { DCR_MESSAGE_SUSPENDED, DCR_CHANNEL_MAIL, "Allocation de rentrée scolaire : montants", "luc@mel.example",
    "l…@mel.example", "passage modifié", 1120, 0 },
  { DCR_MESSAGE_FAILED, DCR_CHANNEL_MAIL, "Duplicata de permis : démarche", NULL, "p…@mle.example",
    "adresse inconnue", 1150, 1 },
  { DCR_MESSAGE_QUEUED, DCR_CHANNEL_SMS, "Récépissé : où renouveler", "+33639981207",
    "06\u00a0••\u00a0••\u00a0••\u00a007", "", 1, 0 },
  { DCR_MESSAGE_SENDING, DCR_CHANNEL_MAIL, "Acte de naissance de Nantes", "anne@mel.example",
    "a…@mel.example", "", 35, 2 },
  { DCR_MESSAGE_HANDED, DCR_CHANNEL_SMS, "Rappel de rendez-vous", "+33639981244",
    "06\u00a0••\u00a0••\u00a0••\u00a044", "", 50, 1 },
  { DCR_MESSAGE_DELIVERED, DCR_CHANNEL_SMS, "Timbre fiscal : où l’acheter", NULL,
    "06\u00a0••\u00a0••\u00a0••\u00a090", "", 62, 1 },
  { DCR_MESSAGE_CANCELLED, DCR_CHANNEL_MAIL, "Passeport d’un mineur : rendez-vous", NULL, "t…@mel.example",
    "", 69, 0 },
};

static gboolean
put (DcrDb *db, guint at, gint64 now, GError **error)
{
  g_autoptr (DcrMessage) message = dcr_message_new (made_up[at].channel);
  gint64 written = now - made_up[at].minutes * MINUTE;
  gboolean failed = made_up[at].state == DCR_MESSAGE_FAILED;

  message->id = dcr_uuid_new ();
  message->state = DCR_MESSAGE_QUEUED;
  g_free (message->title);
  message->title = g_strdup (made_up[at].title);
  message->recipient = g_strdup (made_up[at].recipient);
  g_free (message->recipient_mask);
  message->recipient_mask = g_strdup (made_up[at].mask);
  message->body = g_strdup ("Bonjour,\n\nVoici ce que nous avons vu ensemble.\n\nPièces à fournir\n"
                            "• une photo d’identité de moins de 6 mois\n• un justificatif de domicile\n\n"
                            "Bien à vous,\nAgent 2047, Allô Service Public\n");
  g_free (message->subject);
  message->subject = g_strdup ("Votre appel au 3939 : carte d’identité");
  message->parts = made_up[at].channel == DCR_CHANNEL_SMS ? 2 : 0;
  message->message_id = g_strdup_printf ("made-up-%u@3939.example", at);
  message->written = message->changed = written;
  message->due
      = made_up[at].state == DCR_MESSAGE_QUEUED ? now + 3600 * 1000 : written; /* nobody takes it */
  dcr_message_add_passage (message, "particuliers/F91101", 2, "pour-un-majeur/pieces-a-fournir",
                           "0", FALSE);
  dcr_message_add_passage (message, "particuliers/F91101", 2, "introduction", "1", FALSE);
  if (!dcr_outbox_insert (db, message, NULL, error)
      || !dcr_db_run (db, error,
                      "UPDATE message SET state=?2,why=?3,attempts=?4,ended=?5 WHERE id=?1",
                      "uitii", &message->id, (gint64) made_up[at].state, made_up[at].why,
                      (gint64) made_up[at].attempts, failed ? written : (gint64) 0))
    return FALSE;
  if (made_up[at].state == DCR_MESSAGE_SUSPENDED
      && !dcr_db_run (db, error,
                      "UPDATE message_passage SET changed=1 WHERE message=?1 AND position=0", "u",
                      &message->id))
    return FALSE;
  return made_up[at].attempts == 0
         || dcr_db_run (db, error,
                        "INSERT INTO attempt(message,number,began,answer) VALUES(?1,1,?2,?3)",
                        "uit", &message->id, written + MINUTE, made_up[at].why);
}

static gboolean
run (DcrDb *db, gpointer data, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (made_up); i++)
    if (!put (db, i, *(gint64 *) data, error))
      return FALSE;
  return TRUE;
}

void
dcr_messages_fill (DcrStore *store, gint64 now)
{
  g_autoptr (GError) error = NULL;

  dcr_store_write (store, run, &now, &error);
  g_assert_no_error (error);
}
