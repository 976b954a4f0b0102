/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-reports.h"

#include "base/dcr-clock.h"
#include "followup/dcr-outbox-state.h"
#include "net/dcr-mail.h"
#include "net/dcr-report-server.h"

struct _DcrReports
{
  DcrStore *store;
  DcrSmsGateway *gateway;
  DcrReportServer *server;
};

typedef struct
{
  DcrUuid id;
  DcrReportKind kind;
  gboolean known;
} Report;

static gboolean
write_report (DcrDb *db, gpointer data, GError **error)
{
  Report *report = data;
  return dcr_outbox_report (db, &report->id, report->kind, dcr_clock_now_ms (), &report->known,
                            error);
}

static DcrReportAnswer
on_report (GHashTable *fields, gpointer data)
{
  DcrReports *reports = data;
  g_autoptr (GError) error = NULL;
  Report report = { 0 };
  const char *id;

  if (!dcr_sms_gateway_read_report (reports->gateway, fields, &id, &report.kind)
      || !dcr_uuid_from_text (id, &report.id))
    return DCR_REPORT_SERVER_UNKNOWN;
  if (!dcr_store_write (reports->store, write_report, &report, &error))
    {
      g_message ("report: %s", error->message);
      return DCR_REPORT_SERVER_AGAIN;
    }
  return report.known ? DCR_REPORT_SERVER_TAKEN : DCR_REPORT_SERVER_UNKNOWN;
}

DcrReports *
dcr_reports_new (DcrStore *store, const DcrSending *sending, const char *address, guint port,
                 GError **error)
{
  g_autoptr (DcrReports) reports = NULL;

  if (sending->report_token == NULL)
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_INCOMPLETE,
                   _("Delivery reports are not set up: sending.ini has no token under [reports]."));
      return NULL;
    }
  reports = g_new0 (DcrReports, 1);
  reports->store = store;
  reports->gateway = dcr_sending_open_gateway (sending, error);
  if (reports->gateway == NULL)
    return NULL;
  reports->server = dcr_report_server_new (address != NULL ? address : sending->report_address,
                                           port != 0 ? port : sending->report_port,
                                           sending->report_token, on_report, reports, error);
  return reports->server != NULL ? g_steal_pointer (&reports) : NULL;
}

void
dcr_reports_free (DcrReports *reports)
{
  if (reports == NULL)
    return;
  g_clear_pointer (&reports->server, dcr_report_server_free);
  g_clear_pointer (&reports->gateway, dcr_sms_gateway_free);
  g_free (reports);
}

guint
dcr_reports_get_port (DcrReports *reports)
{
  return dcr_report_server_get_port (reports->server);
}

/* ---- Bounces ------------------------------------------------------------ */

typedef struct
{
  const DcrMailRead *read;
  gboolean failed;
  gboolean known;
} Bounce;

static gboolean
write_bounce (DcrDb *db, gpointer data, GError **error)
{
  Bounce *bounce = data;
  return dcr_outbox_bounce (db, bounce->read->bounced_id, bounce->failed, bounce->read->status,
                            dcr_clock_now_ms (), &bounce->known, error);
}

gboolean
dcr_reports_take_bounce (DcrStore *store, const char *bytes, gsize size, gboolean *failed,
                         GError **error)
{
  g_autoptr (DcrMailRead) read = dcr_mail_parse (bytes, size, error);
  Bounce bounce = { read };

  if (read == NULL)
    return FALSE;
  if (!read->is_bounce || read->bounced_id == NULL)
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND,
                   _("This message is not about a message that came back. Nothing was changed."));
      return FALSE;
    }
  /* RFC 3464 2.3.3: delayed, delivered, relayed and expanded are no failures */
  *failed = bounce.failed = g_strcmp0 (read->action, "failed") == 0
                            || (read->action == NULL && g_strcmp0 (read->status, "5") >= 0);
  if (!dcr_store_write (store, write_bounce, &bounce, error))
    return FALSE;
  if (bounce.known)
    return TRUE;
  g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND,
               _("The message that came back was not sent from this base. Nothing was changed."));
  return FALSE;
}
