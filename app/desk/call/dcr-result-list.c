/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-result-list.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "desk/call/dcr-filter.h"
#include "desk/call/dcr-result-extras.h"
#include "desk/call/dcr-search-watch.h"
#include "desk/common/dcr-format.h"
#include "desk/common/dcr-list-row.h"
#include "desk/common/dcr-notice-board.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"

#define FIRST_SCREENFUL 10  /* rows filled within the keystroke */
#define ROWS 40             /* the rest comes when typing pauses */
#define MORE_DELAY_MS 150
#define OPEN_DELAY_MS 120   /* a held arrow stays fluid */
#define ANNOUNCE_DELAY_MS 400
#define NEAR_TERMS 6

enum
{
  ROW_HIT,
  ROW_CORRECTED,
  ROW_NEAR,
  ROW_THEME,
  ROW_REPORT,
};

struct _DcrResultList
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkScrolledWindow *scrolled;
  GtkListBox *list;
  GtkMenuButton *audience_button, *theme_button;
  GtkLabel *status;

  GtkWidget *corrected_group, *corrected_row, *hits_group;
  GPtrArray *rows;           /* DcrListRow, made once, used again */
  GtkWidget *near_group, *near_rows[NEAR_TERMS], *nothing;
  GtkWidget *theme_group, *theme_row, *report_group, *report_row;

  DcrSession *session;
  DcrFilter *filter;
  DcrSearchWatch *watch;
  DcrResultExtras *extras;   /* groups below the articles */
  char *words;               /* of the result shown, or NULL */
  gboolean as_typed;
  guint count;
  guint more, open, announce; /* sources */
};

G_DEFINE_FINAL_TYPE (DcrResultList, dcr_result_list, GTK_TYPE_WIDGET)

enum
{
  PROP_COUNT = 1,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

enum
{
  RESULT_SELECTED,
  RESULT_CHOSEN,
  WORDS_CHOSEN,
  BROWSE,
  TEMPLATE_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ---- Rows ------------------------------------------------------------ */

/* What is not an article to be read out says so by an icon and a word. */
static const char *
kind_icon (DcrArticleKind kind)
{
  switch (kind)
    {
    case DCR_ARTICLE_FORM:
    case DCR_ARTICLE_MODEL:
      return "document-edit-symbolic";
    case DCR_ARTICLE_ONLINE_SERVICE:
    case DCR_ARTICLE_SIMULATOR:
    case DCR_ARTICLE_SEARCH_TOOL:
      return "web-browser-symbolic";
    case DCR_ARTICLE_THEME:
    case DCR_ARTICLE_DOSSIER:
      return "view-list-symbolic";
    default:
      return NULL;
    }
}

static const char *
kind_word (DcrArticleKind kind)
{
  switch (kind)
    {
    case DCR_ARTICLE_FORM:
      return _("form");
    case DCR_ARTICLE_MODEL:
      return _("model letter");
    case DCR_ARTICLE_ONLINE_SERVICE:
      return _("online service");
    case DCR_ARTICLE_SIMULATOR:
      return _("simulator");
    case DCR_ARTICLE_SEARCH_TOOL:
      return _("search tool");
    case DCR_ARTICLE_THEME:
      return _("theme");
    case DCR_ARTICLE_DOSSIER:
      return _("file");
    case DCR_ARTICLE_QUESTION:
      return _("question");
    default:
      return NULL;
    }
}

/* The notice of the moment about it comes before what sort of thing it is. */
static void
tag_row (DcrResultList *self, DcrListRow *row, const char *word)
{
  const DcrNotice *notice
      = dcr_notice_board_for_article (dcr_notice_board_of (self->session),
                                      dcr_list_row_get_ref (row), dcr_list_row_get_title (row));

  g_object_set_data (G_OBJECT (row), "dcr-word", (gpointer) word);
  if (notice != NULL)
    dcr_list_row_set_tag (row, notice->title, notice->urgent ? "warning" : "accent",
                          notice->urgent ? "dialog-warning-symbolic"
                                         : "dialog-information-symbolic");
  else
    dcr_list_row_set_tag (row, word, NULL, NULL);
}

/* A notice begins or ends: the rows stay where they are. */
static void
notices_changed (DcrResultList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_widget_get_visible (self->rows->pdata[i]))
      tag_row (self, self->rows->pdata[i], g_object_get_data (self->rows->pdata[i], "dcr-word"));
}

static void
fill_row (DcrResultList *self, DcrListRow *row, const DcrHit *hit, gboolean has_markup)
{
  g_autofree char *date = dcr_format_date (hit->date, dcr_clock_now_ms ());
  g_autoptr (GString) source = g_string_new (hit->id);

  if (hit->audience != DCR_AUDIENCE_PARTICULIERS)
    g_string_append_printf (source, " · %s", dcr_format_audience (hit->audience));
  if (*date != '\0')
    g_string_append_printf (source, " · %s", date);
  if (hit->why != NULL)
    g_string_append_printf (source, " · %s", hit->why);
  dcr_list_row_begin (row);
  if (has_markup)
    dcr_list_row_set_title (row, hit->title);
  else
    dcr_list_row_set_title_text (row, hit->title);
  dcr_list_row_set_sentence (row, hit->sentence);
  dcr_list_row_set_source (row, source->str);
  dcr_list_row_set_icon (row, kind_icon (hit->kind));
  dcr_list_row_set_target (row, ROW_HIT, hit->ref, hit->address);
  tag_row (self, row, kind_word (hit->kind));
  dcr_list_row_end (row);
  gtk_widget_set_visible (GTK_WIDGET (row), TRUE);
}

static DcrListRow *
row_at (DcrResultList *self, guint at)
{
  while (self->rows->len <= at)
    {
      GtkWidget *row = dcr_list_row_new ();
      gtk_widget_set_visible (row, FALSE);
      gtk_list_box_insert (self->list, row, 3 + (int) self->rows->len);
      g_ptr_array_add (self->rows, row);
    }
  return g_ptr_array_index (self->rows, at);
}

static void
hide_rows_from (DcrResultList *self, guint from)
{
  for (guint i = from; i < self->rows->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->rows, i), FALSE);
}

