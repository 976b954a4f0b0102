/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-composer-side.h"

#include <adwaita.h>
#include <string.h>

#include "base/dcr-clock.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"
#include "desk/follow/dcr-letter-cost.h"
#include "text/dcr-email.h"
#include "text/dcr-phone.h"

#define MAX_COMPLETIONS 3

struct _DcrComposerSide
{
  GtkBox parent_instance;

  GtkLabel *title, *state, *recipient_problem, *letters_note;
  AdwComboRow *template;
  AdwEntryRow *recipient;
  GtkWidget *recipient_tag;
  GtkListBox *completions, *fill, *goes, *checks, *letters, *files;
  GtkWidget *fill_section, *checks_section, *letters_section, *files_section, *foot, *to_preview;

  DcrComposerModel *model;
  GHashTable *entries; /* variable -> row, of `fill` */
  /* what the rows say, so that they are made anew only when it changes */
  char *shown_goes, *shown_checks, *shown_letters;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (DcrComposerSide, dcr_composer_side, GTK_TYPE_BOX)

static gboolean
is_mail (DcrComposerSide *self)
{
  return dcr_composer_model_get_channel (self->model) == DCR_CHANNEL_MAIL;
}

static GtkWidget *
plain_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

/* Whether the rows that say @key, which is taken, are there already: @shown is what they say. */
static gboolean
is_shown (char **shown, char *key)
{
  gboolean same = g_strcmp0 (*shown, key) == 0;

  g_free (*shown);
  *shown = key;
  return same;
}

/* ---- Recipient ------------------------------------------------------------------------------- */

static void
add_completion (DcrComposerSide *self, const char *address)
{
  GtkWidget *label = dcr_label_new (address, NULL);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_START);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_widget_set_focusable (row, FALSE); /* the focus stays in the field: ↑ ↓ choose, Entrée takes */
  dcr_name (row, address, NULL);
  gtk_list_box_append (self->completions, row);
}

static void
show_completions (DcrComposerSide *self, const char *typed)
{
  g_auto (GStrv) found = is_mail (self) ? dcr_email_complete (typed, MAX_COMPLETIONS) : NULL;
  g_autofree char *meant = is_mail (self) ? dcr_email_suggest (typed) : NULL;
  guint n = 0;

  dcr_empty_container (GTK_WIDGET (self->completions));
  if (meant != NULL)
    add_completion (self, meant), n++;
  for (guint i = 0; found != NULL && found[i] != NULL; i++, n++)
    if (g_strcmp0 (found[i], meant) != 0)
      add_completion (self, found[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->completions), n > 0);
  if (n > 0 && meant == NULL)
    gtk_list_box_select_row (self->completions,
                             gtk_list_box_get_row_at_index (self->completions, 0));
}

static void
take_completion (DcrComposerSide *self, GtkListBoxRow *row)
{
  GtkWidget *label = row != NULL ? gtk_list_box_row_get_child (row) : NULL;
  g_autofree char *address = NULL;

  if (label == NULL)
    return;
  address = g_strdup (gtk_label_get_text (GTK_LABEL (label)));
  gtk_editable_set_text (GTK_EDITABLE (self->recipient), address);
  gtk_editable_set_position (GTK_EDITABLE (self->recipient), -1);
  gtk_widget_set_visible (GTK_WIDGET (self->completions), FALSE);
}

static void
recipient_typed (DcrComposerSide *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->recipient));

  if (self->showing)
    return;
  show_completions (self, typed);
  dcr_composer_model_set_recipient (self->model, typed);
}

static void
recipient_activated (DcrComposerSide *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->completions);

  if (gtk_widget_get_visible (GTK_WIDGET (self->completions)) && row != NULL)
    take_completion (self, row);
  else if (!dcr_composer_side_focus_missing (self))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static gboolean
