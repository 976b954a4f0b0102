/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists an escalation holds, and their form on disk. */
#include "followup/dcr-escalation.h"

static void
fact_free (gpointer data)
{
  DcrFact *fact = data;
  g_free (fact->label);
  g_free (fact->value);
  g_free (fact);
}

static void
kept_free (gpointer data)
{
  DcrKept *kept = data;
  g_free (kept->ref);
  g_free (kept->title);
  g_free (kept->date);
  g_free (kept->address);
  g_free (kept->heading);
  g_free (kept->hash);
  g_free (kept);
}

static void
dropped_free (gpointer data)
{
  DcrDropped *dropped = data;
  g_free (dropped->what);
  g_free (dropped->why);
  g_free (dropped);
}

GPtrArray *
dcr_facts_new (void)
{
  return g_ptr_array_new_with_free_func (fact_free);
}

GPtrArray *
dcr_kept_new (void)
{
  return g_ptr_array_new_with_free_func (kept_free);
}

GPtrArray *
dcr_dropped_new (void)
{
  return g_ptr_array_new_with_free_func (dropped_free);
}

void
dcr_facts_add (GPtrArray *facts, const char *label, const char *value, gboolean mandatory)
{
  DcrFact *fact = g_new0 (DcrFact, 1);
  *fact = (DcrFact) { g_strdup (label), g_strdup (value), mandatory, FALSE };
  g_ptr_array_add (facts, fact);
}

void
dcr_facts_add_personal (GPtrArray *facts, const char *label, const char *value)
{
  DcrFact *fact = g_new0 (DcrFact, 1);
  *fact = (DcrFact) { g_strdup (label), g_strdup (value), TRUE, TRUE };
  g_ptr_array_add (facts, fact);
}

void
dcr_dropped_add (GPtrArray *dropped, const char *what, const char *why)
{
  DcrDropped *line = g_new0 (DcrDropped, 1);
  *line = (DcrDropped) { g_strdup (what), g_strdup (why) };
  g_ptr_array_add (dropped, line);
}

static char *
copy (const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

void
dcr_kept_add (GPtrArray *kept, const DcrKept *passage)
{
  DcrKept *own = g_new0 (DcrKept, 1);
  *own = (DcrKept) { copy (passage->ref),  passage->version,      copy (passage->title),
                     copy (passage->date), copy (passage->address), copy (passage->heading),
                     copy (passage->hash) };
  g_ptr_array_add (kept, own);
}

static char *
print (GVariant *value)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (value);
  return g_variant_print (sunk, FALSE);
}

static GVariant *
parse (const char *text, const char *type)
{
  if (text == NULL || text[0] == '\0')
    return NULL;
  return g_variant_parse (G_VARIANT_TYPE (type), text, NULL, NULL, NULL);
}

#define FACTS_TYPE "a(ssbb)"
#define KEPT_TYPE "a(sxsssss)"
#define DROPPED_TYPE "a(ss)"

char *
dcr_facts_to_text (GPtrArray *facts)
{
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE (FACTS_TYPE));
  for (guint i = 0; i < facts->len; i++)
    {
      const DcrFact *fact = facts->pdata[i];
      g_variant_builder_add (&builder, "(ssbb)", fact->label, fact->value, fact->mandatory,
                             fact->personal);
    }
  return print (g_variant_builder_end (&builder));
}

char *
dcr_kept_to_text (GPtrArray *kept)
{
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE (KEPT_TYPE));
  for (guint i = 0; i < kept->len; i++)
    {
      const DcrKept *own = kept->pdata[i];
      g_variant_builder_add (&builder, "(sxsssss)", own->ref, own->version, own->title, own->date,
                             own->address, own->heading, own->hash);
    }
  return print (g_variant_builder_end (&builder));
}

char *
dcr_dropped_to_text (GPtrArray *dropped)
{
  GVariantBuilder builder;
  g_variant_builder_init (&builder, G_VARIANT_TYPE (DROPPED_TYPE));
  for (guint i = 0; i < dropped->len; i++)
    {
      const DcrDropped *line = dropped->pdata[i];
      g_variant_builder_add (&builder, "(ss)", line->what, line->why);
    }
  return print (g_variant_builder_end (&builder));
}

GPtrArray *
dcr_facts_from_text (const char *text)
{
  g_autoptr (GVariant) list = parse (text, FACTS_TYPE);
  GPtrArray *facts = dcr_facts_new ();
  const char *label, *value;
  gboolean mandatory, personal;
  GVariantIter iter;

  if (list == NULL)
    return facts;
  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, "(&s&sbb)", &label, &value, &mandatory, &personal))
    if (personal)
      dcr_facts_add_personal (facts, label, value);
    else
      dcr_facts_add (facts, label, value, mandatory);
  return facts;
}

GPtrArray *
dcr_kept_from_text (const char *text)
{
  g_autoptr (GVariant) list = parse (text, KEPT_TYPE);
  GPtrArray *kept = dcr_kept_new ();
  DcrKept own;
  GVariantIter iter;

  if (list == NULL)
    return kept;
  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, "(&sx&s&s&s&s&s)", &own.ref, &own.version, &own.title,
                              &own.date, &own.address, &own.heading, &own.hash))
    dcr_kept_add (kept, &own);
  return kept;
}

GPtrArray *
dcr_dropped_from_text (const char *text)
{
  g_autoptr (GVariant) list = parse (text, DROPPED_TYPE);
  GPtrArray *dropped = dcr_dropped_new ();
  const char *what, *why;
  GVariantIter iter;

  if (list == NULL)
    return dropped;
  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, "(&s&s)", &what, &why))
    dcr_dropped_add (dropped, what, why);
  return dropped;
}
