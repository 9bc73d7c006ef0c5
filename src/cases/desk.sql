-- What the officials' lists read. Every list is walked by key over an index, so a page costs the same however many rows
-- there are; nothing is written here.
-- owns:

-- Open tasks of one role in one organisation, either everybody's (staff 0) or those of one person, by due day, over the index
-- case_task_open. organisation, role, staff: who has the task.
-- desk_tasks(organisation i64, role text, staff i64, after_day i64, after_id i64, until_day i64, item text, most i64) -> desk_row* :
--   id i64, case_id i64, number text, item_name text, applicant text, state text, events i64, members text, term_over i64, organisation i64,
--   role text, staff i64, due_day i64, seen_at i64, done_at i64
SELECT t.id, t.case_id, c.number, c.item_name, c.applicant, c.state, c.events, c.members, c.term_over, t.organisation, t.role, t.staff,
  t.due_day, t.seen_at, t.done_at
FROM case_task t JOIN cases c ON c.area = t.area AND c.id = t.case_id
WHERE t.area = $area AND t.organisation = $organisation AND t.role = $role AND t.staff = $staff AND t.done_at = 0
  AND (t.due_day, t.id) > ($after_day, $after_id) AND t.due_day <= $until_day
  AND c.item_name LIKE '%' || $item || '%' ESCAPE '\'
ORDER BY t.due_day, t.id LIMIT $most;

-- Cases of one organisation in one state, by due day, over the index cases_by_organisation.
-- desk_cases(organisation i64, state text, after_day i64, after_id i64, until_day i64, most i64) -> desk_row*
SELECT id, id, number, item_name, applicant, state, events, members, term_over, organisation, '', 0, due_day, 1, 0
FROM cases
WHERE area = $area AND organisation = $organisation AND state = $state
  AND (due_day, id) > ($after_day, $after_id) AND due_day <= $until_day
ORDER BY due_day, id LIMIT $most;

-- Of desk_cases(), those whose applicant's own period is over.
-- desk_term_over(organisation i64, state text, after_day i64, after_id i64, until_day i64, most i64) -> desk_row*
SELECT id, id, number, item_name, applicant, state, events, members, term_over, organisation, '', 0, due_day, 1, 0
FROM cases
WHERE area = $area AND organisation = $organisation AND state = $state AND term_over = 1
  AND (due_day, id) > ($after_day, $after_id) AND due_day <= $until_day
ORDER BY due_day, id LIMIT $most;

-- Cases of one organisation that wait for answers of those who were asked, by due day. late_before: only those in which
-- somebody should have answered before that day.
-- desk_asking(organisation i64, after_day i64, after_id i64, until_day i64, late_before i64, most i64) -> desk_row*
SELECT id, id, number, item_name, applicant, state, events, members, term_over, organisation, '', 0, due_day, 1, 0
FROM cases
WHERE area = $area AND organisation = $organisation AND asking = 'open'
  AND (due_day, id) > ($after_day, $after_id) AND due_day <= $until_day
  AND EXISTS (SELECT 1 FROM case_member m WHERE m.area = $area AND m.case_id = cases.id AND m.closed = 0 AND m.answer = ''
    AND m.due_day < $late_before)
ORDER BY due_day, id LIMIT $most;

-- Tasks that one official has done, newest first, over the index case_task_done.
-- desk_done(staff i64, before_at i64, before_id i64, most i64) -> desk_row*
SELECT t.id, t.case_id, c.number, c.item_name, c.applicant, c.state, c.events, '', c.term_over, t.organisation, t.role, t.staff,
  c.due_day, 1, t.done_at
FROM case_task t JOIN cases c ON c.area = t.area AND c.id = t.case_id
WHERE t.area = $area AND t.done_by = $staff AND t.done_at > 0 AND (t.done_at, t.id) < ($before_at, $before_id)
ORDER BY t.done_at DESC, t.id DESC LIMIT $most;

-- Cases of one organisation and state whose item, applicant or number contains the words.
-- desk_search(organisation i64, state text, words text, most i64) -> desk_row*
SELECT id, id, number, item_name, applicant, state, events, members, term_over, organisation, '', 0, due_day, 1, 0
FROM cases
WHERE area = $area AND organisation = $organisation AND state = $state
  AND (number LIKE '%' || $words ESCAPE '\' OR item_name LIKE '%' || $words || '%' ESCAPE '\'
    OR applicant LIKE '%' || $words || '%' ESCAPE '\')
ORDER BY due_day, id LIMIT $most;

-- Those of desk_tasks() that are due within these days, counted up to `most`.
-- desk_count_tasks(organisation i64, role text, staff i64, from_day i64, until_day i64, most i64) -> i64
SELECT count(*) FROM (
  SELECT 1 FROM case_task
  WHERE area = $area AND organisation = $organisation AND role = $role AND staff = $staff AND done_at = 0
    AND due_day >= $from_day AND due_day <= $until_day
  LIMIT $most) AS bounded;

-- Cases in one state of the organisations in which this official holds a role, with due days from one to another.
-- desk_count_cases(staff i64, state text, from_day i64, until_day i64, most i64) -> i64
SELECT count(*) FROM (
  SELECT 1 FROM cases
  WHERE area = $area AND organisation IN (SELECT organisation FROM role_grant WHERE staff = $staff) AND state = $state
    AND due_day >= $from_day AND due_day <= $until_day
  LIMIT $most) AS bounded;

-- Those of the same organisations that wait for answers, over the index cases_asking.
-- desk_count_asking(staff i64, most i64) -> i64
SELECT count(*) FROM (
  SELECT 1 FROM cases
  WHERE area = $area AND organisation IN (SELECT organisation FROM role_grant WHERE staff = $staff) AND asking = 'open'
  LIMIT $most) AS bounded;

-- When a case last came into the state in which it is.
-- desk_since(case_id i64, state text) -> i64
SELECT at FROM case_event
WHERE area = $area AND case_id = $case_id AND to_state = $state AND from_state <> to_state
ORDER BY no DESC LIMIT 1;

-- Items that can be registered at a window, those most asked for first.
-- desk_items(words text, most i64) -> desk_item* : code text, name text, organisation i64, instant i64, promised text
SELECT code, name, organisation, instant, promised FROM item
WHERE area = $area AND state = 'in_use'
  AND (code = $words OR name LIKE '%' || $words || '%' ESCAPE '\' OR words LIKE '%' || $words || '%' ESCAPE '\')
ORDER BY popularity DESC, id LIMIT $most;
