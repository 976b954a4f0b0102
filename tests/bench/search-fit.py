#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fits the weights of the rerank and says what they are worth on questions they have not seen.

search-fit.py FEATURES BASE QUERIES [--write FILE] [--all] [--ablation]

FEATURES is the program tests/bench/search-features, BASE a reference.db. The weights of one linear sum are
fitted by gradient descent on a listwise softmax loss (Cao et al., 2007, ListNet), each of the sets citizen,
labour and hard weighing a third, held towards weights set by hand beforehand. Ten folds by answer groups:
questions that share an answer of grade 2 stay together, so that no question is judged by weights that saw
another question with its answer. Three drawings of folds are averaged. Needs python3-numpy."""
import math
import subprocess
import sys

import numpy as np

SETS = ("citizen", "labour", "hard")
BEFOREHAND = {"score": 1.0, "coverage": 0.5, "title": 0.3, "title-overlap": 0.2, "alt-overlap": 0.2,
              "anchor-overlap": 0.2, "intro": 0.2, "links-in": 0.1, "lsa": 0.4, "title-same": 1.0}
BY_HAND = {"title-same": 1.0, "page": -0.25, "resource": -0.12, "copy": -0.03}  # no label tells
OFF = [("snowball stems", 0), ("singulars beside stems", 1), ("last word as a prefix", 2), ("spelling", 3),
       ("lexicon", 4), ("the whole rerank", 5), ("coverage", 6), ("title coverage and overlap", 7),
       ("other titles", 8), ("link texts", 9), ("intro and headings", 10), ("services", 11),
       ("dossier and theme", 12), ("links in", 13), ("latent semantics", 14), ("nearness", 15),
       ("best passage", 16)]


def whole(name):
    return "hard" if name.startswith("hard") else name


def read_questions(path):
    questions = []
    for line in open(path, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 3:
            grades = dict((a.split(":")[0], int(a.split(":")[1])) for a in cells[2].split(","))
            questions.append((cells[0], cells[1], grades))
    return questions


def read_features(program, base, path, off, n, audiences):
    out = subprocess.run([program, base, "own", path, str(off), str(audiences)], capture_output=True, text=True, check=True)
    lines = out.stdout.splitlines()
    names = lines[0].split("\t")[3:]
    ids, rows = [[] for _ in range(n)], [[] for _ in range(n)]
    for line in lines[1:]:
        cells = line.split("\t")
        q = int(cells[0])
        if cells[1] not in ids[q]:  # an article of two audiences counts once
            ids[q].append(cells[1])
            rows[q].append([float(x) for x in cells[3:]])
    return names, ids, [np.array(r, dtype=np.float32).reshape(len(r), len(names)) for r in rows]


def answer_groups(questions):
    parent = {}

    def find(x):
        while parent.setdefault(x, x) != x:
            x = parent[x]
        return x

    for i, (_, _, grades) in enumerate(questions):
        for article, grade in grades.items():
            if grade == 2:
                parent[find(article)] = find(i)
    number = {}
    return np.array([number.setdefault(find(i), len(number)) for i in range(len(questions))])


def judge(ranked, grades):
    gain = sum((2 ** grades.get(a, 0) - 1) / math.log2(i + 2) for i, a in enumerate(ranked[:10]))
    ideal = sum((2 ** g - 1) / math.log2(i + 2)
                for i, g in enumerate(sorted(grades.values(), reverse=True)[:10]))
    first = next((i for i, a in enumerate(ranked[:10]) if grades.get(a) == 2), 99)
    return [gain / ideal, first < 1, first < 3, first < 5, 1 / (first + 1) if first < 10 else 0]


class Bench:
    def __init__(self, program, base, path, off=0, audiences=1):
        self.questions = read_questions(path)
        self.names, self.ids, self.rows = read_features(program, base, path, off, len(self.questions),
                                                           audiences)
        self.groups = answer_groups(self.questions)
        self.beforehand = np.array([BEFOREHAND.get(n, 0) for n in self.names])
        # a question none of whose answers this base holds says nothing (run "part" of relevance/README.md)
        import sqlite3
        there = {i for i, in sqlite3.connect(base).execute("SELECT id FROM publication WHERE audience=0 OR ?=0",
                                                           (audiences,))}
        self.asked = [i for i, q in enumerate(self.questions)
                      if any(g == 2 and a in there for a, g in q[2].items())]

    def rank(self, i, weights):
        order = np.argsort(-(self.rows[i] @ weights), kind="stable") if len(self.ids[i]) else []
        return [self.ids[i][j] for j in order]

    def fit(self, train, hold=1.0, steps=120, rate=0.12, scale=6.0):
        sets = [whole(self.questions[i][0]) for i in train]
        train = [i for i, s in zip(train, sets)
                 if s in SETS and any(self.questions[i][2].get(a) for a in self.ids[i])]
        sizes = {s: sum(whole(self.questions[i][0]) == s for i in train) for s in SETS}
        most = max(len(self.ids[i]) for i in train)
        x = np.zeros((len(train), most, len(self.names)), dtype=np.float32)
        gain, mask = np.zeros((len(train), most)), np.full((len(train), most), -1e9)
        for t, i in enumerate(train):
            x[t, :len(self.ids[i])] = self.rows[i]
            gain[t, :len(self.ids[i])] = [2.0 ** self.questions[i][2].get(a, 0) - 1 for a in self.ids[i]]
            mask[t, :len(self.ids[i])] = 0
        share = np.array([1 / (3 * sizes[whole(self.questions[i][0])]) for i in train])
        target = gain / gain.sum(1, keepdims=True)
        start = self.beforehand * scale
        w, first, second = start.copy(), np.zeros(len(start)), np.zeros(len(start))
        for step in range(steps):  # Adam
            s = x @ w + mask
            p = np.exp(s - s.max(1, keepdims=True))
            p /= p.sum(1, keepdims=True)
            grad = (((p - target)[:, :, None] * x).sum(1) * share[:, None]).sum(0) + hold * (w - start) / 100
            first = 0.9 * first + 0.1 * grad
            second = 0.99 * second + 0.01 * grad * grad
            w -= rate * first / (1 - 0.9 ** (step + 1)) / (np.sqrt(second / (1 - 0.99 ** (step + 1))) + 1e-8) \
                * (1 - step / steps)
        return w

    def cross_validate(self, drawings=3, folds=10):
        """Figures of each question, the mean of the drawings."""
        figures = np.zeros((len(self.questions), 5))
        for seed in range(1, drawings + 1):
            fold = np.random.RandomState(seed).randint(0, folds, self.groups.max() + 1)[self.groups]
            for f in range(folds):
                w = self.fit([i for i in self.asked if fold[i] != f])
                for i in self.asked:
                    if fold[i] == f:
                        figures[i] += np.array(judge(self.rank(i, w), self.questions[i][2])) / drawings
        return figures

    def with_weights(self, w):
        return np.array([judge(self.rank(i, w), q[2]) for i, q in enumerate(self.questions)])

    def means(self, figures):
        by_set = {s: np.mean([figures[i] for i in self.asked if whole(self.questions[i][0]) == s], axis=0)
                  for s in SETS + ("title",)}
        by_set["MACRO"] = np.mean([by_set[s] for s in SETS], axis=0)
        return by_set

    def interval(self, figures, draws=2000):
        rand = np.random.RandomState(3939)
        values = [np.array([figures[i][0] for i in self.asked if whole(self.questions[i][0]) == s]) for s in SETS]
        means = [np.mean([rand.choice(v, len(v)).mean() for v in values]) for _ in range(draws)]
        return (np.percentile(means, 97.5) - np.percentile(means, 2.5)) / 2


def show(name, means):
    for s in ("MACRO",) + SETS + ("title",):
        m = means[s]
        print("%-14s %-8s nDCG@10 %.3f  s@1 %.3f  s@3 %.3f  s@5 %.3f  MRR %.3f" % (name, s, m[0], m[1], m[2], m[3], m[4]))


def write(path, names, w):
    w = w / w[names.index("score")]
    with open(path, "w", encoding="utf-8") as out:
        out.write("/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
                  "/* Fitted by tests/bench/search-fit.py; title-same, page, resource and copy by hand (no label\n"
                  " * tells). */\n")
        for name, value in zip(names, w):
            out.write("[DCR_FEATURE_%s] = %.4ff,\n" % (name.upper().replace("-", "_"), BY_HAND.get(name, value)))


def ablate(program, base, path, whole_figures, bench):
    print("\nleft out                        nDCG@10     hard  better  worse questions without it")
    whole_means = bench.means(whole_figures)
    for name, bit in OFF:
        less = Bench(program, base, path, 1 << bit)
        if bit == 5:
            score = np.zeros(len(less.names))
            score[0] = 1
            figures = less.with_weights(score)
        else:
            figures = less.cross_validate()
        means = less.means(figures)
        change = [figures[i][0] - whole_figures[i][0] for i in bench.asked]
        print("%-30s  %.3f %+.3f  %+.3f  %4d  %4d" % (
            name, means["MACRO"][0], means["MACRO"][0] - whole_means["MACRO"][0],
            means["hard"][0] - whole_means["hard"][0], sum(c > 0.01 for c in change), sum(c < -0.01 for c in change)))
        sys.stdout.flush()


def main(arguments):
    program, base, path = arguments[:3]
    bench = Bench(program, base, path)
    show("beforehand", bench.means(bench.with_weights(bench.beforehand)))
    figures = bench.cross_validate()
    show("cross-validated", bench.means(figures))
    print("interval of MACRO nDCG@10: ±%.3f" % bench.interval(figures))
    w = bench.fit(bench.asked)
    show("same questions", bench.means(bench.with_weights(w)))
    if "--write" in arguments:
        write(arguments[arguments.index("--write") + 1], bench.names, w)
    if "--all" in arguments:
        every = Bench(program, base, path, audiences=0)
        show("all, cross-val.", every.means(every.cross_validate()))
    if "--ablation" in arguments:
        ablate(program, base, path, figures, bench)


if __name__ == "__main__":
    main(sys.argv[1:])
