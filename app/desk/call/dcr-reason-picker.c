/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-reason-picker.h"

#include "desk/call/dcr-reason-card.h"
#include "desk/call/dcr-reason-row.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"

#define N_SUGGESTED 3
#define MAX_DIGIT 9
/* Rows that a keystroke shows; the next ones come when typing pauses, or when the selection or the view comes near.
 * Their widgets stay and show other reasons: a GtkListView of 4.8 makes them anew whenever its model changes. */
#define SCREENFUL 10
#define HEIGHT 508
#define SIDES_DELAY_MS 120 /* families and definition follow when typing pauses */
/* Below these widths of the window the sides give way to the list. */
#define WIDTH_FAMILIES 840
#define WIDTH_DEFINITION 620

struct _DcrReasonPicker
{
  GtkPopover parent_instance;

  GtkWidget *families_side, *definition_side;
  GtkListBox *families;
  GtkScrolledWindow *scroller;
  GtkListBox *list;
  GtkBox *definition;
  GtkBox *keys;
  GtkWidget *none_fits;

  GPtrArray *rows;    /* DcrReasonRow */
  GPtrArray *widgets; /* GtkListBoxRow *, of the list: the first show the rows, the others are hidden */
  guint n_shown;
  gboolean follows; /* the view goes to the selected row once it has its place */
  GPtrArray *suggested;      /* of the evidence when it was opened; NULL: not yet asked */
  guint sides_id;
  GHashTable *counts; /* family -> matches */
  DcrCalls *calls;
  DcrCall *call;
  char *typed;
  const DcrReason *family; /* filter, or NULL */
  guint n_digits;
};

G_DEFINE_FINAL_TYPE (DcrReasonPicker, dcr_reason_picker, GTK_TYPE_POPOVER)

enum
{
  CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const DcrReason *
family_of (const DcrReason *reason)
{
  while (reason->parent != NULL)
    reason = reason->parent;
  return reason;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

typedef struct
{
  DcrReasonPicker *self;
  GPtrArray *rows;
  GHashTable *seen; /* DcrReason *: shown once */
  const char *heading; /* not yet added */
  gboolean by_family;  /* the headings are families */
  char *typed;         /* GRefString, or NULL */
} Filling;

/* @caption is taken; NULL: the definition, with what was typed marked. */
static void
add_reason (Filling *filling, const DcrReason *reason, char *caption, gboolean retired)
{
  DcrReasonPicker *self = filling->self;
  gboolean has_digit = !retired && self->n_digits < MAX_DIGIT;
  guint digit = has_digit ? self->n_digits + 1 : 0;
  DcrReasonRow *row;

  if ((self->family != NULL && family_of (reason) != self->family)
      || !g_hash_table_add (filling->seen, (gpointer) reason))
    {
      g_free (caption);
      return;
    }
  if (filling->heading != NULL)
    g_ptr_array_add (filling->rows, dcr_reason_row_new_heading (filling->heading));
  filling->heading = NULL;
  self->n_digits += has_digit;
  row = caption != NULL || filling->typed == NULL
            ? dcr_reason_row_new (reason, caption, digit, retired)
            : dcr_reason_row_new_found (reason, filling->typed, digit);
  if (filling->by_family)
    dcr_reason_row_set_under_family (row);
  g_ptr_array_add (filling->rows, row);
}

/* With words typed, a suggestion stays first only when it has them too. */
static void
add_suggested (Filling *filling, GHashTable *wanted)
{
  DcrReasonPicker *self = filling->self;

  if (self->suggested == NULL)
    self->suggested = dcr_calls_suggest (self->calls, self->call, N_SUGGESTED);
  filling->heading = _("Suggested");
  for (guint i = 0; i < self->suggested->len; i++)
    {
      const DcrSuggestion *suggestion = self->suggested->pdata[i];
      if (wanted == NULL || g_hash_table_contains (wanted, suggestion->reason))
        add_reason (filling, suggestion->reason, g_markup_escape_text (suggestion->why, -1), FALSE);
    }
}

static void
add_last_chosen (Filling *filling)
{
  DcrReasonGrid *grid = dcr_calls_get_grid (filling->self->calls);
  const char *const *last = dcr_calls_get_last_reasons (filling->self->calls);

  filling->heading = _("Chosen last");
  for (guint i = 0; last[i] != NULL && i < N_SUGGESTED; i++)
    {
      const DcrReason *reason = dcr_reason_grid_find (grid, last[i]);
      if (reason != NULL && dcr_reason_is_choosable (reason) && !reason->is_other)
        add_reason (filling, reason, NULL, FALSE);
    }
}

static void
add_all (Filling *filling)
{
  DcrReasonGrid *grid = dcr_calls_get_grid (filling->self->calls);
  const DcrReason *family = NULL;

  filling->by_family = TRUE;
  for (guint i = 0; i < dcr_reason_grid_get_n (grid); i++)
    {
      const DcrReason *reason = dcr_reason_grid_get (grid, i);
      if (!dcr_reason_is_choosable (reason) || reason->is_other)
        continue;
      if (family_of (reason) != family)
        filling->heading = family_of (reason)->label;
      family = family_of (reason);
      add_reason (filling, reason, NULL, FALSE);
    }
}

/* « remplacé par Carte d’identité : demande » */
static char *
retired_caption (DcrReasonPicker *self, const DcrReason *reason)
{
  const DcrReason *const *next
      = dcr_reason_grid_successors (dcr_calls_get_grid (self->calls), reason, NULL);
  g_autofree char *label = next ? g_markup_escape_text (next[0]->path, -1) : NULL;

  return label ? g_strdup_printf (_("replaced by %s"), label) : g_strdup (_("no longer used"));
}

static void
count_family (DcrReasonPicker *self, const DcrReason *reason)
{
  gpointer family = (gpointer) family_of (reason);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, family));
  g_hash_table_insert (self->counts, family, GUINT_TO_POINTER (n + 1));
}

