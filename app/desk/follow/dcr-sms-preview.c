/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-sms-preview.h"

#include "desk/common/dcr-format.h"
#include "desk/common/dcr-parts.h"
#include "desk/common/dcr-width-first.h"
#include "desk/dcr-desk.h"

/* One of the two versions. */
typedef struct
{
  GtkWidget *box;
  GtkCheckButton *radio;
  GtkLabel *text, *parts, *units;
  GtkWidget *bar;
  guint n_parts, n_most; /* what the bar shows */
} Column;

struct _DcrSmsPreview
{
  GtkBox parent_instance;

  GtkLabel *sender;
  GtkFlowBox *versions;
  GtkBox *advice;

  Column columns[2];
  DcrComposerModel *model;
  char *advised; /* what the advice says */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (DcrSmsPreview, dcr_sms_preview, GTK_TYPE_BOX)

/* ---- A version ------------------------------------------------------------------------------- */

/* Letters that cost are tinted and underlined, spaces too. */
static PangoAttrList *
mark_costs (DcrSmsPreview *self, const char *text)
{
  PangoAttrList *list = pango_attr_list_new ();
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA colour = { 1, .8f, 0, 1 };
  guint septets;

  gtk_style_context_lookup_color (style, "warning_bg_color", &colour);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      PangoAttribute *marks[3];
      if (dcr_gsm_letter (g_utf8_get_char (p), &septets) && septets == 1)
        continue;
      marks[0] = pango_attr_background_new ((guint16) (colour.red * 65535),
                                            (guint16) (colour.green * 65535),
                                            (guint16) (colour.blue * 65535));
      marks[1] = pango_attr_background_alpha_new (0x6000);
      marks[2] = pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);
      for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
        {
          marks[i]->start_index = (guint) (p - text);
          marks[i]->end_index = (guint) (g_utf8_next_char (p) - text);
          pango_attr_list_insert (list, marks[i]);
        }
    }
  return list;
}

static void
show_bar (Column *column, guint parts, guint most)
{
  if (parts == column->n_parts && most == column->n_most)
    return;
  column->n_parts = parts;
  column->n_most = most;
  dcr_empty_container (column->bar);
  for (guint i = 0; i < most; i++)
    {
      GtkWidget *part = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      gtk_widget_add_css_class (part, "part");
      if (i >= parts)
        gtk_widget_add_css_class (part, "rest");
      gtk_widget_set_hexpand (part, TRUE);
      gtk_box_append (GTK_BOX (column->bar), part);
    }
}

static guint
count_costly (const char *text)
{
  g_autoptr (GArray) costs = dcr_gsm_costs (text);
  guint n = 0;

  for (guint i = 0; i < costs->len; i++)
    n += g_array_index (costs, DcrGsmCost, i).times;
  return n;
}

static void
show_version (DcrSmsPreview *self, guint at, guint most)
{
  Column *column = &self->columns[at];
  const DcrComposed *composed = dcr_composer_model_get_version (self->model, at == 1);
  const DcrGsmCount *count = &composed->count;
  g_autoptr (PangoAttrList) marks = mark_costs (self, composed->text);
  g_autofree char *parts
      = g_strdup_printf (ngettext ("%u part", "%u parts", count->parts), count->parts);
  g_autofree char *units = g_strdup_printf (
      count->parts > 1
          ? ngettext ("%u character, %u a part", "%u characters, %u a part", count->units)
          : ngettext ("%u character out of %u", "%u characters out of %u", count->units),
      count->units, count->part_size);
  guint costly = count_costly (composed->text);
  g_autofree char *cost = g_strdup_printf (
      ngettext ("%u costly character", "%u costly characters", costly), costly);
  g_autofree char *name = g_strdup_printf (_("Text of the SMS, %s, %s"), parts, cost);

  gtk_label_set_label (column->text, composed->text);
  gtk_label_set_attributes (column->text, marks);
  gtk_label_set_label (column->parts, parts);
  gtk_label_set_label (column->units, units);
  dcr_name (GTK_WIDGET (column->text), name, composed->text);
  dcr_name (GTK_WIDGET (column->radio), at == 0 ? _("Whole text") : _("Short version"), parts);
  show_bar (column, count->parts, most);
}

