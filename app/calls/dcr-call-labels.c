/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls/dcr-call.h"

static const char *
label_of (const char *const *labels, guint n, guint value)
{
  if (value >= n)
    return _("other (newer version)");
  return labels[value] ? _(labels[value]) : "";
}

const char *
dcr_outcome_label (DcrOutcome outcome)
{
  static const char *const labels[DCR_N_OUTCOMES] = {
    NULL,             N_("Answered"),  N_("Referred"),    N_("Misdirected"), N_("Transferred"),
    N_("Escalated"),  N_("Callback"),  N_("Interrupted"), N_("Silent"),      N_("Mistake"),
  };
  return label_of (labels, DCR_N_OUTCOMES, outcome);
}

const char *
dcr_nature_label (DcrNature nature)
{
  static const char *const labels[DCR_N_NATURES] = {
    NULL, N_("Information"), N_("Complaint"), N_("Follow-up"), N_("Emergency"), N_("Online help"),
  };
  return label_of (labels, DCR_N_NATURES, nature);
}

const char *
dcr_profile_label (DcrProfile profile)
{
  static const char *const labels[DCR_N_PROFILES] = {
    NULL,
    N_("Private person"),
    N_("Business"),
    N_("Association"),
    N_("Public body"),
    N_("Helper, social worker"),
  };
  return label_of (labels, DCR_N_PROFILES, profile);
}

const char *
dcr_need_label (DcrNeed need)
{
  static const char *const labels[DCR_N_NEEDS] = {
    NULL,
    N_("Deaf or hard of hearing"),
    N_("Does not speak French well"),
    N_("Difficulty with online services"),
    N_("Social emergency"),
  };
  return label_of (labels, DCR_N_NEEDS, need);
}

gboolean
dcr_outcome_is_unqualified (DcrOutcome outcome)
{
  return outcome == DCR_OUTCOME_SILENT || outcome == DCR_OUTCOME_MISTAKE;
}
