-- owns: cases case_event case_clock case_material case_file case_task case_day case_member case_holder

-- case_by_id(id i64) -> case_row? : id i64, number text, item i64, item_version i64, item_name text, organisation i64,
--   state text, step i64, mode text, channel text, account i64, applicant text, applicant_kind text, certificate text,
--   certificate_key text, contact text, phone text, form sealed, delivery sealed, rounds i64, events i64, head text,
--   result i64, due_day i64, opened_at i64, submitted_at i64, accepted_at i64, decided_at i64, concluded_at i64,
--   rating i64, rating_words text, withdrawal text, revision i64, extension text, hearing text, asking text, members text,
--   back_to i64, term_over i64
SELECT id, number, item, item_version, item_name, organisation, state, step, mode, channel, account, applicant, applicant_kind,
  certificate, certificate_key, contact, phone, form, delivery, rounds, events, head, result, due_day, opened_at, submitted_at,
  accepted_at, decided_at, concluded_at, rating, rating_words, withdrawal, revision, extension, hearing, asking, members, back_to,
  term_over
FROM cases WHERE area = $area AND id = $id;

-- case_by_number(number text) -> case_row?
SELECT id, number, item, item_version, item_name, organisation, state, step, mode, channel, account, applicant, applicant_kind,
  certificate, certificate_key, contact, phone, form, delivery, rounds, events, head, result, due_day, opened_at, submitted_at,
  accepted_at, decided_at, concluded_at, rating, rating_words, withdrawal, revision, extension, hearing, asking, members, back_to,
  term_over
FROM cases WHERE area = $area AND number = $number;

-- All cases in the order of their ids, for proofs over the whole place.
-- cases_after(id i64) -> case_row*
SELECT id, number, item, item_version, item_name, organisation, state, step, mode, channel, account, applicant, applicant_kind,
  certificate, certificate_key, contact, phone, form, delivery, rounds, events, head, result, due_day, opened_at, submitted_at,
  accepted_at, decided_at, concluded_at, rating, rating_words, withdrawal, revision, extension, hearing, asking, members, back_to,
  term_over
FROM cases WHERE area = $area AND id > $id ORDER BY id LIMIT 500;

-- case_by_once(once text) -> i64
SELECT id FROM cases WHERE area = $area AND once = $once;

-- case_new(c case_row, once text)
INSERT INTO cases (area, id, number, once, item, item_version, item_name, organisation, state, step, mode, channel, account,
  applicant, applicant_kind, certificate, certificate_key, contact, phone, form, delivery, rounds, events, head, result, due_day,
  opened_at, submitted_at, accepted_at, decided_at, concluded_at, rating, rating_words, withdrawal, revision, extension, hearing, asking, members, back_to, term_over)
VALUES ($area, $c.id, NULL, $once, $c.item, $c.item_version, $c.item_name, $c.organisation, $c.state, $c.step, $c.mode, $c.channel,
  $c.account, $c.applicant, $c.applicant_kind, $c.certificate, $c.certificate_key, $c.contact, $c.phone, $c.form, $c.delivery,
  $c.rounds, $c.events, $c.head, $c.result, $c.due_day, $c.opened_at, $c.submitted_at, $c.accepted_at, $c.decided_at,
  $c.concluded_at, $c.rating, $c.rating_words, $c.withdrawal, $c.revision, $c.extension, $c.hearing, $c.asking, $c.members,
  $c.back_to, $c.term_over);

-- The one statement that moves a case; it holds only if nobody has moved it since `was`.
-- case_move(c case_row, was i64) -> n
UPDATE cases SET number = $c.number, state = $c.state, step = $c.step, rounds = $c.rounds, events = $c.events, head = $c.head,
  result = $c.result, due_day = $c.due_day, submitted_at = $c.submitted_at, accepted_at = $c.accepted_at,
  decided_at = $c.decided_at, concluded_at = $c.concluded_at, withdrawal = $c.withdrawal, extension = $c.extension,
  hearing = $c.hearing, asking = $c.asking, members = $c.members, back_to = $c.back_to, term_over = $c.term_over
WHERE area = $area AND id = $c.id AND events = $was;

