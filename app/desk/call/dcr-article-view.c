/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-article-view-private.h"

#include "base/dcr-error.h"
#include "desk/call/dcr-paragraph.h"
#include "desk/common/dcr-parts.h"

/* How far below the top of the viewport a heading counts as passed. */
#define PASSED 24
/* The title is out of sight. */
#define TITLE_HEIGHT 44

G_DEFINE_FINAL_TYPE (DcrArticleView, dcr_article_view, GTK_TYPE_WIDGET)

enum
{
  PROP_ARTICLE = 1,
  PROP_CURRENT_ADDRESS,
  PROP_CAN_GO_BACK,
  PROP_CAN_GO_FORWARD,
  PROP_COMPACT,
  PROP_LIST_LABEL,
  N_PROPS
};
static GParamSpec *props[N_PROPS];
guint dcr_article_view_signals[DCR_VIEW_N_SIGNALS];

void
dcr_article_view_changed (DcrArticleView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ARTICLE]);
}

void
dcr_article_view_update_actions (DcrArticleView *self)
{
  const gboolean has = self->article != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "article.back", self->back->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "article.forward", self->forward->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "article.find", has);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "article.copy", has);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "article.page",
                                 has && self->article->page_url != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAN_GO_BACK]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CAN_GO_FORWARD]);
}

/* ---- Where one is -------------------------------------------------------------------------- */

static void
set_current (DcrArticleView *self, const char *address)
{
  if (g_strcmp0 (self->current, address) == 0)
    return;
  g_free (self->current);
  self->current = g_strdup (address);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CURRENT_ADDRESS]);
}

void
dcr_article_view_scrolled (DcrArticleView *self)
{
  DcrArticleBody *body = DCR_ARTICLE_BODY (self->body);
  int passage;

  if (self->plan == NULL)
    return;
  passage = dcr_plan_passage_at (self->plan, dcr_article_body_slot_at (body, PASSED));
  if (passage < 0)
    passage = self->article->n_passages > 0 ? 0 : -1;
  set_current (self, passage >= 0 ? self->article->passages[passage].address : NULL);
  dcr_article_bar_set_scrolled (DCR_ARTICLE_BAR (self->bar),
                                dcr_article_body_is_past (body, TITLE_HEIGHT));
  dcr_article_view_mark_in_sight (self);
}

static gboolean
after_scroll (gpointer data)
{
  DcrArticleView *self = data;

  self->scroll_idle = 0;
  dcr_article_view_scrolled (self);
  return G_SOURCE_REMOVE;
}

/* The body moves the adjustment while it gets its size: nothing else may change then. */
static void
value_changed (GtkAdjustment *adjustment, DcrArticleView *self)
{
  if (self->scroll_idle == 0)
    self->scroll_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, after_scroll, self, NULL);
}

void
dcr_article_view_go_to (DcrArticleView *self, const char *address, gboolean focus)
{
  DcrArticleBody *body = DCR_ARTICLE_BODY (self->body);
  DcrPassageView *view;
  int row;

  if (self->plan == NULL || (row = dcr_plan_find_address (self->plan, address)) < 0)
    return;
  if (dcr_plan_reveal (self->plan, (guint) row))
    dcr_article_view_update_shown (self);
  dcr_article_view_build_row (self, (guint) row);
  dcr_article_body_scroll_to (body, (guint) row, row <= 1 ? -1000 : -6);
  dcr_article_view_scrolled (self);
  view = dcr_article_view_row_passage (self, (guint) row);
  if (focus && view != NULL)
    {
      gtk_widget_set_child_visible (GTK_WIDGET (view), TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (view));
    }
  set_current (self, address);
}

void
dcr_article_view_focus_best (DcrArticleView *self)
{
  if (self->best != NULL)
    dcr_article_view_go_to (self, self->best, TRUE);
  else if (self->article != NULL && self->article->n_passages > 0)
    dcr_article_view_go_to (self, self->article->passages[0].address, TRUE);
  else
    gtk_widget_child_focus (self->body, GTK_DIR_TAB_FORWARD);
}

