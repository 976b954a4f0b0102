/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/dcr-json.h"

#include <json-glib/json-glib.h>

char *
dcr_json_from_variant (GVariant *value)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (value);
  return json_gvariant_serialize_data (owned, NULL);
}
