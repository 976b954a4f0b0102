/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/dcr-log.h"

#include <stdio.h>
#include <sys/resource.h>

char *
dcr_log_mask (const char *message)
{
  static GRegex *sensitive;
  static gsize ready;
  if (g_once_init_enter (&ready))
    {
      sensitive = g_regex_new ("[0-9](?:[ .\\-\\x{00a0}\\x{202f}]?[0-9]){4,}"
                               "|[\\w.+%-]+@[\\w-]+(?:\\.[\\w-]+)*",
                               G_REGEX_OPTIMIZE, 0, NULL);
      g_once_init_leave (&ready, 1);
    }
  g_autofree char *valid = g_utf8_make_valid (message, -1);
  return g_regex_replace_literal (sensitive, valid, -1, 0, "•••", 0, NULL);
}

static GLogWriterOutput
write_masked (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  g_autofree GLogField *copy = g_new (GLogField, n_fields);
  g_autofree char *masked = NULL;

  if (g_log_writer_default_would_drop (level, NULL))
    return G_LOG_WRITER_HANDLED;
  for (gsize i = 0; i < n_fields; i++)
    {
      copy[i] = fields[i];
      if (g_str_equal (fields[i].key, "MESSAGE") && masked == NULL)
        {
          masked = dcr_log_mask (fields[i].value);
          copy[i].value = masked;
          copy[i].length = -1;
        }
    }
  return g_log_writer_standard_streams (level, copy, n_fields, data);
}

void
dcr_log_init (void)
{
  /* a core file would hold the caller's number; 1 and not 0, which a pipe of core_pattern disregards */
  const struct rlimit no_core = { 1, 1 };

  setrlimit (RLIMIT_CORE, &no_core);
  g_log_set_writer_func (write_masked, NULL, NULL);
}
