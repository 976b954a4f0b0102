/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/call/dcr-block-builder.h"

G_BEGIN_DECLS

/* Shared by dcr-block-builder.c (text) and dcr-block-links.c (what leads somewhere). */

struct _DcrBlockBuilder
{
  DcrArticle *article;      /* borrowed */
  DcrSituation *situation;  /* or NULL */
  DcrTicksFunc ticks;
  gpointer user_data;
  GArray *situated;         /* widgets that an answer changes */
  GPtrArray *unfinished;    /* widgets that are built in slices */
  GPtrArray *later;         /* the same, out of sight: built after all others */
  gboolean closed;          /* behind an expander */
};

/** @widget: changes with the answers given. */
void dcr_builder_add_situated (DcrBlockBuilder *self, GtkWidget *widget, const DcrBlock *block);
/** Around @child, when @block has a condition. */
GtkWidget *dcr_builder_fold (DcrBlockBuilder *self, GtkWidget *child, const DcrBlock *block);
GtkWidget *dcr_builder_choice (DcrBlockBuilder *self, const DcrBlock *cases);
GtkWidget *dcr_builder_links (DcrBlockBuilder *self, const DcrBlock *parent, guint first, guint n);
gboolean dcr_builder_links_go_on (DcrBlockBuilder *self, GtkWidget *list, gint64 deadline);
/** Builds what a guided search asks next, once. */
void dcr_builder_level_go_on (DcrBlockBuilder *self, GtkWidget *box);
GtkWidget *dcr_builder_where (DcrBlockBuilder *self, const DcrBlock *block);
GtkWidget *dcr_builder_service (DcrBlockBuilder *self, const DcrBlock *block);
GtkWidget *dcr_builder_guided (DcrBlockBuilder *self, const DcrBlock *block);
GtkWidget *dcr_builder_warning (DcrBlockBuilder *self, const DcrBlock *block);
GtkWidget *dcr_builder_simplified_tag (void);
/** A flat button that follows @target (see DcrParagraph). */
GtkWidget *dcr_builder_link_button (const char *target, const char *label);

void dcr_builder_add_title (GtkBox *box, const DcrBlock *block, const char *classes);
void dcr_builder_add_note (GtkBox *box, const char *note);
void dcr_builder_add_children (DcrBlockBuilder *self, GtkBox *box, const DcrBlock *block);

G_END_DECLS
