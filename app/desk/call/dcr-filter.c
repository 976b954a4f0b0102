/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-filter.h"

#include "base/dcr-error.h"
#include "desk/common/dcr-format.h"

#define ALL (-1)

struct _DcrFilter
{
  GObject parent_instance;

  DcrSession *session;
  DcrCall *call; /* in hand: the filters are its own */
  GtkMenuButton *audience_button, *theme_button; /* not owned: the list that made us owns them */
  GSimpleActionGroup *actions;
  int audience;
  char *theme;
  GHashTable *titles; /* theme id -> title */
};

G_DEFINE_FINAL_TYPE (DcrFilter, dcr_filter, G_TYPE_OBJECT)

enum
{
  CHANGED,
  BROWSE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const char *
audience_label (int audience)
{
  return audience == ALL ? _("All publics") : dcr_format_audience ((DcrAudience) audience);
}

static void
update_labels (DcrFilter *self)
{
  const char *theme = self->theme != NULL ? g_hash_table_lookup (self->titles, self->theme) : NULL;

  gtk_menu_button_set_label (self->audience_button, audience_label (self->audience));
  gtk_menu_button_set_label (self->theme_button, theme != NULL ? theme : _("All themes"));
}

static void
set_theme (DcrFilter *self, const char *theme)
{
  g_free (self->theme);
  self->theme = theme != NULL && *theme != '\0' ? g_strdup (theme) : NULL;
  g_action_group_change_action_state (
      G_ACTION_GROUP (self->actions), "theme",
      g_variant_new_string (self->theme != NULL ? self->theme : ""));
}

static void
changed (DcrFilter *self)
{
  update_labels (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
choose_audience (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DcrFilter *self = data;
  int audience = g_variant_get_int32 (parameter);

  g_simple_action_set_state (action, parameter);
  if (audience == self->audience)
    return;
  self->audience = audience;
  /* themes belong to one public */
  set_theme (self, NULL);
  changed (self);
}

static void
choose_theme (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DcrFilter *self = data;

  set_theme (self, g_variant_get_string (parameter, NULL));
  changed (self);
}

/* ---- One call, one choice -------------------------------------------------------------------- */

typedef struct
{
  int audience;
  char *theme;
} Choice;

static void
choice_free (gpointer data)
{
  g_free (((Choice *) data)->theme);
  g_free (data);
}

static void
take_choice (DcrFilter *self, int audience, const char *theme)
{
  if (audience == self->audience && g_strcmp0 (theme, self->theme) == 0)
    return;
  self->audience = audience;
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "audience",
                                      g_variant_new_int32 (audience));
  set_theme (self, theme);
  changed (self);
}

/* What was chosen before a call begins is for that call; a call that is put aside finds its choice again, and
 * the next one begins with nothing left out. */
static void
call_changed (DcrFilter *self)
{
  DcrCall *now = dcr_calls_get_current (dcr_session_get_calls (self->session));
  gboolean between = self->call == NULL;
  Choice *choice;

  if (now == self->call)
    return;
  if (self->call != NULL)
    {
      choice = g_new (Choice, 1);
      *choice = (Choice) { self->audience, g_strdup (self->theme) };
      g_object_set_data_full (G_OBJECT (self->call), "dcr-filter", choice, choice_free);
    }
  g_set_object (&self->call, now);
  choice = now != NULL ? g_object_get_data (G_OBJECT (now), "dcr-filter") : NULL;
  if (choice != NULL)
    take_choice (self, choice->audience, choice->theme);
  else if (!between)
    take_choice (self, ALL, NULL);
}

static void
choose_browse (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_signal_emit (data, signals[BROWSE], 0);
}

static const GActionEntry entries[] = {
  { .name = "audience", .activate = choose_audience, .parameter_type = "i", .state = "-1" },
  { .name = "theme", .activate = choose_theme, .parameter_type = "s", .state = "''" },
  { .name = "browse", .activate = choose_browse },
};

static GMenuItem *
audience_item (int audience, const char *action)
{
  GMenuItem *item = g_menu_item_new (audience_label (audience), NULL);

  g_menu_item_set_action_and_target (item, action, "i", audience);
  return item;
}

static GMenu *
audience_menu (gboolean with_all, const char *action)
{
  GMenu *menu = g_menu_new ();

  for (int audience = with_all ? ALL : 0; audience < DCR_N_AUDIENCES; audience++)
    {
      g_autoptr (GMenuItem) item = audience_item (audience, action);
      g_menu_append_item (menu, item);
    }
  return menu;
}

static void
add_theme (DcrFilter *self, GMenu *menu, const char *id, const char *title)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (title, NULL);

  g_menu_item_set_action_and_target (item, "filter.theme", "s", id);
  g_menu_append_item (menu, item);
}

static void
add_themes (DcrFilter *self, GMenu *menu, DcrAudience audience)
{
  DcrReference *reference = dcr_session_get_reference (self->session);
  g_autoptr (GPtrArray) nodes
      = reference != NULL ? dcr_reference_browse (reference, audience, NULL, NULL) : NULL;

  for (guint i = 0; nodes != NULL && i < nodes->len; i++)
    {
      const DcrBrowseNode *node = g_ptr_array_index (nodes, i);
      g_autofree char *id = NULL;
      DcrAudience its;

      if (node->ref == NULL || !dcr_article_ref_parse (node->ref, &its, &id))
        continue;
      g_hash_table_replace (self->titles, g_strdup (id), g_strdup (node->title));
      add_theme (self, menu, id, node->title);
    }
}

static void
make_theme_menu (GtkMenuButton *button, gpointer data)
{
  DcrFilter *self = data;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) all = g_menu_new ();
  g_autoptr (GMenu) browse = g_menu_new ();

