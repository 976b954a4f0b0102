/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/common/dcr-moment-row.h"

#include "base/dcr-clock.h"
#include "base/dcr-error.h"
#include "desk/common/dcr-parts.h"
#include "followup/dcr-when.h"

#define HALF_A_YEAR 183

struct _DcrMomentRow
{
  AdwActionRow parent_instance;

  GtkEntry *day, *hour;
  GtkMenuButton *open;
  GtkCalendar *calendar;
  gboolean day_only;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (DcrMomentRow, dcr_moment_row, ADW_TYPE_ACTION_ROW)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ---- What was typed -------------------------------------------------------------------------- */

static GDateTime *
local (gint64 ms)
{
  return g_date_time_new_from_unix_local (ms / 1000);
}

/* Without a year: the day that is nearest to today. */
static gboolean
parse_date (const char *text, gint64 now, GDate *date)
{
  g_autoptr (GRegex) regex = g_regex_new (
      "^\\s*(\\d{1,2})\\s*[/.-]\\s*(\\d{1,2})(?:\\s*[/.-]\\s*(\\d{4}|\\d{2}))?\\s*$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GDateTime) today = local (now);
  g_autofree char *day = NULL, *month = NULL, *year = NULL;
  GDate reference;
  int y;

  if (!g_regex_match (regex, text, 0, &match))
    return FALSE;
  day = g_match_info_fetch (match, 1);
  month = g_match_info_fetch (match, 2);
  year = g_match_info_fetch (match, 3);
  y = year != NULL && *year != '\0' ? (int) g_ascii_strtoll (year, NULL, 10)
                                    : g_date_time_get_year (today);
  y += y < 100 ? 2000 : 0;
  if (!g_date_valid_dmy ((GDateDay)g_ascii_strtoll (day, NULL, 10),
                         (GDateMonth)MIN (g_ascii_strtoll (month, NULL, 10), 13), (GDateYear)y))
    return FALSE;
  g_date_set_dmy (date, (GDateDay) g_ascii_strtoll (day, NULL, 10),
                  (GDateMonth) g_ascii_strtoll (month, NULL, 10), (GDateYear) y);
  g_date_clear (&reference, 1);
  g_date_set_dmy (&reference, (GDateDay) g_date_time_get_day_of_month (today),
                  (GDateMonth) g_date_time_get_month (today),
                  (GDateYear) g_date_time_get_year (today));
  if ((year == NULL || *year == '\0') && g_date_days_between (&reference, date) < -HALF_A_YEAR)
    g_date_add_years (date, 1);
  else if ((year == NULL || *year == '\0') && g_date_days_between (&reference, date) > HALF_A_YEAR)
    g_date_subtract_years (date, 1);
  return TRUE;
}

static gboolean
parse_day (const char *text, gint64 now, GDate *date)
{
  g_autofree char *folded = g_utf8_casefold (text, -1), *today = g_utf8_casefold (_("today"), -1),
                  *tomorrow = g_utf8_casefold (_("tomorrow"), -1);
  gboolean is_tomorrow = g_str_equal (g_strstrip (folded), tomorrow);
  g_autoptr (GDateTime) here = local (now), then = g_date_time_add_days (here, is_tomorrow ? 1 : 0);

  if (!is_tomorrow && !g_str_equal (folded, today))
    return parse_date (text, now, date);
  g_date_set_dmy (date, (GDateDay) g_date_time_get_day_of_month (then),
                  (GDateMonth) g_date_time_get_month (then),
                  (GDateYear) g_date_time_get_year (then));
  return TRUE;
}

static gboolean
parse_hour (const char *text, int *hour, int *minute)
{
  g_autoptr (GRegex) regex
      = g_regex_new ("^\\s*(\\d{1,2})\\s*(?:[h:.]\\s*(\\d{2})?)?\\s*$", G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *h = NULL, *m = NULL;
  g_autoptr (GString) spaces = g_string_new (text);

  g_string_replace (spaces, "\302\240", " ", 0);
  g_string_replace (spaces, "\342\200\257", " ", 0);
  if (!g_regex_match (regex, spaces->str, 0, &match))
    return FALSE;
  h = g_match_info_fetch (match, 1);
  m = g_match_info_fetch (match, 2);
  *hour = (int)g_ascii_strtoll (h, NULL, 10);
  *minute = m != NULL && *m != '\0' ? (int)g_ascii_strtoll (m, NULL, 10) : 0;
  return *hour < 24 && *minute < 60;
}

gint64
dcr_moment_parse (const char *day, const char *hour, gint64 now)
{
  g_autoptr (GDateTime) moment = NULL;
  GDate date;
  int h = 0, m = 0;

  g_date_clear (&date, 1);
  if (!parse_day (day, now, &date) || (hour != NULL && !parse_hour (hour, &h, &m)))
    return 0;
  moment = g_date_time_new_local (g_date_get_year (&date), g_date_get_month (&date),
                                  g_date_get_day (&date), h, m, 0);
  return moment != NULL ? g_date_time_to_unix (moment) * 1000 : 0;
}

/* ---- The row --------------------------------------------------------------------------------- */

static const char *
text_of (GtkEntry *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

gint64
dcr_moment_row_get (DcrMomentRow *self)
{
  return dcr_moment_parse (text_of (self->day), self->day_only ? NULL : text_of (self->hour),
                           dcr_clock_now_ms ());
}

gboolean
dcr_moment_row_is_empty (DcrMomentRow *self)
{
  return text_of (self->day)[0] == '\0' && (self->day_only || text_of (self->hour)[0] == '\0');
}

static void
on_changed (DcrMomentRow *self)
{
  gint64 ms = dcr_moment_row_get (self);
  g_autofree char *understood = NULL;

  if (self->showing)
    return;
  if (ms > 0)
    understood = self->day_only ? dcr_when_day (ms, NULL) : dcr_when_full (ms, NULL);
  else if (!dcr_moment_row_is_empty (self))
    understood = g_strdup (self->day_only ? _("A day such as 25/11")
                                          : _("A day such as 25/11, and an hour"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), understood != NULL ? understood : "");
  g_signal_emit (self, signals[CHANGED], 0);
}

void
dcr_moment_row_set (DcrMomentRow *self, gint64 ms)
{
  g_autoptr (GDateTime) moment = ms > 0 ? local (ms) : NULL;
  g_autofree char *day = moment != NULL ? g_date_time_format (moment, "%d/%m/%Y") : g_strdup ("");
  g_autofree char *hour = moment != NULL ? dcr_when_hour (ms, NULL) : g_strdup ("");

  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->day), day);
  gtk_editable_set_text (GTK_EDITABLE (self->hour), hour);
  self->showing = FALSE;
  on_changed (self);
}

void
dcr_moment_row_focus (DcrMomentRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->day));
}

