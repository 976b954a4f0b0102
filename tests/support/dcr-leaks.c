/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GLib leaves its first table of quarks behind when a program has more than 2,048 of them, as the whole desk has (a
 * choice of its own: it is read without a lock). What libraries allocate while they are loaded is not looked at. */
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>

static void
look_away (void)
{
  __lsan_disable ();
}

/* before the constructors of every library */
__attribute__ ((section (".preinit_array"), used)) static void (*const first) (void) = look_away;

/* after them */
__attribute__ ((constructor)) static void
look_again (void)
{
  __lsan_enable ();
}
#endif
