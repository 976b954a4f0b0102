/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "followup/dcr-compose-private.h"
#include "followup/dcr-french-text.h"

typedef struct
{
  const DcrComposeInput *in;
  DcrComposed *out;
  GPtrArray *lines; /* so far; the last one is open when `open` */
  DcrLine *open;
  gboolean gap;     /* an empty line came */
  gboolean at_line_start;
  char *builtin;    /* last value worked out */
} Composer;

static void
problem_free (gpointer data)
{
  DcrProblem *problem = data;
  g_free (problem->word);
  g_free (problem->sentence);
  g_free (problem);
}

static void
passage_free (gpointer data)
{
  DcrMessagePassage *passage = data;
  g_free (passage->article);
  g_free (passage->address);
  g_free (passage->hash);
  g_free (passage);
}

void
dcr_composed_free (DcrComposed *composed)
{
  if (composed == NULL)
    return;
  g_free (composed->subject);
  g_free (composed->text);
  g_free (composed->html);
  g_ptr_array_unref (composed->lines);
  g_ptr_array_unref (composed->problems);
  g_ptr_array_unref (composed->names);
  g_ptr_array_unref (composed->cited);
  g_free (composed);
}

const DcrProblem *
dcr_composed_refusal (const DcrComposed *composed)
{
  for (guint i = 0; i < composed->problems->len; i++)
    {
      const DcrProblem *problem = g_ptr_array_index (composed->problems, i);
      if (problem->refuses)
        return problem;
    }
  return NULL;
}

/* @sentence is taken. A problem of one kind with one word is said once. */
static void
complain (DcrComposed *out, DcrProblemKind kind, gboolean refuses, const char *word, char *sentence)
{
  DcrProblem *problem;

  for (guint i = 0; i < out->problems->len; i++)
    {
      const DcrProblem *other = g_ptr_array_index (out->problems, i);
      if (other->kind == kind && g_strcmp0 (other->word, word) == 0)
        {
          g_free (sentence);
          return;
        }
    }
  problem = g_new (DcrProblem, 1);
  *problem = (DcrProblem) { kind, refuses, g_strdup (word), sentence };
  g_ptr_array_add (out->problems, problem);
}

static void
cite (DcrComposed *out, const char *article, gint64 version, const char *address, const char *hash,
      gboolean quoted)
{
  DcrMessagePassage *passage = g_new (DcrMessagePassage, 1);
  *passage = (DcrMessagePassage) { g_strdup (article), version, g_strdup (address),
                                   g_strdup (hash != NULL ? hash : ""), quoted, 0 };
  g_ptr_array_add (out->cited, passage);
}

/* ---- Values of variables -------------------------------------------------------------------- */

static gboolean
is_counter (const DcrComposePassage *passage)
{
  return g_str_has_prefix (passage->kept->ref, "guichet/");
}

/* A counter that the template places by itself is not repeated among the passages. */
static gboolean
goes_with_passages (const Composer *c, const DcrComposePassage *passage)
{
  return passage->included
         && !(is_counter (passage) && strstr (c->in->template->body, "{{guichet}}") != NULL);
}

static const char *
text_of (const DcrComposePassage *passage)
{
  if (passage->text != NULL)
    return passage->text;
  return passage->kept->text != NULL ? passage->kept->text : "";
}

static char *
condense_passages (const Composer *c)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < c->in->passages->len; i++)
    {
      const DcrComposePassage *passage = g_ptr_array_index (c->in->passages, i);
      if (!goes_with_passages (c, passage))
        continue;
      g_autofree char *words = dcr_compose_condense (text_of (passage), passage->kept->ticked);
      g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", words);
    }
  return g_string_free (out, out->len == 0);
}

static char *
counter_text (const Composer *c)
{
  g_autofree char *found = g_strdup (c->in->counter);

  for (guint i = 0; found == NULL && i < c->in->passages->len; i++)
    {
      const DcrComposePassage *passage = g_ptr_array_index (c->in->passages, i);
      if (is_counter (passage) && passage->included)
        found = g_strdup_printf ("%s, %s", passage->kept->heading, text_of (passage));
    }
  if (found == NULL)
    return NULL;
  g_auto (GStrv) lines = g_strsplit (g_strstrip (found), "\n", -1);
  return g_strjoinv (", ", lines);
}

