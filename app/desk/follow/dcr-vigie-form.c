/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-vigie-form.h"

#include <adwaita.h>

#include "base/dcr-clock.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-moment-row.h"
#include "desk/common/dcr-panes.h"
#include "desk/common/dcr-parts.h"
#include "desk/common/dcr-reason-chooser.h"
#include "desk/dcr-desk.h"
#include "desk/follow/dcr-follow-reader.h"
#include "desk/follow/dcr-form-foot.h"
#include "followup/dcr-masking.h"
#include "followup/dcr-vigie.h"

#define LOOK_MS 200 /* after the typing, not at each key */
#define MAX_CALLS 9999

struct _DcrVigieForm
{
  GtkBox parent_instance;

  GtkTextView *what;
  GtkWidget *what_frame, *guard;
  GtkLabel *guard_label;
  GtkListBox *facts;
  GtkBox *about;
  DcrFormFoot *foot;

  DcrSession *session;
  DcrMomentRow *since;
  GtkSpinButton *calls;
  DcrReasonChooser *chooser;
  GtkWidget *side, *nothing, *see;
  GtkListBox *same;
  GPtrArray *similar; /* DcrVigie, as the rows of same */
  DcrUuid into;       /* the one that is joined; null: none */
  DcrFollowReader *reader;
  guint look_id;
};

static void form_iface_init (DcrFormInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (DcrVigieForm, dcr_vigie_form, GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (DCR_TYPE_FORM, form_iface_init))

static char *
text_of (DcrVigieForm *self)
{
  char *text;
  g_object_get (gtk_text_view_get_buffer (self->what), "text", &text, NULL);
  return g_strstrip (text);
}

/* ---- What must not stand in it --------------------------------------------------------------- */

/* The first finding named, NULL when the text names nobody. */
static const char *
find_person (const char *text)
{
  g_autoptr (GArray) found = dcr_masking_find (text, NULL);
  return found->len > 0 ? dcr_mask_name (g_array_index (found, DcrMaskFinding, 0).kind) : NULL;
}

static void
show_guard (DcrVigieForm *self, const char *finding)
{
  gtk_widget_set_visible (self->guard, finding != NULL);
  if (finding != NULL)
    {
      /* Translators: %s: « telephone number » */
      g_autofree char *sentence = g_strdup_printf (
          _("This has a %s: a general difficulty names nobody. Take it out to report it (F8)."),
          finding);
      gtk_label_set_label (self->guard_label, sentence);
      gtk_widget_add_css_class (self->what_frame, "error");
    }
  else
    gtk_widget_remove_css_class (self->what_frame, "error");
}

/* F8 selects it. */
static gboolean
select_finding (DcrVigieForm *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->what);
  g_autofree char *text = NULL;
  g_autoptr (GArray) found = NULL;
  const DcrMaskFinding *first;
  GtkTextIter start, end;

  g_object_get (buffer, "text", &text, NULL);
  found = dcr_masking_find (text, NULL);
  if (found->len == 0)
    return FALSE;
  first = &g_array_index (found, DcrMaskFinding, 0);
  gtk_text_buffer_get_iter_at_offset (buffer, &start,
                                      (int) g_utf8_pointer_to_offset (text, text + first->start));
  gtk_text_buffer_get_iter_at_offset (buffer, &end,
                                      (int) g_utf8_pointer_to_offset (text, text + first->end));
  gtk_text_buffer_select_range (buffer, &start, &end);
  gtk_widget_grab_focus (GTK_WIDGET (self->what));
  return TRUE;
}

static const char *
missing (DcrVigieForm *self, GtkWidget **field)
{
  g_autofree char *text = text_of (self);

  *field = GTK_WIDGET (self->what);
  if (text[0] == '\0')
    return _("Missing: what is difficult");
  if (find_person (text) != NULL)
    return _("It names a person");
  *field = GTK_WIDGET (self->since);
  if (!dcr_moment_row_is_empty (self->since) && dcr_moment_row_get (self->since) == 0)
    return _("The day is not understood");
  if (dcr_moment_row_get (self->since) > dcr_clock_now_ms ())
    return _("That day is still to come");
  return NULL;
}

