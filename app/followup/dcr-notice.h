/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/dcr-store.h"

G_BEGIN_DECLS

/** DcrNotice: « consigne du moment »: what everybody must know now, from one hour to another. */
typedef struct
{
  DcrUuid id, author;
  char *title, *text;
  gboolean urgent;
  gint64 starts, ends; /* UTC ms */
  guint audience;      /* bits 1 << DcrRole; 0: everybody */
  char *reasons;       /* codes joined by « | »: it stands on their results too; "" for none */
  gint64 created;
  char *author_name;   /* as read */
  gboolean read;       /* by the person it was read for */
  gint64 version;
} DcrNotice;

DcrNotice *dcr_notice_new (void);
void dcr_notice_free (DcrNotice *notice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrNotice, dcr_notice_free)

/** Adds @notice (id null), or changes it when its version is the one on the disk (else DCR_ERROR_CONFLICT).
 *  DCR_ERROR_INCOMPLETE without a title or with an end before its beginning. In a transaction. */
gboolean dcr_notice_put (DcrDb *db, DcrNotice *notice, GError **error);
/** It ends now. In a transaction. */
gboolean dcr_notice_stop (DcrDb *db, const DcrUuid *id, gint64 now, GError **error);
/** « Lu »: folded for this person. In a transaction. */
gboolean dcr_notice_mark_read (DcrDb *db, const DcrUuid *id, const DcrUuid *person, gint64 now,
                               GError **error);

/** In force at @now for @person's role: urgent ones first, then those that began last.
 *  GPtrArray of DcrNotice, free function set. */
GPtrArray *dcr_notice_list_current (DcrDb *db, const DcrUuid *person, gint64 now, GError **error);
/** In force or to come, for whoever writes them. */
GPtrArray *dcr_notice_list_all (DcrDb *db, gint64 now, GError **error);
/** When the list changes next by itself (one begins or ends); 0 when it does not. */
gint64 dcr_notice_next_change (DcrDb *db, gint64 now);
/** The first of @notices about this reason or its family, or NULL. @parent: nullable. */
const DcrNotice *dcr_notice_for_reason (GPtrArray *notices, const char *reason, const char *parent);

G_END_DECLS
