/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that go with a confirmation: kept once in the base, referred to by templates and messages. */
#include <string.h>

#include "followup/dcr-templates.h"

DcrAttachment *
dcr_attachment_copy (const DcrAttachment *from)
{
  DcrAttachment *attachment = g_new (DcrAttachment, 1);

  *attachment = (DcrAttachment) { from->id, g_strdup (from->name), g_strdup (from->mime), from->size,
                                  from->content != NULL ? g_bytes_ref (from->content) : NULL };
  return attachment;
}

void
dcr_attachment_free (DcrAttachment *attachment)
{
  if (attachment == NULL)
    return;
  g_free (attachment->name);
  g_free (attachment->mime);
  g_clear_pointer (&attachment->content, g_bytes_unref);
  g_free (attachment);
}

/* By what it holds, whatever its name says. */
static const char *
type_of (const char *bytes, gsize size)
{
  static const struct { const char *start; gsize size; const char *mime; } known[] = {
    { "%PDF-", 5, "application/pdf" },
    { "\x89PNG\r\n\x1a\n", 8, "image/png" },
    { "\xff\xd8\xff", 3, "image/jpeg" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (size >= known[i].size && memcmp (bytes, known[i].start, known[i].size) == 0)
      return known[i].mime;
  return g_utf8_validate_len (bytes, size, NULL) ? "text/plain; charset=utf-8" : NULL;
}

static gboolean
may_be_named (const char *name)
{
  if (!g_utf8_validate (name, -1, NULL) || *name == '\0')
    return FALSE;
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

DcrAttachment *
dcr_attachment_from_bytes (const char *name, GBytes *content, GError **error)
{
  gsize size;
  const char *bytes = g_bytes_get_data (content, &size);
  const char *mime = size > 0 ? type_of (bytes, size) : NULL;
  DcrAttachment *attachment;

  if (size > DCR_ATTACHMENTS_MAX_BYTES)
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT,
                   _("“%s” is too large: %d kB at most for all the files of a template."), name,
                   DCR_ATTACHMENTS_MAX_BYTES / 1000);
      return NULL;
    }
  if (mime == NULL || !may_be_named (name))
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT,
                   _("This file cannot be attached: choose a PDF, a text in UTF-8, a PNG or a JPEG."));
      return NULL;
    }
  attachment = g_new0 (DcrAttachment, 1);
  attachment->name = g_strdup (name);
  attachment->mime = g_strdup (mime);
  attachment->size = (gint64) size;
  attachment->content = g_bytes_ref (content);
  return attachment;
}

gboolean
dcr_template_attach (DcrTemplate *template, DcrAttachment *taken, GError **error)
{
  g_autoptr (DcrAttachment) attachment = taken;
  gint64 sum = attachment->size;

  for (guint i = 0; i < template->attachments->len; i++)
    {
      const DcrAttachment *other = template->attachments->pdata[i];
      sum += other->size;
      if (g_str_equal (other->name, attachment->name))
        {
          g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT,
                       _("“%s” is attached already: take it out first."), other->name);
          return FALSE;
        }
    }
  if (sum > DCR_ATTACHMENTS_MAX_BYTES)
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT,
                   _("“%s” is too large: %d kB at most for all the files of a template."),
                   attachment->name, DCR_ATTACHMENTS_MAX_BYTES / 1000);
      return FALSE;
    }
  g_ptr_array_add (template->attachments, g_steal_pointer (&attachment));
  return TRUE;
}

/* ---- In the base ----------------------------------------------------------------------------- */

gboolean
dcr_attachments_add (DcrDb *db, const char *name, const char *mime, GBytes *content, DcrUuid *id,
                     GError **error)
{
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  g_autoptr (DcrStmt) stmt
      = dcr_db_prepare (db, "SELECT id FROM attachment WHERE hash=?1 AND name=?2", error);
  gsize size;
  gconstpointer bytes = g_bytes_get_data (content, &size);

  if (stmt == NULL)
    return FALSE;
  dcr_stmt_bind_text (stmt, 1, hash);
  dcr_stmt_bind_text (stmt, 2, name);
  if (dcr_stmt_step (stmt, NULL) && dcr_stmt_uuid (stmt, 0, id))
    return TRUE;
  *id = dcr_uuid_new ();
  return dcr_db_run (
      db, error, "INSERT INTO attachment(id,name,mime,size,hash,content) VALUES(?1,?2,?3,?4,?5,?6)",
      "uttitb", id, name, mime, (gint64) size, hash, bytes, size);
}
