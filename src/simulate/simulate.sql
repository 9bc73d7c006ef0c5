-- owns:

-- timeline_of(case_id i64) -> timeline_row* : no i64, at i64, actor_kind text, actor i64, action text, from_state text,
--   to_state text, prev_hash text, hash text
SELECT no, at, actor_kind, actor, action, from_state, to_state, prev_hash, hash FROM case_event
WHERE area = $area AND case_id = $case_id ORDER BY no;

-- payload_of(case_id i64, no i64) -> text?
SELECT payload FROM case_event WHERE area = $area AND case_id = $case_id AND no = $no;

-- letters_sent(case_id i64) -> sent_row* : event i64, kind text
SELECT event, kind FROM letter WHERE area = $area AND case_id = $case_id ORDER BY id;

-- licences_made(case_id i64) -> i64
SELECT count(*) FROM licence WHERE area = $area AND case_id = $case_id;

-- letters_counted() -> counted_row* : organisation i64, kind text, n i64
SELECT organisation, kind, count(*) FROM letter WHERE area = $area AND number IS NOT NULL GROUP BY organisation, kind;

-- How many clocks of a kind run that have ended before a day, of cases in a state.
-- terms_over(kind text, state text, day i64) -> i64
SELECT count(*) FROM case_clock k JOIN cases c ON c.area = k.area AND c.id = k.case_id
WHERE k.area = $area AND k.kind = $kind AND k.stopped_at = 0 AND k.due_day < $day AND c.state = $state;

-- How many who were asked have been silent beyond their day, where silence is consent.
-- silences_over(day i64) -> i64
SELECT count(*) FROM case_member WHERE area = $area AND closed = 0 AND silence = 1 AND answer = '' AND due_day < $day;
