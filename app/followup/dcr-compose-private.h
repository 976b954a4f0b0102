/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "followup/dcr-compose.h"

G_BEGIN_DECLS

/* Between the files of the composer. */

DcrLine *dcr_compose_line_new (DcrLineKind kind, DcrOrigin origin, gboolean gap);
void dcr_compose_line_free (DcrLine *line);
void dcr_compose_line_add (DcrLine *line, DcrSpanKind kind, const char *text, const char *variable);
gboolean dcr_compose_line_is_empty (const DcrLine *line);
/** « ## », « - », « • » at the start of @text say what kind of line it is: *@text moves beyond. */
DcrLineKind dcr_compose_line_kind_of (const char **text);

/** The lines of a text that a person or the reference wrote, added to @lines. */
void dcr_compose_lines_add_text (GPtrArray *lines, const char *text, DcrOrigin origin);

/** A passage or quote: as lines with its heading (@ticked: lines to keep, or NULL), or its essential in one
 *  sentence, for an SMS. */
void dcr_compose_lines_add_passage (GPtrArray *lines, const char *heading, const char *text,
                                    const char *ticked, DcrOrigin origin);
char *dcr_compose_condense (const char *text, const char *ticked);

/** Parts that may be rewritten among @lines. */
guint dcr_compose_count_regions (GPtrArray *lines);
/** @edit with each label that stood for a missing value as « {{name}} »: moved about by hand, it is still that
 *  value. g_free() it. */
char *dcr_compose_mark_labels (const DcrTemplate *template, const char *edit);

/** Both bodies from the lines. */
char *dcr_compose_lines_to_text (GPtrArray *lines, DcrChannel channel);
char *dcr_compose_lines_to_html (GPtrArray *lines, const char *title);

/** @text with each whole word that is a name replaced by its mark. @escaped: names stand there escaped. */
char *dcr_compose_mark_names (const char *text, GPtrArray *names, gboolean escaped);

G_END_DECLS
