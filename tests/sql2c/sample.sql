-- What sql2c makes of every kind of parameter and result.
-- owns: note tag

-- One note, whoever wrote it: the caller checks who may see it.
-- The index leads with area.
-- note_by_number(number text) -> note_row? : id i64, number text,
--     state i64, title text?
SELECT id, number, state, title -- what the list shows
FROM note WHERE area = $area AND number = $number AND title <> 'it''s -- $not; a ??) name';

-- note_after(id i64, all i64) -> note_row*
SELECT id, number, state, title FROM note
WHERE area = $area AND id > $id ORDER BY id LIMIT $all;

-- note_add(note note_row, author text?)
INSERT INTO note (area, id, number, state, title, author, changed)
VALUES ($area, $note.id, $note.number, $note.state, $note.title, $author, $now)
ON CONFLICT (area, id) DO UPDATE SET number = $note.number, changed = $now;

-- note_move(id i64, from_state i64, to_state i64) -> n
WITH free AS (SELECT id FROM note WHERE id = $id AND state = $from_state)
UPDATE note SET state = $to_state FROM free WHERE note.id = free.id;

-- note_count(value text) -> i64
SELECT count(*) FROM note WHERE title = $value;

-- note_retitle(id i64, title text) -> text?
UPDATE note SET title = replace($title, '甲', '乙') WHERE id = $id RETURNING title;

-- note_lock(id i64) -> i64
SELECT id FROM note WHERE id = $id FOR UPDATE SKIP LOCKED;

-- tag_clear(note_id i64)
delete from TAG where note = $note_id;

-- tag_by_note(note_id i64) -> tag_row* : name text
SELECT name FROM tag WHERE note = $note_id;
