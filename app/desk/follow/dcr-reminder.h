/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/dcr-session.h"

G_BEGIN_DECLS

/** Reminds of promises to call back by GNotification: once each, ten minutes before their window begins, or
 *  as soon as the desk is there within it. It says when, never whom. @session outlives it. Main thread. */
typedef struct _DcrReminder DcrReminder;

DcrReminder *dcr_reminder_new (DcrSession *session);
void dcr_reminder_free (DcrReminder *self);

/** Those that are to be reminded of at @now and were not yet: sentences, without anything of a person.
 *  (element-type utf8), free function set. */
GPtrArray *dcr_reminder_take (DcrReminder *self, gint64 now);
/** Sends those as GNotification, which open the callbacks when they are clicked; twice a minute by itself. */
void dcr_reminder_look (DcrReminder *self, gint64 now);

G_END_DECLS