static void
show_missing (DcrVigieForm *self)
{
  GtkWidget *field;
  const char *sentence;
  gboolean joins = !dcr_uuid_is_null (&self->into);

  if (self->since == NULL || self->chooser == NULL)
    return;
  sentence = missing (self, &field);
  dcr_form_foot_show (self->foot, joins ? _("Add my calls") : _("Report"), sentence,
                      joins ? _("Your calls are added to the one chosen.")
                            : _("Complete: it can be reported."));
}

/* ---- Those that say the same ----------------------------------------------------------------- */

guint
dcr_vigie_form_get_n_similar (DcrVigieForm *self)
{
  return self->similar != NULL ? self->similar->len : 0;
}

void
dcr_vigie_form_join (DcrVigieForm *self, guint at)
{
  const DcrVigie *other = self->similar->pdata[at];

  self->into = dcr_uuid_equal (&self->into, &other->id) ? (DcrUuid){ { 0 } } : other->id;
  for (guint i = 0; i < self->similar->len; i++)
    {
      GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->same, (int)i));
      GtkWidget *check = g_object_get_data (G_OBJECT (row), "dcr-check");
      gtk_check_button_set_active (
          GTK_CHECK_BUTTON (check),
          dcr_uuid_equal (&self->into, &((DcrVigie *) self->similar->pdata[i])->id));
    }
  show_missing (self);
}

static void
on_row (GtkListBox *list, GtkListBoxRow *row, DcrVigieForm *self)
{
  dcr_vigie_form_join (self, (guint)gtk_list_box_row_get_index (row));
}

static GtkWidget *
new_same_row (const DcrVigie *other, gboolean joined)
{
  GtkWidget *row = adw_action_row_new (), *check = gtk_check_button_new ();
  g_autofree char *title = g_markup_escape_text (other->what, -1);
  g_autofree char *calls
      = g_strdup_printf (ngettext ("%u call", "%u calls", other->calls), other->calls);
  g_autofree char *reports
      = g_strdup_printf (ngettext ("%u report", "%u reports", other->reports), other->reports);
  g_autofree char *day = dcr_format_day (other->at, dcr_clock_now_ms ());
  g_autofree char *subtitle = g_strdup_printf ("%s · %s · %s", calls, reports, day);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 4);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), joined);
  gtk_widget_set_can_target (check, FALSE);
  gtk_widget_set_can_focus (check, FALSE); /* not focusable only, it would stop Shift+Tab */
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  dcr_name (check, _("It is this one"), NULL);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "dcr-check", check);
  return row;
}

static void
show_similar (DcrVigieForm *self, GPtrArray *similar)
{
  gboolean still_there = FALSE;

  g_clear_pointer (&self->similar, g_ptr_array_unref);
  self->similar = similar;
  dcr_empty_container (GTK_WIDGET (self->same));
  for (guint i = 0; i < similar->len; i++)
    {
      const DcrVigie *other = similar->pdata[i];
      gboolean joined = dcr_uuid_equal (&self->into, &other->id);
      still_there = still_there || joined;
      gtk_list_box_append (self->same, new_same_row (other, joined));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->same), similar->len > 0);
  gtk_widget_set_visible (self->nothing, similar->len == 0);
  /* where one pane is seen at a time they stand in the one that is not */
  gtk_widget_set_visible (self->see, similar->len > 0 && !gtk_widget_get_mapped (self->side));
  if (!still_there)
    self->into = (DcrUuid){ { 0 } };
  show_missing (self);
}

static void
on_see (DcrVigieForm *self)
{
  GtkWidget *panes = gtk_widget_get_ancestor (GTK_WIDGET (self), DCR_TYPE_PANES);

  if (panes != NULL)
    dcr_panes_focus (DCR_PANES (panes), DCR_PANE_LEFT);
}

typedef struct
{
  char *what, *reason;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;
  g_free (look->what);
  g_free (look->reason);
  g_free (look);
}

