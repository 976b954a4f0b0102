/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/dcr-store.h"

static const DcrSharedTable tables[] = {
  { NULL },
};

const DcrSharedTable *
dcr_store_shared_tables (void)
{
  return tables;
}
