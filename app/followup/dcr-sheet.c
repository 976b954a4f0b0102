/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-sheet.h"

#include <string.h>

static void
line_free (gpointer data)
{
  DcrSheetLine *line = data;
  g_free (line->label);
  g_free (line->text);
  g_free (line);
}

static void
section_free (gpointer data)
{
  DcrSheetSection *section = data;
  g_free (section->heading);
  g_ptr_array_unref (section->lines);
  g_free (section);
}

DcrSheet *
dcr_sheet_new (const char *title, const char *subtitle)
{
  DcrSheet *sheet = g_new0 (DcrSheet, 1);
  sheet->title = g_strdup (title);
  sheet->subtitle = g_strdup (subtitle != NULL ? subtitle : "");
  sheet->sections = g_ptr_array_new_with_free_func (section_free);
  return sheet;
}

void
dcr_sheet_free (DcrSheet *sheet)
{
  if (sheet == NULL)
    return;
  g_free (sheet->title);
  g_free (sheet->subtitle);
  g_ptr_array_unref (sheet->sections);
  g_free (sheet);
}

void
dcr_sheet_add_section (DcrSheet *sheet, const char *heading)
{
  DcrSheetSection *section = g_new0 (DcrSheetSection, 1);
  section->heading = g_strdup (heading);
  section->lines = g_ptr_array_new_with_free_func (line_free);
  g_ptr_array_add (sheet->sections, section);
}

void
dcr_sheet_add (DcrSheet *sheet, const char *label, const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));
  DcrSheetSection *section;
  DcrSheetLine *line;

  if (stripped[0] == '\0')
    return;
  g_return_if_fail (sheet->sections->len > 0);
  section = sheet->sections->pdata[sheet->sections->len - 1];
  line = g_new0 (DcrSheetLine, 1);
  line->label = g_strdup (label);
  line->text = g_steal_pointer (&stripped);
  g_ptr_array_add (section->lines, line);
}

/* ---- As text ------------------------------------------------------------ */

/* Words of one line of text, broken at plain spaces; @indent before the second line on. */
static void
append_wrapped (GString *out, const char *text, guint width, const char *indent)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint at = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint length = g_utf8_strlen (words[i], -1);
      if (i > 0 && at + 1 + length > width)
        {
          g_string_append_printf (out, "\n%s", indent);
          at = strlen (indent);
        }
      else if (i > 0)
        {
          g_string_append_c (out, ' ');
          at++;
        }
      g_string_append (out, words[i]);
      at += length;
    }
  g_string_append_c (out, '\n');
}

static void
append_text (GString *out, const char *text, guint width, const char *indent)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    append_wrapped (out, lines[i], width, indent);
}

char *
dcr_sheet_to_text (const DcrSheet *sheet, guint width)
{
  GString *out = g_string_new (NULL);

  append_wrapped (out, sheet->title, width, "");
  if (sheet->subtitle[0] != '\0')
    append_wrapped (out, sheet->subtitle, width, "");
  for (guint i = 0; i < sheet->sections->len; i++)
    {
      const DcrSheetSection *section = sheet->sections->pdata[i];
      g_autofree char *heading = g_utf8_strup (section->heading, -1);
      if (section->lines->len == 0)
        continue;
      g_string_append_printf (out, "\n%s\n", heading);
      for (guint j = 0; j < section->lines->len; j++)
        {
          const DcrSheetLine *line = section->lines->pdata[j];
          /* Translators: a label and what follows it, « Mairie : Lyon 3e » in French */
          g_autofree char *whole = line->label != NULL
                                       ? g_strdup_printf (_("%s: %s"), line->label, line->text)
                                       : g_strdup (line->text);
          append_text (out, whole, width, line->label != NULL ? "  " : "");
        }
    }
  return g_string_free (out, FALSE);
}