static void
version_chosen (DcrSmsPreview *self)
{
  if (!self->showing)
    dcr_composer_model_set_short (self->model,
                                  gtk_check_button_get_active (self->columns[1].radio));
}

static void
make_column (DcrSmsPreview *self, guint at)
{
  Column *column = &self->columns[at];
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  column->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  column->radio = GTK_CHECK_BUTTON (
      gtk_check_button_new_with_label (at == 0 ? _("Whole text") : _("Short version")));
  gtk_widget_add_css_class (GTK_WIDGET (column->radio), "heading");
  gtk_widget_set_hexpand (GTK_WIDGET (column->radio), TRUE);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (column->radio));
  if (at == 1)
    gtk_box_append (GTK_BOX (head), dcr_label_new ("Ctrl+R", "caption dim-label"));
  column->text = GTK_LABEL (dcr_label_new_wrapped (NULL, "bubble"));
  gtk_label_set_width_chars (column->text, 20);
  gtk_label_set_max_width_chars (column->text, 28);
  gtk_label_set_yalign (column->text, 0);
  gtk_widget_set_valign (GTK_WIDGET (column->text), GTK_ALIGN_START);
  gtk_widget_set_halign (GTK_WIDGET (column->text), GTK_ALIGN_FILL);
  column->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  gtk_accessible_update_state (GTK_ACCESSIBLE (column->bar), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  column->parts = GTK_LABEL (dcr_label_new (NULL, "heading numeric"));
  column->units = GTK_LABEL (dcr_label_new_wrapped (NULL, "caption dim-label numeric"));
  gtk_widget_set_hexpand (GTK_WIDGET (column->units), TRUE);
  gtk_label_set_xalign (column->units, 1);
  gtk_box_append (GTK_BOX (foot), GTK_WIDGET (column->parts));
  gtk_box_append (GTK_BOX (foot), GTK_WIDGET (column->units));
  gtk_box_append (GTK_BOX (column->box), head);
  gtk_box_append (GTK_BOX (column->box), GTK_WIDGET (column->text));
  gtk_box_append (GTK_BOX (column->box), column->bar);
  gtk_box_append (GTK_BOX (column->box), foot);
  gtk_flow_box_append (self->versions, column->box);
  gtk_widget_set_focusable (gtk_widget_get_parent (column->box), FALSE);
  dcr_width_first_take (column->box);
}

/* ---- Advice ---------------------------------------------------------------------------------- */

/* How many units fit in so many parts. */
static guint
room_in (const DcrGsmCount *count, guint parts)
{
  gboolean seven = count->encoding == DCR_GSM_7BIT;
  return parts == 1 ? (seven ? 160 : 70) : parts * (seven ? 153 : 67);
}

static char *
advise (DcrSmsPreview *self)
{
  const DcrComposed *full = dcr_composer_model_get_version (self->model, FALSE);
  const DcrComposed *brief = dcr_composer_model_get_version (self->model, TRUE);
  const DcrComposed *chosen = dcr_composer_model_get_composed (self->model);
  guint fewer = chosen->count.parts - 1, over;

  if (!dcr_composer_model_get_short (self->model) && brief->count.parts < full->count.parts)
    return g_strdup_printf (
        ngettext ("The short version fits in %u part instead of %u: Ctrl+R, and back.",
                  "The short version fits in %u parts instead of %u: Ctrl+R, and back.",
                  brief->count.parts),
        brief->count.parts, full->count.parts);
  if (chosen->count.parts < 2)
    return NULL;
  over = chosen->count.units - MIN (chosen->count.units, room_in (&chosen->count, fewer));
  return g_strdup_printf (
      ngettext ("%u character too many to fit in %u. Leaving a passage out may be enough.",
                "%u characters too many to fit in %u. Leaving a passage out may be enough.", over),
      over, fewer);
}

