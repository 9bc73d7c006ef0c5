-- owns: item item_version item_topic

-- item_find(code text) -> item_row? : id i64, code text, name text, organisation i64, type text, state text, version i64,
--   star i64, for_person i64, for_company i64, instant i64, online i64, visits i64, promised text, popularity i64, words text,
--   topics text, source text, changed_at i64, agency text, agency_short text
SELECT i.id, i.code, i.name, i.organisation, i.type, i.state, i.version, i.star, i.for_person, i.for_company, i.instant, i.online,
  i.visits, i.promised, i.popularity, i.words, i.topics, i.source, i.changed_at, o.name, o.short
FROM item i JOIN organisation o ON o.id = i.organisation WHERE i.area = $area AND i.code = $code;

-- item_load(id i64) -> item_row?
SELECT i.id, i.code, i.name, i.organisation, i.type, i.state, i.version, i.star, i.for_person, i.for_company, i.instant, i.online,
  i.visits, i.promised, i.popularity, i.words, i.topics, i.source, i.changed_at, o.name, o.short
FROM item i JOIN organisation o ON o.id = i.organisation WHERE i.area = $area AND i.id = $id;

-- version_load(item i64, version i64) -> version_row? : body text, from_day i64, created_at i64, created_by text
SELECT body, from_day, created_at, created_by FROM item_version WHERE item = $item AND version = $version;

-- item_new(c item_row)
INSERT INTO item (id, area, code, name, organisation, type, state, version, star, for_person, for_company, instant, online, visits,
  promised, popularity, words, topics, source, changed_at)
VALUES ($c.id, $area, $c.code, $c.name, $c.organisation, $c.type, $c.state, $c.version, $c.star, $c.for_person, $c.for_company,
  $c.instant, $c.online, $c.visits, $c.promised, $c.popularity, $c.words, $c.topics, $c.source, $now);

-- item_renew(c item_row)
UPDATE item SET name = $c.name, organisation = $c.organisation, type = $c.type, version = $c.version, star = $c.star,
  for_person = $c.for_person, for_company = $c.for_company, instant = $c.instant, online = $c.online, visits = $c.visits,
  promised = $c.promised, popularity = $c.popularity, words = $c.words, topics = $c.topics, source = $c.source, changed_at = $now
WHERE area = $area AND id = $c.id;

-- item_set_state(id i64, state text) -> n
UPDATE item SET state = $state, changed_at = $now WHERE area = $area AND id = $id AND state <> $state;

-- version_add(item i64, version i64, from_day i64, body text, created_by text)
INSERT INTO item_version (item, version, state, from_day, body, created_at, created_by)
VALUES ($item, $version, 'published', $from_day, $body, $now, $created_by);

-- topics_drop(item i64)
DELETE FROM item_topic WHERE area = $area AND item = $item;

-- The same word may stand twice in a list.
-- topic_add(kind text, topic text, item i64)
INSERT INTO item_topic (area, kind, topic, item) VALUES ($area, $kind, $topic, $item) ON CONFLICT DO NOTHING;
