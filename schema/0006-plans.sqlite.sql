-- The spread of the rows of 0005, for the planner (see 0004).
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('cases', 'cases_asking', '20000 20000 400 10 1'),
  ('cases', 'cases_term_over', '20000 20000 400 130 3 1'),
  ('case_member', 'case_member', '400000 400000 4 3 1'),
  ('case_member', 'case_member_due', '5000 5000 200 3 2 1'),
  ('case_holder', 'case_holder', '300000 300000 2 1'),
  ('delegation', 'delegation', '5000 5000 1'),
  ('delegation', 'delegation_to', '100 100 2 1'),
  ('delegation', 'delegation_of', '5000 5000 5 1'),
  ('notice', 'sqlite_autoindex_notice_1', '9000000 9000000 1'),
  ('notice', 'sqlite_autoindex_notice_2', '9000000 9000000 1'),
  ('notice', 'notice_of', '9000000 9000000 8000000 40 1'),
  ('notice', 'notice_unread', '900000 900000 800000 4'),
  ('notice_choice', 'notice_choice', '50000 50000 40000 5 1'),
  ('letter_template', 'sqlite_autoindex_letter_template_1', '500 500 20 2 1'),
  ('letter_print', 'letter_print', '2000000 2000000 2 1'),
  ('licence', 'licence_ending', '700000 700000 200'),
  ('case_task', 'case_task_open', '100000 100000 3000 800 200 20 1');
ANALYZE sqlite_schema;