recipient_key (DcrComposerSide *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->completions);
  int at = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->completions))
      || (keyval != GDK_KEY_Down && keyval != GDK_KEY_Up))
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_row_at_index (self->completions, at + (keyval == GDK_KEY_Down ? 1 : -1));
  if (row != NULL)
    gtk_list_box_select_row (self->completions, row);
  return GDK_EVENT_STOP;
}

/* The kind of the number, in a word. */
static GtkWidget *
number_tag (DcrComposerSide *self)
{
  DcrPhone phone;

  dcr_phone_parse (dcr_composer_model_get_recipient (self->model), &phone);
  if (dcr_composer_model_get_recipient_problem (self->model) == NULL)
    return dcr_tag_new (phone.kind == DCR_PHONE_FOREIGN ? _("foreign mobile") : _("mobile"),
                        "success", "object-select-symbolic");
  if (phone.kind == DCR_PHONE_FIXED)
    return dcr_tag_new (_("landline: no SMS"), "error", "dialog-error-symbolic");
  return *dcr_composer_model_get_recipient (self->model) == '\0'
             ? dcr_tag_new (_("required"), "warning", NULL)
             : dcr_tag_new (_("no SMS"), "error", "dialog-error-symbolic");
}

static GtkWidget *
address_tag (DcrComposerSide *self)
{
  if (dcr_composer_model_get_recipient_problem (self->model) == NULL)
    return dcr_tag_new (_("address"), "success", "object-select-symbolic");
  return *dcr_composer_model_get_recipient (self->model) == '\0'
             ? dcr_tag_new (_("required"), "warning", NULL)
             : dcr_tag_new (_("to correct"), "error", "dialog-error-symbolic");
}

static void
show_recipient (DcrComposerSide *self)
{
  const char *problem = dcr_composer_model_get_recipient_problem (self->model);
  const char *typed = dcr_composer_model_get_recipient (self->model);

  self->showing = TRUE;
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->recipient)), typed) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->recipient), typed);
  self->showing = FALSE;
  dcr_empty_container (self->recipient_tag);
  gtk_box_append (GTK_BOX (self->recipient_tag),
                  is_mail (self) ? address_tag (self) : number_tag (self));
  gtk_label_set_label (self->recipient_problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->recipient_problem), problem != NULL && *typed != '\0');
}

/* ---- Template -------------------------------------------------------------------------------- */

static void
template_chosen (DcrComposerSide *self)
{
  guint at = adw_combo_row_get_selected (self->template);

  if (!self->showing && at != GTK_INVALID_LIST_POSITION)
    dcr_composer_model_choose (self->model, at);
}

static void
list_templates (DcrComposerSide *self)
{
  GPtrArray *templates = dcr_composer_model_get_templates (self->model);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->showing = TRUE;
  for (guint i = 0; i < templates->len; i++)
    gtk_string_list_append (names, ((DcrTemplate *) templates->pdata[i])->name);
  adw_combo_row_set_model (self->template, G_LIST_MODEL (names));
  self->showing = FALSE;
}

/* ---- Variables ------------------------------------------------------------------------------- */

static void
value_typed (GtkEditable *entry, DcrComposerSide *self)
{
  const char *name = g_object_get_data (G_OBJECT (entry), "dcr-variable");
  dcr_composer_model_set_value (self->model, name, gtk_editable_get_text (entry));
}

static void
value_chosen (AdwComboRow *row, GParamSpec *pspec, DcrComposerSide *self)
{
  const char *name = g_object_get_data (G_OBJECT (row), "dcr-variable");
  GtkStringObject *object = adw_combo_row_get_selected_item (row);
  gboolean none = adw_combo_row_get_selected (row) == 0;

  dcr_composer_model_set_value (
      self->model, name, none || object == NULL ? "" : gtk_string_object_get_string (object));
}

