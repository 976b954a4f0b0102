/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-follow-table.h"

#include "base/dcr-worker.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"

/* ---- Rows ------------------------------------------------------------------------------------ */

struct _DcrFollowRow
{
  GObject parent_instance;
  DcrUuid id;
  DcrFollowCell cells[DCR_FOLLOW_MAX_CELLS];
  char *name;
};

G_DEFINE_FINAL_TYPE (DcrFollowRow, dcr_follow_row, G_TYPE_OBJECT)

static void
dcr_follow_row_finalize (GObject *object)
{
  DcrFollowRow *self = DCR_FOLLOW_ROW (object);

  for (guint i = 0; i < DCR_FOLLOW_MAX_CELLS; i++)
    {
      g_free (self->cells[i].first);
      g_free (self->cells[i].second);
    }
  g_free (self->name);
  G_OBJECT_CLASS (dcr_follow_row_parent_class)->finalize (object);
}

static void
dcr_follow_row_class_init (DcrFollowRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dcr_follow_row_finalize;
}

static void
dcr_follow_row_init (DcrFollowRow *self)
{
}

DcrFollowRow *
dcr_follow_row_new (const DcrUuid *id)
{
  DcrFollowRow *self = g_object_new (DCR_TYPE_FOLLOW_ROW, NULL);
  self->id = *id;
  return self;
}

DcrFollowCell *
dcr_follow_row_say (DcrFollowRow *self, guint column, char *first, char *second)
{
  DcrFollowCell *cell = &self->cells[column];

  g_free (cell->first);
  g_free (cell->second);
  cell->first = first;
  cell->second = second;
  return cell;
}

void
dcr_follow_row_set_name (DcrFollowRow *self, char *name)
{
  g_free (self->name);
  self->name = name;
}

/* ---- The table ------------------------------------------------------------------------------- */

struct _DcrFollowTable
{
  GtkBox parent_instance;

  GtkBox *filters, *empty;
  GtkStack *faces;
  GtkColumnView *table;
  GListStore *rows;
  GtkSingleSelection *selection;
  DcrSession *session;
  DcrWorker *worker;
  DcrDb *reader; /* the worker's, once it is open */
  GCancellable *running;
  DcrUuid wanted; /* null: the row that is selected now */
  guint n_columns;
  gboolean changing;
};

G_DEFINE_FINAL_TYPE (DcrFollowTable, dcr_follow_table, GTK_TYPE_BOX)

enum
{
  SELECTED,
  LOADED,
  ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* The widgets of a cell, kept on its box. */
typedef struct
{
  GtkWidget *icon, *first, *tag, *sign, *word, *second;
} Cell;

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
            *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  Cell *cell = g_new0 (Cell, 1);

  cell->icon = gtk_image_new_from_icon_name ("alarm-symbolic");
  gtk_image_set_pixel_size (GTK_IMAGE (cell->icon), 14);
  cell->first = dcr_label_new ("", "numeric");
  cell->tag = dcr_tag_new ("", NULL, "alarm-symbolic"); /* its sign is the row's, when bound */
  cell->sign = gtk_widget_get_first_child (cell->tag);
  cell->word = gtk_widget_get_next_sibling (cell->sign);
  cell->second = dcr_label_new ("", "caption dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (cell->first), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (cell->second), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (line), cell->icon);
  gtk_box_append (GTK_BOX (line), cell->first);
  gtk_box_append (GTK_BOX (line), cell->tag);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), cell->second);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (box), "dcr-cell", cell, g_free);
  gtk_list_item_set_child (item, box);
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

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  guint column = GPOINTER_TO_UINT (data);
  DcrFollowRow *row = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *widget = gtk_widget_get_parent (gtk_widget_get_parent (box));
  Cell *cell = g_object_get_data (G_OBJECT (box), "dcr-cell");
  const DcrFollowCell *said = &row->cells[column];

  gtk_label_set_label (GTK_LABEL (cell->first), said->first ? said->first : "");
  gtk_label_set_label (GTK_LABEL (cell->word), said->first ? said->first : "");
  if (said->icon_name != NULL)
    gtk_image_set_from_icon_name (GTK_IMAGE (cell->sign), said->icon_name);
  gtk_widget_set_visible (cell->sign, said->icon_name != NULL);
  gtk_label_set_label (GTK_LABEL (cell->second), said->second ? said->second : "");
  gtk_widget_set_visible (cell->icon, said->alarm);
  gtk_widget_set_visible (cell->first, !said->tag);
  gtk_widget_set_visible (cell->tag, said->tag);
  set_kind (cell->first, said->kind);
  set_kind (cell->icon, said->kind);
  set_kind (cell->tag, said->kind);
  if (said->strong)
    gtk_widget_add_css_class (cell->first, "heading");
  else
    gtk_widget_remove_css_class (cell->first, "heading");
  if (column == 0 && widget != NULL && row->name != NULL)
    dcr_name (widget, row->name, NULL);
}

