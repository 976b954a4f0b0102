/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks that lead somewhere: menus, offices, services, guided searches, the warning on top. */
#include "desk/call/dcr-block-builder-private.h"

#include <string.h>

#include "desk/call/dcr-fold.h"
#include "desk/call/dcr-guided.h"
#include "desk/call/dcr-paragraph.h"
#include "desk/common/dcr-flow-layout.h"
#include "desk/common/dcr-line-layout.h"
#include "desk/common/dcr-parts.h"

/* ---- Buttons that lead somewhere ------------------------------------------------------------ */

static void
follow (GtkButton *button, gpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (button), "article.follow", "s",
                              g_object_get_data (G_OBJECT (button), "target"));
}

static char *
host_of (const char *target)
{
  g_autoptr (GUri) uri = g_uri_parse (target, G_URI_FLAGS_PARSE_RELAXED, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL ? g_strdup (g_uri_get_host (uri)) : NULL;
}

GtkWidget *
dcr_builder_link_button (const char *target, const char *label)
{
  GtkWidget *button = gtk_button_new (), *text = gtk_label_new (label);
  g_autofree char *host = host_of (target);

  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (button), text);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "inline-link");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  dcr_tooltip (button, host);
  dcr_name (button, label, host);
  g_object_set_data_full (G_OBJECT (button), "target", g_strdup (target), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (follow), NULL);
  return button;
}

GtkWidget *
dcr_builder_simplified_tag (void)
{
  GtkWidget *tag = dcr_tag_new (_("simplified layout"), NULL, NULL);

  gtk_widget_set_halign (tag, GTK_ALIGN_START);
  return tag;
}

/* ---- Lists of links ------------------------------------------------------------------------ */

typedef struct
{
  const DcrBlock *parent;
  guint next, end;
} LinkList;

static char *
link_target (const DcrBlock *block)
{
  return block->target != NULL ? g_strdup_printf ("article:%s", block->target)
                               : g_strdup (block->url);
}

static void
row_activated (GtkListBox *list, GtkListBoxRow *row, gpointer data)
{
  const char *target = g_object_get_data (G_OBJECT (row), "target");

  if (target != NULL)
    gtk_widget_activate_action (GTK_WIDGET (list), "article.follow", "s", target);
}

static const char *
id_of (const DcrBlock *block)
{
  const char *slash = block->target != NULL ? strchr (block->target, '/') : NULL;

  return slash != NULL ? slash + 1 : "";
}

/* The dossier of an article that uses a form: below it, and a way to it. */
static GtkWidget *
nested_link (DcrBlockBuilder *self, const DcrBlock *block)
{
  g_autofree char *target = link_target (block), *title = dcr_block_title_text (block);
  GtkWidget *button;

  if (block->kind != DCR_BLOCK_LINK_ITEM || target == NULL)
    return dcr_block_builder_block (self, block);
  button = dcr_builder_link_button (target, title);
  gtk_widget_add_css_class (button, "caption");
  return button;
}

/* Title over note; at the end the number of the article, or the mark of the web. */
static GtkWidget *
link_content (DcrBlockBuilder *self, const DcrBlock *block, const char *target)
{
  GtkWidget *line = dcr_line_new (9);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *title;

  dcr_line_layout_set_centred (DCR_LINE_LAYOUT (gtk_widget_get_layout_manager (line)), TRUE);
  gtk_widget_set_hexpand (box, TRUE);
  title = dcr_paragraph_new (block->title, block->n_title, NULL);
  /* the whole line is pressed: a text to select would take the click */
  gtk_label_set_selectable (dcr_paragraph_get_label (DCR_PARAGRAPH (title)), FALSE);
  gtk_box_append (GTK_BOX (box), title);
  dcr_builder_add_note (GTK_BOX (box), block->note);
  for (guint i = 0; i < block->n_children; i++)
    gtk_box_append (GTK_BOX (box), nested_link (self, block->children[i]));
  gtk_box_append (GTK_BOX (line), box);
  if (block->target != NULL)
    gtk_box_append (GTK_BOX (line), dcr_label_new (id_of (block), "caption dim-label numeric"));
  else if (target != NULL)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name ("web-browser-symbolic");
      gtk_widget_add_css_class (icon, "dim-label");
      gtk_box_append (GTK_BOX (line), icon);
    }
  return line;
}

