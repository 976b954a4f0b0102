/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-worker.h"
#include "session/dcr-session-followup.h"

G_BEGIN_DECLS

struct _DcrSession
{
  GObject parent_instance;

  char *folder;
  char *ca_file;
  gboolean demo;
  DcrStore *store;
  DcrCalls *calls;
  DcrOutbox *outbox;
  DcrDeliverer *deliverer; /* made when the desk asks */
  DcrReference *reference; /* main thread */
  DcrSearch *search;       /* main thread */
  DcrWorker *reading;      /* reads and parses articles */
  DcrWorker *importing;    /* made at the first import */
  gboolean is_importing;
  gboolean waits_for_search; /* the desk: a search index to be made again is made in a thread */
  DcrWorker *indexing;       /* made when it has to */
  GCancellable *indexes;     /* the index being made, or NULL */
  char *search_problem;      /* why it could not be made, or NULL */
  GFileMonitor *watch;       /* of reference.db, for the desk */
  guint watch_rest;
};

extern guint dcr_session_followup_changed; /* signal */

/** Right side of Message-IDs; NULL on a desk that was not set up. Free with g_free(). */
char *dcr_session_sending_domain (DcrSession *self);

/** Opens reference.db and its search again (main thread); none is no error. */
gboolean dcr_session_open_reference (DcrSession *self, GError **error);

/** Opens it again whenever another program has replaced it. */
void dcr_session_watch (DcrSession *self);
void dcr_session_watch_end (DcrSession *self);

/** Fills the empty tables of the demonstration (grid of reasons, services) from the program's data. */
gboolean dcr_session_fill_work (DcrSession *self, GError **error);
/** And its templates, approved as its articles read. */
gboolean dcr_session_fill_templates (DcrSession *self, GError **error);

G_END_DECLS
