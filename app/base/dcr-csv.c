/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/dcr-csv.h"

#include <string.h>

#include <csv.h>

typedef struct
{
  guint line;
  GPtrArray *cells; /* char * */
} Row;

struct _DcrCsv
{
  GPtrArray *rows; /* Row *, the header left out */
  int *places;     /* column of the caller -> column of the file, or -1 */
  guint n_places;
};

typedef struct
{
  GPtrArray *rows;
  Row *row;       /* being read */
  guint line;     /* of the byte being read */
  guint row_line; /* where the row being read began */
} Reading;

static void
row_free (gpointer data)
{
  Row *row = data;
  g_ptr_array_unref (row->cells);
  g_free (row);
}

void
dcr_csv_free (DcrCsv *csv)
{
  if (csv == NULL)
    return;
  g_ptr_array_unref (csv->rows);
  g_free (csv->places);
  g_free (csv);
}

static void
on_cell (void *text, size_t length, void *data)
{
  Reading *reading = data;
  char *cell = g_strndup (text ? text : "", text ? length : 0);

  if (reading->row == NULL)
    {
      reading->row = g_new0 (Row, 1);
      reading->row->cells = g_ptr_array_new_with_free_func (g_free);
      reading->row->line = reading->row_line;
    }
  g_ptr_array_add (reading->row->cells, g_strstrip (cell));
}

static gboolean
is_blank (Row *row)
{
  for (guint i = 0; i < row->cells->len; i++)
    if (((char *) row->cells->pdata[i])[0] != '\0')
      return FALSE;
  return TRUE;
}

static void
on_row (int end, void *data)
{
  Reading *reading = data;

  if (reading->row != NULL && !is_blank (reading->row))
    g_ptr_array_add (reading->rows, reading->row);
  else if (reading->row != NULL)
    row_free (reading->row);
  reading->row = NULL;
}

static void
problem (GPtrArray *problems, char *sentence)
{
  if (problems != NULL)
    g_ptr_array_add (problems, sentence);
  else
    g_free (sentence);
}

static gboolean
refuse (GError **error)
{
  g_set_error (
      error, DCR_ERROR, DCR_ERROR_INPUT,
      _("The file was refused: it has errors. Nothing was changed. Correct the lines named, then import it again."));
  return FALSE;
}