static void
fill_rows (DcrResultList *self, const DcrSearchResult *result, guint from, guint until)
{
  until = MIN (until, result->hits->len);
  for (guint i = from; i < until; i++)
    fill_row (self, row_at (self, i), g_ptr_array_index (result->hits, i), TRUE);
  hide_rows_from (self, MAX (from, until));
}

/* ---- The rest of the list, once typing pauses ------------------------------------------------ */

static DcrSearchResult *
query (DcrResultList *self, const char *words, guint limit)
{
  DcrSearchRequest request = { .words = words,
                               .audiences = dcr_filter_get_audiences (self->filter),
                               .theme_id = dcr_filter_get_theme (self->filter),
                               .limit = limit,
                               .snippets = limit,
                               .as_typed = self->as_typed };

  return dcr_search_query (dcr_session_get_search (self->session), &request);
}

static gboolean
show_more (gpointer data)
{
  DcrResultList *self = data;
  guint shown = 0;

  while (shown < self->rows->len && gtk_widget_get_visible (g_ptr_array_index (self->rows, shown)))
    shown++;
  self->more = 0;
  if (dcr_session_get_search (self->session) == NULL || shown >= MIN (self->count, ROWS))
    return G_SOURCE_REMOVE;
  g_autoptr (DcrSearchResult) result
      = query (self, self->words, MIN (shown + FIRST_SCREENFUL, ROWS));
  fill_rows (self, result, shown, result->hits->len);
  if (result->hits->len > shown)
    self->more = g_timeout_add (20, show_more, self);
  return G_SOURCE_REMOVE;
}

/* ---- Spoken count ---------------------------------------------------------------------------- */

static gboolean
announce (gpointer data)
{
  DcrResultList *self = data;
  g_autofree char *text = NULL;

  self->announce = 0;
  if (self->words == NULL)
    return G_SOURCE_REMOVE;
  text = self->count == 0
             ? g_strdup (_("No result"))
             : g_strdup_printf (ngettext ("%u result", "%u results", self->count), self->count);
  gtk_label_set_text (self->status, text);
  dcr_name (GTK_WIDGET (self->status), text, NULL);
  return G_SOURCE_REMOVE;
}

static void
update_name (DcrResultList *self)
{
  g_autofree char *name = g_strdup_printf (_("Results, %u"), self->count);
  dcr_name (GTK_WIDGET (self->list), name, NULL);
}

/* ---- Showing a result ------------------------------------------------------------------------ */