static void
add_matches (Filling *filling, GArray *matches)
{
  DcrReasonPicker *self = filling->self;
  g_autofree char *heading = g_strdup_printf (_("With “%s”"), self->typed);

  filling->heading = heading;
  for (guint i = 0; i < matches->len; i++)
    {
      const DcrMatch *match = &g_array_index (matches, DcrMatch, i);
      if (match->kind == DCR_MATCH_RETIRED)
        add_reason (filling, match->reason, retired_caption (self, match->reason), TRUE);
      else
        add_reason (filling, match->reason, NULL, FALSE);
    }
  filling->heading = NULL;
}

static void
add_nearest (Filling *filling)
{
  DcrReasonPicker *self = filling->self;
  g_autoptr (GPtrArray) nearest
      = dcr_suggester_nearest (dcr_calls_get_suggester (self->calls), self->typed, N_SUGGESTED);
  g_autofree char *heading
      = g_strdup_printf (_("No reason contains “%s”; the nearest"), self->typed);

  filling->heading = heading;
  for (guint i = 0; i < nearest->len; i++)
    {
      const DcrReason *reason = nearest->pdata[i];
      add_reason (filling, reason, NULL, FALSE);
    }
  if (filling->heading != NULL) /* nothing comes near: the sentence stands alone */
    {
      g_autofree char *sentence = g_strdup_printf (_("No reason contains “%s”"), self->typed);
      g_ptr_array_add (filling->rows, dcr_reason_row_new_heading (sentence));
    }
  filling->heading = NULL;
}

static void
fill_typed (Filling *filling)
{
  DcrReasonPicker *self = filling->self;
  g_autoptr (GArray) matches
      = dcr_suggester_match (dcr_calls_get_suggester (self->calls), self->typed);
  g_autoptr (GHashTable) wanted = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < matches->len; i++)
    {
      const DcrMatch *match = &g_array_index (matches, DcrMatch, i);
      g_hash_table_add (wanted, (gpointer) match->reason);
      count_family (self, match->reason);
    }
  add_suggested (filling, wanted);
  add_matches (filling, matches);
  if (matches->len == 0)
    add_nearest (filling);
}

static void
fill_untyped (Filling *filling)
{
  DcrReasonGrid *grid = dcr_calls_get_grid (filling->self->calls);

  for (guint i = 0; i < dcr_reason_grid_get_n (grid); i++)
    {
      const DcrReason *reason = dcr_reason_grid_get (grid, i);
      if (dcr_reason_is_choosable (reason) && !reason->is_other)
        count_family (filling->self, reason);
    }
  if (filling->self->family == NULL)
    {
      add_suggested (filling, NULL);
      add_last_chosen (filling);
    }
  add_all (filling);
}

static void
show_family_counts (DcrReasonPicker *self)
{
  guint all = 0;
  GHashTableIter iter;
  gpointer n;

  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, NULL, &n))
    all += GPOINTER_TO_UINT (n);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->families)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      const DcrReason *family = g_object_get_data (G_OBJECT (row), "dcr-family");
      GtkLabel *count = g_object_get_data (G_OBJECT (row), "dcr-count");
      guint matches = family ? GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, family)) : all;
      g_autofree char *text = matches ? g_strdup_printf ("%u", matches) : NULL;
      gtk_label_set_label (count, text ? text : "");
      if (matches > 0)
        gtk_widget_remove_css_class (row, "dim-label");
      else
        gtk_widget_add_css_class (row, "dim-label");
      if (family == self->family)
        gtk_list_box_select_row (self->families, GTK_LIST_BOX_ROW (row));
    }
}

