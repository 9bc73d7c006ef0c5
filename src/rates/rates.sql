-- owns: rate_target rate_day

-- Items in use, by the organisation into which theirs has been merged, and by level ("" where an item does not say it).
-- counts_all() -> count_row* : organisation i64, kind text, short_name text, level text, items i64, one i64, two i64, three i64,
--   four i64, five i64, no_visit i64, one_visit i64
WITH c AS (SELECT organisation, level, count(*) AS items, count(*) FILTER (WHERE star = 1) AS one,
    count(*) FILTER (WHERE star = 2) AS two, count(*) FILTER (WHERE star = 3) AS three, count(*) FILTER (WHERE star = 4) AS four,
    count(*) FILTER (WHERE star = 5) AS five, count(*) FILTER (WHERE visits = 0) AS no_visit,
    count(*) FILTER (WHERE visits IN (0, 1)) AS one_visit
  FROM item WHERE area = $area AND state = 'in_use' AND secret = 0 GROUP BY organisation, level)
SELECT m.id, m.kind, m.short, c.level, c.items, c.one, c.two, c.three, c.four, c.five, c.no_visit, c.one_visit
FROM c JOIN organisation o ON o.id = c.organisation JOIN organisation m ON m.id = coalesce(o.merged_into, o.id)
ORDER BY m.ordinal, m.id, c.level;

-- Of one organisation and what was merged into it.
-- counts_of(organisation i64) -> count_row*
SELECT 0, '', '', '', count(*), count(*) FILTER (WHERE star = 1), count(*) FILTER (WHERE star = 2), count(*) FILTER (WHERE star = 3),
  count(*) FILTER (WHERE star = 4), count(*) FILTER (WHERE star = 5), count(*) FILTER (WHERE visits = 0),
  count(*) FILTER (WHERE visits IN (0, 1))
FROM item WHERE area = $area AND state = 'in_use' AND secret = 0 AND organisation IN
  (SELECT m.id FROM organisation m WHERE m.area = $area AND (m.id = $organisation OR m.merged_into = $organisation));

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
