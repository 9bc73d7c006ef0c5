-- owns: item star_rule

-- star_rules_all() -> star_rule_row* : star i64, no i64, fact text, bound i64, words text, lift text, effort i64, in_use i64
SELECT star, no, fact, bound, words, lift, effort, in_use FROM star_rule ORDER BY star, no;

-- star_rules_drop()
DELETE FROM star_rule;

-- star_rule_put(c star_rule_row)
INSERT INTO star_rule (star, no, fact, bound, words, lift, effort, in_use)
VALUES ($c.star, $c.no, $c.fact, $c.bound, $c.words, $c.lift, $c.effort, $c.in_use);

-- Lists and the search index hear of it by changed_at. Not when the item has had a new version since it was looked at.
-- item_set_star(id i64, version i64, star i64) -> n
UPDATE item SET star = $star, changed_at = $now WHERE area = $area AND id = $id AND version = $version AND star <> $star;

-- By the table's own order: `+` keeps the planner from an index by which each page would be sorted anew.
-- walk_all(after_id i64, most i64) -> walk_row* : id i64, organisation i64, version i64, star i64, code text, name text,
--   state text, secret i64, agency_short text, body text
SELECT i.id, i.organisation, i.version, i.star, i.code, i.name, i.state, i.secret, o.short, v.body
FROM item i JOIN organisation o ON o.id = i.organisation JOIN item_version v ON v.item = i.id AND v.version = i.version
WHERE +i.area = $area AND i.id > $after_id ORDER BY i.id LIMIT $most;

-- The ids of the page first: only they are sorted, not the bodies.
-- walk_of(organisation i64, after_id i64, most i64) -> walk_row*
SELECT i.id, i.organisation, i.version, i.star, i.code, i.name, i.state, i.secret, o.short, v.body
FROM item i JOIN organisation o ON o.id = i.organisation JOIN item_version v ON v.item = i.id AND v.version = i.version
WHERE i.id IN (SELECT x.id FROM item x WHERE x.area = $area AND x.id > $after_id AND x.organisation IN
    (SELECT m.id FROM organisation m WHERE m.area = $area AND (m.id = $organisation OR m.merged_into = $organisation))
  ORDER BY x.id LIMIT $most)
ORDER BY i.id;

-- Those that were published while somebody else was counting.
-- walk_since(since i64) -> walk_row*
SELECT i.id, i.organisation, i.version, i.star, i.code, i.name, i.state, i.secret, o.short, v.body
FROM item i JOIN organisation o ON o.id = i.organisation JOIN item_version v ON v.item = i.id AND v.version = i.version
WHERE i.area = $area AND i.changed_at >= $since ORDER BY i.changed_at, i.id;
