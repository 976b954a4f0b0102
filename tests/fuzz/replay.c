/* SPDX-License-Identifier: GPL-3.0-or-later */
/* replay FOLDER|FILE...: a fuzz target run once on each kept input, without libFuzzer. One TAP line
 * for each argument; a find that came back ends the program. */
#include <stdio.h>

#include "fuzz.h"

static guint
replay_file (const char *path)
{
  g_autofree char *bytes = NULL;
  g_autofree guint8 *exact = NULL;
  gsize size;

  if (!g_file_get_contents (path, &bytes, &size, NULL))
    return 0;
  /* without the NUL that follows, so that a byte read too far is seen */
  exact = g_memdup2 (bytes, size);
  LLVMFuzzerTestOneInput (exact, size);
  return 1;
}

static guint
replay (const char *path)
{
  GDir *dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  if (dir == NULL)
    return replay_file (path);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      n += replay (inside);
    }
  g_dir_close (dir);
  return n;
}

int
main (int argc, char **argv)
{
  printf ("1..%d\n", argc - 1);
  for (int i = 1; i < argc; i++)
    {
      guint n = replay (argv[i]);

      printf ("%sok %d - %s: %u inputs\n", n > 0 ? "" : "not ", i, argv[i], n);
      fflush (stdout);
    }
  return 0;
}
