/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calls/dcr-call.h"
#include "store/dcr-db.h"

G_BEGIN_DECLS

/* « Mes appels »: closed calls, own ones. Each query under 5 ms on a million calls. */

/** A closed call in a list. */
typedef struct
{
  DcrUuid id;
  gint64 began, answered, ended, closed;
  char *reason;       /* code or NULL: non qualifié */
  char *reason_path;  /* « Carte d’identité › Perte », labels of that day, or NULL */
  DcrOutcome outcome;
  char *service;      /* name or NULL */
  DcrTell answered_too;
  guint rank;         /* 3: third call in seven days */
} DcrCallInfo;
void dcr_call_info_free (DcrCallInfo *info);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrCallInfo, dcr_call_info_free)

typedef struct
{
  gint64 from, to;      /* began in [from, to[; 0: open */
  const char *reason;   /* code, or NULL */
  const char *article;  /* « particuliers/F1344 » or « F1344 », or NULL */
  const DcrUuid *before; /* the last one of the page before, or NULL */
  guint limit;
} DcrHistoryQuery;

/** Newest first, an id without audience in all of them together. The next page: @to = began of the last one,
 *  @before its id. Reads only the rows it gives back, by an index. GPtrArray of DcrCallInfo. */
GPtrArray *dcr_history_find (DcrDb *db, const DcrUuid *person, const DcrHistoryQuery *query,
                             GError **error);

/** A closed call whole, as it was. */
typedef struct
{
  DcrCallInfo *info;
  char *note, *other_words;       /* or NULL: none, or past their retention */
  char *first_reason;             /* what it was before it was requalified, or NULL */
  char **secondary;               /* codes */
  GPtrArray *articles;            /* DcrCallArticle; text: of that day when it was kept */
  GPtrArray *passages;            /* DcrCallPassage, with their text */
} DcrCallRecord;
void dcr_call_record_free (DcrCallRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrCallRecord, dcr_call_record_free)

/** NULL with DCR_ERROR_NOT_FOUND. */
DcrCallRecord *dcr_history_get (DcrDb *db, const DcrUuid *call, GError **error);

/** Gives @call another reason, with a line in the journal, in @db's transaction. @path: labels of today.
 *  NULL @reason: « non qualifié ». What suggestions learn follows. */
gboolean dcr_history_requalify (DcrDb *db, const DcrUuid *call, const DcrUuid *person,
                                const char *reason, const char *path, GError **error);

G_END_DECLS
