/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/dcr-send.h"

G_BEGIN_DECLS

/**
 * An SMS gateway described by data, so that another one needs no program: a key file
 *
 *   [Gateway]
 *   Name=Kannel
 *   Kind=http                     or file
 *   Method=GET                    or POST (a form)
 *   URL=http://127.0.0.1:13013/cgi-bin/sendsms
 *   Success=^(0|3):               regular expression on the answer's text, beside a 2xx status
 *   Later=^Temporal               another: refused for now
 *   Number=+                      how a number begins: « + », « 00 » or « » before 33…
 *   Gsm=0                         what {coding} becomes for the GSM alphabet
 *   Ucs2=2                        and for UCS-2
 *   [Fields]                      of the query or form; values may hold {user} {password} {from} {to}
 *   to={to}                       {text} {id} {coding} {report}
 *   [Report]                      how the gateway reports what became of it
 *   Query=id={id}&status=%d       added to our address; what the gateway fills in stays as it is
 *   Id=id                         name of the field that brings {id} back
 *   Status=status                 name of the field of the state, and its values:
 *   Accepted=8
 *   Waiting=4
 *   Delivered=1
 *   Failed=2 16
 *   [File]                        with Kind=file
 *   Folder=/var/spool/sms/outgoing
 *   Suffix=.sms
 *   Content=To: {to}\nAlphabet: UTF-8\n\n{text}
 *
 * HTTP in clear is allowed to this machine only. Redirects are not followed.
 */
typedef struct _DcrSmsGateway DcrSmsGateway;

/** What this desk knows and the description does not. Strings may be NULL. */
typedef struct
{
  const char *url;        /* in place of the description's */
  const char *folder;     /* likewise */
  const char *user, *password;
  const char *from;       /* sender: 11 letters of the GSM alphabet at most, or a short number */
  const char *ca_file;
  const char *report_url; /* our address for reports, « http://127.0.0.1:8025/TOKEN/report », or NULL */
  guint timeout_s;        /* 0: 30 */
} DcrSmsGatewayConfig;

/** Reads a description. NULL with DCR_ERROR_INPUT, which says what is wrong. Copies all. */
DcrSmsGateway *dcr_sms_gateway_new (const char *description, const DcrSmsGatewayConfig *config,
                                    GError **error);
void dcr_sms_gateway_free (DcrSmsGateway *gateway);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrSmsGateway, dcr_sms_gateway_free)

const char *dcr_sms_gateway_get_name (DcrSmsGateway *gateway);
/** TRUE when reports are described and there is an address for them. */
gboolean dcr_sms_gateway_reports (DcrSmsGateway *gateway);

/**
 * Hands one SMS over. Blocks; any thread but the main one; one at a time.
 *
 * @id: comes back in reports, the same at every attempt; the name of a dropped file.
 * @to: E.164, « +33639984127 ». @ucs2: the text needs it.
 * A connection is never used twice: libcurl would by itself repeat a request that a reused connection
 * left without an answer, and the gateway might have taken it. An answer that is neither success nor a
 * plain refusal is DCR_SEND_UNKNOWN once the request left.
 */
void dcr_sms_gateway_send (DcrSmsGateway *gateway, const char *id, const char *to, const char *text,
                           gboolean ucs2, DcrSendLeavingFunc leaving, gpointer leaving_data,
                           GCancellable *cancellable, DcrSendResult *result);

/** What a delivery report says. Bits: a message keeps the set of those that came. On disk
 *  (message.reports): append-only. */
typedef enum
{
  DCR_REPORT_ACCEPTED = 1 << 0, /* the operator has it */
  DCR_REPORT_WAITING = 1 << 1,  /* the telephone is off */
  DCR_REPORT_DELIVERED = 1 << 2,
  DCR_REPORT_FAILED = 1 << 3,
} DcrReportKind;

/** Reads the fields of a report (names and values, string to string). FALSE when it has no id or a
 *  status that is not described. *@id lives as long as @fields. */
gboolean dcr_sms_gateway_read_report (DcrSmsGateway *gateway, GHashTable *fields, const char **id,
                                      DcrReportKind *kind);

G_END_DECLS
