/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-calendar.h"
#include "net/dcr-smtp.h"
#include "net/dcr-sms-gateway.h"
#include "store/dcr-db.h"

G_BEGIN_DECLS

/**
 * How this base sends: FOLDER/sending.ini, a key file of mode 0600 since it holds passwords (a `decrochectl`
 * without keyring must be able to read it), written by the administrator:
 *
 *   [mail]
 *   host=smtp.exemple.fr          port=587             security=starttls (or tls, then 465)
 *   user=  password=  ca-file=  timeout=60    (seconds for one message)
 *   from-name=Allô Service Public 3939       from=reponse@exemple.fr      reply-to=
 *   [sms]
 *   gateway=kannel                a description: NAME of data/gateways/NAME.ini, or a path
 *   url=  folder=  user=  password=  from=3939  ca-file=  timeout=30
 *   opens=8:00  closes=20:00  days=1-6       courtesy hours, Monday is 1; holidays are closed
 *   [reports]
 *   address=127.0.0.1  port=8025  token=…    where `decrochectl outbox serve` listens
 *   url=                          how the gateway reaches it, when not http://ADDRESS:PORT
 *
 * Immutable once read; any thread.
 */
typedef struct
{
  char *host, *user, *password, *ca_file; /* host NULL: no e-mail */
  guint port, timeout_s;
  DcrSmtpSecurity security;
  char *from_name, *from_address, *reply_to;
  char *gateway; /* text of the description; NULL: no SMS */
  char *sms_url, *sms_folder, *sms_user, *sms_password, *sms_from, *sms_ca_file;
  guint sms_timeout_s;
  DcrHours hours;
  gboolean any_hour;
  char *report_address, *report_token, *report_url;
  guint report_port;
  gboolean dummy; /* the demonstration: nothing leaves */
} DcrSending;

/** NULL with DCR_ERROR_NOT_FOUND when there is no file, DCR_ERROR_INPUT when it is wrong or others may read
 *  it. @data_folder: where gateways/ lies. */
DcrSending *dcr_sending_load (const char *folder, const char *data_folder, GError **error);
/** For the demonstration: agrees to everything, sends nothing. */
DcrSending *dcr_sending_new_dummy (void);
void dcr_sending_free (DcrSending *sending);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrSending, dcr_sending_free)

/** NULL with DCR_ERROR_INCOMPLETE when the channel is not described. */
DcrSmtp *dcr_sending_open_smtp (const DcrSending *sending, GError **error);
DcrSmsGateway *dcr_sending_open_gateway (const DcrSending *sending, GError **error);

/** Right side of Message-IDs. */
const char *dcr_sending_get_domain (const DcrSending *sending);

/** What the site decided, in `setting`; with defaults. */
typedef struct
{
  gint64 hold_ms;         /* message.hold: seconds during which a message can be taken back; 10 */
  gint64 duplicate_ms;    /* message.duplicate-hours: 24 */
  guint max_parts;        /* message.max-parts of an SMS: 6 */
  char *service_number;   /* message.service-number: « 3939 » */
  char *survey_url;       /* message.survey-url, or NULL: no survey */
  guint survey_share;     /* message.survey-share: messages out of a hundred that carry it; 10 */
  char *signature;        /* message.signature: « {agent}, Allô Service Public » */
} DcrRules;

DcrRules *dcr_rules_load (DcrDb *db);
void dcr_rules_free (DcrRules *rules);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrRules, dcr_rules_free)

G_END_DECLS
