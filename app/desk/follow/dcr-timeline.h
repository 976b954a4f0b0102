/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "followup/dcr-escalation.h"

G_BEGIN_DECLS

/** The life of an escalation: who, what, when; what went over the promise and what is expected now
 * stand in it too. @events: (element-type DcrEscalationEvent). @person: whose own acts are marked.
 * Floating. */
GtkWidget *dcr_timeline_new (const DcrEscalation *escalation, GPtrArray *events,
                             const DcrUuid *person, gint64 now);

G_END_DECLS
