/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the caller answered, and what it makes of conditions and cases. */
#include "reference/dcr-article-private.h"

#include <string.h>

/** An answer given, apart from the article that asked: it holds for the whole call. */
typedef struct
{
  guint order; /* the later of two that disagree is right */
  char *label; /* folded */
  GStrv true_vars, false_vars, excluded_vars;
} Given;

struct _DcrSituation
{
  GHashTable *given;  /* question key -> Given */
  GHashTable *direct; /* variable -> DcrTruth, set by hand */
  GHashTable *values; /* variable -> DcrTruth, what follows from both */
  guint order;
};

static void
given_free (gpointer data)
{
  Given *given = data;

  g_free (given->label);
  g_strfreev (given->true_vars);
  g_strfreev (given->false_vars);
  g_strfreev (given->excluded_vars);
  g_free (given);
}

static char *
fold (const char *label)
{
  GString *slug = g_string_new (NULL);

  dcr_slug_append (slug, label);
  return g_string_free (slug, FALSE);
}

DcrSituation *
dcr_situation_new (void)
{
  DcrSituation *situation = g_new0 (DcrSituation, 1);

  situation->given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, given_free);
  situation->direct = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  situation->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return situation;
}

void
dcr_situation_free (DcrSituation *situation)
{
  if (situation == NULL)
    return;
  g_hash_table_unref (situation->given);
  g_hash_table_unref (situation->direct);
  g_hash_table_unref (situation->values);
  g_free (situation);
}

/* ---- What the answers make of the variables -------------------------------------------------- */

static int
by_order (gconstpointer a, gconstpointer b)
{
  const Given *const *one = a;
  const Given *const *two = b;

  return (*one)->order < (*two)->order ? -1 : (*one)->order > (*two)->order;
}

static void
set_all (GHashTable *values, GStrv vars, DcrTruth truth)
{
  for (guint i = 0; vars[i] != NULL; i++)
    g_hash_table_insert (values, g_strdup (vars[i]), GUINT_TO_POINTER (truth));
}

/* What an answer says outright goes before what it merely excludes; a variable set by hand goes
 * before all. */
static void
derive (DcrSituation *situation)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_remove_all (situation->values);
  g_hash_table_iter_init (&iter, situation->given);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_ptr_array_add (all, value);
  g_ptr_array_sort (all, by_order);
  for (guint i = 0; i < all->len; i++)
    set_all (situation->values, ((Given *)all->pdata[i])->excluded_vars, DCR_FALSE);
  for (guint i = 0; i < all->len; i++)
    {
      set_all (situation->values, ((Given *)all->pdata[i])->false_vars, DCR_FALSE);
      set_all (situation->values, ((Given *)all->pdata[i])->true_vars, DCR_TRUE);
    }
  g_hash_table_iter_init (&iter, situation->direct);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (situation->values, g_strdup (key), value);
}

DcrSituation *
dcr_situation_copy (const DcrSituation *situation)
{
  DcrSituation *copy = dcr_situation_new ();
  GHashTableIter iter;
  gpointer key, value;

  copy->order = situation->order;
  g_hash_table_iter_init (&iter, situation->given);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Given *from = value;
      Given *given = g_new (Given, 1);

      *given = (Given){ from->order, g_strdup (from->label), g_strdupv (from->true_vars),
                        g_strdupv (from->false_vars), g_strdupv (from->excluded_vars) };
      g_hash_table_insert (copy->given, g_strdup (key), given);
    }
  g_hash_table_iter_init (&iter, situation->direct);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy->direct, g_strdup (key), value);
  derive (copy);
  return copy;
}

/* ---- To a draft and back --------------------------------------------------------------------- */

GVariant *
dcr_situation_to_variant (const DcrSituation *situation)
{
  GVariantBuilder answers, vars;
  GHashTableIter iter;
  gpointer key, value;

  g_variant_builder_init (&answers, G_VARIANT_TYPE ("a(susasasas)"));
  g_hash_table_iter_init (&iter, situation->given);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Given *given = value;
      g_variant_builder_add (&answers, "(sus^as^as^as)", key, given->order, given->label,
                             given->true_vars, given->false_vars, given->excluded_vars);
    }
  g_variant_builder_init (&vars, G_VARIANT_TYPE ("a{su}"));
  g_hash_table_iter_init (&iter, situation->direct);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_variant_builder_add (&vars, "{su}", key, GPOINTER_TO_UINT (value));
  return g_variant_new (DCR_SITUATION_FORMAT, &answers, &vars);
}

DcrSituation *
dcr_situation_from_variant (GVariant *variant)
{
  DcrSituation *situation = dcr_situation_new ();
  g_autoptr (GVariantIter) answers = NULL, vars = NULL;
  char *key, *label;
  GStrv true_vars, false_vars, excluded_vars;
  guint value;

  g_variant_get (variant, DCR_SITUATION_FORMAT, &answers, &vars);
  while (g_variant_iter_next (answers, "(sus^as^as^as)", &key, &value, &label, &true_vars,
                              &false_vars, &excluded_vars))
    {
      Given *given = g_new (Given, 1);
      *given = (Given){ value, label, true_vars, false_vars, excluded_vars };
      g_hash_table_insert (situation->given, key, given);
      situation->order = MAX (situation->order, value);
    }
  while (g_variant_iter_next (vars, "{su}", &key, &value))
    g_hash_table_insert (situation->direct, key, GUINT_TO_POINTER (value));
  derive (situation);
  return situation;
}

/* ---- Answers --------------------------------------------------------------------------------- */