/* ---- The definition of the selected reason --------------------------------------------------- */

static void
choose (DcrReasonPicker *self, const char *reason, gboolean secondary)
{
  g_autofree char *id = g_strdup (reason);
  g_signal_emit (self, signals[CHOSEN], 0, id, secondary);
}

static void
on_local_clicked (GtkButton *button, DcrReasonPicker *self)
{
  const DcrReason *reason = g_object_get_data (G_OBJECT (button), "dcr-reason");
  choose (self, reason->id, FALSE);
}

static DcrReasonRow *
selected_row (DcrReasonPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  guint at = row ? (guint) gtk_list_box_row_get_index (row) : self->n_shown;

  return at < self->n_shown ? self->rows->pdata[at] : NULL;
}

static void
show_card (DcrReasonPicker *self)
{
  DcrReasonRow *row = selected_row (self);
  const DcrReason *reason = row ? dcr_reason_row_get_reason (row) : NULL;

  dcr_empty_container (GTK_WIDGET (self->definition));
  if (reason != NULL)
    dcr_reason_card_fill (self->definition, dcr_calls_get_grid (self->calls), reason,
                          G_CALLBACK (on_local_clicked), self);
}

/* The first @n have widgets. */
static void
show_rows (DcrReasonPicker *self, guint n)
{
  n = MIN (n, self->rows->len);
  for (guint i = self->n_shown; i < n; i++)
    {
      if (i == self->widgets->len)
        {
          g_ptr_array_add (self->widgets, dcr_reason_row_widget_new ());
          gtk_list_box_append (self->list, self->widgets->pdata[i]);
        }
      dcr_reason_row_widget_show (self->widgets->pdata[i], self->rows->pdata[i]);
      gtk_widget_set_visible (self->widgets->pdata[i], TRUE);
    }
  for (guint i = n; i < self->widgets->len && gtk_widget_get_visible (self->widgets->pdata[i]); i++)
    gtk_widget_set_visible (self->widgets->pdata[i], FALSE);
  self->n_shown = n;
}

static void
show_sides (DcrReasonPicker *self)
{
  g_clear_handle_id (&self->sides_id, g_source_remove);
  show_family_counts (self);
  show_card (self);
  if (self->n_shown == SCREENFUL)
    show_rows (self, 2 * SCREENFUL);
}

static gboolean
on_typing_pauses (gpointer data)
{
  DcrReasonPicker *self = data;
  self->sides_id = 0;
  show_sides (self);
  return G_SOURCE_REMOVE;
}

static void
show_sides_soon (DcrReasonPicker *self)
{
  g_clear_handle_id (&self->sides_id, g_source_remove);
  self->sides_id = g_timeout_add (SIDES_DELAY_MS, on_typing_pauses, self);
}

static void
select_first (DcrReasonPicker *self)
{
  for (guint i = 0; i < self->n_shown; i++)
    if (dcr_reason_row_get_reason (self->rows->pdata[i]) != NULL)
      {
        gtk_list_box_select_row (self->list, self->widgets->pdata[i]);
        break;
      }
  self->follows = FALSE;
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
fill (DcrReasonPicker *self)
{
  Filling filling = { self };
  g_autofree char *name = NULL;
  guint n_reasons = 0;

  if (self->call == NULL)
    return;
  g_ptr_array_set_size (self->rows, 0);
  filling.rows = self->rows;
  filling.seen = g_hash_table_new (NULL, NULL);
  self->n_digits = 0;
  g_hash_table_remove_all (self->counts);
  if (self->typed[0] != '\0')
    {
      filling.typed = g_ref_string_new (self->typed);
      fill_typed (&filling);
    }
  else
    fill_untyped (&filling);
  n_reasons = g_hash_table_size (filling.seen);
  self->n_shown = 0;
  show_rows (self, SCREENFUL);
  name = g_strdup_printf (_("Reasons, %u"), n_reasons);
  dcr_name (GTK_WIDGET (self->list), name, NULL);
  g_hash_table_unref (filling.seen);
  g_clear_pointer (&filling.typed, g_ref_string_release);
  select_first (self);
  show_sides_soon (self);
}

/* ---- Keys ------------------------------------------------------------------------------------ */

/* The selected row is in sight, once it has its place. */
static void
follow_selection (DcrReasonPicker *self)
{
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_selected_row (self->list));
  graphene_rect_t bounds;

  if (!self->follows || row == NULL || gtk_widget_get_height (row) == 0
      || !gtk_widget_compute_bounds (row, GTK_WIDGET (self->list), &bounds))
    return;
  self->follows = FALSE;
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (self->scroller), bounds.origin.y,
                             bounds.origin.y + bounds.size.height);
}

