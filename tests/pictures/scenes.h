/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/shell/dcr-window.h"

/* One picture: what is done in the window, from the start page, before it is taken. */
typedef struct
{
  const char *name;
  void (*set_up) (DcrWindow *window);
} Scene;

/* Waits until pauses of ours are over. */
void pictures_settle (void);
/* Opens « AUDIENCE/ID » in the reader and waits for it. */
void pictures_open (const char *ref);

/* The call: picker, repeat caller, « Mes appels », tally. Ended by one without a name. */
extern const Scene call_scenes[];
/* Messages: composers, outbox, templates. Ended by one without a name. */
extern const Scene message_scenes[];
/* Notices of the moment, general difficulties. The same. */
extern const Scene notice_scenes[];
/* What cannot be settled now: escalations, callbacks. */
extern const Scene follow_scenes[];