static GtkWidget *
choice_row (DcrComposerSide *self, const DcrVariable *variable)
{
  GtkWidget *row = adw_combo_row_new ();
  g_auto (GStrv) choices = g_strsplit (variable->example, "|", -1);
  g_autoptr (GtkStringList) list = gtk_string_list_new ((const char *const *) choices);
  const char *none[] = { _("Choose"), NULL };
  const char *value = dcr_composer_model_get_value (self->model, variable->name);

  gtk_string_list_splice (list, 0, 0, none);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (row), TRUE);
  for (guint i = 0; value != NULL && choices[i] != NULL; i++)
    if (g_str_equal (choices[i], value))
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i + 1);
  g_object_set_data (G_OBJECT (row), "dcr-variable", variable->name);
  g_signal_connect (row, "notify::selected", G_CALLBACK (value_chosen), self);
  return row;
}

static GtkWidget *
entry_row (DcrComposerSide *self, const DcrVariable *variable)
{
  GtkWidget *row = adw_entry_row_new ();
  const char *value = dcr_composer_model_get_value (self->model, variable->name);

  gtk_editable_set_text (GTK_EDITABLE (row), value != NULL ? value : "");
  g_object_set_data (G_OBJECT (row), "dcr-variable", variable->name);
  g_signal_connect (row, "changed", G_CALLBACK (value_typed), self);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (dcr_composer_side_focus_missing),
                            self);
  return row;
}

static void
show_variables (DcrComposerSide *self)
{
  const DcrTemplate *template = dcr_composer_model_get_template (self->model);

  dcr_empty_container (GTK_WIDGET (self->fill));
  g_hash_table_remove_all (self->entries);
  for (guint i = 0; template != NULL && i < template->variables->len; i++)
    {
      const DcrVariable *variable = template->variables->pdata[i];
      GtkWidget *row = variable->type == DCR_VARIABLE_CHOICE ? choice_row (self, variable)
                                                             : entry_row (self, variable);
      g_autofree char *title = variable->required || variable->type == DCR_VARIABLE_CHOICE
                                   ? g_strdup (variable->label)
                                   : g_strdup_printf (_("%s (if need be)"), variable->label);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      if (variable->type != DCR_VARIABLE_CHOICE && *variable->example != '\0')
        gtk_widget_set_tooltip_text (row, variable->example);
      gtk_list_box_append (self->fill, row);
      g_hash_table_insert (self->entries, variable->name, row);
    }
  gtk_widget_set_visible (self->fill_section, template != NULL && template->variables->len > 0);
}

/* ---- What goes ------------------------------------------------------------------------------- */

static void
passage_toggled (GtkCheckButton *check, DcrComposerSide *self)
{
  guint at = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "dcr-at"));
  dcr_composer_model_include (self->model, at, gtk_check_button_get_active (check));
}

static void
link_toggled (GtkCheckButton *check, DcrComposerSide *self)
{
  dcr_composer_model_include_link (self->model, gtk_check_button_get_active (check));
}

static GtkWidget *
check_row (const char *title, const char *subtitle, gboolean active, GtkWidget **check)
{
  GtkWidget *row = plain_row (title, subtitle);

  *check = gtk_check_button_new ();
  gtk_widget_set_valign (*check, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (*check), active);
  dcr_name (*check, title, subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), *check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), *check);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  return row;
}

static char *
describe_passage (const DcrCallPassage *kept)
{
  const char *slash = strrchr (kept->ref, '/');
  const char *id = slash != NULL ? slash + 1 : kept->ref;
  g_autofree char *day
      = kept->date != NULL ? dcr_format_date (kept->date, dcr_clock_now_ms ()) : NULL;
  guint ticked = kept->ticked != NULL && *kept->ticked != '\0';

  for (const char *p = kept->ticked; ticked > 0 && *p != '\0'; p++)
    ticked += *p == ',';
  if (ticked > 0)
    return g_strdup_printf (ngettext ("%s · %u line ticked", "%s · %u lines ticked", ticked), id,
                            ticked);
  return day != NULL ? g_strdup_printf ("%s · %s", id, day) : g_strdup (id);
}

