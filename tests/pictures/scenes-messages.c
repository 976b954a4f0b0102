/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Written confirmations: composers, what costs, what is refused. */
#include "base/dcr-clock.h"
#include "calls/dcr-person.h"
#include "dcr-messages.h"
#include "desk/follow/dcr-composer.h"
#include "desk/shell/dcr-window-private.h"
#include "scenes.h"

static void
keep (DcrWindow *window, const char *address)
{
  DcrArticle *article
      = dcr_article_view_get_article (dcr_appels_get_reader (dcr_window_get_appels (window)));
  const DcrPassage *passage = dcr_article_find_passage (article, address);
  DcrCallPassage kept = { .ref = (char *) article->ref,
                          .version = 2,
                          .article_title = (char *) article->title,
                          .date = (char *) article->date,
                          .address = (char *) passage->address,
                          .heading = (char *) passage->heading,
                          .hash = (char *) passage->hash,
                          .text = (char *) passage->text };

  dcr_calls_keep_passage (dcr_session_get_calls (dcr_window_get_session (window)), &kept);
}

static void
begin (DcrWindow *window, const char *number)
{
  DcrCalls *calls = dcr_session_get_calls (dcr_window_get_session (window));
  DcrCall *call;

  dcr_window_show_workspace (window, 0);
  pictures_open ("particuliers/F91101");
  call = dcr_calls_begin (calls, number);
  keep (window, "introduction");
  keep (window,
        "pour-un-majeur/declarer-la-perte-ou-le-vol.cas1/declaration-de-perte-de-documents");
  keep (window, "pour-un-majeur/pieces-a-fournir");
  dcr_call_set_reason (call, "IDE-PERTE");
  dcr_call_set_outcome (call, DCR_OUTCOME_ANSWERED);
}

static DcrComposerModel *
compose (DcrWindow *window, DcrChannel channel, const char *code)
{
  DcrComposerModel *model;
  GPtrArray *templates;

  dcr_appels_compose (dcr_window_get_appels (window), channel);
  model = dcr_composer_get_model (
      DCR_COMPOSER (dcr_appels_get_form (dcr_window_get_appels (window))));
  templates = dcr_composer_model_get_templates (model);
  for (guint i = 0; i < templates->len; i++)
    if (g_str_equal (((DcrTemplate *) templates->pdata[i])->code, code))
      dcr_composer_model_choose (model, i);
  pictures_settle ();
  return model;
}

static void
scene_mail (DcrWindow *window)
{
  begin (window, "0639984127");
  dcr_composer_model_set_recipient (compose (window, DCR_CHANNEL_MAIL, "titre-pieces-courriel"),
                                    "camille@exemple.example");
}

static void
scene_mail_refused (DcrWindow *window)
{
  begin (window, "0639984127");
  dcr_composer_model_set_recipient (
      compose (window, DCR_CHANNEL_MAIL, "rendez-vous-mairie-courriel"),
      "camille dupont@gmail.com");
}

static void
scene_sms (DcrWindow *window)
{
  begin (window, "0639984127");
  compose (window, DCR_CHANNEL_SMS, "carte-perdue-sms");
}

static void
scene_sms_landline (DcrWindow *window)
{
  begin (window, "0465712030");
  compose (window, DCR_CHANNEL_SMS, "rendez-vous-sms");
}

static void
show_outbox (DcrWindow *window, const char *words)
{
  static gboolean filled;

  if (!filled)
    dcr_messages_fill (dcr_session_get_store (dcr_window_get_session (window)),
                       dcr_clock_now_ms ());
  filled = TRUE;
  dcr_window_show_workspace (window, 1);
  dcr_suivi_show (window->suivi, "outbox");
  dcr_suivi_filter (window->suivi, words);
  pictures_settle ();
  pictures_settle ();
}

static void
scene_outbox (DcrWindow *window)
{
  show_outbox (window, "");
}

static void
scene_outbox_failed (DcrWindow *window)
{
  show_outbox (window, "Duplicata");
}

/* Somebody who may write templates. */
static void
become_lead (DcrWindow *window)
{
  DcrSession *session = dcr_window_get_session (window);
  g_autoptr (GPtrArray) people
      = dcr_person_list (dcr_store_reader (dcr_session_get_store (session)), NULL);

  for (guint i = 0; i < people->len; i++)
    if (((DcrPerson *) people->pdata[i])->role == DCR_ROLE_LEAD)
      dcr_calls_set_person (dcr_session_get_calls (session), &((DcrPerson *) people->pdata[i])->id);
}

static void
scene_template (DcrWindow *window)
{
  become_lead (window);
  dcr_window_show_workspace (window, 1);
  dcr_suivi_show (window->suivi, "templates");
  dcr_suivi_filter (window->suivi, "rappel de rendez");
  pictures_settle ();
  pictures_settle ();
}

static void
scene_template_mail (DcrWindow *window)
{
  become_lead (window);
  dcr_window_show_workspace (window, 1);
  dcr_suivi_show (window->suivi, "templates");
  dcr_suivi_filter (window->suivi, "papiers perdus");
  pictures_settle ();
  pictures_settle ();
}

static void
scene_mail_files (DcrWindow *window)
{
  begin (window, "0639984127");
  dcr_composer_model_set_recipient (
      compose (window, DCR_CHANNEL_MAIL, "papiers-perdus-courriel"), "camille@exemple.example");
  pictures_settle ();
}

const Scene message_scenes[] = {
  { "30-mail", scene_mail },
  { "31-mail-refused", scene_mail_refused },
  { "32-sms", scene_sms },
  { "33-sms-landline", scene_sms_landline },
  { "34-outbox", scene_outbox },
  { "35-outbox-failed", scene_outbox_failed },
  { "36-template", scene_template },
  { "37-template-mail", scene_template_mail },
  { "38-mail-attachments", scene_mail_files },
  { NULL, NULL },
};
