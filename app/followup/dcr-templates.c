/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-templates.h"

#include <string.h>

#include "base/dcr-clock.h"

/* ---- Reading ------------------------------------------------------------ */

static void
replace (char **field, const char *value)
{
  g_free (*field);
  *field = g_strdup (value != NULL ? value : "");
}

#define TEMPLATE_COLUMNS                                                                                 \
  "t.id,t.code,t.channel,t.name,t.scope,t.place,t.owner,t.state,t.approved,t.newest,v.number,v.subject," \
  "v.body,v.survey,v.written,v.approved"

static DcrTemplate *
read_row (DcrStmt *stmt)
{
  DcrTemplate *template = dcr_template_new (dcr_stmt_int (stmt, 2));

  dcr_stmt_uuid (stmt, 0, &template->id);
  replace (&template->code, dcr_stmt_text (stmt, 1));
  replace (&template->name, dcr_stmt_text (stmt, 3));
  template->scope = dcr_stmt_int (stmt, 4);
  dcr_stmt_uuid (stmt, 5, &template->place);
  dcr_stmt_uuid (stmt, 6, &template->owner);
  template->state = dcr_stmt_int (stmt, 7);
  template->approved_number = dcr_stmt_int (stmt, 8);
  template->newest = dcr_stmt_int (stmt, 9);
  template->number = dcr_stmt_int (stmt, 10);
  replace (&template->subject, dcr_stmt_text (stmt, 11));
  replace (&template->body, dcr_stmt_text (stmt, 12));
  template->survey = dcr_stmt_int (stmt, 13);
  template->written = dcr_stmt_int (stmt, 14);
  template->approved = dcr_stmt_int (stmt, 15);
  return template;
}

/* Runs @sql for this version and gives each row to @row. */
static gboolean
read_part (DcrDb *db, DcrTemplate *template, const char *sql,
           void (*row) (DcrTemplate *, DcrStmt *), GError **error)
{
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (db, sql, error);
  g_autoptr (GError) inner = NULL;

  if (stmt == NULL)
    return FALSE;
  dcr_stmt_bind_uuid (stmt, 1, &template->id);
  if (strstr (sql, "?2") != NULL)
    dcr_stmt_bind_int (stmt, 2, template->number);
  while (dcr_stmt_step (stmt, &inner))
    row (template, stmt);
  if (inner == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

static void
read_variable (DcrTemplate *template, DcrStmt *stmt)
{
  dcr_template_add_variable (template, dcr_stmt_text (stmt, 0), dcr_stmt_int (stmt, 1),
                             dcr_stmt_text (stmt, 2), dcr_stmt_int (stmt, 3),
                             dcr_stmt_text (stmt, 4));
}

static void
read_quote (DcrTemplate *template, DcrStmt *stmt)
{
  DcrQuote *quote = g_new (DcrQuote, 1);
  *quote = (DcrQuote) { g_strdup (dcr_stmt_text (stmt, 0)), g_strdup (dcr_stmt_text (stmt, 1)),
                        dcr_stmt_int (stmt, 2),             g_strdup (dcr_stmt_text (stmt, 3)),
                        g_strdup (dcr_stmt_text (stmt, 4)), g_strdup (dcr_stmt_text (stmt, 5)),
                        g_strdup (dcr_stmt_text (stmt, 6)) };
  g_ptr_array_add (template->quotes, quote);
}

static void
read_attachment (DcrTemplate *template, DcrStmt *stmt)
{
  DcrAttachment *attachment = g_new0 (DcrAttachment, 1);
  dcr_stmt_uuid (stmt, 0, &attachment->id);
  attachment->name = g_strdup (dcr_stmt_text (stmt, 1));
  attachment->mime = g_strdup (dcr_stmt_text (stmt, 2));
  attachment->size = dcr_stmt_int (stmt, 3);
  g_ptr_array_add (template->attachments, attachment);
}

static void
read_reason (DcrTemplate *template, DcrStmt *stmt)
{
  g_ptr_array_add (template->reasons, g_strdup (dcr_stmt_text (stmt, 0)));
}

static gboolean
read_parts (DcrDb *db, DcrTemplate *template, GError **error)
{
  return read_part (db, template,
                    "SELECT name,type,label,required,example FROM template_variable"
                    " WHERE template=?1 AND number=?2 ORDER BY position",
                    read_variable, error)
         && read_part (db, template,
                       "SELECT article,address,article_version,date,heading,hash,text"
                       " FROM template_quote WHERE template=?1 AND number=?2",
                       read_quote, error)
         && read_part (db, template,
                       "SELECT a.id,a.name,a.mime,a.size FROM template_attachment t"
                       " JOIN attachment a ON a.id=t.attachment WHERE t.template=?1 AND t.number=?2"
                       " ORDER BY t.position",
                       read_attachment, error)
         && read_part (db, template, "SELECT reason FROM template_reason WHERE template=?1",
                       read_reason, error)
         && dcr_template_sync_quotes (template, NULL);
}

GPtrArray *
dcr_templates_list (DcrDb *db, DcrChannel channel, const DcrUuid *team, const DcrUuid *site,
                    gboolean all, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_template_free);
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db,
      all ? "SELECT " TEMPLATE_COLUMNS
            " FROM template t JOIN template_version v ON v.template=t.id AND v.number=t.newest"
            " WHERE (?1=0 OR t.channel=?1) ORDER BY t.name"
          : "SELECT " TEMPLATE_COLUMNS
            " FROM template t JOIN template_version v ON v.template=t.id AND v.number=t.approved"
            " WHERE (?1=0 OR t.channel=?1) AND t.state IN (2,3) AND (t.scope=1 OR (t.scope=2 AND t.place=?2)"
            " OR (t.scope=3 AND t.place=?3)) ORDER BY t.name",
      error);
  g_autoptr (GError) inner = NULL;

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_int (stmt, 1, channel);
  if (!all)
    {
      dcr_stmt_bind_uuid (stmt, 2, site);
      dcr_stmt_bind_uuid (stmt, 3, team);
    }
  while (dcr_stmt_step (stmt, &inner))
    g_ptr_array_add (list, read_row (stmt));
  for (guint i = 0; inner == NULL && i < list->len; i++)
    if (!read_parts (db, g_ptr_array_index (list, i), &inner) && inner == NULL)
      g_message ("template: a body cannot be read");
  if (inner == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&inner));
  return NULL;
}