static void
mark_clicked (GtkButton *button, DcrComposerSide *self)
{
  int hours = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "dcr-hours"));
  GtkWidget *instead = gtk_widget_get_first_child (gtk_widget_get_parent (GTK_WIDGET (button)));
  g_autofree char *words = g_strdup (gtk_editable_get_text (GTK_EDITABLE (instead)));
  gint64 until = hours > 0 ? dcr_clock_now_ms () + (gint64) hours * 3600 * 1000 : 0;

  gtk_popover_popdown (
      GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER)));
  dcr_composer_model_mark_link (self->model, until, words);
}

static void
add_mark (DcrComposerSide *self, GtkWidget *box, const char *label, int hours)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "dcr-hours", GINT_TO_POINTER (hours));
  g_signal_connect (button, "clicked", G_CALLBACK (mark_clicked), self);
  gtk_box_append (GTK_BOX (box), button);
}

/* For a lead: out of order for a while, and back. */
static GtkWidget *
mark_menu (DcrComposerSide *self, gboolean down)
{
  GtkWidget *menu = gtk_menu_button_new (), *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *instead = gtk_entry_new ();
  const DcrLinkState *state = dcr_composer_model_get_link_state (self->model);

  gtk_entry_set_placeholder_text (GTK_ENTRY (instead), _("What to say instead"));
  gtk_editable_set_text (GTK_EDITABLE (instead), down ? state->instead : "");
  gtk_editable_set_width_chars (GTK_EDITABLE (instead), 34);
  dcr_name (instead, _("What to say instead"), NULL);
  gtk_box_append (GTK_BOX (box), instead); /* first: mark_clicked() reads it */
  if (down)
    add_mark (self, box, _("Back in order"), 0);
  add_mark (self, box, _("Out of order for an hour"), 1);
  add_mark (self, box, _("Out of order for four hours"), 4);
  add_mark (self, box, _("Out of order for a day"), 24);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (menu), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu), "view-more-symbolic");
  gtk_widget_add_css_class (menu, "flat");
  gtk_widget_set_valign (menu, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (menu, _("Is this online service in order?"));
  dcr_name (menu, _("Is this online service in order?"), NULL);
  return menu;
}

static void
add_link (DcrComposerSide *self)
{
  const char *link = dcr_composer_model_get_link (self->model);
  const DcrLinkState *down = dcr_composer_model_get_link_state (self->model);
  g_autofree char *hour = down != NULL ? dcr_format_hour (down->since) : NULL;
  g_autofree char *since = down != NULL ? g_strdup_printf (_("out of order since %s"), hour) : NULL;
  GtkWidget *check, *row;

  if (link == NULL)
    return;
  row = check_row (_("Online link"), down != NULL ? since : link,
                   down == NULL && dcr_composer_model_get_link_included (self->model), &check);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_widget_set_sensitive (check, down == NULL);
  if (down != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               dcr_tag_new (_("out of order"), "error", "dialog-error-symbolic"));
  if (dcr_composer_model_may_mark (self->model))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), mark_menu (self, down != NULL));
  g_signal_connect (check, "toggled", G_CALLBACK (link_toggled), self);
  gtk_list_box_append (self->goes, row);
}

/* What the rows would say: they are made again only when that changes, so that the focus stays. */
static char *
goes_key (DcrComposerSide *self)
{
  GPtrArray *passages = dcr_composer_model_get_passages (self->model);
  const char *link = dcr_composer_model_get_link (self->model);
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < passages->len; i++)
    {
      const DcrCallPassage *kept = ((DcrComposePassage *) passages->pdata[i])->kept;
      g_string_append_printf (key, "%s#%s %s\n", kept->ref, kept->address,
                              kept->ticked != NULL ? kept->ticked : "");
    }
  g_string_append_printf (key, "%s %d", link != NULL ? link : "",
                          dcr_composer_model_get_link_state (self->model) != NULL);
  return g_string_free (key, FALSE);
}

