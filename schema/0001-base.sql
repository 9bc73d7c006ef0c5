-- The ground: who, what, files, sessions, jobs. Times are ms UTC (…_at), days are day numbers (…_day), booleans 0/1,
-- ids 64-bit and made by the program. `area` leads the key of every table that grows with use.

CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- Published days beat the weekday; source 'state' is the yearly notice, 'district' lies on top of it.
CREATE TABLE calendar_day (
  area INTEGER NOT NULL,
  day INTEGER NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('state', 'district')),
  kind TEXT NOT NULL CHECK (kind IN ('off', 'work')),
  name TEXT NOT NULL,
  notice_year INTEGER NOT NULL,
  PRIMARY KEY (area, source, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE organisation (
  id INTEGER NOT NULL PRIMARY KEY,
  area INTEGER NOT NULL,
  parent INTEGER REFERENCES organisation (id),
  kind TEXT NOT NULL CHECK (kind IN ('department', 'branch', 'street', 'office')),
  name TEXT NOT NULL,
  short TEXT NOT NULL,
  uscc TEXT NOT NULL,
  mark TEXT NOT NULL,
  address TEXT NOT NULL,
  hours TEXT NOT NULL,
  phone TEXT NOT NULL,
  complain_phone TEXT NOT NULL,
  review_body TEXT NOT NULL,
  court TEXT NOT NULL,
  windows TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  merged_into INTEGER REFERENCES organisation (id),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX organisation_by_area ON organisation (area, ordinal, id);

-- Real catalogues know one department under several codes: each code leads to one organisation, and merging moves it.
CREATE TABLE organisation_code (
  area INTEGER NOT NULL,
  code TEXT NOT NULL,
  organisation INTEGER NOT NULL REFERENCES organisation (id),
  warning TEXT NOT NULL,
  PRIMARY KEY (area, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
  id INTEGER NOT NULL PRIMARY KEY,
  area INTEGER NOT NULL,
  organisation INTEGER NOT NULL REFERENCES organisation (id),
  login TEXT NOT NULL,
  name TEXT NOT NULL,
  post TEXT NOT NULL,
  password TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'left')),
  created_at INTEGER NOT NULL,
  UNIQUE (area, login)
) STRICT;

-- A role is held in an organisation; roles are the bits of identity/identity.h by word.
CREATE TABLE role_grant (
  staff INTEGER NOT NULL REFERENCES staff (id),
  role TEXT NOT NULL,
  organisation INTEGER NOT NULL REFERENCES organisation (id),
  granted_at INTEGER NOT NULL,
  granted_by INTEGER NOT NULL,
  PRIMARY KEY (staff, role, organisation)
) STRICT, WITHOUT ROWID;
CREATE INDEX role_grant_by_organisation ON role_grant (organisation, role);

-- Applicants. Personal data is sealed (base/secret.h); …_key is a keyed hash for look-up.
CREATE TABLE account (
  id INTEGER NOT NULL PRIMARY KEY,
  area INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'company')),
  name TEXT NOT NULL,
  certificate TEXT NOT NULL,
  certificate_key TEXT NOT NULL,
  contact_name TEXT NOT NULL,
  contact_certificate TEXT NOT NULL,
  phone TEXT NOT NULL,
  phone_key TEXT NOT NULL,
  address TEXT NOT NULL,
  password TEXT NOT NULL,
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
  verified_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (area, phone_key)
) STRICT;
CREATE INDEX account_by_certificate ON account (area, certificate_key);

CREATE TABLE session (
  token_key TEXT NOT NULL PRIMARY KEY,
  who_kind TEXT NOT NULL CHECK (who_kind IN ('account', 'staff')),
  who INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_age ON session (seen_at);

CREATE TABLE sign_in_attempt (
  subject_key TEXT NOT NULL PRIMARY KEY,
  failures INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE file (
  hash TEXT NOT NULL PRIMARY KEY,
  size_bytes INTEGER NOT NULL,
  type TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE job (
  id INTEGER NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  run_at INTEGER NOT NULL,
  lease_until INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  last_error TEXT NOT NULL,
  dead INTEGER NOT NULL CHECK (dead IN (0, 1))
) STRICT;
CREATE INDEX job_due ON job (run_at, id) WHERE dead = 0;

-- Who looked at or did what, beyond the cases' own timelines; appended, never changed.
CREATE TABLE audit (
  id INTEGER NOT NULL PRIMARY KEY,
  area INTEGER NOT NULL,
  at INTEGER NOT NULL,
  who_kind TEXT NOT NULL,
  who INTEGER NOT NULL,
  who_name TEXT NOT NULL,
  what TEXT NOT NULL,
  about TEXT NOT NULL,
  purpose TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_time ON audit (area, id);