static GtkWidget *
link_row (DcrBlockBuilder *self, const DcrBlock *block)
{
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *target = link_target (block), *title = dcr_block_title_text (block), *host = NULL;

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), target != NULL);
  gtk_widget_set_focusable (row, target != NULL);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row),
                              dcr_builder_fold (self, link_content (self, block, target), block));
  host = target != NULL && block->target == NULL ? host_of (target) : NULL;
  dcr_name (row, title, host != NULL ? host : block->note);
  dcr_tooltip (row, host);
  g_object_set_data_full (G_OBJECT (row), "target", g_steal_pointer (&target), g_free);
  return row;
}

gboolean
dcr_builder_links_go_on (DcrBlockBuilder *self, GtkWidget *list, gint64 deadline)
{
  LinkList *links = g_object_get_data (G_OBJECT (list), "links");

  while (links->next < links->end)
    {
      gtk_list_box_append (GTK_LIST_BOX (list),
                           link_row (self, links->parent->children[links->next++]));
      if (g_get_monotonic_time () >= deadline)
        break;
    }
  return links->next < links->end;
}

static gboolean
is_link (const DcrBlock *parent, int i)
{
  return i >= 0 && i < (int) parent->n_children && parent->children[i]->kind == DCR_BLOCK_LINK_ITEM;
}

GtkWidget *
dcr_builder_links (DcrBlockBuilder *self, const DcrBlock *parent, guint first, guint n)
{
  GtkWidget *list = gtk_list_box_new ();
  g_autofree char *name = dcr_block_title_text (parent);
  LinkList *links = g_new (LinkList, 1);

  *links = (LinkList){ parent, first, first + n };
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (list, "links");
  dcr_name (list, name, NULL);
  g_object_set_data_full (G_OBJECT (list), "links", links, g_free);
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated), NULL);
  /* the pieces of one long list touch */
  if (is_link (parent, (int) first - 1))
    gtk_widget_add_css_class (list, "comes-on");
  if (is_link (parent, (int) (first + n)))
    gtk_widget_add_css_class (list, "goes-on");
  if (dcr_builder_links_go_on (self, list, g_get_monotonic_time () + 2000))
    g_ptr_array_add (self->closed ? self->later : self->unfinished, g_object_ref (list));
  return list;
}

/* ---- Offices and services ------------------------------------------------------------------ */

/* An icon, then the title over its note. */
static GtkBox *
make_entry (const DcrBlock *block, const char *icon_name, GtkWidget **entry)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  *entry = dcr_line_new (9);
  gtk_widget_add_css_class (icon, "dim-label");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 2);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (*entry), icon);
  gtk_box_append (GTK_BOX (*entry), box);
  dcr_builder_add_title (GTK_BOX (box), block, "heading");
  dcr_builder_add_note (GTK_BOX (box), block->note);
  return GTK_BOX (box);
}

GtkWidget *
dcr_builder_where (DcrBlockBuilder *self, const DcrBlock *block)
{
  const gboolean by_phone =
    block->style == DCR_WHERE_CALL_CENTRE || block->style == DCR_WHERE_SUPPORT;
  GtkWidget *entry;
  GtkBox *box =
    make_entry (block, by_phone ? "call-start-symbolic" : "mark-location-symbolic", &entry);

  dcr_builder_add_children (self, box, block);
  if (block->url != NULL)
    gtk_box_append (box, dcr_builder_link_button (block->url, block->style == DCR_WHERE_LOCAL
                                                                ? _("Find the counter")
                                                                : _("Open the site")));
  return entry;
}