/* The keyboard is quicker than the idle slices. */
static void
build_reached (guint row, gpointer data)
{
  dcr_article_view_build_row (data, row);
}

gboolean
dcr_article_view_focus_situation (DcrArticleView *self)
{
  if (self->plan == NULL)
    return FALSE;
  build_reached (0, self); /* the head is the first row */
  if (self->head == NULL)
    return FALSE;
  dcr_article_body_scroll_to (DCR_ARTICLE_BODY (self->body), 0, -1000);
  gtk_widget_set_child_visible (self->head, TRUE);
  return dcr_article_head_focus_situation (DCR_ARTICLE_HEAD (self->head));
}

void
dcr_article_view_open_page (DcrArticleView *self)
{
  if (self->article != NULL && self->article->page_url != NULL)
    dcr_article_view_follow (self, self->article->page_url);
}

/* ---- Actions ------------------------------------------------------------------------------- */

static void
act_follow (GtkWidget *widget, const char *name, GVariant *value)
{
  dcr_article_view_follow (DCR_ARTICLE_VIEW (widget), g_variant_get_string (value, NULL));
}

static gboolean
apply_answer (gpointer data)
{
  DcrArticleView *self = data;

  self->answer_idle = 0;
  dcr_article_view_apply_situation (self);
  g_signal_emit (self, dcr_article_view_signals[DCR_VIEW_SITUATION_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
act_at (GtkWidget *widget, const char *name, GVariant *value)
{
  DcrArticleView *self = DCR_ARTICLE_VIEW (widget);

  if (self->article != NULL && self->session != NULL)
    dcr_article_view_open_at (self, self->article->ref, g_variant_get_string (value, NULL));
}

static void
act_answer (GtkWidget *widget, const char *name, GVariant *value)
{
  DcrArticleView *self = DCR_ARTICLE_VIEW (widget);
  guint question;
  int answer;

  g_variant_get (value, "(ui)", &question, &answer);
  if (self->article == NULL || question >= self->article->n_questions)
    return;
  dcr_situation_answer (self->situation, &self->article->questions[question], answer);
  /* the chooser is still inside its own signal: it may not be taken away under it */
  if (self->answer_idle == 0)
    self->answer_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, apply_answer, self, NULL);
}

static void
act_tick (GtkWidget *widget, const char *name, GVariant *value)
{
  const char *address;
  guint ordinal;
  gboolean on;

  g_variant_get (value, "(&sub)", &address, &ordinal, &on);
  dcr_article_view_tick (DCR_ARTICLE_VIEW (widget), address, ordinal, on);
}

static void
act_keep_address (GtkWidget *widget, const char *name, GVariant *value)
{
  dcr_article_view_keep_address (DCR_ARTICLE_VIEW (widget), g_variant_get_string (value, NULL));
}

static void
act_definition (GtkWidget *widget, const char *name, GVariant *value)
{
  DcrArticleView *self = DCR_ARTICLE_VIEW (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  DcrPassageView *view = dcr_passage_view_of (focus);
  int passage;

  if (view == NULL && (passage = dcr_article_view_current_passage (self)) >= 0)
    view = dcr_article_view_row_passage (
      self, (guint) dcr_plan_find_passage (self->plan, (guint) passage));
  if (view != NULL)
    dcr_definition_show_next (self->definition, GTK_WIDGET (view));
}

static void
act_plain (GtkWidget *widget, const char *name, GVariant *value)
{
  DcrArticleView *self = DCR_ARTICLE_VIEW (widget);

  if (g_str_equal (name, "article.back"))
    dcr_article_view_go_back (self);
  else if (g_str_equal (name, "article.forward"))
    dcr_article_view_go_forward (self);
  else if (g_str_equal (name, "article.find"))
    dcr_article_view_find (self);
  else if (g_str_equal (name, "article.find-next"))
    dcr_article_view_find_next (self, FALSE);
  else if (g_str_equal (name, "article.find-previous"))
    dcr_article_view_find_next (self, TRUE);
  else if (g_str_equal (name, "article.copy"))
    dcr_article_view_copy (self);
  else if (g_str_equal (name, "article.page"))
    dcr_article_view_open_page (self);
  else if (g_str_equal (name, "article.keep"))
    dcr_article_view_keep_current (self);
  else if (g_str_equal (name, "article.situation"))
    dcr_article_view_focus_situation (self);
  else if (g_str_equal (name, "article.today") && self->article != NULL)
    dcr_article_view_open (self, self->article->ref, NULL, FALSE);
}

/* ---- Keys of the scrolled text ------------------------------------------------------------- */

static void
scroll_by (DcrArticleView *self, double pages)
{
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment)
                                          + pages * gtk_adjustment_get_page_size (adjustment));
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
             DcrArticleView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  const gboolean on_passage = focus != NULL && DCR_IS_PASSAGE_VIEW (focus);

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down: scroll_by (self, .9); return TRUE;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up: scroll_by (self, -.9); return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home: scroll_by (self, -1e6); return on_passage;
    case GDK_KEY_End:
    case GDK_KEY_KP_End: scroll_by (self, 1e6); return on_passage;
    case GDK_KEY_space:
      if (on_passage)
        scroll_by (self, state & GDK_SHIFT_MASK ? -.9 : .9);
      return on_passage;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      if (on_passage)
        scroll_by (self, .12);
      return on_passage;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      if (on_passage)
        scroll_by (self, -.12);
      return on_passage;
    default: return FALSE;
    }
}

