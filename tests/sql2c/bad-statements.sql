-- refused at 4: $other is not among the parameters of a
-- owns:
-- a(id i64) -> i64
SELECT $id
WHERE 1 = $other;
-- refused at 3: parameters are written by name: $id
-- owns:
-- a(id i64) -> i64
SELECT $1;
-- refused at 5: $r is a row: say which member
-- owns:
-- a() -> r? : id i64
SELECT 1;
-- b(r r) -> i64
SELECT $r;
-- refused at 5: $r has no member 'name'
-- owns:
-- a() -> r? : id i64
SELECT 1;
-- b(r r) -> i64
SELECT $r.name;
-- refused at 3: $id has no member 'name'
-- owns:
-- a(id i64) -> i64
SELECT $id.name;
-- refused at 3: writes 'bill', which this file does not own
-- owns: note
-- a()
INSERT INTO bill (id) VALUES (1);
-- refused at 3: writes 'bill', which this file does not own
-- owns: note
-- a()
UPDATE bill SET id = 1;
-- refused at 4: writes 'bill', which this file does not own
-- owns: note
-- a() -> n
WITH x AS (SELECT 1)
delete from bill;
-- refused at 3: writes 'bill', which this file does not own
-- owns: note
-- a()
REPLACE INTO bill (id) VALUES (1);
-- refused at 3: writes 'bill', which this file does not own
-- owns: note
-- a() -> i64
WITH x AS (INSERT INTO bill (id) VALUES (1) RETURNING id) SELECT id FROM x;
-- refused at 3: neither quoted names nor /* */ in a statement
-- owns: note
-- a()
INSERT INTO "bill" (id) VALUES (1);
-- refused at 4: neither quoted names nor /* */ in a statement
-- owns:
-- a() -> i64
SELECT 1
/* one */;
-- refused at 3: a statement cannot begin with 'DROP'
-- owns: note
-- a()
DROP TABLE note;
-- refused at 2: '-> n' counts changed rows, but nothing is written
-- owns: note
-- a() -> n
SELECT 1;
-- refused at 2: rows come back, but the signature has no result
-- owns: note
-- a()
SELECT 1;
-- refused at 2: rows come back, but the signature has no result
-- owns: note
-- a()
DELETE FROM note RETURNING id;
-- refused at 2: a result needs RETURNING
-- owns: note
-- a() -> i64
DELETE FROM note;
-- refused at 3: the statement has no ';' at the end of a line
-- owns:
-- a() -> i64
SELECT 1
-- refused at 4: ';' must end both the statement and its line
-- owns:
-- a() -> i64
SELECT 1,
2; SELECT 3;
-- refused at 3: the string does not end on its line
-- owns:
-- a() -> i64
SELECT 'a
b';