static void
show_advice (DcrSmsPreview *self)
{
  g_autofree char *sentence = advise (self);
  GtkWidget *callout;

  gtk_widget_set_visible (GTK_WIDGET (self->advice), sentence != NULL);
  if (g_strcmp0 (sentence, self->advised) == 0)
    return;
  g_free (self->advised);
  self->advised = g_strdup (sentence);
  dcr_empty_container (GTK_WIDGET (self->advice));
  if (sentence == NULL)
    return;
  callout = dcr_callout_new ("accent", "dialog-information-symbolic", NULL, sentence, NULL);
  gtk_widget_set_hexpand (callout, TRUE);
  dcr_width_first_apply (callout);
  gtk_box_append (self->advice, callout);
}

/* ---- The whole ------------------------------------------------------------------------------- */

static void
show_sender (DcrSmsPreview *self)
{
  const DcrSending *sending = dcr_composer_model_get_sending (self->model);
  const char *from = sending != NULL ? sending->sms_from : NULL;
  g_autofree char *who = from != NULL ? g_strdup_printf (_("Sender “%s”"), from) : NULL;
  g_autofree char *line = NULL;

  if (sending != NULL && !sending->any_hour)
    {
      g_autofree char *hours = g_strdup_printf (
          _("between %d:%02d and %d:%02d"), sending->hours.opens / 60, sending->hours.opens % 60,
          sending->hours.closes / 60, sending->hours.closes % 60);
      line = g_strjoin (" · ", hours, _("no answer is possible"), NULL);
    }
  else
    line = g_strdup (_("no answer is possible"));
  if (who != NULL)
    {
      g_autofree char *all = g_strjoin (" · ", who, line, NULL);
      gtk_label_set_label (self->sender, all);
    }
  else
    gtk_label_set_label (self->sender, line);
}

static void
show (DcrSmsPreview *self)
{
  const DcrComposed *full = dcr_composer_model_get_version (self->model, FALSE);
  const DcrComposed *brief = dcr_composer_model_get_version (self->model, TRUE);

  gtk_widget_set_visible (GTK_WIDGET (self->versions), full != NULL);
  if (full == NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->advice), FALSE);
      return;
    }
  for (guint at = 0; at < 2; at++)
    show_version (self, at, MAX (full->count.parts, brief->count.parts));
  self->showing = TRUE;
  gtk_check_button_set_active (
      self->columns[dcr_composer_model_get_short (self->model) ? 1 : 0].radio, TRUE);
  self->showing = FALSE;
  show_advice (self);
}

static void
dcr_sms_preview_dispose (GObject *object)
{
  g_clear_object (&DCR_SMS_PREVIEW (object)->model);
  g_clear_pointer (&DCR_SMS_PREVIEW (object)->advised, g_free);
  G_OBJECT_CLASS (dcr_sms_preview_parent_class)->dispose (object);
}

static void
dcr_sms_preview_class_init (DcrSmsPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_sms_preview_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/follow/dcr-sms-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, DcrSmsPreview, sender);
  gtk_widget_class_bind_template_child (widget_class, DcrSmsPreview, versions);
  gtk_widget_class_bind_template_child (widget_class, DcrSmsPreview, advice);
}

static void
dcr_sms_preview_init (DcrSmsPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_column (self, 0);
  make_column (self, 1);
  gtk_check_button_set_group (self->columns[1].radio, self->columns[0].radio);
  g_signal_connect_swapped (self->columns[1].radio, "toggled", G_CALLBACK (version_chosen), self);
}

GtkWidget *
dcr_sms_preview_new (DcrComposerModel *model)
{
  DcrSmsPreview *self = g_object_new (DCR_TYPE_SMS_PREVIEW, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show_sender (self);
  show (self);
  return GTK_WIDGET (self);
}
