-- refused at 2: '-- owns: table …' must stand before the first statement

SELECT 1;
-- refused at 4: '-- owns:' must stand before the first statement
-- owns:
-- a() -> i64
SELECT 1;
-- owns: a
-- refused at 3: a table's name expected
-- owns:

-- owns: a "b"
-- refused at 2: a signature 'name(parameters) -> result' must stand directly above
-- owns:
SELECT 1;
-- refused at 4: a signature 'name(parameters) -> result' must stand directly above
-- owns:
-- a() -> i64

SELECT 1;
-- refused at 2: a signature 'name(parameters) -> result' must stand directly above
-- owns:
-- counts the notes
SELECT 1;
-- refused at 3: a signature 'name(parameters) -> result' must stand directly above
-- owns:
-- a() -> i64
-- These words belong above the signature.
SELECT 1;
-- refused at 4: 'a' stands at line 2 already
-- owns:
-- a() -> i64
SELECT 1;
-- a() -> i64
SELECT 1;
-- refused at 2: a parameter's type expected
-- owns:
-- a(id) -> i64
SELECT $id;
-- refused at 2: 'int' is no type of a parameter
-- owns:
-- a(id int) -> i64
SELECT $id;
-- refused at 2: ')' expected
-- owns:
-- a(id i64 -> i64
SELECT $id;
-- refused at 2: parameter 'id' stands twice
-- owns:
-- a(id i64, id i64) -> i64
SELECT $id;
-- refused at 2: a parameter cannot be called 'now'
-- owns:
-- a(now i64) -> i64
SELECT $now;
-- refused at 2: a parameter cannot be called 'out'
-- owns:
-- a(out i64) -> i64
SELECT $out;
-- refused at 2: parameter 'other' is not used
-- owns:
-- a(id i64, other i64) -> i64
SELECT $id;
-- refused at 2: a result expected
-- owns:
-- a() ->
SELECT 1;
-- refused at 2: '-> text' must be 'text?'
-- owns:
-- a() -> text
SELECT 'a';
-- refused at 2: say 'r?' for one row or none, 'r*' for many
-- owns:
-- a() -> r : id i64
SELECT 1;
-- refused at 2: row 'r' has no columns yet
-- owns:
-- a() -> r?
SELECT 1;
-- refused at 4: row 'r' has its columns already
-- owns:
-- a() -> r? : id i64
SELECT 1;
-- b() -> r? : id i64
SELECT 1;
-- refused at 2: 'bool' is no type of a column
-- owns:
-- a() -> r? : id bool
SELECT 1;
-- refused at 2: a column's type expected
-- owns:
-- a() -> r? : id i64, name
SELECT 1, 'a';
-- refused at 2: column 'id' stands twice in r
-- owns:
-- a() -> r? : id i64,
--     id text
SELECT 1, 'a';
-- refused at 2: ', b' is left over at the signature's end
-- owns:
-- a() -> i64, b
SELECT 1;
-- refused at 2: '*/' would end the comment in the header
-- owns:
-- counts */ notes
-- a() -> i64
SELECT 1;
-- refused at 1: there is no statement
-- owns: a
