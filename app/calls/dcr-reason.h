/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-error.h"
#include "store/dcr-db.h"

G_BEGIN_DECLS

/** « autre »: always there, outside the families, asks for three words. */
#define DCR_REASON_OTHER "AUTRE"

/** DcrReason: one code of the grid: a family (no parent), a leaf, or a local leaf under a leaf.
 *  Immutable, owned by its grid. */
typedef struct _DcrReason DcrReason;
struct _DcrReason
{
  const char *id;              /* « IDE-PERTE »: never used for anything else */
  const DcrReason *parent;     /* NULL for a family */
  const char *label, *definition, *example, *counter_example;
  const char *counter_reason;  /* code to go to instead, or NULL */
  const char *owner;
  const char *valid_from, *valid_to; /* « YYYY-MM-DD » or "" */
  const char *checklist;       /* facts an escalation needs, « a|b|c », or "" */
  const char *path;            /* « Identité et passeport › Perte ou vol d’un titre » */
  guint level;                 /* 0 family, 1 leaf, 2 local */
  gboolean has_children;
  gboolean in_force;           /* on the day the grid was read */
  gboolean is_other;           /* DCR_REASON_OTHER */
  guint position;
};

typedef struct _DcrReasonGrid DcrReasonGrid;

/** Reads the grid of work.db as it is on @day (« YYYY-MM-DD »). */
DcrReasonGrid *dcr_reason_grid_load (DcrDb *db, const char *day, GError **error);
DcrReasonGrid *dcr_reason_grid_ref (DcrReasonGrid *grid);
void dcr_reason_grid_unref (DcrReasonGrid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrReasonGrid, dcr_reason_grid_unref)

/** NULL when there is none, NULL included. */
const DcrReason *dcr_reason_grid_find (DcrReasonGrid *grid, const char *id);
guint dcr_reason_grid_get_n (DcrReasonGrid *grid);
/** In the order of the grid: a family, its leaves, the next family. */
const DcrReason *dcr_reason_grid_get (DcrReasonGrid *grid, guint at);
/** TRUE for a leaf in force (or « autre »): what an agent may choose. */
gboolean dcr_reason_is_choosable (const DcrReason *reason);
/** Successors with their weights (0..100). NULL-terminated, NULL when none; @weights may be NULL. */
const DcrReason *const *dcr_reason_grid_successors (DcrReasonGrid *grid, const DcrReason *reason,
                                                    const int **weights);

/* CSV, columns: id,parent,label,definition,example,counter_example,counter_reason,owner,valid_from,
 * valid_to,successors,checklist (successors « CODE:60|CODE:40 »). */

/**
 * Checks the whole of @csv and, when nothing is wrong, brings the grid to it in the transaction of @db.
 * A code of work.db absent from the file ends on @day, it is never deleted; a code never changes parent.
 * @problems: (element-type utf8) (nullable): one sentence for each error, with its line, added to.
 * FALSE with DCR_ERROR_INPUT when there is any.
 */
gboolean dcr_reason_import_csv (DcrDb *db, const char *csv, gsize length, const char *day,
                                GPtrArray *problems, guint *n_added, guint *n_changed,
                                guint *n_ended, GError **error);
/** The whole grid, ended reasons included. Free with g_free(). */
char *dcr_reason_export_csv (DcrDb *db, GError **error);

G_END_DECLS
