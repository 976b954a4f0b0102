/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* This desk's preferences (data/org.decroche.Decroche.gschema.xml). Main thread. */

/** The settings, one object for the program. (transfer none) NULL when the schema is not installed: the
 *  defaults hold, and nothing can be changed. */
GSettings *dcr_settings (void);

/** Addresses or files the official base is imported from. Free with g_strfreev(). */
char **dcr_settings_get_sources (void);

/** Applies size of text and colour scheme, and follows their changes. Once, after adw_init(). */
void dcr_settings_apply_look (void);

/** How much larger than the ordinary size text is now: breakpoints are divided by it. */
double dcr_settings_text_factor (void);

G_END_DECLS