-- case_set_form(id i64, form sealed) -> n
UPDATE cases SET form = $form, revision = revision + 1 WHERE area = $area AND id = $id;

-- case_set_delivery(id i64, delivery sealed) -> n
UPDATE cases SET delivery = $delivery, revision = revision + 1 WHERE area = $area AND id = $id;

-- Something that an action is decided on has changed beside the events: materials, files, opinions.
-- case_touch(id i64)
UPDATE cases SET revision = revision + 1 WHERE area = $area AND id = $id;

-- Whether the case is still as it was when an action was prepared.
-- case_mark(id i64) -> mark_row? : events i64, revision i64
SELECT events, revision FROM cases WHERE area = $area AND id = $id;

-- case_set_rating(id i64, rating i64, words text) -> n
UPDATE cases SET rating = $rating, rating_words = $words WHERE area = $area AND id = $id AND rating = 0;

-- Only a draft that was never submitted can be thrown away.
-- case_drop(id i64) -> n
DELETE FROM cases WHERE area = $area AND id = $id AND state = 'draft' AND number IS NULL;

-- case_drop_materials(id i64)
DELETE FROM case_material WHERE area = $area AND case_id = $id;

-- case_drop_files(id i64)
DELETE FROM case_file WHERE area = $area AND case_id = $id;

-- event_last_at(case_id i64) -> i64
SELECT at FROM case_event WHERE area = $area AND case_id = $case_id ORDER BY no DESC LIMIT 1;

-- event_list(case_id i64) -> event_row* : no i64, at i64, actor_kind text, actor i64, actor_name text, organisation i64,
--   action text, from_state text, to_state text, reason text, payload text, prev_hash text, hash text
SELECT no, at, actor_kind, actor, actor_name, organisation, action, from_state, to_state, reason, payload, prev_hash, hash
FROM case_event WHERE area = $area AND case_id = $case_id ORDER BY no;

-- event_last(case_id i64, action text) -> event_row?
SELECT no, at, actor_kind, actor, actor_name, organisation, action, from_state, to_state, reason, payload, prev_hash, hash
FROM case_event WHERE area = $area AND case_id = $case_id AND action = $action ORDER BY no DESC LIMIT 1;

-- event_add(case_id i64, e event_row)
INSERT INTO case_event (area, case_id, no, at, actor_kind, actor, actor_name, organisation, action, from_state, to_state, reason,
  payload, prev_hash, hash)
VALUES ($area, $case_id, $e.no, $e.at, $e.actor_kind, $e.actor, $e.actor_name, $e.organisation, $e.action, $e.from_state,
  $e.to_state, $e.reason, $e.payload, $e.prev_hash, $e.hash);

-- clock_list(case_id i64) -> clock_row* : kind text, run i64, unit text, amount i64, extended i64, start_day i64, due_day i64,
--   paused i64, pauses text, stopped_at i64, calendar_version text
SELECT kind, run, unit, amount, extended, start_day, COALESCE(due_day, 0), due_day IS NULL, pauses, stopped_at, calendar_version
FROM case_clock WHERE area = $area AND case_id = $case_id ORDER BY start_day, run, kind;

-- clock_start(case_id i64, k clock_row)
INSERT INTO case_clock (area, case_id, kind, run, unit, amount, extended, start_day, due_day, pauses, stopped_at, calendar_version)
VALUES ($area, $case_id, $k.kind, $k.run, $k.unit, $k.amount, $k.extended, $k.start_day, NULLIF($k.due_day, 0), $k.pauses, 0,
  $k.calendar_version);

-- Paused, resumed, extended, recounted or stopped: what has been counted stays.
-- clock_change(case_id i64, k clock_row)
UPDATE case_clock SET extended = $k.extended, due_day = NULLIF($k.due_day, 0), pauses = $k.pauses, stopped_at = $k.stopped_at,
  calendar_version = $k.calendar_version
WHERE area = $area AND case_id = $case_id AND kind = $k.kind AND run = $k.run;

