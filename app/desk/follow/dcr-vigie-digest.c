/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-vigie-digest.h"

#include "base/dcr-clock.h"
#include "desk/common/dcr-parts.h"
#include "desk/follow/dcr-follow-reader.h"
#include "desk/follow/dcr-sheet-view.h"
#include "followup/dcr-vigie.h"
#include "followup/dcr-when.h"

#define N_WEEKS 9

struct _DcrVigieDigest
{
  GtkBox parent_instance;

  GtkDropDown *week;
  GtkBox *paper;
  GtkWidget *print, *export;

  DcrSession *session;
  DcrFollowReader *reader;
  DcrSheet *sheet; /* of the week chosen, once it is read */
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (DcrVigieDigest, dcr_vigie_digest, GTK_TYPE_BOX)

/* Monday, midnight, so many weeks ago. */
static GDateTime *
monday (gint64 now, int weeks_ago)
{
  g_autoptr (GDateTime) here = g_date_time_new_from_unix_local (now / 1000);
  g_autoptr (GDateTime) midnight
      = g_date_time_new_local (g_date_time_get_year (here), g_date_time_get_month (here),
                               g_date_time_get_day_of_month (here), 0, 0, 0);
  return g_date_time_add_days (midnight, 1 - g_date_time_get_day_of_week (here) - 7 * weeks_ago);
}

/* ---- Reading --------------------------------------------------------------------------------- */

typedef struct
{
  gint64 from, to;
} Week;

static gpointer
read_week (DcrDb *db, gpointer data, GError **error)
{
  const Week *week = data;
  return dcr_vigie_digest (db, week->from, week->to, error);
}

static void
on_read (gpointer sheet, const GError *error, gpointer data)
{
  DcrVigieDigest *self = data;

  dcr_empty_container (GTK_WIDGET (self->paper));
  g_clear_pointer (&self->sheet, dcr_sheet_free);
  self->sheet = sheet;
  gtk_widget_set_sensitive (self->print, sheet != NULL);
  gtk_widget_set_sensitive (self->export, sheet != NULL);
  if (sheet != NULL)
    gtk_box_append (self->paper, dcr_sheet_view_new (sheet));
  else
    gtk_box_append (self->paper,
                    dcr_callout_new ("error", "dialog-error-symbolic",
                                     _("The digest could not be read"), error->message, NULL));
}

static void
read_again (DcrVigieDigest *self)
{
  int ago = (int)gtk_drop_down_get_selected (self->week);
  g_autoptr (GDateTime) from = monday (dcr_clock_now_ms (), ago),
                        to = g_date_time_add_days (from, 7);
  Week *week = g_new (Week, 1);

  *week = (Week){ g_date_time_to_unix (from) * 1000, g_date_time_to_unix (to) * 1000 };
  dcr_follow_reader_run (self->reader, read_week, week, g_free, (GDestroyNotify) dcr_sheet_free,
                         on_read, self);
}

void
dcr_vigie_digest_reload (DcrVigieDigest *self)
{
  read_again (self);
}

gboolean
dcr_vigie_digest_is_shown (DcrVigieDigest *self)
{
  return self->sheet != NULL;
}

/* ---- Paper and files ------------------------------------------------------------------------- */

/* dcr_sheet_print() keeps what it prints: the same week is read again for it. */
static void
on_read_to_print (gpointer sheet, const GError *error, gpointer data)
{
  DcrVigieDigest *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (sheet != NULL)
    dcr_sheet_print (sheet, "vigie", GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
}

void
dcr_vigie_digest_print (DcrVigieDigest *self)
{
  int ago = (int)gtk_drop_down_get_selected (self->week);
  g_autoptr (GDateTime) from = monday (dcr_clock_now_ms (), ago),
                        to = g_date_time_add_days (from, 7);
  Week *week = g_new (Week, 1);

  *week = (Week){ g_date_time_to_unix (from) * 1000, g_date_time_to_unix (to) * 1000 };
  dcr_follow_reader_run (self->reader, read_week, week, g_free, (GDestroyNotify) dcr_sheet_free,
                         on_read_to_print, self);
}

gboolean
dcr_vigie_digest_export (DcrVigieDigest *self, const char *path, GError **error)
{
  return dcr_sheet_export (self->sheet, path, error);
}

static void
on_chosen (DcrVigieDigest *self, int response, GtkFileChooser *chooser)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autoptr (GError) error = NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL && self->sheet != NULL
      && !dcr_vigie_digest_export (self, path, &error))
    gtk_box_prepend (self->paper,
                     dcr_callout_new ("error", "dialog-error-symbolic",
                                      _("The export was not written"), error->message, NULL));
  g_clear_object (&self->chooser);
}