static gpointer
find_similar (DcrDb *db, gpointer data, GError **error)
{
  const Look *look = data;
  return dcr_vigie_find_similar (db, look->what, look->reason, NULL, error);
}

static void
on_found (gpointer similar, const GError *error, gpointer self)
{
  if (similar != NULL)
    show_similar (self, similar);
  else
    g_warning ("those that say the same could not be read: %s", error->message);
}

static gboolean
on_look (gpointer data)
{
  DcrVigieForm *self = data;
  Look *look = g_new (Look, 1);

  self->look_id = 0;
  *look = (Look){ text_of (self), g_strdup (dcr_reason_chooser_get (self->chooser)) };
  dcr_follow_reader_run (self->reader, find_similar, look, look_free,
                         (GDestroyNotify) g_ptr_array_unref, on_found, self);
  return G_SOURCE_REMOVE;
}

static void
on_changed (DcrVigieForm *self)
{
  g_autofree char *text = text_of (self);

  show_guard (self, find_person (text));
  show_missing (self);
  if (self->look_id == 0 && self->session != NULL)
    self->look_id = g_timeout_add (LOOK_MS, on_look, self);
}

/* ---- Reporting ------------------------------------------------------------------------------- */

typedef struct
{
  DcrVigie *vigie;
  DcrUuid into;
} Report;

static void
report_free (gpointer data)
{
  Report *report = data;
  dcr_vigie_free (report->vigie);
  g_free (report);
}

static gboolean
write_report (DcrDb *db, gpointer data, GError **error)
{
  Report *report = data;

  return dcr_vigie_report (db, report->vigie, error)
         && (dcr_uuid_is_null (&report->into)
             || dcr_vigie_merge (db, &report->vigie->id, report->vigie->version, &report->into,
                                 error));
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrVigieForm) self = data;
  g_autoptr (GError) error = NULL;
  gboolean joined = !dcr_uuid_is_null (&self->into);

  if (dcr_session_follow_write_finish (DCR_SESSION (source), result, &error))
    {
      dcr_form_emit_done (DCR_FORM (self), joined ? _("Your calls are added to the difficulty.")
                                                  : _("The difficulty is reported."));
      return;
    }
  dcr_form_foot_fail (self->foot, error->message);
}

static DcrVigie *
build (DcrVigieForm *self)
{
  DcrCalls *calls = dcr_session_get_calls (self->session);
  const DcrReason *reason
      = dcr_reason_grid_find (dcr_calls_get_grid (calls), dcr_reason_chooser_get (self->chooser));
  DcrVigie *vigie = dcr_vigie_new ();
  gint64 since = dcr_moment_row_get (self->since);

  vigie->what = text_of (self);
  vigie->calls = (guint)gtk_spin_button_get_value_as_int (self->calls);
  vigie->author = *dcr_calls_get_person (calls);
  if (since > 0)
    {
      g_autoptr (GDateTime) day = g_date_time_new_from_unix_local (since / 1000);
      vigie->since = g_date_time_format (day, "%F");
    }
  if (reason != NULL)
    {
      vigie->reason = g_strdup (reason->id);
      vigie->reason_path = g_strdup (reason->path);
      vigie->owner = g_strdup (reason->owner);
    }
  return vigie;
}

static void
submit (DcrForm *form)
{
  DcrVigieForm *self = DCR_VIGIE_FORM (form);
  Report *report;
  GtkWidget *field;

  if (missing (self, &field) != NULL)
    {
      show_missing (self);
      if (DCR_IS_MOMENT_ROW (field))
        dcr_moment_row_focus (self->since);
      else if (!select_finding (self))
        gtk_widget_grab_focus (field);
      return;
    }
  if (!dcr_form_foot_begin (self->foot))
    return;
  report = g_new0 (Report, 1);
  report->vigie = build (self);
  report->into = self->into;
  dcr_session_follow_write_async (self->session, write_report, report, report_free, on_written,
                                  g_object_ref (self));
}

