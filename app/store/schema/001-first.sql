-- SPDX-License-Identifier: GPL-3.0-or-later
-- work.db, first schema. Ids are UUIDv7 blobs (reasons, services and facets keep the code their owner
-- gave them), times UTC milliseconds, days « YYYY-MM-DD », enums fixed and append-only. An unknown value
-- of an enum is shown as « autre (version plus récente) » and never rewritten.

CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Who works here. role: 1 agent, 2 expert, 3 lead, 4 administrator.
CREATE TABLE site(
  id BLOB PRIMARY KEY, name TEXT NOT NULL, active INTEGER NOT NULL DEFAULT 1,
  version INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE TABLE team(
  id BLOB PRIMARY KEY, site BLOB REFERENCES site(id), name TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1, version INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE TABLE person(
  id BLOB PRIMARY KEY, display TEXT NOT NULL, role INTEGER NOT NULL DEFAULT 1,
  team BLOB REFERENCES team(id), active INTEGER NOT NULL DEFAULT 1,
  version INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;

-- Why people call. A reason is never deleted: it ends (valid_to) and has successors.
CREATE TABLE reason(
  id TEXT PRIMARY KEY, parent TEXT REFERENCES reason(id), position INTEGER NOT NULL,
  label TEXT NOT NULL, definition TEXT NOT NULL DEFAULT '', example TEXT NOT NULL DEFAULT '',
  counter_example TEXT NOT NULL DEFAULT '', counter_reason TEXT, owner TEXT NOT NULL DEFAULT '',
  valid_from TEXT NOT NULL DEFAULT '', valid_to TEXT NOT NULL DEFAULT '',
  checklist TEXT NOT NULL DEFAULT '', version INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
-- « Autre » is no code of anybody's grid: always there, asks for three words, never ends.
INSERT INTO reason(id, position, label, definition) VALUES('AUTRE', 1000000, 'Autre motif',
  'Aucun motif de la grille ne convient : trois mots disent pourquoi l’appelant appelait.');
CREATE TABLE reason_successor(
  reason TEXT NOT NULL REFERENCES reason(id), successor TEXT NOT NULL REFERENCES reason(id),
  weight INTEGER NOT NULL DEFAULT 100, version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY(reason, successor)) WITHOUT ROWID;
-- Closed lists of the site, three at most in force; a value is a row with a parent.
CREATE TABLE facet(
  id TEXT PRIMARY KEY, parent TEXT REFERENCES facet(id), position INTEGER NOT NULL,
  label TEXT NOT NULL, active INTEGER NOT NULL DEFAULT 1,
  version INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
-- Offices and national lines a caller is sent to.
CREATE TABLE service(
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL DEFAULT '',
  number TEXT NOT NULL DEFAULT '', price_class TEXT NOT NULL DEFAULT '',
  hours TEXT NOT NULL DEFAULT '', web TEXT NOT NULL DEFAULT '', source TEXT NOT NULL DEFAULT '',
  date TEXT NOT NULL DEFAULT '', active INTEGER NOT NULL DEFAULT 1,
  position INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;

-- A caller who agreed to be identified; ends by its own retention after the last contact.
CREATE TABLE caller(
  id BLOB PRIMARY KEY, display TEXT NOT NULL, number TEXT, email TEXT, agreed INTEGER NOT NULL,
  last_contact INTEGER NOT NULL, person BLOB REFERENCES person(id),
  version INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE INDEX caller_number ON caller(number) WHERE number IS NOT NULL;

-- The call in hand and those that wait. Never shared; dropped when the call closes. state: a GVariant
-- a{sv} in text form (see dcr-call-draft.c).
CREATE TABLE call_draft(
  id BLOB PRIMARY KEY, person BLOB, saved INTEGER NOT NULL, current INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL) WITHOUT ROWID;

-- A closed call. No number, no name. reason NULL: « non qualifié ». reason_path: labels of that day.
-- caller_kind: DcrPhoneKind. outcome 1..9: answered, referred, misdirected, transferred, escalated,
-- callback, cut, silent, mistake. nature 1..5, profile 1..: see dcr-call.h.
CREATE TABLE call(
  id BLOB PRIMARY KEY, person BLOB NOT NULL REFERENCES person(id), team BLOB, site BLOB,
  began INTEGER NOT NULL, answered INTEGER, ended INTEGER, closed INTEGER NOT NULL,
  called TEXT, caller_kind INTEGER NOT NULL DEFAULT 0, caller BLOB REFERENCES caller(id) ON DELETE SET NULL,
  rank INTEGER NOT NULL DEFAULT 1,
  reason TEXT REFERENCES reason(id), reason_path TEXT, first_reason TEXT, other_words TEXT,
  outcome INTEGER NOT NULL, answered_too INTEGER, service TEXT REFERENCES service(id),
  callback_from INTEGER, callback_to INTEGER,
  nature INTEGER, profile INTEGER, facet1 TEXT, facet2 TEXT, facet3 TEXT,
  tally INTEGER NOT NULL DEFAULT 0, note TEXT, version INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE INDEX call_person ON call(person, began);
CREATE INDEX call_person_reason ON call(person, reason, began);
CREATE INDEX call_note ON call(closed) WHERE note IS NOT NULL OR other_words IS NOT NULL;
CREATE TABLE call_article(
  call BLOB NOT NULL REFERENCES call(id), article TEXT NOT NULL, version INTEGER NOT NULL,
  hash TEXT NOT NULL, title TEXT NOT NULL DEFAULT '', opened INTEGER NOT NULL, person BLOB NOT NULL,
  PRIMARY KEY(call, article)) WITHOUT ROWID;
CREATE INDEX call_article_person ON call_article(person, article, call);
-- ticked: numbers of the lines ticked, from 0, comma separated.
CREATE TABLE call_passage(
  call BLOB NOT NULL REFERENCES call(id), position INTEGER NOT NULL, article TEXT NOT NULL,
  version INTEGER NOT NULL, address TEXT NOT NULL, heading TEXT NOT NULL DEFAULT '',
  hash TEXT NOT NULL, ticked TEXT NOT NULL DEFAULT '', PRIMARY KEY(call, position)) WITHOUT ROWID;
CREATE TABLE call_reason(
  call BLOB NOT NULL REFERENCES call(id), reason TEXT NOT NULL REFERENCES reason(id),
  PRIMARY KEY(call, reason)) WITHOUT ROWID;
-- What was read to a caller, once for each hash: of a passage, or of a whole article.
CREATE TABLE article_text(hash TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
-- How often closed calls with this evidence had this reason, in all: what suggestions learn from.
-- kind 0: any call, key ''; 1: key is an article opened; 2: the number called; 3: a stem of the titles and
-- breadcrumbs of the articles opened. « Autre » and « non qualifié » teach nothing.
CREATE TABLE learned(
  kind INTEGER NOT NULL, key TEXT NOT NULL, reason TEXT NOT NULL, calls INTEGER NOT NULL,
  PRIMARY KEY(kind, key, reason)) WITHOUT ROWID;
-- « Besoin particulier »: a count a day, never on a call. need 1..: see dcr-call.h.
CREATE TABLE need_count(
  day TEXT NOT NULL, need INTEGER NOT NULL, calls INTEGER NOT NULL,
  PRIMARY KEY(day, need)) WITHOUT ROWID;

-- Who called again, by keyed hash of the number: no number, no name, no note. 60 days.
CREATE TABLE contact(
  id BLOB PRIMARY KEY, hash BLOB NOT NULL, at INTEGER NOT NULL, reason TEXT, outcome INTEGER NOT NULL,
  articles TEXT NOT NULL DEFAULT '', promise TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE INDEX contact_hash ON contact(hash, at);
CREATE INDEX contact_at ON contact(at);

-- action: 1 requalified, 2 exported a subject, 3 erased a subject, 4 purged, 5 opened another's call,
-- 6 opened an identified caller, 7 changed the grid. No personal data in object and detail.
CREATE TABLE access_journal(
  id BLOB PRIMARY KEY, at INTEGER NOT NULL, person BLOB, action INTEGER NOT NULL,
  object TEXT NOT NULL DEFAULT '', detail TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE INDEX access_journal_at ON access_journal(at);

-- Words searched, without who or in which call.
CREATE TABLE search_log(
  id BLOB PRIMARY KEY, at INTEGER NOT NULL, words TEXT NOT NULL, hits INTEGER NOT NULL,
  opened TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
-- Which text of an article a person read last: « 2 changements depuis votre lecture ».
CREATE TABLE read_mark(
  person BLOB NOT NULL REFERENCES person(id), article TEXT NOT NULL, version INTEGER NOT NULL,
  hash TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(person, article)) WITHOUT ROWID;
CREATE INDEX read_mark_at ON read_mark(person, at);
