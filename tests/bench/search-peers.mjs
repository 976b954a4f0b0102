// SPDX-License-Identifier: GPL-3.0-or-later
// minisearch as its README recommends for typed words: prefix and fuzzy, fields boosted; accents folded, French
// elisions cut and grammar left out, which it does not do by itself.
// Reads DOCUMENTS (JSON lines) and QUESTIONS (a line each); writes ids cut by commas, a tab, milliseconds.
import MiniSearch from 'minisearch';
import { readFileSync } from 'node:fs';

const lines = (path) => readFileSync(path, 'utf8').split('\n').filter((line) => line !== '');
const fold = (word) => word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
const grammar = new Set(`le la les un une des de du d l et ou a au aux en dans pour par sur avec sans ce cet cette ces mon
  ma mes son sa ses notre nos votre vos leur leurs je tu il elle on nous vous ils elles me te se y que qui quoi dont ne pas
  plus est sont suis etre avoir ai as avons ont fait faire comment quel quelle quels quelles si c s n m t j qu bonjour
  merci`.split(/\s+/));
const engine = new MiniSearch({
  fields: ['title', 'names', 'description', 'headings', 'body'],
  tokenize: (text) => text.split(/[^\p{L}\p{N}]+/u),
  processTerm: (term) => (grammar.has(fold(term)) ? null : fold(term) || null),
});
engine.addAll(lines(process.argv[2]).map((line) => JSON.parse(line)));
const options = {
  prefix: (term) => term.length >= 4,
  fuzzy: (term) => (term.length > 4 ? 0.2 : false),
  boost: { title: 5, names: 2, description: 3, headings: 2 },
};
for (const question of lines(process.argv[3])) {
  const start = process.hrtime.bigint();
  const hits = engine.search(question, options).slice(0, 100);
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  console.log(hits.map((hit) => hit.id).join(',') + '\t' + ms.toFixed(3));
}
