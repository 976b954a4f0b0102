/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-vigie-pane.h"

#include <adwaita.h>

#include "base/dcr-clock.h"
#include "calls/dcr-person.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "desk/follow/dcr-follow-reader.h"
#include "followup/dcr-vigie.h"

struct _DcrVigiePane
{
  GtkBox parent_instance;

  GtkWidget *scrolled, *bottom, *settle;
  GtkBox *content;
  AdwEntryRow *outcome;
  GtkLabel *refusal;

  DcrSession *session;
  DcrFollowReader *reader;
  DcrVigie *shown;    /* as read, or NULL */
  GPtrArray *similar; /* DcrVigie */
  gboolean writing, settles;
};

G_DEFINE_FINAL_TYPE (DcrVigiePane, dcr_vigie_pane, GTK_TYPE_BOX)

enum
{
  DONE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
may_act (DcrVigiePane *self)
{
  DcrDb *db = dcr_store_reader (dcr_session_get_store (self->session));
  g_autoptr (DcrPerson) person
      = dcr_person_get (db, dcr_calls_get_person (dcr_session_get_calls (self->session)), NULL);

  return person != NULL && person->role >= DCR_ROLE_EXPERT && self->shown != NULL
         && self->shown->state == DCR_VIGIE_OPEN;
}

/* ---- Reading: in the reader's thread --------------------------------------------------------- */

typedef struct
{
  DcrVigie *vigie, *into; /* into: nullable */
  GPtrArray *merged, *similar;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;
  dcr_vigie_free (reading->vigie);
  dcr_vigie_free (reading->into);
  g_clear_pointer (&reading->merged, g_ptr_array_unref);
  g_clear_pointer (&reading->similar, g_ptr_array_unref);
  g_free (reading);
}

static gpointer
read_one (DcrDb *db, gpointer data, GError **error)
{
  const DcrUuid *id = data;
  Reading *reading = g_new0 (Reading, 1);

  reading->vigie = dcr_vigie_get (db, id, error);
  if (reading->vigie != NULL)
    reading->merged = dcr_vigie_list_merged (db, id, error);
  if (reading->merged != NULL && reading->vigie->state == DCR_VIGIE_MERGED)
    reading->into = dcr_vigie_get (db, &reading->vigie->merged_into, NULL);
  if (reading->merged != NULL)
    reading->similar
        = reading->vigie->state == DCR_VIGIE_OPEN
              ? dcr_vigie_find_similar (db, reading->vigie->what, reading->vigie->reason, id, error)
              : g_ptr_array_new ();
  if (reading->similar != NULL)
    return reading;
  reading_free (reading);
  return NULL;
}

/* ---- Acts ------------------------------------------------------------------------------------ */

typedef struct
{
  DcrUuid id, into; /* into null: settled */
  gint64 version;
  char *outcome;
} Act;

static void
act_free (gpointer data)
{
  Act *act = data;
  g_free (act->outcome);
  g_free (act);
}

static gboolean
write_act (DcrDb *db, gpointer data, GError **error)
{
  const Act *act = data;
  return dcr_uuid_is_null (&act->into)
             ? dcr_vigie_settle (db, &act->id, act->version, act->outcome, error)
             : dcr_vigie_merge (db, &act->id, act->version, &act->into, error);
}

static void
show_refusal (DcrVigiePane *self, const char *sentence)
{
  gtk_label_set_label (self->refusal, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), sentence != NULL);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrVigiePane) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = dcr_session_follow_write_finish (DCR_SESSION (source), result, &error);

  self->writing = FALSE;
  show_refusal (self, done ? NULL : error->message);
  if (!done)
    return;
  if (self->settles)
    gtk_editable_set_text (GTK_EDITABLE (self->outcome), "");
  g_signal_emit (self, signals[DONE], 0,
                 self->settles ? _("Settled: the digest says what came of it.")
                               : _("Gathered: its calls are added."),
                 self->settles);
}

static void
write_it (DcrVigiePane *self, const DcrVigie *vigie, const DcrUuid *into, const char *outcome)
{
  Act *act = g_new0 (Act, 1);

  if (self->writing)
    {
      g_free (act);
      return;
    }
  self->writing = TRUE;
  self->settles = into == NULL;
  act->id = vigie->id;
  act->version = vigie->version;
  if (into != NULL)
    act->into = *into;
  act->outcome = g_strdup (outcome);
  dcr_session_follow_write_async (self->session, write_act, act, act_free, on_written,
                                  g_object_ref (self));
}

static void
on_gather (GtkButton *button, DcrVigiePane *self)
{
  guint at = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "dcr-at"));
  write_it (self, self->similar->pdata[at], &self->shown->id, NULL);
}

void
dcr_vigie_pane_suggested (DcrVigiePane *self)
{
  const char *outcome = gtk_editable_get_text (GTK_EDITABLE (self->outcome));

  if (!gtk_widget_get_visible (self->bottom))
    return;
  if (outcome[0] == '\0')
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->outcome));
      show_refusal (self, _("Say what came of it first."));
      return;
    }
  write_it (self, self->shown, NULL, outcome);
}

