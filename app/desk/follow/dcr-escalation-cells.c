/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-escalation-cells.h"

#include "base/dcr-clock.h"
#include "desk/common/dcr-parts.h"
#include "desk/follow/dcr-escalation-model.h"
#include "followup/dcr-when.h"

#define SOON_MS (G_GINT64_CONSTANT (2) * 3600 * 1000)

/* Due cells on screen, so that time alone can change what they say. */
#define BOUND "dcr-bound-cells"

/* The widgets of a cell, kept on its box. */
typedef struct
{
  GtkWidget *icon, *first, *second, *tag;
  GtkListItem *item; /* while bound */
} Cell;

/* Words that take the room they are given: their own width is never asked, so never laid out. */
static GtkWidget *
new_words (const char *css_class)
{
  GtkWidget *words = g_object_new (GTK_TYPE_INSCRIPTION, "hexpand", TRUE, "xalign", 0.0f,
                                   "text-overflow", GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END, NULL);

  if (css_class != NULL)
    {
      g_auto (GStrv) names = g_strsplit (css_class, " ", -1);
      gtk_widget_set_css_classes (words, (const char **)names);
    }
  return words;
}

static void
say (GtkWidget *words, const char *text)
{
  gtk_inscription_set_text (GTK_INSCRIPTION (words), text);
}

static Cell *
new_cell (GtkListItem *item, const char *first_class)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
            *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  Cell *cell = g_new0 (Cell, 1);

  cell->icon = gtk_image_new_from_icon_name ("alarm-symbolic");
  gtk_image_set_pixel_size (GTK_IMAGE (cell->icon), 14);
  gtk_widget_set_visible (cell->icon, FALSE);
  cell->first = new_words (first_class);
  cell->second = new_words ("caption dim-label");
  gtk_box_append (GTK_BOX (line), cell->icon);
  gtk_box_append (GTK_BOX (line), cell->first);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), cell->second);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (box), "dcr-cell", cell, g_free);
  gtk_list_item_set_child (item, box);
  return cell;
}

static Cell *
cell_of (GtkListItem *item)
{
  GtkWidget *child = gtk_list_item_get_child (item);
  return child != NULL ? g_object_get_data (G_OBJECT (child), "dcr-cell") : NULL;
}

static void
set_kind (GtkWidget *widget, const char *kind)
{
  static const char *const kinds[] = { "accent", "success", "warning", "error" };
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kind, kinds[i]) == 0)
      gtk_widget_add_css_class (widget, kinds[i]);
    else
      gtk_widget_remove_css_class (widget, kinds[i]);
}

/* ---- Places whose escalation changes --------------------------------------------------------- */

typedef void (*WriteFunc) (GtkListItem *item);

/* Writes the cell now, and again whenever another escalation comes to its place. */
static void
watch (GtkListItem *item, WriteFunc write)
{
  write (item);
  g_signal_connect_swapped (gtk_list_item_get_item (item), "changed", G_CALLBACK (write), item);
}

static void
unwatch (GtkListItem *item)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (item), item);
}

static void
unbind_words (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  unwatch (item);
}

/* ---- Due ------------------------------------------------------------------------------------- */

static char *
describe_due (const DcrEscalationRow *row, gint64 now, const char **kind)
{
  g_autofree char *span = dcr_when_span (row->due - now);
  g_autofree char *day = NULL, *hour = NULL, *first = NULL, *upper = NULL, *named = NULL;

  *kind = NULL;
  if (dcr_escalation_is_over (row->state))
    return g_strdup (dcr_escalation_state_label (row->state));
  if (row->due < now && row->state != DCR_ESCALATION_ANSWERED)
    {
      *kind = "error";
      return g_strdup_printf (_("%s late"), span);
    }
  if (row->due - now < SOON_MS && row->due >= now)
    {
      *kind = "warning";
      return g_strdup_printf (_("In %s"), span);
    }
  day = dcr_when_day_to_come (row->due, now);
  hour = dcr_when_hour (row->due, NULL);
  first = g_utf8_substring (day, 0, 1);
  upper = g_utf8_strup (first, -1);
  named = g_strconcat (upper, g_utf8_next_char (day), NULL);
  return g_strdup_printf (_("%s, %s"), named, hour);
}

static void
show_due (Cell *cell, const DcrEscalationRow *row)
{
  gint64 now = dcr_clock_now_ms ();
  const char *kind;
  g_autofree char *first = describe_due (row, now, &kind);
  g_autofree char *hour = dcr_when_hour (row->due, NULL),
                  *day = dcr_when_day_to_come (row->due, now);
  g_autofree char *second = g_strdup_printf (_("promised %s %s"), day, hour);

  say (cell->first, first);
  say (cell->second, second);
  gtk_widget_set_visible (cell->icon, g_strcmp0 (kind, "error") == 0);
  set_kind (cell->first, kind);
  set_kind (cell->icon, kind);
}

static void
setup_due (GtkSignalListItemFactory *factory, GtkListItem *item, GPtrArray *bound)
{
  new_cell (item, "heading numeric");
}

