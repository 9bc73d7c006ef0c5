-- owns: session setting

-- session_find(token_key text) -> session_row? : who_kind text, who i64, created_at i64, seen_at i64
SELECT who_kind, who, created_at, seen_at FROM session WHERE token_key = $token_key;

-- session_add(token_key text, who_kind text, who i64)
INSERT INTO session (token_key, who_kind, who, created_at, seen_at) VALUES ($token_key, $who_kind, $who, $now, $now);

-- session_seen(token_key text)
UPDATE session SET seen_at = $now WHERE token_key = $token_key;

-- session_remove(token_key text)
DELETE FROM session WHERE token_key = $token_key;

-- session_remove_all(who_kind text, who i64)
DELETE FROM session WHERE who_kind = $who_kind AND who = $who;

-- session_forget_old(before i64)
DELETE FROM session WHERE seen_at < $before;

-- setting_all() -> setting_value_row* : name text, value text
SELECT name, value FROM setting ORDER BY name;

-- setting_put(name text, value text)
INSERT INTO setting (name, value) VALUES ($name, $value) ON CONFLICT (name) DO UPDATE SET value = excluded.value;