gboolean
dcr_vigie_pane_escape (DcrVigiePane *self)
{
  if (gtk_editable_get_text (GTK_EDITABLE (self->outcome))[0] == '\0')
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->outcome), "");
  show_refusal (self, NULL);
  return TRUE;
}

/* ---- What is read ---------------------------------------------------------------------------- */

static GtkWidget *
new_list (const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  dcr_name (list, name, NULL);
  return list;
}

static GtkWidget *
new_row (const DcrVigie *vigie)
{
  GtkWidget *row = adw_action_row_new ();

  gtk_widget_set_focusable (row, FALSE); /* what can be done with it is a button of its own */
  g_autofree char *title = g_markup_escape_text (vigie->what, -1);
  g_autofree char *calls
      = g_strdup_printf (ngettext ("%u call", "%u calls", vigie->calls), vigie->calls);
  g_autofree char *day = dcr_format_day (vigie->at, dcr_clock_now_ms ());
  g_autofree char *subtitle = g_markup_printf_escaped (
      "%s · %s · %s", calls, vigie->author_name ? vigie->author_name : "", day);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static void
add_section (DcrVigiePane *self, const char *title, GtkWidget *list)
{
  GtkWidget *heading = dcr_label_new (title, "heading");

  gtk_widget_set_margin_top (heading, 12);
  gtk_box_append (self->content, heading);
  gtk_box_append (self->content, list);
}

static void
add_fact (GtkGrid *grid, int at, const char *label, const char *value)
{
  GtkWidget *name = dcr_label_new (label, "dim-label"), *text = dcr_label_new_wrapped (value, NULL);

  gtk_label_set_yalign (GTK_LABEL (name), 0);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_widget_set_can_focus (text, FALSE);
  gtk_grid_attach (grid, name, 0, at, 1, 1);
  gtk_grid_attach (grid, text, 1, at, 1, 1);
}

static void
show_facts (DcrVigiePane *self, const DcrVigie *vigie)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  g_autofree char *calls
      = g_strdup_printf (ngettext ("%u call", "%u calls", vigie->calls), vigie->calls);
  g_autofree char *reports
      = g_strdup_printf (ngettext ("%u report", "%u reports", vigie->reports), vigie->reports);
  g_autofree char *count = g_strdup_printf ("%s · %s", calls, reports);
  g_autofree char *since = dcr_vigie_describe_since (vigie);
  int at = 0;

  gtk_grid_set_column_spacing (grid, 12);
  gtk_grid_set_row_spacing (grid, 6);
  gtk_widget_set_margin_top (GTK_WIDGET (grid), 6);
  add_fact (grid, at++, _("How many"), count);
  if (since[0] != '\0')
    add_fact (grid, at++, _("Since"), since);
  if (vigie->owner[0] != '\0')
    add_fact (grid, at++, _("Owner"), vigie->owner);
  if (vigie->outcome[0] != '\0')
    add_fact (grid, at++, _("What came of it"), vigie->outcome);
  gtk_box_append (self->content, GTK_WIDGET (grid));
}

static void
show_head (DcrVigiePane *self, const DcrVigie *vigie)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *about, *title;
  g_autofree char *day = dcr_format_day (vigie->at, dcr_clock_now_ms ());
  g_autofree char *who
      = g_strdup_printf (_("%s, %s"), vigie->author_name ? vigie->author_name : "", day);
  const char *kind = vigie->state == DCR_VIGIE_OPEN      ? "warning"
                     : vigie->state == DCR_VIGIE_SETTLED ? "success"
                                                         : NULL;

  about = dcr_label_new (who, "caption dim-label");
  gtk_widget_set_hexpand (about, TRUE);
  gtk_box_append (GTK_BOX (line), about);
  gtk_box_append (GTK_BOX (line), dcr_tag_new (dcr_vigie_state_label (vigie->state), kind, NULL));
  gtk_box_append (self->content, line);
  title = dcr_label_new_wrapped (vigie->what, "title-4");
  gtk_label_set_selectable (GTK_LABEL (title), TRUE);
  gtk_widget_set_can_focus (title, FALSE);
  gtk_box_append (self->content, title);
  if (vigie->reason_path[0] != '\0')
    gtk_box_append (self->content, dcr_label_new_wrapped (vigie->reason_path, "dim-label"));
}