static void
show_goes (DcrComposerSide *self)
{
  GPtrArray *passages = dcr_composer_model_get_passages (self->model);

  if (is_shown (&self->shown_goes, goes_key (self)))
    return;
  dcr_empty_container (GTK_WIDGET (self->goes));
  for (guint i = 0; i < passages->len; i++)
    {
      const DcrComposePassage *passage = passages->pdata[i];
      g_autofree char *source = describe_passage (passage->kept);
      GtkWidget *check,
          *row = check_row (passage->kept->heading, source, passage->included, &check);
      g_object_set_data (G_OBJECT (check), "dcr-at", GUINT_TO_POINTER (i));
      g_signal_connect (check, "toggled", G_CALLBACK (passage_toggled), self);
      gtk_list_box_append (self->goes, row);
    }
  if (passages->len == 0)
    gtk_list_box_append (
        self->goes, plain_row (_("No passage is kept"), _("Ctrl+D in the article keeps one")));
  add_link (self);
}

/* ---- What was checked ------------------------------------------------------------------------ */

static void
add_check (DcrComposerSide *self, const char *icon_name, const char *kind, const char *spoken,
           const char *title, const char *subtitle)
{
  GtkWidget *row = plain_row (title, subtitle);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);
  g_autofree char *name = g_strdup_printf (_("%s: %s"), spoken, title);

  gtk_widget_add_css_class (icon, kind);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  dcr_name (row, name, subtitle);
  gtk_list_box_append (self->checks, row);
}

static void
add_duplicate (DcrComposerSide *self)
{
  const char *who;
  gint64 at = dcr_composer_model_get_duplicate (self->model, &who);
  g_autofree char *day = NULL, *hour = NULL, *when = NULL;

  if (at == 0)
    return;
  day = dcr_format_day (at, dcr_clock_now_ms ());
  hour = dcr_format_hour (at);
  when = who != NULL ? g_strdup_printf (_("%s at %s, by %s"), day, hour, who)
                     : g_strdup_printf (_("%s at %s"), day, hour);
  add_check (self, "dialog-warning-symbolic", "warning", _("To look at"),
             _("The same was already sent to this recipient"), when);
}

static gboolean
has_problem (const DcrComposed *composed, DcrProblemKind kind)
{
  for (guint i = 0; i < composed->problems->len; i++)
    if (((DcrProblem *) composed->problems->pdata[i])->kind == kind)
      return TRUE;
  return FALSE;
}

static gboolean
is_filled (const DcrComposed *composed)
{
  return !has_problem (composed, DCR_PROBLEM_UNFILLED) && !has_problem (composed, DCR_PROBLEM_VALUE)
         && !has_problem (composed, DCR_PROBLEM_NOTHING_KEPT);
}

static gboolean
is_unchanged (DcrComposerSide *self, const DcrComposed *composed)
{
  return dcr_composer_model_get_template (self->model)->quotes->len > 0
         && !has_problem (composed, DCR_PROBLEM_QUOTE_CHANGED)
         && !has_problem (composed, DCR_PROBLEM_QUOTE_UNKNOWN);
}

static void
add_all_right (DcrComposerSide *self, const DcrComposed *composed)
{
  if (is_filled (composed))
    add_check (self, "object-select-symbolic", "success", _("Checked"),
               _("All variables filled in"), NULL);
  if (is_unchanged (self, composed))
    add_check (self, "object-select-symbolic", "success", _("Checked"),
               _("Passages unchanged since the approval"), NULL);
}

static char *
checks_key (DcrComposerSide *self, const DcrComposed *composed)
{
  GString *key = g_string_new (NULL);
  const char *who = NULL;
  gint64 at = dcr_composer_model_get_duplicate (self->model, &who);

  for (guint i = 0; composed != NULL && i < composed->problems->len; i++)
    {
      const DcrProblem *problem = composed->problems->pdata[i];
      g_string_append_printf (key, "%d %s\n", problem->refuses, problem->sentence);
    }
  g_string_append_printf (key, "%" G_GINT64_FORMAT " %s", at, at != 0 && who != NULL ? who : "");
  if (composed != NULL)
    g_string_append_printf (key, " %d %d", is_filled (composed), is_unchanged (self, composed));
  return g_string_free (key, FALSE);
}