/* ---- The widget ---------------------------------------------------------------------------- */

static void
dcr_article_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  DcrArticleView *self = DCR_ARTICLE_VIEW (object);

  switch (id)
    {
    case PROP_ARTICLE: g_value_set_pointer (value, self->article); break;
    case PROP_CURRENT_ADDRESS: g_value_set_string (value, self->current); break;
    case PROP_CAN_GO_BACK: g_value_set_boolean (value, self->back->len > 0); break;
    case PROP_CAN_GO_FORWARD: g_value_set_boolean (value, self->forward->len > 0); break;
    case PROP_COMPACT: g_value_set_boolean (value, self->compact); break;
    case PROP_LIST_LABEL: g_value_set_string (value, self->list_label); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
dcr_article_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  DcrArticleView *self = DCR_ARTICLE_VIEW (object);

  switch (id)
    {
    case PROP_COMPACT: self->compact = g_value_get_boolean (value); break;
    case PROP_LIST_LABEL:
      g_free (self->list_label);
      self->list_label = g_value_dup_string (value);
      break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec); return;
    }
  dcr_article_bar_set_compact (DCR_ARTICLE_BAR (self->bar), self->compact, self->list_label);
}

static void
dcr_article_view_map (GtkWidget *widget)
{
  DcrArticleView *self = DCR_ARTICLE_VIEW (widget);

  GTK_WIDGET_CLASS (dcr_article_view_parent_class)->map (widget);
  if (self->stale)
    dcr_article_view_reread (self);
}

static void
dcr_article_view_dispose (GObject *object)
{
  DcrArticleView *self = DCR_ARTICLE_VIEW (object);

  dcr_article_view_stop (self);
  g_clear_handle_id (&self->answer_idle, g_source_remove);
  g_clear_handle_id (&self->scroll_idle, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->body != NULL)
    dcr_article_view_clear (self);
  g_clear_pointer (&self->definition, dcr_definition_free);
  g_clear_pointer (&self->bar, gtk_widget_unparent);
  g_clear_pointer (&self->search_bar, gtk_widget_unparent);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  self->body = NULL;
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dcr_article_view_parent_class)->dispose (object);
}

