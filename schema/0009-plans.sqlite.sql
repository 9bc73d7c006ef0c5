-- The spread of the rows of 0007 and 0008, for the planner (see 0004): a province's 100,000 items in 5,000 organisations.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('item', 'item_by_change', '100000 100000 2 1'),
  ('item', 'item_by_standard', '20000 20000 100 1'),
  ('item', 'item_rates', '100000 100000 20 5 3 2'),
  ('record', 'sqlite_autoindex_record_1', '60000 60000 12000 1'),
  ('record', 'record_by_organisation', '60000 60000 12000 12 1'),
  ('record_version', 'record_version', '120000 2 1'),
  ('adjustment', 'adjustment_open', '500 500 250 1'),
  ('adjustment', 'adjustment_by_state', '200000 200000 50000 1 1'),
  ('adjustment', 'adjustment_by_organisation', '200000 200000 40 20 1 1'),
  ('adjustment', 'adjustment_of', '200000 200000 40000 2 1'),
  ('adjustment', 'adjustment_due', '100 100 5 1'),
  ('adjustment_event', 'adjustment_event', '800000 4 1'),
  ('code_entry', 'code_entry', '5000 100 1'),
  ('rate_day', 'rate_day', '2000000 2000000 100 1'),
  ('synonym', 'synonym', '2000 2000 2 1'),
  ('link_check', 'link_check', '5000 5000 1');
-- What 0004 took for a district's catalogue is a province's here: tables with numbers of different sizes mislead the planner.
UPDATE sqlite_stat1 SET stat = '100000 100000 1' WHERE idx = 'sqlite_autoindex_item_1';
UPDATE sqlite_stat1 SET stat = '100000 100000 1000 1' WHERE idx IN ('item_by_organisation', 'item_by_popularity');
ANALYZE sqlite_schema;
