-- The standardised catalogue: adjustments, other kinds of records, star rules, rates, synonyms, links.

-- An item that is secret is kept out of the hall; `standard` is the code of the template that it follows; level is where it is
-- exercised (street: 5).
ALTER TABLE item ADD COLUMN secret INTEGER NOT NULL DEFAULT 0 CHECK (secret IN (0, 1));
ALTER TABLE item ADD COLUMN level TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN standard TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN base_code TEXT NOT NULL DEFAULT '';
CREATE INDEX item_by_change ON item (area, changed_at, id);
CREATE INDEX item_rates ON item (area, organisation, star, visits, level) WHERE state = 'in_use' AND secret = 0;
CREATE INDEX item_by_standard ON item (area, standard, id) WHERE standard <> '';

-- Why a version came about; adjustment 0: by import or by the program itself.
ALTER TABLE item_version ADD COLUMN adjustment INTEGER NOT NULL DEFAULT 0;
ALTER TABLE item_version ADD COLUMN reason TEXT NOT NULL DEFAULT '';

-- Records of the other kinds that are described by elements and changed by adjustments only: standard (标准模板), power
-- (权责), intermediary (中介服务), journey (办事引导), site (便民网站). Versions never change.
CREATE TABLE record (
  id INTEGER NOT NULL PRIMARY KEY,
  area INTEGER NOT NULL,
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  organisation INTEGER NOT NULL REFERENCES organisation (id),
  state TEXT NOT NULL CHECK (state IN ('in_use', 'suspended', 'cancelled')),
  version INTEGER NOT NULL,
  words TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  UNIQUE (area, kind, code)
) STRICT;
CREATE INDEX record_by_organisation ON record (area, kind, organisation, id);

CREATE TABLE record_version (
  record INTEGER NOT NULL REFERENCES record (id),
  version INTEGER NOT NULL,
  from_day INTEGER NOT NULL,
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  adjustment INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (record, version)
) STRICT, WITHOUT ROWID;

-- An adjustment (动态调整): one change of one record, from its draft to the day on which it comes into force. subject 0: a new
-- record. edition counts the saves: two people who edit the same draft notice each other.
CREATE TABLE adjustment (
  id INTEGER NOT NULL PRIMARY KEY,
  area INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject INTEGER NOT NULL,
  change TEXT NOT NULL CHECK (change IN ('new', 'change', 'suspend', 'resume', 'cancel')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'approved', 'in_force', 'dropped')),
  organisation INTEGER NOT NULL REFERENCES organisation (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  base_version INTEGER NOT NULL,
  body TEXT NOT NULL,
  reason TEXT NOT NULL,
  reason_words TEXT NOT NULL,
  from_day INTEGER NOT NULL,
  edition INTEGER NOT NULL,
  source TEXT NOT NULL,
  made_by INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX adjustment_open ON adjustment (area, kind, subject)
  WHERE subject <> 0 AND state IN ('draft', 'submitted', 'returned', 'approved');
CREATE INDEX adjustment_by_state ON adjustment (area, state, changed_at DESC, id);
CREATE INDEX adjustment_by_organisation ON adjustment (area, organisation, state, changed_at DESC, id);
CREATE INDEX adjustment_of ON adjustment (area, kind, subject, id);
CREATE INDEX adjustment_due ON adjustment (area, from_day, id) WHERE state = 'approved';

CREATE TABLE adjustment_event (
  adjustment INTEGER NOT NULL REFERENCES adjustment (id),
  no INTEGER NOT NULL,
  at INTEGER NOT NULL,
  staff INTEGER NOT NULL,
  who TEXT NOT NULL,
  action TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (adjustment, no)
) STRICT, WITHOUT ROWID;

-- The star standard as data: an item has star n when all rules in use of stars 1 to n hold. fact names what is looked at,
-- bound the most (or least) that it may be; lift says what to do where it does not hold, effort how much work that is.
CREATE TABLE star_rule (
  star INTEGER NOT NULL CHECK (star BETWEEN 1 AND 5),
  no INTEGER NOT NULL,
  fact TEXT NOT NULL,
  bound INTEGER NOT NULL,
  words TEXT NOT NULL,
  lift TEXT NOT NULL,
  effort INTEGER NOT NULL,
  in_use INTEGER NOT NULL CHECK (in_use IN (0, 1)),
  PRIMARY KEY (star, no)
) STRICT, WITHOUT ROWID;

-- Percent of items that are to be online (three stars and more) and fully online (four and more), by kind of organisation.
CREATE TABLE rate_target (
  area INTEGER NOT NULL,
  kind TEXT NOT NULL,
  online INTEGER NOT NULL CHECK (online BETWEEN 0 AND 100),
  full_online INTEGER NOT NULL CHECK (full_online BETWEEN 0 AND 100),
  PRIMARY KEY (area, kind)
) STRICT, WITHOUT ROWID;

-- What the rates were at the end of a day; organisation 0: the whole place.
CREATE TABLE rate_day (
  area INTEGER NOT NULL,
  day INTEGER NOT NULL,
  organisation INTEGER NOT NULL,
  items INTEGER NOT NULL,
  online INTEGER NOT NULL,
  full_online INTEGER NOT NULL,
  five INTEGER NOT NULL,
  no_visit INTEGER NOT NULL,
  one_visit INTEGER NOT NULL,
  PRIMARY KEY (area, day, organisation)
) STRICT, WITHOUT ROWID;

-- What people say (word) and what items call it (means).
CREATE TABLE synonym (
  area INTEGER NOT NULL,
  word TEXT NOT NULL,
  means TEXT NOT NULL,
  PRIMARY KEY (area, word, means)
) STRICT, WITHOUT ROWID;

-- The last look at an address that a record names.
CREATE TABLE link_check (
  area INTEGER NOT NULL,
  url TEXT NOT NULL,
  checked_at INTEGER NOT NULL,
  ok INTEGER NOT NULL CHECK (ok IN (0, 1)),
  failed_since INTEGER NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (area, url)
) STRICT, WITHOUT ROWID;