  add_theme (self, all, "", _("All themes"));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (all));
  for (int audience = 0; audience < DCR_N_AUDIENCES; audience++)
    if (self->audience == ALL || self->audience == audience)
      {
        g_autoptr (GMenu) section = g_menu_new ();
        add_themes (self, section, audience);
        if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
          g_menu_append_section (menu,
                                 self->audience == ALL ? dcr_format_audience (audience) : NULL,
                                 G_MENU_MODEL (section));
      }
  g_menu_append (browse, _("Browse by theme"), "filter.browse");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (browse));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

guint
dcr_filter_get_audiences (DcrFilter *self)
{
  return self->audience == ALL ? 0 : 1u << self->audience;
}

const char *
dcr_filter_get_theme (DcrFilter *self)
{
  return self->theme;
}

gboolean
dcr_filter_is_open (DcrFilter *self)
{
  return self->audience == ALL && self->theme == NULL;
}

static void
dcr_filter_finalize (GObject *object)
{
  DcrFilter *self = DCR_FILTER (object);

  g_clear_object (&self->call);
  g_clear_object (&self->session);
  g_clear_object (&self->actions);
  g_free (self->theme);
  g_hash_table_unref (self->titles);
  G_OBJECT_CLASS (dcr_filter_parent_class)->finalize (object);
}

static void
dcr_filter_class_init (DcrFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dcr_filter_finalize;
  signals[CHANGED] = g_signal_new ("changed", DCR_TYPE_FILTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[BROWSE] = g_signal_new ("browse", DCR_TYPE_FILTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
dcr_filter_init (DcrFilter *self)
{
  self->audience = ALL;
  self->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}

DcrFilter *
dcr_filter_new (DcrSession *session, GtkMenuButton *audience, GtkMenuButton *theme)
{
  DcrFilter *self = g_object_new (DCR_TYPE_FILTER, NULL);
  g_autoptr (GMenu) menu = audience_menu (TRUE, "filter.audience");

  self->session = g_object_ref (session);
  self->audience_button = audience;
  self->theme_button = theme;
  gtk_widget_insert_action_group (GTK_WIDGET (audience), "filter", G_ACTION_GROUP (self->actions));
  gtk_widget_insert_action_group (GTK_WIDGET (theme), "filter", G_ACTION_GROUP (self->actions));
  gtk_menu_button_set_menu_model (audience, G_MENU_MODEL (menu));
  gtk_menu_button_set_create_popup_func (theme, make_theme_menu, self, NULL);
  update_labels (self);
  g_signal_connect_object (dcr_session_get_calls (session), "current-changed",
                           G_CALLBACK (call_changed), self, G_CONNECT_SWAPPED);
  call_changed (self);
  return self;
}

/* ---- One public, for what has no « all » ----------------------------------------------------- */

typedef struct
{
  GtkMenuButton *button;
  DcrAudienceFunc chosen;
  gpointer user_data;
} AudienceMenu;

static void
audience_chosen (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AudienceMenu *menu = data;
  DcrAudience audience = (DcrAudience) g_variant_get_int32 (parameter);

  g_simple_action_set_state (action, parameter);
  gtk_menu_button_set_label (menu->button, dcr_format_audience (audience));
  menu->chosen (audience, menu->user_data);
}

void
dcr_audience_menu_attach (GtkMenuButton *button, DcrAudience now, DcrAudienceFunc chosen,
                          gpointer user_data)
{
  AudienceMenu *data = g_new (AudienceMenu, 1);
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (
      "audience", G_VARIANT_TYPE_INT32, g_variant_new_int32 ((int) now));
  g_autoptr (GMenu) menu = audience_menu (FALSE, "public.audience");

  *data = (AudienceMenu) { button, chosen, user_data };
  g_signal_connect_data (action, "activate", G_CALLBACK (audience_chosen), data,
                         (GClosureNotify) (GCallback) g_free, 0);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (action));
  gtk_widget_insert_action_group (GTK_WIDGET (button), "public", G_ACTION_GROUP (actions));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
  gtk_menu_button_set_label (button, dcr_format_audience (now));
}
