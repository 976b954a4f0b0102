/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-template.h"

#include <string.h>

static void
variable_free (gpointer data)
{
  DcrVariable *variable = data;
  g_free (variable->name);
  g_free (variable->label);
  g_free (variable->example);
  g_free (variable);
}

void
dcr_quote_free (DcrQuote *quote)
{
  if (quote == NULL)
    return;
  g_free (quote->article);
  g_free (quote->address);
  g_free (quote->date);
  g_free (quote->heading);
  g_free (quote->hash);
  g_free (quote->text);
  g_free (quote);
}

DcrTemplate *
dcr_template_new (DcrChannel channel)
{
  DcrTemplate *template = g_new0 (DcrTemplate, 1);
  template->channel = channel;
  template->code = g_strdup ("");
  template->name = g_strdup ("");
  template->subject = g_strdup ("");
  template->body = g_strdup ("");
  template->scope = DCR_SCOPE_NATIONAL;
  template->state = DCR_TEMPLATE_DRAFT;
  template->variables = g_ptr_array_new_with_free_func (variable_free);
  template->quotes = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_quote_free);
  template->attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_attachment_free);
  template->reasons = g_ptr_array_new_with_free_func (g_free);
  return template;
}

void
dcr_template_free (DcrTemplate *template)
{
  if (template == NULL)
    return;
  g_free (template->code);
  g_free (template->name);
  g_free (template->subject);
  g_free (template->body);
  g_ptr_array_unref (template->variables);
  g_ptr_array_unref (template->quotes);
  g_ptr_array_unref (template->attachments);
  g_ptr_array_unref (template->reasons);
  g_free (template);
}

static gpointer
copy_quote (gconstpointer source, gpointer data)
{
  const DcrQuote *from = source;
  DcrQuote *quote = g_new (DcrQuote, 1);
  *quote = (DcrQuote) { g_strdup (from->article), g_strdup (from->address), from->version,
                        g_strdup (from->date),    g_strdup (from->heading), g_strdup (from->hash),
                        g_strdup (from->text) };
  return quote;
}

DcrTemplate *
dcr_template_copy (const DcrTemplate *from)
{
  DcrTemplate *template = dcr_template_new (from->channel);
  GPtrArray *const lists[]
      = { template->variables, template->quotes, template->attachments, template->reasons };
  char **const texts[] = { &template->code, &template->name, &template->subject, &template->body };
  char *const values[] = { from->code, from->name, from->subject, from->body };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*texts[i]);
  *template = *from;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup (values[i]);
  template->variables = lists[0];
  template->quotes = lists[1];
  template->attachments = lists[2];
  template->reasons = lists[3];
  for (guint i = 0; i < from->variables->len; i++)
    {
      const DcrVariable *v = g_ptr_array_index (from->variables, i);
      dcr_template_add_variable (template, v->name, v->type, v->label, v->required, v->example);
    }
  for (guint i = 0; i < from->quotes->len; i++)
    g_ptr_array_add (template->quotes, copy_quote (g_ptr_array_index (from->quotes, i), NULL));
  for (guint i = 0; i < from->attachments->len; i++)
    {
      const DcrAttachment *a = g_ptr_array_index (from->attachments, i);
      g_ptr_array_add (template->attachments, dcr_attachment_copy (a));
    }
  for (guint i = 0; i < from->reasons->len; i++)
    g_ptr_array_add (template->reasons, g_strdup (g_ptr_array_index (from->reasons, i)));
  return template;
}

const DcrVariable *
dcr_template_find_variable (const DcrTemplate *template, const char *name)
{
  for (guint i = 0; i < template->variables->len; i++)
    {
      const DcrVariable *variable = g_ptr_array_index (template->variables, i);
      if (g_str_equal (variable->name, name))
        return variable;
    }
  return NULL;
}

