/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/follow/dcr-escalation-model.h"

#include <string.h>

#include "base/dcr-clock.h"
#include "base/dcr-worker.h"

#define SLOW_MS 150
/* A column view makes a row for each of the first 200 items, seen or not: it is given a screenful, and more
 * when somebody scrolls to its end. */
#define FIRST_ROWS 12
#define FILL_ROWS 4 /* what a higher window is filled with; it begins with as many from then on */
#define MORE_ROWS 100
#define FIRST_KEYS 200 /* what the worker reads before it reads and counts all: a millisecond */

/* ---- Items ----------------------------------------------------------------------------------- */

struct _DcrEscalationItem
{
  GObject parent_instance;
  DcrEscalationModel *model; /* weak: not followed after it has gone */
  guint at;
  DcrEscalationKey key;
  DcrEscalationRow *row;
  gboolean read;
};

G_DEFINE_FINAL_TYPE (DcrEscalationItem, dcr_escalation_item, G_TYPE_OBJECT)

struct _DcrEscalationModel
{
  GObject parent_instance;

  DcrSession *session;
  DcrWorker *worker;
  DcrDb *reader; /* the worker's, once it is open */
  GArray *keys;  /* DcrEscalationKey */
  guint shown;   /* of them, how many the list has */
  guint first;   /* how many it begins with */
  GHashTable *live; /* position -> DcrEscalationItem, while somebody holds it */
  guint total, counts[DCR_N_VIEWS];
  gboolean loaded, anew;
  gboolean partial; /* the first keys are there, the others not yet */

  DcrEscalationView view;
  char *queue, *words;
  DcrEscalationState state;
  GCancellable *running;
  guint slow_id;
};

static guint item_changed;

static void
dcr_escalation_item_finalize (GObject *object)
{
  DcrEscalationItem *self = DCR_ESCALATION_ITEM (object);
  if (self->model != NULL)
    g_hash_table_remove (self->model->live, GUINT_TO_POINTER (self->at));
  g_clear_weak_pointer (&self->model);
  dcr_escalation_row_free (self->row);
  G_OBJECT_CLASS (dcr_escalation_item_parent_class)->finalize (object);
}

static void
dcr_escalation_item_class_init (DcrEscalationItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dcr_escalation_item_finalize;
  item_changed = g_signal_new ("changed", DCR_TYPE_ESCALATION_ITEM, G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
}

/* Its place in the list holds another escalation now: its widgets stay, their words change. */
static void
become (DcrEscalationItem *self, const DcrEscalationKey *key)
{
  self->key = *key;
  g_clear_pointer (&self->row, dcr_escalation_row_free);
  self->read = FALSE;
  g_signal_emit (self, item_changed, 0);
}

static void
dcr_escalation_item_init (DcrEscalationItem *self)
{
}

const DcrUuid *
dcr_escalation_item_get_id (DcrEscalationItem *self)
{
  return &self->key.id;
}

gint64
dcr_escalation_item_get_due (DcrEscalationItem *self)
{
  return self->key.due;
}

const DcrEscalationRow *
dcr_escalation_item_get_row (DcrEscalationItem *self)
{
  if (!self->read && self->model != NULL)
    {
      DcrSession *session = self->model->session;
      self->read = TRUE;
      self->row = dcr_escalation_get_row (dcr_store_reader (dcr_session_get_store (session)),
                                          &self->key.id,
                                          dcr_calls_get_person (dcr_session_get_calls (session)));
    }
  return self->row;
}

/* ---- As a list ------------------------------------------------------------------------------- */

static GType
get_item_type (GListModel *list)
{
  return DCR_TYPE_ESCALATION_ITEM;
}

static guint
get_n_items (GListModel *list)
{
  return DCR_ESCALATION_MODEL (list)->shown;
}

/* Made when it is asked for: of 100,000 rows some thirty are ever seen at once. */
static gpointer
get_item (GListModel *list, guint at)
{
  DcrEscalationModel *self = DCR_ESCALATION_MODEL (list);
  DcrEscalationItem *item;

  if (at >= self->shown)
    return NULL;
  item = g_hash_table_lookup (self->live, GUINT_TO_POINTER (at));
  if (item != NULL)
    {
      const DcrEscalationKey *key = &g_array_index (self->keys, DcrEscalationKey, at);
      if (memcmp (&item->key, key, sizeof *key) != 0)
        become (item, key); /* it was out of the list for a while */
      return g_object_ref (item);
    }
  item = g_object_new (DCR_TYPE_ESCALATION_ITEM, NULL);
  item->key = g_array_index (self->keys, DcrEscalationKey, at);
  item->at = at;
  g_set_weak_pointer (&item->model, self);
  g_hash_table_insert (self->live, GUINT_TO_POINTER (at), item);
  return item;
}

static void
list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DcrEscalationModel, dcr_escalation_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_iface_init))

