/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What callers say, typed badly and in haste by real keys: the right article stands first. Then correction, a
 * search in vain and a synonym, all by the keyboard. */
#include "dcr-flow.h"

#include <string.h>

#include "desk/call/dcr-result-list.h"
#include "desk/common/dcr-list-row.h"

typedef struct
{
  const char *typed, *ref; /* of the first row */
} Question;

static const Question questions[] = {
  { "passepor perdu", "particuliers/F91105" },                 /* a letter is missing */
  { "carte didentité volée", "particuliers/F91101" },          /* the apostrophe too */
  { "extrait acte naisance", "particuliers/F91106" },
  { "apl etudian", "particuliers/F91304" },                    /* an acronym, an unfinished word */
  { "permi de conduire perdu", "particuliers/F91701" },
  { "pacse", "particuliers/F91202" },                          /* a verb for its noun */
  { "changer adresse carte grise", "particuliers/F91703" },
  { "f91105", "particuliers/F91105" },                         /* an id, in two ways */
  { "fiche 91101", "particuliers/F91101" },
  { "allo bonjour madame je voudrais savoir pour mon rsa", "particuliers/F91401" }, /* words of the telephone */
  { "chomage", "particuliers/F91601" },
  { "demenager", "particuliers/F91001" },
  { "vote procuration", "particuliers/F91109" },
  { "casier judiciere", "particuliers/F91108" },
  { "impots locaux", "particuliers/F91503" },                  /* plurals */
  { "tva auto entrepreneur", "professionnels/F92103" },        /* today it has another name */
  { "titre de sejour renouvellemen", "particuliers/F91801" },
  { "creer asso", "associations/F93101" },
  { "heuuu divorse", "particuliers/F91203" },
  { "caution appart", "particuliers/F91302" },                 /* what everyone says */
};

static DcrFlow *flow; /* one window for all */

static gboolean
is_hit (GtkWidget *widget, gconstpointer data)
{
  return DCR_IS_LIST_ROW (widget) && gtk_widget_get_mapped (widget)
         && dcr_list_row_get_ref (DCR_LIST_ROW (widget)) != NULL
         && strchr (dcr_list_row_get_ref (DCR_LIST_ROW (widget)), '/') != NULL;
}

static gboolean
stands_first (DcrFlow *self, gconstpointer ref)
{
  GtkWidget *list = dcr_flow_find (self, "DcrResultList");
  GtkWidget *row = list != NULL ? dcr_flow_find_in (list, is_hit, NULL) : NULL;

  return row != NULL && g_str_equal (dcr_list_row_get_ref (DCR_LIST_ROW (row)), ref);
}

static gboolean
is_empty (DcrFlow *self, gconstpointer data)
{
  GtkWidget *focus = gtk_window_get_focus (dcr_flow_window (self));

  return GTK_IS_EDITABLE (focus) && *gtk_editable_get_text (GTK_EDITABLE (focus)) == '\0';
}

static void
clear (void)
{
  dcr_flow_press_await (flow, "Échap", "the search is empty", is_empty, NULL);
}

static void
test_twenty_questions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      dcr_flow_type (flow, questions[i].typed);
      dcr_flow_await (flow, questions[i].typed, stands_first, questions[i].ref);
      clear ();
    }
}

/* A whole message comes by the clipboard. */
static void
test_pasted_message (void)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (dcr_flow_window (flow)));

  gdk_clipboard_set_text (
      clipboard, "Bonjour,\nJ’ai perdu ma carte Vitale hier dans le train et je dois voir un "
                 "médecin demain. Que dois-je faire ?\nMerci d’avance, cordialement");
  dcr_flow_press_await (flow, "Ctrl+V", "the article on the lost card", stands_first,
                        "particuliers/F91404");
  clear ();
}

static gboolean
is_corrected (DcrFlow *self, gconstpointer data)
{
  return dcr_flow_shows (self, "Cherché avec") == GPOINTER_TO_INT (data);
}

/* « Cherché avec » is one arrow above the first result; Entrée searches what was typed. */
static void
test_as_typed (void)
{
  dcr_flow_type (flow, "duplicata cart grize");
  dcr_flow_await (flow, "the words are corrected", is_corrected, GINT_TO_POINTER (TRUE));
  dcr_flow_picture (flow, "search-1-corrected");
  dcr_flow_press (flow, "Bas");
  dcr_flow_press (flow, "Haut");
  dcr_flow_press_await (flow, "Entrée", "the words as typed", is_corrected,
                        GINT_TO_POINTER (FALSE));
  clear ();
}

/* Nothing found: near words, the theme, a gap reported, all by keys; nothing but the words is kept. */
static void
test_in_vain (void)
{
  dcr_flow_type (flow, "xqpassezzz ");
  dcr_flow_await (flow, "nothing is found", dcr_flow_shows, "Aucune fiche pour");
  dcr_flow_picture (flow, "search-2-nothing");
  for (int i = 0; i < 12; i++) /* past the last row nothing moves */
    dcr_flow_press (flow, "Bas");
  dcr_flow_press_await (flow, "Entrée", "the gap is kept", dcr_flow_kept,
                        "SELECT count(*) FROM flag WHERE kind=3 AND detail='xqpassezzz' AND person IS NULL");
  clear ();
  dcr_flow_await (flow, "the search in vain is kept", dcr_flow_kept,
                  "SELECT count(*) FROM search_log WHERE words='xqpassezzz' AND hits=0");
}

static void
test_why (void)
{
  dcr_flow_type (flow, "caution appart");
  dcr_flow_await (flow, "why it is there", dcr_flow_shows, "synonyme\u00a0: dépôt de garantie");
  dcr_flow_picture (flow, "search-3-why");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  flow = dcr_flow_start (NULL);
  g_test_add_func ("/flows/search/twenty-questions", test_twenty_questions);
  g_test_add_func ("/flows/search/pasted-message", test_pasted_message);
  g_test_add_func ("/flows/search/as-typed", test_as_typed);
  g_test_add_func ("/flows/search/in-vain", test_in_vain);
  g_test_add_func ("/flows/search/why", test_why);
  status = g_test_run ();
  dcr_flow_end (flow);
  return status;
}
