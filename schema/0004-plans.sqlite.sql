-- How a large place's rows are spread, told to the planner once and for all: every statement then has the same plan on the
-- first day and at ten million cases. Without this SQLite takes the leading `area` of a primary key for selective.
-- Each line: rows of the index, then rows for one value of its first column, of its first two, and so on.
ANALYZE;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('cases', 'sqlite_autoindex_cases_1', '1000000 1000000 1'),
  ('cases', 'sqlite_autoindex_cases_2', '1000000 1000000 1'),
  ('cases', 'sqlite_autoindex_cases_3', '1000000 1000000 1'),
  ('cases', 'cases_by_account', '1000000 1000000 20 1'),
  ('cases', 'cases_by_item', '1000000 1000000 5000 1'),
  ('cases', 'cases_by_organisation', '1000000 1000000 30000 2000 50 1'),
  ('cases', 'cases_concluded', '900000 900000 1 1'),
  ('case_event', 'sqlite_autoindex_case_event_1', '8000000 8000000 8 1'),
  ('case_clock', 'case_clock', '5000000 5000000 5 2 1'),
  ('case_clock', 'case_clock_due', '300000 300000 60000 500'),
  ('case_material', 'case_material', '6000000 6000000 6 1'),
  ('case_file', 'case_file', '4000000 4000000 4 1'),
  ('case_file', 'case_file_by_hash', '4000000 2'),
  ('case_task', 'case_task', '6000000 6000000 1'),
  ('case_task', 'case_task_open', '100000 100000 3000 800 20 1'),
  ('case_task', 'case_task_of_case', '6000000 6000000 6 1'),
  ('case_task', 'case_task_done', '5900000 5900000 10000 2'),
  ('letter', 'sqlite_autoindex_letter_1', '5000000 5000000 1'),
  ('letter', 'sqlite_autoindex_letter_2', '5000000 5000000 1'),
  ('letter', 'letter_by_case', '5000000 5000000 5 1'),
  ('licence', 'sqlite_autoindex_licence_1', '700000 700000 1'),
  ('licence', 'sqlite_autoindex_licence_2', '700000 700000 1'),
  ('licence', 'sqlite_autoindex_licence_3', '700000 700000 1'),
  ('licence', 'licence_by_holder', '700000 700000 3 1'),
  ('licence', 'licence_by_case', '700000 700000 1 1'),
  ('audit', 'audit_by_time', '1000000 1000000 1'),
  ('account', 'sqlite_autoindex_account_1', '200000 200000 1'),
  ('account', 'account_by_certificate', '200000 200000 1'),
  ('item', 'sqlite_autoindex_item_1', '2000 2000 1'),
  ('item', 'item_by_organisation', '2000 2000 50 1'),
  ('item', 'item_by_popularity', '2000 2000 20 1'),
  ('role_grant', 'role_grant', '2000 4 2 1'),
  ('role_grant', 'role_grant_by_organisation', '2000 40 8');
ANALYZE sqlite_schema;
