/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-call-events.h"

#include <string.h>
#include <unistd.h>

#include "base/dcr-json.h"

#define MAX_LINE 4096
#define ANSWER_MS 5000

static const char introspection[] = "<node><interface name='" DCR_CALL_EVENTS_INTERFACE "'>"
                                    "<method name='Event'><arg type='a{sv}' name='event' direction='in'/>"
                                    "</method></interface></node>";

typedef struct
{
  DcrCallEventsFunc calls;
  gpointer data;
} Export;

static void
on_method (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
           const char *method, GVariant *parameters, GDBusMethodInvocation *invocation,
           gpointer data)
{
  Export *export = data;
  DcrCalls *calls = export->calls (export->data);
  g_autoptr (GVariant) event = g_variant_get_child_value (parameters, 0);
  g_autoptr (GError) error = NULL;

  if (calls == NULL)
    g_dbus_method_invocation_return_dbus_error (invocation, DCR_CALL_EVENTS_INTERFACE ".Closed",
                                                _("No window is open."));
  else if (!dcr_calls_event (calls, event, &error))
    g_dbus_method_invocation_return_dbus_error (invocation, DCR_CALL_EVENTS_INTERFACE ".Invalid",
                                                error->message);
  else
    g_dbus_method_invocation_return_value (invocation, NULL);
}

guint
dcr_call_events_export (GDBusConnection *connection, DcrCallEventsFunc calls, gpointer data,
                        GError **error)
{
  static const GDBusInterfaceVTable table = { .method_call = on_method };
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (introspection, NULL);
  Export *export = g_new (Export, 1);

  *export = (Export){ calls, data };
  return g_dbus_connection_register_object (connection, DCR_CALL_EVENTS_PATH, info->interfaces[0],
                                            &table, export, g_free, error);
}

GVariant *
dcr_call_events_parse_uri (const char *uri, GError **error)
{
  g_autoptr (GUri) parsed
      = g_uri_parse (uri, G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_ENCODED_QUERY, NULL);
  g_autoptr (GHashTable) words = NULL;
  GVariantDict dict;
  GHashTableIter iter;
  gpointer key, value;

  if (parsed != NULL && g_strcmp0 (g_uri_get_scheme (parsed), "decroche") == 0
      && g_strcmp0 (g_uri_get_path (parsed), "call") == 0 && g_uri_get_query (parsed) != NULL)
    words = g_uri_parse_params (g_uri_get_query (parsed), -1, "&", G_URI_PARAMS_NONE, NULL);
  if (words == NULL)
    {
      g_set_error (error, DCR_ERROR, DCR_ERROR_INPUT,
                   _("This address is not understood: decroche:call?event=ringing&caller=…"));
      return NULL;
    }
  g_variant_dict_init (&dict, NULL);
  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_variant_dict_insert (&dict, key, "s", value);
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/* One line, however the pipe cuts it. */
static char *
read_line (int descriptor)
{
  g_autoptr (GString) line = g_string_new (NULL);
  char byte;

  while (line->len < MAX_LINE && read (descriptor, &byte, 1) == 1 && byte != '\n')
    g_string_append_c (line, byte);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

gboolean
dcr_call_events_hand_over (int descriptor, const char *application_id, GError **error)
{
  g_autofree char *line = read_line (descriptor);
  g_autoptr (GVariant) event = dcr_json_to_variant (line, -1, error);
  g_autoptr (GDBusConnection) bus = NULL;
  g_autoptr (GVariant) answer = NULL;
  GError *inner = NULL;

  if (event == NULL)
    return FALSE;
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, error);
  if (bus == NULL)
    return FALSE;
  answer = g_dbus_connection_call_sync (bus, application_id, DCR_CALL_EVENTS_PATH,
                                        DCR_CALL_EVENTS_INTERFACE, "Event",
                                        g_variant_new ("(@a{sv})", event), NULL,
                                        G_DBUS_CALL_FLAGS_NO_AUTO_START, ANSWER_MS, NULL, &inner);
  if (answer != NULL)
    return TRUE;
  if (g_error_matches (inner, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
      || g_error_matches (inner, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER))
    g_set_error (error, DCR_ERROR, DCR_ERROR_NOT_FOUND, _("No window is open."));
  else
    {
      g_dbus_error_strip_remote_error (inner);
      g_set_error_literal (error, DCR_ERROR, DCR_ERROR_INPUT, inner->message);
    }
  g_error_free (inner);
  return FALSE;
}
