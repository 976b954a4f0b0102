/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "followup/dcr-callback.h"

G_BEGIN_DECLS

#define DCR_CALLBACK_SELECT                                                                        \
  "SELECT c.id, c.number, c.kind, c.call, c.escalation, c.author, c.person, c.level, c.phone,"     \
  " c.masked, c.reason, c.reason_path, c.promise, c.words, c.passages, c.sheet, c.promised_from,"  \
  " c.promised_to, c.zone, c.place, c.state, c.created, c.ended, c.first_attempt, c.replaces,"     \
  " c.version, p.display FROM callback c LEFT JOIN person p ON p.id = c.person "

DcrCallback *dcr_callback_read (DcrStmt *stmt);

G_END_DECLS
