/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DcrReportServer: a small HTTP server (libmicrohttpd) that gateways tell what became of a message:
 * GET or POST (a form) on /TOKEN/report. On the loopback unless told otherwise; a request of more than
 * 16 kB, another path or another method is refused; at most 32 connections, ten seconds each.
 */
typedef struct _DcrReportServer DcrReportServer;

typedef enum
{
  DCR_REPORT_SERVER_TAKEN,   /* 200: it is on the disk */
  DCR_REPORT_SERVER_UNKNOWN, /* 404: says nothing to us; sending it again would not either */
  DCR_REPORT_SERVER_AGAIN,   /* 503: could not be kept; the gateway tries again */
} DcrReportAnswer;

/** In the server's thread. @fields: string to string, of the query and of the form. */
typedef DcrReportAnswer (*DcrReportServerFunc) (GHashTable *fields, gpointer data);

#define DCR_REPORT_MAX_BYTES 16384

/** @address: « 127.0.0.1 » when NULL. @port 0: a free one. @token: letters, digits, « - » and « _ », at
 *  least 16. NULL with DCR_ERROR_USAGE or DCR_ERROR_NETWORK. */
DcrReportServer *dcr_report_server_new (const char *address, guint port, const char *token,
                                        DcrReportServerFunc func, gpointer data, GError **error);
/** Waits for the requests under way. */
void dcr_report_server_free (DcrReportServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrReportServer, dcr_report_server_free)

guint dcr_report_server_get_port (DcrReportServer *server);

G_END_DECLS