/* The words that correction put in, in bold, and those it took out. */
static void
show_corrected (DcrResultList *self, const char *words, const DcrSearchResult *result)
{
  gboolean shown = result->corrected != NULL;

  gtk_widget_set_visible (self->corrected_group, shown);
  gtk_widget_set_visible (self->corrected_row, shown);
  if (!shown)
    return;
  g_auto (GStrv) typed = g_strsplit (words, " ", -1);
  g_auto (GStrv) corrected = g_strsplit (result->corrected, " ", -1);
  g_autoptr (GString) title = g_string_new (NULL);
  g_autoptr (GString) replaced = g_string_new (NULL);
  for (char **word = typed; *word != NULL; word++)
    if (**word != '\0' && !g_strv_contains ((const char *const *) corrected, *word))
      g_string_append_printf (replaced, "%s%s", replaced->len > 0 ? " " : "", *word);
  for (char **word = corrected; *word != NULL; word++)
    {
      gboolean is_new = !g_strv_contains ((const char *const *) typed, *word);
      g_autofree char *text = g_markup_printf_escaped (is_new ? "<b>%s</b>" : "%s", *word);
      g_string_append_printf (title, "%s%s", title->len > 0 ? " " : "", text);
    }
  /* Translators: the words as they were typed, which the search corrected */
  g_autofree char *sentence
      = g_strdup_printf (_("“%s” corrected · Enter: as typed"), replaced->str);
  g_autofree char *count
      = g_strdup_printf (ngettext ("%u result", "%u results", result->total), result->total);
  DcrListRow *row = DCR_LIST_ROW (self->corrected_row);
  dcr_list_row_set_title (row, title->str);
  dcr_list_row_set_tag (row, count, NULL, NULL);
  dcr_list_row_set_source (row, sentence);
  dcr_list_row_set_target (row, ROW_CORRECTED, NULL, NULL);
}

/* Nothing found: the theme to look in. */
static void
show_theme (DcrResultList *self, const DcrSearchResult *result)
{
  DcrListRow *row = DCR_LIST_ROW (self->theme_row);
  gboolean none = result->hits->len == 0;
  const char *title = result->near_theme != NULL ? result->near_theme : _("Browse by theme");

  gtk_widget_set_visible (self->theme_group, none && result->near_theme != NULL);
  gtk_widget_set_visible (self->theme_row, none);
  if (!none)
    return;
  dcr_list_row_set_title_text (row, title);
  dcr_list_row_set_icon (row, "view-list-symbolic");
  dcr_list_row_set_target (row, ROW_THEME, result->near_theme_ref, result->near_theme);
}

/* … and the way to tell those who keep the base. */
static void
show_report (DcrResultList *self, gboolean none)
{
  DcrListRow *row = DCR_LIST_ROW (self->report_row);

  gtk_widget_set_visible (self->report_group, none);
  gtk_widget_set_visible (self->report_row, none);
  if (!none)
    return;
  dcr_list_row_set_title_text (row, _("Report a gap"));
  dcr_list_row_set_sentence (
      row, _("These words go to those who keep the base, without anything about the call."));
  dcr_list_row_set_icon (row, "mail-send-symbolic");
  dcr_list_row_set_tag (row, NULL, NULL, NULL);
  dcr_list_row_set_target (row, ROW_REPORT, NULL, NULL);
}

static void
report (DcrResultList *self)
{
  DcrListRow *row = DCR_LIST_ROW (self->report_row);

  if (!dcr_search_watch_report (self->watch, self->words))
    {
      dcr_list_row_set_sentence (
          row, _("Words that may name someone are not kept. Nothing was sent: say it in a few "
                  "words of the subject."));
      return;
    }
  dcr_list_row_set_title_text (row, _("Gap reported"));
  dcr_list_row_set_sentence (row, _("Those who keep the base will see these words."));
  dcr_list_row_set_icon (row, "object-select-symbolic");
  dcr_list_row_set_target (row, ROW_REPORT, "done", NULL);
  gtk_label_set_text (self->status, _("Gap reported"));
}

