/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/call/dcr-appels.h"
#include "desk/call/dcr-browse-pane.h"
#include "desk/call/dcr-call-evidence.h"
#include "desk/call/dcr-call-pane.h"
#include "desk/call/dcr-call-view.h"
#include "desk/call/dcr-outline-list.h"
#include "desk/call/dcr-recent-list.h"
#include "desk/call/dcr-result-list.h"
#include "desk/follow/dcr-escalate-form.h"

G_BEGIN_DECLS

struct _DcrAppels
{
  GtkWidget parent_instance;

  DcrPanes *panes;
  GtkWidget *left, *line;
  DcrCallPane *pane;
  GtkToggleButton *first, *second;
  GtkStack *left_stack, *foot, *middle;
  GtkWidget *reading, *way_back;
  GtkLabel *way_back_label;
  DcrBrowsePane *browse;
  DcrRecentList *recent;
  DcrResultList *results;
  DcrOutlineList *outline;
  DcrArticleView *reader;
  GtkWidget *start; /* DcrFirstStart or DcrIdlePage */
  GtkWidget *former_middle; /* what the report covers */

  DcrSession *session;
  DcrCalls *calls;
  DcrImporter *importer;
  DcrCallEvidence *evidence;
  DcrCallView *view;
  gboolean read_when_open; /* the article being opened is to get the focus */
  DcrForm *form;           /* in place of what is searched and read, or NULL */
  DcrEscalateForm *spare;  /* made while nothing else is to be done in a call, or NULL */
  guint spare_id, spare_step;
};

/** Makes the form of an escalation in idle slices, if there is none in reserve. */
void dcr_appels_prepare_form (DcrAppels *self);
/** Makes it anew: the look of texts has changed. */
void dcr_appels_renew_form (DcrAppels *self);

G_END_DECLS
