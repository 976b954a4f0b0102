/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-sending.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#include "text/dcr-email.h"

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (
      error, DCR_ERROR, DCR_ERROR_INPUT,
      _("The file sending.ini cannot be used (%s). Messages wait in the outbox. Correct it."),
      what);
  return FALSE;
}

static char *
read_text (GKeyFile *file, const char *group, const char *key)
{
  char *value = g_key_file_get_string (file, group, key, NULL);
  if (value != NULL && *g_strstrip (value) == '\0')
    g_clear_pointer (&value, g_free);
  return value;
}

static guint
read_number (GKeyFile *file, const char *group, const char *key, guint fallback)
{
  int value = g_key_file_get_integer (file, group, key, NULL);
  return value > 0 && value < 65536 ? (guint) value : fallback;
}

static gboolean
read_mail (DcrSending *sending, GKeyFile *file, GError **error)
{
  g_autofree char *security = read_text (file, "mail", "security");

  sending->host = read_text (file, "mail", "host");
  if (sending->host == NULL)
    return TRUE;
  if (g_strcmp0 (security, "tls") == 0)
    sending->security = DCR_SMTP_TLS;
  else if (security != NULL && !g_str_equal (security, "starttls"))
    return refuse (error, "mail/security");
  sending->port = read_number (file, "mail", "port", sending->security == DCR_SMTP_TLS ? 465 : 587);
  sending->timeout_s = read_number (file, "mail", "timeout", 60);
  sending->user = read_text (file, "mail", "user");
  sending->password = read_text (file, "mail", "password");
  sending->ca_file = read_text (file, "mail", "ca-file");
  sending->from_name = read_text (file, "mail", "from-name");
  sending->from_address = read_text (file, "mail", "from");
  sending->reply_to = read_text (file, "mail", "reply-to");
  if (sending->from_address == NULL || dcr_email_check (sending->from_address) != DCR_EMAIL_OK)
    return refuse (error, "mail/from");
  if (sending->reply_to != NULL && dcr_email_check (sending->reply_to) != DCR_EMAIL_OK)
    return refuse (error, "mail/reply-to");
  return TRUE;
}

static gboolean
read_clock (GKeyFile *file, const char *key, int fallback, int *minutes)
{
  g_autofree char *text = read_text (file, "sms", key);
  int hour = 0, minute = 0;

  *minutes = fallback;
  if (text == NULL)
    return TRUE;
  if (sscanf (text, "%d:%d", &hour, &minute) < 1 || hour < 0 || hour > 24 || minute < 0
      || minute > 59)
    return FALSE;
  *minutes = hour * 60 + minute;
  return TRUE;
}

static gboolean
read_hours (DcrSending *sending, GKeyFile *file, GError **error)
{
  g_autofree char *days = read_text (file, "sms", "days");
  int first = 1, last = 6;

  if (!read_clock (file, "opens", 8 * 60, &sending->hours.opens)
      || !read_clock (file, "closes", 20 * 60, &sending->hours.closes)
      || (days != NULL && sscanf (days, "%d-%d", &first, &last) != 2) || first < 1 || last > 7
      || first > last)
    return refuse (error, "sms/opens, closes, days");
  sending->hours.zone = DCR_ZONE_METROPOLE;
  sending->hours.weekdays = ((1u << (last - first + 1)) - 1) << (first - 1);
  sending->any_hour = sending->hours.opens == 0 && sending->hours.closes == 24 * 60;
  if (sending->hours.opens >= sending->hours.closes)
    return refuse (error, "sms/opens");
  return TRUE;
}

static gboolean
read_sms (DcrSending *sending, GKeyFile *file, const char *data_folder, GError **error)
{
  g_autofree char *name = read_text (file, "sms", "gateway");
  g_autofree char *file_name = NULL, *path = NULL;

  if (name == NULL)
    return TRUE;
  file_name = g_strconcat (name, ".ini", NULL);
  path = strchr (name, '/') != NULL ? g_strdup (name)
                                    : g_build_filename (data_folder, "gateways", file_name, NULL);
  if (!g_file_get_contents (path, &sending->gateway, NULL, NULL))
    return refuse (error, "sms/gateway");
  sending->sms_timeout_s = read_number (file, "sms", "timeout", 30);
  sending->sms_url = read_text (file, "sms", "url");
  sending->sms_folder = read_text (file, "sms", "folder");
  sending->sms_user = read_text (file, "sms", "user");
  sending->sms_password = read_text (file, "sms", "password");
  sending->sms_from = read_text (file, "sms", "from");
  sending->sms_ca_file = read_text (file, "sms", "ca-file");
  return read_hours (sending, file, error);
}

static void
read_reports (DcrSending *sending, GKeyFile *file)
{
  g_autofree char *url = read_text (file, "reports", "url");

  sending->report_address = read_text (file, "reports", "address");
  if (sending->report_address == NULL)
    sending->report_address = g_strdup ("127.0.0.1");
  sending->report_port = read_number (file, "reports", "port", 8025);
  sending->report_token = read_text (file, "reports", "token");
  if (sending->report_token == NULL)
    return;
  sending->report_url
      = url != NULL ? g_strdup_printf ("%s/%s/report", url, sending->report_token)
                    : g_strdup_printf ("http://%s:%u/%s/report", sending->report_address,
                                       sending->report_port, sending->report_token);
}

