#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the engines named as arguments on the same articles and questions (search-peers.sh prepares them) and
prints their figures as relevance/README.md defines them."""
import json
import math
import os
import re
import sqlite3
import subprocess
import sys
import time
import unicodedata

WORK, QUESTIONS, CTL = (os.environ[n] for n in ("PEERS_WORK", "PEERS_QUESTIONS", "PEERS_CTL"))
FIELDS = ("title", "names", "description", "headings", "body")
WEIGHTS = {"title": 10.0, "names": 3.0, "description": 4.0, "headings": 2.0, "body": 1.0}


def documents():
    base = sqlite3.connect(WORK + "/base/reference.db")
    for rowid, article, title, description in base.execute(
            "SELECT rowid,id,title,description FROM publication WHERE audience=0 AND id LIKE 'F%'"):
        passages = base.execute("SELECT heading,text FROM passage WHERE publication=? ORDER BY ordinal",
                                (rowid,)).fetchall()
        names = {t for (t,) in base.execute("SELECT text FROM link WHERE target_audience=0 AND target_id=?",
                                            (article,))}
        yield {"id": article, "title": title, "description": description, "names": "\n".join(sorted(names)),
               "headings": "\n".join(p[0] for p in passages), "body": "\n".join(p[1] for p in passages)}


def questions():
    rows = []
    for line in open(QUESTIONS, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 3:
            grades = dict((a.split(":")[0], int(a.split(":")[1])) for a in cells[2].split(","))
            rows.append((cells[0], cells[1], grades))
    return rows


# the same for all that have no list of their own: articles, pronouns, prepositions, greetings
STOP = set("""le la les un une des de du d l et ou a au aux en dans pour par sur avec sans ce cet cette ces mon ma mes
    son sa ses notre nos votre vos leur leurs je tu il elle on nous vous ils elles me te se y que qui quoi dont ne pas
    plus est sont suis etre avoir ai as avons ont fait faire comment quel quelle quels quelles si c s n m t j qu
    bonjour merci""".split())


def words_of(text):
    text = re.sub(r"\b(l|d|j|m|t|s|n|c|qu)['’]", " ", text, flags=re.I)
    return re.findall(r"\w+", text)


def fold(text):
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn")


def asked_words(question):
    """Those that tell something; all of them when none does."""
    words = words_of(question)
    return [w for w in words if fold(w) not in STOP] or words


# ---- Engines: each gives a function from a question to ids, best first ------------------------------------

def fts5(docs):
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE kb USING fts5(id UNINDEXED,%s,tokenize='unicode61 remove_diacritics 2',"
               "prefix='1 2 3')" % ",".join(FIELDS))
    db.executemany("INSERT INTO kb VALUES(?,?,?,?,?,?)", [[d["id"]] + [d[f] for f in FIELDS] for d in docs])
    rank = "bm25(0,%s)" % ",".join(str(WEIGHTS[f]) for f in FIELDS)

    def search(question):
        words = asked_words(question)  # it has no stemmer: the beginning of a word stands for its forms
        expression = " OR ".join('"%s"%s' % (w, "*" if len(w) >= 4 else "") for w in words)
        sql = "SELECT id FROM kb WHERE kb MATCH ? AND rank MATCH '%s' ORDER BY rank LIMIT 20" % rank
        return [r[0] for r in db.execute(sql, (expression,))] if words else []
    return search


def xapian_french(docs):
    import xapian
    counts = {"title": 20, "names": 6, "description": 6, "headings": 3, "body": 1}
    db = xapian.WritableDatabase(WORK + "/xapian", xapian.DB_CREATE_OR_OVERWRITE)
    for d in docs:
        doc, terms = xapian.Document(), xapian.TermGenerator()
        terms.set_stemmer(xapian.Stem("french"))
        terms.set_stemming_strategy(terms.STEM_ALL)
        terms.set_document(doc)
        for field in FIELDS:
            terms.index_text(fold(" ".join(words_of(d[field]))), counts[field])
            terms.increase_termpos(100)
        doc.set_data(d["id"])
        db.add_document(doc)
    db.commit()
    parser = xapian.QueryParser()
    parser.set_stemmer(xapian.Stem("french"))
    parser.set_stemming_strategy(parser.STEM_ALL)
    parser.set_database(db)
    parser.set_max_expansion(200, xapian.Query.WILDCARD_LIMIT_MOST_FREQUENT)

    def search(question):
        text = fold(" ".join(asked_words(question)))
        enquire = xapian.Enquire(db)
        enquire.set_weighting_scheme(xapian.BM25Weight(3, 0, 1, 0.5, 0.5))
        enquire.set_query(parser.parse_query(text, parser.FLAG_PARTIAL if question[-1:].isalnum() else 0))
        return [m.document.get_data().decode() for m in enquire.get_mset(0, 20)]
    return search


def postgresql(docs):
    import psycopg2
    db = psycopg2.connect("")
    db.autocommit = True
    sql = db.cursor()
    sql.execute("""CREATE EXTENSION unaccent; CREATE TEXT SEARCH CONFIGURATION fr (COPY=french);
        ALTER TEXT SEARCH CONFIGURATION fr ALTER MAPPING FOR hword,hword_part,word WITH unaccent,french_stem;
        CREATE TABLE kb(id text, words tsvector)""")
    for d in docs:
        sql.execute("""INSERT INTO kb VALUES(%s, setweight(to_tsvector('fr',%s),'A') || setweight(to_tsvector('fr',%s),'B')
            || setweight(to_tsvector('fr',%s),'C') || setweight(to_tsvector('fr',left(%s,900000)),'D'))""",
                    (d["id"], d["title"], d["description"] + "\n" + d["names"], d["headings"], d["body"]))
    sql.execute("CREATE INDEX ON kb USING gin(words)")
    sql.execute("ANALYZE kb")

    def search(question):
        words = words_of(question)
        if not words:
            return []
        text = " | ".join("'%s'" % w for w in words) + (":*" if question[-1:].isalnum() else "")
        sql.execute("SELECT id FROM kb, to_tsquery('fr',%s) q WHERE words @@ q"
                    " ORDER BY ts_rank('{0.1,0.3,0.6,1.0}',words,q,1) DESC, id LIMIT 20", (text,))
        return [r[0] for r in sql.fetchall()]
    return search


def batch(lines):
    """Ids and milliseconds from the lines of an engine that runs by itself."""
    rows = [line.split("\t")[-2:] for line in lines]
    return [[a.split("/")[-1] for a in r[0].split(",") if a] for r in rows], [float(r[1]) for r in rows]


def run_ours(rows):
    text = "".join(q + "\n" for _, q, _ in rows)
    out = subprocess.run([CTL, "--base", WORK + "/base", "search", "--batch", "--limit", "100", "--audience",
                          "particuliers"], input=text, capture_output=True, text=True, check=True)
    return batch(out.stdout.splitlines())


def run_minisearch(rows, docs):
    with open(WORK + "/documents.jsonl", "w", encoding="utf-8") as out:
        out.writelines(json.dumps(d) + "\n" for d in docs)
    with open(WORK + "/questions.txt", "w", encoding="utf-8") as out:
        out.writelines(q + "\n" for _, q, _ in rows)
    out = subprocess.run(["node", WORK + "/search-peers.mjs", WORK + "/documents.jsonl", WORK + "/questions.txt"],
                         capture_output=True, text=True, check=True, cwd=WORK)
    return batch(out.stdout.splitlines())


# ---- Figures ------------------------------------------------------------------------------------------------

def judge(ids, grades):
    ids = [i for i in dict.fromkeys(ids) if i.startswith("F")][:10]
    gain = sum((2 ** grades.get(a, 0) - 1) / math.log2(i + 2) for i, a in enumerate(ids))
    ideal = sum((2 ** g - 1) / math.log2(i + 2) for i, g in enumerate(sorted(grades.values(), reverse=True)[:10]))
    first = next((i for i, a in enumerate(ids) if grades.get(a) == 2), 99)
    return [first < 1, first < 3, first < 5, 1 / (first + 1) if first < 10 else 0, gain / ideal]


def mean(rows):
    return [sum(column) / len(rows) for column in zip(*rows)]


def report(name, rows, answers, times, there):
    by_set = {}
    for (set_name, _, grades), ids in zip(rows, answers):
        if any(g == 2 and a in there for a, g in grades.items()):
            by_set.setdefault(set_name.split("_")[0], []).append(judge(ids, grades))
    macro = mean([mean(by_set[s]) for s in ("citizen", "labour", "hard")])
    times = sorted(times)
    print("| %s | %s | %.2f / %.2f |" % (name, " | ".join("%.3f" % m for m in macro), times[len(times) // 2],
                                          times[int(len(times) * 0.99)]))
    sys.stdout.flush()


def main(names):
    docs, rows = list(documents()), questions()
    there = {d["id"] for d in docs}
    if names[0] == "ours":
        print("| engine | s@1 | s@3 | s@5 | MRR | nDCG@10 | query p50 / p99 ms |\n| --- | --- | --- | --- | --- | --- | --- |")
    for name in names:
        if name == "ours":
            answers, times = run_ours(rows)
        elif name == "minisearch":
            answers, times = run_minisearch(rows, docs)
        else:
            search = {"fts5": fts5, "xapian": xapian_french, "postgresql": postgresql}[name](docs)
            answers, times = [], []
            for _, question, _ in rows:
                start = time.perf_counter()
                answers.append(search(question))
                times.append((time.perf_counter() - start) * 1e3)
        report(name, rows, answers, times, there)


main(sys.argv[1:])