static const char *
service_act (const DcrBlock *block)
{
  switch ((DcrServiceStyle) block->style)
    {
    case DCR_SERVICE_FORM: return _("Open the form");
    case DCR_SERVICE_MODEL: return _("Open the letter");
    case DCR_SERVICE_SIMULATOR: return _("Open the simulator");
    case DCR_SERVICE_SEARCH: return _("Open the search tool");
    case DCR_SERVICE_NOTICE: return _("Open the notice");
    case DCR_SERVICE_ONLINE: break;
    }
  return _("Open the online service");
}

/* Where it leads; NULL when nowhere. */
static GtkWidget *
service_links (const DcrBlock *block)
{
  GtkWidget *links;

  if (block->url == NULL && block->target == NULL)
    return NULL;
  links = dcr_flow_new (12, GTK_ACCESSIBLE_ROLE_GROUP);
  if (block->url != NULL)
    dcr_flow_append (links, dcr_builder_link_button (block->url, service_act (block)));
  if (block->target != NULL)
    {
      g_autofree char *target = g_strdup_printf ("article:%s", block->target);
      g_autofree char *label = block->url == NULL && block->style == DCR_SERVICE_MODEL
                                 ? g_strdup (service_act (block))
                                 : g_strdup_printf (_("Article %s"), id_of (block));
      dcr_flow_append (links, dcr_builder_link_button (target, label));
    }
  return links;
}

static gboolean
has_services (const DcrBlock *block)
{
  for (guint i = 0; i < block->n_children; i++)
    if (block->children[i]->kind == DCR_BLOCK_SERVICE)
      return TRUE;
  return FALSE;
}

GtkWidget *
dcr_builder_service (DcrBlockBuilder *self, const DcrBlock *block)
{
  static const char *const icons[] = {
    [DCR_SERVICE_ONLINE] = "web-browser-symbolic",
    [DCR_SERVICE_FORM] = "x-office-document-symbolic",
    [DCR_SERVICE_MODEL] = "text-editor-symbolic",
    [DCR_SERVICE_SIMULATOR] = "accessories-calculator-symbolic",
    [DCR_SERVICE_SEARCH] = "system-search-symbolic",
    [DCR_SERVICE_NOTICE] = "x-office-document-symbolic",
  };
  GtkWidget *entry, *links = service_links (block);
  GtkBox *box = make_entry (block, icons[MIN (block->style, G_N_ELEMENTS (icons) - 1)], &entry);

  /* its own way comes before its notice's, and after its text */
  if (links != NULL && has_services (block))
    gtk_box_append (box, g_steal_pointer (&links));
  dcr_builder_add_children (self, box, block);
  if (links != NULL)
    gtk_box_append (box, links);
  return entry;
}

/* ---- Guided searches ----------------------------------------------------------------------- */

static GtkWidget *make_level (DcrBlockBuilder *self, const DcrBlock *list, const char *name);

static GtkWidget *
leaf_button (const DcrBlock *leaf)
{
  g_autofree char *target = link_target (leaf), *title = dcr_block_title_text (leaf);

  if (target == NULL)
    return dcr_label_new_wrapped (title, NULL);
  return dcr_builder_link_button (target, *title != '\0' ? title : id_of (leaf));
}

static void
append_to (GtkWidget **box, GtkWidget *child)
{
  if (*box == NULL)
    *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (*box), child);
}

typedef struct
{
  const DcrBlock *list;
  char *name;
} Level;

static void
level_free (gpointer data)
{
  g_free (((Level *) data)->name);
  g_free (data);
}

/* What an answer asks next is not seen before it is given: a passport asks five hundred things. */
static GtkWidget *
make_level_later (DcrBlockBuilder *self, const DcrBlock *list, const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  Level *level = g_new (Level, 1);

  *level = (Level){ list, g_strdup (name) };
  g_object_set_data_full (G_OBJECT (box), "level", level, level_free);
  g_ptr_array_add (self->later, g_object_ref (box));
  return box;
}

void
dcr_builder_level_go_on (DcrBlockBuilder *self, GtkWidget *box)
{
  const Level *level = g_object_get_data (G_OBJECT (box), "level");

  gtk_box_append (GTK_BOX (box), make_level (self, level->list, level->name));
  g_object_set_data (G_OBJECT (box), "level", NULL);
}

