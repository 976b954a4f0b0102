/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "followup/dcr-template.h"
#include "store/dcr-store.h"

G_BEGIN_DECLS

/* The templates of a base. Reading: the thread of the connection. Writing: inside a transaction of the
 * writer (dcr_store_write()), unless said. */

/** Those of a channel that may be sent by somebody of @team and @site (null: none), approved ones in their
 *  version in force; with @all, every one in its newest version, drafts and retired included. By name;
 *  (element-type DcrTemplate), free function set. @channel 0: both. */
GPtrArray *dcr_templates_list (DcrDb *db, DcrChannel channel, const DcrUuid *team,
                               const DcrUuid *site, gboolean all, GError **error);
/** One version; @number 0: the one in force, -1: the newest. NULL with DCR_ERROR_NOT_FOUND. */
DcrTemplate *dcr_templates_get (DcrDb *db, const DcrUuid *id, int number, GError **error);

/** Best first for a call with this reason (or NULL): of the reason, of its family (@family, or NULL), then
 *  the others. Sorts in place. */
void dcr_templates_sort_for (GPtrArray *templates, const char *reason, const char *family);

/** Keeps @template as a new draft version (its id is made when null); the version in force stays. Sets its
 *  number and newest. DCR_ERROR_INPUT when subject or body cannot be read. */
gboolean dcr_templates_save (DcrDb *db, DcrTemplate *template, const DcrUuid *author, gint64 now,
                             GError **error);

/** The passage as the reference has it today, or NULL when it is gone. The caller's. */
typedef DcrQuote *(*DcrQuoteFunc) (const char *article, const char *address, gpointer data);

/** Approves the newest version: its quotes are taken as they read now. DCR_ERROR_NOT_FOUND when a passage is
 *  gone. @lookup NULL is right for a template that quotes nothing. */
gboolean dcr_templates_approve (DcrDb *db, const DcrUuid *id, const DcrUuid *approver,
                                DcrQuoteFunc lookup, gpointer data, gint64 now, GError **error);
gboolean dcr_templates_retire (DcrDb *db, const DcrUuid *id, GError **error);
/** Whom it belongs to. */
gboolean dcr_templates_set_owner (DcrDb *db, const DcrUuid *id, const DcrUuid *owner,
                                  GError **error);

/** Approved templates one of whose passages no longer reads as approved become « to check again », and their
 *  owner is flagged. After an import. */
gboolean dcr_templates_check (DcrDb *db, DcrQuoteFunc lookup, gpointer data, gint64 now,
                              guint *n_changed, GError **error);

/** Reads every *.txt of @folder (see dcr_template_from_text()) as a template, approved when its quotes are
 *  found, known ones left as they are. Waited for: not in the desk's main thread. A file that cannot be
 *  read fails the whole, with its name. */
gboolean dcr_templates_import (DcrStore *store, const char *folder, DcrQuoteFunc lookup,
                               gpointer data, guint *n_added, GError **error);

/** Adds an attachment by its content; the same content is kept once. *@id is its id. */
gboolean dcr_attachments_add (DcrDb *db, const char *name, const char *mime, GBytes *content,
                              DcrUuid *id, GError **error);

/* ---- Flags: something for its owner to look at ----------------------------------------------- */

typedef enum
{
  DCR_FLAG_UNFILLED = 1,  /* on disk: append-only */
  DCR_FLAG_QUOTE_CHANGED,
  DCR_FLAG_REPORTED,
} DcrFlagKind;

/** Flags @template for its owner, once while the same flag is open. @detail: the variable's name, or
 *  « ARTICLE#ADDRESS ». No personal data. */
gboolean dcr_flag_add (DcrDb *db, DcrFlagKind kind, const DcrUuid *template_id,
                       const DcrUuid *person, const char *detail, gint64 now, GError **error);
/** Open flags of a template; null id: of all. */
gint64 dcr_flag_count (DcrDb *db, const DcrUuid *template_id);

/* ---- Links out of order ---------------------------------------------------------------------- */

typedef struct
{
  DcrUuid id;
  char *url;
  gint64 since, until;
  char *instead;
} DcrLinkState;
void dcr_link_state_free (DcrLinkState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrLinkState, dcr_link_state_free)

/** Marks @url out of order until @until (UTC ms). A lead does that. */
gboolean dcr_link_state_set (DcrDb *db, const char *url, gint64 until, const char *instead,
                             const DcrUuid *person, gint64 now, GError **error);
/** Back in order. */
gboolean dcr_link_state_clear (DcrDb *db, const char *url, gint64 now, GError **error);
/** The mark on @url at @now, or NULL when it is in order. Addresses are compared without scheme, fragment
 *  and final slash; a mark on « host » alone covers all of it. */
DcrLinkState *dcr_link_state_find (DcrDb *db, const char *url, gint64 now);
/** Those in force. (element-type DcrLinkState) */
GPtrArray *dcr_link_state_list (DcrDb *db, gint64 now, GError **error);

G_END_DECLS
