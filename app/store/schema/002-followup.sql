-- SPDX-License-Identifier: GPL-3.0-or-later
-- Written confirmations: templates, the outbox, links out of order, approved sentences, flags.

-- channel: 1 e-mail, 2 SMS. scope: 1 national, 2 site, 3 team (place says which). state: 1 draft,
-- 2 approved, 3 to check again (a quoted passage changed), 4 retired. code: what a file of templates
-- calls it. approved: number of the version in force, 0 for none; newest: of the last one written.
CREATE TABLE template(
  id BLOB PRIMARY KEY, code TEXT NOT NULL, channel INTEGER NOT NULL, name TEXT NOT NULL,
  scope INTEGER NOT NULL DEFAULT 1, place BLOB, owner BLOB REFERENCES person(id),
  state INTEGER NOT NULL DEFAULT 1, approved INTEGER NOT NULL DEFAULT 0,
  newest INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE INDEX template_code ON template(code);
CREATE TABLE template_version(
  template BLOB NOT NULL REFERENCES template(id), number INTEGER NOT NULL, subject TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL, survey INTEGER NOT NULL DEFAULT 0, author BLOB, written INTEGER NOT NULL,
  approved INTEGER, approver BLOB, PRIMARY KEY(template, number)) WITHOUT ROWID;
-- type: see DcrVariableType.
CREATE TABLE template_variable(
  template BLOB NOT NULL REFERENCES template(id), number INTEGER NOT NULL, position INTEGER NOT NULL,
  name TEXT NOT NULL, type INTEGER NOT NULL, label TEXT NOT NULL, required INTEGER NOT NULL DEFAULT 1,
  example TEXT NOT NULL DEFAULT '', PRIMARY KEY(template, number, position)) WITHOUT ROWID;
-- A passage of the reference that the body quotes, as it was when the version was approved.
CREATE TABLE template_quote(
  template BLOB NOT NULL REFERENCES template(id), number INTEGER NOT NULL, article TEXT NOT NULL,
  address TEXT NOT NULL, article_version INTEGER NOT NULL, date TEXT NOT NULL DEFAULT '',
  heading TEXT NOT NULL DEFAULT '', hash TEXT NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY(template, number, article, address)) WITHOUT ROWID;
CREATE TABLE attachment(
  id BLOB PRIMARY KEY, name TEXT NOT NULL, mime TEXT NOT NULL, size INTEGER NOT NULL,
  hash TEXT NOT NULL, content BLOB NOT NULL, version INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE TABLE template_attachment(
  template BLOB NOT NULL REFERENCES template(id), number INTEGER NOT NULL, position INTEGER NOT NULL,
  attachment BLOB NOT NULL REFERENCES attachment(id),
  PRIMARY KEY(template, number, position)) WITHOUT ROWID;
CREATE TABLE template_reason(
  template BLOB NOT NULL REFERENCES template(id), reason TEXT NOT NULL REFERENCES reason(id),
  PRIMARY KEY(template, reason)) WITHOUT ROWID;

-- The outbox. state: 1 draft, 2 queued, 3 being sent, 4 handed over, 5 delivered, 6 failed, 7 perhaps
-- sent, 8 suspended, 9 cancelled. recipient: in clear until the message is final, then NULL; its keyed
-- hash and masked form stay. body and html: exactly what goes out, but for names, which stand in `names`
-- and are private-use marks in the text (see dcr-message.h): NULL once final. queued: since when it may leave. due: not before.
-- reports: set of what delivery reports said (DcrReportKind). draft: a composer still open (state 1).
-- No foreign key to call: a message leaves before its call is closed.
CREATE TABLE message(
  id BLOB PRIMARY KEY, call BLOB, person BLOB, channel INTEGER NOT NULL, state INTEGER NOT NULL,
  template BLOB, template_number INTEGER NOT NULL DEFAULT 0, title TEXT NOT NULL DEFAULT '',
  recipient TEXT, recipient_hash BLOB, recipient_mask TEXT NOT NULL DEFAULT '',
  subject TEXT NOT NULL DEFAULT '', body TEXT, html TEXT, names TEXT, message_id TEXT,
  parts INTEGER NOT NULL DEFAULT 0, written INTEGER NOT NULL, queued INTEGER NOT NULL DEFAULT 0,
  due INTEGER NOT NULL,
  changed INTEGER NOT NULL, handed INTEGER, ended INTEGER, attempts INTEGER NOT NULL DEFAULT 0,
  why TEXT NOT NULL DEFAULT '', cancel_asked INTEGER NOT NULL DEFAULT 0,
  reports INTEGER NOT NULL DEFAULT 0, replaces BLOB, draft TEXT,
  version INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE INDEX message_due ON message(channel, due, id) WHERE state = 2;
CREATE INDEX message_taken ON message(id) WHERE state = 3;
CREATE INDEX message_handed ON message(handed) WHERE state = 4;
CREATE INDEX message_state ON message(state, written);
CREATE INDEX message_written ON message(written);
CREATE INDEX message_call ON message(call);
CREATE INDEX message_message_id ON message(message_id) WHERE message_id IS NOT NULL;
CREATE INDEX message_recipient ON message(recipient_hash, written) WHERE recipient_hash IS NOT NULL;
-- changed: 0 reads as cited, 1 changed before the message left, 2 looked at again and found right.
CREATE TABLE message_passage(
  message BLOB NOT NULL REFERENCES message(id), position INTEGER NOT NULL, article TEXT NOT NULL,
  version INTEGER NOT NULL, address TEXT NOT NULL, hash TEXT NOT NULL, quoted INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(message, position)) WITHOUT ROWID;
CREATE TABLE message_attachment(
  message BLOB NOT NULL REFERENCES message(id), position INTEGER NOT NULL,
  attachment BLOB NOT NULL REFERENCES attachment(id), PRIMARY KEY(message, position)) WITHOUT ROWID;
-- outcome: 0 not ended, 1 accepted, 2 refused for now, 3 refused for good, 4 unknown, 5 the relay or
-- gateway did not let us in. body: when the first byte of the message was about to leave; NULL: none left.
CREATE TABLE attempt(
  message BLOB NOT NULL REFERENCES message(id), number INTEGER NOT NULL, began INTEGER NOT NULL,
  body INTEGER, ended INTEGER, outcome INTEGER NOT NULL DEFAULT 0, code INTEGER NOT NULL DEFAULT 0,
  answer TEXT NOT NULL DEFAULT '', PRIMARY KEY(message, number)) WITHOUT ROWID;
-- A draft goes with the draft of its call.
CREATE TRIGGER message_draft_gone AFTER DELETE ON call_draft BEGIN
  DELETE FROM message_passage WHERE message IN (SELECT id FROM message WHERE call = OLD.id AND state = 1);
  DELETE FROM message_attachment WHERE message IN (SELECT id FROM message WHERE call = OLD.id AND state = 1);
  DELETE FROM message WHERE call = OLD.id AND state = 1;
END;

-- An online service out of order: its link is not sent. instead: what to say meanwhile.
CREATE TABLE link_state(
  id BLOB PRIMARY KEY, url TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL,
  instead TEXT NOT NULL DEFAULT '', person BLOB, version INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE INDEX link_state_url ON link_state(url, until);

-- Approved sentences. kind: 1 apologise, 2 explain, 3 close.
CREATE TABLE phrase(
  id BLOB PRIMARY KEY, kind INTEGER NOT NULL, position INTEGER NOT NULL DEFAULT 0, text TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1, version INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;

-- Something for its owner to look at. kind: 1 a template was left with an unfilled variable, 2 a passage
-- that a template quotes changed, 3 reported by an agent. state: 1 open, 2 settled.
CREATE TABLE flag(
  id BLOB PRIMARY KEY, at INTEGER NOT NULL, person BLOB, owner BLOB, kind INTEGER NOT NULL,
  template BLOB, article TEXT NOT NULL DEFAULT '', address TEXT NOT NULL DEFAULT '',
  detail TEXT NOT NULL DEFAULT '', state INTEGER NOT NULL DEFAULT 1, settled INTEGER,
  version INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE INDEX flag_open ON flag(template, kind) WHERE state = 1;
