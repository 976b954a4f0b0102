/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calls/dcr-call.h"
#include "calls/dcr-reason.h"
#include "calls/dcr-service.h"

G_BEGIN_DECLS

/**
 * A call as `decrochectl call record` reads it (a{sv} of dcr_json_to_variant()):
 *   began, answered, ended: UTC ms · number, called, note, words, service, reason: text
 *   outcome: « answered », « referred », « misdirected », « transferred », « escalated », « callback »,
 *   « cut », « silent », « mistake » · answered_too: true or false · callback_from, callback_to: UTC ms
 *   nature, profile, need: 1… as in dcr-call.h · secondary, facets, queries: arrays of text
 *   articles: [{ref, version, hash, title}] · passages: [{article, version, hash, article_hash, address,
 *   heading, text, ticked}]
 * A key that is not one of these, a wrong kind of value, an unknown code or a reason that cannot be chosen is
 * refused with DCR_ERROR_INPUT and a sentence that names it; what is missing is judged when it closes.
 */
DcrCall *dcr_call_from_json (GVariant *object, DcrReasonGrid *grid, GPtrArray *services,
                             GError **error);

G_END_DECLS
