/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/call/dcr-article-body.h"

G_BEGIN_DECLS

/* What the two files of the body share. */

typedef struct
{
  GtkWidget *child;
  int height, gap;
  int width; /* for which the height was measured, 0 when estimated */
  int y;     /* top, in the coordinates of the whole column */
  guint indent;
  gboolean shown;
  guint made; /* allocation after which its widget came */
} DcrBodySlot;

struct _DcrArticleBody
{
  GtkWidget parent_instance;
  GtkAdjustment *adjustments[2];
  guint policies[2];
  GArray *slots;
  GQueue former;     /* what is left of the former article: dcr-former.h */
  guint anchor;      /* slot that stays where it is */
  int anchor_offset; /* pixels of it above the top of the viewport */
  int total;         /* height of the column */
  guint allocations; /* how many there were */
  GFunc allocated;
  gpointer allocated_data;
  DcrArticleBodyBuild build;
  gpointer build_data;
  GtkWidget *revealed; /* to be brought in sight once it has its place (weak) */
  GdkRectangle revealed_area;
  gboolean has_revealed_area;
  gboolean own_value; /* the adjustment is being moved by the body itself */
};

DcrBodySlot *dcr_article_body_slot (DcrArticleBody *self, guint i);
/** Each slot below the one before it. */
void dcr_article_body_place_slots (DcrArticleBody *self);
int dcr_article_body_viewport_height (DcrArticleBody *self);
/** Where the viewport should begin, in pixels of the column. */
int dcr_article_body_wanted_value (DcrArticleBody *self);
/** What is at @value stays where it is from now on. */
void dcr_article_body_take_anchor (DcrArticleBody *self, int value);

/** Moves the column as little as brings @area (nullable: all) of @child in sight; TRUE when it moves. */
gboolean dcr_article_body_bring_in_sight (DcrArticleBody *self, GtkWidget *child, const GdkRectangle *area);
/** What is to be in sight after the next allocation too; NULL: nothing. */
void dcr_article_body_set_revealed (DcrArticleBody *self, GtkWidget *child, const GdkRectangle *area);
/** GtkWidgetClass.focus */
gboolean dcr_article_body_focus (GtkWidget *widget, GtkDirectionType direction);

G_END_DECLS
