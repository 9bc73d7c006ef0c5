-- owns: cases case_event case_clock case_material case_file case_task case_day

-- case_by_id(id i64) -> case_row? : id i64, number text, item i64, item_version i64, item_name text, organisation i64,
--   state text, step i64, mode text, channel text, account i64, applicant text, applicant_kind text, certificate text,
--   certificate_key text, contact text, phone text, form sealed, delivery sealed, rounds i64, events i64, head text,
--   result i64, due_day i64, opened_at i64, submitted_at i64, accepted_at i64, decided_at i64, concluded_at i64,
--   rating i64, rating_words text, withdrawal text, revision i64
SELECT id, number, item, item_version, item_name, organisation, state, step, mode, channel, account, applicant, applicant_kind,
  certificate, certificate_key, contact, phone, form, delivery, rounds, events, head, result, due_day, opened_at, submitted_at,
  accepted_at, decided_at, concluded_at, rating, rating_words, withdrawal, revision
FROM cases WHERE area = $area AND id = $id;

-- case_by_number(number text) -> case_row?
SELECT id, number, item, item_version, item_name, organisation, state, step, mode, channel, account, applicant, applicant_kind,
  certificate, certificate_key, contact, phone, form, delivery, rounds, events, head, result, due_day, opened_at, submitted_at,
  accepted_at, decided_at, concluded_at, rating, rating_words, withdrawal, revision
FROM cases WHERE area = $area AND number = $number;

-- All cases in the order of their ids, for proofs over the whole place.
-- cases_after(id i64) -> case_row*
SELECT id, number, item, item_version, item_name, organisation, state, step, mode, channel, account, applicant, applicant_kind,
  certificate, certificate_key, contact, phone, form, delivery, rounds, events, head, result, due_day, opened_at, submitted_at,
  accepted_at, decided_at, concluded_at, rating, rating_words, withdrawal, revision
FROM cases WHERE area = $area AND id > $id ORDER BY id LIMIT 500;

-- case_by_once(once text) -> i64
SELECT id FROM cases WHERE area = $area AND once = $once;

-- case_new(c case_row, once text)
INSERT INTO cases (area, id, number, once, item, item_version, item_name, organisation, state, step, mode, channel, account,
  applicant, applicant_kind, certificate, certificate_key, contact, phone, form, delivery, rounds, events, head, result, due_day,
  opened_at, submitted_at, accepted_at, decided_at, concluded_at, rating, rating_words, withdrawal, revision)
VALUES ($area, $c.id, NULL, $once, $c.item, $c.item_version, $c.item_name, $c.organisation, $c.state, $c.step, $c.mode, $c.channel,
  $c.account, $c.applicant, $c.applicant_kind, $c.certificate, $c.certificate_key, $c.contact, $c.phone, $c.form, $c.delivery,
  $c.rounds, $c.events, $c.head, $c.result, $c.due_day, $c.opened_at, $c.submitted_at, $c.accepted_at, $c.decided_at,
  $c.concluded_at, $c.rating, $c.rating_words, $c.withdrawal, $c.revision);

-- The one statement that moves a case; it holds only if nobody has moved it since `was`.
-- case_move(id i64, was i64, number text?, state text, step i64, rounds i64, events i64, head text, result i64, due_day i64,
--   submitted_at i64, accepted_at i64, decided_at i64, concluded_at i64, withdrawal text) -> n
UPDATE cases SET number = $number, state = $state, step = $step, rounds = $rounds, events = $events, head = $head,
  result = $result, due_day = $due_day, submitted_at = $submitted_at, accepted_at = $accepted_at, decided_at = $decided_at,
  concluded_at = $concluded_at, withdrawal = $withdrawal
WHERE area = $area AND id = $id AND events = $was;

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

-- clock_list(case_id i64) -> clock_row* : kind text, run i64, unit text, amount i64, start_day i64, due_day i64, paused i64,
--   pauses text, stopped_at i64, calendar_version text
SELECT kind, run, unit, amount, start_day, COALESCE(due_day, 0), due_day IS NULL, pauses, stopped_at, calendar_version
FROM case_clock WHERE area = $area AND case_id = $case_id ORDER BY start_day, run, kind;

-- clock_runs(case_id i64, kind text) -> i64
SELECT count(*) FROM case_clock WHERE area = $area AND case_id = $case_id AND kind = $kind;

-- clock_start(case_id i64, kind text, run i64, unit text, amount i64, start_day i64, due_day i64, calendar_version text)
INSERT INTO case_clock (area, case_id, kind, run, unit, amount, start_day, due_day, pauses, stopped_at, calendar_version)
VALUES ($area, $case_id, $kind, $run, $unit, $amount, $start_day, $due_day, '[]', 0, $calendar_version);

-- clock_stop(case_id i64, kind text)
UPDATE case_clock SET stopped_at = $now WHERE area = $area AND case_id = $case_id AND kind = $kind AND stopped_at = 0;

-- clock_stop_all(case_id i64)
UPDATE case_clock SET stopped_at = $now WHERE area = $area AND case_id = $case_id AND stopped_at = 0;

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

-- task_open(id i64, case_id i64, organisation i64, role text, due_day i64)
INSERT INTO case_task (area, id, case_id, organisation, role, due_day, opened_at, seen_at, done_at, done_by)
VALUES ($area, $id, $case_id, $organisation, $role, $due_day, $now, 0, 0, 0);

-- tasks_close(case_id i64, done_by i64)
UPDATE case_task SET done_at = $now, done_by = $done_by WHERE area = $area AND case_id = $case_id AND done_at = 0;

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
  AND state IN ('prereview_fix', 'supplement', 'review_supplement', 'awaiting_papers');
