/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dcr-measure.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

double
dcr_measure_thread_ms (void)
{
  struct timespec now;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

double
dcr_measure_synced_write_ms (int file)
{
  static const char page[4096] = { 1 };
  double begun = dcr_measure_wall_ms ();

  if (write (file, page, sizeof page) != sizeof page || fdatasync (file) != 0)
    g_error ("this disk does not write");
  return dcr_measure_wall_ms () - begun;
}

gboolean
dcr_measure_ratio (const char *name, double measured, double limit)
{
  g_print ("ratio %s %.3f %.3f%s\n", name, measured, limit, measured <= limit ? "" : " OVER");
  return measured <= limit;
}

void
dcr_measure_print_machine (void)
{
  g_autofree char *cpu = NULL, *load = NULL;

  if (g_file_get_contents ("/proc/cpuinfo", &cpu, NULL, NULL))
    {
      const char *name = strstr (cpu, "model name");
      if (name != NULL)
        g_print ("# %.*s\n", (int) strcspn (name, "\n"), name);
    }
  if (g_file_get_contents ("/proc/loadavg", &load, NULL, NULL))
    g_print ("# %u cores, load %.*s\n", g_get_num_processors (), (int) strcspn (load, " "), load);
}

double
dcr_measure_rss_mb (void)
{
  g_autofree char *statm = NULL;
  unsigned long size, resident;

  if (!g_file_get_contents ("/proc/self/statm", &statm, NULL, NULL)
      || sscanf (statm, "%lu %lu", &size, &resident) != 2)
    return 0;
  return resident * (double) sysconf (_SC_PAGESIZE) / (1024 * 1024);
}