/* Nothing found: the nearest terms, never an empty pane. */
static void
show_near (DcrResultList *self, const char *words, const DcrSearchResult *result)
{
  gboolean none = result->hits->len == 0;
  guint n = none && result->near_terms != NULL ? MIN (result->near_terms->len, NEAR_TERMS) : 0;

  gtk_widget_set_visible (self->nothing, none);
  if (none)
    {
      g_autofree char *trimmed = g_strstrip (g_strdup (words));
      g_autofree char *text = g_strdup_printf (_("No article for “%s”"), trimmed);
      DcrListRow *row = DCR_LIST_ROW (self->nothing);
      dcr_list_row_set_title_text (row, text);
      dcr_list_row_set_sentence (
          row, dcr_filter_is_open (self->filter)
                   ? _("Say it another way, or browse by theme.")
                   : _("The filters leave everything out: widen them, or use fewer words."));
    }
  gtk_widget_set_visible (self->near_group, n > 0);
  for (guint i = 0; i < NEAR_TERMS; i++)
    {
      gtk_widget_set_visible (self->near_rows[i], i < n);
      if (i < n)
        {
          const char *term = g_ptr_array_index (result->near_terms, i);
          dcr_list_row_set_title_text (DCR_LIST_ROW (self->near_rows[i]), term);
          dcr_list_row_set_target (DCR_LIST_ROW (self->near_rows[i]), ROW_NEAR, term, NULL);
        }
    }
}

void
dcr_result_list_show (DcrResultList *self, const char *words, const DcrSearchResult *result)
{
  g_autofree char *count = dcr_format_count (result->total);
  char *former = self->words;

  g_clear_handle_id (&self->more, g_source_remove);
  g_clear_handle_id (&self->open, g_source_remove);
  self->words = g_strdup (words);
  g_free (former);
  gtk_list_box_unselect_all (self->list);
  show_corrected (self, words, result);
  gtk_widget_set_visible (self->hits_group, result->hits->len > 0);
  dcr_group_row_set (self->hits_group, _("Articles"), count);
  fill_rows (self, result, 0, FIRST_SCREENFUL);
  dcr_result_extras_show (self->extras, words);
  show_near (self, words, result);
  show_theme (self, result);
  show_report (self, result->hits->len == 0);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  self->count = result->total;
  update_name (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COUNT]);
  if (self->count > FIRST_SCREENFUL)
    self->more = g_timeout_add (MORE_DELAY_MS, show_more, self);
  g_clear_handle_id (&self->announce, g_source_remove);
  self->announce = g_timeout_add (ANNOUNCE_DELAY_MS, announce, self);
}

static gboolean
query_and_show (DcrResultList *self, const char *words)
{
  if (dcr_session_get_search (self->session) == NULL)
    return FALSE;
  g_autoptr (DcrSearchResult) result = query (self, words, FIRST_SCREENFUL);
  dcr_result_list_show (self, words, result);
  dcr_search_watch_note (self->watch, words, result->total);
  return TRUE;
}

gboolean
dcr_result_list_search (DcrResultList *self, const char *words)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (words));

  if (g_utf8_strlen (trimmed, -1) < 2)
    return FALSE;
  self->as_typed = FALSE;
  return query_and_show (self, words);
}

void
dcr_result_list_clear (DcrResultList *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  DcrSearchResult empty = { .hits = none };

  dcr_result_list_show (self, "", &empty);
  gtk_widget_set_visible (self->nothing, FALSE);
  gtk_widget_set_visible (self->theme_row, FALSE);
  show_report (self, FALSE);
  dcr_search_watch_end (self->watch);
  g_clear_pointer (&self->words, g_free);
}

guint
dcr_result_list_get_count (DcrResultList *self)
{
  return self->count;
}

gboolean
dcr_result_list_has_result (DcrResultList *self)
{
  return self->words != NULL;
}

/* ---- Selection ------------------------------------------------------------------------------- */

static gboolean
open_selected (gpointer data)
{
  DcrResultList *self = data;
  DcrListRow *row = DCR_LIST_ROW (gtk_list_box_get_selected_row (self->list));

  self->open = 0;
  if (row == NULL)
    return G_SOURCE_REMOVE;
  dcr_search_watch_open (self->watch);
  g_signal_emit (self, signals[RESULT_SELECTED], 0, dcr_list_row_get_ref (row),
                 dcr_list_row_get_address (row));
  return G_SOURCE_REMOVE;
}

static void
row_selected (DcrResultList *self, GtkListBoxRow *row)
{
  g_clear_handle_id (&self->open, g_source_remove);
  if (row == NULL || !DCR_IS_LIST_ROW (row)
      || dcr_list_row_get_kind (DCR_LIST_ROW (row)) != ROW_HIT)
    return;
  self->open = g_timeout_add (OPEN_DELAY_MS, open_selected, self);
}