DcrTemplate *
dcr_templates_get (DcrDb *db, const DcrUuid *id, int number, GError **error)
{
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db,
      "SELECT " TEMPLATE_COLUMNS " FROM template t JOIN template_version v ON v.template=t.id AND"
      " v.number=CASE ?2 WHEN 0 THEN t.approved WHEN -1 THEN t.newest ELSE ?2 END WHERE t.id=?1",
      error);
  g_autoptr (GError) inner = NULL;
  g_autoptr (DcrTemplate) template = NULL;

  if (stmt == NULL)
    return NULL;
  dcr_stmt_bind_uuid (stmt, 1, id);
  dcr_stmt_bind_int (stmt, 2, number);
  if (!dcr_stmt_step (stmt, &inner))
    {
      if (inner != NULL)
        g_propagate_error (error, g_steal_pointer (&inner));
      else
        g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND, _("This template is no longer kept."));
      return NULL;
    }
  template = read_row (stmt);
  return read_parts (db, template, error) ? g_steal_pointer (&template) : NULL;
}

static int
rank (const DcrTemplate *template, const char *reason, const char *family)
{
  gboolean in_family = FALSE;
  gsize length = family != NULL ? strlen (family) : 0;

  for (guint i = 0; i < template->reasons->len; i++)
    {
      const char *code = g_ptr_array_index (template->reasons, i);
      if (g_strcmp0 (code, reason) == 0)
        return 0;
      in_family = in_family
                  || (length > 0 && strncmp (code, family, length) == 0
                      && (code[length] == '-' || code[length] == '\0'));
    }
  return in_family ? 1 : template->reasons->len == 0 ? 2 : 3;
}

