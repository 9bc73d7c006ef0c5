-- owns:

-- Whether the place keeps records of this kind, and one of them (the registry writes them).
-- rule_records(kind text) -> i64
SELECT EXISTS (SELECT 1 FROM record WHERE area = $area AND kind = $kind AND state = 'in_use');

-- rule_record(kind text, code text) -> i64
SELECT EXISTS (SELECT 1 FROM record WHERE area = $area AND kind = $kind AND code = $code AND state = 'in_use');
