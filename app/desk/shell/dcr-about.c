/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shell/dcr-about.h"

#include <adwaita.h>

#include "base/dcr-error.h"

#ifndef DCR_VERSION
#define DCR_VERSION "0"
#endif

GtkWidget *
dcr_about_new (void)
{
  GtkWidget *window = adw_about_window_new ();
  AdwAboutWindow *about = ADW_ABOUT_WINDOW (window);

  adw_about_window_set_application_name (about, _("Décroché"));
  adw_about_window_set_application_icon (about, "org.decroche.Decroche");
  adw_about_window_set_version (about, DCR_VERSION);
  adw_about_window_set_developer_name (about, _("Those who answer, and those who help them"));
  adw_about_window_set_license_type (about, GTK_LICENSE_GPL_3_0);
  adw_about_window_set_comments (
      about,
      _("Answers of the French public service, during the call. Everything is read and written on this machine."));
  adw_about_window_add_legal_section (
      about, _("The official base"),
      _("© Direction de l’information légale et administrative (DILA)"), GTK_LICENSE_CUSTOM,
      _("The articles come from service-public.gouv.fr, under the open licence 2.0 (Etalab). Each of them shows its "
         "number and its date; what is read out or sent quotes both."));
  return window;
}