DcrQuote *
dcr_template_find_quote (const DcrTemplate *template, const char *article, const char *address)
{
  for (guint i = 0; i < template->quotes->len; i++)
    {
      DcrQuote *quote = g_ptr_array_index (template->quotes, i);
      if (g_str_equal (quote->article, article) && g_str_equal (quote->address, address))
        return quote;
    }
  return NULL;
}

void
dcr_template_add_variable (DcrTemplate *template, const char *name, DcrVariableType type,
                           const char *label, gboolean required, const char *example)
{
  DcrVariable *variable = g_new (DcrVariable, 1);
  *variable = (DcrVariable) { g_strdup (name), type, g_strdup (label), required,
                              g_strdup (example != NULL ? example : "") };
  g_ptr_array_add (template->variables, variable);
}

const char *
dcr_template_state_label (DcrTemplateState state)
{
  switch (state)
    {
    case DCR_TEMPLATE_DRAFT:
      return _("draft");
    case DCR_TEMPLATE_APPROVED:
      return _("approved");
    case DCR_TEMPLATE_TO_CHECK:
      return _("to check again");
    case DCR_TEMPLATE_RETIRED:
      return _("retired");
    case DCR_N_TEMPLATE_STATES:
    default:
      return _("other (newer version)");
    }
}

const char *
dcr_scope_label (DcrScope scope)
{
  switch (scope)
    {
    case DCR_SCOPE_NATIONAL:
      return _("national");
    case DCR_SCOPE_SITE:
      return _("this site");
    case DCR_SCOPE_TEAM:
      return _("this team");
    default:
      return _("other (newer version)");
    }
}

/* ---- The body ------------------------------------------------------------ */

gboolean
dcr_variable_is_built_in (const char *name)
{
  static const char *const names[]
      = { "passages", "guichet", "lien",      "fiche",   "date", "date-appel",
          "agent",    "numero",  "reference", "sources", NULL };
  return g_strv_contains (names, name);
}

static void
token_clear (gpointer data)
{
  DcrTemplateToken *token = data;
  g_free (token->text);
  g_free (token->address);
}

static guint
line_of (const char *text, const char *at)
{
  guint line = 1;
  for (const char *p = text; p < at; p++)
    line += *p == '\n';
  return line;
}

static gboolean
complain (GError **error, const char *text, const char *at, const char *format, const char *word)
{
  g_autofree char *what = g_strdup_printf (format, word);
  g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT, _("Line %u: %s"), line_of (text, at), what);
  return FALSE;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static gboolean
read_quote (DcrTemplateToken *token, const char *inside, const char *text, const char *at,
            GError **error)
{
  g_autofree char *place = g_strstrip (g_strdup (inside));
  char *hash = strchr (place, '#');

  if (hash == NULL || hash == place || hash[1] == '\0' || strchr (place, '/') == NULL)
    return complain (error, text, at, _("“%s” is no passage: write AUDIENCE/ID#ADDRESS."), place);
  token->kind = DCR_TEMPLATE_TOKEN_QUOTE;
  token->text = g_strndup (place, hash - place);
  token->address = g_strdup (hash + 1);
  return TRUE;
}

static gboolean
read_tag (const DcrTemplate *template, DcrTemplateToken *token, const char *inside,
          const char *text, const char *at, GError **error)
{
  const char *name = inside;

  if (*name == '>')
    return read_quote (token, name + 1, text, at, error);
  token->kind = *name == '#'   ? DCR_TEMPLATE_TOKEN_OPEN
                : *name == '/' ? DCR_TEMPLATE_TOKEN_CLOSE
                               : DCR_TEMPLATE_TOKEN_VARIABLE;
  if (token->kind != DCR_TEMPLATE_TOKEN_VARIABLE)
    name++;
  token->text = g_strstrip (g_strdup (name));
  if (dcr_variable_is_built_in (token->text)
      || dcr_template_find_variable (template, token->text) != NULL)
    return TRUE;
  return complain (error, text, at, _("the variable “%s” is not declared."), token->text);
}

