-- owns: rate_target rate_day

-- Items in use, by the organisation into which theirs has been merged.
-- counts_by_organisation() -> count_row* : organisation i64, kind text, name text, short_name text, items i64, one i64, two i64,
--   three i64, four i64, five i64, no_visit i64, one_visit i64
SELECT m.id, m.kind, m.name, m.short, count(*), count(*) FILTER (WHERE i.star = 1), count(*) FILTER (WHERE i.star = 2),
  count(*) FILTER (WHERE i.star = 3), count(*) FILTER (WHERE i.star = 4), count(*) FILTER (WHERE i.star = 5),
  count(*) FILTER (WHERE i.visits = 0), count(*) FILTER (WHERE i.visits IN (0, 1))
FROM item i JOIN organisation o ON o.id = i.organisation JOIN organisation m ON m.id = coalesce(o.merged_into, o.id)
WHERE i.area = $area AND i.state = 'in_use' AND i.secret = 0
GROUP BY m.id, m.kind, m.name, m.short, m.ordinal ORDER BY m.ordinal, m.id;

-- kind: the code of the level, "" where an item does not say it.
-- counts_by_level() -> count_row*
SELECT 0, i.level, '', '', count(*), count(*) FILTER (WHERE i.star = 1), count(*) FILTER (WHERE i.star = 2),
  count(*) FILTER (WHERE i.star = 3), count(*) FILTER (WHERE i.star = 4), count(*) FILTER (WHERE i.star = 5),
  count(*) FILTER (WHERE i.visits = 0), count(*) FILTER (WHERE i.visits IN (0, 1))
FROM item i WHERE i.area = $area AND i.state = 'in_use' AND i.secret = 0 GROUP BY i.level ORDER BY i.level;

-- secret_items() -> i64
SELECT count(*) FROM item WHERE area = $area AND state = 'in_use' AND secret = 1;

-- targets_all() -> target_row* : kind text, online i64, full_online i64
SELECT kind, online, full_online FROM rate_target WHERE area = $area;

-- target_put(kind text, online i64, full_online i64)
INSERT INTO rate_target (area, kind, online, full_online) VALUES ($area, $kind, $online, $full_online)
ON CONFLICT (area, kind) DO UPDATE SET online = excluded.online, full_online = excluded.full_online;

-- item_changed_last() -> i64
SELECT max(changed_at) FROM item WHERE area = $area;

-- day_last() -> i64
SELECT max(day) FROM rate_day WHERE area = $area;

-- days_of(organisation i64, from_day i64) -> day_row* : organisation i64, day i64, items i64, online i64, full_online i64, five i64,
--   no_visit i64, one_visit i64
SELECT organisation, day, items, online, full_online, five, no_visit, one_visit
FROM rate_day WHERE area = $area AND organisation = $organisation AND day >= $from_day ORDER BY day;

-- Once written, a day stays as it is.
-- day_put(c day_row)
INSERT INTO rate_day (area, day, organisation, items, online, full_online, five, no_visit, one_visit)
VALUES ($area, $c.day, $c.organisation, $c.items, $c.online, $c.full_online, $c.five, $c.no_visit, $c.one_visit)
ON CONFLICT DO NOTHING;