static void
dcr_article_view_finalize (GObject *object)
{
  DcrArticleView *self = DCR_ARTICLE_VIEW (object);

  g_clear_pointer (&self->situation, dcr_situation_free);
  g_hash_table_unref (self->kept);
  g_hash_table_unref (self->ticks);
  g_ptr_array_unref (self->back);
  g_ptr_array_unref (self->forward);
  g_array_unref (self->row_marks);
  g_object_unref (self->outline);
  g_object_unref (self->see_also);
  g_free (self->list_label);
  g_free (self->wanted_address);
  g_free (self->words);
  G_OBJECT_CLASS (dcr_article_view_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    guint key;
    GdkModifierType modifiers;
  } plain[] = {
    { "article.back", GDK_KEY_Left, GDK_ALT_MASK },
    { "article.forward", GDK_KEY_Right, GDK_ALT_MASK },
    { "article.find", GDK_KEY_f, GDK_CONTROL_MASK },
    { "article.find-next", GDK_KEY_F3, 0 },
    { "article.find-previous", GDK_KEY_F3, GDK_SHIFT_MASK },
    { "article.copy", GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
    { "article.page", 0, 0 },
    { "article.keep", GDK_KEY_d, GDK_CONTROL_MASK },
    { "article.situation", GDK_KEY_t, GDK_CONTROL_MASK },
    { "article.today", 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      gtk_widget_class_install_action (widget_class, plain[i].name, NULL, act_plain);
      if (plain[i].key != 0)
        gtk_widget_class_add_binding_action (widget_class, plain[i].key, plain[i].modifiers,
                                             plain[i].name, NULL);
    }
  gtk_widget_class_install_action (widget_class, "article.definition", NULL, act_definition);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "article.definition", NULL);
  gtk_widget_class_install_action (widget_class, "article.follow", "s", act_follow);
  gtk_widget_class_install_action (widget_class, "article.at", "s", act_at);
  gtk_widget_class_install_action (widget_class, "article.answer", "(ui)", act_answer);
  gtk_widget_class_install_action (widget_class, "article.tick", "(sub)", act_tick);
  gtk_widget_class_install_action (widget_class, "article.keep-address", "s", act_keep_address);
}

static void
install_signals (GType type)
{
  static const struct
  {
    const char *name;
    guint n;
    GType types[2];
  } all[DCR_VIEW_N_SIGNALS] = {
    [DCR_VIEW_ARTICLE_OPENED] = { "article-opened", 2, { G_TYPE_STRING, G_TYPE_INT64 } },
    [DCR_VIEW_KEEP_PASSAGE] = { "keep-passage", 2, { G_TYPE_POINTER, G_TYPE_BOOLEAN } },
    [DCR_VIEW_TICKS_CHANGED] = { "ticks-changed", 1, { G_TYPE_POINTER } },
    [DCR_VIEW_SITUATION_CHANGED] = { "situation-changed", 0, { 0 } },
    [DCR_VIEW_COPIED] = { "copied", 1, { G_TYPE_STRING } },
    [DCR_VIEW_SHOW_LIST] = { "show-list", 0, { 0 } },
    [DCR_VIEW_SHOW_OUTLINE] = { "show-outline", 0, { 0 } },
  };

  for (guint i = 0; i < DCR_VIEW_N_SIGNALS; i++)
    dcr_article_view_signals[i] =
      g_signal_newv (all[i].name, type, G_SIGNAL_RUN_LAST, NULL, NULL, NULL, NULL, G_TYPE_NONE,
                     all[i].n, (GType *) all[i].types);
}

static void
dcr_article_view_class_init (DcrArticleViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = dcr_article_view_get_property;
  object_class->set_property = dcr_article_view_set_property;
  object_class->dispose = dcr_article_view_dispose;
  object_class->finalize = dcr_article_view_finalize;
  widget_class->map = dcr_article_view_map;
  props[PROP_ARTICLE] = g_param_spec_pointer ("article", NULL, NULL, readable);
  props[PROP_CURRENT_ADDRESS] = g_param_spec_string ("current-address", NULL, NULL, NULL, readable);
  props[PROP_CAN_GO_BACK] = g_param_spec_boolean ("can-go-back", NULL, NULL, FALSE, readable);
  props[PROP_CAN_GO_FORWARD] = g_param_spec_boolean ("can-go-forward", NULL, NULL, FALSE, readable);
  props[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, writable);
  props[PROP_LIST_LABEL] = g_param_spec_string ("list-label", NULL, NULL, NULL, writable);
  g_object_class_install_properties (object_class, N_PROPS, props);
  install_signals (G_TYPE_FROM_CLASS (klass));
  install_actions (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "reader");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
}

static void
emit_show_list (GtkWidget *bar, DcrArticleView *self)
{
  g_signal_emit (self, dcr_article_view_signals[DCR_VIEW_SHOW_LIST], 0);
}

static void
emit_show_outline (GtkWidget *bar, DcrArticleView *self)
{
  g_signal_emit (self, dcr_article_view_signals[DCR_VIEW_SHOW_OUTLINE], 0);
}

static void
find_changed (GtkSearchEntry *entry, DcrArticleView *self)
{
  dcr_article_view_find_text (self, gtk_editable_get_text (GTK_EDITABLE (entry)));
}

static void
find_next (GtkWidget *widget, DcrArticleView *self)
{
  dcr_article_view_find_next (self, FALSE);
}

static void
find_previous (GtkWidget *widget, DcrArticleView *self)
{
  dcr_article_view_find_next (self, TRUE);
}

/* Closed, the find bar leaves nothing marked, and the keyboard on the passage that was found. */
static void
find_toggled (GtkSearchBar *bar, GParamSpec *spec, DcrArticleView *self)
{
  if (gtk_search_bar_get_search_mode (bar))
    return;
  dcr_article_view_find_text (self, "");
  if (self->current != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      const int passage = dcr_article_view_current_passage (self);
      DcrPassageView *view = passage >= 0 ? dcr_article_view_row_passage (
                               self, (guint) dcr_plan_find_passage (self->plan, (guint) passage))
                                          : NULL;
      if (view != NULL)
        gtk_widget_grab_focus (GTK_WIDGET (view));
    }
}

static GtkWidget *
find_button (const char *icon_name, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_tooltip_text (button, name);
  dcr_name (button, name, NULL);
  return button;
}

static void
make_search_bar (DcrArticleView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
            *pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *previous = find_button ("go-up-symbolic", _("Previous (Shift+F3)"));
  GtkWidget *next = find_button ("go-down-symbolic", _("Next (F3)"));

  self->search_entry = gtk_search_entry_new ();
  gtk_widget_set_hexpand (self->search_entry, TRUE);
  g_object_set (self->search_entry, "placeholder-text", _("Find in the page"), NULL);
  dcr_name (self->search_entry, _("Find in the page"), NULL);
  self->search_count =
    g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, NULL);
  gtk_widget_add_css_class (self->search_count, "numeric");
  gtk_widget_add_css_class (self->search_count, "dim-label");
  gtk_label_set_width_chars (GTK_LABEL (self->search_count), 7);
  gtk_widget_add_css_class (pair, "linked");
  gtk_box_append (GTK_BOX (pair), previous);
  gtk_box_append (GTK_BOX (pair), next);
  gtk_box_append (GTK_BOX (box), self->search_entry);
  gtk_box_append (GTK_BOX (box), self->search_count);
  gtk_box_append (GTK_BOX (box), pair);
  self->search_bar = gtk_search_bar_new ();
  gtk_search_bar_set_child (GTK_SEARCH_BAR (self->search_bar), box);
  gtk_search_bar_connect_entry (GTK_SEARCH_BAR (self->search_bar),
                                GTK_EDITABLE (self->search_entry));
  g_signal_connect (self->search_entry, "search-changed", G_CALLBACK (find_changed), self);
  g_signal_connect (self->search_entry, "activate", G_CALLBACK (find_next), self);
  g_signal_connect (self->search_entry, "next-match", G_CALLBACK (find_next), self);
  g_signal_connect (self->search_entry, "previous-match", G_CALLBACK (find_previous), self);
  g_signal_connect (next, "clicked", G_CALLBACK (find_next), self);
  g_signal_connect (previous, "clicked", G_CALLBACK (find_previous), self);
  g_signal_connect (self->search_bar, "notify::search-mode-enabled", G_CALLBACK (find_toggled),
                    self);
}