static const char *
id_of (const char *ref)
{
  const char *slash = strchr (ref, '/');
  return slash != NULL ? slash + 1 : ref;
}

/* What the message is made of: each article once, with version and date. */
static char *
sources_text (const Composer *c)
{
  gboolean sms = c->in->template->channel == DCR_CHANNEL_SMS;
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const DcrTemplate *template = c->in->template;

  for (guint i = 0; i < c->in->passages->len + template->quotes->len; i++)
    {
      const DcrComposePassage *p
          = i < c->in->passages->len ? g_ptr_array_index (c->in->passages, i) : NULL;
      const DcrQuote *q
          = p == NULL ? g_ptr_array_index (template->quotes, i - c->in->passages->len) : NULL;
      const char *ref = p != NULL ? p->kept->ref : q->article,
                 *date = p != NULL ? p->kept->date : q->date;
      gint64 version = p != NULL ? p->kept->version : q->version;
      if ((p != NULL && (!p->included || is_counter (p)))
          || (q != NULL && !g_strv_contains (c->in->opened, ref))
          || !g_hash_table_add (seen, (gpointer) ref))
        continue;
      g_autofree char *day = dcr_french_date_of_iso (date != NULL ? date : "");
      g_ptr_array_add (
          words,
          sms ? g_strdup_printf ("%s v%d%s%s", id_of (ref), (int) version, *day ? " du " : "", day)
              : g_strdup_printf ("%s (version %d%s%s)", id_of (ref), (int) version,
                                 *day ? ", à jour du " : "", day));
    }
  if (words->len == 0)
    return NULL;
  g_ptr_array_add (words, NULL);
  g_autofree char *list = dcr_french_list ((const char *const *) words->pdata);
  return g_strconcat (words->len > 2 ? (sms ? "Fiches " : "les fiches officielles ")
                                     : (sms ? "Fiche " : "la fiche officielle "), list, NULL);
}

static const char *
first_title (const Composer *c)
{
  for (guint i = 0; i < c->in->passages->len; i++)
    {
      const DcrComposePassage *passage = g_ptr_array_index (c->in->passages, i);
      if (passage->included && !is_counter (passage))
        return passage->kept->article_title;
    }
  return NULL;
}

/* Value of a built-in variable, NULL when it has none. Free with g_free(). */
static char *
built_in (const Composer *c, const char *name)
{
  if (g_str_equal (name, "passages"))
    return condense_passages (c);
  if (g_str_equal (name, "guichet"))
    return counter_text (c);
  if (g_str_equal (name, "lien"))
    return c->in->link_down ? NULL : g_strdup (c->in->link);
  if (g_str_equal (name, "fiche"))
    return g_strdup (first_title (c));
  if (g_str_equal (name, "date"))
    return dcr_french_date_of_ms (c->in->now, FALSE);
  if (g_str_equal (name, "date-appel"))
    return dcr_french_date_of_ms (c->in->call_began, TRUE);
  if (g_str_equal (name, "numero"))
    return g_strdup (c->in->rules->service_number);
  if (g_str_equal (name, "reference"))
    return g_strdup (c->in->reference);
  if (g_str_equal (name, "sources"))
    return sources_text (c);
  if (g_str_equal (name, "agent"))
    {
      g_auto (GStrv) around = g_strsplit (c->in->rules->signature, "{agent}", 2);
      return around[1] != NULL ? g_strconcat (around[0], c->in->agent, around[1], NULL)
                               : g_strdup (c->in->rules->signature);
    }
  return NULL;
}

