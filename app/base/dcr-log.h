/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Send the program's log to stderr, masked: see dcr_log_mask(). Once, at start. */
void dcr_log_init (void);

/** @message with every run of five digits or more (spaces, dots and dashes between digits count as
 *  part of the run) and every e-mail address replaced by « • »: personal data never reaches a log
 *  (DESIGN 7). Free with g_free(). */
char *dcr_log_mask (const char *message);

G_END_DECLS