/* Spoken by the row: state first, then what the columns say. */
static void
name_row (GtkListItem *item, Cell *cell, const DcrEscalationRow *row)
{
  GtkWidget *child = gtk_list_item_get_child (item);
  GtkWidget *widget = gtk_widget_get_parent (gtk_widget_get_parent (child));
  g_autofree char *name
      = g_strdup_printf ("%s. %s. %s. %s. %s",
                         gtk_inscription_get_text (GTK_INSCRIPTION (cell->first)), row->question,
                         row->reason_path, dcr_escalation_state_label (row->state),
                         row->holder_name != NULL ? row->holder_name : _("to be taken"));
  if (widget != NULL)
    dcr_name (widget, name, NULL);
}

static void
write_due (GtkListItem *item)
{
  const DcrEscalationRow *row = dcr_escalation_item_get_row (gtk_list_item_get_item (item));
  Cell *cell = cell_of (item);

  if (row == NULL)
    return;
  show_due (cell, row);
  name_row (item, cell, row);
}

static void
bind_due (GtkSignalListItemFactory *factory, GtkListItem *item, GPtrArray *bound)
{
  watch (item, write_due);
  g_ptr_array_add (bound, item);
}

static void
unbind_due (GtkSignalListItemFactory *factory, GtkListItem *item, GPtrArray *bound)
{
  unwatch (item);
  g_ptr_array_remove_fast (bound, item);
}

void
dcr_escalation_cells_tick (GtkColumnView *table)
{
  GPtrArray *bound = g_object_get_data (G_OBJECT (table), BOUND);

  for (guint i = 0; bound != NULL && i < bound->len; i++)
    {
      const DcrEscalationRow *row
          = dcr_escalation_item_get_row (gtk_list_item_get_item (bound->pdata[i]));
      if (row != NULL)
        show_due (cell_of (bound->pdata[i]), row);
    }
}

/* ---- Request --------------------------------------------------------------------------------- */

static void
setup_request (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  new_cell (item, NULL);
}

static void
write_request (GtkListItem *item)
{
  const DcrEscalationRow *row = dcr_escalation_item_get_row (gtk_list_item_get_item (item));
  Cell *cell = cell_of (item);
  g_autofree char *second = NULL;

  if (row == NULL)
    return;
  second = g_strdup_printf ("%s · %s", row->reason_path, row->queue_name ? row->queue_name : "");
  say (cell->first, row->question);
  say (cell->second, second);
  /* as unread mail: a state, not a decoration */
  if (row->state == DCR_ESCALATION_RECEIVED || row->state == DCR_ESCALATION_REOPENED)
    gtk_widget_add_css_class (cell->first, "heading");
  else
    gtk_widget_remove_css_class (cell->first, "heading");
}

static void
bind_request (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  watch (item, write_request);
}

/* ---- State ----------------------------------------------------------------------------------- */

const char *
dcr_escalation_cells_kind (int state)
{
  switch (state)
    {
    case DCR_ESCALATION_TAKEN:
      return "accent";
    case DCR_ESCALATION_ASKED:
      return "warning";
    case DCR_ESCALATION_ANSWERED:
    case DCR_ESCALATION_CLOSED:
      return "success";
    case DCR_ESCALATION_RETURNED:
      return "error";
    default:
      return NULL;
    }
}

static void
setup_state (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  Cell *cell = new_cell (item, NULL);
  GtkWidget *line = gtk_widget_get_parent (cell->first);

  gtk_widget_set_visible (cell->first, FALSE);
  cell->tag = dcr_tag_new ("", NULL, NULL);
  gtk_box_append (GTK_BOX (line), cell->tag);
  gtk_widget_set_margin_start (cell->second, 8);
}

static void
write_state (GtkListItem *item)
{
  const DcrEscalationRow *row = dcr_escalation_item_get_row (gtk_list_item_get_item (item));
  Cell *cell = cell_of (item);

  if (row == NULL)
    return;
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (cell->tag)),
                       dcr_escalation_state_label (row->state));
  set_kind (cell->tag, dcr_escalation_cells_kind (row->state));
  say (cell->second, row->holder_name != NULL ? row->holder_name : _("to be taken"));
}

static void
bind_state (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  watch (item, write_state);
}

/* ---- Columns --------------------------------------------------------------------------------- */

static void
add_column (GtkColumnView *table, const char *title, GCallback setup, GCallback bind,
            GCallback unbind, gpointer data, int width)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  g_signal_connect (factory, "setup", setup, data);
  g_signal_connect (factory, "bind", bind, data);
  if (unbind != NULL)
    g_signal_connect (factory, "unbind", unbind, data);
  if (width > 0)
    gtk_column_view_column_set_fixed_width (column, width);
  else
    gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_append_column (table, column);
}

void
dcr_escalation_cells_add (GtkColumnView *table)
{
  GPtrArray *bound = g_ptr_array_new ();

  g_object_set_data_full (G_OBJECT (table), BOUND, bound, (GDestroyNotify)g_ptr_array_unref);
  add_column (table, _("Due"), G_CALLBACK (setup_due), G_CALLBACK (bind_due),
              G_CALLBACK (unbind_due), bound, 170);
  add_column (table, _("Request"), G_CALLBACK (setup_request), G_CALLBACK (bind_request),
              G_CALLBACK (unbind_words), NULL, 0);
  add_column (table, _("State"), G_CALLBACK (setup_state), G_CALLBACK (bind_state),
              G_CALLBACK (unbind_words), NULL, 132);
}
