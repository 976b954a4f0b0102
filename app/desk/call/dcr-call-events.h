/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "calls/dcr-calls.h"

G_BEGIN_DECLS

/*
 * How telephony reaches the window: Event(a{sv}) of org.decroche.Calls1 at /org/decroche/Decroche, one JSON
 * line on the standard input of `decroche --call-event`, or a decroche: URI. The number never stands in a
 * command line, URIs apart (README says so). Main thread. Nothing here takes the focus.
 */

#define DCR_CALL_EVENTS_INTERFACE "org.decroche.Calls1"
#define DCR_CALL_EVENTS_PATH "/org/decroche/Decroche"

/** Gives the calls of the window that is open, or NULL. */
typedef DcrCalls *(*DcrCallEventsFunc) (gpointer data);

/** Exports the interface. @calls is asked at each event. Returns an id for
 *  g_dbus_connection_unregister_object(), 0 with @error. */
guint dcr_call_events_export (GDBusConnection *connection, DcrCallEventsFunc calls, gpointer data,
                              GError **error);

/** « decroche:call?event=ringing&caller=%2B33639984127&id=7 » as an event. NULL with DCR_ERROR_INPUT.
 *  (transfer full) */
GVariant *dcr_call_events_parse_uri (const char *uri, GError **error);

/** Reads one JSON line from @descriptor and hands it to the window of the program named @application_id on
 *  the session bus. DCR_ERROR_NOT_FOUND when none is open. Blocks: for a process that does only this. */
gboolean dcr_call_events_hand_over (int descriptor, const char *application_id, GError **error);

G_END_DECLS
