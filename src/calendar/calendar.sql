-- owns: calendar_day

-- The district's rows come last: a later row beats an earlier one.
-- calendar_days() -> day_row* : day i64, source text, kind text, name text, notice_year i64
SELECT day, source, kind, name, notice_year FROM calendar_day WHERE area = $area ORDER BY source DESC, day;

-- Those in [first, last], in the order of days; on the same day the published one first.
-- calendar_days_within(first i64, last i64) -> day_row*
SELECT day, source, kind, name, notice_year FROM calendar_day
WHERE area = $area AND day BETWEEN $first AND $last ORDER BY day, source DESC;

-- calendar_day_put(day i64, source text, kind text, name text, notice_year i64)
INSERT INTO calendar_day (area, day, source, kind, name, notice_year) VALUES ($area, $day, $source, $kind, $name, $notice_year)
ON CONFLICT (area, source, day) DO UPDATE SET kind = excluded.kind, name = excluded.name, notice_year = excluded.notice_year;

-- calendar_notice_remove(notice_year i64)
DELETE FROM calendar_day WHERE area = $area AND source = 'state' AND notice_year = $notice_year;

-- calendar_district_remove(day i64) -> n
DELETE FROM calendar_day WHERE area = $area AND source = 'district' AND day = $day;
