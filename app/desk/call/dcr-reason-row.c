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
} Parts;

static void
on_setup (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  Parts *parts = g_new (Parts, 1);
  GtkWidget *both = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  parts->heading = dcr_label_new (NULL, "caption-heading dim-label");
  parts->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  parts->key = dcr_keycap_new (NULL);
  parts->title = dcr_label_new (NULL, NULL);
  parts->caption = dcr_label_new (NULL, "caption dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (parts->title), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (parts->caption), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (parts->key), 1);
  gtk_box_append (GTK_BOX (texts), parts->title);
  gtk_box_append (GTK_BOX (texts), parts->caption);
  gtk_box_append (GTK_BOX (parts->line), parts->key);
  gtk_box_append (GTK_BOX (parts->line), texts);
  gtk_box_append (GTK_BOX (both), parts->heading);
  gtk_box_append (GTK_BOX (both), parts->line);
  gtk_list_item_set_child (item, both);
  g_object_set_data_full (G_OBJECT (item), "dcr-parts", parts, g_free);
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  Parts *parts = g_object_get_data (G_OBJECT (item), "dcr-parts");
  DcrReasonRow *row = gtk_list_item_get_item (item);
  g_autofree char *markup = NULL, *digit = NULL, *plain = NULL, *name = NULL;

  gtk_list_item_set_selectable (item, row->reason != NULL);
  gtk_list_item_set_activatable (item, dcr_reason_row_is_choosable (row));
  gtk_widget_set_visible (parts->heading, row->reason == NULL);
  gtk_widget_set_visible (parts->line, row->reason != NULL);
  if (row->reason == NULL)
    {
      gtk_label_set_label (GTK_LABEL (parts->heading), row->text);
      return;
    }
  markup = dcr_reason_markup (row->reason, !row->under_family);
  digit = row->digit ? g_strdup_printf ("%u", row->digit) : NULL;
  gtk_label_set_markup (GTK_LABEL (parts->title), markup);
  gtk_label_set_markup (GTK_LABEL (parts->caption), dcr_reason_row_get_caption (row));
  gtk_widget_set_visible (parts->caption, row->text[0] != '\0');
  gtk_label_set_label (GTK_LABEL (parts->key), digit);
  gtk_widget_set_opacity (parts->key, digit ? 1 : 0);
  pango_parse_markup (row->text, -1, 0, NULL, &plain, NULL, NULL);
  name = g_strdup_printf ("%s%s%s, %s", digit ? digit : "", digit ? ", " : "", row->reason->path,
                          plain);
  dcr_name (gtk_list_item_get_child (item), name, NULL);
}

GtkListItemFactory *
dcr_reason_row_factory_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  return factory;
}
