/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/dcr-error.h"
#include "store/dcr-store.h"

G_BEGIN_DECLS

typedef enum
{
  DCR_ROLE_AGENT = 1, /* on disk: append-only */
  DCR_ROLE_EXPERT,
  DCR_ROLE_LEAD,
  DCR_ROLE_ADMINISTRATOR,
} DcrRole;

/** Who works here. Alone, the role is as declared. */
typedef struct
{
  DcrUuid id, team, site; /* team and site: null when none */
  char *display;
  DcrRole role;
} DcrPerson;

void dcr_person_free (DcrPerson *person);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrPerson, dcr_person_free)

/** Those who are active, by name. GPtrArray of DcrPerson, free function set. */
GPtrArray *dcr_person_list (DcrDb *db, GError **error);
/** NULL with DCR_ERROR_NOT_FOUND. */
DcrPerson *dcr_person_get (DcrDb *db, const DcrUuid *id, GError **error);
/** Adds or changes @person, in @db's transaction. */
gboolean dcr_person_put (DcrDb *db, const DcrPerson *person, GError **error);
/** Who works at this desk: the one chosen last, else the first; one is made when there is none. Blocks while it
 *  writes. */
gboolean dcr_person_find_own (DcrStore *store, DcrUuid *id, GError **error);
/** « Agent », « Expert »…: translated. */
const char *dcr_role_label (DcrRole role);

G_END_DECLS
