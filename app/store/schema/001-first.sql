-- SPDX-License-Identifier: GPL-3.0-or-later
-- work.db, first schema. Ids are UUIDv7 blobs, times UTC milliseconds, enums fixed and append-only.

CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
