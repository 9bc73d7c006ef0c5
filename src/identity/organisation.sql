-- owns: organisation organisation_code

-- A merged one leads to where it went; merges are kept one step deep.
-- organisation_find(id i64) -> organisation_row? : id i64, kind text, name text, short_name text, uscc text, mark text,
--     address text, hours text, phone text, complain_phone text, review_body text, court text, windows text, ordinal i64
SELECT id, kind, name, short, uscc, mark, address, hours, phone, complain_phone, review_body, court, windows, ordinal
FROM organisation
WHERE area = $area AND id = (SELECT coalesce(merged_into, id) FROM organisation WHERE area = $area AND id = $id);

-- organisation_all() -> organisation_row*
SELECT id, kind, name, short, uscc, mark, address, hours, phone, complain_phone, review_body, court, windows, ordinal
FROM organisation WHERE area = $area AND merged_into IS NULL ORDER BY ordinal, id;

-- organisation_put(o organisation_row)
INSERT INTO organisation (id, area, kind, name, short, uscc, mark, address, hours, phone, complain_phone, review_body, court,
	windows, ordinal, created_at)
VALUES ($o.id, $area, $o.kind, $o.name, $o.short_name, $o.uscc, $o.mark, $o.address, $o.hours, $o.phone, $o.complain_phone,
	$o.review_body, $o.court, $o.windows, $o.ordinal, $now);

-- organisation_set(o organisation_row) -> n
UPDATE organisation SET kind = $o.kind, name = $o.name, short = $o.short_name, uscc = $o.uscc, mark = $o.mark,
	address = $o.address, hours = $o.hours, phone = $o.phone, complain_phone = $o.complain_phone,
	review_body = $o.review_body, court = $o.court, windows = $o.windows, ordinal = $o.ordinal
WHERE area = $area AND id = $o.id AND merged_into IS NULL;

-- organisation_set_merged(from_id i64, to_id i64) -> n
UPDATE organisation SET merged_into = $to_id WHERE area = $area AND (id = $from_id OR merged_into = $from_id);

-- organisation_merged(id i64) -> merged_row* : id i64, name text
SELECT id, name FROM organisation WHERE area = $area AND merged_into = $id ORDER BY id;

-- code_organisation(code text) -> i64
SELECT organisation FROM organisation_code WHERE area = $area AND code = $code;

-- code_put(code text, organisation i64, warning text)
INSERT INTO organisation_code (area, code, organisation, warning) VALUES ($area, $code, $organisation, $warning);

-- code_remove(code text, organisation i64) -> n
DELETE FROM organisation_code WHERE area = $area AND code = $code AND organisation = $organisation;

-- code_move_all(from_id i64, to_id i64)
UPDATE organisation_code SET organisation = $to_id WHERE area = $area AND organisation = $from_id;

-- code_all() -> code_row* : organisation i64, code text, warning text
SELECT organisation, code, warning FROM organisation_code WHERE area = $area ORDER BY organisation, code;

-- code_of(organisation i64) -> code_row*
SELECT organisation, code, warning FROM organisation_code WHERE area = $area AND organisation = $organisation ORDER BY code;
