/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "followup/dcr-message.h"
#include "session/dcr-session.h"

G_BEGIN_DECLS

/**
 * DcrResultExtras: what the words typed find beside articles, in groups of three rows at most: approved
 * templates, and offices and national lines. Both are kept in memory, templates read in a thread. Main thread.
 */
typedef struct _DcrResultExtras DcrResultExtras;

/** Kinds of its DcrListRow. */
enum
{
  DCR_RESULT_TEMPLATE = 100,
  DCR_RESULT_SERVICE,
};

/** Its rows go into @list after @after; the list outlives it or is emptied first. */
DcrResultExtras *dcr_result_extras_new (DcrSession *session, GtkListBox *list, GtkWidget *after);
/** Waits for what is being read. */
void dcr_result_extras_free (DcrResultExtras *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrResultExtras, dcr_result_extras_free)

/** What has most of the words, or nothing. With "" all is hidden, and the templates are read again. */
void dcr_result_extras_show (DcrResultExtras *self, const char *words);
/** The template of @row: its id as text. @channel receives its channel. */
const char *dcr_result_extras_get_template (GtkListBoxRow *row, DcrChannel *channel);
/** Opens the number, price, hours and site of the service of @row; the sentence, owned by it. */
const char *dcr_result_extras_open_service (DcrResultExtras *self, GtkListBoxRow *row);
/** Whether the templates were read (tests). */
gboolean dcr_result_extras_is_ready (DcrResultExtras *self);

G_END_DECLS
