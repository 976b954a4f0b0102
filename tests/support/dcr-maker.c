/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dcr-maker.h"

#include <string.h>

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>

struct _DcrMaker
{
  struct archive *zip;
  gint64 time;
};

static DcrMaker *
make (const char *path, gboolean encrypted)
{
  DcrMaker *maker = g_new0 (DcrMaker, 1);

  maker->zip = archive_write_new ();
  archive_write_set_format_zip (maker->zip);
  if (encrypted)
    {
      archive_write_set_passphrase (maker->zip, "secret");
      g_assert_cmpint (archive_write_set_options (maker->zip, "zip:encryption=zipcrypt"), ==,
                       ARCHIVE_OK);
    }
  g_assert_cmpint (archive_write_open_filename (maker->zip, path), ==, ARCHIVE_OK);
  dcr_maker_set_day (maker, "2026-11-01");
  return maker;
}

DcrMaker *
dcr_maker_new (const char *path)
{
  return make (path, FALSE);
}

DcrMaker *
dcr_maker_new_encrypted (const char *path)
{
  return make (path, TRUE);
}

void
dcr_maker_set_day (DcrMaker *maker, const char *day)
{
  g_autofree char *iso = g_strconcat (day != NULL ? day : "1980-01-01", "T03:00:00Z", NULL);
  g_autoptr (GDateTime) when = g_date_time_new_from_iso8601 (iso, NULL);
  maker->time = g_date_time_to_unix (when);
}

void
dcr_maker_add (DcrMaker *maker, const char *name, const char *bytes, gssize size)
{
  struct archive_entry *entry = archive_entry_new ();

  if (size < 0)
    size = strlen (bytes);
  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, size);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_mtime (entry, maker->time, 0);
  g_assert_cmpint (archive_write_header (maker->zip, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (maker->zip, bytes, size), ==, size);
  archive_entry_free (entry);
}

char *
dcr_maker_article (const char *audience, const char *id, const char *title, const char *date,
                   const char *first, const char *second)
{
  return g_strdup_printf (
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<Publication xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
      " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ID=\"%s\" type=\"Fiche "
      "d'information\""
      " xsi:noNamespaceSchemaLocation=\"../Schemas/3.3/Publication.xsd\">"
      "<dc:title>%s</dc:title><dc:description>En bref : %s</dc:description>"
      "<dc:date>modified %s</dc:date><dc:type>Fiche "
      "pratique</dc:type><dc:identifier>%s</dc:identifier>"
      "<SurTitre>Fiche pratique</SurTitre><Audience>%s</Audience>"
      "<FilDAriane><Niveau ID=\"%s\">Accueil</Niveau><Niveau ID=\"%s\">%s</Niveau></FilDAriane>"
      "<Texte><Chapitre><Titre><Paragraphe>Conditions</Paragraphe></Titre><Paragraphe>%s</"
      "Paragraphe>"
      "</Chapitre><Chapitre><Titre><Paragraphe>Démarche</Paragraphe></Titre><Paragraphe>%s</"
      "Paragraphe>"
      "</Chapitre></Texte></Publication>\n",
      id, title, title, date, id, audience, audience, id, title, first, second);
}

void
dcr_maker_add_article (DcrMaker *maker, const char *audience, const char *id, const char *title,
                       const char *first, const char *second)
{
  g_autofree char *name = g_strconcat (id, ".xml", NULL);
  g_autofree char *xml = dcr_maker_article (audience, id, title, "2026-10-01", first, second);
  dcr_maker_add (maker, name, xml, -1);
}

void
dcr_maker_close (DcrMaker *maker)
{
  g_assert_cmpint (archive_write_close (maker->zip), ==, ARCHIVE_OK);
  archive_write_free (maker->zip);
  g_free (maker);
}

char *
dcr_maker_digest (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *data = NULL;
  gsize size;

  if (!g_file_get_contents (path, &data, &size, NULL))
    return g_strdup ("absent");
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *) data, size);
}
