/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-reason-row.h"

#include <string.h>

#include "desk/common/dcr-parts.h"
#include "text/dcr-french.h"

#define CAPTION_LETTERS 60

struct _DcrReasonRow
{
  GObject parent_instance;

  const DcrReason *reason;
  char *text;  /* of a heading; else markup of the caption; NULL: made when the row is shown */
  char *typed; /* words to mark in it (GRefString) */
  guint digit;
  gboolean retired;
  gboolean under_family; /* the heading above says it */
};

G_DEFINE_FINAL_TYPE (DcrReasonRow, dcr_reason_row, G_TYPE_OBJECT)

static void
dcr_reason_row_finalize (GObject *object)
{
  g_free (DCR_REASON_ROW (object)->text);
  g_clear_pointer (&DCR_REASON_ROW (object)->typed, g_ref_string_release);
  G_OBJECT_CLASS (dcr_reason_row_parent_class)->finalize (object);
}

static void
dcr_reason_row_class_init (DcrReasonRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dcr_reason_row_finalize;
}

static void
dcr_reason_row_init (DcrReasonRow *self)
{
}

DcrReasonRow *
dcr_reason_row_new_heading (const char *text)
{
  DcrReasonRow *self = g_object_new (DCR_TYPE_REASON_ROW, NULL);
  self->text = g_strdup (text);
  return self;
}

DcrReasonRow *
dcr_reason_row_new (const DcrReason *reason, char *caption, guint digit, gboolean retired)
{
  DcrReasonRow *self = g_object_new (DCR_TYPE_REASON_ROW, NULL);
  self->reason = reason;
  self->text = caption;
  self->digit = digit;
  self->retired = retired;
  return self;
}

DcrReasonRow *
dcr_reason_row_new_found (const DcrReason *reason, char *typed, guint digit)
{
  DcrReasonRow *self = dcr_reason_row_new (reason, NULL, digit, FALSE);
  self->typed = g_ref_string_acquire (typed);
  return self;
}

void
dcr_reason_row_set_under_family (DcrReasonRow *self)
{
  self->under_family = TRUE;
}

const DcrReason *
dcr_reason_row_get_reason (DcrReasonRow *self)
{
  return self->reason;
}

guint
dcr_reason_row_get_digit (DcrReasonRow *self)
{
  return self->digit;
}

gboolean
dcr_reason_row_is_choosable (DcrReasonRow *self)
{
  return self->reason != NULL && !self->retired;
}

const char *
dcr_reason_row_get_caption (DcrReasonRow *self)
{
  if (self->text == NULL)
    self->text = dcr_reason_mark_found (self->reason->definition, self->typed ? self->typed : "");
  return self->text;
}

char *
dcr_reason_markup (const DcrReason *reason, gboolean with_family)
{
  g_autofree char *label = g_markup_escape_text (reason->label, -1);
  g_autofree char *path = NULL;

  if (reason->parent == NULL || !with_family)
    return g_strdup_printf ("<b>%s</b>", label);
  path = g_markup_escape_text (reason->parent->path, -1);
  return g_strdup_printf ("<b>%s</b>  <span size='smaller' alpha='72%%'>%s</span>", label, path);
}

static gboolean
is_found (const DcrToken *token, char **typed)
{
  char singular[DCR_TOKEN_MAX];

  dcr_french_singular (token->folded, singular);
  for (; *typed != NULL; typed++)
    if (g_str_has_prefix (singular, *typed) || g_str_has_prefix (token->folded, *typed))
      return TRUE;
  return FALSE;
}

/* Start of the clause that byte @at stands in. */
static gsize
clause_start (const char *text, gsize at)
{
  for (gsize i = at; i > 1; i--)
    if (text[i - 1] == ' ' && strchr (",;:.", text[i - 2]) != NULL)
      return i;
  return 0;
}

/* A row shows some fifty letters; what lies far behind its end would be shaped at each key all the same. */
static void
append_rest (GString *out, const char *rest)
{
  gboolean cut = g_utf8_strlen (rest, -1) > CAPTION_LETTERS;
  g_autofree char *head
      = g_utf8_substring (rest, 0, cut ? CAPTION_LETTERS : g_utf8_strlen (rest, -1));
  g_autofree char *escaped = g_markup_escape_text (head, -1);

  g_string_append_printf (out, "%s%s", escaped, cut ? "…" : "");
}

