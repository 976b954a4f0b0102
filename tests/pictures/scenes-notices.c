/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notices of the moment, general difficulties. */
#include "base/dcr-clock.h"
#include "calls/dcr-person.h"
#include "desk/common/dcr-notice-board.h"
#include "desk/follow/dcr-notice-form.h"
#include "desk/follow/dcr-vigie-form.h"
#include "desk/shell/dcr-window-private.h"
#include "followup/dcr-vigie.h"
#include "scenes.h"

#define HOUR ((gint64)3600 * 1000)
#define DAY (24 * HOUR)

static DcrStore *
store (DcrWindow *window)
{
  return dcr_session_get_store (dcr_window_get_session (window));
}

static void
become (DcrWindow *window, DcrRole role)
{
  g_autoptr (GPtrArray) persons = dcr_person_list (dcr_store_reader (store (window)), NULL);

  for (guint i = 0; i < persons->len; i++)
    if (((DcrPerson *)persons->pdata[i])->role == role)
      {
        char id[DCR_UUID_TEXT_SIZE];
        dcr_uuid_to_text (&((DcrPerson *)persons->pdata[i])->id, id);
        g_action_group_activate_action (G_ACTION_GROUP (window), "person",
                                        g_variant_new_string (id));
      }
}

/* ---- Notices --------------------------------------------------------------------------------- */

static gboolean
put_notices (DcrDb *db, gpointer data, GError **error)
{
  gint64 now = dcr_clock_now_ms ();
  DcrUuid author = *(const DcrUuid *)data;
  DcrNotice urgent = { .title = (char *)"Cartes grises : service en ligne en panne.",
                       .text = (char *)"Ne pas envoyer le lien, proposer un rappel cet après-midi.",
                       .urgent = TRUE,
                       .starts = now - HOUR,
                       .ends = now + 3 * HOUR,
                       .reasons = (char *)"VEH-ADR|VEH-ACHAT",
                       .author = author };
  DcrNotice plain
      = { .title = (char *) "Titres d’identité : six semaines de délai",
          .text = (char *) "Le dire avant le rendez-vous, et proposer les mairies voisines.",
          .starts = now - DAY,
          .ends = now + 3 * DAY,
          .audience = 1 << DCR_ROLE_AGENT | 1 << DCR_ROLE_LEAD,
          .reasons = (char *) "IDE-PERTE|particuliers/F91101",
          .author = author };

  return dcr_db_run (db, error, "DELETE FROM notice_read", "")
         && dcr_db_run (db, error, "DELETE FROM notice", "") && dcr_notice_put (db, &urgent, error)
         && dcr_notice_put (db, &plain, error);
}

static gboolean
end_notices (DcrDb *db, gpointer data, GError **error)
{
  return dcr_db_run (db, error, "UPDATE notice SET starts = 1, ends = 2", "");
}

static void
write_or_fail (DcrWindow *window, DcrStoreFunc func)
{
  g_autoptr (GError) error = NULL;
  DcrUuid me = *dcr_calls_get_person (dcr_session_get_calls (dcr_window_get_session (window)));

  if (!dcr_store_write (store (window), func, &me, &error))
    g_error ("%s", error->message);
  dcr_session_tell_followup (dcr_window_get_session (window));
  pictures_settle ();
}

static void
scene_banner (DcrWindow *window)
{
  write_or_fail (window, put_notices);
  dcr_window_search (window, "carte identite perdue");
  pictures_settle ();
}

static void
scene_bell (DcrWindow *window)
{
  become (window, DCR_ROLE_LEAD);
  write_or_fail (window, put_notices);
  g_action_group_activate_action (G_ACTION_GROUP (window), "notices", NULL);
  pictures_settle ();
}

static void
scene_notice_form (DcrWindow *window)
{
  gint64 now = dcr_clock_now_ms ();

  become (window, DCR_ROLE_LEAD);
  write_or_fail (window, put_notices);
  pictures_open ("particuliers/F91101");
  g_action_group_activate_action (G_ACTION_GROUP (window), "notice-new", NULL);
  dcr_notice_form_fill (DCR_NOTICE_FORM (dcr_appels_get_form (dcr_window_get_appels (window))),
                        "Grève lundi dans les préfectures", "Les rendez-vous du jour sont reportés d’office.",
                        now + 2 * DAY, now + 2 * DAY + 8 * HOUR, FALSE, 1 << DCR_ROLE_AGENT);
  pictures_settle ();
}

/* ---- Vigie ----------------------------------------------------------------------------------- */

typedef struct
{
  const char *what, *since, *reason, *path, *owner;
  guint calls;
  int days_ago;
} Difficulty;

static gboolean
add (DcrDb *db, const DcrUuid *author, const Difficulty *one, DcrUuid *id, GError **error)
{
  g_autoptr (DcrVigie) vigie = dcr_vigie_new ();
  gboolean added;

  vigie->what = g_strdup (one->what);
  vigie->since = g_strdup (one->since);
  vigie->calls = one->calls;
  vigie->reason = g_strdup (one->reason);
  vigie->reason_path = g_strdup (one->path);
  vigie->owner = g_strdup (one->owner);
  vigie->author = *author;
  vigie->at = dcr_clock_now_ms () - one->days_ago * DAY;
  added = dcr_vigie_report (db, vigie, error);
  *id = vigie->id;
  return added;
}