static void
show_checks (DcrComposerSide *self)
{
  const DcrComposed *composed = dcr_composer_model_get_composed (self->model);

  if (is_shown (&self->shown_checks, checks_key (self, composed)))
    return;
  dcr_empty_container (GTK_WIDGET (self->checks));
  for (guint i = 0; composed != NULL && i < composed->problems->len; i++)
    {
      const DcrProblem *problem = composed->problems->pdata[i];
      if (problem->refuses)
        add_check (self, "dialog-error-symbolic", "error", _("Refused"), problem->sentence, NULL);
      else
        add_check (self, "dialog-warning-symbolic", "warning", _("To look at"), problem->sentence,
                   NULL);
    }
  add_duplicate (self);
  if (composed != NULL)
    add_all_right (self, composed);
  gtk_widget_set_visible (self->checks_section,
                          gtk_list_box_get_row_at_index (self->checks, 0) != NULL);
}

/* ---- Letters that cost ----------------------------------------------------------------------- */

static void
show_letters (DcrComposerSide *self)
{
  const DcrComposed *full = dcr_composer_model_get_version (self->model, FALSE);
  g_autoptr (GArray) costs = NULL;
  gboolean unicode = FALSE;

  if (is_mail (self) || full == NULL)
    {
      g_clear_pointer (&self->shown_letters, g_free);
      gtk_widget_set_visible (self->letters_section, FALSE);
      return;
    }
  costs = dcr_gsm_costs (full->text);
  if (is_shown (&self->shown_letters, dcr_letter_cost_key (costs)))
    return;
  dcr_empty_container (GTK_WIDGET (self->letters));
  for (guint i = 0; i < costs->len; i++)
    {
      const DcrGsmCost *cost = &g_array_index (costs, DcrGsmCost, i);
      g_autofree char *name = dcr_letter_cost_name (cost->letter), *words = dcr_letter_cost_describe (cost);
      GtkWidget *row = plain_row (name, words);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      gtk_list_box_append (self->letters, row);
      unicode = unicode || cost->forces_ucs2;
    }
  gtk_label_set_label (
      self->letters_note,
      unicode ? _("These letters are not in the alphabet of SMS: one is enough to bring "
                   "each part from 153 characters down to 67.")
              : _("These letters are in the alphabet of SMS, but count double."));
  gtk_widget_set_visible (self->letters_section, costs->len > 0);
}

/* ---- Attachments ----------------------------------------------------------------------------- */

static void
file_removed (GtkButton *button, DcrComposerSide *self)
{
  guint at = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "dcr-at"));
  dcr_composer_model_remove_attachment (self->model, at);
}

static void
show_files (DcrComposerSide *self)
{
  const DcrTemplate *template = dcr_composer_model_get_template (self->model);

  dcr_empty_container (GTK_WIDGET (self->files));
  for (guint i = 0; template != NULL && i < template->attachments->len; i++)
    {
      const DcrAttachment *file = template->attachments->pdata[i];
      g_autofree char *size = dcr_format_size ((guint64) file->size);
      g_autofree char *out = g_strdup_printf (_("Leave out “%s”"), file->name);
      GtkWidget *row = plain_row (file->name, size);
      GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "circular");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (button, out);
      dcr_name (button, out, NULL);
      g_object_set_data (G_OBJECT (button), "dcr-at", GUINT_TO_POINTER (i));
      g_signal_connect (button, "clicked", G_CALLBACK (file_removed), self);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("mail-attachment-symbolic"));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      gtk_list_box_append (self->files, row);
    }
  gtk_widget_set_visible (self->files_section, template != NULL && template->attachments->len > 0);
}

/* ---- All of it ------------------------------------------------------------------------------- */

static void
show_template (DcrComposerSide *self)
{
  g_autofree char *state = dcr_composer_model_describe_template (self->model);

  self->showing = TRUE;
  adw_combo_row_set_selected (self->template, dcr_composer_model_get_chosen (self->model));
  self->showing = FALSE;
  gtk_label_set_label (self->state, state);
  show_variables (self);
  show_files (self);
}

