/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "reference/dcr-article.h"

G_BEGIN_DECLS

/**
 * DcrDefinition: shows the definition of a word of an article in a popover: when the pointer rests on
 * it, or by key. Main thread.
 */
typedef struct _DcrDefinition DcrDefinition;

/** @owner: the widget whose paragraphs have definitions; must outlive the result. */
DcrDefinition *dcr_definition_new (GtkWidget *owner);
void dcr_definition_free (DcrDefinition *self);
/** Another article (or NULL): what is shown goes. It must outlive the next call. */
void dcr_definition_set_article (DcrDefinition *self, const DcrArticle *article);
/** By key or click: takes the focus until Échap. FALSE when the article does not define @id. */
gboolean dcr_definition_show (DcrDefinition *self, const char *id, GtkWidget *near,
                              const GdkRectangle *place);
/** F2: the definition that has the keyboard in @within, else its first, else (again) the next one. */
gboolean dcr_definition_show_next (DcrDefinition *self, GtkWidget *within);
/** The popover, for tests; NULL while nothing was ever shown. */
GtkWidget *dcr_definition_get_popover (DcrDefinition *self);

G_END_DECLS
