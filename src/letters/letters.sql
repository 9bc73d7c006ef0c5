-- owns: letter numbering letter_template letter_print

-- letter_by_id(id i64) -> letter_row? : id i64, case_id i64, event i64, kind text, organisation i64, account i64,
--   number text?, facts sealed, late text, file text?, issued_at i64, template i64
SELECT id, case_id, event, kind, organisation, account, number, facts, late, file, issued_at, template
FROM letter WHERE area = $area AND id = $id;

-- The next page of all letters, their facts as they lie there: a proof must survive those that cannot be read.
-- letter_after(id i64) -> letter_kept_row* : id i64, case_id i64, event i64, kind text, organisation i64, account i64,
--   number text?, facts text, late text, file text?, issued_at i64, template i64
SELECT id, case_id, event, kind, organisation, account, number, facts, late, file, issued_at, template
FROM letter WHERE area = $area AND id > $id ORDER BY id LIMIT 100;

-- letter_add(l letter_kept_row)
INSERT INTO letter (area, id, case_id, event, kind, organisation, account, number, facts, late, file, issued_at,
  template)
VALUES ($area, $l.id, $l.case_id, $l.event, $l.kind, $l.organisation, $l.account, $l.number, $l.facts, $l.late, $l.file, $l.issued_at,
  $l.template);

-- letter_of_case(case_id i64) -> letter_row*
SELECT id, case_id, event, kind, organisation, account, number, facts, late, file, issued_at, template
FROM letter WHERE area = $area AND case_id = $case_id ORDER BY id;

-- The first file stays: a job that runs twice changes nothing.
-- letter_set_file(id i64, file text) -> n
UPDATE letter SET file = $file WHERE area = $area AND id = $id AND file IS NULL;

-- numbering_take(organisation i64, year i64, kind text) -> i64
INSERT INTO numbering (area, organisation, year, kind, next) VALUES ($area, $organisation, $year, $kind, 2)
ON CONFLICT (area, organisation, year, kind) DO UPDATE SET next = numbering.next + 1 RETURNING next - 1;

-- numbering_all() -> numbering_row* : organisation i64, year i64, kind text, next i64
SELECT organisation, year, kind, next FROM numbering WHERE area = $area ORDER BY organisation, year, kind;

-- Which version of which kind each agency uses, where it has worded it itself.
-- template_marks() -> template_mark_row* : organisation i64, kind text, version i64
SELECT organisation, kind, version FROM letter_template AS t
WHERE area = $area AND body <> '' AND version = (SELECT max(version) FROM letter_template
  WHERE area = $area AND organisation = t.organisation AND kind = t.kind);

-- template_body(organisation i64, kind text, version i64) -> text?
SELECT body FROM letter_template
WHERE area = $area AND organisation = $organisation AND kind = $kind AND version = $version AND body <> '';

-- Newest first.
-- template_versions(organisation i64, kind text) -> template_version_row* : version i64, is_own i64, made_at i64, made_by text
SELECT version, body <> '', made_at, made_by FROM letter_template
WHERE area = $area AND organisation = $organisation AND kind = $kind ORDER BY version DESC LIMIT 50;

-- The newest version of each kind that this agency has ever saved.
-- template_newest(organisation i64) -> template_newest_row* : kind text, version i64, is_own i64, made_at i64, made_by text
SELECT kind, version, body <> '', made_at, made_by FROM letter_template AS t
WHERE area = $area AND organisation = $organisation AND version = (SELECT max(version) FROM letter_template
  WHERE area = $area AND organisation = $organisation AND kind = t.kind);

-- 0: none yet.
-- template_last(organisation i64, kind text) -> i64
SELECT max(version) FROM letter_template WHERE area = $area AND organisation = $organisation AND kind = $kind;

-- template_add(organisation i64, kind text, version i64, body text, made_by text)
INSERT INTO letter_template (area, organisation, kind, version, body, made_at, made_by)
VALUES ($area, $organisation, $kind, $version, $body, $now, $made_by);

-- print_list(letter i64) -> print_row* : no i64, at i64, who_kind text, who_name text
SELECT no, at, who_kind, who_name FROM letter_print WHERE area = $area AND letter = $letter ORDER BY no;

-- 0: never.
-- print_last(letter i64) -> i64
SELECT max(no) FROM letter_print WHERE area = $area AND letter = $letter;

-- print_add(letter i64, no i64, at i64, who_kind text, who i64, who_name text)
INSERT INTO letter_print (area, letter, no, at, who_kind, who, who_name)
VALUES ($area, $letter, $no, $at, $who_kind, $who, $who_name);

-- Letters whose prints are not 1, 2, 3 …, and prints of letters that are not there.
-- print_odd() -> print_odd_row* : letter i64
SELECT p.letter FROM letter_print AS p LEFT JOIN letter AS l ON l.area = p.area AND l.id = p.letter
WHERE p.area = $area GROUP BY p.letter HAVING count(*) <> max(p.no) OR min(p.no) <> 1 OR l.id IS NULL ORDER BY p.letter;