enum
{
  LOADING,
  CHANGING,
  LOADED,
  COUNTED,
  FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ---- Queries: in the worker's thread --------------------------------------------------------- */

typedef struct
{
  DcrEscalationModel
      *model; /* its reader is the worker's own; nothing else of it is touched there */
  DcrUuid person;
  DcrEscalationFilter filter;
  char *queue, *words;
  gint64 now;
} Query;

typedef struct
{
  GArray *keys;
  gboolean partial; /* the first ones, nothing counted */
  guint total, counts[DCR_N_VIEWS];
} Found;

static void
query_free (gpointer data)
{
  Query *query = data;
  g_free (query->queue);
  g_free (query->words);
  g_free (query);
}

static void
found_free (gpointer data)
{
  Found *found = data;
  g_clear_pointer (&found->keys, g_array_unref);
  g_free (found);
}

static Found *
find (Query *query, GCancellable *cancellable, GError **error)
{
  DcrEscalationModel *self = query->model;
  Found *found = g_new0 (Found, 1);

  found->keys = dcr_escalation_list (self->reader, &query->filter, query->now, cancellable,
                                     &found->total, error);
  found->partial = found->keys != NULL && query->filter.limit > 0
                   && found->keys->len == query->filter.limit;
  if (found->keys == NULL
      || (!found->partial
          && !dcr_escalation_count (self->reader, &query->person, query->now, found->counts,
                                    error)))
    {
      found_free (found);
      return NULL;
    }
  return found;
}

static void
on_cancelled (GCancellable *cancellable, gpointer reader)
{
  dcr_db_interrupt (reader);
}

/* A newer query does not wait for the whole of this one: words are looked for in every text. */
static gpointer
run_query (gpointer data, GCancellable *cancellable, GError **error)
{
  Query *query = data;
  DcrEscalationModel *self = query->model;
  Found *found;
  gulong id;

  if (self->reader == NULL)
    self->reader = dcr_store_open_reader (dcr_session_get_store (self->session), error);
  if (self->reader == NULL)
    return NULL;
  id = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), self->reader, NULL);
  found = find (query, cancellable, error);
  g_cancellable_disconnect (cancellable, id);
  if (found == NULL && g_cancellable_is_cancelled (cancellable))
    {
      g_clear_error (error);
      g_cancellable_set_error_if_cancelled (cancellable, error);
    }
  return found;
}

/* ---- Queries: in the main thread ------------------------------------------------------------- */

static gboolean
on_slow (gpointer data)
{
  DcrEscalationModel *self = data;
  self->slow_id = 0;
  g_signal_emit (self, signals[LOADING], 0);
  return G_SOURCE_REMOVE;
}

/* Places that stay keep their items; only the end of the list comes or goes. */
static void
resize (DcrEscalationModel *self, guint shown)
{
  guint former = self->shown, same = MIN (former, shown);

  self->shown = shown;
  if (former != shown)
    g_list_model_items_changed (G_LIST_MODEL (self), same, former - same, shown - same);
}

static void
show_keys (DcrEscalationModel *self)
{
  /* what is read again stays where it was scrolled to; what is asked anew begins at its beginning */
  resize (self, MIN (self->keys->len, self->anew ? self->first : MAX (self->first, self->shown)));
  self->anew = FALSE;
  for (guint i = 0; i < self->shown; i++)
    {
      DcrEscalationItem *item = g_hash_table_lookup (self->live, GUINT_TO_POINTER (i));
      const DcrEscalationKey *key = &g_array_index (self->keys, DcrEscalationKey, i);
      if (item != NULL)
        become (item, key);
    }
}

void
dcr_escalation_model_grow (DcrEscalationModel *self)
{
  resize (self, MIN (self->keys->len, self->shown + MORE_ROWS));
}

void
dcr_escalation_model_fill (DcrEscalationModel *self)
{
  if (self->shown >= self->keys->len)
    return;
  self->first = MAX (self->first, self->shown + FILL_ROWS);
  resize (self, MIN (self->keys->len, self->first));
}

guint
dcr_escalation_model_get_found (DcrEscalationModel *self)
{
  return self->keys->len;
}

/* Whether @keys begin with what the list shows. */
static gboolean
begins_alike (DcrEscalationModel *self, GArray *keys)
{
  return keys->len >= self->shown
         && memcmp (keys->data, self->keys->data, self->shown * sizeof (DcrEscalationKey)) == 0;
}

static void
take_counts (DcrEscalationModel *self, Found *found)
{
  self->total = found->total;
  memcpy (self->counts, found->counts, sizeof self->counts);
  g_signal_emit (self, signals[COUNTED], 0);
}

/* All of what was shown in part: nothing of it moves, unless somebody wrote meanwhile. */
static void
take (DcrEscalationModel *self, Found *found)
{
  g_autoptr (GArray) former = self->keys;
  gboolean rest = self->partial && begins_alike (self, found->keys);

  self->partial = found->partial;
  if (!rest)
    g_signal_emit (self, signals[CHANGING], 0);
  self->keys = g_steal_pointer (&found->keys);
  self->loaded = TRUE;
  if (!rest)
    {
      show_keys (self);
      g_signal_emit (self, signals[LOADED], 0);
    }
  if (!found->partial)
    take_counts (self, found);
}