typedef struct
{
  const char *reason, *family;
} Wanted;

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const DcrTemplate *const *one = a, *const *other = b;
  const Wanted *wanted = data;
  int first = rank (*one, wanted->reason, wanted->family),
      second = rank (*other, wanted->reason, wanted->family);
  return first != second ? first - second : g_utf8_collate ((*one)->name, (*other)->name);
}

void
dcr_templates_sort_for (GPtrArray *templates, const char *reason, const char *family)
{
  Wanted wanted = { reason, family };
  g_ptr_array_sort_with_data (templates, compare, &wanted);
}

/* ---- Writing --------------------------------------------------------------------------------- */

/* One that comes from a file: kept once. */
static gboolean
store_attachment (DcrDb *db, DcrAttachment *attachment, GError **error)
{
  if (!dcr_uuid_is_null (&attachment->id))
    return TRUE;
  if (attachment->content == NULL)
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND, _("The attachment “%s” is not there."),
                   attachment->name);
      return FALSE;
    }
  return dcr_attachments_add (db, attachment->name, attachment->mime, attachment->content,
                              &attachment->id, error);
}

static gboolean
save_parts (DcrDb *db, const DcrTemplate *t, GError **error)
{
  for (guint i = 0; i < t->variables->len; i++)
    {
      const DcrVariable *v = g_ptr_array_index (t->variables, i);
      if (!dcr_db_run (db, error, "INSERT INTO template_variable VALUES(?1,?2,?3,?4,?5,?6,?7,?8)",
                       "uiititit", &t->id, (gint64) t->number, (gint64) i, v->name,
                       (gint64) v->type, v->label, (gint64) v->required, v->example))
        return FALSE;
    }
  for (guint i = 0; i < t->attachments->len; i++)
    {
      DcrAttachment *a = g_ptr_array_index (t->attachments, i);
      if (!store_attachment (db, a, error)
          || !dcr_db_run (db, error, "INSERT INTO template_attachment VALUES(?1,?2,?3,?4)", "uiiu",
                          &t->id, (gint64) t->number, (gint64) i, &a->id))
        return FALSE;
    }
  if (!dcr_db_run (db, error, "DELETE FROM template_reason WHERE template=?1", "u", &t->id))
    return FALSE;
  for (guint i = 0; i < t->reasons->len; i++) /* a code that this grid does not have is left out */
    if (!dcr_db_run (db, error,
                     "INSERT OR IGNORE INTO template_reason SELECT ?1,id FROM reason WHERE id=?2",
                     "ut", &t->id, g_ptr_array_index (t->reasons, i)))
      return FALSE;
  return TRUE;
}

gboolean
dcr_templates_save (DcrDb *db, DcrTemplate *t, const DcrUuid *author, gint64 now, GError **error)
{
  gboolean is_new = dcr_uuid_is_null (&t->id);

  if (!dcr_template_sync_quotes (t, error))
    return FALSE;
  if (is_new)
    t->id = dcr_uuid_new ();
  if (is_new ? !dcr_db_run (
          db, error,
          "INSERT INTO template(id,code,channel,name,scope,place,owner) VALUES(?1,?2,?3,?4,?5,?6,?7)",
          "utitiuu", &t->id, t->code, (gint64) t->channel, t->name, (gint64) t->scope, &t->place,
          &t->owner)
             : !dcr_db_run (
                 db, error,
                 "UPDATE template SET name=?2,scope=?3,place=?4,owner=?5,version=version+1 WHERE id=?1",
                 "utiuu", &t->id, t->name, (gint64) t->scope, &t->place, &t->owner))
    return FALSE;
  t->newest = t->number
      = 1 + dcr_db_get_int (db, 0, error, "SELECT newest FROM template WHERE id=?1", "u", &t->id);
  t->written = now;
  t->approved = 0;
  return dcr_db_run (db, error, "UPDATE template SET newest=?2 WHERE id=?1", "ui", &t->id,
                     (gint64) t->newest)
         && dcr_db_run (
             db, error,
             "INSERT INTO template_version(template,number,subject,body,survey,author,written)"
             " VALUES(?1,?2,?3,?4,?5,?6,?7)",
             "uittiui", &t->id, (gint64) t->number, t->subject, t->body, (gint64) t->survey, author,
             now)
         && save_parts (db, t, error);
}

