/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-callback-body.h"

#include <adwaita.h>
#include <string.h>

#include "desk/common/dcr-parts.h"
#include "desk/common/dcr-width-first.h"
#include "desk/follow/dcr-hour-band.h"
#include "followup/dcr-when.h"
#include "text/dcr-phone.h"

static void
append (GtkWidget *page, GtkWidget *child)
{
  gtk_box_append (GTK_BOX (page), child);
}

static const char *
kind_of (const DcrCallback *self, gint64 now)
{
  if (self->state == DCR_CALLBACK_KEPT)
    return "success";
  if (self->ended == 0 && self->promised_to < now)
    return "error";
  if (self->state == DCR_CALLBACK_NO_ANSWER || self->state == DCR_CALLBACK_UNREACHABLE)
    return "warning";
  return self->ended == 0 ? "accent" : NULL;
}

static void
add_head (GtkWidget *page, const DcrCallback *self, gboolean in_clear, gint64 now)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *name = dcr_callback_name (self->number);
  g_autofree char *title
      = g_strdup_printf (self->kind == DCR_CALLBACK_APPOINTMENT ? _("Telephone appointment %s")
                                                                : _("Callback %s"),
                         name);
  gboolean late = self->ended == 0 && self->promised_to < now;
  DcrPhone phone;

  gtk_box_append (GTK_BOX (line), dcr_label_new (title, "caption numeric dim-label"));
  gtk_box_append (GTK_BOX (line),
                  dcr_tag_new (late ? _("late") : dcr_callback_state_label (self->state),
                               kind_of (self, now), late ? "alarm-symbolic" : NULL));
  append (page, line);
  dcr_phone_parse (self->phone != NULL ? self->phone : "", &phone);
  append (page, dcr_label_new (in_clear && self->phone != NULL ? phone.shown : self->masked,
                               "title-1 numeric"));
  append (page, dcr_label_new_wrapped (self->reason_path, "dim-label"));
}

static void
add_window (GtkWidget *page, const DcrCallback *self, gint64 now)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *left, *source;
  g_autofree char *day = dcr_when_day_to_come (self->promised_from, now);
  g_autofree char *title = g_strdup_printf (_("Time promised, %s"), day);
  g_autofree char *span = dcr_when_span (self->promised_to - now);
  g_autofree char *rest
      = g_strdup_printf (self->promised_to >= now ? _("%s left") : _("%s late"), span);
  g_autofree char *said = g_strdup_printf (
      _("%s, as the caller said: a prefix proves nothing."), self->place);

  gtk_box_append (GTK_BOX (line), dcr_label_new (title, "heading"));
  left = dcr_label_new (rest, self->promised_to >= now ? "heading numeric accent"
                                                       : "heading numeric error");
  gtk_widget_set_hexpand (left, TRUE);
  gtk_label_set_xalign (GTK_LABEL (left), 1);
  if (self->ended == 0)
    gtk_box_append (GTK_BOX (line), left);
  else
    g_object_ref_sink (left), g_object_unref (left);
  gtk_widget_set_margin_top (line, 12);
  append (page, line);
  append (page,
          dcr_hour_band_new (self->promised_from, self->promised_to, self->zone, self->place, now));
  source = dcr_label_new_wrapped (said, "caption dim-label");
  append (page, source);
}

static GtkWidget *
new_list (GtkWidget *page, const char *title)
{
  GtkWidget *list = gtk_list_box_new (), *heading = dcr_label_new (title, "heading");

  gtk_widget_set_margin_top (heading, 12);
  append (page, heading);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (list, "dense");
  dcr_name (list, title, NULL);
  append (page, list);
  return list;
}

static void
add_row (GtkWidget *list, const char *icon_name, const char *title, const char *subtitle)
{
  GtkWidget *row;
  g_autofree char *safe_title = g_markup_escape_text (title, -1),
                  *safe_subtitle = g_markup_escape_text (subtitle, -1);

  if (subtitle[0] == '\0')
    return;
  row = adw_action_row_new ();
  gtk_widget_set_focusable (row, FALSE); /* it is read, nothing is done with it */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), safe_subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon_name));
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static void
add_words (GtkWidget *page, const DcrCallback *self)
{
  GtkWidget *list;

  if (self->words[0] == '\0' && self->promise[0] == '\0' && self->passages->len == 0
      && self->sheet[0] == '\0')
    return;
  list = new_list (page, _("To say first"));
  add_row (list, "dialog-password-symbolic", _("Words agreed"), self->words);
  add_row (list, "document-edit-symbolic", _("What was promised"), self->promise);
  for (guint i = 0; i < self->passages->len; i++)
    {
      const DcrKept *kept = self->passages->pdata[i];
      const char *slash = strrchr (kept->ref, '/');
      g_autofree char *about
          = g_strdup_printf ("%s · %s", kept->title, slash ? slash + 1 : kept->ref);
      add_row (list, "user-bookmarks-symbolic",
               kept->heading[0] ? kept->heading : _("Article kept"), about);
    }
  add_row (list, "view-list-symbolic", _("Prepared"), self->sheet);
}

static const char *
result_of (DcrAttemptResult result)
{
  switch (result)
    {
    case DCR_ATTEMPT_REACHED:
      return _("reached");
    case DCR_ATTEMPT_NO_ANSWER:
      return _("no answer");
    case DCR_ATTEMPT_ENGAGED:
      return _("engaged");
    case DCR_ATTEMPT_WRONG_NUMBER:
      return _("wrong number");
    default:
      return _("other (newer version)");
    }
}

static void
add_attempts (GtkWidget *page, const DcrCallback *self, GPtrArray *attempts, gint64 now)
{
  GtkWidget *list = new_list (page, _("Attempts"));
  guint n = attempts != NULL ? attempts->len : 0;
  g_autofree char *end = dcr_when_hour (self->promised_to, NULL);
  g_autofree char *second = dcr_when_hour (dcr_callback_next_attempt (self, now), NULL);

  for (guint i = 0; i < n; i++)
    {
      const DcrCallbackAttempt *attempt = attempts->pdata[i];
      g_autofree char *when = dcr_when_full (attempt->at, NULL);
      g_autofree char *text = g_strdup_printf ("%s · %s · %s", result_of (attempt->result), when,
                                               attempt->who ? attempt->who : "");
      add_row (list, "call-start-symbolic", i == 0 ? _("First attempt") : _("Second attempt"),
               text);
    }
  if (self->ended == 0 && n == 0)
    {
      g_autofree char *text = g_strdup_printf (_("to be made before %s, the hour here"), end);
      add_row (list, "call-start-symbolic", _("First attempt"), text);
    }
  if (self->ended == 0)
    {
      g_autofree char *text
          = n == 0 ? g_strdup (_("two hours later at least, then the message of a template"))
                   : g_strdup_printf (_("from %s on, then the message of a template"), second);
      add_row (list, "media-playback-pause-symbolic", _("Second attempt"), text);
    }
}

GtkWidget *
dcr_callback_body_new (const DcrCallback *callback, GPtrArray *attempts, gboolean in_clear,
                       gint64 now)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  add_head (page, callback, in_clear, now);
  add_window (page, callback, now);
  add_words (page, callback);
  add_attempts (page, callback, attempts, now);
  dcr_width_first_apply (page);
  return page;
}
