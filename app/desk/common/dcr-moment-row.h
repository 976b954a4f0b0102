/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** DcrMomentRow: a day, and an hour unless only the day counts, typed as people write them (« 25/11 », « tomorrow »,
 *  « 14 h 30 ») or taken from a calendar; what was understood stands under the title. Main thread.
 *  Signal: « changed » (). */
#define DCR_TYPE_MOMENT_ROW (dcr_moment_row_get_type ())
G_DECLARE_FINAL_TYPE (DcrMomentRow, dcr_moment_row, DCR, MOMENT_ROW, AdwActionRow)

GtkWidget *dcr_moment_row_new (const char *title, gboolean day_only);
/** UTC ms; 0 empties it. */
void dcr_moment_row_set (DcrMomentRow *self, gint64 ms);
/** UTC ms, of midnight of the desk's clock for a day alone; 0 when it is empty or not understood. */
gint64 dcr_moment_row_get (DcrMomentRow *self);
/** TRUE when nothing is written in it. */
gboolean dcr_moment_row_is_empty (DcrMomentRow *self);
/** The focus to its first field. */
void dcr_moment_row_focus (DcrMomentRow *self);

/** The day (« 25/11 », « 25/11/2026 », « tomorrow »: the nearest one to @now) and hour (nullable) typed, on the clock
 *  of this desk; 0 when it is none. */
gint64 dcr_moment_parse (const char *day, const char *hour, gint64 now);

G_END_DECLS
