-- SPDX-License-Identifier: GPL-3.0-or-later
-- « Mes appels » of a person with hundreds of thousands of calls.

-- The calls of an article in the order of time, and those of one reason. Made from call and call_article by
-- the triggers below and never shared: it can be made again.
CREATE TABLE article_call(
  person BLOB NOT NULL, article TEXT NOT NULL, began INTEGER NOT NULL, call BLOB NOT NULL, reason TEXT,
  PRIMARY KEY(person, article, began, call)) WITHOUT ROWID;
INSERT INTO article_call
  SELECT a.person,a.article,c.began,a.call,c.reason FROM call_article a JOIN call c ON c.id=a.call
  ORDER BY 1,2,3,4;
CREATE INDEX article_call_reason ON article_call(person, article, reason, began);
DROP INDEX call_article_person;

CREATE TRIGGER call_article_put AFTER INSERT ON call_article BEGIN
  INSERT OR IGNORE INTO article_call SELECT NEW.person,NEW.article,began,id,reason FROM call WHERE id=NEW.call;
END;
CREATE TRIGGER call_article_gone AFTER DELETE ON call_article BEGIN
  DELETE FROM article_call WHERE person=OLD.person AND article=OLD.article AND call=OLD.call
    AND began=(SELECT began FROM call WHERE id=OLD.call);
END;
CREATE TRIGGER call_requalified AFTER UPDATE OF reason ON call BEGIN
  UPDATE article_call SET reason=NEW.reason WHERE began=NEW.began AND call=NEW.id
    AND (person, article) IN (SELECT person,article FROM call_article WHERE call=NEW.id);
END;

-- Who erases an identified caller looks for the calls that name them.
CREATE INDEX call_caller ON call(caller) WHERE caller IS NOT NULL;
