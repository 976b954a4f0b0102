/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-notice-form.h"

#include <adwaita.h>
#include <string.h>

#include "base/dcr-clock.h"
#include "calls/dcr-person.h"
#include "desk/common/dcr-flow-layout.h"
#include "desk/common/dcr-moment-row.h"
#include "desk/common/dcr-notice-board.h"
#include "desk/common/dcr-parts.h"
#include "desk/common/dcr-reason-chooser.h"
#include "desk/dcr-desk.h"
#include "desk/follow/dcr-form-foot.h"

#define HOUR_MS ((gint64)3600 * 1000)
#define END_OF_DAY 18 /* where a notice ends when nobody says otherwise */

struct _DcrNoticeForm
{
  GtkBox parent_instance;

  AdwEntryRow *title;
  GtkTextView *text;
  GtkListBox *when;
  GtkBox *audience, *about;
  DcrFormFoot *foot;

  DcrSession *session;
  DcrMomentRow *starts, *ends;
  GtkSwitch *urgent;
  GtkToggleButton *everybody, *roles[DCR_ROLE_ADMINISTRATOR + 1];
  DcrReasonChooser *chooser;
  GtkListBox *stands;  /* what it stands on */
  GtkWidget *offer;    /* « the article open », or NULL */
  GPtrArray *reasons;  /* codes and articles, as the rows of stands */
  GtkWidget *side;
  GtkListBox *others;
  GPtrArray *notices;  /* DcrNotice, as the rows of others */
  DcrUuid id;          /* of the one that is changed; null: a new one */
  gint64 version;
};

static void form_iface_init (DcrFormInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (DcrNoticeForm, dcr_notice_form, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (DCR_TYPE_FORM, form_iface_init))

/* ---- What is missing ------------------------------------------------------------------------- */

static const char *
missing (DcrNoticeForm *self, GtkWidget **field)
{
  gint64 starts = dcr_moment_row_get (self->starts), ends = dcr_moment_row_get (self->ends);

  *field = GTK_WIDGET (self->title);
  if (gtk_editable_get_text (GTK_EDITABLE (self->title))[0] == '\0')
    return _("Missing: the line that says it");
  *field = GTK_WIDGET (self->starts);
  if (starts == 0)
    return _("Missing: when it begins");
  *field = GTK_WIDGET (self->ends);
  if (ends == 0)
    return _("Missing: when it ends");
  if (ends <= starts)
    return _("It ends before it begins");
  if (ends <= dcr_clock_now_ms ())
    return _("It would be over already");
  return NULL;
}

static void
show_missing (DcrNoticeForm *self)
{
  GtkWidget *field;
  const char *sentence;

  if (self->starts == NULL || self->ends == NULL)
    return;
  sentence = missing (self, &field);
  dcr_form_foot_show (self->foot,
                      dcr_uuid_is_null (&self->id) ? _("Publish") : _("Publish the change"),
                      sentence, _("Complete: it can be published."));
}

/* ---- For whom -------------------------------------------------------------------------------- */

static void
on_audience (GtkToggleButton *button, DcrNoticeForm *self)
{
  gboolean none = TRUE;

  if (button == self->everybody && gtk_toggle_button_get_active (button))
    for (int role = DCR_ROLE_AGENT; role <= DCR_ROLE_ADMINISTRATOR; role++)
      gtk_toggle_button_set_active (self->roles[role], FALSE);
  for (int role = DCR_ROLE_AGENT; role <= DCR_ROLE_ADMINISTRATOR; role++)
    none = none && !gtk_toggle_button_get_active (self->roles[role]);
  gtk_toggle_button_set_active (self->everybody, none);
}

static GtkToggleButton *
add_choice (GtkWidget *flow, const char *label)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  gtk_widget_add_css_class (button, "choice");
  dcr_flow_append (flow, button);
  return GTK_TOGGLE_BUTTON (button);
}

static void
build_audience (DcrNoticeForm *self)
{
  GtkWidget *flow = dcr_flow_new (6, GTK_ACCESSIBLE_ROLE_GROUP);

  dcr_name (flow, C_("audience", "For"), NULL);
  self->everybody = add_choice (flow, _("Everybody"));
  for (int role = DCR_ROLE_AGENT; role <= DCR_ROLE_ADMINISTRATOR; role++)
    self->roles[role] = add_choice (flow, dcr_role_label (role));
  gtk_toggle_button_set_active (self->everybody, TRUE);
  g_signal_connect (self->everybody, "toggled", G_CALLBACK (on_audience), self);
  for (int role = DCR_ROLE_AGENT; role <= DCR_ROLE_ADMINISTRATOR; role++)
    g_signal_connect (self->roles[role], "toggled", G_CALLBACK (on_audience), self);
  gtk_box_append (self->audience, flow);
}

