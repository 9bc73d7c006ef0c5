-- owns:

-- A power's code says its type and its level (GB/T 39554.1: characters 22 and 23, and 19); the power check holds it to that.

-- Powers in use, by organisation, behind (after_organisation, after_id). 0 and '' let everything pass.
-- powers_found(organisation i64, type text, level text, part text, after_organisation i64, after_id i64, most i64)
--   -> power_row* : id i64, code text, type text, name text, organisation i64, agency_short text
SELECT r.id, r.code, substr(r.code, 22, 2), r.name, r.organisation, o.short
FROM record r JOIN organisation o ON o.id = r.organisation
WHERE r.area = $area AND r.kind = 'power' AND r.state = 'in_use' AND (r.organisation, r.id) > ($after_organisation, $after_id)
  AND ($organisation = 0 OR r.organisation = $organisation) AND ($type = '' OR substr(r.code, 22, 2) = $type)
  AND ($level = '' OR substr(r.code, 19, 1) = $level) AND r.words LIKE $part ESCAPE '\'
ORDER BY r.organisation, r.id LIMIT $most;

-- How many of them there are of each type.
-- powers_counted(organisation i64, level text, part text) -> power_count_row* : type text, n i64
SELECT substr(code, 22, 2), count(*) FROM record
WHERE area = $area AND kind = 'power' AND state = 'in_use' AND ($organisation = 0 OR organisation = $organisation)
  AND ($level = '' OR substr(code, 19, 1) = $level) AND words LIKE $part ESCAPE '\'
GROUP BY substr(code, 22, 2) ORDER BY 1;

-- Their bodies, for the download, in the same order.
-- powers_bodies(organisation i64, type text, level text, part text, after_organisation i64, after_id i64, most i64)
--   -> power_body_row* : id i64, organisation i64, version i64, changed_at i64, agency text, body text
SELECT r.id, r.organisation, r.version, r.changed_at, o.name, v.body
FROM record r JOIN organisation o ON o.id = r.organisation JOIN record_version v ON v.record = r.id AND v.version = r.version
WHERE r.area = $area AND r.kind = 'power' AND r.state = 'in_use' AND (r.organisation, r.id) > ($after_organisation, $after_id)
  AND ($organisation = 0 OR r.organisation = $organisation) AND ($type = '' OR substr(r.code, 22, 2) = $type)
  AND ($level = '' OR substr(r.code, 19, 1) = $level) AND r.words LIKE $part ESCAPE '\'
ORDER BY r.organisation, r.id LIMIT $most;

-- The departments that have records of a kind in use, in the order in which departments stand.
-- powers_agencies(kind text) -> power_agency_row* : id i64, name text, n i64
SELECT o.id, o.short, count(*) FROM record r JOIN organisation o ON o.id = r.organisation
WHERE r.area = $area AND r.kind = $kind AND r.state = 'in_use' GROUP BY o.id, o.short, o.ordinal ORDER BY o.ordinal, o.id;

-- All records of a kind in use with what they say, department by department.
-- directory_all(kind text, most i64) -> directory_row* : id i64, code text, name text, organisation i64, agency_short text,
--   body text
SELECT r.id, r.code, r.name, r.organisation, o.short, v.body
FROM record r JOIN organisation o ON o.id = r.organisation JOIN record_version v ON v.record = r.id AND v.version = r.version
WHERE r.area = $area AND r.kind = $kind AND r.state = 'in_use' ORDER BY o.ordinal, o.id, r.id LIMIT $most;

-- Items that are not cancelled, with whether they name a power.
-- items_with_power(organisation i64, after_id i64, most i64) -> item_power_row* : id i64, code text, name text, state text,
--   secret i64, agency_short text, named i64
SELECT i.id, i.code, i.name, i.state, i.secret, o.short,
  CASE WHEN v.body LIKE '%"power_code":"%' AND v.body NOT LIKE '%"power_code":""%' THEN 1 ELSE 0 END
FROM item i JOIN organisation o ON o.id = i.organisation JOIN item_version v ON v.item = i.id AND v.version = i.version
WHERE i.area = $area AND i.state <> 'cancelled' AND i.id > $after_id
  AND ($organisation = 0 OR i.organisation = $organisation)
ORDER BY i.id LIMIT $most;
