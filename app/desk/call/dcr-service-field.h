/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "calls/dcr-service.h"

G_BEGIN_DECLS

/** DcrServiceField: type-ahead over offices and national lines; number, price and hours of the one chosen.
 *  Signal « chosen » (const char *id). */
#define DCR_TYPE_SERVICE_FIELD (dcr_service_field_get_type ())
G_DECLARE_FINAL_TYPE (DcrServiceField, dcr_service_field, DCR, SERVICE_FIELD, GtkBox)

/** (element-type DcrService); a reference is taken. */
void dcr_service_field_set_services (DcrServiceField *self, GPtrArray *services);
/** Shows @id as chosen; NULL: none. */
void dcr_service_field_set_service (DcrServiceField *self, const char *id);

/** « number · price · hours », what is known of them. Free with g_free(). */
char *dcr_service_field_describe (const DcrService *service);

G_END_DECLS
