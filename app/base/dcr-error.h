/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DcrError: what a caller may decide on. Everything else is a message.
 * The message of a GError in this domain is one French sentence for the person at the screen
 * (what happened, what is safe, what to do), already translated.
 */
typedef enum
{
  DCR_ERROR_INPUT,     /* the input is broken, hostile or of the wrong kind: refused, nothing written */
  DCR_ERROR_NEWER,     /* the file was written by a newer version of the program */
  DCR_ERROR_BUSY,      /* another process holds the file; try again */
  DCR_ERROR_FULL,      /* no room left on the disk */
  DCR_ERROR_NOT_FOUND, /* the article, row or file does not exist */
  DCR_ERROR_STORE,     /* the base cannot be read or written */
  DCR_ERROR_NETWORK,   /* the network or the far server failed; try again later */
  DCR_ERROR_NEEDS_FORCE, /* would remove too much: a person must confirm */
  DCR_ERROR_USAGE,     /* a wrong call (command line) */
  DCR_ERROR_INCOMPLETE, /* something mandatory is missing */
  DCR_ERROR_CONFLICT, /* somebody changed the row since it was read: read it again */
} DcrError;

#define DCR_ERROR (dcr_error_quark ())
GQuark dcr_error_quark (void);

/* gettext, without a header of its own in each room */
#include <glib/gi18n.h>

G_END_DECLS
