/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "followup/dcr-message.h"

G_BEGIN_DECLS

/* A message of the outbox in words and signs, the same wherever it stands. Main thread. */

/** Its state: a word, a colour, a sign. Floating. */
GtkWidget *dcr_message_tag_new (const DcrMessage *message);
/** Class of its tag: NULL, « accent », « success », « warning », « error »; static. */
const char *dcr_message_kind (DcrMessageState state);
/** Its sign, or NULL; static. */
const char *dcr_message_icon (DcrMessageState state);
/** « in 25 s, can be cancelled », « try 2 », « unknown address »: what its state means just now. Free
 *  with g_free(). */
char *dcr_message_detail (const DcrMessage *message, gint64 now);
/** « E-mail », « SMS, 2 parts ». Free with g_free(). */
char *dcr_message_channel_words (const DcrMessage *message);
/** « 9 h 57 », « yesterday 16 h 12 ». Free with g_free(). */
char *dcr_message_when (gint64 ms, gint64 now);

G_END_DECLS