static gboolean
approve_quote (DcrDb *db, const DcrTemplate *t, const DcrQuote *wanted, DcrQuoteFunc lookup,
               gpointer data, GError **error)
{
  g_autoptr (DcrQuote) now
      = lookup != NULL ? lookup (wanted->article, wanted->address, data) : NULL;

  if (now == NULL)
    {
      g_set_error (
          error, DCR_ERROR, DCR_ERROR_NOT_FOUND,
          _("The passage %s#%s is not in the reference: the template was not approved. Choose another passage."),
          wanted->article, wanted->address);
      return FALSE;
    }
  return dcr_db_run (
      db, error,
      "INSERT OR REPLACE INTO template_quote(template,number,article,address,article_version,"
      "date,heading,hash,text) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)",
      "uittitttt", &t->id, (gint64) t->number, wanted->article, wanted->address, now->version,
      now->date != NULL ? now->date : "", now->heading != NULL ? now->heading : "", now->hash,
      now->text);
}

gboolean
dcr_templates_approve (DcrDb *db, const DcrUuid *id, const DcrUuid *approver, DcrQuoteFunc lookup,
                       gpointer data, gint64 now, GError **error)
{
  g_autoptr (DcrTemplate) template = dcr_templates_get (db, id, -1, error);

  if (template == NULL || !dcr_template_sync_quotes (template, error))
    return FALSE;
  for (guint i = 0; i < template->quotes->len; i++)
    if (!approve_quote (db, template, g_ptr_array_index (template->quotes, i), lookup, data, error))
      return FALSE;
  return dcr_db_run (
             db, error,
             "UPDATE template_version SET approved=?3, approver=?4 WHERE template=?1 AND number=?2",
             "uiiu", id, (gint64) template->number, now, approver)
         && dcr_db_run (db, error,
                        "UPDATE template SET state=2, approved=?2, version=version+1 WHERE id=?1",
                        "ui", id, (gint64) template->number)
         && dcr_db_run (db, error,
                        "UPDATE flag SET state=2, settled=?2 WHERE template=?1 AND state=1", "ui",
                        id, now);
}

gboolean
dcr_templates_retire (DcrDb *db, const DcrUuid *id, GError **error)
{
  return dcr_db_run (db, error, "UPDATE template SET state=4, version=version+1 WHERE id=?1", "u",
                     id);
}

gboolean
dcr_templates_set_owner (DcrDb *db, const DcrUuid *id, const DcrUuid *owner, GError **error)
{
  return dcr_db_run (db, error, "UPDATE template SET owner=?2, version=version+1 WHERE id=?1", "uu",
                     id, owner);
}

static gboolean
check_one (DcrDb *db, const DcrTemplate *template, DcrQuoteFunc lookup, gpointer data, gint64 now,
           gboolean *changed, GError **error)
{
  *changed = FALSE;
  for (guint i = 0; i < template->quotes->len; i++)
    {
      const DcrQuote *quote = g_ptr_array_index (template->quotes, i);
      g_autoptr (DcrQuote) today = lookup (quote->article, quote->address, data);
      g_autofree char *place = g_strdup_printf ("%s#%s", quote->article, quote->address);
      if (today != NULL && g_strcmp0 (today->hash, quote->hash) == 0)
        continue;
      *changed = TRUE;
      if (!dcr_flag_add (db, DCR_FLAG_QUOTE_CHANGED, &template->id, NULL, place, now, error))
        return FALSE;
    }
  return !*changed
         || dcr_db_run (db, error, "UPDATE template SET state=3, version=version+1 WHERE id=?1",
                        "u", &template->id);
}

