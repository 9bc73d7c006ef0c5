-- owns:

-- Cases of one account that have not ended, newest first.
-- my_open_cases(account i64) -> my_case_row* : id i64, number text, item i64, item_name text, state text, due_day i64, agency text,
--   agency_phone text, agency_windows text, opened_at i64, submitted_at i64, concluded_at i64, rating i64, withdrawal text,
--   extension text, hearing text, asking text, term_over i64
SELECT c.id, c.number, c.item, c.item_name, c.state, c.due_day, o.name, o.phone, o.windows, c.opened_at, c.submitted_at,
  c.concluded_at, c.rating, c.withdrawal, c.extension, c.hearing, c.asking, c.term_over
FROM cases c JOIN organisation o ON o.id = c.organisation
WHERE c.area = $area AND c.account = $account
  AND c.state NOT IN ('prereview_failed', 'acceptance_refused', 'concluded', 'withdrawn', 'lapsed', 'void')
ORDER BY c.id DESC LIMIT 200;

-- my_ended_cases(account i64, before i64, most i64) -> my_case_row*
SELECT c.id, c.number, c.item, c.item_name, c.state, c.due_day, o.name, o.phone, o.windows, c.opened_at, c.submitted_at,
  c.concluded_at, c.rating, c.withdrawal, c.extension, c.hearing, c.asking, c.term_over
FROM cases c JOIN organisation o ON o.id = c.organisation
WHERE c.area = $area AND c.account = $account AND c.id < $before
  AND c.state IN ('prereview_failed', 'acceptance_refused', 'concluded', 'withdrawn', 'lapsed', 'void')
ORDER BY c.id DESC LIMIT $most;

-- All cases of one account, for its own programs.
-- my_cases_before(account i64, before i64, most i64) -> my_case_row*
SELECT c.id, c.number, c.item, c.item_name, c.state, c.due_day, o.name, o.phone, o.windows, c.opened_at, c.submitted_at,
  c.concluded_at, c.rating, c.withdrawal, c.extension, c.hearing, c.asking, c.term_over
FROM cases c JOIN organisation o ON o.id = c.organisation
WHERE c.area = $area AND c.account = $account AND c.id < $before
ORDER BY c.id DESC LIMIT $most;

-- Drafts of one item that the account has begun.
-- my_drafts(account i64, item i64) -> my_case_row*
SELECT c.id, c.number, c.item, c.item_name, c.state, c.due_day, o.name, o.phone, o.windows, c.opened_at, c.submitted_at,
  c.concluded_at, c.rating, c.withdrawal, c.extension, c.hearing, c.asking, c.term_over
FROM cases c JOIN organisation o ON o.id = c.organisation
WHERE c.area = $area AND c.account = $account AND c.item = $item AND c.state = 'draft'
ORDER BY c.id DESC LIMIT 20;

-- Concluded cases of the place, the last first: what is made public about them.
-- concluded_before(at i64, id i64, most i64) -> concluded_row* : id i64, number text, item_name text, agency text, result i64,
--   concluded_at i64
SELECT c.id, c.number, c.item_name, o.name, c.result, c.concluded_at
FROM cases c JOIN organisation o ON o.id = c.organisation
WHERE c.area = $area AND c.concluded_at > 0 AND c.state = 'concluded' AND (c.concluded_at, c.id) < ($at, $id)
ORDER BY c.concluded_at DESC, c.id DESC LIMIT $most;

-- Concluded cases and their working days over the days (from, to].
-- figures_between(from_day i64, to_day i64) -> figures_row? : concluded i64, working_days i64
SELECT COALESCE(sum(concluded), 0), COALESCE(sum(working_days), 0) FROM case_day
WHERE area = $area AND day > $from_day AND day <= $to_day;
