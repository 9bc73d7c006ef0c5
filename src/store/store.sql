-- owns: schema_migration file

-- migration_hash(name text) -> text?
SELECT hash FROM schema_migration WHERE name = $name;

-- migration_count() -> i64
SELECT count(*) FROM schema_migration;

-- migration_add(name text, hash text)
INSERT INTO schema_migration (name, hash, at) VALUES ($name, $hash, $now);

-- The same content may be recorded twice: the first record stays.
-- file_add(hash text, size_bytes i64, type text) -> n
INSERT INTO file (hash, size_bytes, type, created_at) VALUES ($hash, $size_bytes, $type, $now) ON CONFLICT DO NOTHING;

-- file_find(hash text) -> file_row? : hash text, size_bytes i64, type text, created_at i64
SELECT hash, size_bytes, type, created_at FROM file WHERE hash = $hash;

-- file_after(hash text) -> file_row*
SELECT hash, size_bytes, type, created_at FROM file WHERE hash > $hash ORDER BY hash LIMIT 500;
