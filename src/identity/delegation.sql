-- owns: delegation

-- delegation_find(id i64) -> delegation_row? : id i64, staff i64, to_staff i64, from_day i64, until_day i64, reason text,
--     made_by i64, made_at i64, ended_at i64, name text, to_name text
SELECT d.id, d.staff, d.to_staff, d.from_day, d.until_day, d.reason, d.made_by, d.made_at, d.ended_at, s.name, o.name
FROM delegation d JOIN staff s ON s.id = d.staff JOIN staff o ON o.id = d.to_staff
WHERE d.area = $area AND d.id = $id;

-- delegation_newest(staff i64, most i64) -> delegation_row*
SELECT d.id, d.staff, d.to_staff, d.from_day, d.until_day, d.reason, d.made_by, d.made_at, d.ended_at, s.name, o.name
FROM delegation d JOIN staff s ON s.id = d.staff JOIN staff o ON o.id = d.to_staff
WHERE d.area = $area AND d.staff = $staff ORDER BY d.id DESC LIMIT $most;

-- delegation_coming(to_staff i64, today i64) -> delegation_row*
SELECT d.id, d.staff, d.to_staff, d.from_day, d.until_day, d.reason, d.made_by, d.made_at, d.ended_at, s.name, o.name
FROM delegation d JOIN staff s ON s.id = d.staff JOIN staff o ON o.id = d.to_staff
WHERE d.area = $area AND d.to_staff = $to_staff AND d.ended_at = 0 AND d.until_day >= $today
ORDER BY d.from_day, d.id;

-- Now or later, of the people who belong to an organisation.
-- delegation_around(organisation i64, today i64) -> delegation_row*
SELECT d.id, d.staff, d.to_staff, d.from_day, d.until_day, d.reason, d.made_by, d.made_at, d.ended_at, s.name, o.name
FROM staff s JOIN delegation d ON d.area = $area AND d.staff = s.id AND d.ended_at = 0 AND d.until_day >= $today
JOIN staff o ON o.id = d.to_staff
WHERE s.area = $area AND s.organisation = $organisation ORDER BY d.from_day, d.id;

-- One in which this person is away during these days.
-- delegation_while_away(staff i64, from_day i64, until_day i64) -> delegation_row?
SELECT d.id, d.staff, d.to_staff, d.from_day, d.until_day, d.reason, d.made_by, d.made_at, d.ended_at, s.name, o.name
FROM delegation d JOIN staff s ON s.id = d.staff JOIN staff o ON o.id = d.to_staff
WHERE d.area = $area AND d.staff = $staff AND d.ended_at = 0 AND d.from_day <= $until_day AND d.until_day >= $from_day
ORDER BY d.from_day LIMIT 1;

-- One in which this person acts for another during these days.
-- delegation_while_deputy(to_staff i64, from_day i64, until_day i64) -> delegation_row?
SELECT d.id, d.staff, d.to_staff, d.from_day, d.until_day, d.reason, d.made_by, d.made_at, d.ended_at, s.name, o.name
FROM delegation d JOIN staff s ON s.id = d.staff JOIN staff o ON o.id = d.to_staff
WHERE d.area = $area AND d.to_staff = $to_staff AND d.ended_at = 0 AND d.from_day <= $until_day AND d.until_day >= $from_day
ORDER BY d.from_day LIMIT 1;

-- delegation_put(d delegation_row)
INSERT INTO delegation (area, id, staff, to_staff, from_day, until_day, reason, made_by, made_at, ended_at)
VALUES ($area, $d.id, $d.staff, $d.to_staff, $d.from_day, $d.until_day, $d.reason, $d.made_by, $now, 0);

-- delegation_set_ended(id i64) -> n
UPDATE delegation SET ended_at = $now WHERE area = $area AND id = $id AND ended_at = 0;

-- What this person may do today for those who are away: their grants, as grant_effective reads them.
-- delegation_grants(to_staff i64, today i64) -> delegated_row* : role text, organisation i64, staff i64
SELECT g.role, o.id, g.staff FROM delegation d
JOIN staff s ON s.id = d.staff AND s.state = 'active'
JOIN role_grant g ON g.staff = d.staff
JOIN organisation o ON o.area = $area AND (o.id = g.organisation OR o.merged_into = g.organisation)
WHERE d.area = $area AND d.to_staff = $to_staff AND d.ended_at = 0 AND d.from_day <= $today AND d.until_day >= $today
ORDER BY d.from_day, d.id, o.id, g.role;