static char *
own_value (const Composer *c, const DcrVariable *variable)
{
  const char *typed = g_hash_table_lookup (c->in->values, variable->name);
  g_autoptr (GError) error = NULL;
  char *written;

  if (typed == NULL || *typed == '\0')
    return NULL;
  written = dcr_variable_format (variable, typed, &error);
  if (written == NULL)
    complain (c->out, DCR_PROBLEM_VALUE, TRUE, variable->name, g_strdup (error->message));
  else if (variable->type == DCR_VARIABLE_NAME
           && !g_ptr_array_find_with_equal_func (c->out->names, written, g_str_equal, NULL))
    g_ptr_array_add (c->out->names, g_strdup (written));
  return written;
}

static char *
value_of (const Composer *c, const char *name)
{
  const DcrVariable *variable = dcr_template_find_variable (c->in->template, name);
  return variable != NULL ? own_value (c, variable) : built_in (c, name);
}

/* ---- Filling the body ----------------------------------------------------------------------- */

static void
close_line (Composer *c)
{
  if (c->open == NULL)
    return;
  if (dcr_compose_line_is_empty (c->open))
    {
      dcr_compose_line_free (c->open);
      c->gap = TRUE;
    }
  else
    {
      g_ptr_array_add (c->lines, c->open);
      c->gap = FALSE;
    }
  c->open = NULL;
}

static DcrLine *
open_line (Composer *c, DcrLineKind kind)
{
  if (c->open == NULL)
    c->open = dcr_compose_line_new (kind, DCR_ORIGIN_FREE, c->gap && c->lines->len > 0);
  return c->open;
}

static void
add_words (Composer *c, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\n", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *words = parts[i];
      DcrLineKind kind = DCR_LINE_PARAGRAPH;
      if (i > 0)
        {
          if (c->open == NULL) /* a line feed after a line feed */
            c->gap = TRUE;
          close_line (c);
        }
      if (c->open == NULL && *words != '\0')
        kind = dcr_compose_line_kind_of (&words);
      if (*words != '\0')
        dcr_compose_line_add (open_line (c, kind), DCR_SPAN_WORDS, words, NULL);
    }
}

static const char *
label_of (const Composer *c, const char *name)
{
  const DcrVariable *variable = dcr_template_find_variable (c->in->template, name);
  static const struct
  {
    const char *name, *label;
  } labels[] = { { "passages", N_("a passage kept") }, { "guichet", N_("a counter kept") },
                 { "lien", N_("an online link") },     { "fiche", N_("an article") } };
  if (variable != NULL)
    return variable->label;
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].name, name))
      return _(labels[i].label);
  return name;
}

static void
add_variable (Composer *c, const char *name)
{
  const DcrVariable *variable = dcr_template_find_variable (c->in->template, name);
  g_autofree char *value = value_of (c, name);

  if (value != NULL)
    dcr_compose_line_add (open_line (c, DCR_LINE_PARAGRAPH), DCR_SPAN_VALUE, value, name);
  else if (variable == NULL || variable->required)
    {
      g_autofree char *shown = g_strdup_printf ("[%s]", label_of (c, name));
      dcr_compose_line_add (open_line (c, DCR_LINE_PARAGRAPH), DCR_SPAN_MISSING, shown, name);
      if (g_str_equal (name, "passages"))
        complain (
            c->out, DCR_PROBLEM_NOTHING_KEPT, TRUE, name,
            g_strdup (_ (
                "No passage is kept: keep in the article what you said, then it comes in here.")));
      else
        complain (c->out, DCR_PROBLEM_UNFILLED, TRUE, name,
                  g_strdup_printf (_("“%s” is not filled in."), label_of (c, name)));
    }
}

/* The token stands alone on its line: blocks may take its place. */
static gboolean
is_alone (const Composer *c, GArray *tokens, guint at)
{
  const DcrTemplateToken *before
      = at > 0 ? &g_array_index (tokens, DcrTemplateToken, at - 1) : NULL;
  const DcrTemplateToken *after
      = at + 1 < tokens->len ? &g_array_index (tokens, DcrTemplateToken, at + 1) : NULL;

  return c->in->template->channel == DCR_CHANNEL_MAIL && c->open == NULL
         && (before == NULL || before->kind != DCR_TEMPLATE_TOKEN_TEXT
             || g_str_has_suffix (before->text, "\n"))
         && (after == NULL || (after->kind == DCR_TEMPLATE_TOKEN_TEXT && *after->text == '\n')
             || after->kind == DCR_TEMPLATE_TOKEN_CLOSE);
}

