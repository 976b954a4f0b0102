/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-follow-list.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "desk/common/dcr-panes.h"

typedef struct
{
  DcrSession *session;
  DcrFollowTable *table;
  GtkWidget *detail;
  char *words;
} DcrFollowListPrivate;

static void page_iface_init (DcrFollowPageInterface *iface);
G_DEFINE_ABSTRACT_TYPE_WITH_CODE (DcrFollowList, dcr_follow_list, G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (DcrFollowList)
                                      G_IMPLEMENT_INTERFACE (DCR_TYPE_FOLLOW_PAGE, page_iface_init))

#define PRIVATE(self) ((DcrFollowListPrivate *)dcr_follow_list_get_instance_private (self))
#define CLASS(self) DCR_FOLLOW_LIST_GET_CLASS (self)

/* ---- Reading --------------------------------------------------------------------------------- */

static void
query_free (gpointer data)
{
  DcrFollowQuery *query = data;

  if (query->page->query_clear != NULL)
    query->page->query_clear (query);
  g_free (query->words);
  g_free (query);
}

static gboolean
matches (const DcrFollowQuery *query, gconstpointer found)
{
  g_autofree char *words = NULL, *folded = NULL;

  if (query->words == NULL)
    return TRUE;
  words = query->page->words_of (found);
  folded = g_utf8_casefold (words, -1);
  return strstr (folded, query->words) != NULL;
}

/* In the table's thread. */
static GPtrArray *
read_rows (DcrDb *db, gpointer data, GError **error)
{
  DcrFollowQuery *query = data;
  g_autoptr (GPtrArray) list = query->page->find (db, query, error);
  GPtrArray *rows;

  if (list == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < list->len; i++)
    if (matches (query, list->pdata[i]))
      g_ptr_array_add (rows, query->page->new_row (db, list->pdata[i], query));
  return rows;
}

void
dcr_follow_list_read (DcrFollowList *self)
{
  DcrFollowListPrivate *private = PRIVATE (self);
  DcrFollowListClass *klass = CLASS (self);
  DcrFollowQuery *query = g_malloc0 (MAX (klass->query_size, sizeof (DcrFollowQuery)));

  query->page = klass;
  if (private->words != NULL && private->words[0] != '\0')
    query->words = g_utf8_casefold (private->words, -1);
  query->now = dcr_clock_now_ms ();
  if (klass->ask != NULL)
    klass->ask (self, query);
  dcr_follow_table_read (private->table, read_rows, query, query_free);
}

/* ---- The table ------------------------------------------------------------------------------- */

static void
on_loaded (DcrFollowList *self)
{
  if (CLASS (self)->loaded != NULL)
    CLASS (self)->loaded (self);
  dcr_follow_page_tell_counted (DCR_FOLLOW_PAGE (self));
}

static void
on_selected (DcrFollowList *self)
{
  CLASS (self)->selected (self, dcr_follow_table_get_selected (PRIVATE (self)->table));
}

void
dcr_follow_list_enter_detail (DcrFollowList *self)
{
  GtkWidget *panes = gtk_widget_get_ancestor (GTK_WIDGET (PRIVATE (self)->table), DCR_TYPE_PANES);

  if (panes != NULL)
    dcr_panes_focus (DCR_PANES (panes), DCR_PANE_RIGHT);
}

/* ---- As a page ------------------------------------------------------------------------------- */

static GtkWidget *
get_list (DcrFollowPage *page)
{
  return GTK_WIDGET (PRIVATE (DCR_FOLLOW_LIST (page))->table);
}

static GtkWidget *
get_detail (DcrFollowPage *page)
{
  return PRIVATE (DCR_FOLLOW_LIST (page))->detail;
}

static void
show_view (DcrFollowPage *page, const char *id)
{
  DcrFollowList *self = DCR_FOLLOW_LIST (page);

  if (CLASS (self)->shown != NULL)
    CLASS (self)->shown (self);
  dcr_follow_list_read (self);
}

static void
filter (DcrFollowPage *page, const char *words)
{
  DcrFollowListPrivate *private = PRIVATE (DCR_FOLLOW_LIST (page));

  if (g_strcmp0 (words, private->words) == 0)
    return;
  g_free (private->words);
  private->words = g_strdup (words);
  dcr_follow_list_read (DCR_FOLLOW_LIST (page));
}

static void
reload (DcrFollowPage *page)
{
  CLASS (page)->reload (DCR_FOLLOW_LIST (page));
}

static void
suggested (DcrFollowPage *page)
{
  CLASS (page)->suggested (DCR_FOLLOW_LIST (page));
}

static gboolean
key (DcrFollowPage *page, guint keyval, GdkModifierType state)
{
  return CLASS (page)->key != NULL && CLASS (page)->key (DCR_FOLLOW_LIST (page), keyval, state);
}

static gboolean
escape (DcrFollowPage *page)
{
  return CLASS (page)->escape != NULL && CLASS (page)->escape (DCR_FOLLOW_LIST (page));
}

static void
page_iface_init (DcrFollowPageInterface *iface)
{
  iface->get_list = get_list;
  iface->get_detail = get_detail;
  iface->show = show_view;
  iface->filter = filter;
  iface->reload = reload;
  iface->suggested = suggested;
  iface->key = key;
  iface->escape = escape;
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_follow_list_dispose (GObject *object)
{
  DcrFollowListPrivate *private = PRIVATE (DCR_FOLLOW_LIST (object));

  g_clear_object (&private->table);
  g_clear_object (&private->detail);
  g_clear_object (&private->session);
  g_clear_pointer (&private->words, g_free);
  G_OBJECT_CLASS (dcr_follow_list_parent_class)->dispose (object);
}

static void
dcr_follow_list_class_init (DcrFollowListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_follow_list_dispose;
  klass->reload = dcr_follow_list_read;
}

static void
dcr_follow_list_init (DcrFollowList *self)
{
}

void
dcr_follow_list_build (DcrFollowList *self, DcrSession *session, const char *name,
                       GtkWidget *detail)
{
  DcrFollowListPrivate *private = PRIVATE (self);

  private->session = g_object_ref (session);
  private->table = g_object_ref_sink (DCR_FOLLOW_TABLE (dcr_follow_table_new (session, name)));
  private->detail = g_object_ref_sink (detail);
  dcr_follow_page_pass_on (DCR_FOLLOW_PAGE (self), detail);
  g_signal_connect_object (private->table, "loaded", G_CALLBACK (on_loaded), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (private->table, "selected", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (private->table, "activated", G_CALLBACK (dcr_follow_list_enter_detail),
                           self, G_CONNECT_SWAPPED);
}

DcrSession *
dcr_follow_list_get_session (DcrFollowList *self)
{
  return PRIVATE (self)->session;
}

DcrFollowTable *
dcr_follow_list_get_table (DcrFollowList *self)
{
  return PRIVATE (self)->table;
}
