-- owns: job

-- job_put(id i64, kind text, payload text, run_at i64)
INSERT INTO job (id, kind, payload, run_at, lease_until, attempts, last_error, dead)
VALUES ($id, $kind, $payload, $run_at, 0, 0, '', 0);

-- job_put_repeating(id i64, kind text) -> n
INSERT INTO job (id, kind, payload, run_at, lease_until, attempts, last_error, dead, repeats)
VALUES ($id, $kind, '', $now, 0, 0, '', 0, 1) ON CONFLICT DO NOTHING;

-- The next one that is due and that nobody holds.
-- job_due() -> job_row? : id i64, kind text, payload text, run_at i64, lease_until i64, attempts i64, last_error text,
--     dead i64, repeats i64
SELECT id, kind, payload, run_at, lease_until, attempts, last_error, dead, repeats FROM job
WHERE dead = 0 AND run_at <= $now AND lease_until <= $now ORDER BY run_at, id LIMIT 1;

-- job_find(id i64) -> job_row?
SELECT id, kind, payload, run_at, lease_until, attempts, last_error, dead, repeats FROM job WHERE id = $id;

-- job_repeating() -> job_row*
SELECT id, kind, payload, run_at, lease_until, attempts, last_error, dead, repeats FROM job WHERE repeats = 1;

-- job_claim(id i64, lease_until i64) -> n
UPDATE job SET lease_until = $lease_until, attempts = attempts + 1 WHERE id = $id AND lease_until <= $now AND dead = 0;

-- job_remove(id i64)
DELETE FROM job WHERE id = $id;

-- Only for whoever still holds it.
-- job_again(id i64, lease_until i64, run_at i64, last_error text, dead i64)
UPDATE job SET run_at = $run_at, lease_until = 0, last_error = $last_error, dead = $dead
WHERE id = $id AND lease_until = $lease_until;

-- Of one that repeats, after a success.
-- job_repeat(id i64, lease_until i64, run_at i64)
UPDATE job SET run_at = $run_at, lease_until = 0, attempts = 0, last_error = ''
WHERE id = $id AND lease_until = $lease_until;

-- job_revive(id i64) -> n
UPDATE job SET run_at = $now, lease_until = 0, attempts = 0, dead = 0 WHERE id = $id AND lease_until <= $now;

-- job_revive_dead(kind text) -> n
UPDATE job SET run_at = $now, lease_until = 0, attempts = 0, dead = 0 WHERE kind = $kind AND dead = 1;

-- job_dead_kinds() -> job_dead_row* : kind text, n i64
SELECT kind, count(*) FROM job WHERE dead = 1 GROUP BY kind ORDER BY kind;

-- job_list(most i64) -> job_row*
SELECT id, kind, payload, run_at, lease_until, attempts, last_error, dead, repeats FROM job
ORDER BY dead DESC, attempts DESC, run_at, id LIMIT $most;

-- Those that repeat always stand there: they wait for nothing.
-- job_count() -> job_count_row? : waiting i64, failing i64, dead i64
SELECT count(*) FILTER (WHERE dead = 0 AND attempts = 0 AND repeats = 0), count(*) FILTER (WHERE dead = 0 AND attempts > 0),
	count(*) FILTER (WHERE dead = 1) FROM job;
