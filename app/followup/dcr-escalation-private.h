/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "followup/dcr-escalation.h"

G_BEGIN_DECLS

gboolean dcr_escalation_add_event (DcrDb *db, const DcrDeed *deed, gint64 seq,
                                   DcrEscalationState state, gint64 at, GError **error);

G_END_DECLS
