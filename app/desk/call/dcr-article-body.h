/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * DcrArticleBody: the scrolled column of an article: a fixed number of slots, each with an estimated
 * height until its widget is there. What is on screen stays where it is, whatever is built, folded or
 * measured above it: the first slot in sight is the anchor. Only the slots near the viewport are
 * allocated, mapped and drawn; after a change of width the others are measured again on demand.
 * Implements GtkScrollable. Main thread.
 */
#define DCR_TYPE_ARTICLE_BODY (dcr_article_body_get_type ())
G_DECLARE_FINAL_TYPE (DcrArticleBody, dcr_article_body, DCR, ARTICLE_BODY, GtkWidget)

GtkWidget *dcr_article_body_new (void);

/** @n empty slots, scrolled to the top. The former widgets leave the screen at once and are freed by
 *  dcr_article_body_free_some(). */
void dcr_article_body_reset (DcrArticleBody *self, guint n);
/** Frees former widgets until @deadline (g_get_monotonic_time()); FALSE when none is left. */
gboolean dcr_article_body_free_some (DcrArticleBody *self, gint64 deadline);

/** Frees @data with @free once the last former widget is freed: what they point to. NULL does nothing. */
void dcr_article_body_keep (DcrArticleBody *self, gpointer data, GDestroyNotify free);

guint dcr_article_body_get_n_slots (DcrArticleBody *self);
/** Pixels by which the content of a slot is to be indented at each level. */
#define DCR_ARTICLE_INDENT 12
/** @height: estimate in pixels; @gap: space above it; @indent: levels, a line is drawn beside each. */
void dcr_article_body_set_slot (DcrArticleBody *self, guint slot, int height, int gap,
                                guint indent);
void dcr_article_body_set_shown (DcrArticleBody *self, guint slot, gboolean shown);
gboolean dcr_article_body_get_shown (DcrArticleBody *self, guint slot);

/** Takes @child (floating). */
void dcr_article_body_set_child (DcrArticleBody *self, guint slot, GtkWidget *child);
GtkWidget *dcr_article_body_get_child (DcrArticleBody *self, guint slot);
/** Measures the slot's widget now. */
void dcr_article_body_measure_slot (DcrArticleBody *self, guint slot);
/** The next slot whose height can be had without doing the work twice: GTK gives a widget its style in
 *  the frame after it was made, and what was measured before is measured again. -1 when there is none. */
int dcr_article_body_find_unmeasured (DcrArticleBody *self);
/** Calls @func at the end of each allocation: once the frame has its sizes. */
/** Makes the widget of a slot that the keyboard reaches before the idle slices did: it calls
 *  dcr_article_body_set_child(). */
typedef void (*DcrArticleBodyBuild) (guint slot, gpointer user_data);
void dcr_article_body_set_build_func (DcrArticleBody *self, DcrArticleBodyBuild func,
                                      gpointer user_data);
void dcr_article_body_set_allocated_func (DcrArticleBody *self, GFunc func, gpointer user_data);

/** The first shown slot in sight without widget, -1 when the screen is full. */
int dcr_article_body_find_gap (DcrArticleBody *self);
/** Whether the first @height pixels of the column are scrolled past. */
gboolean dcr_article_body_is_past (DcrArticleBody *self, int height);
/** Slot at the top of the viewport, and (nullable) how far it is scrolled past, in pixels. */
guint dcr_article_body_get_top (DcrArticleBody *self, int *offset);
/** The last shown slot that begins at or above @y pixels below the top of the viewport. */
guint dcr_article_body_slot_at (DcrArticleBody *self, int y);

/** Puts the top of the slot @offset pixels above the top of the viewport (below it when negative). */
void dcr_article_body_scroll_to (DcrArticleBody *self, guint slot, int offset);
/** Keeps @slot where it is on screen through the next change of what is shown. */
void dcr_article_body_hold (DcrArticleBody *self, guint slot);
/** Scrolls as little as it takes to show @area, in coordinates of @child, below a slot's widget. */
void dcr_article_body_reveal (DcrArticleBody *self, GtkWidget *child, const GdkRectangle *area);

G_END_DECLS
