-- owns: licence

-- One licence by its id; the caller checks who may see it. until_day 0: no end.
-- licence_by_id(id i64) -> licence_row? : id i64, identifier text, number text, kind text, state text, item i64,
--   organisation i64, agency text, case_id i64, account i64, holder text, holder_certificate text, holder_key text, face text,
--   issued_day i64, until_day i64, letter i64
SELECT l.id, l.identifier, l.number, l.kind, l.state, l.item, l.organisation, o.name, l.case_id, l.account, l.holder,
  l.holder_certificate, l.holder_key, l.face, l.issued_day, COALESCE(l.until_day, 0), l.letter
FROM licence l JOIN organisation o ON o.id = l.organisation WHERE l.area = $area AND l.id = $id;

-- Those that were issued to this account's own certificate, newest first; found by the holder's key, which has the index.
-- licence_by_account(account i64) -> licence_row*
SELECT l.id, l.identifier, l.number, l.kind, l.state, l.item, l.organisation, o.name, l.case_id, l.account, l.holder,
  l.holder_certificate, l.holder_key, l.face, l.issued_day, COALESCE(l.until_day, 0), l.letter
FROM account a JOIN licence l ON l.area = a.area AND l.holder_key = a.certificate_key AND l.account = a.id
JOIN organisation o ON o.id = l.organisation WHERE a.area = $area AND a.id = $account ORDER BY l.id DESC;

-- By number or identifier; 0 when there is none.
-- licence_id_by_code(code text) -> i64
SELECT id FROM licence WHERE area = $area AND (number = $code OR identifier = $code);

-- The newest of a case; 0 when there is none.
-- licence_id_by_case(case_id i64) -> i64
SELECT id FROM licence WHERE area = $area AND case_id = $case_id ORDER BY id DESC LIMIT 1;

-- licence_add(l licence_row)
INSERT INTO licence (area, id, identifier, number, kind, state, item, organisation, case_id, account, holder,
  holder_certificate, holder_key, face, issued_day, until_day, letter, created_at)
VALUES ($area, $l.id, $l.identifier, $l.number, $l.kind, $l.state, $l.item, $l.organisation, $l.case_id, $l.account, $l.holder,
  $l.holder_certificate, $l.holder_key, $l.face, $l.issued_day, NULLIF($l.until_day, 0), $l.letter, $now);

-- Those in force that end from one day to another, behind a key, over the index licence_ending.
-- licence_ending(from_day i64, to_day i64, after_day i64, after_id i64, most i64) -> ending* : id i64, item i64, account i64,
--   kind text, until_day i64
SELECT id, item, account, kind, until_day FROM licence
WHERE area = $area AND until_day >= $from_day AND until_day <= $to_day AND (until_day, id) > ($after_day, $after_id)
  AND state = '01' AND account > 0
ORDER BY until_day, id LIMIT $most;
