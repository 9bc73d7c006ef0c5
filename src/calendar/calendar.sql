-- owns: calendar_day

-- The district's rows come last: a later row beats an earlier one.
-- calendar_days() -> day_row* : day i64, source text, kind text, name text, notice_year i64
SELECT day, source, kind, name, notice_year FROM calendar_day WHERE area = $area ORDER BY source DESC, day;

-- calendar_day_put(day i64, source text, kind text, name text, notice_year i64)
INSERT INTO calendar_day (area, day, source, kind, name, notice_year) VALUES ($area, $day, $source, $kind, $name, $notice_year)
ON CONFLICT (area, source, day) DO UPDATE SET kind = excluded.kind, name = excluded.name, notice_year = excluded.notice_year;