static void
weak_free (GWeakRef *weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

static void ask (DcrEscalationModel *self, guint limit);

/* The model may have gone: a query under way does not keep it, nor the base, open. */
static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DcrEscalationModel) self = g_weak_ref_get (data);
  g_autoptr (GError) error = NULL;
  Found *found = dcr_worker_finish (result, &error);

  weak_free (data);
  if (self == NULL || self->session == NULL
      || g_task_get_cancellable (G_TASK (result)) != self->running) /* a newer query runs */
    {
      if (found != NULL)
        found_free (found);
      return;
    }
  g_clear_handle_id (&self->slow_id, g_source_remove);
  if (found == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error->message);
      return;
    }
  take (self, found);
  if (found->partial)
    ask (self, 0);
  found_free (found);
}

static void
ask (DcrEscalationModel *self, guint limit)
{
  Query *query = g_new0 (Query, 1);
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  self->running = g_cancellable_new ();
  query->model = self;
  query->person = *dcr_calls_get_person (dcr_session_get_calls (self->session));
  query->queue = g_strdup (self->queue);
  query->words = g_strdup (self->words);
  query->now = dcr_clock_now_ms ();
  query->filter = (DcrEscalationFilter){ self->view, &query->person, query->queue, self->state,
                                         query->words, limit };
  if (self->slow_id == 0)
    self->slow_id = g_timeout_add (SLOW_MS, on_slow, self);
  dcr_worker_push (self->worker, run_query, query, query_free, found_free, self->running, on_found,
                   weak);
}

/* As many as the list has, at least: the rows that are shown come first. */
void
dcr_escalation_model_reload (DcrEscalationModel *self)
{
  self->partial = FALSE;
  ask (self, MAX (FIRST_KEYS, (self->anew ? self->first : self->shown) + MORE_ROWS));
}

void
dcr_escalation_model_query (DcrEscalationModel *self, DcrEscalationView view, const char *queue,
                            DcrEscalationState state, const char *words)
{
  char *own_queue = g_strdup (queue), *own_words = g_strdup (words);

  g_free (self->queue);
  g_free (self->words);
  self->view = view;
  self->queue = own_queue;
  self->state = state;
  self->words = own_words;
  self->anew = TRUE;
  dcr_escalation_model_reload (self);
}

guint
dcr_escalation_model_get_total (DcrEscalationModel *self)
{
  return self->total;
}

const guint *
dcr_escalation_model_get_counts (DcrEscalationModel *self)
{
  return self->counts;
}

gboolean
dcr_escalation_model_is_loaded (DcrEscalationModel *self)
{
  return self->loaded;
}

guint
dcr_escalation_model_find (DcrEscalationModel *self, const DcrUuid *id, gboolean grow)
{
  for (guint i = 0; i < self->keys->len; i++)
    if (memcmp (&g_array_index (self->keys, DcrEscalationKey, i).id, id, sizeof *id) == 0)
      {
        if (i >= self->shown && !grow)
          return G_MAXUINT;
        if (i >= self->shown)
          resize (self, MIN (self->keys->len, i + self->first));
        return i;
      }
  return G_MAXUINT;
}

/* ---- Class ----------------------------------------------------------------------------------- */

static void
dcr_escalation_model_dispose (GObject *object)
{
  DcrEscalationModel *self = DCR_ESCALATION_MODEL (object);

  g_clear_handle_id (&self->slow_id, g_source_remove);
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  /* the thread ends before its connection is closed and the session goes */
  g_clear_pointer (&self->worker, dcr_worker_free);
  g_clear_pointer (&self->reader, dcr_db_close);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (dcr_escalation_model_parent_class)->dispose (object);
}

static void
dcr_escalation_model_finalize (GObject *object)
{
  DcrEscalationModel *self = DCR_ESCALATION_MODEL (object);

  g_array_unref (self->keys);
  g_hash_table_unref (self->live);
  g_free (self->queue);
  g_free (self->words);
  G_OBJECT_CLASS (dcr_escalation_model_parent_class)->finalize (object);
}

static void
dcr_escalation_model_class_init (DcrEscalationModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dcr_escalation_model_dispose;
  G_OBJECT_CLASS (klass)->finalize = dcr_escalation_model_finalize;
  signals[LOADING] = g_signal_new ("loading", DCR_TYPE_ESCALATION_MODEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGING] = g_signal_new ("changing", DCR_TYPE_ESCALATION_MODEL, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LOADED] = g_signal_new ("loaded", DCR_TYPE_ESCALATION_MODEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[COUNTED] = g_signal_new ("counted", DCR_TYPE_ESCALATION_MODEL, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", DCR_TYPE_ESCALATION_MODEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
dcr_escalation_model_init (DcrEscalationModel *self)
{
  self->keys = g_array_new (FALSE, FALSE, sizeof (DcrEscalationKey));
  self->live = g_hash_table_new (NULL, NULL);
  self->first = FIRST_ROWS;
  self->worker = dcr_worker_new ("escalations");
}

DcrEscalationModel *
dcr_escalation_model_new (DcrSession *session)
{
  DcrEscalationModel *self = g_object_new (DCR_TYPE_ESCALATION_MODEL, NULL);
  self->session = g_object_ref (session);
  return self;
}