static gboolean
put_difficulties (DcrDb *db, gpointer data, GError **error)
{
  static const Difficulty made_up[] = {
    { "Le téléservice refuse les récépissés renouvelés : « document expiré » alors que la date est bonne",
      "2026-11-02", NULL, "Étranger, Europe, citoyenneté › Titre de séjour",
      "Ministère de l’intérieur, DGEF", 14, 4 },
    { "Récépissé renouvelé refusé en ligne, message « expiré »", "2026-11-05", NULL,
      "Étranger, Europe, citoyenneté › Titre de séjour", "Ministère de l’intérieur, DGEF", 6, 3 },
    { "Attestation de droits : le lien du courriel mène à une page vide", "2026-11-16", NULL,
      "Social et santé › Caf", "Cnaf", 9, 2 },
    { "Une mairie sur trois demande encore l’ancien formulaire pour un mineur", "", NULL,
      "Identité et passeport › Mineur", "Ministère de l’intérieur, France Titres", 5, 1 },
    { "Le téléservice dit qu’un récépissé renouvelé est expiré", "", NULL,
      "Étranger, Europe, citoyenneté › Titre de séjour", "Ministère de l’intérieur, DGEF", 3, 0 },
    { "Deux montants différents pour le timbre en ligne et au guichet", "2026-10-28", NULL,
      "Identité et passeport › Timbre fiscal", "DGFiP", 4, 3 },
  };
  DcrUuid ids[G_N_ELEMENTS (made_up)];

  if (!dcr_db_run (db, error, "DELETE FROM vigie", ""))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (made_up); i++)
    if (!add (db, data, &made_up[i], &ids[i], error))
      return FALSE;
  return dcr_vigie_merge (db, &ids[1], 1, &ids[0], error)
         && dcr_vigie_settle (db, &ids[5], 1,
                              "Le montant du guichet est corrigé depuis le 19 novembre", error);
}

static void
press (GtkWidget *widget, const char *label)
{
  if (GTK_IS_TOGGLE_BUTTON (widget)
      && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (widget), TRUE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    press (child, label);
}

static DcrSuivi *
show_vigie (DcrWindow *window)
{
  become (window, DCR_ROLE_LEAD);
  write_or_fail (window, end_notices);
  write_or_fail (window, put_difficulties);
  dcr_window_show_workspace (window, 1);
  dcr_suivi_filter (window->suivi, ""); /* of the scenes before */
  dcr_suivi_show (window->suivi, "vigie");
  pictures_settle ();
  return window->suivi;
}

static void
scene_vigie (DcrWindow *window)
{
  DcrSuivi *suivi = show_vigie (window);

  dcr_panes_show (dcr_suivi_get_panes (suivi), DCR_PANE_MIDDLE);
  dcr_panes_focus (dcr_suivi_get_panes (suivi), DCR_PANE_MIDDLE);
  pictures_settle ();
}

static void
scene_digest (DcrWindow *window)
{
  DcrSuivi *suivi = show_vigie (window);

  press (GTK_WIDGET (suivi), _("Digest of the week"));
  dcr_panes_show (dcr_suivi_get_panes (suivi), DCR_PANE_RIGHT);
  pictures_settle ();
}

static DcrVigieForm *
open_vigie_form (DcrWindow *window)
{
  write_or_fail (window, end_notices);
  write_or_fail (window, put_difficulties);
  g_action_group_activate_action (G_ACTION_GROUP (window), "vigie-report", NULL);
  return DCR_VIGIE_FORM (dcr_appels_get_form (dcr_window_get_appels (window)));
}

static void
scene_vigie_form (DcrWindow *window)
{
  DcrVigieForm *form = open_vigie_form (window);

  dcr_vigie_form_fill (form, "Récépissé renouvelé refusé par le téléservice : il le dit expiré",
                       dcr_clock_now_ms () - 5 * DAY, 3, "ETR-SEJOUR");
  pictures_settle ();
  if (dcr_vigie_form_get_n_similar (form) > 0)
    dcr_vigie_form_join (form, 0);
}

static void
scene_vigie_refused (DcrWindow *window)
{
  dcr_vigie_form_fill (open_vigie_form (window), "Le 06 39 98 41 27 n’a pas reçu son récépissé", 0,
                       1, NULL);
  pictures_settle ();
}

const Scene notice_scenes[] = {
  { "50-notice-banner", scene_banner },    { "51-notice-bell", scene_bell },
  { "52-notice-form", scene_notice_form }, { "53-vigie", scene_vigie },
  { "54-vigie-digest", scene_digest },     { "55-vigie-form", scene_vigie_form },
  { "56-vigie-refused", scene_vigie_refused }, { NULL, NULL },
};
