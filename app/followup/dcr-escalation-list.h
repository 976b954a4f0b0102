/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "followup/dcr-escalation.h"

G_BEGIN_DECLS

/* The queue as « Suivi » shows it: first the keys, from an index alone; the words of a row when it is seen. */

/** Which escalations. */
typedef enum
{
  DCR_VIEW_OPEN,       /* by promise */
  DCR_VIEW_MINE,       /* open, that this person sent or holds */
  DCR_VIEW_LATE,       /* open, the promise has passed */
  DCR_VIEW_ASKED,      /* open, a question waits for the first level */
  DCR_VIEW_DUPLICATES, /* open, another open one is about the same file */
  DCR_VIEW_CLOSED,     /* closed or merged, newest first */
  DCR_N_VIEWS
} DcrEscalationView;

typedef struct
{
  DcrEscalationView view;
  const DcrUuid *person;  /* for DCR_VIEW_MINE */
  const char *queue;      /* NULL: all */
  DcrEscalationState state; /* DCR_ESCALATION_NONE: all */
  const char *words;      /* each must stand in the question, reason, queue or number; NULL or "": all */
  guint limit;            /* the first so many; 0: all */
} DcrEscalationFilter;

/** What sorts and counts. */
typedef struct
{
  DcrUuid id;
  gint64 due;
} DcrEscalationKey;

/** @cancellable: (nullable) stops between rows. @total: (out) (nullable) how many the view has without queue,
 *  state and words; left alone when the limit was reached. (element-type DcrEscalationKey); free with g_array_unref(). */
GArray *dcr_escalation_list (DcrDb *db, const DcrEscalationFilter *filter, gint64 now,
                             GCancellable *cancellable, guint *total, GError **error);

/** How many of each view, into DCR_N_VIEWS numbers; closed ones are not counted (0). */
gboolean dcr_escalation_count (DcrDb *db, const DcrUuid *person, gint64 now, guint *counts,
                               GError **error);

/** When the next open promise falls; 0 when there is none. */
gint64 dcr_escalation_next_due (DcrDb *db, gint64 now);

/** A row as the table shows it. */
typedef struct
{
  DcrUuid id;
  gint64 number, due, version;
  DcrEscalationState state;
  DcrSeverity severity;
  char *question, *reason_path, *queue_name, *holder_name;
  gboolean mine; /* sent or held by the person it was read for */
} DcrEscalationRow;
void dcr_escalation_row_free (DcrEscalationRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrEscalationRow, dcr_escalation_row_free)
/** NULL when it has gone. A few microseconds: it is called for each row that is seen. */
DcrEscalationRow *dcr_escalation_get_row (DcrDb *db, const DcrUuid *id, const DcrUuid *person);

G_END_DECLS
