/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-packet.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "base/dcr-json.h"
#include "followup/dcr-masking.h"
#include "followup/dcr-when.h"

/* « Pièces à fournir · Carte d’identité : perte · F1344 · 2026-11-03 » */
static char *
describe_kept (const DcrKept *kept)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  const char *slash = strrchr (kept->ref, '/');

  if (kept->heading[0] != '\0')
    g_ptr_array_add (parts, kept->heading);
  if (kept->title[0] != '\0')
    g_ptr_array_add (parts, kept->title);
  g_ptr_array_add (parts, (char *) (slash != NULL ? slash + 1 : kept->ref));
  if (kept->date[0] != '\0')
    g_ptr_array_add (parts, kept->date);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

char *
dcr_packet_mask (const DcrEscalation *self, const char *text)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < self->facts->len; i++)
    {
      const DcrFact *fact = self->facts->pdata[i];
      if (fact->personal && strpbrk (fact->value, "@0123456789") == NULL)
        g_ptr_array_add (names, fact->value);
    }
  g_ptr_array_add (names, NULL);
  return dcr_masking_apply (text, (const char *const *) names->pdata, NULL);
}

static void
add_events (DcrSheet *sheet, const DcrEscalation *self, GPtrArray *events)
{
  dcr_sheet_add_section (sheet, _("What happened"));
  for (guint i = 0; i < events->len; i++)
    {
      const DcrEscalationEvent *event = events->pdata[i];
      g_autofree char *told = dcr_escalation_act_told (event->act, event->who ? event->who : "");
      g_autofree char *when = dcr_when_full (event->at, NULL);
      g_autofree char *text = dcr_packet_mask (self, event->text);
      g_autofree char *line
          = text[0] != '\0' ? g_strconcat (told, "\n", text, NULL) : g_strdup (told);
      dcr_sheet_add (sheet, when, line);
    }
}

static void
add_texts (DcrSheet *sheet, const DcrEscalation *self)
{
  dcr_sheet_add_section (sheet, _("Question"));
  dcr_sheet_add (sheet, NULL, self->question);
  dcr_sheet_add_section (sheet, _("What the caller wants"));
  dcr_sheet_add (sheet, NULL, self->wants);
  dcr_sheet_add_section (sheet, _("What was said"));
  dcr_sheet_add (sheet, NULL, self->told);
  dcr_sheet_add_section (sheet, _("Facts"));
  dcr_sheet_add (sheet, _("Reason of the call"), self->reason_path);
  for (guint i = 0; i < self->facts->len; i++)
    {
      const DcrFact *fact = self->facts->pdata[i];
      dcr_sheet_add (sheet, fact->label, fact->value);
    }
  dcr_sheet_add_section (sheet, _("Promise made to the caller"));
  dcr_sheet_add (sheet, NULL, self->promise);
}

DcrSheet *
dcr_packet_sheet (const DcrEscalation *self, GPtrArray *events)
{
  g_autofree char *name = dcr_escalation_name (self->number);
  g_autofree char *due = dcr_when_full (self->due, NULL);
  g_autofree char *title = self->number > 0 ? g_strdup_printf (_("Escalation %s"), name)
                                            : g_strdup (_("Escalation, not sent yet"));
  /* Translators: queue, severity, when the answer is expected */
  g_autofree char *subtitle = g_strdup_printf (_("%s · severity: %s · answer expected before %s"),
                                               self->queue_name ? self->queue_name : "",
                                               dcr_severity_label (self->severity), due);
  DcrSheet *sheet = dcr_sheet_new (title, subtitle);

  add_texts (sheet, self);
  dcr_sheet_add_section (sheet, _("Articles and passages"));
  for (guint i = 0; i < self->passages->len; i++)
    {
      g_autofree char *line = describe_kept (self->passages->pdata[i]);
      dcr_sheet_add (sheet, NULL, line);
    }
  dcr_sheet_add_section (sheet, _("Not passed on"));
  for (guint i = 0; i < self->dropped->len; i++)
    {
      const DcrDropped *dropped = self->dropped->pdata[i];
      dcr_sheet_add (sheet, dropped->what, dropped->why);
    }
  if (events != NULL)
    add_events (sheet, self, events);
  return sheet;
}

/* ---- E-mail ------------------------------------------------------------ */

char *
dcr_packet_subject (const DcrEscalation *self)
{
  g_autofree char *name = dcr_escalation_name (self->number);
  g_autofree char *whole = g_strdup_printf ("[%s %s] %s", name, self->token, self->question);
  g_autofree char *cut = NULL;

  g_strdelimit (whole, "\r\n\t", ' ');
  if (g_utf8_strlen (whole, -1) <= 120)
    return g_steal_pointer (&whole);
  cut = g_utf8_substring (whole, 0, 119);
  return g_strconcat (cut, "…", NULL);
}

