/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "followup/dcr-deliverer.h"

#include "base/dcr-clock.h"
#include "base/dcr-worker.h"

#define AGAIN_MS 30000 /* another program delivers, or sending is not set up: look again */

struct _DcrDeliverer
{
  GObject parent_instance;

  DcrOutbox *outbox;
  gboolean demo;
  char *data_folder;
  DcrSending *sending;   /* what the main thread knows; the delivery has its own */
  DcrDelivery *delivery; /* in the worker's thread */
  DcrWorker *worker;
  GCancellable *cancellable;
  char *trouble;
  guint timer;
  gboolean running, again, telling;
  gulong on_changed;
};

G_DEFINE_FINAL_TYPE (DcrDeliverer, dcr_deliverer, G_TYPE_OBJECT)

enum
{
  PROP_TROUBLE = 1,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

static void
set_trouble (DcrDeliverer *self, const char *trouble)
{
  if (g_strcmp0 (self->trouble, trouble) == 0)
    return;
  g_free (self->trouble);
  self->trouble = g_strdup (trouble);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TROUBLE]);
}

static gboolean
on_timer (gpointer data)
{
  DcrDeliverer *self = data;
  self->timer = 0;
  dcr_deliverer_wake (self);
  return G_SOURCE_REMOVE;
}

static void
come_again (DcrDeliverer *self, gint64 wait_ms)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (CLAMP (wait_ms, 20, 15 * 60 * 1000), on_timer, self);
}

/* ---- In the worker's thread ------------------------------------------------------------ */

static gpointer
run_delivery (gpointer data, GCancellable *cancellable, GError **error)
{
  DcrDeliverer *self = data;
  g_autofree DcrDeliveryCount *count = g_new0 (DcrDeliveryCount, 1);

  if (dcr_delivery_run (self->delivery, cancellable, count, error))
    return g_steal_pointer (&count);
  g_free (count->trouble);
  return NULL;
}

static void
count_free (gpointer data)
{
  DcrDeliveryCount *count = data;
  g_free (count->trouble);
  g_free (count);
}

/* ---- In the main thread ---------------------------------------------------------------------- */

static void
on_run (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrDeliverer) self = data; /* the reference of the run */
  g_autoptr (GError) error = NULL;
  DcrDeliveryCount *count = dcr_worker_finish (result, &error);

  self->running = FALSE;
  if (self->worker == NULL) /* stopped meanwhile */
    {
      g_clear_pointer (&count, count_free);
      return;
    }
  if (count == NULL)
    {
      /* another program delivers: that is no trouble */
      set_trouble (self,
                   g_error_matches (error, DCR_ERROR, DCR_ERROR_BUSY) ? NULL : error->message);
      come_again (self, AGAIN_MS);
    }
  else
    {
      set_trouble (self, count->trouble);
      if (count->next != 0)
        come_again (self, count->next - dcr_clock_now_ms ());
      if (count->handed + count->failed + count->later + count->perhaps > 0 || count->next != 0)
        {
          self->telling = TRUE;
          dcr_outbox_emit_changed (self->outbox);
          self->telling = FALSE;
        }
      count_free (count);
    }
  if (self->again)
    dcr_deliverer_wake (self);
}

static gboolean
prepare (DcrDeliverer *self)
{
  const char *folder = dcr_store_get_folder (dcr_outbox_get_store (self->outbox));
  g_autoptr (GError) error = NULL;
  DcrSending *own;

  if (self->delivery != NULL)
    return TRUE;
  g_clear_pointer (&self->sending, dcr_sending_free);
  self->sending = self->demo ? dcr_sending_new_dummy ()
                             : dcr_sending_load (folder, self->data_folder, &error);
  own = self->demo                ? dcr_sending_new_dummy ()
        : self->sending != NULL ? dcr_sending_load (folder, self->data_folder, &error)
                                : NULL;
  if (own == NULL)
    {
      set_trouble (self, error->message);
      return FALSE;
    }
  self->delivery = dcr_delivery_new (dcr_outbox_get_store (self->outbox), own);
  return TRUE;
}

void
dcr_deliverer_wake (DcrDeliverer *self)
{
  if (self->worker == NULL)
    return;
  self->again = self->running;
  if (self->running)
    return;
  if (!prepare (self))
    {
      come_again (self, AGAIN_MS);
      return;
    }
  self->running = TRUE;
  dcr_worker_push (self->worker, run_delivery, self, NULL, count_free, self->cancellable, on_run,
                   g_object_ref (self));
}

static void
on_outbox_changed (DcrOutbox *outbox, DcrDeliverer *self)
{
  if (!self->telling)
    dcr_deliverer_wake (self);
}

void
dcr_deliverer_stop (DcrDeliverer *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->outbox != NULL)
    g_clear_signal_handler (&self->on_changed, self->outbox);
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->worker, dcr_worker_free);
  g_clear_pointer (&self->delivery, dcr_delivery_free);
}

static void
dcr_deliverer_dispose (GObject *object)
{
  DcrDeliverer *self = DCR_DELIVERER (object);

  dcr_deliverer_stop (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->outbox);
  g_clear_pointer (&self->sending, dcr_sending_free);
  g_clear_pointer (&self->data_folder, g_free);
  g_clear_pointer (&self->trouble, g_free);
  G_OBJECT_CLASS (dcr_deliverer_parent_class)->dispose (object);
}

static void
dcr_deliverer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TROUBLE)
    g_value_set_string (value, DCR_DELIVERER (object)->trouble);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dcr_deliverer_class_init (DcrDelivererClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dcr_deliverer_dispose;
  object_class->get_property = dcr_deliverer_get_property;
  props[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
dcr_deliverer_init (DcrDeliverer *self)
{
  self->cancellable = g_cancellable_new ();
  self->worker = dcr_worker_new ("outbox");
}

DcrDeliverer *
dcr_deliverer_new (DcrOutbox *outbox, gboolean demo, const char *data_folder)
{
  DcrDeliverer *self = g_object_new (DCR_TYPE_DELIVERER, NULL);

  self->outbox = g_object_ref (outbox);
  self->demo = demo;
  self->data_folder = g_strdup (data_folder);
  self->on_changed = g_signal_connect (outbox, "changed", G_CALLBACK (on_outbox_changed), self);
  come_again (self, 0);
  return self;
}

const char *
dcr_deliverer_get_trouble (DcrDeliverer *self)
{
  return self->trouble;
}

const DcrSending *
dcr_deliverer_get_sending (DcrDeliverer *self)
{
  if (self->sending == NULL && self->delivery == NULL)
    prepare (self);
  return self->sending;
}
