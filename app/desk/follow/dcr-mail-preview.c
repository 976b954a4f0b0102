/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-mail-preview.h"

#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"

struct _DcrMailPreview
{
  GtkBox parent_instance;

  GtkToggleButton *whole, *text_only;
  GtkLabel *from, *to, *subject, *text;
  GtkBox *body;

  DcrComposerModel *model;
  gboolean editing;
};

G_DEFINE_FINAL_TYPE (DcrMailPreview, dcr_mail_preview, GTK_TYPE_BOX)

/* ---- Free parts, rewritten ------------------------------------------------------------------- */

static void
part_edited (GtkTextBuffer *buffer, DcrMailPreview *self)
{
  guint region = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (buffer), "dcr-region"));
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  dcr_composer_model_edit (self->model, region, text);
}

static GtkWidget *
make_part (DcrMailPreview *self, const DcrComposed *composed, guint region)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *frame = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_autofree char *text = dcr_composed_region (composed, region);

  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 6);
  dcr_name (view, _("Part that may be rewritten"), NULL);
  g_object_set_data (G_OBJECT (buffer), "dcr-region", GUINT_TO_POINTER (region));
  g_signal_connect (buffer, "changed", G_CALLBACK (part_edited), self);
  gtk_widget_add_css_class (frame, "paper-field");
  gtk_box_append (GTK_BOX (frame), view);
  return frame;
}

static GtkWidget *
make_rule (void)
{
  GtkWidget *rule = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (rule, "rule");
  gtk_widget_set_margin_top (rule, 12);
  return rule;
}

/* ---- Lines, of which a change at one keeps the others ---------------------------------------- */

/* What a line looks like. */
static char *
describe_line (const DcrLine *line)
{
  GString *words = g_string_new (NULL);

  g_string_append_printf (words, "%d %d %d", line->kind, line->origin, line->gap);
  for (guint i = 0; i < line->spans->len; i++)
    {
      const DcrSpan *span = &g_array_index (line->spans, DcrSpan, i);
      g_string_append_printf (words, "\n%d%s", span->kind, span->text);
    }
  return g_string_free (words, FALSE);
}

static gboolean
looks_like (GtkWidget *widget, const char *look)
{
  return widget != NULL && look != NULL
         && g_strcmp0 (g_object_get_data (G_OBJECT (widget), "dcr-look"), look) == 0;
}

/* Puts @widget (@look taken; NULL: always made anew) in the place of *@next, and goes on behind it. */
static void
put (DcrMailPreview *self, GtkWidget **next, GtkWidget *widget, char *look)
{
  GtkWidget *former = *next;

  g_object_set_data_full (G_OBJECT (widget), "dcr-look", look, g_free);
  gtk_widget_insert_before (widget, GTK_WIDGET (self->body), former);
  if (former == NULL)
    return;
  *next = gtk_widget_get_next_sibling (former);
  gtk_box_remove (self->body, former);
}

static void
put_line (DcrMailPreview *self, GtkWidget **next, const DcrLine *line)
{
  g_autofree char *look = describe_line (line);

  if (looks_like (*next, look))
    *next = gtk_widget_get_next_sibling (*next);
  else
    put (self, next, dcr_message_line_new (line), g_steal_pointer (&look));
}

static void
put_rule (DcrMailPreview *self, GtkWidget **next)
{
  if (looks_like (*next, "rule"))
    *next = gtk_widget_get_next_sibling (*next);
  else
    put (self, next, make_rule (), g_strdup ("rule"));
}

static void
fill_body (DcrMailPreview *self, const DcrComposed *composed)
{
  GtkWidget *next = gtk_widget_get_first_child (GTK_WIDGET (self->body)), *former;
  int region = -1;
  gboolean in_foot = FALSE;

  for (guint i = 0; composed != NULL && i < composed->lines->len; i++)
    {
      const DcrLine *line = composed->lines->pdata[i];
      if (self->editing && line->region >= 0)
        {
          if (line->region != region)
            put (self, &next, make_part (self, composed, (guint) line->region), NULL);
          region = line->region;
          continue;
        }
      if (line->origin == DCR_ORIGIN_FOOTER && !in_foot)
        put_rule (self, &next);
      in_foot = line->origin == DCR_ORIGIN_FOOTER;
      put_line (self, &next, line);
    }
  while ((former = next) != NULL)
    {
      next = gtk_widget_get_next_sibling (former);
      gtk_box_remove (self->body, former);
    }
}

/* ---- The whole ------------------------------------------------------------------------------- */

static gboolean
is_being_written (DcrMailPreview *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return self->editing && focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->body));
}

static void
show_head (DcrMailPreview *self, const DcrComposed *composed)
{
  const DcrSending *sending = dcr_composer_model_get_sending (self->model);
  g_autofree char *from = NULL;

  if (sending != NULL && sending->from_address != NULL)
    from = g_strdup_printf ("%s <%s>", sending->from_name != NULL ? sending->from_name : "",
                            sending->from_address);
  gtk_label_set_label (self->from,
                       from != NULL ? from : _("the address of the site, once it is set up"));
  gtk_label_set_label (self->to, dcr_composer_model_get_recipient (self->model));
  gtk_label_set_label (self->subject, composed != NULL ? composed->subject : "");
}

static void
show (DcrMailPreview *self)
{
  const DcrComposed *composed = dcr_composer_model_get_composed (self->model);

  show_head (self, composed);
  gtk_label_set_label (self->text, composed != NULL ? composed->text : "");
  if (!is_being_written (self))
    fill_body (self, composed);
}

static void
view_toggled (DcrMailPreview *self)
{
  gboolean whole = gtk_toggle_button_get_active (self->whole);

  gtk_widget_set_visible (GTK_WIDGET (self->body), whole);
  gtk_widget_set_visible (GTK_WIDGET (self->text), !whole);
}

void
dcr_mail_preview_set_editing (DcrMailPreview *self, gboolean editing)
{
  self->editing = editing;
  if (editing)
    gtk_toggle_button_set_active (self->whole, TRUE);
  fill_body (self, dcr_composer_model_get_composed (self->model));
  if (editing)
    gtk_widget_child_focus (GTK_WIDGET (self->body), GTK_DIR_TAB_FORWARD);
}

static void
dcr_mail_preview_dispose (GObject *object)
{
  g_clear_object (&DCR_MAIL_PREVIEW (object)->model);
  G_OBJECT_CLASS (dcr_mail_preview_parent_class)->dispose (object);
}

static void
dcr_mail_preview_class_init (DcrMailPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_mail_preview_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/follow/dcr-mail-preview.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, DcrMailPreview, child)
  BIND (whole);
  BIND (text_only);
  BIND (from);
  BIND (to);
  BIND (subject);
  BIND (text);
  BIND (body);
#undef BIND
}

static void
dcr_mail_preview_init (DcrMailPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->whole, "toggled", G_CALLBACK (view_toggled), self);
}

GtkWidget *
dcr_mail_preview_new (DcrComposerModel *model)
{
  DcrMailPreview *self = g_object_new (DCR_TYPE_MAIL_PREVIEW, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}
