/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/common/dcr-settings.h"

#include <adwaita.h>

#define SCHEMA "org.decroche.Decroche"
#define ORDINARY_DPI (96 * 1024)

GSettings *
dcr_settings (void)
{
  static GSettings *settings;
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (settings != NULL || source == NULL)
    return settings;
  schema = g_settings_schema_source_lookup (source, SCHEMA, TRUE);
  if (schema == NULL)
    return NULL;
  settings = g_settings_new_full (schema, NULL, NULL);
  return settings;
}

char **
dcr_settings_get_sources (void)
{
  static const char *const preset[] = {
    "https://lecomarquage.service-public.gouv.fr/vdd/3.5/part/zip/vosdroits-latest.zip",
    "https://lecomarquage.service-public.gouv.fr/vdd/3.5/pro/zip/vosdroits-latest.zip",
    NULL,
  };

  if (dcr_settings () == NULL)
    return g_strdupv ((char **) preset);
  return g_settings_get_strv (dcr_settings (), "reference-sources");
}

static void
apply_scheme (void)
{
  static const AdwColorScheme schemes[]
      = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };
  int scheme = g_settings_get_enum (dcr_settings (), "colour-scheme");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[CLAMP (scheme, 0, 2)]);
}

/* The machine's own dpi, before we multiplied it. */
static int ordinary_dpi;

static void
apply_text_scale (void)
{
  GtkSettings *gtk = gtk_settings_get_default ();
  guint scale = g_settings_get_uint (dcr_settings (), "text-scale");

  if (ordinary_dpi == 0)
    g_object_get (gtk, "gtk-xft-dpi", &ordinary_dpi, NULL);
  if (ordinary_dpi <= 0)
    ordinary_dpi = ORDINARY_DPI;
  g_object_set (gtk, "gtk-xft-dpi", (int) (ordinary_dpi * (gint64) scale / 100), NULL);
}

void
dcr_settings_apply_look (void)
{
  GSettings *settings = dcr_settings ();

  if (settings == NULL)
    return;
  apply_scheme ();
  if (g_settings_get_uint (settings, "text-scale") != 100)
    apply_text_scale ();
  g_signal_connect (settings, "changed::colour-scheme", G_CALLBACK (apply_scheme), NULL);
  g_signal_connect (settings, "changed::text-scale", G_CALLBACK (apply_text_scale), NULL);
}

double
dcr_settings_text_factor (void)
{
  int dpi = 0;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? (double) dpi / ORDINARY_DPI : 1.0;
}
