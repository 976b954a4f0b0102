/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "search/dcr-corpus.h"

#include <stdlib.h>
#include <string.h>

/* link.kind, from reference/dcr-document.h (DcrLinkUse), on disk */
enum { LINK_TEXT, LINK_SERVICE, LINK_MENU, LINK_SEE_ALSO, LINK_QUESTION, LINK_MORE, LINK_USED_BY };

const char *
dcr_corpus_clean_title (const char *title)
{
  return title + strspn (title, "* ");
}

static const char *
keep (DcrCorpus *corpus, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (corpus->strings, text) : NULL;
}

static const char *
keep_long (DcrCorpus *corpus, const char *text)
{
  return g_string_chunk_insert (corpus->strings, text != NULL ? text : "");
}

static void
doc_clear (gpointer data)
{
  DcrCorpusDoc *doc = data;

  for (guint f = 0; f < DCR_FIELD_BODY; f++)
    g_clear_pointer (&doc->fields[f], g_ptr_array_unref);
  g_clear_pointer (&doc->anchor_counts, g_array_unref);
  g_clear_pointer (&doc->links_out, g_array_unref);
}

void
dcr_corpus_free (DcrCorpus *corpus)
{
  if (corpus == NULL)
    return;
  g_clear_pointer (&corpus->docs, g_array_unref);
  g_clear_pointer (&corpus->passages, g_array_unref);
  g_clear_pointer (&corpus->strings, g_string_chunk_free);
  g_free (corpus);
}

/* By audience, then letter, then number: « F99 » before « F1344 ». */
static int
compare_docs (gconstpointer a, gconstpointer b)
{
  const DcrCorpusDoc *x = a, *y = b;
  gint64 n, m;

  if (x->audience != y->audience)
    return x->audience < y->audience ? -1 : 1;
  if (x->id[0] != y->id[0])
    return (guchar) x->id[0] < (guchar) y->id[0] ? -1 : 1;
  n = g_ascii_strtoll (x->id[0] != '\0' ? x->id + 1 : "", NULL, 10);
  m = g_ascii_strtoll (y->id[0] != '\0' ? y->id + 1 : "", NULL, 10);
  if (n != m)
    return n < m ? -1 : 1;
  return strcmp (x->id, y->id);
}

static gboolean
read_docs (DcrCorpus *corpus, DcrDb *db, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
    db,
    "SELECT rowid,audience,kind,id,title,description,date,theme,theme_id,dossier,dossier_id,hash"
    " FROM publication",
    error);

  if (stmt == NULL)
    return FALSE;
  while (dcr_stmt_step (stmt, &local))
    {
      DcrCorpusDoc doc = { .rowid = dcr_stmt_int (stmt, 0), .audience = dcr_stmt_int (stmt, 1),
                           .kind = dcr_stmt_int (stmt, 2) };

      doc.id = keep (corpus, dcr_stmt_text (stmt, 3));
      doc.title = keep_long (corpus, dcr_stmt_text (stmt, 4));
      doc.description = keep_long (corpus, dcr_stmt_text (stmt, 5));
      doc.date = keep (corpus, dcr_stmt_text (stmt, 6));
      doc.theme = keep (corpus, dcr_stmt_text (stmt, 7));
      doc.theme_id = keep (corpus, dcr_stmt_text (stmt, 8));
      doc.dossier = keep (corpus, dcr_stmt_text (stmt, 9));
      doc.dossier_id = keep (corpus, dcr_stmt_text (stmt, 10));
      doc.hash = keep_long (corpus, dcr_stmt_text (stmt, 11));
      g_array_append_val (corpus->docs, doc);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  g_array_sort (corpus->docs, compare_docs);
  return TRUE;
}

/* (audience, id) -> place in docs + 1 */
static GHashTable *
map_refs (DcrCorpus *corpus)
{
  GHashTable *map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < corpus->docs->len; i++)
    {
      DcrCorpusDoc *doc = &g_array_index (corpus->docs, DcrCorpusDoc, i);
      g_hash_table_insert (map, g_strdup_printf ("%d/%s", doc->audience, doc->id),
                           GUINT_TO_POINTER (i + 1));
    }
  return map;
}

static DcrCorpusDoc *
find_ref (DcrCorpus *corpus, GHashTable *map, gint64 audience, const char *id, guint *index)
{
  char key[64];
  guint at;

  if (id == NULL)
    return NULL;
  g_snprintf (key, sizeof key, "%" G_GINT64_FORMAT "/%s", audience, id);
  at = GPOINTER_TO_UINT (g_hash_table_lookup (map, key));
  if (at == 0)
    return NULL;
  if (index != NULL)
    *index = at - 1;
  return &g_array_index (corpus->docs, DcrCorpusDoc, at - 1);
}

/* By the address, which is the folded path of headings: these sections have the same on every
 * article. */
