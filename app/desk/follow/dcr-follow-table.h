/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "base/dcr-error.h"
#include "session/dcr-session.h"

G_BEGIN_DECLS

/** What a cell says: two lines, the first one perhaps with an alarm or as a tag. */
typedef struct
{
  char *first, *second;
  const char *kind;      /* NULL, « accent », « success », « warning », « error »; static */
  const char *icon_name; /* of a tag, or NULL; static */
  gboolean strong;       /* as unread mail */
  gboolean tag;
  gboolean alarm;
} DcrFollowCell;

#define DCR_FOLLOW_MAX_CELLS 4

/** A row made outside the main thread: words alone. */
#define DCR_TYPE_FOLLOW_ROW (dcr_follow_row_get_type ())
G_DECLARE_FINAL_TYPE (DcrFollowRow, dcr_follow_row, DCR, FOLLOW_ROW, GObject)

DcrFollowRow *dcr_follow_row_new (const DcrUuid *id);
/** Both texts are taken. The cell may be completed; it belongs to the row. */
DcrFollowCell *dcr_follow_row_say (DcrFollowRow *self, guint column, char *first, char *second);
/** What a screen reader says of the row, state first. (taken) */
void dcr_follow_row_set_name (DcrFollowRow *self, char *name);

/**
 * DcrFollowTable: the middle pane of a page of « Suivi » whose rows are read whole: a bar of
 * filters, a table of two-line rows, keys. Reads in a thread of its own. Main thread.
 *
 * Signals: « selected » (): another row, or none; « loaded » (); « activated » ().
 */
#define DCR_TYPE_FOLLOW_TABLE (dcr_follow_table_get_type ())
G_DECLARE_FINAL_TYPE (DcrFollowTable, dcr_follow_table, DCR, FOLLOW_TABLE, GtkBox)

/** @name: of the table, spoken. */
GtkWidget *dcr_follow_table_new (DcrSession *session, const char *name);
/** @width 0: takes what is left. */
void dcr_follow_table_add_column (DcrFollowTable *self, const char *title, int width);
/** A control, or a label, in the bar above the table. */
void dcr_follow_table_add_filter (DcrFollowTable *self, GtkWidget *widget);
/** An empty line at the end of the bar. @css_classes: as of dcr_label_new(). */
GtkLabel *dcr_follow_table_add_note (DcrFollowTable *self, const char *css_classes);
/** What stands in place of the table without rows. */
void dcr_follow_table_set_empty (DcrFollowTable *self, const char *icon_name, const char *title,
                                 const char *sentence);

/** Rows (element-type DcrFollowRow) from @db; in the table's thread. NULL with @error. */
typedef GPtrArray *(*DcrFollowReadFunc) (DcrDb *db, gpointer query, GError **error);
/** Reads; a newer call counts alone. @query is taken. */
void dcr_follow_table_read (DcrFollowTable *self, DcrFollowReadFunc func, gpointer query,
                            GDestroyNotify free_query);

/** NULL when none is. */
const DcrUuid *dcr_follow_table_get_selected (DcrFollowTable *self);
/** Selects the row after the one selected next time the rows are read: this one was settled. */
void dcr_follow_table_go_on (DcrFollowTable *self);

G_END_DECLS