static void
show_similar (DcrVigiePane *self)
{
  GtkWidget *list = new_list (_("Says much the same"));
  gboolean acts = may_act (self);

  for (guint i = 0; i < self->similar->len; i++)
    {
      const DcrVigie *other = self->similar->pdata[i];
      GtkWidget *row = new_row (other);
      if (acts)
        {
          GtkWidget *button = gtk_button_new_with_label (_("Gather"));
          g_autofree char *name = g_strdup_printf (_("Gather into this one: %s"), other->what);
          gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
          dcr_name (button, name, NULL);
          g_object_set_data (G_OBJECT (button), "dcr-at", GUINT_TO_POINTER (i));
          g_signal_connect (button, "clicked", G_CALLBACK (on_gather), self);
          adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
        }
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  add_section (self, _("Says much the same"), list);
}

static void
show_reading (DcrVigiePane *self, const Reading *reading)
{
  GtkWidget *list;

  dcr_empty_container (GTK_WIDGET (self->content));
  show_head (self, reading->vigie);
  show_facts (self, reading->vigie);
  if (reading->into != NULL)
    {
      list = new_list (_("Merged into"));
      gtk_list_box_append (GTK_LIST_BOX (list), new_row (reading->into));
      add_section (self, _("Merged into"), list);
    }
  if (reading->merged->len > 0)
    {
      list = new_list (_("Gathered in it"));
      for (guint i = 0; i < reading->merged->len; i++)
        gtk_list_box_append (GTK_LIST_BOX (list), new_row (reading->merged->pdata[i]));
      add_section (self, _("Gathered in it"), list);
    }
  if (self->similar->len > 0)
    show_similar (self);
}

static void
on_read (gpointer data, const GError *error, gpointer user_data)
{
  DcrVigiePane *self = user_data;
  Reading *reading = data;
  gboolean other;

  if (reading == NULL)
    {
      dcr_empty_container (GTK_WIDGET (self->content));
      gtk_box_append (self->content,
                      dcr_callout_new ("error", "dialog-error-symbolic", _("It could not be read"),
                                       error->message, NULL));
      return;
    }
  other = self->shown == NULL || !dcr_uuid_equal (&self->shown->id, &reading->vigie->id);
  dcr_vigie_free (self->shown);
  self->shown = g_steal_pointer (&reading->vigie);
  g_clear_pointer (&self->similar, g_ptr_array_unref);
  self->similar = g_steal_pointer (&reading->similar);
  reading->vigie = self->shown;
  show_reading (self, reading);
  reading->vigie = NULL;
  reading_free (reading);
  if (other)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->outcome), ""); /* it was about the former one */
      show_refusal (self, NULL);
    }
  gtk_widget_set_visible (self->bottom, may_act (self));
}

void
dcr_vigie_pane_show (DcrVigiePane *self, const DcrUuid *id)
{
  gtk_widget_set_visible (self->scrolled, id != NULL);
  if (id != NULL)
    {
      dcr_follow_reader_run (self->reader, read_one, g_memdup2 (id, sizeof *id), g_free,
                             reading_free, on_read, self);
      return;
    }
  dcr_empty_container (GTK_WIDGET (self->content));
  g_clear_pointer (&self->shown, dcr_vigie_free);
  gtk_widget_set_visible (self->bottom, FALSE);
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_vigie_pane_dispose (GObject *object)
{
  DcrVigiePane *self = DCR_VIGIE_PANE (object);

  g_clear_pointer (&self->reader, dcr_follow_reader_free);
  g_clear_pointer (&self->shown, dcr_vigie_free);
  g_clear_pointer (&self->similar, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dcr_vigie_pane_parent_class)->dispose (object);
}

static void
dcr_vigie_pane_class_init (DcrVigiePaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_vigie_pane_dispose;
  signals[DONE] = g_signal_new ("done", DCR_TYPE_VIGIE_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
set_margins (GtkWidget *box, int top, int sides, int bottom)
{
  gtk_widget_set_margin_top (box, top);
  gtk_widget_set_margin_bottom (box, bottom);
  gtk_widget_set_margin_start (box, sides);
  gtk_widget_set_margin_end (box, sides);
}

static void
build_bottom (DcrVigiePane *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9),
            *list = new_list (_("What came of it"));

  self->outcome = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->outcome), _("What came of it"));
  gtk_widget_add_css_class (list, "dense");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->outcome));
  self->refusal = GTK_LABEL (dcr_label_new_wrapped ("", "caption error"));
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), FALSE);
  self->settle = dcr_suggested_new (_("Settle"), NULL);
  dcr_name (self->settle, _("Settle"), NULL);
  g_signal_connect_swapped (self->settle, "clicked", G_CALLBACK (dcr_vigie_pane_suggested), self);
  gtk_box_append (GTK_BOX (bar), list);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->refusal));
  gtk_box_append (GTK_BOX (bar), self->settle);
  set_margins (bar, 9, 12, 12);
  self->bottom = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->bottom), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self->bottom), bar);
  gtk_widget_set_visible (self->bottom, FALSE);
}

static void
dcr_vigie_pane_init (DcrVigiePane *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "reader");
  dcr_name (GTK_WIDGET (self), _("The difficulty"), NULL);
  self->content = GTK_BOX (content);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), content);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  set_margins (content, 12, 18, 18);
  build_bottom (self);
  gtk_box_append (GTK_BOX (self), self->scrolled);
  gtk_box_append (GTK_BOX (self), self->bottom);
}

GtkWidget *
dcr_vigie_pane_new (DcrSession *session)
{
  DcrVigiePane *self = g_object_new (DCR_TYPE_VIGIE_PANE, NULL);

  self->session = g_object_ref (session);
  self->reader = dcr_follow_reader_new (session);
  return GTK_WIDGET (self);
}