void
dcr_vigie_form_fill (DcrVigieForm *self, const char *what, gint64 since, guint calls,
                     const char *reason)
{
  dcr_moment_row_set (self->since, since);
  gtk_spin_button_set_value (self->calls, calls);
  dcr_reason_chooser_set (self->chooser, reason);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->what), what, -1);
}

/* ---- As a form ------------------------------------------------------------------------------- */

static GtkWidget *
get_side (DcrForm *form)
{
  return DCR_VIGIE_FORM (form)->side;
}

static GtkWidget *
get_main (DcrForm *form)
{
  return GTK_WIDGET (form);
}

static void
focus (DcrForm *form)
{
  gtk_widget_grab_focus (GTK_WIDGET (DCR_VIGIE_FORM (form)->what));
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
dcr_vigie_form_dispose (GObject *object)
{
  DcrVigieForm *self = DCR_VIGIE_FORM (object);

  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_pointer (&self->reader, dcr_follow_reader_free);
  g_clear_pointer (&self->similar, g_ptr_array_unref);
  g_clear_object (&self->side);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dcr_vigie_form_parent_class)->dispose (object);
}

static void
dcr_vigie_form_class_init (DcrVigieFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_vigie_form_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/follow/dcr-vigie-form.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, DcrVigieForm, name)
  BIND (what);
  BIND (what_frame);
  BIND (guard);
  BIND (guard_label);
  BIND (facts);
  BIND (about);
  BIND (foot);
#undef BIND
}

static void
build_facts (DcrVigieForm *self)
{
  GtkWidget *row = adw_action_row_new ();

  self->since = DCR_MOMENT_ROW (dcr_moment_row_new (_("Since"), TRUE));
  self->calls = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (1, MAX_CALLS, 1));
  gtk_widget_set_valign (GTK_WIDGET (self->calls), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->calls), "numeric");
  dcr_name (GTK_WIDGET (self->calls), _("Calls you had about it"), NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Calls you had about it"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->calls));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->facts, GTK_WIDGET (self->since));
  gtk_list_box_append (self->facts, row);
}

static void
build_side (DcrVigieForm *self)
{
  self->nothing = dcr_label_new_wrapped (
      _("While you write, those that say much the same come here."), "dim-label");
  self->side = dcr_form_side_new (_("Reported already, much the same"), self->nothing, &self->same);
  g_signal_connect_object (self->same, "row-activated", G_CALLBACK (on_row), self, 0);
}

static gboolean
on_key (DcrVigieForm *self, guint keyval)
{
  return keyval == GDK_KEY_F8 && select_finding (self);
}

static void
dcr_vigie_form_init (DcrVigieForm *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  build_facts (self);
  build_side (self);
  self->see = gtk_button_new_with_label (_("Reported already, much the same"));
  gtk_widget_set_halign (self->see, GTK_ALIGN_START);
  gtk_widget_set_visible (self->see, FALSE);
  gtk_box_append (GTK_BOX (gtk_widget_get_parent (self->what_frame)), self->see);
  g_signal_connect_swapped (self->see, "clicked", G_CALLBACK (on_see), self);
  g_signal_connect_swapped (gtk_text_view_get_buffer (self->what), "changed",
                            G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->since, "changed", G_CALLBACK (show_missing), self);
  g_signal_connect_swapped (self->foot, "send", G_CALLBACK (submit), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

DcrForm *
dcr_vigie_form_new (DcrSession *session)
{
  DcrVigieForm *self = g_object_ref_sink (g_object_new (DCR_TYPE_VIGIE_FORM, NULL));
  DcrCalls *calls = dcr_session_get_calls (session);
  DcrCall *call = dcr_calls_get_current (calls);

  self->session = g_object_ref (session);
  self->reader = dcr_follow_reader_new (session);
  self->chooser = DCR_REASON_CHOOSER (dcr_reason_chooser_new (calls, _("Reason: type its words")));
  g_signal_connect_object (self->chooser, "chosen", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->about, GTK_WIDGET (self->chooser));
  dcr_reason_chooser_set (self->chooser, call != NULL ? dcr_call_get_reason (call) : NULL);
  show_missing (self);
  return DCR_FORM (self);
}
