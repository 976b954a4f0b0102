/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "desk/call/dcr-article-view.h"

G_BEGIN_DECLS

/** A window with a reader in it and nothing else. */
typedef struct
{
  GtkWindow *window;
  DcrArticleView *view;
  GPtrArray *heard;  /* char *: « SIGNAL detail », in order */
} Reader;

/** Once, in main(): g_test_init(), French where it is there, style sheet, no animations. */
void reader_init (int *argc, char ***argv);
/** @session: (nullable). 722×853 pixels: the middle pane of a window of 1440×900. */
void reader_open (Reader *reader, DcrSession *session);
void reader_close (Reader *reader);

typedef gboolean (*ReaderCondition) (Reader *reader, gconstpointer data);
/** Runs the main loop until @condition; aborts with @what after twenty seconds. */
void reader_await (Reader *reader, const char *what, ReaderCondition condition, gconstpointer data);
/** Until the article is built and a frame later. */
void reader_settle (Reader *reader);
/** Shows an article of particuliers made of @inside (made-article.h) and settles. */
void reader_show (Reader *reader, const char *inside);
void reader_show_article (Reader *reader, DcrArticle *article);

/** The @nth widget of this class below @root (the view when NULL), hidden ones too; NULL. */
GtkWidget *reader_find (Reader *reader, GtkWidget *root, const char *type_name, guint nth);
/** How many of this class are mapped below the view. */
guint reader_count (Reader *reader, const char *type_name);
/** The label with this text below @root; NULL. */
GtkWidget *reader_label (Reader *reader, GtkWidget *root, const char *text);
/** Whether a label with this text (part of it) can be seen. Condition. */
gboolean reader_shows (Reader *reader, gconstpointer text);
gboolean reader_shows_not (Reader *reader, gconstpointer text);
/** The passage view of this address. */
GtkWidget *reader_passage (Reader *reader, const char *address);
/** All texts of labels below @root: text -> count. */
GHashTable *reader_texts (GtkWidget *root);

/** A picture in $DCR_PICTURES, when that is set. */
void reader_picture (Reader *reader, const char *name);

G_END_DECLS
