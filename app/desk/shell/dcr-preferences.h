/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/dcr-session.h"

G_BEGIN_DECLS

/** DcrPreferences: what is settled for this desk; each change is kept at once. Main thread. */
#define DCR_TYPE_PREFERENCES (dcr_preferences_get_type ())
G_DECLARE_FINAL_TYPE (DcrPreferences, dcr_preferences, DCR, PREFERENCES, AdwPreferencesWindow)

GtkWidget *dcr_preferences_new (DcrSession *session);

G_END_DECLS
