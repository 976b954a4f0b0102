/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/common/dcr-pango.h"

int
dcr_pango_least_width (PangoLayout *layout)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  const char *text = pango_layout_get_text (layout);
  const PangoLogAttr *attributes = pango_layout_get_log_attrs_readonly (layout, NULL);
  int at = 0, piece = 0, space = 0, widest = 0, byte = 0;

  do
    {
      const int index = pango_layout_iter_get_index (iter);
      PangoRectangle box;

      if (index < byte)
        continue;
      at += g_utf8_pointer_to_offset (text + byte, text + index);
      byte = index;
      if (attributes[at].is_line_break)
        piece = 0;
      pango_layout_iter_get_cluster_extents (iter, NULL, &box);
      piece += box.width;
      space = attributes[at].is_white ? box.width : 0;
      widest = MAX (widest, piece - space);
    }
  while (pango_layout_iter_next_cluster (iter));
  pango_layout_iter_free (iter);
  return widest;
}