static void
add_passages (Composer *c)
{
  for (guint i = 0; i < c->in->passages->len; i++)
    {
      const DcrComposePassage *passage = g_ptr_array_index (c->in->passages, i);
      if (goes_with_passages (c, passage))
        dcr_compose_lines_add_passage (c->lines, passage->kept->heading, text_of (passage),
                                       passage->kept->ticked, DCR_ORIGIN_PASSAGE);
    }
  c->gap = TRUE;
}

/* TRUE when the quote may enter; what keeps it out is said. */
static gboolean
check_quote (Composer *c, const DcrQuote *quote)
{
  g_autofree char *place = g_strdup_printf ("%s#%s", quote->article, quote->address);
  const char *now = NULL;

  if (!g_strv_contains (c->in->opened, quote->article))
    {
      complain (
          c->out, DCR_PROBLEM_QUOTE_LEFT, FALSE, place,
          g_strdup_printf (
              _("%s was not opened in this call: what the template quotes of it is left out."),
              id_of (quote->article)));
      return FALSE;
    }
  if (quote->hash == NULL)
    return FALSE; /* never approved: said by the state of the template */
  if (c->in->quotes_now == NULL)
    complain (c->out, DCR_PROBLEM_QUOTE_UNKNOWN, TRUE, place,
              g_strdup (_("The passages quoted are being checked.")));
  else
    {
      now = g_hash_table_lookup (c->in->quotes_now, place);
      if (g_strcmp0 (now, quote->hash) != 0)
        complain (c->out, DCR_PROBLEM_QUOTE_CHANGED, TRUE, place,
                  g_strdup_printf (
                      _("“%s” (%s) changed since the template was approved. Its owner is told."),
                      quote->heading != NULL ? quote->heading : "", id_of (quote->article)));
    }
  return TRUE;
}

static void
add_quote (Composer *c, GArray *tokens, guint at)
{
  const DcrTemplateToken *token = &g_array_index (tokens, DcrTemplateToken, at);
  DcrQuote *quote = dcr_template_find_quote (c->in->template, token->text, token->address);
  gboolean alone = is_alone (c, tokens, at);

  if (quote == NULL || !check_quote (c, quote))
    return;
  cite (c->out, quote->article, quote->version, quote->address, quote->hash, TRUE);
  if (alone)
    {
      dcr_compose_lines_add_passage (c->lines, quote->heading, quote->text, NULL, DCR_ORIGIN_QUOTE);
      c->gap = TRUE;
      return;
    }
  g_autofree char *words = dcr_compose_condense (quote->text, NULL);
  dcr_compose_line_add (open_line (c, DCR_LINE_PARAGRAPH), DCR_SPAN_VALUE, words, NULL);
}

static gboolean
has_value (Composer *c, const char *name)
{
  g_autofree char *value = value_of (c, name);
  return value != NULL && *value != '\0';
}

static void
fill_body (Composer *c, GArray *tokens)
{
  guint hidden = 0; /* depth of sections left out */

  for (guint i = 0; i < tokens->len; i++)
    {
      const DcrTemplateToken *token = &g_array_index (tokens, DcrTemplateToken, i);
      if (token->kind == DCR_TEMPLATE_TOKEN_OPEN)
        hidden += hidden > 0 || !has_value (c, token->text);
      else if (token->kind == DCR_TEMPLATE_TOKEN_CLOSE)
        hidden -= hidden > 0;
      else if (hidden > 0)
        continue;
      else if (token->kind == DCR_TEMPLATE_TOKEN_TEXT)
        add_words (c, token->text);
      else if (token->kind == DCR_TEMPLATE_TOKEN_QUOTE)
        add_quote (c, tokens, i);
      else if (g_str_equal (token->text, "passages") && is_alone (c, tokens, i)
               && has_value (c, "passages"))
        add_passages (c);
      else
        add_variable (c, token->text);
    }
  close_line (c);
}