static void
make_body (DcrArticleView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->body = dcr_article_body_new ();
  dcr_article_body_set_build_func (DCR_ARTICLE_BODY (self->body), build_reached, self);
  dcr_article_body_set_allocated_func (DCR_ARTICLE_BODY (self->body), dcr_article_view_allocated,
                                       self);
  dcr_name (self->body, _("Text of the article"), NULL);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->body);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (self->body, keys);
  g_signal_connect (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)),
                    "value-changed", G_CALLBACK (value_changed), self);
  self->definition = dcr_definition_new (self->body);
  self->empty = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_valign (self->empty, GTK_ALIGN_CENTER);
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), self->empty, "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), self->scroller, "article");
  gtk_widget_set_vexpand (self->stack, TRUE);
}

static void
dcr_article_view_init (DcrArticleView *self)
{
  gtk_orientable_set_orientation (
    GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "reader");
  self->situation = dcr_situation_new ();
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->ticks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->back = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_step_free);
  self->forward = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_step_free);
  self->row_marks = g_array_new (FALSE, TRUE, sizeof (guint));
  self->outline = g_list_store_new (DCR_TYPE_OUTLINE_ITEM);
  self->see_also = g_list_store_new (DCR_TYPE_OUTLINE_ITEM);
  self->found = -1;
  self->bar = dcr_article_bar_new ();
  g_signal_connect (self->bar, "show-list", G_CALLBACK (emit_show_list), self);
  g_signal_connect (self->bar, "show-outline", G_CALLBACK (emit_show_outline), self);
  make_search_bar (self);
  make_body (self);
  gtk_widget_set_parent (self->bar, GTK_WIDGET (self));
  gtk_widget_set_parent (self->search_bar, GTK_WIDGET (self));
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  dcr_name (GTK_WIDGET (self), _("Article"), NULL);
  dcr_article_view_update_actions (self);
}

