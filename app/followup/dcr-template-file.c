/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates as files, and the values of their variables. */
#include <stdio.h>
#include <string.h>

#include "followup/dcr-french-text.h"
#include "followup/dcr-template.h"
#include "text/dcr-phone.h"

static const struct
{
  DcrVariableType type;
  const char *word; /* of a file */
  const char *said; /* by who writes one: a single word */
  const char *label;
} types[] = {
  { DCR_VARIABLE_TEXT, "text", N_("text"), N_("text") },
  { DCR_VARIABLE_NAME, "name", N_("name"), N_("name of a person") },
  { DCR_VARIABLE_DATE, "date", N_("date"), N_("date") },
  { DCR_VARIABLE_TIME, "time", N_("time"), N_("time of day") },
  { DCR_VARIABLE_AMOUNT, "amount", N_("amount"), N_("amount") },
  { DCR_VARIABLE_PHONE, "phone", N_("phone"), N_("telephone number") },
  { DCR_VARIABLE_CHOICE, "choice", N_("choice"), N_("choice") },
  { DCR_VARIABLE_PLACE, "place", N_("place"), N_("place") },
};

const char *
dcr_variable_type_label (DcrVariableType type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].type == type)
      return _(types[i].label);
  return _("other (newer version)");
}

DcrVariableType
dcr_variable_type_parse (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].word, word) || g_str_equal (_(types[i].said), word))
      return types[i].type;
  return 0;
}

const char *
dcr_variable_type_said (DcrVariableType type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].type == type)
      return _(types[i].said);
  return _("text");
}

const char *
dcr_variable_type_word (DcrVariableType type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].type == type)
      return types[i].word;
  return "text";
}

/* ---- Values ------------------------------------------------------------ */

static char *
format_date (const char *value)
{
  int year, month, day, end = 0;

  if (!((sscanf (value, "%4d-%2d-%2d%n", &year, &month, &day, &end) == 3 && value[end] == '\0')
        || (sscanf (value, "%2d/%2d/%4d%n", &day, &month, &year, &end) == 3 && value[end] == '\0')))
    return NULL;
  if (year < 1900 || month < 1 || month > 12 || day < 1 || !g_date_valid_dmy (day, month, year))
    return NULL;
  return dcr_french_date (year, month, day);
}

/* Two digits at most; FALSE when there is none. *@at moves beyond them. */
static gboolean
read_two_digits (const char **at, int *number)
{
  const char *start = *at;
  *number = 0;
  while (g_ascii_isdigit (**at) && *at - start < 2)
    *number = *number * 10 + *(*at)++ - '0';
  return *at > start;
}

static void
skip_spaces (const char **at)
{
  for (;;)
    if (**at == ' ')
      ++*at;
    else if (g_str_has_prefix (*at, "\u00a0"))
      *at += strlen ("\u00a0");
    else
      return;
}

static char *
format_time (const char *value)
{
  const char *at = value;
  int hour, minute = 0;

  if (!read_two_digits (&at, &hour))
    return NULL;
  skip_spaces (&at);
  if (*at != 'h' && *at != 'H' && *at != ':')
    return NULL;
  at++;
  skip_spaces (&at);
  read_two_digits (&at, &minute);
  return *at == '\0' && hour <= 23 && minute <= 59 ? dcr_french_time (hour, minute) : NULL;
}

static char *
format_amount (const char *value)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  double amount;
  char *end;

  for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);
      if (letter == 0x20ac || letter == ' ' || letter == 0xa0 || letter == 0x202f)
        continue;
      if (letter != ',' && letter != '.' && (letter > 0x7f || !g_ascii_isdigit (letter)))
        return NULL;
      g_string_append_c (digits, letter == ',' ? '.' : (char) letter);
    }
  amount = g_ascii_strtod (digits->str, &end);
  if (digits->len == 0 || *end != '\0' || amount >= 1e9)
    return NULL;
  return dcr_french_amount ((gint64) (amount * 100 + 0.5));
}

static char *
format_choice (const DcrVariable *variable, const char *value)
{
  g_auto (GStrv) choices = g_strsplit (variable->example, "|", -1);
  return g_strv_contains ((const char *const *) choices, value) ? g_strdup (value) : NULL;
}

static char *
format_phone (const char *value)
{
  DcrPhone phone;
  dcr_phone_parse (value, &phone);
  return phone.kind == DCR_PHONE_HIDDEN || phone.kind == DCR_PHONE_UNKNOWN ? NULL
                                                                           : g_strdup (phone.shown);
}

char *
dcr_variable_format (const DcrVariable *variable, const char *value, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (value));
  char *written = NULL;

  switch (variable->type)
    {
    case DCR_VARIABLE_DATE:
      written = format_date (trimmed);
      break;
    case DCR_VARIABLE_TIME:
      written = format_time (trimmed);
      break;
    case DCR_VARIABLE_AMOUNT:
      written = format_amount (trimmed);
      break;
    case DCR_VARIABLE_PHONE:
      written = format_phone (trimmed);
      break;
    case DCR_VARIABLE_CHOICE:
      written = format_choice (variable, trimmed);
      break;
    case DCR_VARIABLE_TEXT:
    case DCR_VARIABLE_NAME:
    case DCR_VARIABLE_PLACE:
    case DCR_N_VARIABLE_TYPES:
    default:
      if (strpbrk (trimmed, "\r\n") == NULL && *trimmed != '\0')
        written = g_steal_pointer (&trimmed);
      break;
    }
  if (written == NULL)
    g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT, _("“%s” is not of the kind: %s."),
                 variable->label, dcr_variable_type_label (variable->type));
  return written;
}