/* A paragraph is measured in a tenth of the time of a label. The whole button is pressed: nothing in it
 * is selected or followed. */
static GtkWidget *
answer_label (const DcrBlock *paragraph, const char *words)
{
  GtkWidget *label = paragraph != NULL
                         ? dcr_paragraph_new (paragraph->runs, paragraph->n_runs, NULL)
                         : dcr_label_new_wrapped (words, NULL);

  if (paragraph == NULL)
    return label;
  if (dcr_paragraph_has_links (DCR_PARAGRAPH (label)))
    {
      g_object_unref (g_object_ref_sink (label));
      return dcr_label_new_wrapped (words, NULL);
    }
  gtk_label_set_selectable (dcr_paragraph_get_label (DCR_PARAGRAPH (label)), FALSE);
  return label;
}

/* Words of the answer on its button, help below it, what it leads to once chosen. */
static void
add_answer (DcrBlockBuilder *self, DcrGuided *guided, const DcrBlock *item)
{
  g_autofree char *words = NULL;
  GtkWidget *help = NULL, *below = NULL;
  const DcrBlock *title = NULL;

  for (guint i = 0; i < item->n_children; i++)
    {
      const DcrBlock *child = item->children[i];
      if (child->kind == DCR_BLOCK_PARAGRAPH && words == NULL)
        {
          title = child;
          words = dcr_runs_to_text (child->runs, child->n_runs);
        }
      else if (child->kind == DCR_BLOCK_LIST && child->n_children > 0
               && child->children[0]->question >= 0)
        append_to (&below, make_level_later (self, child, words));
      else if (child->kind == DCR_BLOCK_LINK_ITEM)
        append_to (&below, leaf_button (child));
      else
        append_to (&help, dcr_block_builder_block (self, child));
    }
  if (help != NULL)
    gtk_widget_add_css_class (help, "dim-label");
  dcr_guided_append (guided, words != NULL ? words : "", answer_label (title, words),
                     item->question, item->answer, help, below);
}

static GtkWidget *
make_level (DcrBlockBuilder *self, const DcrBlock *list, const char *name)
{
  GtkWidget *guided = dcr_guided_new (name != NULL ? name : "");

  for (guint i = 0; i < list->n_children; i++)
    add_answer (self, DCR_GUIDED (guided), list->children[i]);
  dcr_builder_add_situated (self, guided, list);
  return guided;
}

GtkWidget *
dcr_builder_guided (DcrBlockBuilder *self, const DcrBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *name = dcr_block_title_text (block);

  dcr_builder_add_title (GTK_BOX (box), block, block->level == 1 ? "title-4" : "heading");
  for (guint i = 0; i < block->n_children; i++)
    {
      const DcrBlock *child = block->children[i];
      if (child->kind == DCR_BLOCK_LIST && child->n_children > 0
          && child->children[0]->question >= 0)
        gtk_box_append (GTK_BOX (box), make_level (self, child, name));
      else if (child->kind == DCR_BLOCK_LINK_ITEM)
        gtk_box_append (GTK_BOX (box), dcr_builder_links (self, block, i, 1));
      else
        gtk_box_append (GTK_BOX (box), dcr_block_builder_block (self, child));
    }
  return box;
}

/* ---- The warning on top -------------------------------------------------------------------- */

GtkWidget *
dcr_builder_warning (DcrBlockBuilder *self, const DcrBlock *block)
{
  GtkWidget *callout = dcr_line_new (9);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_add_css_class (callout, "callout");
  gtk_widget_add_css_class (callout, "warning");
  gtk_widget_add_css_class (icon, "warning");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 2);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (callout), icon);
  gtk_box_append (GTK_BOX (callout), box);
  dcr_builder_add_title (GTK_BOX (box), block, "heading");
  dcr_builder_add_note (GTK_BOX (box), block->note);
  dcr_builder_add_children (self, GTK_BOX (box), block);
  return callout;
}
