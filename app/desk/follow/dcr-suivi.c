/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-suivi.h"

#include "base/dcr-clock.h"
#include "desk/common/dcr-parts.h"
#include "desk/common/dcr-side-nav.h"
#include "desk/follow/dcr-callback-page.h"
#include "desk/follow/dcr-escalation-page.h"
#include "desk/follow/dcr-outbox-page.h"
#include "desk/follow/dcr-template-page.h"
#include "desk/follow/dcr-vigie-page.h"
#include "desk/follow/dcr-reminder.h"
#include "followup/dcr-escalation-list.h"

#define NAV_WIDTH 204
#define READING_WIDTH 480
#define LOOK_SECONDS 3 /* another process may have written: decrochectl takes answers in */

struct _DcrSuivi
{
  GtkWidget parent_instance;

  DcrPanes *panes;
  DcrSideNav *nav;
  DcrSession *session;
  GHashTable *pages; /* id -> DcrFollowPage */
  DcrEscalationPage *escalations;
  DcrCallbackPage *callbacks; /* both kept by pages */
  DcrOutboxPage *outbox;
  DcrFollowPage *shown;
  char *words;
  gint64 data_version;
  gboolean entering; /* the focus goes to the table as soon as it is there */
  guint look_id;
  DcrReminder *reminder;
};

G_DEFINE_FINAL_TYPE (DcrSuivi, dcr_suivi, GTK_TYPE_WIDGET)