void
dcr_follow_table_add_column (DcrFollowTable *self, const char *title, int width)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), GUINT_TO_POINTER (self->n_columns));
  if (width > 0)
    gtk_column_view_column_set_fixed_width (column, width);
  else
    gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_append_column (self->table, column);
  self->n_columns++;
}

void
dcr_follow_table_add_filter (DcrFollowTable *self, GtkWidget *widget)
{
  gtk_box_append (self->filters, widget);
}

GtkLabel *
dcr_follow_table_add_note (DcrFollowTable *self, const char *css_classes)
{
  GtkWidget *note = dcr_label_new ("", css_classes);

  gtk_widget_set_hexpand (note, TRUE);
  gtk_label_set_xalign (GTK_LABEL (note), 1);
  gtk_label_set_ellipsize (GTK_LABEL (note), PANGO_ELLIPSIZE_END);
  gtk_box_append (self->filters, note);
  return GTK_LABEL (note);
}

void
dcr_follow_table_set_empty (DcrFollowTable *self, const char *icon_name, const char *title,
                            const char *sentence)
{
  dcr_empty_container (GTK_WIDGET (self->empty));
  gtk_box_append (self->empty, dcr_empty_new (icon_name, title, sentence, NULL));
}

/* ---- Reading --------------------------------------------------------------------------------- */

typedef struct
{
  DcrFollowTable *table; /* its reader is the worker's own; nothing else of it is touched there */
  DcrFollowReadFunc func;
  gpointer query;
  GDestroyNotify free_query;
} Read;

static void
read_free (gpointer data)
{
  Read *read = data;
  if (read->free_query != NULL)
    read->free_query (read->query);
  g_free (read);
}

static gpointer
run_read (gpointer data, GCancellable *cancellable, GError **error)
{
  Read *read = data;
  DcrFollowTable *self = read->table;

  if (self->reader == NULL)
    self->reader = dcr_store_open_reader (dcr_session_get_store (self->session), error);
  return self->reader != NULL ? read->func (self->reader, read->query, error) : NULL;
}

static guint
find (DcrFollowTable *self, const DcrUuid *id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DcrFollowRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);
      if (dcr_uuid_equal (&row->id, id))
        return i;
    }
  return G_MAXUINT;
}

static void
take (DcrFollowTable *self, GPtrArray *rows)
{
  const DcrUuid *selected = dcr_follow_table_get_selected (self);
  guint former = gtk_single_selection_get_selected (self->selection), at;

  if (dcr_uuid_is_null (&self->wanted) && selected != NULL)
    self->wanted = *selected;
  self->changing = TRUE;
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)),
                       rows->pdata, rows->len);
  at = dcr_uuid_is_null (&self->wanted) ? G_MAXUINT : find (self, &self->wanted);
  if (at == G_MAXUINT && rows->len > 0)
    at = former < rows->len ? former : 0;
  gtk_single_selection_set_selected (self->selection, at);
  if (at != G_MAXUINT && rows->len > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->table), "list.scroll-to-item", "u", at);
  self->changing = FALSE;
  self->wanted = (DcrUuid){ { 0 } };
  gtk_stack_set_visible_child_name (self->faces, rows->len > 0 ? "table" : "empty");
  g_signal_emit (self, signals[LOADED], 0);
  g_signal_emit (self, signals[SELECTED], 0);
}

static void
weak_free (GWeakRef *weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrFollowTable) self = g_weak_ref_get (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = dcr_worker_finish (result, &error);

  weak_free (data);
  if (self == NULL || self->session == NULL
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows != NULL)
    {
      take (self, rows);
      return;
    }
  dcr_follow_table_set_empty (self, "dialog-error-symbolic", _("The list could not be read"),
                              error->message);
  gtk_stack_set_visible_child_name (self->faces, "empty");
}