static DcrPassageRole
role_of (const char *address)
{
  static const char *const around[] = { "textes-de-reference", "questions-reponses", "et-aussi",
                                        "pour-en-savoir-plus", "fiches-liees", "comment-faire-si",
                                        "recherche-guidee" };
  gsize n = strcspn (address, "/");

  if (strcmp (address, "introduction") == 0)
    return DCR_PASSAGE_INTRO;
  for (guint i = 0; i < G_N_ELEMENTS (around); i++)
    if (strlen (around[i]) == n && strncmp (address, around[i], n) == 0)
      return DCR_PASSAGE_AROUND;
  return DCR_PASSAGE_BODY;
}

static gboolean
read_passages (DcrCorpus *corpus, DcrDb *db, GHashTable *rowids, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (DcrStmt) stmt = NULL;

  stmt = dcr_db_prepare (
    db, "SELECT address,heading,text FROM passage WHERE publication=?1 ORDER BY ordinal", error);
  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < corpus->docs->len; i++)
    {
      DcrCorpusDoc *doc = &g_array_index (corpus->docs, DcrCorpusDoc, i);

      doc->first_passage = corpus->passages->len;
      dcr_stmt_reset (stmt);
      dcr_stmt_bind_int (stmt, 1, doc->rowid);
      while (dcr_stmt_step (stmt, &local))
        {
          DcrCorpusPassage passage = { .address = keep (corpus, dcr_stmt_text (stmt, 0)),
                                       .heading = keep (corpus, dcr_stmt_text (stmt, 1)),
                                       .text = keep (corpus, dcr_stmt_text (stmt, 2)) };
          passage.role = role_of (passage.address);
          g_array_append_val (corpus->passages, passage);
        }
      doc->n_passages = corpus->passages->len - doc->first_passage;
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

/* One text more by which @doc is called in @field; a text that is already there is counted. */
static void
add_text (DcrCorpus *corpus, DcrCorpusDoc *doc, DcrField field, const char *text)
{
  GPtrArray *list = doc->fields[field];

  text = dcr_corpus_clean_title (text);
  if (*text == '\0' || (field != DCR_FIELD_DOSSIER && strcmp (text, doc->title) == 0))
    return;
  text = keep (corpus, text);
  if (list == NULL)
    list = doc->fields[field] = g_ptr_array_new ();
  if (field == DCR_FIELD_ANCHOR && doc->anchor_counts == NULL)
    doc->anchor_counts = g_array_new (FALSE, TRUE, sizeof (guint));
  for (guint i = 0; i < list->len; i++)
    if (g_ptr_array_index (list, i) == (gpointer) text)
      {
        if (field == DCR_FIELD_ANCHOR)
          g_array_index (doc->anchor_counts, guint, i)++;
        return;
      }
  g_ptr_array_add (list, (gpointer) text);
  if (field == DCR_FIELD_ANCHOR)
    {
      guint one = 1;
      g_array_append_val (doc->anchor_counts, one);
    }
}

static void
add_link (DcrCorpus *corpus, GHashTable *map, guint from, gint64 kind, gint64 audience,
          const char *id, const char *text)
{
  DcrCorpusDoc *source = &g_array_index (corpus->docs, DcrCorpusDoc, from), *target;
  guint to;

  if (text == NULL)
    text = "";
  if (kind == LINK_SERVICE || kind == LINK_MORE)
    add_text (corpus, source, DCR_FIELD_SERVICES, text);
  target = find_ref (corpus, map, audience, id, &to);
  if (target == NULL || to == from)
    return;
  switch (kind)
    {
    case LINK_TEXT:
      add_text (corpus, target, DCR_FIELD_ANCHOR, text);
      target->links_in++;
      if (source->links_out == NULL)
        source->links_out = g_array_new (FALSE, FALSE, sizeof (guint));
      g_array_append_val (source->links_out, to);
      break;
    case LINK_SERVICE: case LINK_MENU: case LINK_SEE_ALSO: case LINK_QUESTION: case LINK_USED_BY:
      add_text (corpus, target, DCR_FIELD_ALT, text);
      break;
    default:
      break;
    }
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static int
compare_guint (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *) a, y = *(const guint *) b;
  return x < y ? -1 : x > y;
}

typedef struct { const char *text; guint count; } Counted;

static int
compare_counted (gconstpointer a, gconstpointer b)
{
  const Counted *x = a, *y = b;
  return x->count != y->count ? (x->count > y->count ? -1 : 1) : strcmp (x->text, y->text);
}

/* Anchors by how many use them, then by text; the other lists by text. */
static void
sort_fields (DcrCorpusDoc *doc)
{
  GPtrArray *anchors = doc->fields[DCR_FIELD_ANCHOR];

  for (guint f = 0; f < DCR_FIELD_BODY; f++)
    if (doc->fields[f] != NULL && f != DCR_FIELD_ANCHOR && f != DCR_FIELD_DOSSIER)
      g_ptr_array_sort (doc->fields[f], compare_strings);
  if (doc->links_out != NULL)
    {
      guint n = 0, *out = (guint *) (gpointer) doc->links_out->data;
      g_array_sort (doc->links_out, compare_guint);
      for (guint i = 0; i < doc->links_out->len; i++)
        if (n == 0 || out[n - 1] != out[i])
          out[n++] = out[i];
      g_array_set_size (doc->links_out, n);
    }
  if (anchors != NULL)
    {
      g_autofree Counted *pairs = g_new (Counted, anchors->len);
      for (guint i = 0; i < anchors->len; i++)
        pairs[i] = (Counted){ g_ptr_array_index (anchors, i),
                              g_array_index (doc->anchor_counts, guint, i) };
      qsort (pairs, anchors->len, sizeof *pairs, compare_counted);
      for (guint i = 0; i < anchors->len; i++)
        {
          g_ptr_array_index (anchors, i) = (gpointer) pairs[i].text;
          g_array_index (doc->anchor_counts, guint, i) = pairs[i].count;
        }
    }
}

static gboolean
read_links (DcrCorpus *corpus, DcrDb *db, GHashTable *map, GHashTable *rowids, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
    db, "SELECT publication,kind,target_audience,target_id,text FROM link", error);

  if (stmt == NULL)
    return FALSE;
  while (dcr_stmt_step (stmt, &local))
    {
      gint64 rowid = dcr_stmt_int (stmt, 0);
      guint from = GPOINTER_TO_UINT (g_hash_table_lookup (rowids, &rowid));
      if (from > 0)
        add_link (corpus, map, from - 1, dcr_stmt_int (stmt, 1), dcr_stmt_int (stmt, 2),
                  dcr_stmt_text (stmt, 3), dcr_stmt_text (stmt, 4));
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

/* Menus of themes and dossiers: each entry is a title its target is called by, and the heading above it
 * names the part of the dossier. */
static gboolean
read_nodes (DcrCorpus *corpus, DcrDb *db, GHashTable *map, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *heading = g_strdup ("");
  g_autofree char *parent = g_strdup ("");
  g_autoptr (DcrStmt) stmt = dcr_db_prepare (
      db,
      "SELECT parent,target_audience,target_id,title FROM node ORDER BY audience,parent,position",
      error);

  if (stmt == NULL)
    return FALSE;
  while (dcr_stmt_step (stmt, &local))
    {
      const char *page = dcr_stmt_text (stmt, 0), *title = dcr_stmt_text (stmt, 3);
      DcrCorpusDoc *target
          = find_ref (corpus, map, dcr_stmt_int (stmt, 1), dcr_stmt_text (stmt, 2), NULL);

      if (g_strcmp0 (page, parent) != 0)
        {
          g_free (parent);
          parent = g_strdup (page);
          g_free (heading);
          heading = g_strdup ("");
        }
      if (dcr_stmt_is_null (stmt, 2))
        {
          g_free (heading);
          heading = g_strdup (title);
        }
      else if (target != NULL)
        {
          add_text (corpus, target, DCR_FIELD_ALT, title);
          if (*heading != '\0' && g_strcmp0 (target->dossier_id, parent) == 0)
            add_text (corpus, target, DCR_FIELD_DOSSIER, heading);
        }
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

DcrCorpus *
dcr_corpus_read (DcrDb *db, GError **error)
{
  g_autoptr (DcrCorpus) corpus = g_new0 (DcrCorpus, 1);
  g_autoptr (GHashTable) map = NULL;
  g_autoptr (GHashTable) rowids = NULL;

  corpus->docs = g_array_new (FALSE, TRUE, sizeof (DcrCorpusDoc));
  g_array_set_clear_func (corpus->docs, doc_clear);
  corpus->passages = g_array_new (FALSE, TRUE, sizeof (DcrCorpusPassage));
  corpus->strings = g_string_chunk_new (1 << 20);
  if (!read_docs (corpus, db, error))
    return NULL;
  map = map_refs (corpus);
  rowids = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < corpus->docs->len; i++)
    g_hash_table_insert (rowids, &g_array_index (corpus->docs, DcrCorpusDoc, i).rowid,
                         GUINT_TO_POINTER (i + 1));
  if (!read_passages (corpus, db, rowids, error) || !read_links (corpus, db, map, rowids, error)
      || !read_nodes (corpus, db, map, error))
    return NULL;
  for (guint i = 0; i < corpus->docs->len; i++)
    {
      DcrCorpusDoc *doc = &g_array_index (corpus->docs, DcrCorpusDoc, i);
      if (doc->dossier != NULL)
        add_text (corpus, doc, DCR_FIELD_DOSSIER, doc->dossier);
      if (doc->theme != NULL)
        add_text (corpus, doc, DCR_FIELD_DOSSIER, doc->theme);
      sort_fields (doc);
    }
  return g_steal_pointer (&corpus);
}
