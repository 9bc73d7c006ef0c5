-- owns: notice notice_choice

-- notice_find(id i64) -> notice_row? : id i64, who_kind text, who i64, kind text, title text, words text, path text,
--     made_at i64, read_at i64
SELECT id, who_kind, who, kind, title, words, path, made_at, read_at FROM notice WHERE area = $area AND id = $id;

-- 0 when the same thing has been told before.
-- notice_put(n notice_row, once text?) -> n
INSERT INTO notice (area, id, who_kind, who, kind, title, words, path, once, made_at, read_at)
VALUES ($area, $n.id, $n.who_kind, $n.who, $n.kind, $n.title, $n.words, $n.path, $once, $now, 0)
ON CONFLICT (area, once) DO NOTHING;

-- Newest first.
-- notice_before(who_kind text, who i64, before i64, most i64) -> notice_row*
SELECT id, who_kind, who, kind, title, words, path, made_at, read_at FROM notice
WHERE area = $area AND who_kind = $who_kind AND who = $who AND id < $before ORDER BY id DESC LIMIT $most;

-- notice_count_unread(who_kind text, who i64, most i64) -> i64
SELECT count(*) FROM (SELECT 1 FROM notice
WHERE area = $area AND who_kind = $who_kind AND who = $who AND read_at = 0 LIMIT $most);

-- notice_set_read(id i64)
UPDATE notice SET read_at = $now WHERE area = $area AND id = $id AND read_at = 0;

-- Those that somebody has seen on a page: none that came later.
-- notice_set_read_until(who_kind text, who i64, until i64)
UPDATE notice SET read_at = $now
WHERE area = $area AND who_kind = $who_kind AND who = $who AND read_at = 0 AND id <= $until;

-- notice_choice_of(who_kind text, who i64, kind text) -> notice_choice_row? : email i64, sms i64
SELECT email, sms FROM notice_choice WHERE area = $area AND who_kind = $who_kind AND who = $who AND kind = $kind;

-- notice_choose(who_kind text, who i64, kind text, c notice_choice_row)
INSERT INTO notice_choice (area, who_kind, who, kind, email, sms) VALUES ($area, $who_kind, $who, $kind, $c.email, $c.sms)
ON CONFLICT (area, who_kind, who, kind) DO UPDATE SET email = excluded.email, sms = excluded.sms;

-- Oldest first, for the walk that forgets.
-- notice_oldest(after i64, most i64) -> notice_age_row* : id i64, made_at i64, read_at i64
SELECT id, made_at, read_at FROM notice WHERE area = $area AND id > $after ORDER BY id LIMIT $most;

-- notice_remove(id i64)
DELETE FROM notice WHERE area = $area AND id = $id;