static guint
get_audience (DcrNoticeForm *self)
{
  guint audience = 0;

  for (int role = DCR_ROLE_AGENT; role <= DCR_ROLE_ADMINISTRATOR; role++)
    audience |= gtk_toggle_button_get_active (self->roles[role]) ? 1u << role : 0;
  return audience;
}

static void
set_audience (DcrNoticeForm *self, guint audience)
{
  gtk_toggle_button_set_active (self->everybody, audience == 0);
  for (int role = DCR_ROLE_AGENT; role <= DCR_ROLE_ADMINISTRATOR; role++)
    gtk_toggle_button_set_active (self->roles[role], (audience & (1u << role)) != 0);
}

/* ---- What it stands on ----------------------------------------------------------------------- */

static void show_stands (DcrNoticeForm *self);

static void
on_take_out (GtkButton *button, DcrNoticeForm *self)
{
  g_ptr_array_remove_index (self->reasons,
                            GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "dcr-at")));
  show_stands (self);
}

static char *
label_of (DcrNoticeForm *self, const char *code)
{
  const DcrReason *reason
      = dcr_reason_grid_find (dcr_calls_get_grid (dcr_session_get_calls (self->session)), code);
  const char *slash = strrchr (code, '/');

  if (reason != NULL)
    return g_markup_escape_text (reason->path, -1);
  return g_markup_printf_escaped (_("The article %s"), slash != NULL ? slash + 1 : code);
}

static void
show_stands (DcrNoticeForm *self)
{
  dcr_empty_container (GTK_WIDGET (self->stands));
  for (guint i = 0; i < self->reasons->len; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *button = gtk_button_new_from_icon_name ("edit-clear-symbolic");
      g_autofree char *label = label_of (self, self->reasons->pdata[i]);
      g_autofree char *name = g_strdup_printf (_("Take out: %s"), label);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      dcr_name (button, name, NULL);
      g_object_set_data (G_OBJECT (button), "dcr-at", GUINT_TO_POINTER (i));
      g_signal_connect (button, "clicked", G_CALLBACK (on_take_out), self);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      gtk_list_box_append (self->stands, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->stands), self->reasons->len > 0);
}

static void
stand_on (DcrNoticeForm *self, const char *code)
{
  if (code == NULL || g_ptr_array_find_with_equal_func (self->reasons, code, g_str_equal, NULL))
    return;
  g_ptr_array_add (self->reasons, g_strdup (code));
  show_stands (self);
}

static void
on_reason (DcrNoticeForm *self, const char *reason)
{
  if (reason == NULL)
    return;
  stand_on (self, reason);
  dcr_reason_chooser_set (self->chooser, NULL);
}

static void
on_article (GtkButton *button, DcrNoticeForm *self)
{
  stand_on (self, g_object_get_data (G_OBJECT (button), "dcr-ref"));
}

static void
build_about (DcrNoticeForm *self, DcrArticle *article)
{
  self->stands = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->stands, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->stands), "boxed-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->stands), "dense");
  gtk_widget_set_visible (GTK_WIDGET (self->stands), FALSE);
  dcr_name (GTK_WIDGET (self->stands), _("Also on the results of"), NULL);
  self->chooser = DCR_REASON_CHOOSER (
      dcr_reason_chooser_new (dcr_session_get_calls (self->session), _("Reason: type its words")));
  g_signal_connect_object (self->chooser, "chosen", G_CALLBACK (on_reason), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->about, GTK_WIDGET (self->stands));
  gtk_box_append (self->about, GTK_WIDGET (self->chooser));
  if (article == NULL || article->ref == NULL)
    return;
  g_autofree char *label = g_strdup_printf (_("The article open: %s"), article->title);
  GtkWidget *text = dcr_label_new (label, NULL);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  self->offer = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->offer), text);
  gtk_widget_set_halign (self->offer, GTK_ALIGN_START);
  dcr_name (self->offer, label, NULL);
  g_object_set_data_full (G_OBJECT (self->offer), "dcr-ref", g_strdup (article->ref), g_free);
  g_signal_connect (self->offer, "clicked", G_CALLBACK (on_article), self);
  gtk_box_append (self->about, self->offer);
}

/* ---- When ------------------------------------------------------------------------------------ */

