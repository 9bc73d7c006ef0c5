-- A case and everything that ever happens to it. case_event is appended, never rewritten; the rest is derived and small.
-- WITHOUT ROWID is for short rows only: a tree of long ones would be ten levels deep at a million cases.

CREATE TABLE cases (
  area INTEGER NOT NULL,
  id INTEGER NOT NULL,
  number TEXT,
  once TEXT NOT NULL,
  item INTEGER NOT NULL REFERENCES item (id),
  item_version INTEGER NOT NULL,
  item_name TEXT NOT NULL,
  organisation INTEGER NOT NULL REFERENCES organisation (id),
  state TEXT NOT NULL,
  step INTEGER NOT NULL,
  mode TEXT NOT NULL,
  channel TEXT NOT NULL,
  account INTEGER NOT NULL,
  applicant TEXT NOT NULL,
  applicant_kind TEXT NOT NULL,
  certificate TEXT NOT NULL,
  certificate_key TEXT NOT NULL,
  contact TEXT NOT NULL,
  phone TEXT NOT NULL,
  form TEXT NOT NULL,
  delivery TEXT NOT NULL,
  rounds INTEGER NOT NULL,
  events INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 0,
  head TEXT NOT NULL,
  result INTEGER NOT NULL,
  due_day INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  submitted_at INTEGER NOT NULL,
  accepted_at INTEGER NOT NULL,
  decided_at INTEGER NOT NULL,
  concluded_at INTEGER NOT NULL,
  rating INTEGER NOT NULL,
  rating_words TEXT NOT NULL,
  withdrawal TEXT NOT NULL,
  PRIMARY KEY (area, id),
  UNIQUE (area, number),
  UNIQUE (area, once)
) STRICT;
CREATE INDEX cases_by_account ON cases (area, account, id);
CREATE INDEX cases_by_item ON cases (area, item, id);
CREATE INDEX cases_by_organisation ON cases (area, organisation, state, due_day, id);
CREATE INDEX cases_concluded ON cases (area, concluded_at, id) WHERE concluded_at > 0;

CREATE TABLE case_event (
  area INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  no INTEGER NOT NULL,
  at INTEGER NOT NULL,
  actor_kind TEXT NOT NULL,
  actor INTEGER NOT NULL,
  actor_name TEXT NOT NULL,
  organisation INTEGER NOT NULL,
  action TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  reason TEXT NOT NULL,
  payload TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (area, case_id, no)
) STRICT;

-- One row a run of a clock: a restart begins a new run. unit: wd nd mo h; a paused clock has no due day.
CREATE TABLE case_clock (
  area INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  run INTEGER NOT NULL,
  unit TEXT NOT NULL,
  amount INTEGER NOT NULL,
  start_day INTEGER NOT NULL,
  due_day INTEGER,
  pauses TEXT NOT NULL,
  stopped_at INTEGER NOT NULL,
  calendar_version TEXT NOT NULL,
  PRIMARY KEY (area, case_id, kind, run)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_clock_due ON case_clock (area, kind, due_day) WHERE stopped_at = 0;

CREATE TABLE case_material (
  area INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  no INTEGER NOT NULL,
  name TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('none', 'upload', 'paper', 'electronicmaterial', 'license', 'form', 'noneed')),
  originals INTEGER NOT NULL,
  copies INTEGER NOT NULL,
  opinion TEXT NOT NULL CHECK (opinion IN ('', 'good', 'bad')),
  opinion_words TEXT NOT NULL,
  opinion_by TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (area, case_id, no)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_file (
  area INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  material INTEGER NOT NULL,
  hash TEXT NOT NULL REFERENCES file (hash),
  name TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  PRIMARY KEY (area, case_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_file_by_hash ON case_file (hash);

-- The to-do lists: one open row says which role of which organisation has the case now.
CREATE TABLE case_task (
  area INTEGER NOT NULL,
  id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  organisation INTEGER NOT NULL,
  role TEXT NOT NULL,
  due_day INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  done_at INTEGER NOT NULL,
  done_by INTEGER NOT NULL,
  PRIMARY KEY (area, id)
) STRICT, WITHOUT ROWID;
-- With all that a list or a count asks of a task, so that neither reads the rows, which lie scattered.
CREATE INDEX case_task_open ON case_task (area, organisation, role, due_day, id, case_id, seen_at, done_at) WHERE done_at = 0;
CREATE INDEX case_task_of_case ON case_task (area, case_id, id);
CREATE INDEX case_task_done ON case_task (area, done_by, done_at) WHERE done_at > 0;

-- Daily sequence of case numbers, and the place's figures by day.
CREATE TABLE case_day (
  area INTEGER NOT NULL,
  day INTEGER NOT NULL,
  next_number INTEGER NOT NULL,
  submitted INTEGER NOT NULL,
  concluded INTEGER NOT NULL,
  working_days INTEGER NOT NULL,
  PRIMARY KEY (area, day)
) STRICT, WITHOUT ROWID;

-- An official letter: its facts are frozen when it is issued, sealed as prepared, with the numbers and days that only the
-- commit knew in `late`; the file comes from a job. number is NULL for receipts
-- that carry only the case number.
CREATE TABLE letter (
  area INTEGER NOT NULL,
  id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  event INTEGER NOT NULL,
  kind TEXT NOT NULL,
  organisation INTEGER NOT NULL REFERENCES organisation (id),
  account INTEGER NOT NULL,
  number TEXT,
  facts TEXT NOT NULL,
  late TEXT NOT NULL DEFAULT '',
  file TEXT,
  issued_at INTEGER NOT NULL,
  PRIMARY KEY (area, id),
  UNIQUE (area, number)
) STRICT;
CREATE INDEX letter_by_case ON letter (area, case_id, id);

CREATE TABLE numbering (
  area INTEGER NOT NULL,
  organisation INTEGER NOT NULL,
  year INTEGER NOT NULL,
  kind TEXT NOT NULL,
  next INTEGER NOT NULL,
  PRIMARY KEY (area, organisation, year, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE licence (
  area INTEGER NOT NULL,
  id INTEGER NOT NULL,
  identifier TEXT NOT NULL,
  number TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('01', '02', '03', '04', '05', '06', '07', '99')),
  item INTEGER NOT NULL,
  organisation INTEGER NOT NULL REFERENCES organisation (id),
  case_id INTEGER NOT NULL,
  account INTEGER NOT NULL,
  holder TEXT NOT NULL,
  holder_certificate TEXT NOT NULL,
  holder_key TEXT NOT NULL,
  face TEXT NOT NULL,
  issued_day INTEGER NOT NULL,
  until_day INTEGER,
  letter INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (area, id),
  UNIQUE (area, identifier),
  UNIQUE (area, number)
) STRICT;
CREATE INDEX licence_by_holder ON licence (area, holder_key, id);
CREATE INDEX licence_by_case ON licence (area, case_id, id);
