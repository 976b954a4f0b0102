/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "desk/shell/dcr-importer.h"

G_BEGIN_DECLS

/**
 * DcrApplication: the program at the desk: one window on one base. Main thread.
 * decroche [--demo | --base FOLDER]; without either: this desk's own base when it has one, else the
 * demonstration.
 */
#define DCR_TYPE_APPLICATION (dcr_application_get_type ())
G_DECLARE_FINAL_TYPE (DcrApplication, dcr_application, DCR, APPLICATION, AdwApplication)

DcrApplication *dcr_application_new (void);

/** Opens the window as the command line @arguments (NULL-terminated, the program's name first) would,
 *  without running a main loop: tests and pictures, which run their own. */
void dcr_application_start (DcrApplication *self, const char *const *arguments);

/** The base that is open, or NULL before the window. (transfer none) */
DcrSession *dcr_application_get_session (DcrApplication *self);
/** The import of this program, whatever base it goes to. (transfer none) */
DcrImporter *dcr_application_get_importer (DcrApplication *self);

G_END_DECLS
