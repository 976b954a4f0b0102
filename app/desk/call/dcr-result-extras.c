/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-result-extras.h"

#include <string.h>

#include "calls/dcr-person.h"
#include "desk/call/dcr-service-field.h"
#include "desk/common/dcr-list-row.h"
#include "desk/dcr-desk.h"
#include "desk/follow/dcr-follow-reader.h"
#include "followup/dcr-templates.h"
#include "text/dcr-french.h"

#define SHOWN 3         /* rows of a group */
#define OF_NAME 4       /* a word of the name counts as so many of a reason */
#define MAX_WORDS 12    /* of what was typed: a whole message is about its beginning */

typedef struct
{
  gpointer item;        /* DcrTemplate or DcrService */
  char **name, **other; /* singulars of its words */
} Entry;

typedef struct
{
  GtkWidget *heading, *rows[SHOWN];
  GArray *entries;      /* Entry */
  const Entry *shown[SHOWN];
} Group;

struct _DcrResultExtras
{
  DcrSession *session;
  DcrFollowReader *reader;
  GPtrArray *templates; /* DcrTemplate, NULL while they are read */
  GPtrArray *services;  /* DcrService */
  Group template_group, service_group;
  char *words;
  char *sentence;
};

/* ---- Words ----------------------------------------------------------------------------------- */

static char **
singulars (const char *text)
{
  char **words = dcr_french_words (text);

  for (char **word = words; *word != NULL; word++)
    {
      char out[DCR_TOKEN_MAX];
      gsize length = dcr_french_singular (*word, out);
      g_free (*word);
      *word = g_strndup (out, length);
    }
  return words;
}

/* The words of what was typed that say what it is about; the last one may be unfinished. */
static char **
content_words (const char *text)
{
  g_auto (GStrv) words = dcr_french_words (text);
  GPtrArray *content = g_ptr_array_new ();

  for (char **word = words; *word != NULL && content->len < MAX_WORDS; word++)
    if (strlen (*word) > 1 && dcr_french_word_class (*word) == DCR_WORD_CONTENT)
      {
        char out[DCR_TOKEN_MAX];
        gsize length = dcr_french_singular (*word, out);
        g_ptr_array_add (content, g_strndup (out, length));
      }
  g_ptr_array_add (content, NULL);
  return (char **) g_ptr_array_free (content, FALSE);
}

static gboolean
has_word (char **words, const char *typed, gboolean is_last)
{
  for (; *words != NULL; words++)
    if (is_last ? g_str_has_prefix (*words, typed) : g_str_equal (*words, typed))
      return TRUE;
  return FALSE;
}

/* 0 unless most of the words are there. */
static guint
rate (const Entry *entry, char **typed)
{
  guint n = 0, found = 0, score = 0;

  for (; typed[n] != NULL; n++)
    {
      gboolean is_last = typed[n + 1] == NULL;
      gboolean in_name = has_word (entry->name, typed[n], is_last);
      if (!in_name && !has_word (entry->other, typed[n], is_last))
        continue;
      found++;
      score += in_name ? OF_NAME : 1;
    }
  return 2 * found > n ? score : 0;
}

/* ---- Groups ---------------------------------------------------------------------------------- */

static void
entry_clear (gpointer data)
{
  Entry *entry = data;
  g_strfreev (entry->name);
  g_strfreev (entry->other);
}

static void
group_init (Group *group, GtkListBox *list, int at, const char *title)
{
  group->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (group->entries, entry_clear);
  group->heading = dcr_group_row_new (title, NULL);
  gtk_widget_set_visible (group->heading, FALSE);
  gtk_list_box_insert (list, group->heading, at);
  for (int i = 0; i < SHOWN; i++)
    {
      group->rows[i] = dcr_list_row_new ();
      gtk_widget_set_visible (group->rows[i], FALSE);
      gtk_list_box_insert (list, group->rows[i], at + 1 + i);
    }
}

static void
group_forget (Group *group)
{
  g_array_set_size (group->entries, 0);
  memset (group->shown, 0, sizeof group->shown);
}