static gboolean
is_private (const char *path)
{
  GStatBuf about;
  return g_stat (path, &about) == 0 && (about.st_mode & 077) == 0;
}

DcrSending *
dcr_sending_load (const char *folder, const char *data_folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "sending.ini", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (DcrSending) sending = g_new0 (DcrSending, 1);
  g_autoptr (GError) inner = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (
          error, DCR_ERROR, DCR_ERROR_NOT_FOUND,
          _("Sending is not set up yet: messages wait in the outbox. The administrator writes the file sending.ini."));
      return NULL;
    }
  if (!is_private (path))
    {
      g_set_error (
          error, DCR_ERROR, DCR_ERROR_INPUT,
          _("Other users of this machine may read sending.ini and its passwords. Nothing was sent. Run “chmod 600” on it."));
      return NULL;
    }
  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &inner))
    {
      refuse (error, inner->message);
      return NULL;
    }
  if (!read_mail (sending, file, error) || !read_sms (sending, file, data_folder, error))
    return NULL;
  read_reports (sending, file);
  return g_steal_pointer (&sending);
}

DcrSending *
dcr_sending_new_dummy (void)
{
  DcrSending *sending = g_new0 (DcrSending, 1);
  sending->dummy = TRUE;
  sending->any_hour = TRUE;
  sending->from_name = g_strdup ("Allô Service Public 3939");
  sending->from_address = g_strdup ("reponse@3939.example");
  sending->sms_from = g_strdup ("3939 INFO");
  sending->hours = (DcrHours) { DCR_ZONE_METROPOLE, 0x3f, 8 * 60, 20 * 60 };
  return sending;
}

void
dcr_sending_free (DcrSending *sending)
{
  if (sending == NULL)
    return;
  char *const texts[] = {
    sending->host,         sending->user,           sending->password,     sending->ca_file,
    sending->from_name,    sending->from_address,   sending->reply_to,     sending->gateway,
    sending->sms_url,      sending->sms_folder,     sending->sms_user,     sending->sms_password,
    sending->sms_from,     sending->sms_ca_file,    sending->report_token, sending->report_url,
    sending->report_address,
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_free (sending);
}

DcrSmtp *
dcr_sending_open_smtp (const DcrSending *sending, GError **error)
{
  DcrSmtpConfig config = { .host = sending->host,
                           .port = sending->port,
                           .security = sending->security,
                           .user = sending->user,
                           .password = sending->password,
                           .ca_file = sending->ca_file,
                           .timeout_s = sending->timeout_s };

  if (sending->host != NULL)
    return dcr_smtp_new (&config, error);
  g_set_error (error, DCR_ERROR, DCR_ERROR_INCOMPLETE,
               _("No mail server is set up: e-mails wait in the outbox."));
  return NULL;
}

DcrSmsGateway *
dcr_sending_open_gateway (const DcrSending *sending, GError **error)
{
  DcrSmsGatewayConfig config = { .url = sending->sms_url, .folder = sending->sms_folder,
                                 .user = sending->sms_user, .password = sending->sms_password,
                                 .from = sending->sms_from, .ca_file = sending->sms_ca_file,
                                 .report_url = sending->report_url,
                                 .timeout_s = sending->sms_timeout_s };

  if (sending->gateway != NULL)
    return dcr_sms_gateway_new (sending->gateway, &config, error);
  g_set_error (error, DCR_ERROR, DCR_ERROR_INCOMPLETE,
               _("No SMS gateway is set up: SMS wait in the outbox."));
  return NULL;
}

const char *
dcr_sending_get_domain (const DcrSending *sending)
{
  const char *at = sending != NULL && sending->from_address != NULL
                       ? strchr (sending->from_address, '@') : NULL;
  return at != NULL ? at + 1 : "decroche.invalid";
}

/* ---- Rules of the site ----------------------------------------------------------------------- */

static char *
rule_text (DcrDb *db, const char *name, const char *fallback)
{
  char *value = dcr_db_get_text (db, NULL, "SELECT value FROM setting WHERE name=?1", "t", name);
  return value != NULL ? value : g_strdup (fallback);
}

static gint64
rule_number (DcrDb *db, const char *name, gint64 fallback, gint64 max)
{
  g_autofree char *text = rule_text (db, name, NULL);
  gint64 value = fallback;
  if (text != NULL && !g_ascii_string_to_signed (text, 10, 0, max, &value, NULL))
    value = fallback;
  return value;
}

DcrRules *
dcr_rules_load (DcrDb *db)
{
  DcrRules *rules = g_new0 (DcrRules, 1);

  rules->hold_ms = rule_number (db, "message.hold", 10, 3600) * 1000;
  rules->duplicate_ms = rule_number (db, "message.duplicate-hours", 24, 24 * 60) * 3600 * 1000;
  rules->max_parts = rule_number (db, "message.max-parts", 6, 10);
  rules->service_number = rule_text (db, "message.service-number", "3939");
  rules->survey_url = rule_text (db, "message.survey-url", NULL);
  rules->survey_share = rule_number (db, "message.survey-share", 10, 100);
  rules->signature = rule_text (db, "message.signature", "{agent}, Allô Service Public");
  return rules;
}

void
dcr_rules_free (DcrRules *rules)
{
  if (rules == NULL)
    return;
  g_free (rules->service_number);
  g_free (rules->survey_url);
  g_free (rules->signature);
  g_free (rules);
}
