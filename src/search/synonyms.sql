-- owns: synonym

-- synonyms_own(most i64) -> synonym_row* : word text, means text
SELECT word, means FROM synonym WHERE area = $area ORDER BY word, means LIMIT $most;

-- synonym_count() -> i64
SELECT count(*) FROM synonym WHERE area = $area;

-- synonym_add(word text, means text) -> n
INSERT INTO synonym (area, word, means) VALUES ($area, $word, $means) ON CONFLICT DO NOTHING;

-- synonym_remove(word text, means text) -> n
DELETE FROM synonym WHERE area = $area AND word = $word AND means = $means;
