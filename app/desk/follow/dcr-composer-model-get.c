/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the composer's widgets read of its model. */
#include "desk/follow/dcr-composer-model-private.h"

const char *
dcr_composer_model_get_refusal (DcrComposerModel *self)
{
  const DcrComposed *composed = dcr_composer_model_get_composed (self);
  const DcrProblem *problem = composed != NULL ? dcr_composed_refusal (composed) : NULL;

  if (composed == NULL)
    return _("No approved template for this channel.");
  if (self->recipient_problem != NULL)
    return self->recipient_problem;
  return problem != NULL ? problem->sentence : NULL;
}

const char *
dcr_composer_model_get_missing (DcrComposerModel *self)
{
  const DcrComposed *composed = dcr_composer_model_get_composed (self);
  const DcrProblem *problem = composed != NULL ? dcr_composed_refusal (composed) : NULL;
  gboolean about_value
      = problem != NULL
        && (problem->kind == DCR_PROBLEM_UNFILLED || problem->kind == DCR_PROBLEM_VALUE);

  return about_value ? problem->word : NULL;
}

DcrChannel
dcr_composer_model_get_channel (DcrComposerModel *self)
{
  return self->channel;
}

const DcrUuid *
dcr_composer_model_get_id (DcrComposerModel *self)
{
  return &self->id;
}

const DcrSending *
dcr_composer_model_get_sending (DcrComposerModel *self)
{
  return dcr_deliverer_get_sending (dcr_session_start_deliverer (self->session));
}

const DcrRules *
dcr_composer_model_get_rules (DcrComposerModel *self)
{
  return self->rules;
}

GPtrArray *
dcr_composer_model_get_templates (DcrComposerModel *self)
{
  return self->templates;
}

const DcrTemplate *
dcr_composer_model_get_template (DcrComposerModel *self)
{
  return self->template;
}

guint
dcr_composer_model_get_chosen (DcrComposerModel *self)
{
  return self->at;
}

const char *
dcr_composer_model_get_recipient (DcrComposerModel *self)
{
  return self->draft->recipient;
}

const char *
dcr_composer_model_get_recipient_problem (DcrComposerModel *self)
{
  return self->recipient_problem;
}

GPtrArray *
dcr_composer_model_get_passages (DcrComposerModel *self)
{
  return self->passages;
}

const char *
dcr_composer_model_get_link (DcrComposerModel *self)
{
  return self->link;
}

const DcrLinkState *
dcr_composer_model_get_link_state (DcrComposerModel *self)
{
  return self->link_state;
}

gboolean
dcr_composer_model_get_link_included (DcrComposerModel *self)
{
  return self->draft->link;
}

const char *
dcr_composer_model_get_value (DcrComposerModel *self, const char *variable)
{
  return g_hash_table_lookup (self->draft->values, variable);
}

gboolean
dcr_composer_model_is_edited (DcrComposerModel *self)
{
  return self->draft->edits != NULL;
}

gboolean
dcr_composer_model_get_short (DcrComposerModel *self)
{
  return self->draft->short_version;
}

const DcrComposed *
dcr_composer_model_get_version (DcrComposerModel *self, gboolean short_version)
{
  return self->versions[short_version ? 1 : 0];
}

const DcrComposed *
dcr_composer_model_get_composed (DcrComposerModel *self)
{
  return self->versions[self->channel == DCR_CHANNEL_SMS && self->draft->short_version ? 1 : 0];
}

gint64
dcr_composer_model_get_duplicate (DcrComposerModel *self, const char **who)
{
  if (who != NULL)
    *who = self->duplicate_who;
  return self->duplicate;
}
