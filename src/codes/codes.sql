-- owns: code_table code_entry

-- tables_all() -> table_row* : word text, name text, fixed i64, entries i64, in_use i64
SELECT c.word, c.name, c.fixed, count(e.code), coalesce(sum(e.in_use), 0)
FROM code_table c LEFT JOIN code_entry e ON e.code_table = c.word GROUP BY c.word, c.name, c.fixed, c.ordinal ORDER BY c.ordinal, c.word;

-- table_load(word text) -> table_row?
SELECT c.word, c.name, c.fixed, count(e.code), coalesce(sum(e.in_use), 0)
FROM code_table c LEFT JOIN code_entry e ON e.code_table = c.word WHERE c.word = $word GROUP BY c.word, c.name, c.fixed, c.ordinal;

-- entries_all() -> code_entry_row* : code_table text, code text, name text, in_use i64, ordinal i64
SELECT code_table, code, name, in_use, ordinal FROM code_entry ORDER BY code_table, ordinal, code;

-- entries_in(code_table text) -> code_entry_row*
SELECT code_table, code, name, in_use, ordinal FROM code_entry WHERE code_table = $code_table ORDER BY ordinal, code;

-- entry_load(code_table text, code text) -> code_entry_row?
SELECT code_table, code, name, in_use, ordinal FROM code_entry WHERE code_table = $code_table AND code = $code;

-- entry_named(code_table text, name text) -> text?
SELECT code FROM code_entry WHERE code_table = $code_table AND name = $name ORDER BY in_use DESC, code LIMIT 1;

-- entry_last(code_table text) -> i64
SELECT max(ordinal) FROM code_entry WHERE code_table = $code_table;

-- entry_put(c code_entry_row)
INSERT INTO code_entry (code_table, code, name, ordinal, in_use) VALUES ($c.code_table, $c.code, $c.name, $c.ordinal, $c.in_use)
ON CONFLICT (code_table, code) DO UPDATE SET name = excluded.name, ordinal = excluded.ordinal, in_use = excluded.in_use;

-- entry_remove(code_table text, code text) -> n
DELETE FROM code_entry WHERE code_table = $code_table AND code = $code;