char *
dcr_reason_mark_found (const char *text, const char *typed)
{
  g_auto (GStrv) words = dcr_french_words (typed);
  GString *out = g_string_new (NULL);
  DcrFrenchIter iter;
  DcrToken token;
  gsize done = 0;
  gboolean first = TRUE;

  dcr_french_iter_init (&iter, text, -1);
  while (words[0] != NULL && dcr_french_iter_next (&iter, &token))
    {
      g_autofree char *before = NULL, *word = NULL;
      if (!is_found (&token, words))
        continue;
      if (first && token.start > 24) /* a far match is brought into sight */
        done = clause_start (text, token.start);
      first = FALSE;
      before = g_markup_escape_text (text + done, token.start - done);
      word = g_markup_escape_text (text + token.start, token.end - token.start);
      g_string_append_printf (out, "%s<b>%s</b>", before, word);
      done = token.end;
    }
  append_rest (out, text + done);
  return g_string_free (out, FALSE);
}

/* ---- Widgets --------------------------------------------------------------------------------- */

typedef struct
{
  GtkWidget *heading, *line, *key, *title, *caption;
  char *title_markup, *caption_markup; /* shown */
  guint digit;
} Parts;

static void
parts_free (gpointer data)
{
  Parts *parts = data;
  g_free (parts->title_markup);
  g_free (parts->caption_markup);
  g_free (parts);
}

static GtkWidget *
new_text (const char *classes)
{
  GtkWidget *label = dcr_label_new (NULL, classes);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return label;
}

GtkWidget *
dcr_reason_row_widget_new (void)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *both = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  Parts *parts = g_new0 (Parts, 1);

  parts->heading = dcr_label_new (NULL, "caption-heading dim-label");
  parts->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  parts->key = dcr_keycap_new (NULL);
  parts->title = new_text (NULL);
  parts->caption = new_text ("caption");
  gtk_label_set_width_chars (GTK_LABEL (parts->key), 1);
  gtk_widget_set_opacity (parts->key, 0);
  gtk_widget_set_visible (parts->heading, FALSE);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), parts->title);
  gtk_box_append (GTK_BOX (texts), parts->caption);
  gtk_box_append (GTK_BOX (parts->line), parts->key);
  gtk_box_append (GTK_BOX (parts->line), texts);
  gtk_box_append (GTK_BOX (both), parts->heading);
  gtk_box_append (GTK_BOX (both), parts->line);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), both);
  g_object_set_data_full (G_OBJECT (row), "dcr-parts", parts, parts_free);
  return row;
}

/* TRUE when the label was changed. */
static gboolean
show_markup (GtkWidget *label, char **shown, const char *markup)
{
  if (g_strcmp0 (*shown, markup) == 0)
    return FALSE;
  g_free (*shown);
  *shown = g_strdup (markup);
  gtk_label_set_markup (GTK_LABEL (label), markup);
  return TRUE;
}

static gboolean
show_digit (Parts *parts, guint digit)
{
  char text[2] = { '0' + digit, '\0' };

  if (parts->digit == digit)
    return FALSE;
  if (digit != 0) /* a cap without its digit keeps the former one, unseen, and its width */
    gtk_label_set_label (GTK_LABEL (parts->key), text);
  gtk_widget_set_opacity (parts->key, digit != 0);
  parts->digit = digit;
  return TRUE;
}

static void
name_row (GtkWidget *widget, DcrReasonRow *row)
{
  g_autofree char *plain = NULL, *name = NULL;

  pango_parse_markup (row->text, -1, 0, NULL, &plain, NULL, NULL);
  name = row->digit ? g_strdup_printf ("%u, %s, %s", row->digit, row->reason->path, plain)
                    : g_strdup_printf ("%s, %s", row->reason->path, plain);
  dcr_name (widget, name, NULL);
}

static void
show_reason (GtkListBoxRow *widget, Parts *parts, DcrReasonRow *row)
{
  g_autofree char *markup = dcr_reason_markup (row->reason, !row->under_family);
  gboolean changed = show_markup (parts->title, &parts->title_markup, markup);

  changed |= show_markup (parts->caption, &parts->caption_markup, dcr_reason_row_get_caption (row));
  gtk_widget_set_visible (parts->caption, row->text[0] != '\0');
  changed |= show_digit (parts, row->digit);
  if (changed)
    name_row (GTK_WIDGET (widget), row);
}

void
dcr_reason_row_widget_show (GtkListBoxRow *widget, DcrReasonRow *row)
{
  Parts *parts = g_object_get_data (G_OBJECT (widget), "dcr-parts");

  gtk_list_box_row_set_selectable (widget, row->reason != NULL);
  gtk_list_box_row_set_activatable (widget, dcr_reason_row_is_choosable (row));
  gtk_widget_set_visible (parts->heading, row->reason == NULL);
  gtk_widget_set_visible (parts->line, row->reason != NULL);
  if (row->reason != NULL)
    {
      show_reason (widget, parts, row);
      return;
    }
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (parts->heading)), row->text) == 0)
    return;
  gtk_label_set_label (GTK_LABEL (parts->heading), row->text);
  dcr_name (GTK_WIDGET (widget), row->text, NULL);
}
