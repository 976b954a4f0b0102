/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of people that are typed somewhere in a call: what leaves it is masked by them. */
#include "calls/dcr-call-private.h"

#include <string.h>

#define BETWEEN "\x1f" /* names of one place */
#define AFTER "\x1e"   /* places */

/* « PLACE US NAME US NAME RS », as it is kept in the draft. */
static char *
print_place (const char *place, const char *const *names)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (names[i]), BETWEEN AFTER, ' ');
      g_strstrip (name);
      if (name[0] != '\0')
        g_string_append_printf (line, BETWEEN "%s", name);
    }
  if (line->len == 0)
    return g_strdup ("");
  return g_strconcat (place, line->str, AFTER, NULL);
}

void
dcr_call_set_names (DcrCall *self, const char *place, const char *const *names)
{
  g_autofree char *line = print_place (place, names), *prefix = g_strconcat (place, BETWEEN, NULL);
  g_auto (GStrv) places = g_strsplit (self->names != NULL ? self->names : "", AFTER, -1);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; places[i] != NULL; i++)
    if (places[i][0] != '\0' && !g_str_has_prefix (places[i], prefix))
      g_string_append_printf (all, "%s" AFTER, places[i]);
  g_string_append (all, line);
  if (g_strcmp0 (all->str, self->names != NULL ? self->names : "") == 0)
    return;
  g_free (self->names);
  self->names = all->len > 0 ? g_strdup (all->str) : NULL;
  dcr_call_changed (self, DCR_CALL_CHANGED_VIEW);
}

char **
dcr_call_list_names (DcrCall *self)
{
  g_auto (GStrv) places = g_strsplit (self->names != NULL ? self->names : "", AFTER, -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (self->name != NULL && self->name[0] != '\0')
    g_strv_builder_add (builder, self->name);
  for (guint i = 0; places[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (places[i], BETWEEN, -1);
      if (parts[0] != NULL)
        g_strv_builder_addv (builder, (const char **) parts + 1);
    }
  return g_strv_builder_end (builder);
}
