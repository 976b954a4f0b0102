/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/call/dcr-outline-item.h"

struct _DcrOutlineItem
{
  GObject parent_instance;
  char *title, *address;
  guint depth, kept;
  gboolean warning;
};

G_DEFINE_FINAL_TYPE (DcrOutlineItem, dcr_outline_item, G_TYPE_OBJECT)

enum
{
  PROP_TITLE = 1,
  PROP_ADDRESS,
  PROP_DEPTH,
  PROP_KEPT,
  PROP_WARNING,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

static void
dcr_outline_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  DcrOutlineItem *self = DCR_OUTLINE_ITEM (object);

  switch (id)
    {
    case PROP_TITLE: g_value_set_string (value, self->title); break;
    case PROP_ADDRESS: g_value_set_string (value, self->address); break;
    case PROP_DEPTH: g_value_set_uint (value, self->depth); break;
    case PROP_KEPT: g_value_set_uint (value, self->kept); break;
    case PROP_WARNING: g_value_set_boolean (value, self->warning); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
dcr_outline_item_finalize (GObject *object)
{
  DcrOutlineItem *self = DCR_OUTLINE_ITEM (object);

  g_free (self->title);
  g_free (self->address);
  G_OBJECT_CLASS (dcr_outline_item_parent_class)->finalize (object);
}

static void
dcr_outline_item_class_init (DcrOutlineItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = dcr_outline_item_get_property;
  object_class->finalize = dcr_outline_item_finalize;
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  props[PROP_DEPTH] = g_param_spec_uint ("depth", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_KEPT] = g_param_spec_uint ("kept", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_WARNING] = g_param_spec_boolean ("warning", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
dcr_outline_item_init (DcrOutlineItem *self)
{
}

DcrOutlineItem *
dcr_outline_item_new (const char *title, const char *address, guint depth, gboolean warning)
{
  DcrOutlineItem *self = g_object_new (DCR_TYPE_OUTLINE_ITEM, NULL);

  self->title = g_strdup (title);
  self->address = g_strdup (address);
  self->depth = depth;
  self->warning = warning;
  return self;
}

const char *
dcr_outline_item_get_title (DcrOutlineItem *self)
{
  return self->title;
}

const char *
dcr_outline_item_get_address (DcrOutlineItem *self)
{
  return self->address;
}

guint
dcr_outline_item_get_depth (DcrOutlineItem *self)
{
  return self->depth;
}

guint
dcr_outline_item_get_kept (DcrOutlineItem *self)
{
  return self->kept;
}

gboolean
dcr_outline_item_get_warning (DcrOutlineItem *self)
{
  return self->warning;
}

void
dcr_outline_item_set_kept (DcrOutlineItem *self, guint kept)
{
  if (self->kept == kept)
    return;
  self->kept = kept;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_KEPT]);
}