/* A section tag alone on its line leaves no empty line behind. */
static const char *
skip_end_of_line (const char *text, const char *start, const char *after)
{
  if ((start == text || start[-1] == '\n') && *after == '\n')
    return after + 1;
  return after;
}

static gboolean
check_sections (GArray *tokens, GError **error)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  for (guint i = 0; i < tokens->len; i++)
    {
      const DcrTemplateToken *token = &g_array_index (tokens, DcrTemplateToken, i);
      const char *last = open->len > 0 ? g_ptr_array_index (open, open->len - 1) : "";
      if (token->kind == DCR_TEMPLATE_TOKEN_OPEN)
        g_ptr_array_add (open, token->text);
      else if (token->kind == DCR_TEMPLATE_TOKEN_CLOSE)
        {
          if (!g_str_equal (last, token->text))
            {
              g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT,
                           _("The part “%s” is closed but was not opened there."), token->text);
              return FALSE;
            }
          g_ptr_array_remove_index (open, open->len - 1);
        }
    }
  if (open->len == 0)
    return TRUE;
  g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT, _("The part “%s” is opened and never closed."),
               (char *) g_ptr_array_index (open, 0));
  return FALSE;
}

static void
add_text (GArray *tokens, const char *from, const char *to)
{
  DcrTemplateToken token = { DCR_TEMPLATE_TOKEN_TEXT, g_strndup (from, to - from), NULL };
  if (to > from)
    g_array_append_val (tokens, token);
  else
    g_free (token.text);
}

GArray *
dcr_template_parse (const DcrTemplate *template, const char *text, GError **error)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (DcrTemplateToken));
  const char *from = text, *open;

  g_array_set_clear_func (tokens, token_clear);
  while ((open = strstr (from, "{{")) != NULL)
    {
      const char *close = strstr (open, "}}");
      DcrTemplateToken token = { 0 };
      if (close == NULL || close - open > 300)
        {
          complain (error, text, open, _("“%s” is opened and never closed."), "{{");
          return NULL;
        }
      g_autofree char *inside = g_strndup (open + 2, close - open - 2);
      gboolean right = read_tag (template, &token, g_strstrip (inside), text, open, error);
      add_text (tokens, from, open);
      g_array_append_val (tokens, token);
      if (!right)
        return NULL;
      from = close + 2;
      if (token.kind == DCR_TEMPLATE_TOKEN_OPEN || token.kind == DCR_TEMPLATE_TOKEN_CLOSE)
        from = skip_end_of_line (text, open, from);
    }
  add_text (tokens, from, from + strlen (from));
  return check_sections (tokens, error) ? g_steal_pointer (&tokens) : NULL;
}

#pragma GCC diagnostic pop

gboolean
dcr_template_sync_quotes (DcrTemplate *template, GError **error)
{
  g_autoptr (GArray) subject = dcr_template_parse (template, template->subject, error);
  g_autoptr (GArray) body
      = subject != NULL ? dcr_template_parse (template, template->body, error) : NULL;
  GPtrArray *quotes = NULL;

  if (body == NULL)
    return FALSE;
  quotes = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_quote_free);
  for (guint i = 0; i < body->len; i++)
    {
      const DcrTemplateToken *token = &g_array_index (body, DcrTemplateToken, i);
      DcrQuote *known, *quote;
      if (token->kind != DCR_TEMPLATE_TOKEN_QUOTE)
        continue;
      known = dcr_template_find_quote (template, token->text, token->address);
      quote = known != NULL ? copy_quote (known, NULL) : g_new0 (DcrQuote, 1);
      if (known == NULL)
        {
          quote->article = g_strdup (token->text);
          quote->address = g_strdup (token->address);
        }
      g_ptr_array_add (quotes, quote);
    }
  g_ptr_array_unref (template->quotes);
  template->quotes = quotes;
  return TRUE;
}
