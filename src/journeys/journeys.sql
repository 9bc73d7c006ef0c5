-- owns:

-- Paths in use, with their words, a line each, the name first: there are a few dozen at the most.
-- journeys_in_use() -> journey_row* : id i64, code text, name text, version i64, words text
SELECT id, code, name, version, words FROM record
WHERE area = $area AND kind = 'journey' AND state = 'in_use' ORDER BY id LIMIT 200;
