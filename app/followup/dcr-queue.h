/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-calendar.h"
#include "store/dcr-db.h"

G_BEGIN_DECLS

/* Queues: where an escalation goes, what it may see of the caller, and how long it takes. */

/** On disk: append-only. */
typedef enum
{
  DCR_QUEUE_SECOND_LEVEL = 1, /* experts of this service */
  DCR_QUEUE_BACK_OFFICE,      /* a desk behind, with or without this program */
  DCR_QUEUE_SERVICE,          /* « Signaler au service concerné »: told about a difficulty with a file */
} DcrQueueKind;

/** How much it weighs on the caller. On disk: append-only. */
typedef enum
{
  DCR_SEVERITY_NORMAL = 1,
  DCR_SEVERITY_HINDERING, /* gênante */
  DCR_SEVERITY_URGENT,
  DCR_N_SEVERITIES
} DcrSeverity;

/** What a queue may need to know of the caller; all that it does not need stays here. */
typedef enum
{
  DCR_NEEDS_PHONE = 1 << 0,
  DCR_NEEDS_EMAIL = 1 << 1,
  DCR_NEEDS_NAME = 1 << 2,
  DCR_NEEDS_NOTE = 1 << 3,
} DcrQueueNeeds;

typedef struct
{
  char *id, *name;
  char *owner;   /* the directorate of the reasons it serves, as the grid writes it */
  DcrQueueKind kind;
  char *address; /* e-mail of a back office without this program, or "" */
  guint needs;   /* DcrQueueNeeds */
  guint delay[DCR_N_SEVERITIES]; /* minutes of opening hours, by DcrSeverity; [0] unused */
  DcrHours hours;
} DcrQueue;

void dcr_queue_free (DcrQueue *queue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrQueue, dcr_queue_free)

/** Those in use, in the order of the file. GPtrArray of DcrQueue, free function set. */
GPtrArray *dcr_queue_list (DcrDb *db, GError **error);
/** NULL when there is none. Belongs to @queues. */
const DcrQueue *dcr_queue_find (GPtrArray *queues, const char *id);
/** The queue that serves the reasons of @owner: the same words, else the first part before « , » or « ; »,
 *  else the first second-level queue. @kind: only of this kind; 0 for second level and back offices.
 *  NULL when there is none at all. */
const DcrQueue *dcr_queue_suggest (GPtrArray *queues, const char *owner, DcrQueueKind kind);

/** When an answer is expected of what is sent at @ms: counted in the queue's own hours. UTC ms. */
gint64 dcr_queue_due (const DcrQueue *queue, DcrSeverity severity, gint64 ms);
/** « 2 working days », « 4 working hours ». Free with g_free(). */
char *dcr_queue_describe_delay (const DcrQueue *queue, DcrSeverity severity);

/** « Hindering », translated. */
const char *dcr_severity_label (DcrSeverity severity);

/**
 * Brings the queues to @csv, in @db's transaction; a queue that the file no longer has is no longer offered.
 * Columns: id,name,owner,kind,address,needs,delay,delay_hindering,delay_urgent,zone,weekdays,opens,closes.
 * kind: second-level | back-office | service. needs: phone|email|name|note. Delays: « 2d » working days,
 * « 4h » hours, « 30m » minutes. zone: the IANA name. weekdays: « 1-5 » (Monday 1). opens: « 08:30 ».
 * @problems: (element-type utf8) (nullable): one sentence for each error, with its line, added to.
 * FALSE with DCR_ERROR_INPUT when there is any: nothing is changed then.
 */
gboolean dcr_queue_import_csv (DcrDb *db, const char *csv, gsize length, GPtrArray *problems,
                               guint *n_queues, GError **error);

G_END_DECLS
