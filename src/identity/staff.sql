-- owns: staff role_grant

-- staff_find(id i64) -> staff_row? : id i64, organisation i64, organisation_name text, login text, name text, post text,
--     password text, state text
SELECT s.id, s.organisation, o.short, s.login, s.name, s.post, s.password, s.state
FROM staff s JOIN organisation o ON o.id = s.organisation
WHERE s.area = $area AND s.id = $id;

-- staff_id_by_login(login text) -> i64
SELECT id FROM staff WHERE area = $area AND login = $login;

-- In the order of logins, after one; organisation 0 means any. The pattern is one of LIKE, as in audit_before.
-- staff_after(login text, organisation i64, words text, most i64) -> staff_row*
SELECT s.id, s.organisation, o.short, s.login, s.name, s.post, s.password, s.state
FROM staff s JOIN organisation o ON o.id = s.organisation
WHERE s.area = $area AND s.login > $login AND ($organisation = 0 OR s.organisation = $organisation)
	AND (s.login LIKE $words ESCAPE '\' OR s.name LIKE $words ESCAPE '\' OR s.post LIKE $words ESCAPE '\')
ORDER BY s.login LIMIT $most;

-- Active people who hold this role there (also by a grant in what it was merged into), in the order of logins; '' for any
-- role. The plus keeps the planner from walking all staff for that order.
-- staff_holding(organisation i64, role text) -> staff_row*
SELECT s.id, s.organisation, o.short, s.login, s.name, s.post, s.password, s.state
FROM staff s JOIN organisation o ON o.id = s.organisation
WHERE +s.area = $area AND s.state = 'active' AND s.id IN (
	SELECT g.staff FROM role_grant g JOIN organisation at ON at.id = $organisation
	WHERE g.organisation = coalesce(at.merged_into, at.id) AND ($role = '' OR g.role = $role))
ORDER BY s.login;

-- staff_counts() -> staff_count_row* : organisation i64, active i64
SELECT organisation, count(*) FROM staff WHERE area = $area AND state = 'active' GROUP BY organisation;

-- staff_put(id i64, organisation i64, login text, name text, post text, password text)
INSERT INTO staff (id, area, organisation, login, name, post, password, state, created_at)
VALUES ($id, $area, $organisation, $login, $name, $post, $password, 'active', $now);

-- staff_set(id i64, organisation i64, name text, post text, state text) -> n
UPDATE staff SET organisation = $organisation, name = $name, post = $post, state = $state WHERE area = $area AND id = $id;

-- staff_set_password(id i64, password text) -> n
UPDATE staff SET password = $password WHERE area = $area AND id = $id;

-- staff_contact(id i64) -> staff_contact_row? : email sealed, phone sealed
SELECT email, phone FROM staff WHERE area = $area AND id = $id;

-- staff_set_contact(id i64, email sealed, phone sealed) -> n
UPDATE staff SET email = $email, phone = $phone WHERE area = $area AND id = $id;

-- staff_move_all(from_id i64, to_id i64)
UPDATE staff SET organisation = $to_id WHERE area = $area AND organisation = $from_id;

-- A grant holds for the organisations that were merged into the one it names as well.
-- grant_effective(staff i64) -> grant_row* : role text, organisation i64
SELECT g.role, o.id FROM role_grant g
JOIN organisation o ON o.area = $area AND (o.id = g.organisation OR o.merged_into = g.organisation)
WHERE g.staff = $staff ORDER BY o.id, g.role;

-- grant_of(staff i64) -> grant_named_row* : role text, organisation i64, organisation_name text
SELECT g.role, g.organisation, o.short FROM role_grant g JOIN organisation o ON o.id = g.organisation
WHERE g.staff = $staff ORDER BY o.ordinal, o.id, g.role;

-- grant_put(staff i64, role text, organisation i64, granted_by i64) -> n
INSERT INTO role_grant (staff, role, organisation, granted_at, granted_by)
VALUES ($staff, $role, $organisation, $now, $granted_by) ON CONFLICT DO NOTHING;

-- grant_remove(staff i64, role text, organisation i64) -> n
DELETE FROM role_grant WHERE staff = $staff AND role = $role AND organisation = $organisation;

-- Grants that the target has already stay as they are.
-- grant_copy_all(from_id i64, to_id i64)
INSERT INTO role_grant (staff, role, organisation, granted_at, granted_by)
SELECT staff, role, $to_id, granted_at, granted_by FROM role_grant WHERE organisation = $from_id
ON CONFLICT DO NOTHING;

-- grant_remove_all(organisation i64)
DELETE FROM role_grant WHERE organisation = $organisation;

-- How many active people hold a role anywhere.
-- grant_holders(role text) -> i64
SELECT count(DISTINCT g.staff) FROM role_grant g JOIN staff s ON s.id = g.staff
WHERE s.area = $area AND s.state = 'active' AND g.role = $role;
