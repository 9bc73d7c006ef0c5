-- owns: adjustment adjustment_event

-- adjustment_find(id i64) -> adjustment_row? : id i64, kind text, subject i64, change text, state text, organisation i64,
--   code text, name text, base_version i64, body text, reason text, reason_words text, from_day i64, edition i64, source text,
--   made_by i64, made_at i64, changed_at i64, version i64, agency_short text
SELECT a.id, a.kind, a.subject, a.change, a.state, a.organisation, a.code, a.name, a.base_version, a.body, a.reason,
  a.reason_words, a.from_day, a.edition, a.source, a.made_by, a.made_at, a.changed_at, a.version, o.short
FROM adjustment a JOIN organisation o ON o.id = a.organisation WHERE a.area = $area AND a.id = $id;

-- adjustment_add(a adjustment_row)
INSERT INTO adjustment (id, area, kind, subject, change, state, organisation, code, name, base_version, body, reason,
  reason_words, from_day, edition, source, made_by, made_at, changed_at, version)
VALUES ($a.id, $area, $a.kind, $a.subject, $a.change, $a.state, $a.organisation, $a.code, $a.name, $a.base_version, $a.body,
  $a.reason, $a.reason_words, $a.from_day, 1, $a.source, $a.made_by, $now, $now, $a.version);

-- One that has begun and has not ended, of this subject.
-- adjustment_open_of(kind text, subject i64) -> i64
SELECT id FROM adjustment WHERE area = $area AND kind = $kind AND subject = $subject AND subject <> 0
  AND state IN ('draft', 'submitted', 'returned', 'approved') LIMIT 1;

-- A new record that somebody drafts already under this code.
-- adjustment_new_with_code(kind text, code text, besides i64) -> i64
SELECT id FROM adjustment WHERE area = $area AND kind = $kind AND subject = 0 AND code = $code AND id <> $besides
  AND state IN ('draft', 'submitted', 'returned', 'approved') LIMIT 1;

-- adjustment_set_body(id i64, edition i64, body text, code text, name text) -> n
UPDATE adjustment SET body = $body, code = $code, name = $name, edition = edition + 1, changed_at = $now
WHERE area = $area AND id = $id AND edition = $edition AND state IN ('draft', 'returned');

-- adjustment_set_reason(id i64, reason text, reason_words text) -> n
UPDATE adjustment SET reason = $reason, reason_words = $reason_words, changed_at = $now
WHERE area = $area AND id = $id AND state IN ('draft', 'returned');

-- adjustment_move(a adjustment_row, was text) -> n
UPDATE adjustment SET state = $a.state, subject = $a.subject, base_version = $a.base_version, from_day = $a.from_day,
  version = $a.version, changed_at = $now
WHERE area = $area AND id = $a.id AND state = $was;

-- adjustments_in(organisation i64, state text, kind text, after_at i64, after_id i64, most i64) -> adjustment_line_row* :
--   id i64, kind text, change text, state text, name text, code text, reason text, from_day i64, changed_at i64, made_by i64,
--   source text, agency_short text, made_by_name text
SELECT a.id, a.kind, a.change, a.state, a.name, a.code, a.reason, a.from_day, a.changed_at, a.made_by, a.source, o.short,
  coalesce(s.name, '')
FROM adjustment a JOIN organisation o ON o.id = a.organisation LEFT JOIN staff s ON s.id = a.made_by
WHERE a.area = $area AND a.organisation = $organisation AND a.state = $state AND ($kind = '' OR a.kind = $kind)
  AND (-a.changed_at, a.id) > (-$after_at, $after_id)
ORDER BY a.changed_at DESC, a.id LIMIT $most;

-- adjustments_anywhere(state text, kind text, after_at i64, after_id i64, most i64) -> adjustment_line_row*
SELECT a.id, a.kind, a.change, a.state, a.name, a.code, a.reason, a.from_day, a.changed_at, a.made_by, a.source, o.short,
  coalesce(s.name, '')
FROM adjustment a JOIN organisation o ON o.id = a.organisation LEFT JOIN staff s ON s.id = a.made_by
WHERE a.area = $area AND a.state = $state AND ($kind = '' OR a.kind = $kind)
  AND (-a.changed_at, a.id) > (-$after_at, $after_id)
ORDER BY a.changed_at DESC, a.id LIMIT $most;

-- Those of one record, the newest first.
-- adjustments_of(kind text, subject i64) -> adjustment_line_row*
SELECT a.id, a.kind, a.change, a.state, a.name, a.code, a.reason, a.from_day, a.changed_at, a.made_by, a.source, o.short,
  coalesce(s.name, '')
FROM adjustment a JOIN organisation o ON o.id = a.organisation LEFT JOIN staff s ON s.id = a.made_by
WHERE a.area = $area AND a.kind = $kind AND a.subject = $subject AND a.subject <> 0
ORDER BY a.id DESC LIMIT 100;

-- adjustments_counted_in(organisation i64, state text, most i64) -> i64
SELECT count(*) FROM (SELECT 1 FROM adjustment WHERE area = $area AND organisation = $organisation AND state = $state LIMIT $most) AS x;

-- adjustments_counted(state text, most i64) -> i64
SELECT count(*) FROM (SELECT 1 FROM adjustment WHERE area = $area AND state = $state LIMIT $most) AS x;

-- Approved ones whose day has come, behind a key of day and id.
-- adjustments_due(today i64, after_day i64, after_id i64, most i64) -> adjustment_due_row* : id i64, from_day i64
SELECT id, from_day FROM adjustment
WHERE area = $area AND state = 'approved' AND from_day <= $today AND (from_day, id) > ($after_day, $after_id)
ORDER BY from_day, id LIMIT $most;

-- adjustment_events(adjustment i64) -> adjustment_event_row* : no i64, at i64, staff i64, who text, action text,
--   from_state text, to_state text, words text
SELECT no, at, staff, who, action, from_state, to_state, words FROM adjustment_event WHERE adjustment = $adjustment ORDER BY no;

-- adjustment_last_event(adjustment i64) -> adjustment_event_row?
SELECT no, at, staff, who, action, from_state, to_state, words FROM adjustment_event WHERE adjustment = $adjustment
ORDER BY no DESC LIMIT 1;

-- adjustment_event_add(adjustment i64, e adjustment_event_row)
INSERT INTO adjustment_event (adjustment, no, at, staff, who, action, from_state, to_state, words)
VALUES ($adjustment, $e.no, $now, $e.staff, $e.who, $e.action, $e.from_state, $e.to_state, $e.words);

-- One who saves again right after saving makes no new line.
-- adjustment_event_again(adjustment i64, no i64)
UPDATE adjustment_event SET at = $now WHERE adjustment = $adjustment AND no = $no;

-- Active staff of the reform office, wherever it is.
-- reviewers() -> reviewer_row* : id i64
SELECT DISTINCT s.id FROM role_grant g JOIN staff s ON s.id = g.staff
WHERE g.role = 'reform' AND s.area = $area AND s.state = 'active' ORDER BY s.id;