static gint64
default_end (gint64 now)
{
  g_autoptr (GDateTime) here = g_date_time_new_from_unix_local (now / 1000);
  g_autoptr (GDateTime) today
      = g_date_time_new_local (g_date_time_get_year (here), g_date_time_get_month (here),
                               g_date_time_get_day_of_month (here), END_OF_DAY, 0, 0);
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (today, 1);

  return 1000
         * g_date_time_to_unix (g_date_time_to_unix (today) * 1000 - now > HOUR_MS ? today
                                                                                   : tomorrow);
}

static void
build_when (DcrNoticeForm *self)
{
  GtkWidget *row = adw_action_row_new ();

  self->starts = DCR_MOMENT_ROW (dcr_moment_row_new (C_("notice", "From"), FALSE));
  self->ends = DCR_MOMENT_ROW (dcr_moment_row_new (_("Until"), FALSE));
  self->urgent = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->urgent), GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), C_("notice", "Urgent"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _("Before the others, and in the colour of a warning"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->urgent));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (self->urgent));
  gtk_list_box_append (self->when, GTK_WIDGET (self->starts));
  gtk_list_box_append (self->when, GTK_WIDGET (self->ends));
  gtk_list_box_append (self->when, row);
  g_signal_connect_swapped (self->starts, "changed", G_CALLBACK (show_missing), self);
  g_signal_connect_swapped (self->ends, "changed", G_CALLBACK (show_missing), self);
}

/* ---- Those in force and to come -------------------------------------------------------------- */

void
dcr_notice_form_fill (DcrNoticeForm *self, const char *title, const char *text, gint64 starts,
                      gint64 ends, gboolean urgent, guint audience)
{
  gtk_editable_set_text (GTK_EDITABLE (self->title), title);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
  dcr_moment_row_set (self->starts, starts);
  dcr_moment_row_set (self->ends, ends);
  gtk_switch_set_active (self->urgent, urgent);
  set_audience (self, audience);
  show_missing (self);
}

static void
on_change (GtkButton *button, DcrNoticeForm *self)
{
  const DcrNotice *notice
      = self->notices->pdata[GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "dcr-at"))];
  g_auto (GStrv) codes = g_strsplit (notice->reasons, "|", -1);

  self->id = notice->id;
  self->version = notice->version;
  g_ptr_array_set_size (self->reasons, 0);
  for (char **code = codes; *code != NULL; code++)
    if (**code != '\0')
      g_ptr_array_add (self->reasons, g_strdup (*code));
  show_stands (self);
  dcr_notice_form_fill (self, notice->title, notice->text, notice->starts, notice->ends,
                        notice->urgent, notice->audience);
  gtk_widget_grab_focus (GTK_WIDGET (self->title));
}

typedef struct
{
  DcrUuid id;
  gint64 at;
} Stop;

static gboolean
write_stop (DcrDb *db, gpointer data, GError **error)
{
  const Stop *stop = data;
  return dcr_notice_stop (db, &stop->id, stop->at, error);
}

static void show_others (DcrNoticeForm *self);

static void
on_stopped (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrNoticeForm) self = data;
  g_autoptr (GError) error = NULL;

  if (!dcr_session_follow_write_finish (DCR_SESSION (source), result, &error))
    dcr_form_foot_fail (self->foot, error->message);
  show_others (self);
}

static void
on_stop (GtkButton *button, DcrNoticeForm *self)
{
  const DcrNotice *notice
      = self->notices->pdata[GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "dcr-at"))];
  Stop *stop = g_new (Stop, 1);

  *stop = (Stop){ notice->id, dcr_clock_now_ms () };
  dcr_session_follow_write_async (self->session, write_stop, stop, g_free, on_stopped,
                                  g_object_ref (self));
}

