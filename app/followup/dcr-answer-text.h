/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-error.h"

G_BEGIN_DECLS

/* What somebody wrote in an e-mail that answers ours: their own words, without what they quote of ours, the
 * attribution line, or the line to answer above. Any thread. */

/** @text of a text/plain part. "" when nothing of their own is in it. Free with g_free(). */
char *dcr_answer_text_own (const char *text, const char *token);

/** @html as plain text: tags and what is not shown dropped, blocks as lines, entities read. Never fails.
 *  Free with g_free(). */
char *dcr_answer_text_from_html (const char *html);

G_END_DECLS