/* libcsv says nothing of lines: bytes are given one by one and line feeds counted beside it. */
static gboolean
read_rows (Reading *reading, const char *bytes, gsize size, char delimiter, GPtrArray *problems,
           GError **error)
{
  struct csv_parser parser;
  gboolean good = TRUE, at_start = TRUE;

  csv_init (&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
  csv_set_delim (&parser, delimiter);
  reading->line = reading->row_line = 1;
  for (gsize i = 0; good && i < size; i++)
    {
      if (at_start)
        reading->row_line = reading->line;
      at_start = FALSE;
      good = csv_parse (&parser, &bytes[i], 1, on_cell, on_row, reading) == 1;
      if (bytes[i] == '\n')
        {
          reading->line++;
          at_start = reading->row == NULL && !parser.quoted;
        }
    }
  good = good && csv_fini (&parser, on_cell, on_row, reading) == 0;
  csv_free (&parser);
  g_clear_pointer (&reading->row, row_free);
  if (!good)
    {
      problem (problems,
               g_strdup_printf (_("Line %u: a quotation mark is misplaced or never closed."),
                                reading->row_line));
      return refuse (error);
    }
  return TRUE;
}

static gboolean
find_places (DcrCsv *csv, Row *header, const char *const *columns, guint n_required,
             GPtrArray *problems, GError **error)
{
  gboolean good = TRUE;

  csv->n_places = g_strv_length ((char **) columns);
  csv->places = g_new (int, csv->n_places);
  for (guint c = 0; c < csv->n_places; c++)
    csv->places[c] = -1;
  for (guint i = 0; i < header->cells->len; i++)
    {
      const char *name = header->cells->pdata[i];
      guint c = 0;
      while (c < csv->n_places && g_ascii_strcasecmp (columns[c], name) != 0)
        c++;
      if (c < csv->n_places && csv->places[c] < 0)
        {
          csv->places[c] = i;
          continue;
        }
      good = FALSE;
      problem (problems,
               g_strdup_printf (c == csv->n_places ? _("Line %u: the column “%s” is not known.")
                                                   : _("Line %u: the column “%s” is there twice."),
                                header->line, name));
    }
  for (guint c = 0; c < n_required; c++)
    if (csv->places[c] < 0)
      {
        good = FALSE;
        problem (problems, g_strdup_printf (_("Line %u: the column “%s” is missing."), header->line,
                                            columns[c]));
      }
  return good || refuse (error);
}

static gboolean
check_width (DcrCsv *csv, guint width, GPtrArray *problems, GError **error)
{
  gboolean good = TRUE;

  for (guint i = 0; i < csv->rows->len; i++)
    {
      Row *row = csv->rows->pdata[i];
      if (row->cells->len == width)
        continue;
      good = FALSE;
      problem (problems, g_strdup_printf (_("Line %u: %u cells instead of %u."), row->line,
                                          row->cells->len, width));
    }
  return good || refuse (error);
}

static char
guess_delimiter (const char *bytes, gsize size)
{
  const char *end = memchr (bytes, '\n', size);
  gsize length = end ? (gsize) (end - bytes) : size;
  return memchr (bytes, ',', length) == NULL && memchr (bytes, ';', length) != NULL ? ';' : ',';
}

DcrCsv *
dcr_csv_read (const char *bytes, gsize size, const char *const *columns, guint n_required,
              GPtrArray *problems, GError **error)
{
  g_autoptr (DcrCsv) csv = g_new0 (DcrCsv, 1);
  Reading reading = { 0 };
  guint width;

  csv->rows = reading.rows = g_ptr_array_new_with_free_func (row_free);
  if (size >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    bytes += 3, size -= 3;
  if (size > DCR_CSV_MAX_BYTES || !g_utf8_validate_len (bytes, size, NULL))
    {
      problem (problems, g_strdup (size > DCR_CSV_MAX_BYTES ? _("The file is larger than 16 MB.")
                                                            : _("The file is not text in UTF-8.")));
      refuse (error);
      return NULL;
    }
  if (!read_rows (&reading, bytes, size, guess_delimiter (bytes, size), problems, error))
    return NULL;
  if (csv->rows->len == 0)
    {
      problem (problems, g_strdup (_("The file is empty.")));
      refuse (error);
      return NULL;
    }
  if (!find_places (csv, csv->rows->pdata[0], columns, n_required, problems, error))
    return NULL;
  width = ((Row *) csv->rows->pdata[0])->cells->len;
  g_ptr_array_remove_index (csv->rows, 0);
  if (!check_width (csv, width, problems, error))
    return NULL;
  return g_steal_pointer (&csv);
}

guint
dcr_csv_get_n_rows (DcrCsv *csv)
{
  return csv->rows->len;
}

guint
dcr_csv_get_line (DcrCsv *csv, guint row)
{
  return ((Row *) csv->rows->pdata[row])->line;
}

const char *
dcr_csv_get (DcrCsv *csv, guint row, guint column)
{
  int place = csv->places[column];
  return place < 0 ? "" : ((Row *) csv->rows->pdata[row])->cells->pdata[place];
}

void
dcr_csv_append (GString *out, const char *const *cells, guint n_cells)
{
  for (guint i = 0; i < n_cells; i++)
    {
      const char *cell = cells[i] ? cells[i] : "";
      if (i > 0)
        g_string_append_c (out, ',');
      if (strpbrk (cell, ",;\"\r\n") == NULL)
        {
          g_string_append (out, cell);
          continue;
        }
      gsize length = strlen (cell), written;
      g_autofree char *quoted = g_malloc (2 * length + 2);
      written = csv_write (quoted, 2 * length + 2, cell, length);
      g_string_append_len (out, quoted, written);
    }
  g_string_append_c (out, '\n');
}
