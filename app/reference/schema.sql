-- SPDX-License-Identifier: GPL-3.0-or-later
-- reference.db, version 1 (PRAGMA user_version). Written by an import into a file nobody else sees yet,
-- then only read. publication, original, former, tombstone, redirection and import_record cannot be made
-- again and are migrated; passage, link, setter, node and what search/ adds are derived from the texts.

CREATE TABLE meta (
  name TEXT PRIMARY KEY,         -- stamp: unique to this file; parser: what passage, link, setter, node were made by
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE publication (
  rowid INTEGER PRIMARY KEY,
  audience INTEGER NOT NULL,     -- DcrAudience
  id TEXT NOT NULL,
  kind INTEGER NOT NULL,         -- DcrArticleKind
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  date TEXT,                     -- last human check, YYYY-MM-DD
  important_date TEXT,
  theme TEXT,
  theme_id TEXT,
  dossier TEXT,
  dossier_id TEXT,
  targets TEXT NOT NULL,         -- Cible, one a line
  status TEXT,
  page_url TEXT,
  version INTEGER NOT NULL,      -- grows with the content, first 1
  hash TEXT NOT NULL,            -- of the content
  raw_hash BLOB NOT NULL,        -- SHA-256 of the bytes in the archive
  since TEXT NOT NULL,           -- day of the archive that brought this content
  UNIQUE (audience, id)
);
CREATE INDEX publication_hash ON publication (hash);
CREATE INDEX publication_theme ON publication (audience, theme_id);
CREATE INDEX publication_dossier ON publication (audience, dossier_id);

CREATE TABLE original (          -- the XML as DILA gave it, apart so that lists need not step over it
  publication INTEGER PRIMARY KEY,
  xml BLOB NOT NULL              -- zlib
);

CREATE TABLE former (            -- every text that was read before
  audience INTEGER NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  hash TEXT NOT NULL,
  since TEXT NOT NULL,           -- day of the archive that brought it
  until TEXT NOT NULL,           -- day of the archive that replaced or withdrew it
  xml BLOB NOT NULL,
  PRIMARY KEY (audience, id, version)
);
CREATE INDEX former_hash ON former (hash);

CREATE TABLE tombstone (
  audience INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind INTEGER NOT NULL,
  title TEXT NOT NULL,
  withdrawn TEXT NOT NULL,       -- day of the archive that no longer had it
  PRIMARY KEY (audience, id)
) WITHOUT ROWID;

CREATE TABLE redirection (       -- redirections.xml of the audience
  audience INTEGER NOT NULL,
  from_id TEXT NOT NULL,
  to_id TEXT NOT NULL,
  PRIMARY KEY (audience, from_id)
) WITHOUT ROWID;

CREATE TABLE passage (
  publication INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,      -- from 0, in reading order
  address TEXT NOT NULL,
  heading TEXT NOT NULL,
  depth INTEGER NOT NULL,
  hash TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (publication, ordinal)
) WITHOUT ROWID;

CREATE TABLE link (              -- from one article to another, each target once a kind
  publication INTEGER NOT NULL,
  kind INTEGER NOT NULL,         -- DcrLinkUse
  target_audience INTEGER NOT NULL,
  target_id TEXT NOT NULL,
  url TEXT,                      -- web address the entry gives beside, or NULL
  text TEXT NOT NULL
);
CREATE INDEX link_from ON link (publication);
CREATE INDEX link_to ON link (target_audience, target_id);

CREATE TABLE setter (            -- variables of conditions that its questions set
  var TEXT NOT NULL,
  publication INTEGER NOT NULL,
  PRIMARY KEY (var, publication)
) WITHOUT ROWID;
CREATE INDEX setter_publication ON setter (publication);

CREATE TABLE node (              -- the menu of a theme or dossier page, in its order
  audience INTEGER NOT NULL,
  parent TEXT NOT NULL,          -- id of the page; '' for the home (menu.xml or arborescence.xml)
  position INTEGER NOT NULL,
  depth INTEGER NOT NULL,        -- 1 under a heading
  target_audience INTEGER,       -- NULL for a heading
  target_id TEXT,
  title TEXT NOT NULL,
  PRIMARY KEY (audience, parent, position)
) WITHOUT ROWID;

CREATE TABLE import_record (     -- one row an archive, newest last; the attribution DILA asks for
  rowid INTEGER PRIMARY KEY,
  audience INTEGER NOT NULL,
  source TEXT NOT NULL,          -- URL it was downloaded from, or « Service-Public / DILA »
  file TEXT NOT NULL,
  digest TEXT NOT NULL,          -- SHA-256 of the archive; of its documents for a folder
  day TEXT NOT NULL,             -- YYYY-MM-DD
  feed_version TEXT NOT NULL,
  imported_ms INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  added INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  removed INTEGER NOT NULL
);
CREATE INDEX import_record_audience ON import_record (audience);
