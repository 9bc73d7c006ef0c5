-- owns:

-- Templates in use, with how many items follow each.
-- standards_after(after_id i64, most i64) -> standard_row* : id i64, code text, name text, version i64, followers i64
SELECT r.id, r.code, r.name, r.version,
  (SELECT count(*) FROM item i WHERE i.area = r.area AND i.standard = r.code AND i.standard <> '' AND i.state <> 'cancelled')
FROM record r WHERE r.area = $area AND r.kind = 'standard' AND r.state = 'in_use' AND r.id > $after_id ORDER BY r.id LIMIT $most;

-- Items that follow a template.
-- standard_followers(code text, after_id i64, most i64) -> follower_row* : id i64, code text, name text, organisation i64,
--   version i64, base_code text, agency_short text
SELECT i.id, i.code, i.name, i.organisation, i.version, i.base_code, o.short
FROM item i JOIN organisation o ON o.id = i.organisation
WHERE i.area = $area AND i.standard = $code AND i.standard <> '' AND i.state <> 'cancelled' AND i.id > $after_id ORDER BY i.id LIMIT $most;

-- Items that look like the template and do not follow it.
-- standard_alike(code text, base_code text, name text, most i64) -> follower_row*
SELECT i.id, i.code, i.name, i.organisation, i.version, i.base_code, o.short
FROM item i JOIN organisation o ON o.id = i.organisation
WHERE i.area = $area AND i.standard <> $code AND i.state <> 'cancelled' AND (i.name = $name OR (i.base_code = $base_code AND i.base_code <> ''))
ORDER BY i.id LIMIT $most;

-- One base code under different names: the items, those of one code together.
-- standard_names(most i64) -> follower_row*
SELECT i.id, i.code, i.name, i.organisation, i.version, i.base_code, o.short
FROM item i JOIN organisation o ON o.id = i.organisation
WHERE i.area = $area AND i.state <> 'cancelled' AND i.base_code IN (
  SELECT d.base_code FROM item d WHERE d.area = $area AND d.state <> 'cancelled' AND d.base_code <> ''
  GROUP BY d.base_code HAVING count(DISTINCT d.name) > 1)
ORDER BY i.base_code, i.name, i.id LIMIT $most;

-- One name under different base codes: the items, those of one name together.
-- standard_codes(most i64) -> follower_row*
SELECT i.id, i.code, i.name, i.organisation, i.version, i.base_code, o.short
FROM item i JOIN organisation o ON o.id = i.organisation
WHERE i.area = $area AND i.state <> 'cancelled' AND i.base_code <> '' AND i.name IN (
  SELECT d.name FROM item d WHERE d.area = $area AND d.state <> 'cancelled' AND d.base_code <> ''
  GROUP BY d.name HAVING count(DISTINCT d.base_code) > 1)
ORDER BY i.name, i.base_code, i.id LIMIT $most;
