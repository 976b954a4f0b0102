/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/common/dcr-banner.h"
#include "desk/follow/dcr-service-sms.h"
#include "desk/follow/dcr-suivi.h"
#include "desk/shell/dcr-call-pill.h"
#include "desk/shell/dcr-notice-bell.h"
#include "desk/shell/dcr-search-field.h"
#include "desk/shell/dcr-window.h"

G_BEGIN_DECLS

struct _DcrWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwToast *toast; /* weak: the last one */
  AdwViewSwitcher *switcher;
  DcrCallPill *pill;
  AdwClamp *search_place;
  DcrSearchField *search;
  DcrNoticeBell *bell;
  GtkMenuButton *person;
  AdwAvatar *avatar;
  GtkWidget *person_box; /* in the menu, or NULL */
  DcrBanner *banner;
  GtkWidget *search_row;
  AdwViewStack *workspaces;
  AdwViewSwitcherBar *switcher_bar;

  DcrSession *session;
  DcrCalls *calls;
  DcrImporter *importer;
  DcrAppels *appels;
  DcrSuivi *suivi;
  DcrServiceSms *service_sms; /* in the pane of the call */
  char *former_words; /* in the search of the workspace that is not on screen */
  gboolean changing_workspace;
  DcrWidthClass width;
  int surface_width;
  char *unsaved;                /* why the call is not on the disk, or NULL */
  GtkFileChooserNative *chooser; /* while it is open */
};

void dcr_window_add_actions (DcrWindow *self);
void dcr_window_update_import_actions (DcrWindow *self);
void dcr_window_update_banner (DcrWindow *self);
/** Banner, bell and actions of the notices of the moment. */
void dcr_window_add_notices (DcrWindow *self);
/** The first notice to be read, in the banner. FALSE when there is none. */
gboolean dcr_window_show_notice (DcrWindow *self);
/** Somebody else works here from now on. */
void dcr_window_set_person (DcrWindow *self, const DcrUuid *id);
/** Whether « Suivi » is on screen: keys of the window go to it then. */
gboolean dcr_window_shows_suivi (DcrWindow *self);
/** FALSE when there is no such workspace. */
gboolean dcr_window_show_workspace (DcrWindow *self, guint at);

G_END_DECLS