/* ---- Foot and survey ------------------------------------------------------------------------ */

static gboolean
says_sources (const Composer *c)
{
  for (guint i = 0; i < c->lines->len; i++)
    {
      const DcrLine *line = g_ptr_array_index (c->lines, i);
      for (guint n = 0; n < line->spans->len; n++)
        if (g_strcmp0 (g_array_index (line->spans, DcrSpan, n).variable, "sources") == 0)
          return TRUE;
    }
  return FALSE;
}

static void
add_footer (Composer *c)
{
  g_autofree char *sources = sources_text (c);
  gboolean sms = c->in->template->channel == DCR_CHANNEL_SMS;
  g_autoptr (GString) words = g_string_new (NULL);

  if (sources != NULL && !says_sources (c))
    g_string_append_printf (words,
                            sms ? "%s, réf. %s."
                                : "Établi d’après %s et les passages lus pendant votre appel."
                                  " Référence de l’appel\u00a0: %s.",
                            sources, c->in->reference);
  else if (!sms)
    g_string_append_printf (words, "Référence de l’appel\u00a0: %s.", c->in->reference);
  if (!sms)
    g_string_append_printf (words, " Une question\u202f? Rappelez le %s en donnant cette référence."
                                   " Ce message part d’une adresse automatique.",
                            c->in->rules->service_number);
  if (c->in->survey && c->in->template->survey && c->in->rules->survey_url != NULL)
    g_string_append_printf (
        words, "%s%s%s", words->len > 0 ? " " : "",
        sms ? "Votre avis : " : "Votre avis nous aide\u00a0: ", c->in->rules->survey_url);
  if (words->len == 0)
    return;
  DcrLine *line = dcr_compose_line_new (DCR_LINE_PARAGRAPH, DCR_ORIGIN_FOOTER, TRUE);
  dcr_compose_line_add (line, DCR_SPAN_WORDS, words->str, NULL);
  g_ptr_array_add (c->lines, line);
}

/* ---- Free parts ----------------------------------------------------------------------------- */

/* The name of a variable after « {{ », taken; NULL for anything else that the agent wrote. */
static char *
take_name (const Composer *c, const char **at)
{
  const char *end = strstr (*at, "}}");
  g_autofree char *name = end != NULL ? g_strndup (*at, end - *at) : NULL;
  g_autofree char *token = name != NULL ? g_strconcat ("{{", name, "}}", NULL) : NULL;

  if (name == NULL
      || (dcr_template_find_variable (c->in->template, name) == NULL
          && strstr (c->in->template->body, token) == NULL))
    return NULL;
  *at = end + 2;
  return g_steal_pointer (&name);
}

/* Values stand in what the agent wrote as they are now. */
static void
fill_words (Composer *c, DcrLine *line)
{
  g_autofree char *text = g_strdup (g_array_index (line->spans, DcrSpan, 0).text);
  const char *from = text, *at = text;

  g_array_set_size (line->spans, 0);
  c->open = line;
  while ((at = strstr (at, "{{")) != NULL)
    {
      const char *after = at += 2;
      g_autofree char *name = take_name (c, &after);
      if (name == NULL)
        continue;
      g_autofree char *words = g_strndup (from, at - 2 - from);
      dcr_compose_line_add (line, DCR_SPAN_WORDS, words, NULL);
      add_variable (c, name);
      from = at = after;
    }
  dcr_compose_line_add (line, DCR_SPAN_WORDS, from, NULL);
  c->open = NULL;
}

static void
put_edit (Composer *c, guint region)
{
  g_autofree char *edit = dcr_compose_mark_labels (c->in->template, c->in->edits[region]);
  guint first = c->lines->len;

  dcr_compose_lines_add_text (c->lines, edit, DCR_ORIGIN_FREE);
  for (guint n = first; n < c->lines->len; n++)
    {
      DcrLine *line = g_ptr_array_index (c->lines, n);
      line->region = (int) region;
      if (line->spans->len > 0)
        fill_words (c, line);
    }
  if (first > 0 && first < c->lines->len)
    ((DcrLine *) g_ptr_array_index (c->lines, first))->gap = TRUE;
}

