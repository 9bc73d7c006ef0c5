-- owns: code_table code_entry

-- tables_all() -> code_table_row* : word text, name text, fixed i64
SELECT word, name, fixed FROM code_table ORDER BY ordinal, word;

-- entries_all() -> code_entry_row* : code_table text, code text, name text, in_use i64
SELECT code_table, code, name, in_use FROM code_entry ORDER BY code_table, ordinal, code;
