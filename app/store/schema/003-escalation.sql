-- SPDX-License-Identifier: GPL-3.0-or-later
-- What cannot be settled during the call: queues, escalations and their life, callbacks, notices of the
-- moment, general difficulties. Facts, passages and what was left out are GVariants in text form (see
-- dcr-packet.c); enums are in the headers of followup/.

-- Where an escalation goes. kind: 1 second level, 2 a back office, 3 a service told about a file.
-- address "": it works in « Suivi »; else it gets an e-mail. needs: fields of the caller that it may see
-- (« phone|email|name »), all others are left out. delay*: minutes of opening hours, by severity.
CREATE TABLE queue(
  id TEXT PRIMARY KEY, name TEXT NOT NULL, owner TEXT NOT NULL DEFAULT '', kind INTEGER NOT NULL DEFAULT 1,
  address TEXT NOT NULL DEFAULT '', needs TEXT NOT NULL DEFAULT '', delay INTEGER NOT NULL,
  delay_hindering INTEGER NOT NULL, delay_urgent INTEGER NOT NULL, zone INTEGER NOT NULL DEFAULT 0,
  weekdays INTEGER NOT NULL DEFAULT 31, opens INTEGER NOT NULL DEFAULT 540,
  closes INTEGER NOT NULL DEFAULT 1020, active INTEGER NOT NULL DEFAULT 1,
  position INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;

-- state: 1 received, 2 taken, 3 question asked, 4 answered, 5 returned, 6 closed, 7 opened again, 8 merged.
-- ended: when it was closed or merged, else NULL. version: how many events it has. number: « E-0412 ».
-- token: what the subject and the Reply-To of its e-mail carry. same: hash of the file's number, by which
-- duplicates are proposed. phone: kept here for the callback only, gone when it ends.
CREATE TABLE escalation(
  id BLOB PRIMARY KEY, number INTEGER NOT NULL, token TEXT NOT NULL, call BLOB, queue TEXT NOT NULL,
  reason TEXT, reason_path TEXT NOT NULL DEFAULT '', severity INTEGER NOT NULL DEFAULT 1,
  question TEXT NOT NULL, wants TEXT NOT NULL DEFAULT '', told TEXT NOT NULL DEFAULT '',
  promise TEXT NOT NULL DEFAULT '', facts TEXT NOT NULL DEFAULT '', passages TEXT NOT NULL DEFAULT '',
  dropped TEXT NOT NULL DEFAULT '', complete INTEGER NOT NULL DEFAULT 0, asked INTEGER NOT NULL DEFAULT 0,
  phone TEXT, masked TEXT NOT NULL DEFAULT '', author BLOB NOT NULL, created INTEGER NOT NULL,
  due INTEGER NOT NULL, state INTEGER NOT NULL, holder BLOB, touched INTEGER NOT NULL, ended INTEGER,
  merged_into BLOB, same TEXT, folded TEXT NOT NULL DEFAULT '', version INTEGER NOT NULL DEFAULT 1);
CREATE UNIQUE INDEX escalation_token ON escalation(token);
CREATE INDEX escalation_number ON escalation(number);
-- everything the list needs to sort, count and cut, so that opening it reads no text (ended as well: SQLite
-- does not see that the index is about it)
CREATE INDEX escalation_open ON escalation(due, state, queue, holder, author, severity, id, ended)
  WHERE ended IS NULL;
CREATE INDEX escalation_ended ON escalation(ended, state, queue, holder, author, severity, due, id)
  WHERE ended IS NOT NULL;
CREATE INDEX escalation_same ON escalation(same) WHERE same IS NOT NULL AND ended IS NULL;
CREATE INDEX escalation_call ON escalation(call);

-- Its life, one line an act. author NULL: outside, by e-mail, named in who. state: where it led.
CREATE TABLE escalation_event(
  id BLOB PRIMARY KEY, escalation BLOB NOT NULL REFERENCES escalation(id), seq INTEGER NOT NULL,
  act INTEGER NOT NULL, state INTEGER NOT NULL, author BLOB, who TEXT NOT NULL DEFAULT '',
  at INTEGER NOT NULL, text TEXT NOT NULL DEFAULT '', other BLOB, message_id TEXT,
  UNIQUE(escalation, seq)) WITHOUT ROWID;
-- the same message taken in twice is one answer
CREATE UNIQUE INDEX escalation_event_mail ON escalation_event(message_id) WHERE message_id IS NOT NULL;

-- Which message of the outbox carries which escalation out, and what it adds to a former one. Its Reply-To and
-- its attachment are made when it leaves (see dcr-escalation-mail.c).
CREATE TABLE escalation_mail(
  message BLOB PRIMARY KEY, escalation BLOB NOT NULL REFERENCES escalation(id),
  word TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE INDEX escalation_mail_of ON escalation_mail(escalation);

-- An answer that may become a local answer: a draft until a curator takes it.
CREATE TABLE proposal(
  id BLOB PRIMARY KEY, escalation BLOB NOT NULL REFERENCES escalation(id), title TEXT NOT NULL,
  text TEXT NOT NULL, reason TEXT, articles TEXT NOT NULL DEFAULT '', author BLOB, at INTEGER NOT NULL,
  state INTEGER NOT NULL DEFAULT 1, version INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;

-- A promise to call back. kind: 1 callback, 2 appointment. state: 0 the call is still going on, 1 to do,
-- 2 no answer once, 3 kept, 4 unreachable, 5 replaced by agreement, 6 called off by the caller, 7 given up.
-- person NULL: whoever of that level. zone: IANA name of the caller's clock, asked; place: in words.
-- phone in clear while the promise lives.
CREATE TABLE callback(
  id BLOB PRIMARY KEY, number INTEGER NOT NULL, kind INTEGER NOT NULL DEFAULT 1, call BLOB, escalation BLOB,
  author BLOB NOT NULL, person BLOB, level INTEGER NOT NULL DEFAULT 1, phone TEXT, masked TEXT NOT NULL DEFAULT '',
  reason TEXT, reason_path TEXT NOT NULL DEFAULT '', promise TEXT NOT NULL DEFAULT '',
  words TEXT NOT NULL DEFAULT '', passages TEXT NOT NULL DEFAULT '', sheet TEXT NOT NULL DEFAULT '',
  promised_from INTEGER NOT NULL, promised_to INTEGER NOT NULL, zone TEXT NOT NULL, place TEXT NOT NULL,
  state INTEGER NOT NULL DEFAULT 0, created INTEGER NOT NULL, ended INTEGER, first_attempt INTEGER,
  replaces BLOB, message BLOB, version INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE INDEX callback_open ON callback(promised_to, promised_from, state, person, level, id)
  WHERE ended IS NULL;
CREATE INDEX callback_promised ON callback(promised_to, state);
CREATE INDEX callback_call ON callback(call);
-- result: 1 reached, 2 no answer, 3 engaged, 4 wrong number
CREATE TABLE callback_attempt(
  id BLOB PRIMARY KEY, callback BLOB NOT NULL REFERENCES callback(id), at INTEGER NOT NULL,
  person BLOB NOT NULL, result INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX callback_attempt_of ON callback_attempt(callback, at);

-- What the agent is writing beside the call in hand: a GVariant a{sv} in text form, gone with the draft.
CREATE TABLE escalation_draft(
  call BLOB PRIMARY KEY, saved INTEGER NOT NULL, state TEXT NOT NULL) WITHOUT ROWID;
-- In the transaction that closes the call its callback becomes a promise (outcome 6), or nothing of it stays.
CREATE TRIGGER followup_draft_gone AFTER DELETE ON call_draft BEGIN
  DELETE FROM escalation_draft WHERE call = OLD.id;
  UPDATE callback SET state = 1, number = 1 + (SELECT coalesce(max(number), 0) FROM callback)
    WHERE call = OLD.id AND state = 0
      AND EXISTS (SELECT 1 FROM call WHERE call.id = OLD.id AND call.outcome = 6);
  DELETE FROM callback WHERE call = OLD.id AND state = 0;
END;

-- « Consigne du moment ». audience: 0 everybody, else a bit for each role. reasons: codes joined by |.
CREATE TABLE notice(
  id BLOB PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL DEFAULT '', urgent INTEGER NOT NULL DEFAULT 0,
  starts INTEGER NOT NULL, ends INTEGER NOT NULL, audience INTEGER NOT NULL DEFAULT 0,
  reasons TEXT NOT NULL DEFAULT '', author BLOB NOT NULL, created INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE INDEX notice_ends ON notice(ends);
CREATE TABLE notice_read(
  notice BLOB NOT NULL REFERENCES notice(id), person BLOB NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY(notice, person)) WITHOUT ROWID;

-- A difficulty with a rule or a procedure, never a person's file. state: 1 open, 2 merged, 3 settled.
-- calls: how many the author had; since: « YYYY-MM-DD ».
CREATE TABLE vigie(
  id BLOB PRIMARY KEY, what TEXT NOT NULL, since TEXT NOT NULL DEFAULT '', calls INTEGER NOT NULL DEFAULT 1,
  reason TEXT, reason_path TEXT NOT NULL DEFAULT '', owner TEXT NOT NULL DEFAULT '', author BLOB NOT NULL,
  at INTEGER NOT NULL, state INTEGER NOT NULL DEFAULT 1, merged_into BLOB, outcome TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE INDEX vigie_at ON vigie(at);

-- From which reason to which service a misdirected call was sent: the matrix is made of these pairs.
CREATE VIEW misdirected(at, called, reason, service) AS
  SELECT began, called, reason, service FROM call WHERE outcome = 3 AND service IS NOT NULL;