/* Best first; equals in the order they have. */
static void
find_best (const Group *group, char **typed, const Entry *best[SHOWN])
{
  guint scores[SHOWN] = { 0 };

  memset (best, 0, SHOWN * sizeof *best);
  for (guint i = 0; *typed != NULL && i < group->entries->len; i++)
    {
      const Entry *entry = &g_array_index (group->entries, Entry, i);
      guint score = rate (entry, typed), at = SHOWN;

      while (at > 0 && score > scores[at - 1])
        at--;
      if (at == SHOWN)
        continue;
      memmove (&scores[at + 1], &scores[at], (SHOWN - 1 - at) * sizeof *scores);
      memmove (&best[at + 1], &best[at], (SHOWN - 1 - at) * sizeof *best);
      scores[at] = score;
      best[at] = entry;
    }
}

typedef void (*FillFunc) (DcrListRow *row, const Entry *entry);

/* Rows that stay what they were cost nothing at a keystroke. */
static void
group_show (Group *group, char **typed, FillFunc fill)
{
  const Entry *best[SHOWN];

  find_best (group, typed, best);
  gtk_widget_set_visible (group->heading, best[0] != NULL);
  for (int i = 0; i < SHOWN; i++)
    {
      if (best[i] != NULL && best[i] != group->shown[i])
        {
          DcrListRow *row = DCR_LIST_ROW (group->rows[i]);
          dcr_list_row_begin (row);
          fill (row, best[i]);
          dcr_list_row_end (row);
        }
      group->shown[i] = best[i];
      gtk_widget_set_visible (group->rows[i], best[i] != NULL);
    }
}

/* ---- Templates ------------------------------------------------------------------------------- */

static void
fill_template (DcrListRow *row, const Entry *entry)
{
  const DcrTemplate *template = entry->item;
  char id[DCR_UUID_TEXT_SIZE];

  dcr_uuid_to_text (&template->id, id);
  dcr_list_row_set_title_text (row, template->name);
  dcr_list_row_set_icon (row, template->channel == DCR_CHANNEL_SMS ? "phone-symbolic"
                                                                    : "mail-unread-symbolic");
  dcr_list_row_set_source (row, dcr_channel_label (template->channel));
  dcr_list_row_set_target (row, DCR_RESULT_TEMPLATE, id,
                           template->channel == DCR_CHANNEL_SMS ? "sms" : "mail");
}

static void
add_template (DcrResultExtras *self, DcrTemplate *template)
{
  DcrReasonGrid *grid = dcr_calls_get_grid (dcr_session_get_calls (self->session));
  g_autoptr (GString) reasons = g_string_new (NULL);

  for (guint i = 0; i < template->reasons->len; i++)
    {
      const DcrReason *reason = dcr_reason_grid_find (grid, template->reasons->pdata[i]);
      g_string_append_printf (reasons, "%s ", reason != NULL ? reason->label : "");
    }
  Entry entry = { template, singulars (template->name), singulars (reasons->str) };
  g_array_append_val (self->template_group.entries, entry);
}

static gpointer
read_templates (DcrDb *db, gpointer query, GError **error)
{
  static const DcrUuid nowhere;
  g_autoptr (DcrPerson) person = dcr_person_get (db, query, NULL);

  return dcr_templates_list (db, 0, person != NULL ? &person->team : &nowhere,
                             person != NULL ? &person->site : &nowhere, FALSE, error);
}

static void
templates_read (gpointer result, const GError *error, gpointer data)
{
  DcrResultExtras *self = data;

  if (result == NULL)
    {
      g_message ("templates: %s", error->message);
      return;
    }
  group_forget (&self->template_group);
  g_clear_pointer (&self->templates, g_ptr_array_unref);
  self->templates = result;
  for (guint i = 0; i < self->templates->len; i++)
    add_template (self, self->templates->pdata[i]);
  if (*self->words != '\0')
    {
      g_autofree char *words = g_strdup (self->words);
      dcr_result_extras_show (self, words);
    }
}