static void
on_scrolled (GtkAdjustment *adjustment, DcrReasonPicker *self)
{
  if (self->n_shown < self->rows->len
      && gtk_adjustment_get_value (adjustment) + 1.5 * gtk_adjustment_get_page_size (adjustment)
             > gtk_adjustment_get_upper (adjustment))
    show_rows (self, self->n_shown + SCREENFUL);
}

static void
move (DcrReasonPicker *self, int by)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  int at = selected ? gtk_list_box_row_get_index (selected) : -1;

  for (at += by; at >= 0 && at < (int) self->rows->len; at += by)
    {
      if (dcr_reason_row_get_reason (self->rows->pdata[at]) == NULL)
        continue;
      if (at + SCREENFUL / 2 >= (int) self->n_shown)
        show_rows (self, at + SCREENFUL);
      gtk_list_box_select_row (self->list, self->widgets->pdata[at]);
      self->follows = TRUE;
      follow_selection (self);
      show_sides_soon (self);
      return;
    }
}

static void
set_family (DcrReasonPicker *self, const DcrReason *family)
{
  self->family = family;
  fill (self);
  show_sides (self);
}

static gboolean
activate (DcrReasonPicker *self, gboolean secondary)
{
  DcrReasonRow *row = selected_row (self);

  if (row == NULL || !dcr_reason_row_is_choosable (row))
    return FALSE;
  choose (self, dcr_reason_row_get_reason (row)->id, secondary);
  return TRUE;
}

gboolean
dcr_reason_picker_key (DcrReasonPicker *self, guint keyval, GdkModifierType state, gboolean at_end)
{
  DcrReasonRow *row = selected_row (self);

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_Up:
      move (self, keyval == GDK_KEY_Down ? 1 : -1);
      return TRUE;
    case GDK_KEY_Page_Down:
    case GDK_KEY_Page_Up:
      for (int i = 0; i < 6; i++)
        move (self, keyval == GDK_KEY_Page_Down ? 1 : -1);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      activate (self, (state & GDK_SHIFT_MASK) != 0);
      return TRUE;
    case GDK_KEY_Right:
      if (!at_end || row == NULL || dcr_reason_row_get_reason (row) == NULL)
        return FALSE;
      set_family (self, family_of (dcr_reason_row_get_reason (row)));
      return TRUE;
    case GDK_KEY_Left:
      if (self->family == NULL)
        return FALSE;
      set_family (self, NULL);
      return TRUE;
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
    case GDK_KEY_ISO_Left_Tab: /* closes and goes on: nothing of the picker is a stop of Tab */
      gtk_popover_popdown (GTK_POPOVER (self));
      return FALSE;
    case GDK_KEY_Escape:
      gtk_popover_popdown (GTK_POPOVER (self));
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
dcr_reason_picker_pick (DcrReasonPicker *self, guint digit)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      DcrReasonRow *row = self->rows->pdata[i];
      if (dcr_reason_row_get_digit (row) != digit)
        continue;
      choose (self, dcr_reason_row_get_reason (row)->id, FALSE);
      return TRUE;
    }
  return FALSE;
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, DcrReasonPicker *self)
{
  gtk_list_box_select_row (list, row);
  activate (self, FALSE);
}

static void
on_none_fits (GtkButton *button, DcrReasonPicker *self)
{
  choose (self, DCR_REASON_OTHER, FALSE);
}

static void
on_family_activated (GtkListBox *families, GtkListBoxRow *row, DcrReasonPicker *self)
{
  set_family (self, g_object_get_data (G_OBJECT (row), "dcr-family"));
}

/* ---- Opening --------------------------------------------------------------------------------- */

static void
add_family (DcrReasonPicker *self, const DcrReason *family, const char *label)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = dcr_label_new (label, NULL);
  GtkWidget *count = dcr_label_new (NULL, "caption numeric dim-label");

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "dcr-family", (gpointer) family);
  g_object_set_data (G_OBJECT (row), "dcr-count", count);
  dcr_name (row, label, NULL);
  gtk_list_box_append (self->families, row);
}

