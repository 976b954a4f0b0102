/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/follow/dcr-follow-page.h"
#include "desk/follow/dcr-follow-table.h"

G_BEGIN_DECLS

typedef struct _DcrFollowListClass DcrFollowListClass;

/** What a list is read with, in the table's thread; a page puts it first in one of its own. */
typedef struct
{
  const DcrFollowListClass *page;
  char *words; /* that filter it, folded; or NULL */
  gint64 now;
} DcrFollowQuery;

/**
 * DcrFollowList: a page of « Suivi » whose rows are read whole into a DcrFollowTable and that has
 * one widget beside it. A page says how a query is made, what it finds and how a row of it is said;
 * the filtering by words, the selection, what is read again and when are here. Main thread, except
 * the three functions of the reading.
 */
#define DCR_TYPE_FOLLOW_LIST (dcr_follow_list_get_type ())
G_DECLARE_DERIVABLE_TYPE (DcrFollowList, dcr_follow_list, DCR, FOLLOW_LIST, GObject)

struct _DcrFollowListClass
{
  GObjectClass parent_class;

  /* The reading: the size of the page's query, zero for a DcrFollowQuery, and what fills it in. */
  gsize query_size;
  void (*ask) (DcrFollowList *self, DcrFollowQuery *query);
  /** Of what ask() allocated. */
  void (*query_clear) (DcrFollowQuery *query);
  /* In the table's thread. What find() gives frees its own. */
  GPtrArray *(*find) (DcrDb *db, DcrFollowQuery *query, GError **error);
  char *(*words_of) (gconstpointer found);
  DcrFollowRow *(*new_row) (DcrDb *db, gconstpointer found, const DcrFollowQuery *query);

  /** Comes on screen. */
  void (*shown) (DcrFollowList *self);
  void (*loaded) (DcrFollowList *self);
  /** NULL: no row. */
  void (*selected) (DcrFollowList *self, const DcrUuid *id);
  /** Something moved; by default the list is read again. */
  void (*reload) (DcrFollowList *self);
  void (*suggested) (DcrFollowList *self);
  gboolean (*key) (DcrFollowList *self, guint keyval, GdkModifierType state);
  gboolean (*escape) (DcrFollowList *self);
};

/** What each page begins with. @name: of the table, spoken. @detail is taken; what it says, and the
 * articles it opens, are the page's. */
void dcr_follow_list_build (DcrFollowList *self, DcrSession *session, const char *name,
                            GtkWidget *detail);
DcrSession *dcr_follow_list_get_session (DcrFollowList *self);
DcrFollowTable *dcr_follow_list_get_table (DcrFollowList *self);

void dcr_follow_list_read (DcrFollowList *self);
/** The focus goes to what stands beside the list, which comes on screen where it is not. */
void dcr_follow_list_enter_detail (DcrFollowList *self);

G_END_DECLS
