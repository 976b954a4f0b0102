/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "followup/dcr-sheet.h"
#include "store/dcr-store.h"

G_BEGIN_DECLS

/* « Vigie »: difficulties with a rule or a procedure, seen from the telephone; never a person's file. Functions
 * that write run inside a transaction. */

/** On disk: append-only. */
typedef enum
{
  DCR_VIGIE_OPEN = 1,
  DCR_VIGIE_MERGED,
  DCR_VIGIE_SETTLED,
} DcrVigieState;

typedef struct
{
  DcrUuid id, author, merged_into;
  char *what;
  char *since;       /* « YYYY-MM-DD » or "" */
  guint calls;       /* how many calls the author had; of all merged ones when listed */
  guint reports;     /* how many people reported it, as listed */
  char *reason, *reason_path, *owner;
  gint64 at;
  DcrVigieState state;
  char *outcome;     /* what came of it */
  char *author_name; /* as read */
  gint64 version;
} DcrVigie;

DcrVigie *dcr_vigie_new (void);
void dcr_vigie_free (DcrVigie *vigie);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrVigie, dcr_vigie_free)

/** Reports a difficulty. DCR_ERROR_INCOMPLETE without words or calls; DCR_ERROR_INPUT when a number or an
 *  address of a person stands in it. Fills in id and time. */
gboolean dcr_vigie_report (DcrDb *db, DcrVigie *vigie, GError **error);

/** Open ones that say much the same as @what (French stems in common; the same @reason counts as one more),
 *  most alike first, five at most. @reason: nullable. @id: (nullable) left out. GPtrArray of DcrVigie. */
GPtrArray *dcr_vigie_find_similar (DcrDb *db, const char *what, const char *reason,
                                   const DcrUuid *id, GError **error);

/** @id goes into @into, which counts its calls from then on. Both open, else DCR_ERROR_INPUT;
 *  @version: of @id as read, else DCR_ERROR_CONFLICT. */
gboolean dcr_vigie_merge (DcrDb *db, const DcrUuid *id, gint64 version, const DcrUuid *into,
                          GError **error);
/** What came of it. */
gboolean dcr_vigie_settle (DcrDb *db, const DcrUuid *id, gint64 version, const char *outcome,
                           GError **error);

/** Open ones, most calls first. GPtrArray of DcrVigie, free function set. */
GPtrArray *dcr_vigie_list (DcrDb *db, GError **error);
/** Those in @state, or all for 0: open ones first and by calls, the others newest first. As above. */
GPtrArray *dcr_vigie_list_in (DcrDb *db, DcrVigieState state, GError **error);
/** What was merged into @id, oldest first. As above. */
GPtrArray *dcr_vigie_list_merged (DcrDb *db, const DcrUuid *id, GError **error);
/** NULL with DCR_ERROR_NOT_FOUND. */
DcrVigie *dcr_vigie_get (DcrDb *db, const DcrUuid *id, GError **error);
/** « open », « merged », « settled »: translated. */
const char *dcr_vigie_state_label (DcrVigieState state);
/** Its day « since » in words, « Monday 2 November »; "" without one. Free with g_free(). */
char *dcr_vigie_describe_since (const DcrVigie *vigie);

/** The digest of what was reported, grew or was settled in [@from, @to), by owner directorate. NULL with @error. */
DcrSheet *dcr_vigie_digest (DcrDb *db, gint64 from, gint64 to, GError **error);

G_END_DECLS