void
dcr_follow_table_read (DcrFollowTable *self, DcrFollowReadFunc func, gpointer query,
                       GDestroyNotify free_query)
{
  Read *read = g_new0 (Read, 1);
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  *read = (Read){ self, func, query, free_query };
  g_weak_ref_init (weak, self);
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  self->running = g_cancellable_new ();
  dcr_worker_push (self->worker, run_read, read, read_free, (GDestroyNotify)g_ptr_array_unref,
                   self->running, on_read, weak);
}

/* ---- Selection ------------------------------------------------------------------------------- */

const DcrUuid *
dcr_follow_table_get_selected (DcrFollowTable *self)
{
  DcrFollowRow *row = gtk_single_selection_get_selected_item (self->selection);
  return row != NULL ? &row->id : NULL;
}

void
dcr_follow_table_go_on (DcrFollowTable *self)
{
  guint at = gtk_single_selection_get_selected (self->selection);
  g_autoptr (DcrFollowRow) next = at != GTK_INVALID_LIST_POSITION
                                      ? g_list_model_get_item (G_LIST_MODEL (self->rows), at + 1)
                                      : NULL;
  if (next != NULL)
    self->wanted = next->id;
}

static void
on_selected (DcrFollowTable *self)
{
  if (!self->changing)
    g_signal_emit (self, signals[SELECTED], 0);
}

static void
on_activate (DcrFollowTable *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

/* The table is what one works with: the filters come before it in the order of Tab only. */
static gboolean
dcr_follow_table_focus (GtkWidget *widget, GtkDirectionType direction)
{
  DcrFollowTable *self = DCR_FOLLOW_TABLE (widget);

  if (gtk_widget_get_focus_child (widget) == NULL && direction == GTK_DIR_TAB_FORWARD
      && gtk_widget_get_mapped (GTK_WIDGET (self->table))
      && gtk_widget_child_focus (GTK_WIDGET (self->table), direction))
    return TRUE;
  return GTK_WIDGET_CLASS (dcr_follow_table_parent_class)->focus (widget, direction);
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_follow_table_dispose (GObject *object)
{
  DcrFollowTable *self = DCR_FOLLOW_TABLE (object);

  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  /* the thread ends before its connection is closed and the session goes */
  g_clear_pointer (&self->worker, dcr_worker_free);
  g_clear_pointer (&self->reader, dcr_db_close);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dcr_follow_table_parent_class)->dispose (object);
}

static void
dcr_follow_table_class_init (DcrFollowTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_follow_table_dispose;
  GTK_WIDGET_CLASS (klass)->focus = dcr_follow_table_focus;
  signals[SELECTED] = g_signal_new ("selected", DCR_TYPE_FOLLOW_TABLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
  signals[LOADED] = g_signal_new ("loaded", DCR_TYPE_FOLLOW_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", DCR_TYPE_FOLLOW_TABLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               DCR_DESK_RESOURCE "/follow/dcr-follow-table.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), DcrFollowTable, filters);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), DcrFollowTable, empty);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), DcrFollowTable, faces);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), DcrFollowTable, table);
}

static void
dcr_follow_table_init (DcrFollowTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->worker = dcr_worker_new ("follow");
  self->rows = g_list_store_new (DCR_TYPE_FOLLOW_ROW);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (on_selected), self);
  g_signal_connect_swapped (self->table, "activate", G_CALLBACK (on_activate), self);
}

GtkWidget *
dcr_follow_table_new (DcrSession *session, const char *name)
{
  DcrFollowTable *self = g_object_new (DCR_TYPE_FOLLOW_TABLE, NULL);
  GtkWidget *keys = dcr_keys_line_new ("↑ ↓", _("choose"), C_("key", "Enter"), _("read"), "F6",
                                       _("next pane"), NULL);

  self->session = g_object_ref (session);
  dcr_name (GTK_WIDGET (self), name, NULL);
  dcr_name (GTK_WIDGET (self->table), name, NULL);
  gtk_widget_set_margin_top (keys, 6);
  gtk_widget_set_margin_bottom (keys, 6);
  gtk_widget_set_margin_start (keys, 12);
  gtk_box_append (GTK_BOX (self), keys);
  return GTK_WIDGET (self);
}