void
dcr_situation_answer (DcrSituation *situation, const DcrQuestion *question, int answer)
{
  if (answer < 0 || (guint)answer >= question->n_answers)
    g_hash_table_remove (situation->given, question->key);
  else
    {
      const DcrAnswer *chosen = &question->answers[answer];
      Given *given = g_new (Given, 1);

      *given = (Given){ ++situation->order, fold (chosen->label),
                        g_strdupv ((GStrv)chosen->true_vars), g_strdupv ((GStrv)chosen->false_vars),
                        g_strdupv ((GStrv)chosen->excluded_vars) };
      g_hash_table_insert (situation->given, g_strdup (question->key), given);
    }
  derive (situation);
}

/* The same question may be worded anew in another article: then what the answer sets tells it. */
static gboolean
sets_the_same (const Given *given, const DcrAnswer *answer)
{
  return given->true_vars[0] != NULL
         && g_strv_equal ((const char *const *)given->true_vars, answer->true_vars);
}

int
dcr_situation_get (const DcrSituation *situation, const DcrQuestion *question)
{
  const Given *given = g_hash_table_lookup (situation->given, question->key);

  for (guint i = 0; given != NULL && i < question->n_answers; i++)
    {
      g_autofree char *label = fold (question->answers[i].label);

      if (strcmp (label, given->label) == 0)
        return (int)i;
    }
  for (guint i = 0; given != NULL && i < question->n_answers; i++)
    if (sets_the_same (given, &question->answers[i]))
      return (int)i;
  return -1;
}

void
dcr_situation_set_var (DcrSituation *situation, const char *var, gboolean value)
{
  g_hash_table_insert (situation->direct, g_strdup (var),
                       GUINT_TO_POINTER (value ? DCR_TRUE : DCR_FALSE));
  derive (situation);
}

gboolean
dcr_question_is_asked (const DcrArticle *article, guint question, const DcrSituation *situation)
{
  const DcrQuestion *asked = &article->questions[question];

  /* a question refines one that comes before it: this ends */
  while (asked->parent_question >= 0)
    {
      const DcrQuestion *parent = &article->questions[asked->parent_question];

      if (situation == NULL || dcr_situation_get (situation, parent) != asked->parent_answer)
        return FALSE;
      asked = parent;
    }
  return TRUE;
}

/* ---- Conditions (Kleene's three values) ------------------------------------------------------ */

static DcrTruth
negate (DcrTruth truth)
{
  return truth == DCR_UNSET ? DCR_UNSET : truth == DCR_TRUE ? DCR_FALSE : DCR_TRUE;
}

/* « et » is decided by one that is false, « ou » by one that is true. */
static DcrTruth
combine (const DcrCondition *condition, const DcrSituation *situation, DcrTruth decides)
{
  DcrTruth result = negate (decides);

  for (guint i = 0; i < condition->n_children; i++)
    {
      DcrTruth truth = dcr_condition_value (condition->children[i], situation);

      if (truth == decides)
        return decides;
      if (truth == DCR_UNSET)
        result = DCR_UNSET;
    }
  return result;
}

DcrTruth
dcr_condition_value (const DcrCondition *condition, const DcrSituation *situation)
{
  DcrTruth value = DCR_UNSET;

  if (condition == NULL)
    return DCR_TRUE;
  if (condition->var != NULL && situation != NULL)
    value = GPOINTER_TO_UINT (g_hash_table_lookup (situation->values, condition->var));
  switch (condition->kind)
    {
    case DCR_CONDITION_TRUE_VAR:
      return value;
    case DCR_CONDITION_FALSE_VAR:
      return negate (value);
    case DCR_CONDITION_UNDEFINED_VAR:
      return value == DCR_UNSET ? DCR_TRUE : DCR_FALSE;
    case DCR_CONDITION_AND:
      return combine (condition, situation, DCR_FALSE);
    case DCR_CONDITION_OR:
      /* an empty « ou » says nothing, and hides nothing */
      return condition->n_children == 0 ? DCR_UNSET : combine (condition, situation, DCR_TRUE);
    case DCR_CONDITION_NOT:
      return negate (combine (condition, situation, DCR_FALSE));
    default:
      return DCR_UNSET;
    }
}

void
dcr_condition_append (GString *out, const DcrCondition *condition)
{
  g_string_append_printf (out, "?%d%s(", condition->kind,
                          condition->var != NULL ? condition->var : "");
  for (guint i = 0; i < condition->n_children; i++)
    dcr_condition_append (out, condition->children[i]);
  g_string_append_c (out, ')');
}

DcrShown
dcr_block_shown (const DcrArticle *article, const DcrBlock *block, const DcrSituation *situation)
{
  if (situation == NULL)
    return DCR_SHOWN;
  if (dcr_condition_value (block->condition, situation) == DCR_FALSE)
    return DCR_FOLDED;
  if (block->kind == DCR_BLOCK_CASE && block->answer >= 0 && block->parent != NULL
      && block->parent->question >= 0)
    {
      const DcrQuestion *question = &article->questions[block->parent->question];
      int given = dcr_situation_get (situation, question);

      if (given >= 0 && given != block->answer)
        return DCR_FOLDED;
    }
  return DCR_SHOWN;
}

const DcrRun *
dcr_block_title (const DcrBlock *block, const DcrSituation *situation, guint *n_runs)
{
  gboolean neutral
      = block->n_alternate > 0 && dcr_condition_value (block->condition, situation) != DCR_TRUE;

  *n_runs = neutral ? block->n_alternate : block->n_title;
  return neutral ? block->alternate : block->title;
}
