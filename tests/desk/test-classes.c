/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every widget class, and every template, made once; a warning ends the test (G_DEBUG=fatal-warnings). */
#include <adwaita.h>
#include <string.h>

#include "desk/common/dcr-parts.h"
#include "desk/common/dcr-width-first.h"
#include "desk/dcr-desk.h"

#define ROOT DCR_DESK_RESOURCE

static void
test_class (gconstpointer data)
{
  GType type = GPOINTER_TO_SIZE (data);
  g_autoptr (GObject) object = g_object_ref_sink (g_object_new (type, NULL));

  g_assert_true (GTK_IS_WIDGET (object));
  if (GTK_IS_WINDOW (object))
    gtk_window_destroy (GTK_WINDOW (object));
}

static void
add_classes (GType parent)
{
  guint n;
  g_autofree GType *children = g_type_children (parent, &n);

  for (guint i = 0; i < n; i++)
    {
      if (g_str_has_prefix (g_type_name (children[i]), "Dcr") && !G_TYPE_IS_ABSTRACT (children[i]))
        {
          g_autofree char *path = g_strdup_printf ("/classes/%s", g_type_name (children[i]));
          g_test_add_data_func (path, GSIZE_TO_POINTER (children[i]), test_class);
        }
      add_classes (children[i]);
    }
}

static char *
class_of_template (const char *path)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, NULL);
  const char *text = g_bytes_get_data (bytes, NULL);
  const char *begin = strstr (text, "<template class=\"");

  if (begin == NULL)
    return NULL;
  begin += strlen ("<template class=\"");
  return g_strndup (begin, strcspn (begin, "\""));
}

/* A template that no class takes, or whose class dcr_desk_init() forgot, is nowhere. */
static void
test_templates (void)
{
  static const char *const folders[] = { "shell", "common", "call", "follow" };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = g_strdup_printf ("%s/%s", ROOT, folders[i]);
      g_auto (GStrv) names = g_resources_enumerate_children (folder, 0, NULL);

      for (char **name = names; *name != NULL; name++)
        {
          g_autofree char *path = g_strdup_printf ("%s/%s", folder, *name);
          g_autofree char *class = class_of_template (path);

          n++;
          if (class == NULL || g_type_from_name (class) == 0)
            g_error ("%s has no class", path);
        }
    }
  g_assert_cmpuint (n, >=, 20);
}

/* What a row asks of a column of texts: the width it has anyway, and the height for the width it gets. */
static void
test_width_first (void)
{
  GtkWidget *row = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6)),
            *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  int least, natural, again, low, high;

  gtk_box_append (GTK_BOX (column), dcr_label_new_wrapped ("one two three four five six", NULL));
  gtk_box_append (GTK_BOX (column), dcr_label_new_wrapped ("seven", NULL));
  gtk_box_append (GTK_BOX (row), column);
  gtk_widget_measure (column, GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural, NULL, NULL);
  gtk_widget_measure (column, GTK_ORIENTATION_VERTICAL, natural, &low, NULL, NULL, NULL);
  dcr_width_first_apply (row);
  gtk_widget_measure (column, GTK_ORIENTATION_HORIZONTAL, 500, &again, NULL, NULL, NULL);
  g_assert_cmpint (again, ==, least);
  gtk_widget_measure (column, GTK_ORIENTATION_VERTICAL, natural, &high, NULL, NULL, NULL);
  g_assert_cmpint (high, ==, low);
  gtk_widget_measure (column, GTK_ORIENTATION_VERTICAL, least, &high, NULL, NULL, NULL);
  g_assert_cmpint (high, >, low);
  g_object_unref (row);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  dcr_desk_init ();
  add_classes (GTK_TYPE_WIDGET);
  g_test_add_func ("/templates", test_templates);
  g_test_add_func ("/width-first", test_width_first);
  return g_test_run ();
}
