/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DcrFollowPage: a page of « Suivi »: a table in the middle pane, what is read and done in the
 * right one. Main thread. Signal: « said » (sentence): for a toast; « listed » (): its first
 * rows are there, when its figures take longer; « counted » (): its figures in the navigation changed; « open-article » (ref, address).
 */
#define DCR_TYPE_FOLLOW_PAGE (dcr_follow_page_get_type ())
G_DECLARE_INTERFACE (DcrFollowPage, dcr_follow_page, DCR, FOLLOW_PAGE, GObject)

struct _DcrFollowPageInterface
{
  GTypeInterface parent_iface;

  /** Both belong to the page. */
  GtkWidget *(*get_list) (DcrFollowPage *self);
  GtkWidget *(*get_detail) (DcrFollowPage *self);
  /** Comes on screen as the view @id of the navigation: reads what it shows. */
  void (*show) (DcrFollowPage *self, const char *id);
  /** What is typed in the search of the window filters its list. */
  void (*filter) (DcrFollowPage *self, const char *words);
  /** Something moved: reads again, without moving what is pointed at. */
  void (*reload) (DcrFollowPage *self);
  /** Ctrl+Entrée. */
  void (*suggested) (DcrFollowPage *self);
  /** Other keys with Ctrl; FALSE when it is none of its own. */
  gboolean (*key) (DcrFollowPage *self, guint keyval, GdkModifierType state);
  /** Échap: one step back inside the page; FALSE when there is none. */
  gboolean (*escape) (DcrFollowPage *self);
};

GtkWidget *dcr_follow_page_get_list (DcrFollowPage *self);
GtkWidget *dcr_follow_page_get_detail (DcrFollowPage *self);
void dcr_follow_page_show (DcrFollowPage *self, const char *id);
void dcr_follow_page_filter (DcrFollowPage *self, const char *words);
void dcr_follow_page_reload (DcrFollowPage *self);
void dcr_follow_page_suggested (DcrFollowPage *self);
gboolean dcr_follow_page_key (DcrFollowPage *self, guint keyval, GdkModifierType state);
gboolean dcr_follow_page_escape (DcrFollowPage *self);
/** For implementations. */
void dcr_follow_page_say (DcrFollowPage *self, const char *sentence);
void dcr_follow_page_tell_listed (DcrFollowPage *self);
void dcr_follow_page_tell_counted (DcrFollowPage *self);
/** What @detail says, and the articles it opens, are said and opened by the page. */
void dcr_follow_page_pass_on (DcrFollowPage *self, GtkWidget *detail);

G_END_DECLS