/* Numbers the free parts, and puts in their place what the agent wrote: unless it was written for other
 * parts, when a passage came between them or went. */
static void
apply_edits (Composer *c)
{
  g_autoptr (GPtrArray) before = c->lines;
  gboolean edited
      = c->in->edits != NULL && g_strv_length (c->in->edits) == dcr_compose_count_regions (before);
  int region = -1;
  gboolean in_free = FALSE;

  c->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_compose_line_free);
  g_ptr_array_set_free_func (before, NULL);
  for (guint i = 0; i < before->len; i++)
    {
      DcrLine *line = g_ptr_array_index (before, i);
      gboolean is_free = line->origin == DCR_ORIGIN_FREE;
      region += is_free && !in_free;
      if (is_free && !in_free && edited)
        put_edit (c, (guint) region);
      in_free = is_free;
      if (is_free && edited)
        dcr_compose_line_free (line);
      else
        {
          line->region = is_free ? region : -1;
          g_ptr_array_add (c->lines, line);
        }
    }
  c->out->n_regions = (guint) (region + 1);
}

/* ---- The whole ------------------------------------------------------------------------------ */

static char *
fill_subject (Composer *c)
{
  g_autoptr (GArray) tokens = dcr_template_parse (c->in->template, c->in->template->subject, NULL);
  GPtrArray *body = c->lines;
  char *subject;

  if (tokens == NULL)
    return g_strdup (c->in->template->subject);
  c->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_compose_line_free);
  fill_body (c, tokens);
  subject = dcr_compose_lines_to_text (c->lines, DCR_CHANNEL_SMS);
  g_ptr_array_unref (c->lines);
  c->lines = body;
  c->gap = FALSE;
  return g_strstrip (g_strdelimit (subject, "\n", ' '));
}

static void
cite_passages (Composer *c)
{
  for (guint i = 0; i < c->in->passages->len; i++)
    {
      const DcrComposePassage *passage = g_ptr_array_index (c->in->passages, i);
      const DcrCallPassage *kept = passage->kept;
      if (passage->included)
        cite (c->out, kept->ref, kept->version, kept->address, kept->hash, FALSE);
    }
}

static void
check_whole (Composer *c)
{
  const DcrTemplate *template = c->in->template;

  if (template->state != DCR_TEMPLATE_APPROVED || template->approved == 0)
    complain (c->out, DCR_PROBLEM_NOT_APPROVED, TRUE, NULL,
              g_strdup_printf (_("This template is %s: only an approved one is sent."),
                               dcr_template_state_label (template->state)));
  if (c->in->link_down && c->in->link != NULL)
    complain (c->out, DCR_PROBLEM_LINK_DOWN, FALSE, c->in->link,
              c->in->link_instead != NULL && *c->in->link_instead != '\0'
                  ? g_strdup_printf (
                      _("The online service is out of order: its link is left out. Meanwhile: %s"),
                      c->in->link_instead)
                  : g_strdup (_("The online service is out of order: its link is left out.")));
  if (*c->out->text == '\0')
    complain (c->out, DCR_PROBLEM_EMPTY, TRUE, NULL, g_strdup (_("There is nothing to send.")));
  if (template->channel == DCR_CHANNEL_SMS && c->out->count.parts > c->in->rules->max_parts)
    complain (
        c->out, DCR_PROBLEM_TOO_LONG, TRUE, NULL,
        g_strdup_printf (
            _("An SMS of %u parts is too long: %u at most. Leave a passage out or send an e-mail."),
            c->out->count.parts, c->in->rules->max_parts));
}

