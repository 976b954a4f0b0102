/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Makes the system calls of this very process fail (RELIABILITY R3): link dcr-fault.c into the test
 * program itself, whose write, pwrite, fsync, fdatasync, ftruncate, rename and opening for writing
 * then come before those of the C library, for every library. All threads together.
 */

/** Fails the @nth call from now on (1: the next one) with errno @code; @for_good: all after it too.
 *  @nth 0: none, only counts. */
void dcr_fault_arm (guint nth, int code, gboolean for_good);
/** Calls since dcr_fault_arm(), those that failed included; and no more faults. */
guint dcr_fault_disarm (void);
/** What the call that failed first was, « pwrite ». */
const char *dcr_fault_name (void);

G_END_DECLS