static void
choose_template (DcrResultList *self, GtkListBoxRow *row)
{
  DcrChannel channel;
  g_autofree char *id = g_strdup (dcr_result_extras_get_template (row, &channel));

  g_signal_emit (self, signals[TEMPLATE_CHOSEN], 0, id, (int) channel);
}

/* Said too: the focus is in the search. */
static void
open_service (DcrResultList *self, GtkListBoxRow *row)
{
  const char *sentence = dcr_result_extras_open_service (self->extras, row);

  gtk_label_set_text (self->status, sentence);
  dcr_name (GTK_WIDGET (self->status), sentence, NULL);
}

static void
row_activated (DcrResultList *self, GtkListBoxRow *list_row)
{
  DcrListRow *row = DCR_LIST_ROW (list_row);

  g_clear_handle_id (&self->open, g_source_remove);
  switch (dcr_list_row_get_kind (row))
    {
    case ROW_HIT:
      dcr_search_watch_open (self->watch);
      g_signal_emit (self, signals[RESULT_CHOSEN], 0, dcr_list_row_get_ref (row),
                     dcr_list_row_get_address (row));
      break;
    case ROW_CORRECTED:
      {
        g_autofree char *words = g_strdup (self->words);
        self->as_typed = TRUE;
        query_and_show (self, words);
        break;
      }
    case ROW_NEAR:
      {
        g_autofree char *term = g_strdup (dcr_list_row_get_ref (row));
        g_signal_emit (self, signals[WORDS_CHOSEN], 0, term);
        break;
      }
    case ROW_THEME:
      {
        g_autofree char *ref = g_strdup (dcr_list_row_get_ref (row));
        g_autofree char *title = g_strdup (dcr_list_row_get_address (row));
        g_signal_emit (self, signals[BROWSE], 0, ref, title);
        break;
      }
    case ROW_REPORT:
      if (dcr_list_row_get_ref (row) == NULL)
        report (self);
      break;
    case DCR_RESULT_TEMPLATE:
      choose_template (self, list_row);
      break;
    case DCR_RESULT_SERVICE:
      open_service (self, list_row);
      break;
    }
}

static GtkListBoxRow *
first_row (DcrResultList *self)
{
  if (self->rows->len > 0 && gtk_widget_get_visible (g_ptr_array_index (self->rows, 0)))
    return g_ptr_array_index (self->rows, 0);
  return dcr_list_next_row (self->list, NULL, 1);
}

/* The first row of the next group, the first of this one, or the ends. */
static GtkListBoxRow *
row_by_group (DcrResultList *self, GtkListBoxRow *from, int step)
{
  GtkListBoxRow *row = from, *last = from;
  int kind = dcr_list_row_get_kind (DCR_LIST_ROW (from));

  while ((row = dcr_list_next_row (self->list, row, step)) != NULL)
    {
      last = row;
      if (dcr_list_row_get_kind (DCR_LIST_ROW (row)) != kind)
        break;
    }
  return last;
}

gboolean
dcr_result_list_move (DcrResultList *self, int step, gboolean group)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  GtkListBoxRow *next;

  if (selected == NULL)
    next = first_row (self);
  else
    next = group ? row_by_group (self, selected, step)
                 : dcr_list_next_row (self->list, selected, step);
  if (next == NULL || next == selected)
    return FALSE;
  gtk_list_box_select_row (self->list, next);
  dcr_list_show_row (self->scrolled, GTK_WIDGET (next));
  return TRUE;
}

gboolean
dcr_result_list_choose (DcrResultList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (self->words == NULL)
    return FALSE;
  if (row == NULL)
    {
      row = first_row (self);
      if (row == NULL)
        return FALSE;
      gtk_list_box_select_row (self->list, row);
    }
  row_activated (self, row);
  return TRUE;
}

static void
filter_changed (DcrResultList *self)
{
  if (self->words != NULL)
    {
      g_autofree char *words = g_strdup (self->words);
      query_and_show (self, words);
    }
}

