-- owns: letter numbering

-- letter_by_id(id i64) -> letter_row? : id i64, case_id i64, event i64, kind text, organisation i64, account i64,
--   number text?, facts sealed, late text, file text?, issued_at i64
SELECT id, case_id, event, kind, organisation, account, number, facts, late, file, issued_at
FROM letter WHERE area = $area AND id = $id;

-- The next page of all letters, their facts as they lie there: a proof must survive those that cannot be read.
-- letter_after(id i64) -> letter_kept_row* : id i64, case_id i64, event i64, kind text, organisation i64, account i64,
--   number text?, facts text, late text, file text?, issued_at i64
SELECT id, case_id, event, kind, organisation, account, number, facts, late, file, issued_at
FROM letter WHERE area = $area AND id > $id ORDER BY id LIMIT 100;

-- letter_add(l letter_kept_row)
INSERT INTO letter (area, id, case_id, event, kind, organisation, account, number, facts, late, file, issued_at)
VALUES ($area, $l.id, $l.case_id, $l.event, $l.kind, $l.organisation, $l.account, $l.number, $l.facts, $l.late, $l.file, $l.issued_at);

-- letter_of_case(case_id i64) -> letter_row*
SELECT id, case_id, event, kind, organisation, account, number, facts, late, file, issued_at
FROM letter WHERE area = $area AND case_id = $case_id ORDER BY id;

-- The first file stays: a job that runs twice changes nothing.
-- letter_set_file(id i64, file text) -> n
UPDATE letter SET file = $file WHERE area = $area AND id = $id AND file IS NULL;

-- numbering_take(organisation i64, year i64, kind text) -> i64
INSERT INTO numbering (area, organisation, year, kind, next) VALUES ($area, $organisation, $year, $kind, 2)
ON CONFLICT (area, organisation, year, kind) DO UPDATE SET next = numbering.next + 1 RETURNING next - 1;

-- numbering_all() -> numbering_row* : organisation i64, year i64, kind text, next i64
SELECT organisation, year, kind, next FROM numbering WHERE area = $area ORDER BY organisation, year, kind;
