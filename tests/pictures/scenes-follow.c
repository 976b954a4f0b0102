/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cannot be settled now: the form, the queue and the life of an escalation, callbacks. */
#include "base/dcr-clock.h"
#include "calls/dcr-person.h"
#include "desk/common/dcr-parts.h"
#include "desk/follow/dcr-escalate-form.h"
#include "desk/shell/dcr-window-private.h"
#include "followup/dcr-callback.h"
#include "scenes.h"

#define HOUR_MS (G_GINT64_CONSTANT (3600) * 1000)

static const struct
{
  const char *question, *path, *queue;
  DcrSeverity severity;
  double due; /* hours from now */
  int acts;   /* 0 received, 1 taken, 2 asked, 3 answered too */
} made[] = {
  { "Récépissé expiré demain : dossier sans réponse depuis 4 mois ?", "Étrangers › Titre de séjour", "N2-ETRANGERS",
    DCR_SEVERITY_URGENT, -1.35, 2 },
  { "Acte de naissance : filiation inexacte, mariage le 5 ?", "État civil › Acte", "N2-JUSTICE",
    DCR_SEVERITY_HINDERING, -0.35, 0 },
  { "Aide suspendue après une séparation : quelle date de prise en compte ?", "Logement › Aide", "N2-LOGEMENT",
    DCR_SEVERITY_NORMAL, 1.7, 1 },
  { "Carte grise bloquée : vendeur décédé, succession non réglée ?", "Véhicules › Carte grise", "N2-TITRES",
    DCR_SEVERITY_NORMAL, 6.7, 0 },
  { "Passeport retiré, puce illisible à l’aéroport ?", "Identité › Passeport", "N2-TITRES", DCR_SEVERITY_NORMAL, 47, 1 },
  { "Prime d’activité : deux foyers pour un enfant en alternance ?", "Social › Prime", "N2-SOCIAL",
    DCR_SEVERITY_NORMAL, 50, 3 },
  { "Points non recrédités après un stage de septembre ?", "Permis › Points", "N2-TITRES", DCR_SEVERITY_NORMAL, 71, 0 },
  { "Taxe foncière mensualisée prélevée deux fois en octobre ?", "Impôts › Paiement", "N2-IMPOTS",
    DCR_SEVERITY_NORMAL, 75, 0 },
};

static const struct
{
  const char *phone, *path, *zone, *place, *words;
  double from, hours;
  int level;
  gboolean appointment, missed;
} promised[] = {
  { "+33639981407", "Étrangers › Titre de séjour", "Europe/Paris", "Métropole", "", -1.5, 2.2, 1, FALSE, TRUE },
  { "+33639986251", "Impôts › Avis d’imposition perdu", "Indian/Reunion", "La Réunion", "« cerisier bleu »", -0.9, 2, 1,
    FALSE, FALSE },
  { "+33639983390", "Retraite › Carrière longue", "Europe/Paris", "Métropole", "", 1.65, 0.5, 1, TRUE, FALSE },
  { "+33639980544", "Identité › Passeport", "America/Martinique", "Martinique", "", 3.15, 2, 1, FALSE, FALSE },
  { "+33639984028", "Famille › Divorce", "Pacific/Tahiti", "Polynésie française", "", 6.15, 1, 1, FALSE, FALSE },
  { "+33639985731", "État civil › Nom", "America/Cayenne", "Guyane", "", 46, 3, 1, FALSE, FALSE },
};

static gboolean
act (DcrDb *db, const DcrUuid *id, DcrEscalationAct what, const DcrUuid *person, const char *text,
     GError **error)
{
  DcrDeed deed = {
    .escalation = *id, .version = DCR_ANY_VERSION, .act = what, .person = person, .text = text
  };
  return dcr_escalation_act (db, &deed, error);
}

static gboolean
send_one (DcrDb *db, guint at, const DcrUuid *agent, const DcrUuid *expert, GError **error)
{
  g_autoptr (DcrEscalation) one = dcr_escalation_new ();

  one->author = *agent;
  one->queue = g_strdup (made[at].queue);
  one->question = g_strdup (made[at].question);
  one->reason_path = g_strdup (made[at].path);
  one->wants = g_strdup ("Garder son emploi : son employeur exige un titre valable vendredi.");
  one->told = g_strdup ("Dépôt en ligne valable, réponse promise avant l’échéance.");
  one->severity = made[at].severity;
  one->created = dcr_clock_now_ms () - 70 * HOUR_MS;
  one->due = dcr_clock_now_ms () + (gint64) (made[at].due * HOUR_MS);
  one->complete = one->asked = 6;
  dcr_facts_add (one->facts, "Numéro de demande", "5XK2 81940", TRUE);
  dcr_dropped_add (one->dropped, "Téléphone, courriel", "gardés ici pour le rappel");
  return dcr_escalation_send (db, one, error)
         && (made[at].acts < 1 || act (db, &one->id, DCR_ACT_TAKE, expert, NULL, error))
         && (made[at].acts < 2
             || act (db, &one->id, DCR_ACT_ASK, expert,
                     "Le récépissé porte-t-il « autorise à travailler » ?", error))
         && (made[at].acts < 3
             || (act (db, &one->id, DCR_ACT_REPLY, agent, "Oui, lu au téléphone.", error)
                 && act (db, &one->id, DCR_ACT_ANSWER, expert,
                         "Chacun déclare l’enfant un mois sur deux.", error)));
}

