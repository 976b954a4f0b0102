/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls-base.h"

#include <sqlite3.h>
#include <string.h>

#include "base/dcr-clock.h"
#include "calls/dcr-contact.h"
#include "store/dcr-store.h"

#define N_FAMILIES 12
#define N_LEAVES 83 /* a family: 996 leaves and 12 families */
#define N_ARTICLES 4000
#define DAYS 730

/* UUIDv7 of a time and a number: in the order of time, as the program's own. */
static void
uuid_of (sqlite3_context *context, int n, sqlite3_value **values)
{
  const guint64 ms = sqlite3_value_int64 (values[0]), number = sqlite3_value_int64 (values[1]);
  guint8 bytes[16] = { 0 };

  for (int i = 0; i < 6; i++)
    bytes[i] = (guint8) (ms >> (40 - 8 * i));
  bytes[6] = 0x70;
  bytes[8] = 0x80;
  for (int i = 0; i < 7; i++)
    bytes[9 + i] = (guint8) (number >> (48 - 8 * i));
  sqlite3_result_blob (context, bytes, sizeof bytes, SQLITE_TRANSIENT);
}

/* Words of the trade, so that type-ahead has what it will have. */
static const char *const reasons_sql =
  "CREATE TEMP TABLE word(n INTEGER PRIMARY KEY, w TEXT);"
  "INSERT INTO word(w) VALUES('Carte d’identité'),('Passeport'),('Permis de conduire'),('Carte grise'),('Naissance'),"
  "('Mariage'),('Succession'),('Logement social'),('Allocations'),('Retraite'),('Impôt sur le revenu'),('Titre de séjour'),"
  "('Chômage'),('Congés'),('École'),('Bourse'),('Handicap'),('Consommation'),('Voisinage'),('Association');"
  "CREATE TEMP TABLE act(n INTEGER PRIMARY KEY, a TEXT);"
  "INSERT INTO act(a) VALUES('perte ou vol'),('première demande'),('renouvellement'),('délai dépassé'),('refus'),"
  "('recours'),('pièces à fournir'),('changement d’adresse'),('paiement'),('rendez-vous introuvable');"
  "WITH RECURSIVE f(n) AS (SELECT 0 UNION ALL SELECT n+1 FROM f WHERE n<11)"
  " INSERT INTO reason(id,position,label) SELECT printf('F%02d',n),n,'Famille '||(SELECT w FROM word WHERE word.n=f.n+1)"
  " FROM f;"
  "WITH RECURSIVE l(n) AS (SELECT 0 UNION ALL SELECT n+1 FROM l WHERE n<12*83-1)"
  " INSERT INTO reason(id,parent,position,label,definition,example) SELECT printf('R%04d',n),printf('F%02d',n/83),n%83,"
  " (SELECT w FROM word WHERE word.n=1+(l.n*7)%20)||' : '||(SELECT a FROM act WHERE act.n=1+(l.n/20)%10)||' '||(n/200),"
  " 'Ce que demande une personne pour '||lower((SELECT w FROM word WHERE word.n=1+(l.n*3)%20))||' après '||"
  " (SELECT a FROM act WHERE act.n=1+(l.n*11)%10),'« Comment faire pour mon dossier ? »' FROM l;";

/* Calls: three in ten by the own person, the others by nineteen; reasons by a steep law; an article in two calls of
 * three, one article in one of ten; one caller in sixteen is the same. */
static const char *const calls_sql =
  "WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n+1 FROM c WHERE n<?1-1)"
  " INSERT INTO call(id,person,began,answered,ended,closed,rank,reason,reason_path,first_reason,outcome)"
  " SELECT uuid_of(t,n),(SELECT id FROM desk WHERE k=CASE WHEN d.n%10<3 THEN 1 ELSE 2+d.n%19 END),t,t+8000,t+240000,t+300000,1+(n%9=0),r,"
  " 'Famille › Motif '||r,r,1+(n*7919)%9 FROM (SELECT n,?2+n*?3 AS t,"
  " CASE WHEN n%12=5 THEN '" CALLS_BASE_REASON "' ELSE printf('R%04d',((n*26544357)%996)*((n*40503)%996)/996) END"
  " AS r FROM c) AS d";