static void
show (DcrComposerSide *self)
{
  show_recipient (self);
  show_goes (self);
  show_checks (self);
  show_letters (self);
}

gboolean
dcr_composer_side_focus_missing (DcrComposerSide *self)
{
  const char *variable = dcr_composer_model_get_missing (self->model);
  GtkWidget *row = variable != NULL ? g_hash_table_lookup (self->entries, variable) : NULL;

  if (dcr_composer_model_get_recipient_problem (self->model) != NULL)
    return gtk_widget_grab_focus (GTK_WIDGET (self->recipient));
  return row != NULL && gtk_widget_grab_focus (row);
}

void
dcr_composer_side_focus (DcrComposerSide *self)
{
  if (!dcr_composer_side_focus_missing (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->template));
}

/* Where one pane is seen at a time, a way to the other one. */
static void
dcr_composer_side_map (GtkWidget *widget)
{
  DcrComposerSide *self = DCR_COMPOSER_SIDE (widget);

  gtk_widget_set_visible (self->to_preview,
                          gtk_widget_get_width (GTK_WIDGET (gtk_widget_get_root (widget))) < 720);
  GTK_WIDGET_CLASS (dcr_composer_side_parent_class)->map (widget);
}

static void
dcr_composer_side_dispose (GObject *object)
{
  DcrComposerSide *self = DCR_COMPOSER_SIDE (object);

  g_clear_object (&self->model);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_pointer (&self->shown_goes, g_free);
  g_clear_pointer (&self->shown_checks, g_free);
  g_clear_pointer (&self->shown_letters, g_free);
  G_OBJECT_CLASS (dcr_composer_side_parent_class)->dispose (object);
}

static void
dcr_composer_side_class_init (DcrComposerSideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_composer_side_dispose;
  widget_class->map = dcr_composer_side_map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/follow/dcr-composer-side.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, DcrComposerSide, child)
  BIND (title);
  BIND (state);
  BIND (template);
  BIND (recipient);
  BIND (recipient_tag);
  BIND (recipient_problem);
  BIND (completions);
  BIND (fill);
  BIND (fill_section);
  BIND (goes);
  BIND (checks);
  BIND (checks_section);
  BIND (letters);
  BIND (letters_section);
  BIND (letters_note);
  BIND (files);
  BIND (files_section);
  BIND (foot);
  BIND (to_preview);
#undef BIND
}

static void
dcr_composer_side_init (DcrComposerSide *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entries = g_hash_table_new (g_str_hash, g_str_equal);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (recipient_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->recipient), keys);
  gtk_box_prepend (
      GTK_BOX (self->foot),
      dcr_keys_line_new (C_("key", "Esc"), _("back to the article, draft kept"), NULL));
}

GtkWidget *
dcr_composer_side_new (DcrComposerModel *model)
{
  DcrComposerSide *self = g_object_new (DCR_TYPE_COMPOSER_SIDE, NULL);
  gboolean mail = dcr_composer_model_get_channel (model) == DCR_CHANNEL_MAIL;

  self->model = g_object_ref (model);
  gtk_label_set_label (self->title, mail ? _("Confirmation by e-mail") : _("Confirmation by SMS"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->recipient),
                                 mail ? _("Address") : _("Number"));
  list_templates (self);
  show_template (self);
  show (self);
  g_signal_connect_swapped (self->template, "notify::selected", G_CALLBACK (template_chosen), self);
  g_signal_connect_swapped (self->recipient, "changed", G_CALLBACK (recipient_typed), self);
  g_signal_connect_swapped (self->recipient, "entry-activated", G_CALLBACK (recipient_activated),
                            self);
  g_signal_connect_swapped (self->completions, "row-activated", G_CALLBACK (take_completion), self);
  g_signal_connect_object (model, "template-changed", G_CALLBACK (show_template), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