static void
filter_browse (DcrResultList *self)
{
  g_signal_emit (self, signals[BROWSE], 0, NULL, NULL);
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_result_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_COUNT)
    g_value_set_uint (value, DCR_RESULT_LIST (object)->count);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dcr_result_list_dispose (GObject *object)
{
  DcrResultList *self = DCR_RESULT_LIST (object);

  g_clear_handle_id (&self->more, g_source_remove);
  g_clear_handle_id (&self->open, g_source_remove);
  g_clear_handle_id (&self->announce, g_source_remove);
  dcr_unparent_children (GTK_WIDGET (self));
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->extras, dcr_result_extras_free);
  g_clear_pointer (&self->watch, dcr_search_watch_free);
  g_clear_pointer (&self->words, g_free);
  g_clear_object (&self->filter);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dcr_result_list_parent_class)->dispose (object);
}

static gboolean
dcr_result_list_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean taken = GTK_WIDGET_CLASS (dcr_result_list_parent_class)->focus (widget, direction);

  dcr_list_take_focus (DCR_RESULT_LIST (widget)->list);
  return taken;
}

static void
dcr_result_list_class_init (DcrResultListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType string = G_TYPE_STRING;

  G_OBJECT_CLASS (klass)->dispose = dcr_result_list_dispose;
  G_OBJECT_CLASS (klass)->get_property = dcr_result_list_get_property;
  props[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0,
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
  signals[RESULT_SELECTED]
      = g_signal_new ("result-selected", DCR_TYPE_RESULT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 2, string, string);
  signals[RESULT_CHOSEN] = g_signal_new ("result-chosen", DCR_TYPE_RESULT_LIST, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 2, string, string);
  signals[WORDS_CHOSEN] = g_signal_new ("words-chosen", DCR_TYPE_RESULT_LIST, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, string);
  signals[BROWSE] = g_signal_new ("browse", DCR_TYPE_RESULT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, string, string);
  signals[TEMPLATE_CHOSEN] = g_signal_new ("template-chosen", DCR_TYPE_RESULT_LIST,
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                           string, G_TYPE_INT);
  widget_class->focus = dcr_result_list_focus;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/call/dcr-result-list.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrResultList, box);
  gtk_widget_class_bind_template_child (widget_class, DcrResultList, scrolled);
  gtk_widget_class_bind_template_child (widget_class, DcrResultList, list);
  gtk_widget_class_bind_template_child (widget_class, DcrResultList, audience_button);
  gtk_widget_class_bind_template_child (widget_class, DcrResultList, theme_button);
  gtk_widget_class_bind_template_child (widget_class, DcrResultList, status);
}

static GtkWidget *
append_hidden (DcrResultList *self, GtkWidget *row)
{
  gtk_widget_set_visible (row, FALSE);
  gtk_list_box_append (self->list, row);
  return row;
}

static void
dcr_result_list_init (DcrResultList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->corrected_group = append_hidden (self, dcr_group_row_new (_("Searched with"), NULL));
  self->corrected_row = append_hidden (self, dcr_list_row_new ());
  self->hits_group = append_hidden (self, dcr_group_row_new (_("Articles"), NULL));
  self->nothing = append_hidden (self, dcr_list_row_new ());
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self->nothing), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->nothing), FALSE);
  self->near_group = append_hidden (self, dcr_group_row_new (_("Near words"), NULL));
  for (int i = 0; i < NEAR_TERMS; i++)
    self->near_rows[i] = append_hidden (self, dcr_list_row_new ());
  self->theme_group = append_hidden (self, dcr_group_row_new (_("Theme"), NULL));
  self->theme_row = append_hidden (self, dcr_list_row_new ());
  self->report_group = append_hidden (self, dcr_group_row_new (_("Nothing fits?"), NULL));
  self->report_row = append_hidden (self, dcr_list_row_new ());
  row_at (self, FIRST_SCREENFUL - 1);
  update_name (self);
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (row_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
dcr_result_list_new (DcrSession *session)
{
  DcrResultList *self = g_object_new (DCR_TYPE_RESULT_LIST, NULL);

  self->session = g_object_ref (session);
  self->watch = dcr_search_watch_new (session);
  self->extras = dcr_result_extras_new (session, self->list, self->nothing);
  self->filter = dcr_filter_new (session, self->audience_button, self->theme_button);
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (filter_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter, "browse", G_CALLBACK (filter_browse), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dcr_notice_board_of (session), "changed", G_CALLBACK (notices_changed),
                           self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
