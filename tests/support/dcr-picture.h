/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/** Draws @window as it is now into a PNG file at @path (after the next frame). */
void dcr_picture_save (GtkWindow *window, const char *path);
