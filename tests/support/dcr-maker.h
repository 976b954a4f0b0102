/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** DcrMaker: makes zip archives of the feed for tests, honest and otherwise. Aborts on failure. */
typedef struct _DcrMaker DcrMaker;

DcrMaker *dcr_maker_new (const char *path);
/** Dates of what is added from now on; « 2026-11-01 » by default, NULL: 1980, a zip without dates.
 */
void dcr_maker_set_day (DcrMaker *maker, const char *day);
/** One whose entries are encrypted. */
DcrMaker *dcr_maker_new_encrypted (const char *path);
/** @size -1: a string. */
void dcr_maker_add (DcrMaker *maker, const char *name, const char *bytes, gssize size);
/** A fiche with two chapters: « first » and « second » are their paragraphs. */
void dcr_maker_add_article (DcrMaker *maker, const char *audience, const char *id,
                            const char *title, const char *first, const char *second);
/** Ends the archive. */
void dcr_maker_close (DcrMaker *maker);

/** The XML that dcr_maker_add_article() adds; @date is the dc:date. Free with g_free(). */
char *dcr_maker_article (const char *audience, const char *id, const char *title, const char *date,
                         const char *first, const char *second);

/** SHA-256 of a file in hexadecimal, « absent » when there is none. Free with g_free(). */
char *dcr_maker_digest (const char *folder, const char *name);

G_END_DECLS
