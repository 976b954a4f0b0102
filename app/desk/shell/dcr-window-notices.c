/* SPDX-License-Identifier: GPL-3.0-or-later */
/* « Consignes du moment » in the window: the banner, the bell, the form of those who write them. What arrives is
 * shown where it stands: the focus stays where it is. */
#include "desk/shell/dcr-window-private.h"

#include "base/dcr-clock.h"
#include "desk/follow/dcr-notice-form.h"
#include "desk/follow/dcr-vigie-form.h"

static DcrNoticeBoard *
board (DcrWindow *self)
{
  return dcr_notice_board_of (self->session);
}

gboolean
dcr_window_show_notice (DcrWindow *self)
{
  const DcrNotice *notice = dcr_notice_board_first_unread (board (self));
  guint all = dcr_notice_board_list (board (self))->len;
  g_autofree char *about = NULL, *sentence = NULL, *read = NULL, *others = NULL;
  char id[DCR_UUID_TEXT_SIZE];

  if (notice == NULL)
    return FALSE;
  about = dcr_notice_describe (notice, dcr_clock_now_ms ());
  sentence = notice->text[0] != '\0' ? g_strdup_printf ("%s · %s", notice->text, about)
                                     : g_strdup (about);
  dcr_uuid_to_text (&notice->id, id);
  read = g_strdup_printf ("win.notice-read::%s", id);
  others = g_strdup_printf (ngettext ("All notices (%u)", "All notices (%u)", all), all);
  dcr_banner_show (self->banner, notice->urgent ? "warning" : NULL,
                   notice->urgent ? "dialog-warning-symbolic" : "dialog-information-symbolic",
                   notice->title, sentence);
  dcr_banner_set_button (self->banner, 0, C_("notice", "Read"), read);
  dcr_banner_set_button (self->banner, 1, all > 1 ? others : NULL, "win.notices");
  return TRUE;
}

/* ---- Actions --------------------------------------------------------------------------------- */

static void
notices (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DcrWindow *self = data;
  dcr_notice_bell_open (self->bell);
}

static void
notice_read (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DcrWindow *self = data;
  DcrUuid id;

  if (dcr_uuid_from_text (g_variant_get_string (parameter, NULL), &id))
    dcr_notice_board_mark_read (board (self), &id);
}

static void
notice_new (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DcrWindow *self = data;
  DcrArticle *article = dcr_article_view_get_article (dcr_appels_get_reader (self->appels));

  dcr_notice_bell_close (self->bell);
  if (DCR_IS_NOTICE_FORM (dcr_appels_get_form (self->appels)))
    return;
  dcr_window_show_workspace (self, 0);
  dcr_appels_open_form (self->appels, dcr_notice_form_new (self->session, article));
}

static void
vigie_report (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DcrWindow *self = data;

  dcr_window_show_workspace (self, 0);
  if (!DCR_IS_VIGIE_FORM (dcr_appels_get_form (self->appels)))
    dcr_appels_open_form (self->appels, dcr_vigie_form_new (self->session));
}

static const GActionEntry entries[] = {
  { .name = "notices", .activate = notices },
  { .name = "notice-read", .activate = notice_read, .parameter_type = "s" },
  { .name = "notice-new", .activate = notice_new },
  { .name = "vigie-report", .activate = vigie_report },
};

static void
board_changed (DcrWindow *self)
{
  GAction *write = g_action_map_lookup_action (G_ACTION_MAP (self), "notice-new");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (write), dcr_notice_board_may_write (board (self)));
  dcr_window_update_banner (self);
}

void
dcr_window_add_notices (DcrWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  dcr_notice_bell_set_board (self->bell, board (self));
  g_signal_connect_object (board (self), "changed", G_CALLBACK (board_changed), self,
                           G_CONNECT_SWAPPED);
  board_changed (self);
}
