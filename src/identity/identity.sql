-- owns: account sign_in_attempt audit

-- account_find(id i64) -> account_row? : id i64, kind text, name text, certificate text, certificate_key text,
--     contact_name text, contact_certificate text, phone text, phone_key text, address text, password text, level i64,
--     verified_by text, created_at i64
SELECT id, kind, name, certificate, certificate_key, contact_name, contact_certificate, phone, phone_key, address, password,
	level, verified_by, created_at
FROM account WHERE area = $area AND id = $id;

-- account_id_by_phone(phone_key text) -> i64
SELECT id FROM account WHERE area = $area AND phone_key = $phone_key;

-- account_id_by_certificate(certificate_key text) -> i64
SELECT id FROM account WHERE area = $area AND certificate_key = $certificate_key ORDER BY id LIMIT 1;

-- account_put(c account_row)
INSERT INTO account (id, area, kind, name, certificate, certificate_key, contact_name, contact_certificate, phone, phone_key,
	address, password, level, verified_by, created_at)
VALUES ($c.id, $area, $c.kind, $c.name, $c.certificate, $c.certificate_key, $c.contact_name, $c.contact_certificate, $c.phone,
	$c.phone_key, $c.address, $c.password, $c.level, $c.verified_by, $c.created_at);

-- account_set_address(id i64, address text) -> n
UPDATE account SET address = $address WHERE area = $area AND id = $id;

-- account_set_phone(id i64, phone text, phone_key text) -> n
UPDATE account SET phone = $phone, phone_key = $phone_key WHERE area = $area AND id = $id;

-- account_contact(id i64) -> account_contact_row? : email sealed, phone sealed
SELECT email, phone FROM account WHERE area = $area AND id = $id;

-- account_set_email(id i64, email sealed) -> n
UPDATE account SET email = $email WHERE area = $area AND id = $id;

-- account_set_password(id i64, password text) -> n
UPDATE account SET password = $password WHERE area = $area AND id = $id;

-- Raises the level and never lowers it.
-- account_set_level(id i64, level i64, verified_by text) -> n
UPDATE account SET level = $level, verified_by = $verified_by WHERE area = $area AND id = $id AND level < $level;

-- attempt_find(subject_key text) -> attempt_row? : failures i64, last_at i64
SELECT failures, last_at FROM sign_in_attempt WHERE subject_key = $subject_key;

-- attempt_put(subject_key text, failures i64)
INSERT INTO sign_in_attempt (subject_key, failures, last_at) VALUES ($subject_key, $failures, $now)
ON CONFLICT (subject_key) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at;

-- attempt_remove(subject_key text)
DELETE FROM sign_in_attempt WHERE subject_key = $subject_key;

-- Looks at a few neighbours of a key: keys are hashes, so that in the end every old row is met.
-- attempt_remove_old(subject_key text, before i64)
DELETE FROM sign_in_attempt WHERE last_at < $before AND subject_key IN (
	SELECT subject_key FROM sign_in_attempt WHERE subject_key > $subject_key ORDER BY subject_key LIMIT 20);

-- audit_put(id i64, who_kind text, who i64, who_name text, what text, about text, purpose text)
INSERT INTO audit (id, area, at, who_kind, who, who_name, what, about, purpose)
VALUES ($id, $area, $now, $who_kind, $who, $who_name, $what, $about, $purpose);

-- Newest first, before an id. The patterns are of LIKE with a backslash before what stands for itself.
-- audit_before(id i64, person text, about text, most i64) -> audit_row* : id i64, at i64, who_name text, what text,
--     about text, purpose text
SELECT id, at, who_name, what, about, purpose FROM audit
WHERE area = $area AND id < $id AND who_name LIKE $person ESCAPE '\'
	AND (about LIKE $about ESCAPE '\' OR what LIKE $about ESCAPE '\' OR purpose LIKE $about ESCAPE '\')
ORDER BY id DESC LIMIT $most;
