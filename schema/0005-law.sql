-- The law engine: every path of a case, who stands in for whom, what people are told, and letters as agencies word them.

-- What stands over a case beside its state. extension: '' asked granted; hearing: '' told asked waived held; asking (joint
-- review or countersigning): '' open agreed refused; members: those asked, "?organisation/role/staff" while the answer is
-- open, "." in place of "?" afterwards; back_to: the step that sent it back and gets it straight back; term_over: the
-- applicant's own period has ended.
ALTER TABLE cases ADD COLUMN extension TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN hearing TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN asking TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN members TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN back_to INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN term_over INTEGER NOT NULL DEFAULT 0;

-- What waits for others' answers, and where the applicant is late: few among many.
CREATE INDEX cases_asking ON cases (area, organisation, due_day, id) WHERE asking = 'open';
CREATE INDEX cases_term_over ON cases (area, organisation, state, due_day, id) WHERE term_over = 1;

-- Working days added by an extension (行政许可法 art. 42).
ALTER TABLE case_clock ADD COLUMN extended INTEGER NOT NULL DEFAULT 0;

-- Who was asked in which round, and what they answered. due_day: last day of their limit; answer: '' agree conditions
-- object, silent when the limit passed and silence counts as consent.
CREATE TABLE case_member (
  area INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  round INTEGER NOT NULL,
  no INTEGER NOT NULL,
  organisation INTEGER NOT NULL REFERENCES organisation (id),
  role TEXT NOT NULL,
  staff INTEGER NOT NULL,
  rule TEXT NOT NULL CHECK (rule IN ('all', 'any', 'veto')),
  silence INTEGER NOT NULL CHECK (silence IN (0, 1)),
  question TEXT NOT NULL,
  asked_day INTEGER NOT NULL,
  due_day INTEGER NOT NULL,
  answer TEXT NOT NULL CHECK (answer IN ('', 'agree', 'conditions', 'object', 'silent')),
  words TEXT NOT NULL,
  answered_at INTEGER NOT NULL,
  answered_by TEXT NOT NULL,
  closed INTEGER NOT NULL CHECK (closed IN (0, 1)),
  PRIMARY KEY (area, case_id, round, no)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_member_due ON case_member (area, due_day, case_id, round, no) WHERE closed = 0;

-- A role of a case that was handed to one person; without a row everybody who holds the role has it.
CREATE TABLE case_holder (
  area INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  role TEXT NOT NULL,
  staff INTEGER NOT NULL REFERENCES staff (id),
  PRIMARY KEY (area, case_id, role)
) STRICT, WITHOUT ROWID;

-- staff: who has the task alone; 0: everybody who holds the role.
ALTER TABLE case_task ADD COLUMN staff INTEGER NOT NULL DEFAULT 0;
DROP INDEX case_task_open;
CREATE INDEX case_task_open ON case_task (area, organisation, role, staff, due_day, id, case_id, seen_at, done_at) WHERE done_at = 0;

-- While somebody is away, another acts for them (请假委托): both days included.
CREATE TABLE delegation (
  area INTEGER NOT NULL,
  id INTEGER NOT NULL,
  staff INTEGER NOT NULL REFERENCES staff (id),
  to_staff INTEGER NOT NULL REFERENCES staff (id),
  from_day INTEGER NOT NULL,
  until_day INTEGER NOT NULL,
  reason TEXT NOT NULL,
  made_by INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  PRIMARY KEY (area, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX delegation_to ON delegation (area, to_staff, until_day) WHERE ended_at = 0;
CREATE INDEX delegation_of ON delegation (area, staff, id);

-- Where people can be reached beside the account itself; sealed.
ALTER TABLE account ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE staff ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE staff ADD COLUMN phone TEXT NOT NULL DEFAULT '';

-- What somebody is told (消息). once: the same thing is said only once, however often it is noticed.
CREATE TABLE notice (
  area INTEGER NOT NULL,
  id INTEGER NOT NULL,
  who_kind TEXT NOT NULL CHECK (who_kind IN ('account', 'staff')),
  who INTEGER NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  words TEXT NOT NULL,
  path TEXT NOT NULL,
  once TEXT,
  made_at INTEGER NOT NULL,
  read_at INTEGER NOT NULL,
  PRIMARY KEY (area, id),
  UNIQUE (area, once)
) STRICT;
CREATE INDEX notice_of ON notice (area, who_kind, who, id);
CREATE INDEX notice_unread ON notice (area, who_kind, who) WHERE read_at = 0;

-- What people want to hear in which way; no row: the kind's own habit.
CREATE TABLE notice_choice (
  area INTEGER NOT NULL,
  who_kind TEXT NOT NULL CHECK (who_kind IN ('account', 'staff')),
  who INTEGER NOT NULL,
  kind TEXT NOT NULL,
  email INTEGER NOT NULL CHECK (email IN (0, 1)),
  sms INTEGER NOT NULL CHECK (sms IN (0, 1)),
  PRIMARY KEY (area, who_kind, who, kind)
) STRICT, WITHOUT ROWID;

-- Background work that comes back at its hours: one row a kind.
ALTER TABLE job ADD COLUMN repeats INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX job_repeating ON job (kind) WHERE repeats = 1;

-- An agency's own wording of a kind of letter; every version is kept, the newest one counts, an empty text goes back to
-- the house's own.
CREATE TABLE letter_template (
  area INTEGER NOT NULL,
  organisation INTEGER NOT NULL REFERENCES organisation (id),
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  PRIMARY KEY (area, organisation, kind, version)
) STRICT;
-- Which wording a letter was issued with: 0 the house's own.
ALTER TABLE letter ADD COLUMN template INTEGER NOT NULL DEFAULT 0;

-- Who printed a letter when; no 1 is the original, later ones carry the copy mark.
CREATE TABLE letter_print (
  area INTEGER NOT NULL,
  letter INTEGER NOT NULL,
  no INTEGER NOT NULL,
  at INTEGER NOT NULL,
  who_kind TEXT NOT NULL,
  who INTEGER NOT NULL,
  who_name TEXT NOT NULL,
  PRIMARY KEY (area, letter, no)
) STRICT, WITHOUT ROWID;

-- Licences by the day on which they end.
CREATE INDEX licence_ending ON licence (area, until_day) WHERE until_day IS NOT NULL;
