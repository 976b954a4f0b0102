// SPDX-License-Identifier: GPL-3.0-or-later
// minisearch as its README recommends for typed words: prefix and fuzzy, fields boosted, accents folded.
// Reads DOCUMENTS (JSON lines) and QUESTIONS (a line each); writes ids cut by commas, a tab, milliseconds.
import MiniSearch from 'minisearch';
import { readFileSync } from 'node:fs';

const lines = (path) => readFileSync(path, 'utf8').split('\n').filter((line) => line !== '');
const fold = (word) => word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
const engine = new MiniSearch({
  fields: ['title', 'names', 'description', 'headings', 'body'],
  processTerm: (term) => fold(term.replace(/^(l|d|j|m|t|s|n|c|qu)['’]/i, '')),
});
engine.addAll(lines(process.argv[2]).map((line) => JSON.parse(line)));
const options = {
  prefix: (term, i, terms) => i === terms.length - 1,
  fuzzy: (term) => (term.length > 4 ? 0.2 : false),
  boost: { title: 5, names: 2, description: 3, headings: 2 },
};
for (const question of lines(process.argv[3])) {
  const start = process.hrtime.bigint();
  const hits = engine.search(question, options).slice(0, 100);
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  console.log(hits.map((hit) => hit.id).join(',') + '\t' + ms.toFixed(3));
}