/* The short version of a name is what the short text holds. */
static void
shorten (DcrComposed *out)
{
  char *text = dcr_gsm_shorten (out->text);

  g_free (out->text);
  out->text = text;
  for (guint i = 0; i < out->names->len; i++)
    {
      char *name = g_ptr_array_index (out->names, i);
      g_autofree char *folded = dcr_gsm_shorten (name);
      if (strstr (text, name) == NULL && strstr (text, folded) != NULL)
        {
          out->names->pdata[i] = g_steal_pointer (&folded);
          g_free (name);
        }
    }
}

DcrComposed *
dcr_compose (const DcrComposeInput *input)
{
  DcrComposed *out = g_new0 (DcrComposed, 1);
  Composer c = { .in = input, .out = out };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) tokens = dcr_template_parse (input->template, input->template->body, &error);

  out->problems = g_ptr_array_new_with_free_func (problem_free);
  out->names = g_ptr_array_new_with_free_func (g_free);
  out->cited = g_ptr_array_new_with_free_func (passage_free);
  c.lines = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_compose_line_free);
  cite_passages (&c);
  if (tokens != NULL)
    fill_body (&c, tokens);
  else
    complain (out, DCR_PROBLEM_NOT_APPROVED, TRUE, NULL, g_strdup (error->message));
  apply_edits (&c);
  if (tokens != NULL)
    add_footer (&c);
  out->subject = fill_subject (&c);
  out->lines = c.lines;
  out->text = dcr_compose_lines_to_text (c.lines, input->template->channel);
  if (input->template->channel == DCR_CHANNEL_MAIL)
    out->html = dcr_compose_lines_to_html (c.lines, out->subject);
  else
    {
      if (input->short_version)
        shorten (out);
      dcr_gsm_count (out->text, &out->count);
    }
  for (guint i = 0; i < input->template->attachments->len; i++)
    out->attached += ((DcrAttachment *) g_ptr_array_index (input->template->attachments, i))->size;
  check_whole (&c);
  return out;
}

DcrMessage *
dcr_composed_to_message (const DcrComposed *composed, const DcrTemplate *template)
{
  DcrMessage *message = dcr_message_new (template->channel);
  g_autoptr (GString) names = g_string_new (NULL);

  message->state = DCR_MESSAGE_QUEUED;
  message->template_id = template->id;
  message->template_number = template->number;
  g_free (message->title);
  message->title = g_strdup (template->name);
  g_free (message->subject);
  message->subject = dcr_compose_mark_names (composed->subject, composed->names, FALSE);
  message->body = dcr_compose_mark_names (composed->text, composed->names, FALSE);
  if (composed->html != NULL)
    message->html = dcr_compose_mark_names (composed->html, composed->names, TRUE);
  for (guint i = 0; i < composed->names->len; i++)
    g_string_append_printf (names, "%s\x1f", (char *) g_ptr_array_index (composed->names, i));
  message->names = names->len > 0 ? g_strdup (names->str) : NULL;
  message->parts = composed->count.parts;
  for (guint i = 0; i < composed->cited->len; i++)
    {
      const DcrMessagePassage *p = g_ptr_array_index (composed->cited, i);
      dcr_message_add_passage (message, p->article, p->version, p->address, p->hash, p->quoted);
    }
  for (guint i = 0; i < template->attachments->len; i++)
    g_array_append_val (message->attachments,
                        ((DcrAttachment *) g_ptr_array_index (template->attachments, i))->id);
  return message;
}

char *
dcr_compose_reference (const DcrUuid *call, gint64 began)
{
  /* no I, O, 0, 1: it is read aloud */
  static const char letters[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_local (began / 1000);
  const guint8 *b = call->bytes;

  return g_strdup_printf ("%c%c%c-%02d-%02d", letters[b[13] & 31], letters[b[14] & 31],
                          letters[b[15] & 31], g_date_time_get_day_of_month (day),
                          g_date_time_get_month (day));
}

gboolean
dcr_compose_draws_survey (const DcrUuid *id, guint share)
{
  guint sum = id->bytes[11] << 16 | id->bytes[12] << 8 | id->bytes[13];
  return sum % 100 < share;
}