void
dcr_reason_picker_set_call (DcrReasonPicker *self, DcrCalls *calls, DcrCall *call)
{
  DcrReasonGrid *grid;

  self->family = NULL;
  g_clear_handle_id (&self->sides_id, g_source_remove);
  g_clear_pointer (&self->suggested, g_ptr_array_unref);
  dcr_empty_container (GTK_WIDGET (self->families));
  dcr_empty_container (GTK_WIDGET (self->definition));
  g_ptr_array_set_size (self->rows, 0);
  show_rows (self, 0);
  g_set_object (&self->calls, calls);
  g_set_object (&self->call, call);
  g_free (self->typed); /* words typed for the former call are not this one's */
  self->typed = g_strdup ("");
  if (call == NULL)
    return;
  grid = dcr_calls_get_grid (calls);
  add_family (self, NULL, _("All"));
  for (guint i = 0; i < dcr_reason_grid_get_n (grid); i++)
    {
      const DcrReason *reason = dcr_reason_grid_get (grid, i);
      if (reason->level == 0 && reason->in_force)
        add_family (self, reason, reason->label);
    }
}

void
dcr_reason_picker_set_typed (DcrReasonPicker *self, const char *typed)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (typed));

  if (g_str_equal (trimmed, self->typed))
    return;
  g_free (self->typed);
  self->typed = g_steal_pointer (&trimmed);
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    fill (self);
}

void
dcr_reason_picker_open (DcrReasonPicker *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))));

  gtk_widget_set_visible (self->families_side, width >= WIDTH_FAMILIES);
  gtk_widget_set_visible (self->definition_side, width >= WIDTH_DEFINITION);
  self->family = NULL;
  g_clear_pointer (&self->suggested, g_ptr_array_unref);
  fill (self);
  show_sides (self);
  gtk_popover_popup (GTK_POPOVER (self));
}

static void
dcr_reason_picker_dispose (GObject *object)
{
  DcrReasonPicker *self = DCR_REASON_PICKER (object);

  g_clear_handle_id (&self->sides_id, g_source_remove);
  g_clear_pointer (&self->suggested, g_ptr_array_unref);
  g_clear_object (&self->call);
  g_clear_object (&self->calls);
  G_OBJECT_CLASS (dcr_reason_picker_parent_class)->dispose (object);
}

static void
dcr_reason_picker_finalize (GObject *object)
{
  DcrReasonPicker *self = DCR_REASON_PICKER (object);

  g_free (self->typed);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->widgets);
  g_hash_table_unref (self->counts);
  G_OBJECT_CLASS (dcr_reason_picker_parent_class)->finalize (object);
}

static void
dcr_reason_picker_class_init (DcrReasonPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_reason_picker_dispose;
  G_OBJECT_CLASS (klass)->finalize = dcr_reason_picker_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", DCR_TYPE_REASON_PICKER, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-reason-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrReasonPicker, families_side);
  gtk_widget_class_bind_template_child (widget_class, DcrReasonPicker, definition_side);
  gtk_widget_class_bind_template_child (widget_class, DcrReasonPicker, families);
  gtk_widget_class_bind_template_child (widget_class, DcrReasonPicker, scroller);
  gtk_widget_class_bind_template_child (widget_class, DcrReasonPicker, list);
  gtk_widget_class_bind_template_child (widget_class, DcrReasonPicker, definition);
  gtk_widget_class_bind_template_child (widget_class, DcrReasonPicker, keys);
  gtk_widget_class_bind_template_child (widget_class, DcrReasonPicker, none_fits);
}

static void
dcr_reason_picker_init (DcrReasonPicker *self)
{
  GtkAdjustment *adjustment;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->typed = g_strdup ("");
  self->counts = g_hash_table_new (NULL, NULL);
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->widgets = g_ptr_array_new ();
  gtk_widget_set_size_request (GTK_WIDGET (self->scroller), 336, HEIGHT - 46);
  gtk_box_append (self->keys,
                  dcr_keys_line_new ("↑↓", _("choose"), _("Enter"), _("main"), _("Shift+Enter"),
                                     _("secondary"), "Ctrl+1…9", _("direct"), NULL));
  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  g_signal_connect (adjustment, "value-changed", G_CALLBACK (on_scrolled), self);
  g_signal_connect_swapped (adjustment, "changed", G_CALLBACK (follow_selection), self);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  g_signal_connect (self->none_fits, "clicked", G_CALLBACK (on_none_fits), self);
  g_signal_connect (self->families, "row-activated", G_CALLBACK (on_family_activated), self);
}

GtkWidget *
dcr_reason_picker_new (void)
{
  return g_object_new (DCR_TYPE_REASON_PICKER, NULL);
}
