/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/common/dcr-banner.h"
#include "desk/shell/dcr-call-pill.h"
#include "desk/shell/dcr-search-field.h"
#include "desk/shell/dcr-window.h"

G_BEGIN_DECLS

struct _DcrWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwViewSwitcher *switcher;
  DcrCallPill *pill;
  AdwClamp *search_place;
  DcrSearchField *search;
  GtkMenuButton *person;
  AdwAvatar *avatar;
  DcrBanner *banner;
  GtkWidget *search_row;
  AdwViewStack *workspaces;
  AdwViewSwitcherBar *switcher_bar;

  DcrSession *session;
  DcrCalls *calls;
  DcrImporter *importer;
  DcrAppels *appels;
  DcrWidthClass width;
  int surface_width;
  char *unsaved;                /* why the call is not on the disk, or NULL */
  GtkFileChooserNative *chooser; /* while it is open */
};

void dcr_window_add_actions (DcrWindow *self);
void dcr_window_update_import_actions (DcrWindow *self);
void dcr_window_update_banner (DcrWindow *self);
/** FALSE when there is no such workspace. */
gboolean dcr_window_show_workspace (DcrWindow *self, guint at);

G_END_DECLS