-- Running clocks of one kind that end from one day to another, behind a key, over the index case_clock_due: the cost is that of
-- what is found. Paused ones have no day and are not among them.
-- clock_between(kind text, from_day i64, to_day i64, after_day i64, after_case i64, most i64) -> due_row* : case_id i64, kind text,
--   run i64, unit text, amount i64, extended i64, start_day i64, due_day i64, pauses text
SELECT case_id, kind, run, unit, amount, extended, start_day, due_day, pauses FROM case_clock
WHERE area = $area AND kind = $kind AND stopped_at = 0 AND due_day >= $from_day AND due_day <= $to_day
  AND (due_day, case_id) > ($after_day, $after_case)
ORDER BY due_day, case_id LIMIT $most;

-- Those of one kind that ended before a day, behind a key.
-- clock_over(kind text, before_day i64, after_day i64, after_case i64, most i64) -> over_row* : due_day i64, case_id i64
SELECT due_day, case_id FROM case_clock
WHERE area = $area AND kind = $kind AND stopped_at = 0 AND due_day < $before_day AND (due_day, case_id) > ($after_day, $after_case)
ORDER BY due_day, case_id LIMIT $most;

-- member_list(case_id i64) -> member_row* : round i64, no i64, organisation i64, role text, staff i64, rule text, silence i64,
--   question text, asked_day i64, due_day i64, answer text, words text, answered_at i64, answered_by text, closed i64
SELECT round, no, organisation, role, staff, rule, silence, question, asked_day, due_day, answer, words, answered_at, answered_by,
  closed
FROM case_member WHERE area = $area AND case_id = $case_id ORDER BY round, no;

-- member_add(case_id i64, m member_row)
INSERT INTO case_member (area, case_id, round, no, organisation, role, staff, rule, silence, question, asked_day, due_day, answer,
  words, answered_at, answered_by, closed)
VALUES ($area, $case_id, $m.round, $m.no, $m.organisation, $m.role, $m.staff, $m.rule, $m.silence, $m.question, $m.asked_day,
  $m.due_day, '', '', 0, '', 0);

-- member_change(case_id i64, m member_row)
UPDATE case_member SET answer = $m.answer, words = $m.words, answered_at = $m.answered_at, answered_by = $m.answered_by,
  closed = $m.closed
WHERE area = $area AND case_id = $case_id AND round = $m.round AND no = $m.no;

-- Cases in which silence has become consent, over the index case_member_due.
-- member_over(before_day i64, after_day i64, after_case i64, most i64) -> over_row*
SELECT due_day, case_id FROM case_member
WHERE area = $area AND closed = 0 AND silence = 1 AND answer = '' AND due_day < $before_day
  AND (due_day, case_id) > ($after_day, $after_case)
ORDER BY due_day, case_id LIMIT $most;

-- Those who have not answered yet, by the day on which their limit ends, behind a key.
-- member_between(from_day i64, to_day i64, after_day i64, after_case i64, after_round i64, after_no i64, most i64) -> asked_row* :
--   case_id i64, round i64, no i64, organisation i64, role text, staff i64, due_day i64
SELECT case_id, round, no, organisation, role, staff, due_day FROM case_member
WHERE area = $area AND closed = 0 AND answer = '' AND due_day >= $from_day AND due_day <= $to_day
  AND (due_day, case_id, round, no) > ($after_day, $after_case, $after_round, $after_no)
ORDER BY due_day, case_id, round, no LIMIT $most;

-- holder_list(case_id i64) -> holder_row* : role text, staff i64
SELECT role, staff FROM case_holder WHERE area = $area AND case_id = $case_id;

-- holder_set(case_id i64, role text, staff i64)
INSERT INTO case_holder (area, case_id, role, staff) VALUES ($area, $case_id, $role, $staff)
ON CONFLICT (area, case_id, role) DO UPDATE SET staff = excluded.staff;

-- material_list(case_id i64) -> material_row* : no i64, name text, source text, originals i64, copies i64, opinion text,
--   opinion_words text, opinion_by text, changed_at i64
SELECT no, name, source, originals, copies, opinion, opinion_words, opinion_by, changed_at
FROM case_material WHERE area = $area AND case_id = $case_id ORDER BY no;

-- material_add(case_id i64, no i64, name text, source text)
INSERT INTO case_material (area, case_id, no, name, source, originals, copies, opinion, opinion_words, opinion_by, changed_at)
VALUES ($area, $case_id, $no, $name, $source, 0, 0, '', '', '', $now);

