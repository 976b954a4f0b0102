/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/dcr-desk.h"

#include <gio/gio.h>

#include "desk/call/dcr-appels.h"
#include "desk/call/dcr-article-bar.h"
#include "desk/call/dcr-article-body.h"
#include "desk/call/dcr-article-head.h"
#include "desk/call/dcr-article-view.h"
#include "desk/call/dcr-browse-pane.h"
#include "desk/call/dcr-call-details.h"
#include "desk/call/dcr-call-idle.h"
#include "desk/call/dcr-call-line.h"
#include "desk/call/dcr-call-pane.h"
#include "desk/call/dcr-caller-box.h"
#include "desk/call/dcr-caller-form.h"
#include "desk/call/dcr-choice.h"
#include "desk/call/dcr-first-start.h"
#include "desk/call/dcr-fold.h"
#include "desk/call/dcr-guided.h"
#include "desk/call/dcr-history-list.h"
#include "desk/call/dcr-history-record.h"
#include "desk/call/dcr-idle-page.h"
#include "desk/call/dcr-import-card.h"
#include "desk/call/dcr-kept-list.h"
#include "desk/call/dcr-list-item.h"
#include "desk/call/dcr-note-field.h"
#include "desk/call/dcr-outcome-grid.h"
#include "desk/call/dcr-outline-list.h"
#include "desk/call/dcr-paragraph.h"
#include "desk/call/dcr-passage-view.h"
#include "desk/call/dcr-reason-field.h"
#include "desk/call/dcr-reason-picker.h"
#include "desk/call/dcr-recent-list.h"
#include "desk/call/dcr-report-page.h"
#include "desk/call/dcr-result-list.h"
#include "desk/call/dcr-service-field.h"
#include "desk/call/dcr-table.h"
#include "desk/call/dcr-tick-list.h"
#include "desk/common/dcr-banner.h"
#include "desk/common/dcr-flow-layout.h"
#include "desk/common/dcr-list-row.h"
#include "desk/common/dcr-moment-row.h"
#include "desk/common/dcr-panes.h"
#include "desk/common/dcr-reason-chooser.h"
#include "desk/common/dcr-share-bar.h"
#include "desk/common/dcr-side-nav.h"
#include "desk/common/dcr-source-list.h"
#include "desk/follow/dcr-act-box.h"
#include "desk/follow/dcr-callback-pane.h"
#include "desk/follow/dcr-escalate-form.h"
#include "desk/follow/dcr-escalate-side.h"
#include "desk/follow/dcr-escalation-body.h"
#include "desk/follow/dcr-escalation-page.h"
#include "desk/follow/dcr-escalation-pane.h"
#include "desk/follow/dcr-follow-table.h"
#include "desk/follow/dcr-form-foot.h"
#include "desk/follow/dcr-hour-band.h"
#include "desk/follow/dcr-promise-bar.h"
#include "desk/follow/dcr-service-sms.h"
#include "desk/follow/dcr-suivi.h"
#include "desk/follow/dcr-composer.h"
#include "desk/follow/dcr-composer-side.h"
#include "desk/follow/dcr-mail-preview.h"
#include "desk/follow/dcr-outbox-pane.h"
#include "desk/follow/dcr-sms-preview.h"
#include "desk/follow/dcr-template-editor.h"
#include "desk/follow/dcr-notice-form.h"
#include "desk/follow/dcr-vigie-digest.h"
#include "desk/follow/dcr-vigie-form.h"
#include "desk/follow/dcr-vigie-pane.h"
#include "desk/shell/dcr-call-pill.h"
#include "desk/shell/dcr-notice-bell.h"
#include "desk/shell/dcr-preferences.h"
#include "desk/shell/dcr-search-field.h"
#include "desk/shell/dcr-window.h"

GResource *dcr_desk_get_resource (void);

/* Every widget class: a template names them, and a test makes one of each. */
static GType (*const types[]) (void) = {
  dcr_appels_get_type,
  dcr_article_bar_get_type,
  dcr_article_body_get_type,
  dcr_article_head_get_type,
  dcr_article_view_get_type,
  dcr_browse_pane_get_type,
  dcr_call_details_get_type,
  dcr_call_idle_get_type,
  dcr_call_line_get_type,
  dcr_call_pane_get_type,
  dcr_caller_box_get_type,
  dcr_caller_form_get_type,
  dcr_choice_get_type,
  dcr_first_start_get_type,
  dcr_fold_get_type,
  dcr_guided_get_type,
  dcr_history_list_get_type,
  dcr_history_record_get_type,
  dcr_idle_page_get_type,
  dcr_import_card_get_type,
  dcr_kept_list_get_type,
  dcr_list_item_get_type,
  dcr_note_field_get_type,
  dcr_outcome_grid_get_type,
  dcr_outline_list_get_type,
  dcr_paragraph_get_type,
  dcr_passage_view_get_type,
  dcr_reason_field_get_type,
  dcr_reason_picker_get_type,
  dcr_recent_list_get_type,
  dcr_report_page_get_type,
  dcr_result_list_get_type,
  dcr_service_field_get_type,
  dcr_table_get_type,
  dcr_tick_list_get_type,
  dcr_banner_get_type,
  dcr_flow_layout_get_type,
  dcr_list_row_get_type,
  dcr_moment_row_get_type,
  dcr_panes_get_type,
  dcr_reason_chooser_get_type,
  dcr_share_bar_get_type,
  dcr_source_list_get_type,
  dcr_side_nav_get_type,
  dcr_act_box_get_type,
  dcr_callback_pane_get_type,
  dcr_escalate_form_get_type,
  dcr_escalate_side_get_type,
  dcr_escalation_body_get_type,
  dcr_escalation_page_get_type,
  dcr_escalation_pane_get_type,
  dcr_follow_table_get_type,
  dcr_form_foot_get_type,
  dcr_hour_band_get_type,
  dcr_promise_bar_get_type,
  dcr_service_sms_get_type,
  dcr_suivi_get_type,
  dcr_composer_get_type,
  dcr_composer_side_get_type,
  dcr_mail_preview_get_type,
  dcr_outbox_pane_get_type,
  dcr_sms_preview_get_type,
  dcr_template_editor_get_type,
  dcr_notice_form_get_type,
  dcr_vigie_digest_get_type,
  dcr_vigie_form_get_type,
  dcr_vigie_pane_get_type,
  dcr_call_pill_get_type,
  dcr_notice_bell_get_type,
  dcr_preferences_get_type,
  dcr_search_field_get_type,
  dcr_window_get_type,
};

void
dcr_desk_init (void)
{
  static gboolean done;

  if (done)
    return;
  done = TRUE;
  g_resources_register (dcr_desk_get_resource ());
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    g_type_ensure (types[i] ());
}