static const char *const articles_sql =
  "INSERT INTO call_article(call,article,version,hash,title,opened,person)"
  " SELECT id,'particuliers/F'||CASE WHEN (began/1000)%10=1 THEN 1344 ELSE 1000+(began/1000*31)%4000 END,1,'h','Une fiche',began,person FROM call"
  " WHERE (began/1000)%3<>0;"
  "INSERT INTO article_call SELECT a.person,a.article,c.began,a.call,c.reason FROM call_article a"
  " JOIN call c ON c.id=a.call ORDER BY 1,2,3,4";
static const char *const contacts_sql =
  "INSERT INTO contact(id,hash,at,reason,outcome,articles)"
  " SELECT id,CASE WHEN abs(random())%16=0 THEN ?2 ELSE randomblob(32) END,closed,reason,outcome,"
  "'particuliers/F1344' FROM call WHERE closed>?1";
static const char *const learned_sql =
  "INSERT INTO learned(kind,key,reason,calls) SELECT 0,'',reason,count(*) FROM call GROUP BY reason;"
  "INSERT INTO learned(kind,key,reason,calls) SELECT 1,a.article,c.reason,count(*) FROM call_article a"
  " JOIN call c ON c.id=a.call GROUP BY 2,3;";
static const char *const persons_sql =
  "WITH RECURSIVE p(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM p WHERE n<20)"
  " INSERT INTO person(id,display) SELECT uuid_of(1700000000000+n,n),'Agent '||(2000+n) FROM p;"
  "CREATE TEMP TABLE desk(k INTEGER PRIMARY KEY, id BLOB);"
  "INSERT INTO desk(id) SELECT id FROM person ORDER BY id";

static void
run (DcrDb *db, gboolean done, const GError *error)
{
  if (!done)
    g_error ("%s", error != NULL ? error->message : sqlite3_errmsg (dcr_db_handle (db)));
}

static void
fill (DcrDb *db, guint n_calls, GBytes *caller)
{
  g_autoptr (GError) error = NULL;
  const gint64 now = dcr_clock_now_ms ();
  const gint64 step = G_GINT64_CONSTANT (86400000) * DAYS / n_calls;
  const gint64 begin = now - step * n_calls;

  sqlite3_create_function (dcr_db_handle (db), "uuid_of", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                           NULL, uuid_of, NULL, NULL);
  /* indexes are made at the end, in one go each */
  run (
      db,
      dcr_db_exec (db,
                   "CREATE TEMP TABLE made AS SELECT type,name,sql FROM sqlite_master WHERE"
                   " type IN ('index','trigger') AND sql IS NOT NULL"
                   " AND tbl_name IN ('call','call_article','article_call','contact')",
                   &error),
      error);
  g_autofree char *drop
      = dcr_db_get_text (db, &error, "SELECT group_concat('DROP '||type||' '||name,';') FROM made", "");
  g_autofree char *make
      = dcr_db_get_text (db, &error, "SELECT group_concat(sql,';') FROM made", "");
  run (db, dcr_db_exec (db, drop, &error), error);
  run (db, dcr_db_exec (db, persons_sql, &error) && dcr_db_exec (db, reasons_sql, &error), error);
  run (db, dcr_db_run (db, &error, calls_sql, "iii", (gint64) n_calls, begin, step), error);
  run (db, dcr_db_exec (db, articles_sql, &error), error);
  run (db,
       dcr_db_run (db, &error, contacts_sql, "ib", now - G_GINT64_CONSTANT (86400000) * 60,
                   g_bytes_get_data (caller, NULL), g_bytes_get_size (caller)),
       error);
  run (db, dcr_db_exec (db, learned_sql, &error) && dcr_db_exec (db, make, &error), error);
}

void
calls_base_make (const char *folder, guint n_calls)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (folder, "work.db", NULL);
  g_autoptr (DcrContactKeys) keys = dcr_contact_keys_open (folder, dcr_clock_now_ms (), &error);
  g_autoptr (GBytes) caller = dcr_contact_hash (keys, CALLS_BASE_CALLER);
  DcrDb *db;

  dcr_store_close (dcr_store_open (folder, &error));
  g_assert_no_error (error);
  db = dcr_db_open (path, DCR_DB_BUILD, &error);
  g_assert_no_error (error);
  run (db, dcr_db_exec (db, "BEGIN", &error), error);
  fill (db, n_calls, caller);
  run (db, dcr_db_exec (db, "COMMIT", &error), error);
  dcr_db_close (db);
}
