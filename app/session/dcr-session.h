/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calls/dcr-calls.h"
#include "followup/dcr-answer.h"
#include "followup/dcr-escalation-form.h"
#include "reference/dcr-reference.h"
#include "search/dcr-search.h"
#include "store/dcr-store.h"

G_BEGIN_DECLS

/**
 * DcrSession: the object graph without a screen: the files of one base, and what introduces the rooms
 * to each other. Main thread. The desk and decrochectl are faces of it.
 *
 * Signals: « reference-changed » (an import replaced the base: open articles are to be read again);
 * « search-changed » (its index was made in a thread); « followup-changed » (escalations, callbacks, notices or general difficulties moved).
 */
#define DCR_TYPE_SESSION (dcr_session_get_type ())
G_DECLARE_FINAL_TYPE (DcrSession, dcr_session, DCR, SESSION, GObject)

/** Folder of the desk's own base: $XDG_DATA_HOME/decroche/alone. Free with g_free(). */
char *dcr_session_default_folder (void);
/** Folder of the demonstration base: $XDG_DATA_HOME/decroche/demo. Free with g_free(). */
char *dcr_session_demo_folder (void);
/** Folder where the program's own data lies (demo/, lexicon.csv): $DCR_DATADIR, else the installed one. */
const char *dcr_session_data_folder (void);

/** Opens or creates the base in @folder. @demo: fill it from data/demo by the ordinary import when it
 *  is empty, and mark it so that nothing leaves the loopback. */
DcrSession *dcr_session_open (const char *folder, gboolean demo, GError **error);

/** The same for the desk: a search index that is missing or damaged is made again in a thread. Until then
 *  dcr_session_get_search() is NULL; « search-changed » tells when it is there, or why it is not. */
DcrSession *dcr_session_open_desk (const char *folder, gboolean demo, GError **error);
/** TRUE while it is made; @problem receives the sentence of what went wrong, or NULL (owned by @self). */
gboolean dcr_session_is_indexing (DcrSession *self, const char **problem);

const char *dcr_session_get_folder (DcrSession *self);
gboolean dcr_session_is_demo (DcrSession *self);
/** PEM file of a certificate authority trusted beside the system's, for downloads; NULL for none. */
void dcr_session_set_ca_file (DcrSession *self, const char *path);
DcrStore *dcr_session_get_store (DcrSession *self);
DcrCalls *dcr_session_get_calls (DcrSession *self);
/** NULL while nothing was imported. Opened again by itself after an import. */
DcrReference *dcr_session_get_reference (DcrSession *self);
DcrSearch *dcr_session_get_search (DcrSession *self);

/** The escalation of @call as it stands, or begun; for a queue without this program its e-mail goes into the outbox
 *  with it. A full reference; NULL with @error. */
DcrEscalationForm *dcr_session_begin_escalation (DcrSession *self, DcrCall *call, GError **error);
/** One act upon an escalation by the person who works here, on the disk when @callback comes; @callback_plan and
 *  @proposal (nullable, both) go with an answer. A back office without this program gets what is completed, replied or
 *  opened again by e-mail. What is pointed to is copied. Refusals as dcr_escalation_act(). */
void dcr_session_act_async (DcrSession *self, const DcrDeed *deed,
                            const DcrAnswerCallback *callback_plan,
                            const DcrAnswerProposal *proposal, GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean dcr_session_act_finish (DcrSession *self, GAsyncResult *result, GError **error);
/** Any other write of « Suivi » (callbacks, notices, vigie): as dcr_store_write_async(), and tells when it is done. */
void dcr_session_follow_write_async (DcrSession *self, DcrStoreFunc func, gpointer data,
                                     GDestroyNotify free_data, GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean dcr_session_follow_write_finish (DcrSession *self, GAsyncResult *result, GError **error);
/** Whether what was read to a caller reads otherwise now, or was withdrawn: the passage at @address of @ref, or with
 *  "" the article, that had this hash. FALSE when nothing can be told. */
gboolean dcr_session_has_changed (DcrSession *self, const char *ref, const char *address,
                                  const char *hash);
/** Emits « followup-changed ». */
void dcr_session_tell_followup (DcrSession *self);

/** Reads and parses an article in the reading thread; never blocks. @date as
 *  dcr_reference_get_article(). */
void dcr_session_read_article_async (DcrSession *self, const char *ref, const char *date,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
DcrArticle *dcr_session_read_article_finish (DcrSession *self, GAsyncResult *result,
                                             GError **error);

/** Imports (and indexes) archives, folders or URLs. The synchronous form is for the command line. */
DcrImportReport *dcr_session_import (DcrSession *self, const char *const *sources,
                                     DcrImportFlags flags, DcrImportProgressFunc progress,
                                     gpointer progress_data, GCancellable *cancellable,
                                     GError **error);
/** @progress comes in the main thread, at most 20 times a second. */
void dcr_session_import_async (DcrSession *self, const char *const *sources, DcrImportFlags flags,
                               DcrImportProgressFunc progress, gpointer progress_data,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
DcrImportReport *dcr_session_import_finish (DcrSession *self, GAsyncResult *result, GError **error);
gboolean dcr_session_is_importing (DcrSession *self);

G_END_DECLS
