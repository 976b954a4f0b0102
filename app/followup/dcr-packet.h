/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "followup/dcr-escalation.h"
#include "followup/dcr-sheet.h"

G_BEGIN_DECLS

/*
 * An escalation as it leaves: for a back office without this program (e-mail with a JSON attachment of a
 * published schema, data/schema/escalation.schema.json), on paper, in a file. All four say the same, and
 * only what dcr_escalation_form_build() left in; what was added later is masked here. Any thread.
 */

/** @events: (nullable) its life so far, which then stands at the end. */
DcrSheet *dcr_packet_sheet (const DcrEscalation *self, GPtrArray *events);
/** « [E-0412 k3j9…] The question »: one line, 120 characters at most. Free with g_free(). */
char *dcr_packet_subject (const DcrEscalation *self);
/** The body of the e-mail: the sheet, how to answer, the token. @word: (nullable) what is added to a former
 *  e-mail (a reply, what was missing), first. Free with g_free(). */
char *dcr_packet_body (const DcrEscalation *self, const char *word);
/** One JSON object of the published schema. Free with g_free(). */
char *dcr_packet_json (const DcrEscalation *self, const char *word);
/** « escalades+k3j9…@service.example » of « escalades@service.example »; NULL when @address is none. */
char *dcr_packet_reply_to (const char *address, const char *token);
/** « E-0412.json »: nothing personal in a name. */
char *dcr_packet_file_name (const DcrEscalation *self, const char *extension);

/** What is written about it later, masked; by the caller's name too when the queue needed it and has it as
 *  a fact: names that were left out are known to nobody any more. Free with g_free(). */
char *dcr_packet_mask (const DcrEscalation *self, const char *text);

#define DCR_PACKET_FORMAT "decroche-escalation/1"
#define DCR_PACKET_WIDTH 72

G_END_DECLS
