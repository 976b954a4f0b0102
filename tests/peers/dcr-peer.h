/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** DcrPeer: a program of the other side, started by a test on the loopback, ended by its own id. What it
 *  prints is read line by line in a thread. */
typedef struct _DcrPeer DcrPeer;

/** Starts @argv (argv[0] found on the path); its standard input stays open until dcr_peer_stop(). */
DcrPeer *dcr_peer_start (const char *const *argv);
/** The same for a program that does not end with its input: it is ended by SIGTERM, and what it writes on
 *  standard error is read too. */
DcrPeer *dcr_peer_start_daemon (const char *const *argv);
/** Closes its standard input, waits (then kills by id), frees. */
void dcr_peer_stop (DcrPeer *peer);
/** Only closes its standard input, and waits for its end: what it printed stays to be read. */
void dcr_peer_end (DcrPeer *peer);

/** Waits for a line that begins with @prefix, from those not looked at yet; aborts after a minute. Its rest,
 *  without the space. Free with g_free(). */
char *dcr_peer_await (DcrPeer *peer, const char *prefix);
/** How many lines so far begin with @prefix. */
guint dcr_peer_count (DcrPeer *peer, const char *prefix);
/** The same, once there are @n of them (its answer may come before its line), or after the limit. */
guint dcr_peer_await_count (DcrPeer *peer, const char *prefix, guint n);

/** Has a line passed through it and back: what it printed before is then read (smtp_peer.py, sms_peer.py). */
void dcr_peer_catch_up (DcrPeer *peer);

/** What follows @prefix in each line so far that holds it, in order. g_strfreev() it. */
char **dcr_peer_all (DcrPeer *peer, const char *prefix);

/** A folder of its own under the temporary one, and its end. */
char *dcr_peer_make_folder (void);
void dcr_peer_remove_folder (char *folder);

/** The certificates of make_certs.py in a new folder. */
char *dcr_peer_make_certs (void);

/** « tests/peers/NAME » of the sources. */
char *dcr_peer_script (const char *name);

/** A TCP port of the loopback that was free a moment ago. */
guint dcr_peer_free_port (void);

/** The relay of smtp_peer.py on a free port (or @port), accepting into @folder; @extra: further arguments,
 *  NULL-terminated, or NULL. */
DcrPeer *dcr_peer_start_relay (const char *certs, const char *folder, guint port,
                               const char *const *extra, guint *port_found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrPeer, dcr_peer_stop)

G_END_DECLS
