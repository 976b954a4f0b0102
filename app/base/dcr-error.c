/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/dcr-error.h"

G_DEFINE_QUARK (dcr-error-quark, dcr_error)
