/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/dcr-desk.h"

#include <gio/gio.h>

GResource *dcr_desk_get_resource (void);

void
dcr_desk_init (void)
{
  static gboolean done;

  if (done)
    return;
  done = TRUE;
  g_resources_register (dcr_desk_get_resource ());
}
