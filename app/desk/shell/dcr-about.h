/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** « À propos »: the program, its licence, and where the official base comes from. Main thread. */
GtkWidget *dcr_about_new (void);

G_END_DECLS