GtkWidget *
dcr_article_view_new (DcrSession *session)
{
  DcrArticleView *self = g_object_new (DCR_TYPE_ARTICLE_VIEW, NULL);

  if (session != NULL)
    {
      self->session = g_object_ref (session);
      g_signal_connect_object (session, "reference-changed",
                               G_CALLBACK (dcr_article_view_reread), self, G_CONNECT_SWAPPED);
    }
  return GTK_WIDGET (self);
}

DcrArticle *
dcr_article_view_get_article (DcrArticleView *self)
{
  return self->article;
}

GListModel *
dcr_article_view_get_outline (DcrArticleView *self)
{
  return G_LIST_MODEL (self->outline);
}

GListModel *
dcr_article_view_get_see_also (DcrArticleView *self)
{
  return G_LIST_MODEL (self->see_also);
}

const DcrSituation *
dcr_article_view_get_situation (DcrArticleView *self)
{
  return self->situation;
}

void
dcr_article_view_set_situation (DcrArticleView *self, const DcrSituation *situation)
{
  g_clear_pointer (&self->situation, dcr_situation_free);
  self->situation = situation != NULL ? dcr_situation_copy (situation) : dcr_situation_new ();
  if (situation == NULL)
    {
      g_hash_table_remove_all (self->ticks);
      g_hash_table_remove_all (self->kept);
      dcr_article_view_forget_history (self);
      dcr_article_view_update_kept (self);
    }
  dcr_article_view_apply_situation (self);
}
