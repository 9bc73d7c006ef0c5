-- owns: record record_version

-- record_find(kind text, code text) -> record_row? : id i64, kind text, code text, name text, organisation i64, state text,
--   version i64, words text, changed_at i64, agency_short text
SELECT r.id, r.kind, r.code, r.name, r.organisation, r.state, r.version, r.words, r.changed_at, o.short
FROM record r JOIN organisation o ON o.id = r.organisation WHERE r.area = $area AND r.kind = $kind AND r.code = $code;

-- record_load(id i64) -> record_row?
SELECT r.id, r.kind, r.code, r.name, r.organisation, r.state, r.version, r.words, r.changed_at, o.short
FROM record r JOIN organisation o ON o.id = r.organisation WHERE r.area = $area AND r.id = $id;

-- record_new(r record_row)
INSERT INTO record (id, area, kind, code, name, organisation, state, version, words, changed_at)
VALUES ($r.id, $area, $r.kind, $r.code, $r.name, $r.organisation, $r.state, $r.version, $r.words, $now);

-- record_renew(r record_row)
UPDATE record SET code = $r.code, name = $r.name, organisation = $r.organisation, version = $r.version, words = $r.words,
  changed_at = $now
WHERE area = $area AND id = $r.id;

-- record_set_state(id i64, state text) -> n
UPDATE record SET state = $state, changed_at = $now WHERE area = $area AND id = $id AND state <> $state;

-- record_version_body(record i64, version i64) -> text?
SELECT body FROM record_version WHERE record = $record AND version = $version;

-- The newest first.
-- record_versions(record i64) -> record_version_row* : version i64, from_day i64, created_at i64, created_by text,
--   adjustment i64, reason text
SELECT version, from_day, created_at, created_by, adjustment, reason FROM record_version WHERE record = $record
ORDER BY version DESC LIMIT 200;

-- record_version_add(record i64, version i64, from_day i64, body text, created_by text, adjustment i64, reason text)
INSERT INTO record_version (record, version, from_day, body, created_at, created_by, adjustment, reason)
VALUES ($record, $version, $from_day, $body, $now, $created_by, $adjustment, $reason);

-- state '': in any; total counts those of all pages.
-- records_kept(kind text, organisation i64, state text, part text, after_id i64, most i64) -> kept_record_row* : id i64,
--   code text, name text, organisation i64, state text, version i64, changed_at i64, agency_short text, total i64
SELECT id, code, name, organisation, state, version, changed_at, agency_short, total
FROM (
  SELECT r.id, r.code, r.name, r.organisation, r.state, r.version, r.changed_at, o.short AS agency_short, count(*) OVER () AS total
  FROM record r JOIN organisation o ON o.id = r.organisation
  WHERE r.area = $area AND r.kind = $kind AND ($organisation = 0 OR r.organisation = $organisation)
    AND ($state = '' OR r.state = $state) AND r.words LIKE $part ESCAPE '\'
) AS kept
WHERE id > $after_id ORDER BY id LIMIT $most;
