/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-error.h"

G_BEGIN_DECLS

/** DcrSheet: what is read on paper or in a message: a title, sections, lines. The e-mail, the printed sheet
 *  and the export of one thing are made of the same sheet. Any thread. */

typedef struct
{
  char *label; /* or NULL: a paragraph of its own */
  char *text;
} DcrSheetLine;

typedef struct
{
  char *heading;
  GPtrArray *lines; /* DcrSheetLine */
} DcrSheetSection;

typedef struct
{
  char *title, *subtitle;
  GPtrArray *sections; /* DcrSheetSection */
} DcrSheet;

DcrSheet *dcr_sheet_new (const char *title, const char *subtitle);
void dcr_sheet_free (DcrSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrSheet, dcr_sheet_free)

/** A section that stays out while nothing is added to it. */
void dcr_sheet_add_section (DcrSheet *sheet, const char *heading);
/** Adds to the last section; a blank @text adds nothing. @label: nullable. */
void dcr_sheet_add (DcrSheet *sheet, const char *label, const char *text);

/** Plain text, lines of at most @width characters where words allow it. Free with g_free(). */
char *dcr_sheet_to_text (const DcrSheet *sheet, guint width);

G_END_DECLS
