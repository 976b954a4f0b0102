/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * French as people type it. One analysis for everything that compares words: the full-text index, the
 * ranking engine, the marking of found words, the reason picker. All functions may be called from any
 * thread; a DcrStemmer belongs to one thread at a time.
 */

/**
 * @text (UTF-8, NFC or NFD; broken bytes count as spaces) as it is compared: lower case, accents and
 * other marks dropped, ligatures opened (œ oe, æ ae, ﬁ fi), every apostrophe as ', every hyphen and dash
 * as -, every space (no-break ones too) as one plain space each, soft hyphens and other invisible
 * characters dropped, « » “ ” as ". Folding twice changes nothing.
 * @length: in bytes, or -1. Free with g_free().
 */
char *dcr_french_fold (const char *text, gssize length);

/** The folded words of @text in order, elided articles left out (« l'impôt » gives « impot »), hyphens
 *  cut (« rendez-vous » gives « rendez », « vous »). For a picker that compares beginnings of words.
 *  Free with g_strfreev(). */
char **dcr_french_words (const char *text);

/* ---- Tokens with their place --------------------------------------------------------------- */

#define DCR_TOKEN_MAX 64 /* bytes with the final NUL; a longer word is cut */

typedef enum
{
  DCR_TOKEN_PLAIN = 0,
  DCR_TOKEN_NUMBER = 1 << 0,  /* digits only, groups joined (« 1 500 », « 39 39 », « 01 23 45 67 89 ») */
  DCR_TOKEN_ACRONYM = 1 << 1, /* written in capitals or with dots (« APL », « S.M.I.C. »): not stemmed */
  DCR_TOKEN_ID = 1 << 2,      /* « F1344 » */
} DcrTokenFlags;

typedef struct
{
  char folded[DCR_TOKEN_MAX]; /* as it is compared */
  char lower[DCR_TOKEN_MAX];  /* lower case in NFC, accents kept: what the stemmer reads */
  gsize start, end;           /* bytes of the text it stands for, the elided article left out */
  DcrTokenFlags flags;
} DcrToken;

/** Walks over @text without allocating. On the stack; @text must outlive it. */
typedef struct
{
  const char *text, *at, *end;
  int shouting; /* the text is mostly in capitals: they tell nothing. -1 not known yet */
} DcrFrenchIter;

void dcr_french_iter_init (DcrFrenchIter *iter, const char *text, gssize length);
/** FALSE at the end of the text. */
gboolean dcr_french_iter_next (DcrFrenchIter *iter, DcrToken *token);

/* ---- Stems ---------------------------------------------------------------------------------- */

typedef struct _DcrStemmer DcrStemmer;
DcrStemmer *dcr_stemmer_new (void);
void dcr_stemmer_free (DcrStemmer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DcrStemmer, dcr_stemmer_free)

/** Snowball French over the accented word, after irregular plurals (« travaux », « baux »), folded.
 *  Numbers, ids and acronyms stay whole. Returns the length written to @out. */
gsize dcr_stemmer_stem (DcrStemmer *self, const DcrToken *token, char out[DCR_TOKEN_MAX]);

/** Minimal stem of a folded word: singular only (« locaux » local, « bijoux » bijou, « prix » prix). */
gsize dcr_french_singular (const char *folded, char out[DCR_TOKEN_MAX]);

/* ---- Words that tell nothing ---------------------------------------------------------------- */

typedef enum
{
  DCR_WORD_CONTENT,
  DCR_WORD_GRAMMAR,  /* le, de, est, avec… */
  DCR_WORD_QUESTION, /* comment, quel, combien… : says what is asked, not what about */
  DCR_WORD_PHONE,    /* allô, bonjour, merci, svp… : said, not searched */
} DcrWordClass;

/** Class of a folded word. */
DcrWordClass dcr_french_word_class (const char *folded);
/** TRUE for acronyms that are written like ordinary words (« Smic », « Urssaf »), folded. */
gboolean dcr_french_is_acronym (const char *folded);

G_END_DECLS
