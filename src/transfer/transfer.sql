-- owns:

-- Drafts and the like that have begun and have not ended: subject 0 is a new item.
-- transfer_open() -> open_row* : subject i64, code text
SELECT subject, code FROM adjustment
WHERE area = $area AND kind = 'item' AND state IN ('draft', 'submitted', 'returned', 'approved') ORDER BY subject, code;

-- Items in the order of ids, behind one; of one organisation (0: all) and changed since.
-- transfer_items(organisation i64, since i64, after i64, most i64) -> export_row* : id i64, code text, state text, version i64,
--   changed_at i64, body text, agency text, agency_code text
SELECT i.id, i.code, i.state, i.version, i.changed_at, v.body, o.name, o.uscc
FROM item i JOIN item_version v ON v.item = i.id AND v.version = i.version
  JOIN organisation r ON r.id = i.organisation JOIN organisation o ON o.id = coalesce(r.merged_into, r.id)
WHERE i.area = $area AND i.id > $after AND i.changed_at >= $since
  AND ($organisation = 0 OR i.organisation = $organisation OR r.merged_into = $organisation)
ORDER BY i.id LIMIT $most;

-- What has changed, in the order of its last change. Secret items are among them: whoever shows the rows looks.
-- transfer_changes(at i64, id i64, before i64, most i64) -> change_row* : id i64, code text, name text, organisation i64, type text,
--   state text, version i64, star i64, secret i64, changed_at i64
SELECT id, code, name, organisation, type, state, version, star, secret, changed_at FROM item
WHERE area = $area AND (changed_at, id) > ($at, $id) AND changed_at < $before ORDER BY changed_at, id LIMIT $most;

-- transfer_code_tables() -> code_table_row* : word text, name text, entries i64
SELECT t.word, t.name, (SELECT count(*) FROM code_entry e WHERE e.code_table = t.word) FROM code_table t ORDER BY t.ordinal, t.word;

-- transfer_codes(code_table text) -> code_row* : code text, name text, in_use i64
SELECT code, name, in_use FROM code_entry WHERE code_table = $code_table ORDER BY ordinal, code;
