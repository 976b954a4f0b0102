/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calls/dcr-call.h"
#include "calls/dcr-reason.h"
#include "store/dcr-store.h"

G_BEGIN_DECLS

/** What another room keeps of the call, in the same transaction (a promise to call back). Writer's thread:
 *  @call is a copy. */
typedef gboolean (*DcrClosingHook) (DcrDb *db, DcrCall *call, const DcrUuid *person, gpointer data,
                                    GError **error);

/** DcrClosing: what the one transaction that closes a call needs, as values that cross to the writer's
 *  thread. The same for the desk and for `decrochectl call record`. */
typedef struct
{
  DcrCall *call;     /* a copy that belongs to the closing */
  DcrUuid person;
  char *reason_path; /* labels of today, or NULL */
  gint64 closed;     /* UTC ms */
  GPtrArray *contacts; /* keyed hashes of the number, the newest key first, or NULL */
  DcrClosingHook hook; /* or NULL */
  gpointer hook_data;
  gboolean tally;
} DcrClosing;

/** Copies @call. Refused with DCR_ERROR_INCOMPLETE and the sentence that names what is missing. */
DcrClosing *dcr_closing_new (DcrCall *call, const DcrUuid *person, const char *reason_path,
                             GError **error);
void dcr_closing_free (DcrClosing *closing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrClosing, dcr_closing_free)

/** DcrStoreFunc: call, articles, passages, reasons, texts, contact, counts; the draft goes. */
gboolean dcr_closing_write (DcrDb *db, gpointer closing, GError **error);

/** Records a call that is over, as closing it at the desk would: for the command line. Blocks. */
gboolean dcr_closing_record (DcrStore *store, DcrReasonGrid *grid, DcrCall *call, GError **error);

G_END_DECLS