enum
{
  TOAST,
  OPEN_ARTICLE,
  DUE_CHANGED,
  CALL,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ---- Pages ----------------------------------------------------------------------------------- */

void
dcr_suivi_show (DcrSuivi *self, const char *id)
{
  DcrFollowPage *page = g_hash_table_lookup (self->pages, id);

  if (page == NULL)
    return;
  dcr_side_nav_select (self->nav, id);
  if (page != self->shown)
    {
      self->shown = page;
      dcr_panes_set_child (self->panes, DCR_PANE_MIDDLE, dcr_follow_page_get_list (page));
      dcr_panes_set_child (self->panes, DCR_PANE_RIGHT, dcr_follow_page_get_detail (page));
      dcr_follow_page_filter (page, self->words);
    }
  dcr_follow_page_show (page, id);
}

static void
on_nav (DcrSuivi *self, const char *id)
{
  dcr_suivi_show (self, id);
  dcr_panes_show (self->panes, DCR_PANE_MIDDLE);
}

static void
on_said (DcrSuivi *self, const char *sentence)
{
  g_signal_emit (self, signals[TOAST], 0, sentence);
}

static void
on_article (DcrSuivi *self, const char *ref, const char *address)
{
  g_signal_emit (self, signals[OPEN_ARTICLE], 0, ref, address);
}

/* A page that is not mapped yet takes no focus: it is given with the next rows or figures. */
static void
on_there (DcrSuivi *self, DcrFollowPage *page)
{
  if (page != self->shown)
    return;
  if (self->entering && dcr_panes_get_focused (self->panes) < 0)
    self->entering = !dcr_panes_focus (self->panes, DCR_PANE_MIDDLE);
  else
    self->entering = FALSE;
}

void
dcr_suivi_add_view (DcrSuivi *self, DcrFollowPage *page, const char *id, const char *icon_name,
                    const char *title)
{
  dcr_side_nav_add (self->nav, id, icon_name, title);
  g_hash_table_insert (self->pages, g_strdup (id), g_object_ref (page));
}

void
dcr_suivi_add_page (DcrSuivi *self, DcrFollowPage *page, const char *id, const char *icon_name,
                    const char *title)
{
  dcr_suivi_add_view (self, page, id, icon_name, title);
  /* all of them stay in their panes: what is hidden keeps its style and its sizes */
  dcr_panes_keep (self->panes, DCR_PANE_MIDDLE, dcr_follow_page_get_list (page));
  dcr_panes_keep (self->panes, DCR_PANE_RIGHT, dcr_follow_page_get_detail (page));
  g_signal_connect_object (page, "said", G_CALLBACK (on_said), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "listed", G_CALLBACK (on_there), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "counted", G_CALLBACK (on_there), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "open-article", G_CALLBACK (on_article), self, G_CONNECT_SWAPPED);
  g_object_unref (page);
}

void
dcr_suivi_set_count (DcrSuivi *self, const char *id, guint count, const char *kind)
{
  dcr_side_nav_set_count (self->nav, id, count, kind);
}

/* ---- Counts ---------------------------------------------------------------------------------- */

static void
on_escalations_counted (DcrSuivi *self)
{
  const guint *counts = dcr_escalation_page_get_counts (self->escalations);

  dcr_suivi_set_count (self, "escalations", counts[DCR_VIEW_OPEN], NULL);
  dcr_suivi_set_count (self, "mine", counts[DCR_VIEW_MINE], NULL);
  dcr_suivi_set_count (self, "late", counts[DCR_VIEW_LATE], "error");
  dcr_suivi_set_count (self, "asked", counts[DCR_VIEW_ASKED], NULL);
  dcr_suivi_set_count (self, "duplicates", counts[DCR_VIEW_DUPLICATES], NULL);
  g_signal_emit (self, signals[DUE_CHANGED], 0, counts[DCR_VIEW_LATE]);
}

static void
on_callbacks_counted (DcrSuivi *self)
{
  guint to_come, late;

  dcr_callback_page_get_due (self->callbacks, &to_come, &late);
  dcr_suivi_set_count (self, "callbacks", late > 0 ? late : to_come, late > 0 ? "error" : NULL);
}

static void
on_followup_changed (DcrSuivi *self)
{
  if (self->shown != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    dcr_follow_page_reload (self->shown);
}

static gboolean
on_look (gpointer data)
{
  DcrSuivi *self = data;
  gint64 version;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return G_SOURCE_CONTINUE;
  version = dcr_db_get_int (dcr_store_reader (dcr_session_get_store (self->session)), 0, NULL,
                            "PRAGMA data_version", "");
  if (version != self->data_version && self->data_version != 0)
    on_followup_changed (self);
  self->data_version = version;
  return G_SOURCE_CONTINUE;
}

/* ---- From the window ------------------------------------------------------------------------- */

DcrPanes *
dcr_suivi_get_panes (DcrSuivi *self)
{
  return self->panes;
}

void
dcr_suivi_set_width_class (DcrSuivi *self, DcrWidthClass width)
{
  dcr_panes_set_width_class (self->panes, width);
}

void
dcr_suivi_enter (DcrSuivi *self)
{
  if (self->shown == NULL)
    dcr_suivi_show (self, "escalations");
  else
    dcr_follow_page_reload (self->shown);
  self->entering = TRUE;
}

void
dcr_suivi_filter (DcrSuivi *self, const char *words)
{
  g_free (self->words);
  self->words = g_strdup (words);
  if (self->shown != NULL)
    dcr_follow_page_filter (self->shown, words);
}

void
dcr_suivi_suggested (DcrSuivi *self)
{
  if (self->shown == NULL)
    return;
  dcr_panes_show (self->panes, DCR_PANE_RIGHT);
  dcr_follow_page_suggested (self->shown);
}

gboolean
dcr_suivi_escape (DcrSuivi *self)
{
  if (self->shown != NULL && dcr_follow_page_escape (self->shown))
    return TRUE;
  if (dcr_panes_go_back (self->panes))
    return TRUE;
  if (dcr_panes_get_focused (self->panes) == DCR_PANE_RIGHT)
    return dcr_panes_focus (self->panes, DCR_PANE_MIDDLE);
  return FALSE;
}

gboolean
dcr_suivi_key (DcrSuivi *self, guint keyval, GdkModifierType state)
{
  if (self->shown == NULL || !dcr_follow_page_key (self->shown, keyval, state))
    return FALSE;
  dcr_panes_show (self->panes, DCR_PANE_RIGHT);
  return TRUE;
}

static void
on_call (DcrSuivi *self, const char *number)
{
  g_signal_emit (self, signals[CALL], 0, number);
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_suivi_dispose (GObject *object)
{
  DcrSuivi *self = DCR_SUIVI (object);

  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_pointer (&self->reminder, dcr_reminder_free);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  self->shown = NULL;
  dcr_unparent_children (GTK_WIDGET (self));
  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_pointer (&self->words, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dcr_suivi_parent_class)->dispose (object);
}

static void
dcr_suivi_class_init (DcrSuiviClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_suivi_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[TOAST] = g_signal_new ("toast", DCR_TYPE_SUIVI, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPEN_ARTICLE] = g_signal_new ("open-article", DCR_TYPE_SUIVI, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[DUE_CHANGED] = g_signal_new ("due-changed", DCR_TYPE_SUIVI, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[CALL] = g_signal_new ("call", DCR_TYPE_SUIVI, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
dcr_suivi_init (DcrSuivi *self)
{
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->panes = DCR_PANES (dcr_panes_new ());
  dcr_panes_set_widths (self->panes, NAV_WIDTH, READING_WIDTH);
  gtk_widget_set_parent (GTK_WIDGET (self->panes), GTK_WIDGET (self));
  self->nav = DCR_SIDE_NAV (dcr_side_nav_new (_("Pages of the follow-up")));
  dcr_panes_set_child (self->panes, DCR_PANE_LEFT, GTK_WIDGET (self->nav));
  g_signal_connect_object (self->nav, "selected", G_CALLBACK (on_nav), self, G_CONNECT_SWAPPED);
}

static void
add_escalations (DcrSuivi *self)
{
  DcrFollowPage *page
      = DCR_FOLLOW_PAGE (g_object_ref_sink (dcr_escalation_page_new (self->session)));

  self->escalations = DCR_ESCALATION_PAGE (page);
  g_signal_connect_object (page, "counted", G_CALLBACK (on_escalations_counted), self,
                           G_CONNECT_SWAPPED);
  dcr_suivi_add_page (self, page, "escalations", "mail-forward-symbolic", _("Escalations"));
}

static void
add_callbacks (DcrSuivi *self)
{
  self->callbacks = dcr_callback_page_new (self->session);
  g_signal_connect_object (self->callbacks, "counted", G_CALLBACK (on_callbacks_counted), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->callbacks, "call", G_CALLBACK (on_call), self, G_CONNECT_SWAPPED);
  dcr_suivi_add_page (self, DCR_FOLLOW_PAGE (self->callbacks), "callbacks", "call-start-symbolic",
                      _("Callbacks"));
}

static void
on_outbox_counted (DcrSuivi *self)
{
  const guint *counts = dcr_outbox_page_get_counts (self->outbox);
  guint to_decide = counts[DCR_OUTBOX_TO_DECIDE];

  dcr_suivi_set_count (self, "outbox", to_decide > 0 ? to_decide : counts[DCR_OUTBOX_UNDER_WAY],
                       to_decide > 0 ? "warning" : NULL);
}

static void
add_outbox (DcrSuivi *self)
{
  self->outbox = dcr_outbox_page_new (self->session);
  g_signal_connect_object (self->outbox, "counted", G_CALLBACK (on_outbox_counted), self,
                           G_CONNECT_SWAPPED);
  dcr_suivi_add_page (self, DCR_FOLLOW_PAGE (self->outbox), "outbox", "mail-send-symbolic",
                      _("Messages"));
}

static void
add_templates (DcrSuivi *self)
{
  dcr_suivi_add_page (self, DCR_FOLLOW_PAGE (dcr_template_page_new (self->session)), "templates",
                      "document-edit-symbolic", _("Templates"));
}

static void
on_vigie_counted (DcrSuivi *self, DcrVigiePage *page)
{
  dcr_suivi_set_count (self, "vigie", dcr_vigie_page_get_open (page), NULL);
}

static void
add_vigie (DcrSuivi *self)
{
  DcrVigiePage *page = dcr_vigie_page_new (self->session);

  g_signal_connect_object (page, "counted", G_CALLBACK (on_vigie_counted), self, G_CONNECT_SWAPPED);
  dcr_suivi_add_page (self, DCR_FOLLOW_PAGE (page), "vigie", "dialog-warning-symbolic",
                      C_("page", "Vigie"));
}

static void
add_saved_views (DcrSuivi *self)
{
  DcrFollowPage *page = DCR_FOLLOW_PAGE (self->escalations);

  dcr_side_nav_add_heading (self->nav, _("Saved views"));
  dcr_suivi_add_view (self, page, "mine", "user-info-symbolic", _("Mine"));
  dcr_suivi_add_view (self, page, "late", "alarm-symbolic", _("Late"));
  dcr_suivi_add_view (self, page, "asked", "mail-reply-sender-symbolic", _("Questions asked"));
  dcr_suivi_add_view (self, page, "duplicates", "edit-copy-symbolic", _("Duplicates proposed"));
}

GtkWidget *
dcr_suivi_new (DcrSession *session)
{
  DcrSuivi *self = g_object_new (DCR_TYPE_SUIVI, NULL);

  self->session = g_object_ref (session);
  add_escalations (self);
  add_callbacks (self);
  add_outbox (self);
  add_templates (self);
  add_vigie (self);
  add_saved_views (self);
  g_signal_connect_swapped (session, "followup-changed", G_CALLBACK (on_followup_changed), self);
  self->reminder = dcr_reminder_new (session);
  self->look_id = g_timeout_add_seconds (LOOK_SECONDS, on_look, self);
  return GTK_WIDGET (self);
}