static void
on_export (DcrVigieDigest *self)
{
  int ago = (int)gtk_drop_down_get_selected (self->week);
  g_autoptr (GDateTime) from = monday (dcr_clock_now_ms (), ago);
  g_autofree char *name = g_date_time_format (from, "vigie-%G-%V.pdf");

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Export the digest (.pdf or .txt)"),
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("Export"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_vigie_digest_dispose (GObject *object)
{
  DcrVigieDigest *self = DCR_VIGIE_DIGEST (object);

  g_clear_pointer (&self->reader, dcr_follow_reader_free);
  g_clear_pointer (&self->sheet, dcr_sheet_free);
  g_clear_object (&self->chooser);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dcr_vigie_digest_parent_class)->dispose (object);
}

static void
dcr_vigie_digest_class_init (DcrVigieDigestClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_vigie_digest_dispose;
}

static GtkWidget *
new_weeks (void)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("This week"));
  gtk_string_list_append (names, _("Last week"));
  for (int ago = 2; ago < N_WEEKS; ago++)
    {
      g_autoptr (GDateTime) from = monday (dcr_clock_now_ms (), ago);
      g_autofree char *day = dcr_when_day (g_date_time_to_unix (from) * 1000, NULL);
      /* Translators: %s: « Monday 2 November » */
      g_autofree char *name = g_strdup_printf (_("Week of %s"), day);
      gtk_string_list_append (names, name);
    }
  return gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
}

static void
set_margins (GtkWidget *box, int top, int sides, int bottom)
{
  gtk_widget_set_margin_top (box, top);
  gtk_widget_set_margin_bottom (box, bottom);
  gtk_widget_set_margin_start (box, sides);
  gtk_widget_set_margin_end (box, sides);
}

static GtkWidget *
new_button (DcrVigieDigest *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_sensitive (button, FALSE);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static void
dcr_vigie_digest_init (DcrVigieDigest *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (),
            *paper = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *week = new_weeks ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "reader");
  dcr_name (GTK_WIDGET (self), _("Digest of the week"), NULL);
  self->week = GTK_DROP_DOWN (week);
  self->paper = GTK_BOX (paper);
  dcr_name (week, _("Week"), NULL);
  gtk_widget_set_halign (week, GTK_ALIGN_START);
  set_margins (week, 9, 18, 0);
  set_margins (paper, 12, 18, 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), paper);
  gtk_widget_set_vexpand (scrolled, TRUE);
  self->export = new_button (self, _("Export…"), G_CALLBACK (on_export));
  self->print = new_button (self, _("Print…"), G_CALLBACK (dcr_vigie_digest_print));
  gtk_widget_add_css_class (self->print, "suggested-action");
  gtk_box_append (GTK_BOX (bar), self->export);
  gtk_box_append (GTK_BOX (bar), self->print);
  gtk_box_set_homogeneous (GTK_BOX (bar), TRUE);
  set_margins (bar, 9, 12, 12);
  gtk_box_append (GTK_BOX (self), week);
  gtk_box_append (GTK_BOX (self), scrolled);
  gtk_box_append (GTK_BOX (self), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self), bar);
  g_signal_connect_swapped (week, "notify::selected", G_CALLBACK (read_again), self);
}

GtkWidget *
dcr_vigie_digest_new (DcrSession *session)
{
  DcrVigieDigest *self = g_object_new (DCR_TYPE_VIGIE_DIGEST, NULL);

  self->session = g_object_ref (session);
  self->reader = dcr_follow_reader_new (session);
  return GTK_WIDGET (self);
}
