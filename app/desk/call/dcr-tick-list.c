/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-tick-list.h"

#include "base/dcr-error.h"
#include "desk/common/dcr-line-layout.h"
#include "desk/common/dcr-parts.h"

struct _DcrTickList
{
  GtkWidget parent_instance;
  GtkWidget *list;
  char *address, *ticked;
};

G_DEFINE_FINAL_TYPE (DcrTickList, dcr_tick_list, GTK_TYPE_WIDGET)

gboolean
dcr_ticked_has (const char *ticked, guint ordinal)
{
  g_auto (GStrv) parts = g_strsplit (ticked != NULL ? ticked : "", ",", -1);
  g_autofree char *number = g_strdup_printf ("%u", ordinal);

  return g_strv_contains ((const char *const *) parts, number);
}

guint
dcr_ticked_count (const char *ticked)
{
  g_auto (GStrv) parts = g_strsplit (ticked != NULL ? ticked : "", ",", -1);

  return g_strv_length (parts);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  return (int) *(const guint *) a - (int) *(const guint *) b;
}

char *
dcr_ticked_set (const char *ticked, guint ordinal, gboolean on)
{
  g_auto (GStrv) parts = g_strsplit (ticked != NULL ? ticked : "", ",", -1);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GString) text = g_string_new (NULL);

  for (char **part = parts; *part != NULL; part++)
    {
      const guint number = (guint) g_ascii_strtoull (*part, NULL, 10);
      if (number != ordinal)
        g_array_append_val (numbers, number);
    }
  if (on)
    g_array_append_val (numbers, ordinal);
  g_array_sort (numbers, compare_numbers);
  for (guint i = 0; i < numbers->len; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? "," : "", g_array_index (numbers, guint, i));
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
toggled (GtkCheckButton *check, DcrTickList *self)
{
  const guint ordinal = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "ordinal"));

  gtk_widget_activate_action (GTK_WIDGET (self), "article.tick", "(sub)", self->address, ordinal,
                              gtk_check_button_get_active (check));
}

/* A click anywhere on the line ticks it. */
static void
row_activated (GtkListBox *list, GtkListBoxRow *row, gpointer data)
{
  GtkWidget *check = gtk_widget_get_first_child (gtk_list_box_row_get_child (row));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               !gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
}

static void
dcr_tick_list_dispose (GObject *object)
{
  DcrTickList *self = DCR_TICK_LIST (object);

  g_clear_pointer (&self->list, gtk_widget_unparent);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->ticked, g_free);
  G_OBJECT_CLASS (dcr_tick_list_parent_class)->dispose (object);
}

static void
dcr_tick_list_class_init (DcrTickListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_tick_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
dcr_tick_list_init (DcrTickList *self)
{
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_add_css_class (self->list, "ticks");
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated), NULL);
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
}

GtkWidget *
dcr_tick_list_new (const char *address, const char *ticked)
{
  DcrTickList *self = g_object_new (DCR_TYPE_TICK_LIST, NULL);

  self->address = g_strdup (address);
  self->ticked = g_strdup (ticked);
  return GTK_WIDGET (self);
}

void
dcr_tick_list_append (DcrTickList *self, GtkWidget *content, const char *name, guint ordinal)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = dcr_line_new (12);
  GtkWidget *check = gtk_check_button_new ();
  /* Translators: a document on a list; ticked, the confirmation names it */
  g_autofree char *spoken = g_strdup_printf (_("%s, to send"), name);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), dcr_ticked_has (self->ticked, ordinal));
  g_object_set_data (G_OBJECT (check), "ordinal", GUINT_TO_POINTER (ordinal));
  g_signal_connect (check, "toggled", G_CALLBACK (toggled), self);
  dcr_line_layout_set_centred (DCR_LINE_LAYOUT (gtk_widget_get_layout_manager (box)), TRUE);
  dcr_name (check, spoken, NULL);
  gtk_widget_set_hexpand (content, TRUE);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), content);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_focusable (row, FALSE);
  dcr_name (row, name, NULL);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}
