-- owns: job

-- job_put(id i64, kind text, payload text, run_at i64)
INSERT INTO job (id, kind, payload, run_at, lease_until, attempts, last_error, dead)
VALUES ($id, $kind, $payload, $run_at, 0, 0, '', 0);

-- The next one that is due and that nobody holds.
-- job_due() -> job_row? : id i64, kind text, payload text, run_at i64, lease_until i64, attempts i64, last_error text,
--     dead i64
SELECT id, kind, payload, run_at, lease_until, attempts, last_error, dead FROM job
WHERE dead = 0 AND run_at <= $now AND lease_until <= $now ORDER BY run_at, id LIMIT 1;

-- job_find(id i64) -> job_row?
SELECT id, kind, payload, run_at, lease_until, attempts, last_error, dead FROM job WHERE id = $id;

-- job_claim(id i64, lease_until i64) -> n
UPDATE job SET lease_until = $lease_until, attempts = attempts + 1 WHERE id = $id AND lease_until <= $now AND dead = 0;

-- job_remove(id i64)
DELETE FROM job WHERE id = $id;

-- Only for whoever still holds it.
-- job_again(id i64, lease_until i64, run_at i64, last_error text, dead i64)
UPDATE job SET run_at = $run_at, lease_until = 0, last_error = $last_error, dead = $dead
WHERE id = $id AND lease_until = $lease_until;

-- job_revive(id i64) -> n
UPDATE job SET run_at = $now, lease_until = 0, attempts = 0, dead = 0 WHERE id = $id AND lease_until <= $now;

-- job_list(most i64) -> job_row*
SELECT id, kind, payload, run_at, lease_until, attempts, last_error, dead FROM job
ORDER BY dead DESC, attempts DESC, run_at, id LIMIT $most;

-- job_count() -> job_count_row? : waiting i64, failing i64, dead i64
SELECT count(*) FILTER (WHERE dead = 0 AND attempts = 0), count(*) FILTER (WHERE dead = 0 AND attempts > 0),
	count(*) FILTER (WHERE dead = 1) FROM job;
