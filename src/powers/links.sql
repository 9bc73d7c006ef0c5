-- owns: link_check

-- Items in use that name an address, with all that they say, behind after_id.
-- items_with_address(organisation i64, after_id i64, most i64) -> item_address_row* : id i64, code text, name text,
--   organisation i64, agency_short text, body text
SELECT i.id, i.code, i.name, i.organisation, o.short, v.body
FROM item i JOIN organisation o ON o.id = i.organisation JOIN item_version v ON v.item = i.id AND v.version = i.version
WHERE i.area = $area AND i.state = 'in_use' AND i.id > $after_id AND ($organisation = 0 OR i.organisation = $organisation)
  AND v.body LIKE '%e_url":"_%'
ORDER BY i.id LIMIT $most;

-- link_state(url text) -> link_row? : url text, checked_at i64, ok i64, failed_since i64, words text
SELECT url, checked_at, ok, failed_since, words FROM link_check WHERE area = $area AND url = $url;

-- link_any_broken() -> i64
SELECT EXISTS (SELECT 1 FROM link_check WHERE area = $area AND ok = 0);

-- failed_since stays that of the first of several failures.
-- link_put(url text, ok i64, words text)
INSERT INTO link_check (area, url, checked_at, ok, failed_since, words)
VALUES ($area, $url, $now, $ok, CASE WHEN $ok = 1 THEN 0 ELSE $now END, $words)
ON CONFLICT (area, url) DO UPDATE SET checked_at = excluded.checked_at, ok = excluded.ok, words = excluded.words,
  failed_since = CASE WHEN excluded.ok = 1 THEN 0 WHEN link_check.ok = 0 THEN link_check.failed_since ELSE excluded.failed_since END;

-- link_all() -> link_row*
SELECT url, checked_at, ok, failed_since, words FROM link_check WHERE area = $area ORDER BY url;

-- link_forget(url text)
DELETE FROM link_check WHERE area = $area AND url = $url;

-- When any of them was looked at the last time; 0: never.
-- link_last() -> i64
SELECT coalesce(max(checked_at), 0) FROM link_check WHERE area = $area;
