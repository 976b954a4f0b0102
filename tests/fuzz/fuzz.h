/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a libFuzzer target defines. DCR_FUZZER is set when libFuzzer runs it; the same file built
 * with replay.c goes through the kept inputs once, in the core suite. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#ifdef DCR_FUZZER
gsize LLVMFuzzerCustomMutator (guint8 *data, gsize size, gsize max, guint seed);
gsize LLVMFuzzerMutate (guint8 *data, gsize size, gsize max);
#endif
