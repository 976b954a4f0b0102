/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-message-words.h"

#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"

static const struct
{
  const char *kind, *icon_name;
} looks[DCR_N_MESSAGE_STATES] = {
  [DCR_MESSAGE_DRAFT] = { NULL, NULL },
  [DCR_MESSAGE_QUEUED] = { NULL, "document-send-symbolic" },
  [DCR_MESSAGE_SENDING] = { "accent", "emblem-synchronizing-symbolic" },
  [DCR_MESSAGE_HANDED] = { "accent", "mail-send-symbolic" },
  [DCR_MESSAGE_DELIVERED] = { "success", "object-select-symbolic" },
  [DCR_MESSAGE_FAILED] = { "error", "dialog-error-symbolic" },
  [DCR_MESSAGE_PERHAPS] = { "warning", "dialog-question-symbolic" },
  [DCR_MESSAGE_SUSPENDED] = { "warning", "changes-prevent-symbolic" },
  [DCR_MESSAGE_CANCELLED] = { NULL, NULL },
};

const char *
dcr_message_kind (DcrMessageState state)
{
  return state > 0 && state < DCR_N_MESSAGE_STATES ? looks[state].kind : NULL;
}

const char *
dcr_message_icon (DcrMessageState state)
{
  return state > 0 && state < DCR_N_MESSAGE_STATES ? looks[state].icon_name : NULL;
}

GtkWidget *
dcr_message_tag_new (const DcrMessage *message)
{
  return dcr_tag_new (dcr_message_state_label (message->state), dcr_message_kind (message->state),
                      dcr_message_icon (message->state));
}

static char *
describe_wait (const DcrMessage *message, gint64 now)
{
  gint64 wait = (message->due - now + 999) / 1000;
  g_autofree char *when = dcr_message_when (message->due, now);

  if (message->cancel_asked)
    return g_strdup (_("being cancelled"));
  if (message->attempts > 0)
    return g_strdup_printf (_("try %d at %s"), message->attempts + 1, when);
  if (wait <= 0)
    return g_strdup (_("leaves now"));
  return wait < 60 ? g_strdup_printf (_("in %d s, can be cancelled"), (int) wait)
                   : g_strdup_printf (_("leaves at %s"), when);
}

static char *
describe_awaited (const DcrMessage *message, gint64 now)
{
  g_autofree char *when = dcr_message_when (message->due, now);

  return g_strdup_printf (_("report awaited until %s"), when);
}

char *
dcr_message_detail (const DcrMessage *message, gint64 now)
{
  g_autofree char *when = dcr_message_when (message->changed, now);

  switch (message->state)
    {
    case DCR_MESSAGE_QUEUED:
      return describe_wait (message, now);
    case DCR_MESSAGE_SENDING:
      return g_strdup_printf (_("try %d"), MAX (message->attempts, 1));
    case DCR_MESSAGE_HANDED:
      return g_strdup (message->ended == 0 ? _("report awaited") : _("no report came"));
    case DCR_MESSAGE_DELIVERED:
      return g_strdup_printf (_("at %s"), when);
    case DCR_MESSAGE_PERHAPS:
      if (message->due > now)
        return describe_awaited (message, now);
      return g_strdup_printf (_("cut at %s"), when);
    case DCR_MESSAGE_SUSPENDED:
      return g_strdup (_("passage changed"));
    default:
      return g_strdup (message->why);
    }
}

char *
dcr_message_channel_words (const DcrMessage *message)
{
  if (message->channel == DCR_CHANNEL_MAIL)
    return g_strdup (_("E-mail"));
  return g_strdup_printf (ngettext ("SMS, %d part", "SMS, %d parts", message->parts),
                          message->parts);
}

char *
dcr_message_when (gint64 ms, gint64 now)
{
  g_autofree char *hour = dcr_format_hour (ms), *day = dcr_format_day (ms, now);

  return g_str_equal (day, _("today")) ? g_steal_pointer (&hour)
                                        : g_strdup_printf ("%s %s", day, hour);
}
