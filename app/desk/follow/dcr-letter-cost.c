/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-letter-cost.h"

#include <glib/gi18n.h>

/* Signs have names, letters stand for themselves. */
char *
dcr_letter_cost_name (gunichar letter)
{
  static const struct
  {
    gunichar letter;
    const char *name;
  } names[] = {
    { 0x00a0, N_("No-break space") }, { 0x202f, N_("Narrow no-break space") },
    { 0x2019, N_("Apostrophe ’") },   { 0x2018, N_("Quote ‘") },
    { 0x00ab, N_("Quote «") },        { 0x00bb, N_("Quote »") },
    { 0x201c, N_("Quote “") },        { 0x201d, N_("Quote ”") },
    { 0x2013, N_("Dash –") },         { 0x2014, N_("Dash —") },
    { 0x2026, N_("Dots …") },         { 0x2022, N_("Bullet •") },
    { 0x2009, N_("Thin space") },     { '\t', N_("Tab") },
    { 0x00b0, N_("Degree sign °") },  { 0x00b7, N_("Middle dot ·") },
  };
  char utf8[7];

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].letter == letter)
      return g_strdup (_(names[i].name));
  utf8[g_unichar_to_utf8 (letter, utf8)] = '\0';
  return g_strdup (utf8);
}

char *
dcr_letter_cost_describe (const DcrGsmCost *cost)
{
  if (!cost->forces_ucs2)
    return g_strdup_printf (
        ngettext ("counts double, %u time", "counts double, %u times", cost->times), cost->times);
  if (cost->becomes == NULL)
    return g_strdup_printf (
        ngettext ("has no short form, %u time", "has no short form, %u times", cost->times),
        cost->times);
  if (g_str_equal (cost->becomes, " "))
    return g_strdup_printf (
        ngettext ("becomes a space, %u time", "becomes a space, %u times", cost->times),
        cost->times);
  return g_strdup_printf (ngettext ("becomes %s, %u time", "becomes %s, %u times", cost->times),
                          cost->becomes, cost->times);
}

char *
dcr_letter_cost_key (GArray *costs)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < costs->len; i++)
    {
      const DcrGsmCost *cost = &g_array_index (costs, DcrGsmCost, i);
      g_string_append_printf (key, "%x %u\n", cost->letter, cost->times);
    }
  return g_string_free (key, FALSE);
}