char *
dcr_packet_body (const DcrEscalation *self, const char *word)
{
  g_autoptr (DcrSheet) sheet = dcr_packet_sheet (self, NULL);
  g_autofree char *text = dcr_sheet_to_text (sheet, DCR_PACKET_WIDTH);
  g_autofree char *name = dcr_escalation_name (self->number);
  g_autofree char *added = dcr_packet_mask (self, word);
  GString *out = g_string_new (NULL);

  /* what comes back is cut at this line: see dcr-answer-text.c */
  g_string_append_printf (out, "---- %s · %s ----\n", _("Please answer above this line"),
                          self->token);
  if (added[0] != '\0')
    g_string_append_printf (out, "\n%s\n", added);
  g_string_append_printf (out, "\n%s\n", text);
  g_string_append_printf (
      out, "%s\n%s %s · %s\n",
      _("To answer, reply to this message and leave its subject as it is: the answer goes to the agent who spoke to the caller."),
      _("Reference:"), name, self->token);
  return g_string_free (out, FALSE);
}

char *
dcr_packet_reply_to (const char *address, const char *token)
{
  const char *at = address != NULL ? strrchr (address, '@') : NULL;
  if (at == NULL || at == address)
    return NULL;
  return g_strdup_printf ("%.*s+%s%s", (int) (at - address), address, token, at);
}

char *
dcr_packet_file_name (const DcrEscalation *self, const char *extension)
{
  g_autofree char *name = dcr_escalation_name (self->number);
  return g_strdup_printf ("%s.%s", name, extension);
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void
put (GVariantBuilder *object, const char *key, const char *value)
{
  if (value != NULL && value[0] != '\0')
    g_variant_builder_add (object, "{sv}", key, g_variant_new_string (value));
}

static GVariant *
facts_of (const DcrEscalation *self)
{
  GVariantBuilder list;
  g_variant_builder_init (&list, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < self->facts->len; i++)
    {
      const DcrFact *fact = self->facts->pdata[i];
      g_variant_builder_open (&list, G_VARIANT_TYPE_VARDICT);
      put (&list, "label", fact->label);
      put (&list, "value", fact->value);
      g_variant_builder_add (&list, "{sv}", "mandatory", g_variant_new_boolean (fact->mandatory));
      g_variant_builder_close (&list);
    }
  return g_variant_builder_end (&list);
}

static GVariant *
passages_of (const DcrEscalation *self)
{
  GVariantBuilder list;
  g_variant_builder_init (&list, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < self->passages->len; i++)
    {
      const DcrKept *kept = self->passages->pdata[i];
      g_variant_builder_open (&list, G_VARIANT_TYPE_VARDICT);
      put (&list, "article", kept->ref);
      g_variant_builder_add (&list, "{sv}", "version", g_variant_new_int64 (kept->version));
      put (&list, "title", kept->title);
      put (&list, "date", kept->date);
      put (&list, "address", kept->address);
      put (&list, "heading", kept->heading);
      put (&list, "hash", kept->hash);
      g_variant_builder_close (&list);
    }
  return g_variant_builder_end (&list);
}

static GVariant *
dropped_of (const DcrEscalation *self)
{
  GVariantBuilder list;
  g_variant_builder_init (&list, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < self->dropped->len; i++)
    {
      const DcrDropped *dropped = self->dropped->pdata[i];
      g_variant_builder_open (&list, G_VARIANT_TYPE_VARDICT);
      put (&list, "what", dropped->what);
      put (&list, "why", dropped->why);
      g_variant_builder_close (&list);
    }
  return g_variant_builder_end (&list);
}

static const char *
severity_code (DcrSeverity severity)
{
  static const char *const codes[DCR_N_SEVERITIES] = { "normal", "normal", "hindering", "urgent" };
  return severity < DCR_N_SEVERITIES ? codes[severity] : "normal";
}

char *
dcr_packet_json (const DcrEscalation *self, const char *word)
{
  g_autofree char *name = dcr_escalation_name (self->number);
  g_autofree char *sent = dcr_clock_to_iso (self->created);
  g_autofree char *due = dcr_clock_to_iso (self->due);
  g_autofree char *added = dcr_packet_mask (self, word);
  GVariantBuilder object;

  g_variant_builder_init (&object, G_VARIANT_TYPE_VARDICT);
  put (&object, "format", DCR_PACKET_FORMAT);
  put (&object, "number", name);
  put (&object, "token", self->token);
  put (&object, "sent", sent);
  put (&object, "due", due);
  put (&object, "severity", severity_code (self->severity));
  put (&object, "queue", self->queue);
  put (&object, "reason", self->reason);
  put (&object, "reason_path", self->reason_path);
  put (&object, "question", self->question);
  put (&object, "wants", self->wants);
  put (&object, "told", self->told);
  put (&object, "promise", self->promise);
  put (&object, "word", added);
  g_variant_builder_add (&object, "{sv}", "facts", facts_of (self));
  g_variant_builder_add (&object, "{sv}", "passages", passages_of (self));
  g_variant_builder_add (&object, "{sv}", "left_out", dropped_of (self));
  return dcr_json_from_variant (g_variant_builder_end (&object));
}
