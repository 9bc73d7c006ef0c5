-- Service items. `item` is what stays the same and what lists need; everything that may change is in a version, which
-- never changes once published.

CREATE TABLE item (
  id INTEGER NOT NULL PRIMARY KEY,
  area INTEGER NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  organisation INTEGER NOT NULL REFERENCES organisation (id),
  type TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('in_use', 'suspended', 'cancelled')),
  version INTEGER NOT NULL,
  star INTEGER NOT NULL CHECK (star BETWEEN 1 AND 5),
  for_person INTEGER NOT NULL CHECK (for_person IN (0, 1)),
  for_company INTEGER NOT NULL CHECK (for_company IN (0, 1)),
  instant INTEGER NOT NULL CHECK (instant IN (0, 1)),
  online INTEGER NOT NULL CHECK (online IN (0, 1)),
  visits INTEGER NOT NULL,
  promised TEXT NOT NULL,
  popularity INTEGER NOT NULL,
  words TEXT NOT NULL,
  topics TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('own', 'import')),
  changed_at INTEGER NOT NULL,
  UNIQUE (area, code)
) STRICT;
CREATE INDEX item_by_organisation ON item (area, organisation, id);
CREATE INDEX item_by_popularity ON item (area, popularity DESC, id);

CREATE TABLE item_version (
  item INTEGER NOT NULL REFERENCES item (id),
  version INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'withdrawn')),
  from_day INTEGER NOT NULL,
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  PRIMARY KEY (item, version)
) STRICT, WITHOUT ROWID;

-- Topics, life events and stages by which items are found: a word and its kind.
CREATE TABLE item_topic (
  area INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('personal', 'company', 'life', 'stage')),
  topic TEXT NOT NULL,
  item INTEGER NOT NULL REFERENCES item (id),
  PRIMARY KEY (area, kind, topic, item)
) STRICT, WITHOUT ROWID;