-- material_set_source(case_id i64, no i64, source text, originals i64, copies i64) -> n
UPDATE case_material SET source = $source, originals = $originals, copies = $copies, opinion = '', opinion_words = '',
  opinion_by = '', changed_at = $now WHERE area = $area AND case_id = $case_id AND no = $no;

-- material_set_opinion(case_id i64, no i64, opinion text, words text, by text) -> n
UPDATE case_material SET opinion = $opinion, opinion_words = $words, opinion_by = $by
WHERE area = $area AND case_id = $case_id AND no = $no;

-- case_files(case_id i64) -> case_file_row* : id i64, material i64, hash text, name text, added_at i64, size_bytes i64, type text
SELECT c.id, c.material, c.hash, c.name, c.added_at, f.size_bytes, f.type
FROM case_file c JOIN file f ON f.hash = c.hash WHERE c.area = $area AND c.case_id = $case_id ORDER BY c.material, c.id;

-- case_file_by_id(case_id i64, id i64) -> case_file_row?
SELECT c.id, c.material, c.hash, c.name, c.added_at, f.size_bytes, f.type
FROM case_file c JOIN file f ON f.hash = c.hash WHERE c.area = $area AND c.case_id = $case_id AND c.id = $id;

-- case_file_add(case_id i64, id i64, material i64, hash text, name text)
INSERT INTO case_file (area, case_id, id, material, hash, name, added_at)
VALUES ($area, $case_id, $id, $material, $hash, $name, $now);

-- case_file_remove(case_id i64, id i64) -> n
DELETE FROM case_file WHERE area = $area AND case_id = $case_id AND id = $id;

-- case_file_count(case_id i64, material i64) -> i64
SELECT count(*) FROM case_file WHERE area = $area AND case_id = $case_id AND material = $material;

-- tasks_of(case_id i64) -> task_row* : id i64, organisation i64, role text, staff i64, due_day i64
SELECT id, organisation, role, staff, due_day FROM case_task WHERE area = $area AND case_id = $case_id AND done_at = 0 ORDER BY id;

-- task_open(case_id i64, k task_row)
INSERT INTO case_task (area, id, case_id, organisation, role, staff, due_day, opened_at, seen_at, done_at, done_by)
VALUES ($area, $k.id, $case_id, $k.organisation, $k.role, $k.staff, $k.due_day, $now, 0, 0, 0);

-- task_due(id i64, due_day i64)
UPDATE case_task SET due_day = $due_day WHERE area = $area AND id = $id AND due_day <> $due_day;

-- task_close(id i64, done_by i64)
UPDATE case_task SET done_at = $now, done_by = $done_by WHERE area = $area AND id = $id;

-- task_seen(case_id i64) -> n
UPDATE case_task SET seen_at = $now WHERE area = $area AND case_id = $case_id AND done_at = 0 AND seen_at = 0;

-- The place's day: takes the next number of the day.
-- day_number(day i64) -> i64
INSERT INTO case_day (area, day, next_number, submitted, concluded, working_days) VALUES ($area, $day, 1, 1, 0, 0)
ON CONFLICT (area, day) DO UPDATE SET next_number = next_number + 1, submitted = submitted + 1 RETURNING next_number;

-- day_concluded(day i64, working_days i64)
INSERT INTO case_day (area, day, next_number, submitted, concluded, working_days) VALUES ($area, $day, 0, 0, 1, $working_days)
ON CONFLICT (area, day) DO UPDATE SET concluded = concluded + 1, working_days = working_days + excluded.working_days;

-- day_figures(day i64) -> day_figures_row? : submitted i64, concluded i64, working_days i64
SELECT submitted, concluded, working_days FROM case_day WHERE area = $area AND day = $day;

-- Cases of an account that wait for its answer.
-- case_count_waiting(account i64) -> i64
SELECT count(*) FROM cases WHERE area = $area AND account = $account
  AND (state IN ('prereview_fix', 'supplement', 'review_supplement', 'awaiting_papers') OR (state = 'in_review' AND hearing = 'told'));