static void
add_button (GtkWidget *row, guint at, const char *icon, const char *verb, const char *title,
            GCallback callback, DcrNoticeForm *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *name = g_strdup_printf ("%s: %s", verb, title);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, verb);
  dcr_name (button, name, NULL);
  g_object_set_data (G_OBJECT (button), "dcr-at", GUINT_TO_POINTER (at));
  g_signal_connect (button, "clicked", callback, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
show_others (DcrNoticeForm *self)
{
  gint64 now = dcr_clock_now_ms ();
  GPtrArray *notices
      = dcr_notice_list_all (dcr_store_reader (dcr_session_get_store (self->session)), now, NULL);

  dcr_empty_container (GTK_WIDGET (self->others));
  g_clear_pointer (&self->notices, g_ptr_array_unref);
  self->notices = notices;
  for (guint i = 0; notices != NULL && i < notices->len; i++)
    {
      const DcrNotice *notice = notices->pdata[i];
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *title = g_markup_escape_text (notice->title, -1),
                      *about = dcr_notice_describe (notice, now), *subtitle = g_markup_escape_text (about, -1);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
      add_button (row, i, "document-edit-symbolic", _("Change"), notice->title,
                  G_CALLBACK (on_change), self);
      add_button (row, i, "media-playback-stop-symbolic", _("End now"), notice->title,
                  G_CALLBACK (on_stop), self);
      gtk_list_box_append (self->others, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->others), notices != NULL && notices->len > 0);
}

/* ---- Publishing ------------------------------------------------------------------------------ */

static gboolean
write_notice (DcrDb *db, gpointer data, GError **error)
{
  return dcr_notice_put (db, data, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrNoticeForm) self = data;
  g_autoptr (GError) error = NULL;

  if (dcr_session_follow_write_finish (DCR_SESSION (source), result, &error))
    {
      dcr_form_emit_done (DCR_FORM (self), _("The notice is published."));
      return;
    }
  show_others (self);
  dcr_form_foot_fail (self->foot, error->message);
}

static char *
join_reasons (DcrNoticeForm *self)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < self->reasons->len; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? "|" : "",
                            (const char *) self->reasons->pdata[i]);
  return g_string_free (joined, FALSE);
}

static void
submit (DcrForm *form)
{
  DcrNoticeForm *self = DCR_NOTICE_FORM (form);
  DcrNotice *notice;
  GtkWidget *field;

  if (missing (self, &field) != NULL)
    {
      show_missing (self);
      if (DCR_IS_MOMENT_ROW (field))
        dcr_moment_row_focus (DCR_MOMENT_ROW (field));
      else
        gtk_widget_grab_focus (field);
      return;
    }
  if (!dcr_form_foot_begin (self->foot))
    return;
  notice = dcr_notice_new ();
  notice->id = self->id;
  notice->version = self->version;
  notice->author = *dcr_calls_get_person (dcr_session_get_calls (self->session));
  notice->title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title))));
  g_object_get (gtk_text_view_get_buffer (self->text), "text", &notice->text, NULL);
  notice->urgent = gtk_switch_get_active (self->urgent);
  notice->starts = dcr_moment_row_get (self->starts);
  notice->ends = dcr_moment_row_get (self->ends);
  notice->audience = get_audience (self);
  notice->reasons = join_reasons (self);
  dcr_session_follow_write_async (self->session, write_notice, notice,
                                  (GDestroyNotify) dcr_notice_free, on_written,
                                  g_object_ref (self));
}

/* ---- As a form ------------------------------------------------------------------------------- */

static GtkWidget *
get_side (DcrForm *form)
{
  return DCR_NOTICE_FORM (form)->side;
}

static GtkWidget *
get_main (DcrForm *form)
{
  return GTK_WIDGET (form);
}

static void
focus (DcrForm *form)
{
  gtk_widget_grab_focus (GTK_WIDGET (DCR_NOTICE_FORM (form)->title));
}

static void
form_iface_init (DcrFormInterface *iface)
{
  iface->get_side = get_side;
  iface->get_main = get_main;
  iface->focus = focus;
  iface->submit = submit;
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_notice_form_dispose (GObject *object)
{
  DcrNoticeForm *self = DCR_NOTICE_FORM (object);

  g_clear_object (&self->side);
  g_clear_pointer (&self->notices, g_ptr_array_unref);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dcr_notice_form_parent_class)->dispose (object);
}

static void
dcr_notice_form_class_init (DcrNoticeFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_notice_form_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/follow/dcr-notice-form.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, DcrNoticeForm, name)
  BIND (title);
  BIND (text);
  BIND (when);
  BIND (audience);
  BIND (about);
  BIND (foot);
#undef BIND
}

static void
dcr_notice_form_init (DcrNoticeForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->reasons = g_ptr_array_new_with_free_func (g_free);
  build_when (self);
  build_audience (self);
  g_signal_connect_swapped (self->title, "changed", G_CALLBACK (show_missing), self);
  g_signal_connect_swapped (self->foot, "send", G_CALLBACK (submit), self);
}

DcrForm *
dcr_notice_form_new (DcrSession *session, DcrArticle *article)
{
  DcrNoticeForm *self = g_object_ref_sink (g_object_new (DCR_TYPE_NOTICE_FORM, NULL));
  gint64 now = dcr_clock_now_ms ();

  self->session = g_object_ref (session);
  build_about (self, article);
  self->side = dcr_form_side_new (_("In force and to come"), NULL, &self->others);
  show_others (self);
  dcr_notice_form_fill (self, "", "", now, default_end (now), FALSE, 0);
  return DCR_FORM (self);
}
