/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-former.h"

#include "desk/call/dcr-fold.h"
#include "desk/call/dcr-guided.h"
#include "desk/call/dcr-passage-view.h"
#include "desk/call/dcr-table.h"

typedef struct
{
  gpointer data;
  GDestroyNotify free;
} Former;

void
dcr_former_keep (GQueue *former, gpointer data, GDestroyNotify free)
{
  Former *it;

  if (data == NULL)
    return;
  it = g_new (Former, 1);
  *it = (Former){ data, free };
  g_queue_push_tail (former, it);
}

/* Takes the widgets of the former article apart from the leaves up: freed at once, five hundred of
 * them cost more than a slice. FALSE when the time is over. */
static gboolean
take_apart (GtkWidget *widget, gint64 deadline)
{
  const gboolean loose = GTK_IS_BOX (widget) || GTK_IS_GRID (widget) || DCR_IS_GUIDED (widget);
  GtkWidget *child, *before;

  if (!loose && !DCR_IS_PASSAGE_VIEW (widget) && !DCR_IS_TABLE (widget) && !DCR_IS_FOLD (widget))
    return TRUE;
  for (child = gtk_widget_get_last_child (widget); child != NULL; child = before)
    {
      before = gtk_widget_get_prev_sibling (child);
      if (g_get_monotonic_time () >= deadline || !take_apart (child, deadline))
        return FALSE;
      if (loose)
        gtk_widget_unparent (child);
    }
  return TRUE;
}

gboolean
dcr_former_free_some (GQueue *former, gint64 deadline)
{
  while (!g_queue_is_empty (former) && g_get_monotonic_time () < deadline)
    {
      Former *it = g_queue_peek_head (former);

      if (it->free == (GDestroyNotify) gtk_widget_unparent && !take_apart (it->data, deadline))
        break;
      g_queue_pop_head (former);
      it->free (it->data);
      g_free (it);
    }
  return !g_queue_is_empty (former);
}