static void
on_day_selected (DcrMomentRow *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);
  g_autofree char *day = g_date_time_format (date, "%d/%m/%Y");

  gtk_menu_button_popdown (self->open);
  gtk_editable_set_text (GTK_EDITABLE (self->day), day);
}

static GtkEntry *
add_entry (DcrMomentRow *self, int width, const char *name, const char *placeholder)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), width);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), width);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (entry, "numeric");
  dcr_name (entry, name, NULL);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_changed), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), entry);
  return GTK_ENTRY (entry);
}

static void
dcr_moment_row_class_init (DcrMomentRowClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", DCR_TYPE_MOMENT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
dcr_moment_row_init (DcrMomentRow *self)
{
  GtkWidget *popover = gtk_popover_new (), *calendar = gtk_calendar_new (),
            *open = gtk_menu_button_new ();

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  self->day = add_entry (self, 10, _("Day"), _("25/11"));
  self->calendar = GTK_CALENDAR (calendar);
  self->open = GTK_MENU_BUTTON (open);
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_icon_name (self->open, "x-office-calendar-symbolic");
  gtk_menu_button_set_popover (self->open, popover);
  gtk_widget_set_valign (open, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (open, "flat");
  gtk_widget_set_tooltip_text (open, _("Choose in a calendar"));
  dcr_name (open, _("Choose in a calendar"), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), open);
  self->hour = add_entry (self, 7, _("Hour"), _("14:30"));
  g_signal_connect_swapped (calendar, "day-selected", G_CALLBACK (on_day_selected), self);
}

GtkWidget *
dcr_moment_row_new (const char *title, gboolean day_only)
{
  DcrMomentRow *self = g_object_new (DCR_TYPE_MOMENT_ROW, "title", title, NULL);

  self->day_only = day_only;
  gtk_widget_set_visible (GTK_WIDGET (self->hour), !day_only);
  return GTK_WIDGET (self);
}
