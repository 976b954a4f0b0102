/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shell/dcr-notice-bell.h"

#include "desk/common/dcr-notice-card.h"
#include "desk/common/dcr-parts.h"
#include "desk/dcr-desk.h"

#define CARDS_WIDTH 336 /* of the popover, less its margins */
#define CARDS_HEIGHT 480

struct _DcrNoticeBell
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkLabel *number, *total;
  GtkBox *cards;
  GtkWidget *scrolled, *nothing, *write;

  DcrNoticeBoard *board;
};

G_DEFINE_FINAL_TYPE (DcrNoticeBell, dcr_notice_bell, GTK_TYPE_WIDGET)

static void
show_number (DcrNoticeBell *self, guint unread, guint all)
{
  g_autofree char *number = g_strdup_printf ("%u", unread);
  g_autofree char *name = g_strdup_printf (ngettext ("Notices of the moment, %u to be read",
                                                     "Notices of the moment, %u to be read", unread),
                                           unread);
  g_autofree char *total = g_strdup_printf ("%u", all);

  gtk_label_set_label (self->number, number);
  gtk_widget_set_visible (GTK_WIDGET (self->number), unread > 0);
  gtk_label_set_label (self->total, all > 0 ? total : "");
  dcr_name (GTK_WIDGET (self->button), name, NULL);
}

/* What wraps says a height for its widest line: the height for this width is asked for. */
static void
fit_cards (DcrNoticeBell *self)
{
  int height;

  gtk_widget_measure (GTK_WIDGET (self->cards), GTK_ORIENTATION_VERTICAL, CARDS_WIDTH, NULL,
                      &height, NULL, NULL);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scrolled),
                                              MIN (height, CARDS_HEIGHT));
}

static void
show_board (DcrNoticeBell *self)
{
  GPtrArray *notices = dcr_notice_board_list (self->board);

  show_number (self, dcr_notice_board_count_unread (self->board), notices->len);
  dcr_notice_cards_show (self->cards, notices);
  gtk_widget_set_visible (self->scrolled, notices->len > 0);
  fit_cards (self);
  gtk_widget_set_visible (self->nothing, notices->len == 0);
  gtk_widget_set_visible (self->write, dcr_notice_board_may_write (self->board));
}

void
dcr_notice_bell_open (DcrNoticeBell *self)
{
  show_board (self); /* « until 14:00 » is told from today */
  gtk_menu_button_popup (self->button);
}

void
dcr_notice_bell_close (DcrNoticeBell *self)
{
  gtk_menu_button_popdown (self->button);
}

void
dcr_notice_bell_set_board (DcrNoticeBell *self, DcrNoticeBoard *board)
{
  self->board = g_object_ref (board);
  g_signal_connect_object (board, "changed", G_CALLBACK (show_board), self, G_CONNECT_SWAPPED);
  show_board (self);
}

static void
dcr_notice_bell_dispose (GObject *object)
{
  DcrNoticeBell *self = DCR_NOTICE_BELL (object);

  if (self->board != NULL)
    g_signal_handlers_disconnect_by_data (self->board, self);
  dcr_unparent_children (GTK_WIDGET (self));
  g_clear_object (&self->board);
  G_OBJECT_CLASS (dcr_notice_bell_parent_class)->dispose (object);
}

static void
dcr_notice_bell_class_init (DcrNoticeBellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dcr_notice_bell_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               DCR_DESK_RESOURCE "/shell/dcr-notice-bell.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, DcrNoticeBell, name)
  BIND (button);
  BIND (number);
  BIND (total);
  BIND (cards);
  BIND (scrolled);
  BIND (nothing);
  BIND (write);
#undef BIND
}

static void
dcr_notice_bell_init (DcrNoticeBell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
