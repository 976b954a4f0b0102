/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-follow-page.h"

G_DEFINE_INTERFACE (DcrFollowPage, dcr_follow_page, G_TYPE_OBJECT)

static void
dcr_follow_page_default_init (DcrFollowPageInterface *iface)
{
  g_signal_new ("said", DCR_TYPE_FOLLOW_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                1, G_TYPE_STRING);
  g_signal_new ("listed", DCR_TYPE_FOLLOW_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
  g_signal_new ("counted", DCR_TYPE_FOLLOW_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
  g_signal_new ("open-article", DCR_TYPE_FOLLOW_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

#define IFACE DCR_FOLLOW_PAGE_GET_IFACE (self)

GtkWidget *
dcr_follow_page_get_list (DcrFollowPage *self)
{
  return IFACE->get_list (self);
}

GtkWidget *
dcr_follow_page_get_detail (DcrFollowPage *self)
{
  return IFACE->get_detail (self);
}

void
dcr_follow_page_show (DcrFollowPage *self, const char *id)
{
  IFACE->show (self, id);
}

void
dcr_follow_page_filter (DcrFollowPage *self, const char *words)
{
  IFACE->filter (self, words);
}

void
dcr_follow_page_reload (DcrFollowPage *self)
{
  IFACE->reload (self);
}

void
dcr_follow_page_suggested (DcrFollowPage *self)
{
  IFACE->suggested (self);
}

gboolean
dcr_follow_page_key (DcrFollowPage *self, guint keyval, GdkModifierType state)
{
  return IFACE->key != NULL && IFACE->key (self, keyval, state);
}

gboolean
dcr_follow_page_escape (DcrFollowPage *self)
{
  return IFACE->escape != NULL && IFACE->escape (self);
}

void
dcr_follow_page_say (DcrFollowPage *self, const char *sentence)
{
  g_signal_emit_by_name (self, "said", sentence);
}

void
dcr_follow_page_tell_listed (DcrFollowPage *self)
{
  g_signal_emit_by_name (self, "listed");
}

void
dcr_follow_page_tell_counted (DcrFollowPage *self)
{
  g_signal_emit_by_name (self, "counted");
}

static void
on_article (DcrFollowPage *self, const char *ref, const char *address)
{
  g_signal_emit_by_name (self, "open-article", ref, address);
}

void
dcr_follow_page_pass_on (DcrFollowPage *self, GtkWidget *detail)
{
  GType type = G_OBJECT_TYPE (detail);

  if (g_signal_lookup ("said", type) != 0)
    g_signal_connect_object (detail, "said", G_CALLBACK (dcr_follow_page_say), self,
                             G_CONNECT_SWAPPED);
  if (g_signal_lookup ("open-article", type) != 0)
    g_signal_connect_object (detail, "open-article", G_CALLBACK (on_article), self,
                             G_CONNECT_SWAPPED);
}