static void
read_again (DcrResultExtras *self)
{
  const DcrUuid *person = dcr_calls_get_person (dcr_session_get_calls (self->session));

  dcr_follow_reader_run (self->reader, read_templates, g_memdup2 (person, sizeof *person), g_free,
                         (GDestroyNotify) g_ptr_array_unref, templates_read, self);
}

const char *
dcr_result_extras_get_template (GtkListBoxRow *row, DcrChannel *channel)
{
  DcrListRow *list_row = DCR_LIST_ROW (row);

  *channel = g_str_equal (dcr_list_row_get_address (list_row), "sms") ? DCR_CHANNEL_SMS
                                                                      : DCR_CHANNEL_MAIL;
  return dcr_list_row_get_ref (list_row);
}

gboolean
dcr_result_extras_is_ready (DcrResultExtras *self)
{
  return self->templates != NULL;
}

/* ---- Services -------------------------------------------------------------------------------- */

static void
fill_service (DcrListRow *row, const Entry *entry)
{
  const DcrService *service = entry->item;

  dcr_list_row_set_title_text (row, service->name);
  dcr_list_row_set_icon (row, "phone-symbolic");
  dcr_list_row_set_sentence (row, NULL);
  dcr_list_row_set_end (row, service->number[0] != '\0' ? service->number : NULL);
  dcr_list_row_set_target (row, DCR_RESULT_SERVICE, service->id, NULL);
}

/* An import of the services gives another list. */
static void
take_services (DcrResultExtras *self)
{
  GPtrArray *services = dcr_calls_get_services (dcr_session_get_calls (self->session));

  if (services == self->services)
    return;
  group_forget (&self->service_group);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  self->services = services != NULL ? g_ptr_array_ref (services) : NULL;
  for (guint i = 0; services != NULL && i < services->len; i++)
    {
      DcrService *service = services->pdata[i];
      Entry entry = { service, singulars (service->name), singulars (service->number) };
      g_array_append_val (self->service_group.entries, entry);
    }
}

const char *
dcr_result_extras_open_service (DcrResultExtras *self, GtkListBoxRow *row)
{
  const char *id = dcr_list_row_get_ref (DCR_LIST_ROW (row));
  const DcrService *service = dcr_service_find (self->services, id);
  g_autofree char *details = dcr_service_field_describe (service);
  g_autofree char *markup = NULL;

  g_free (self->sentence);
  self->sentence = g_strjoin (*details != '\0' && service->web[0] != '\0' ? " · " : "", details,
                              service->web, NULL);
  markup = g_markup_escape_text (self->sentence, -1);
  dcr_list_row_set_sentence (DCR_LIST_ROW (row), markup);
  dcr_list_row_set_end (DCR_LIST_ROW (row), NULL); /* it is in the sentence */
  return self->sentence;
}

/* ---- Both ------------------------------------------------------------------------------------ */

void
dcr_result_extras_show (DcrResultExtras *self, const char *words)
{
  g_auto (GStrv) typed = content_words (words);

  if (*words == '\0')
    read_again (self);
  g_free (self->words);
  self->words = g_strdup (words);
  take_services (self);
  group_show (&self->template_group, typed, fill_template);
  group_show (&self->service_group, typed, fill_service);
}

DcrResultExtras *
dcr_result_extras_new (DcrSession *session, GtkListBox *list, GtkWidget *after)
{
  DcrResultExtras *self = g_new0 (DcrResultExtras, 1);
  int at = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (after)) + 1;

  self->session = g_object_ref (session);
  self->reader = dcr_follow_reader_new (session);
  self->words = g_strdup ("");
  group_init (&self->template_group, list, at, _("Templates"));
  /* Translators: heading of the offices and national lines that a search found */
  group_init (&self->service_group, list, at + 1 + SHOWN, _("Offices and lines"));
  read_again (self);
  return self;
}

void
dcr_result_extras_free (DcrResultExtras *self)
{
  dcr_follow_reader_free (self->reader);
  g_array_unref (self->template_group.entries);
  g_array_unref (self->service_group.entries);
  g_clear_pointer (&self->templates, g_ptr_array_unref);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_object_unref (self->session);
  g_free (self->words);
  g_free (self->sentence);
  g_free (self);
}