static gboolean
promise_one (DcrDb *db, guint at, const DcrUuid *agent, GError **error)
{
  g_autoptr (DcrCallback) one = dcr_callback_new ();

  one->author = one->person = *agent;
  one->phone = g_strdup (promised[at].phone);
  one->masked = g_strdup ("06 •• •• •• ••");
  one->reason_path = g_strdup (promised[at].path);
  one->promise = g_strdup ("Dire ce que le service a répondu");
  one->words = g_strdup (promised[at].words);
  one->zone = g_strdup (promised[at].zone);
  one->place = g_strdup (promised[at].place);
  one->kind = promised[at].appointment ? DCR_CALLBACK_APPOINTMENT : DCR_CALLBACK_CALL;
  one->promised_from = dcr_clock_now_ms () + (gint64) (promised[at].from * HOUR_MS);
  one->promised_to = one->promised_from + (gint64) (promised[at].hours * HOUR_MS);
  return dcr_callback_put (db, one, error)
         && (!promised[at].missed
             || dcr_callback_act (db, &one->id, DCR_ANY_VERSION, DCR_CALLBACK_MISS, agent, NULL,
                                  error));
}

static gboolean
fill (DcrDb *db, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) people = dcr_person_list (db, error);
  DcrUuid agent = *(DcrUuid *) data, expert = agent;

  for (guint i = 0; people != NULL && i < people->len; i++)
    if (((DcrPerson *) people->pdata[i])->role == DCR_ROLE_EXPERT)
      expert = ((DcrPerson *) people->pdata[i])->id;
  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    if (!send_one (db, i, &agent, &expert, error))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (promised); i++)
    if (!promise_one (db, i, &agent, error))
      return FALSE;
  return TRUE;
}

static void
show_suivi (DcrWindow *window, const char *id)
{
  static gboolean filled;
  DcrSession *session = dcr_window_get_session (window);
  DcrUuid person = *dcr_calls_get_person (dcr_session_get_calls (session));
  g_autoptr (GError) error = NULL;

  if (!filled && !dcr_store_write (dcr_session_get_store (session), fill, &person, &error))
    g_error ("%s", error->message);
  filled = TRUE;
  dcr_window_show_workspace (window, 1);
  dcr_suivi_filter (window->suivi, "");
  dcr_suivi_show (window->suivi, id);
  pictures_settle ();
  pictures_settle ();
}

static void
scene_queue (DcrWindow *window)
{
  show_suivi (window, "escalations");
}

static void
scene_callbacks (DcrWindow *window)
{
  show_suivi (window, "callbacks");
}

static DcrEscalationForm *
open_form (DcrWindow *window)
{
  DcrCalls *calls = dcr_session_get_calls (dcr_window_get_session (window));
  DcrEscalationForm *form;
  DcrCall *call;

  pictures_open ("particuliers/F91101");
  call = dcr_calls_begin (calls, "0639984127");
  dcr_call_set_reason (call, "IDE-PERTE");
  g_action_group_activate_action (G_ACTION_GROUP (window), "escalate", NULL);
  pictures_settle ();
  form = dcr_escalate_form_get_model (
      DCR_ESCALATE_FORM (dcr_appels_get_form (dcr_window_get_appels (window))));
  dcr_escalation_form_set_question (
      form, "La demande déposée le 6 octobre est-elle bloquée, et pourquoi ?");
  dcr_escalation_form_set_wants (
      form, "Savoir s’il aura sa carte avant son départ ; le joindre au 06 39 98 41 27.");
  dcr_escalation_form_set_fact (form, 0, "carte");
  pictures_settle ();
  return form;
}

static void
scene_form (DcrWindow *window)
{
  open_form (window);
}

static GtkToggleButton *
find_toggle (GtkWidget *widget, const char *type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkToggleButton *found
          = g_strcmp0 (gtk_widget_get_name (child), type) == 0 && GTK_IS_TOGGLE_BUTTON (child)
                ? GTK_TOGGLE_BUTTON (child)
                : find_toggle (child, type);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What leaves, as it is printed too. */
static void
scene_sheet (DcrWindow *window)
{
  DcrEscalationForm *form = open_form (window);
  GtkToggleButton *preview;

  dcr_escalation_form_set_fact (form, 1, "12 novembre");
  dcr_escalation_form_set_fact (form, 2, "oui");
  preview
      = find_toggle (GTK_WIDGET (dcr_appels_get_form (dcr_window_get_appels (window))), "preview");
  if (preview != NULL)
    gtk_toggle_button_set_active (preview, TRUE);
  pictures_settle ();
}

const Scene follow_scenes[] = {
  { "40-escalation-form", scene_form },
  { "41-escalation-sheet", scene_sheet },
  { "42-escalations", scene_queue },
  { "43-callbacks", scene_callbacks },
  { NULL, NULL },
};