/* ---- Files ----------------------------------------------------------------------------------- */

/* In the words of a file, or of the language of who writes. */
static gboolean
read_required (const char *word, gboolean *required)
{
  *required = g_str_equal (word, "required") || g_str_equal (word, _("required"));
  return *required || g_str_equal (word, "optional") || g_str_equal (word, _("optional"));
}

/* « rendez-vous date optional Date du rendez-vous = 12/12/2026 » */
static gboolean
read_variable (DcrTemplate *template, const char *value, GError **error)
{
  g_auto (GStrv) words = g_strsplit (value, " ", 4);
  DcrVariableType type = g_strv_length (words) == 4 ? dcr_variable_type_parse (words[1]) : 0;
  gboolean required;
  char *equal;

  if (type == 0 || !read_required (words[2], &required))
    {
      g_set_error (
          error, DCR_ERROR, DCR_ERROR_INPUT,
          _("“%s” does not declare a variable: NAME TYPE required|optional LABEL = EXAMPLE."),
          value);
      return FALSE;
    }
  equal = strstr (words[3], " = ");
  if (equal != NULL)
    *equal = '\0';
  dcr_template_add_variable (template, words[0], type, g_strstrip (words[3]),
                             required, equal != NULL ? equal + 3 : "");
  return TRUE;
}

static void
replace (char **field, const char *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

static gboolean
read_header (DcrTemplate *template, const char *key, const char *value, GError **error)
{
  if (g_str_equal (key, "Code"))
    replace (&template->code, value);
  else if (g_str_equal (key, "Name"))
    replace (&template->name, value);
  else if (g_str_equal (key, "Subject"))
    replace (&template->subject, value);
  else if (g_str_equal (key, "Channel"))
    template->channel = g_str_equal (value, "sms") ? DCR_CHANNEL_SMS : DCR_CHANNEL_MAIL;
  else if (g_str_equal (key, "Survey"))
    template->survey = g_str_equal (value, "yes");
  else if (g_str_equal (key, "Variable"))
    return read_variable (template, value, error);
  else if (g_str_equal (key, "Attachment"))
    {
      DcrAttachment *attachment = g_new0 (DcrAttachment, 1);
      attachment->name = g_path_get_basename (value);
      attachment->mime = g_strdup ("");
      g_ptr_array_add (template->attachments, attachment);
    }
  else if (g_str_equal (key, "Reasons"))
    {
      g_auto (GStrv) codes = g_strsplit (value, " ", -1);
      for (guint i = 0; codes[i] != NULL; i++)
        if (*codes[i] != '\0')
          g_ptr_array_add (template->reasons, g_strdup (codes[i]));
    }
  else
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT, _("“%s” is no header of a template."), key);
      return FALSE;
    }
  return TRUE;
}

DcrTemplate *
dcr_template_from_text (const char *text, GError **error)
{
  g_autoptr (DcrTemplate) template = dcr_template_new (DCR_CHANNEL_MAIL);
  const char *line = text;

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT, _("The file is not text in UTF-8."));
      return NULL;
    }
  while (*line != '\0' && *line != '\n')
    {
      const char *end = strchrnul (line, '\n');
      const char *colon = memchr (line, ':', end - line);
      g_autofree char *key
          = colon != NULL ? g_strndup (line, colon - line) : g_strndup (line, end - line);
      g_autofree char *value
          = colon != NULL ? g_strndup (colon + 1, end - colon - 1) : g_strdup ("");
      if (*key != '#' && !read_header (template, g_strstrip (key), g_strstrip (value), error))
        return NULL;
      line = *end != '\0' ? end + 1 : end;
    }
  g_free (template->body);
  template->body = g_strchomp (g_strdup (*line == '\n' ? line + 1 : line));
  if (*template->code == '\0' || *template->name == '\0' || *template->body == '\0')
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT,
                   _("A template has a code, a name and a body."));
      return NULL;
    }
  return dcr_template_sync_quotes (template, error) ? g_steal_pointer (&template) : NULL;
}

char *
dcr_template_to_text (const DcrTemplate *template)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "Code: %s\nChannel: %s\nName: %s\n", template->code,
                          template->channel == DCR_CHANNEL_SMS ? "sms" : "mail", template->name);
  if (*template->subject != '\0')
    g_string_append_printf (out, "Subject: %s\n", template->subject);
  if (template->reasons->len > 0)
    {
      g_string_append (out, "Reasons:");
      for (guint i = 0; i < template->reasons->len; i++)
        g_string_append_printf (out, " %s", (char *) g_ptr_array_index (template->reasons, i));
      g_string_append_c (out, '\n');
    }
  if (template->survey)
    g_string_append (out, "Survey: yes\n");
  for (guint i = 0; i < template->variables->len; i++)
    {
      const DcrVariable *v = g_ptr_array_index (template->variables, i);
      g_string_append_printf (
          out, "Variable: %s %s %s %s%s%s\n", v->name, dcr_variable_type_word (v->type),
          v->required ? "required" : "optional", v->label, *v->example ? " = " : "", v->example);
    }
  for (guint i = 0; i < template->attachments->len; i++)
    g_string_append_printf (out, "Attachment: %s\n",
                            ((DcrAttachment *) g_ptr_array_index (template->attachments, i))->name);
  g_string_append_printf (out, "\n%s\n", template->body);
  return g_string_free (out, FALSE);
}
