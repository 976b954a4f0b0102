/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "followup/dcr-template.h"

G_BEGIN_DECLS

/** DcrTemplateFiles: the files that go with a template, each with its size; one is added from the disk or
 *  taken out. Main thread. Signal: « changed » (). */
#define DCR_TYPE_TEMPLATE_FILES (dcr_template_files_get_type ())
G_DECLARE_FINAL_TYPE (DcrTemplateFiles, dcr_template_files, DCR, TEMPLATE_FILES, GtkBox)

/** Those of @template, which it changes from now on; NULL lets go of it. */
void dcr_template_files_show (DcrTemplateFiles *self, DcrTemplate *template, gboolean may_write);
/** Reads @file and adds it, or says why not. */
void dcr_template_files_add (DcrTemplateFiles *self, GFile *file);

G_END_DECLS
