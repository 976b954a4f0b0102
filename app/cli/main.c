/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include <glib/gi18n.h>

#include "base/dcr-log.h"
#include "cli/dcr-cli.h"

int
main (int argc, char **argv)
{
  const char *locale_folder = g_getenv ("DCR_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_folder != NULL ? locale_folder : DCR_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  dcr_log_init ();
  return dcr_cli_main (argc, argv);
}