gboolean
dcr_templates_check (DcrDb *db, DcrQuoteFunc lookup, gpointer data, gint64 now, guint *n_changed,
                     GError **error)
{
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db,
      "SELECT DISTINCT t.id FROM template t JOIN template_quote q ON q.template=t.id AND q.number=t.approved"
      " WHERE t.state=2",
      error);
  DcrUuid id;

  *n_changed = 0;
  if (stmt == NULL)
    return FALSE;
  ids = g_ptr_array_new_with_free_func (g_free);
  while (dcr_stmt_step (stmt, NULL))
    if (dcr_stmt_uuid (stmt, 0, &id))
      g_ptr_array_add (ids, g_memdup2 (&id, sizeof id));
  dcr_stmt_reset (stmt);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (DcrTemplate) template
          = dcr_templates_get (db, g_ptr_array_index (ids, i), 0, error);
      gboolean changed;
      if (template == NULL || !check_one (db, template, lookup, data, now, &changed, error))
        return FALSE;
      *n_changed += changed;
    }
  return TRUE;
}

/* ---- From files ------------------------------------------------------------------------------ */

typedef struct
{
  GPtrArray *templates;
  DcrQuoteFunc lookup;
  gpointer data;
  guint n_added;
} Import;

static gboolean
import_one (DcrDb *db, DcrTemplate *template, Import *job, gint64 now, GError **error)
{
  DcrUuid owner;
  g_autoptr (DcrStmt) stmt
      = dcr_db_prepare (db, "SELECT id FROM person ORDER BY role DESC, id LIMIT 1", error);

  if (stmt == NULL)
    return FALSE;
  if (dcr_stmt_step (stmt, NULL) && dcr_stmt_uuid (stmt, 0, &owner))
    template->owner = owner;
  dcr_stmt_reset (stmt);
  if (dcr_db_get_int (db, 0, NULL, "SELECT 1 FROM template WHERE code=?1", "t", template->code)
      != 0)
    return TRUE;
  job->n_added++;
  if (!dcr_templates_save (db, template, &template->owner, now, error))
    return FALSE;
  if (template->quotes->len > 0 && job->lookup == NULL)
    return TRUE; /* stays a draft until somebody who has the reference approves it */
  return dcr_templates_approve (db, &template->id, &template->owner, job->lookup, job->data, now,
                                error);
}

static gboolean
run_import (DcrDb *db, gpointer data, GError **error)
{
  Import *job = data;
  gint64 now = dcr_clock_now_ms ();

  job->n_added = 0;
  for (guint i = 0; i < job->templates->len; i++)
    {
      DcrTemplate *template = g_ptr_array_index (job->templates, i);
      if (!import_one (db, template, job, now, error))
        {
          g_prefix_error (error, "%s: ", template->code);
          return FALSE;
        }
    }
  return TRUE;
}

/* The files that @template names, from the folder of attachments. */
static gboolean
read_attachments (DcrTemplate *template, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) named = g_steal_pointer (&template->attachments);

  template->attachments
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_attachment_free);
  for (guint i = 0; i < named->len; i++)
    {
      const char *name = ((DcrAttachment *) named->pdata[i])->name;
      g_autofree char *path = g_build_filename (folder, "attachments", name, NULL);
      g_autoptr (GBytes) content = NULL;
      DcrAttachment *attachment;
      char *bytes;
      gsize size;

      if (!g_file_get_contents (path, &bytes, &size, error))
        return FALSE;
      content = g_bytes_new_take (bytes, size);
      attachment = dcr_attachment_from_bytes (name, content, error);
      if (attachment == NULL || !dcr_template_attach (template, attachment, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
dcr_templates_import (DcrStore *store, const char *folder, DcrQuoteFunc lookup, gpointer data,
                      guint *n_added, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) templates
      = g_ptr_array_new_with_free_func ((GDestroyNotify) dcr_template_free);
  Import job = { templates, lookup, data, 0 };
  const char *name;

  if (dir == NULL)
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND, _("There are no templates in “%s”."),
                   folder);
      return FALSE;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      if (!g_str_has_suffix (name, ".txt") || !g_file_get_contents (path, &text, NULL, NULL))
        continue;
      g_autoptr (DcrTemplate) template = dcr_template_from_text (text, error);
      if (template == NULL || !read_attachments (template, folder, error))
        {
          g_prefix_error (error, "%s: ", name);
          return FALSE;
        }
      g_ptr_array_add (templates, g_steal_pointer (&template));
    }
  if (!dcr_store_write (store, run_import, &job, error))
    return FALSE;
  if (n_added != NULL)
    *n_added = job.n_added;
  return TRUE;
}
