/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/dcr-store.h"

/** One message in each state of the outbox, with attempts and passages, written before @now. Waited for. */
void dcr_messages_fill (DcrStore *store, gint64 now);
