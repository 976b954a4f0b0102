/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "followup/dcr-sending.h"
#include "store/dcr-store.h"

G_BEGIN_DECLS

/** DcrReports: takes in what gateways report, on the address and token of sending.ini; each report is on
 *  the disk before it is answered. Several programs may listen for one base (on several ports): reports
 *  repeat without harm. Its own thread. */
typedef struct _DcrReports DcrReports;

/** @store and @sending must outlive it. DCR_ERROR_INCOMPLETE without token or gateway. @port: in place of
 *  the file's when not 0. */
DcrReports *dcr_reports_new (DcrStore *store, const DcrSending *sending, const char *address,
                             guint port, GError **error);
void dcr_reports_free (DcrReports *reports);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrReports, dcr_reports_free)
guint dcr_reports_get_port (DcrReports *reports);

/**
 * A message that the site's mail rule hands over: when it is a bounce of ours, the message is marked.
 * DCR_ERROR_INPUT: not a message, too large. DCR_ERROR_NOT_FOUND: no bounce, or not of ours.
 * Foreign mail is hostile: see dcr_mail_parse(). *@failed: FALSE when it is only late.
 */
gboolean dcr_reports_take_bounce (DcrStore *store, const char *bytes, gsize size, gboolean *failed,
                                  GError **error);

G_END_DECLS
