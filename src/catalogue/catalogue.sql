-- owns: item item_version item_topic

-- item_find(code text) -> item_row? : id i64, code text, name text, organisation i64, type text, state text, version i64,
--   star i64, for_person i64, for_company i64, instant i64, online i64, visits i64, promised text, popularity i64, words text,
--   topics text, source text, secret i64, level text, standard text, base_code text, changed_at i64, agency text, agency_short text
SELECT i.id, i.code, i.name, i.organisation, i.type, i.state, i.version, i.star, i.for_person, i.for_company, i.instant, i.online,
  i.visits, i.promised, i.popularity, i.words, i.topics, i.source, i.secret, i.level, i.standard,
  i.base_code, i.changed_at, o.name, o.short
FROM item i JOIN organisation o ON o.id = i.organisation WHERE i.area = $area AND i.code = $code;

-- item_load(id i64) -> item_row?
SELECT i.id, i.code, i.name, i.organisation, i.type, i.state, i.version, i.star, i.for_person, i.for_company, i.instant, i.online,
  i.visits, i.promised, i.popularity, i.words, i.topics, i.source, i.secret, i.level, i.standard,
  i.base_code, i.changed_at, o.name, o.short
FROM item i JOIN organisation o ON o.id = i.organisation WHERE i.area = $area AND i.id = $id;

-- version_load(item i64, version i64) -> version_row? : body text, from_day i64, created_at i64, created_by text, adjustment i64,
--   reason text
SELECT body, from_day, created_at, created_by, adjustment, reason FROM item_version WHERE item = $item AND version = $version;

-- The newest first.
-- item_versions(item i64) -> item_version_row* : version i64, from_day i64, created_at i64, created_by text, adjustment i64,
--   reason text
SELECT version, from_day, created_at, created_by, adjustment, reason FROM item_version WHERE item = $item
ORDER BY version DESC LIMIT 200;

-- The last time that it was suspended or cancelled; the registry writes adjustments.
-- item_stopped(item i64) -> stopped_row? : reason text, words text, from_day i64
SELECT reason, reason_words, from_day FROM adjustment
WHERE area = $area AND kind = 'item' AND subject = $item AND state = 'in_force' AND change IN ('suspend', 'cancel')
ORDER BY changed_at DESC LIMIT 1;

-- item_new(c item_row)
INSERT INTO item (id, area, code, name, organisation, type, state, version, star, for_person, for_company, instant, online, visits,
  promised, popularity, words, topics, source, secret, level, standard, base_code, changed_at)
VALUES ($c.id, $area, $c.code, $c.name, $c.organisation, $c.type, $c.state, $c.version, $c.star, $c.for_person, $c.for_company,
  $c.instant, $c.online, $c.visits, $c.promised, $c.popularity, $c.words, $c.topics, $c.source, $c.secret, $c.level,
  $c.standard, $c.base_code, $now);

-- item_renew(c item_row)
UPDATE item SET code = $c.code, name = $c.name, organisation = $c.organisation, type = $c.type, version = $c.version, star = $c.star,
  for_person = $c.for_person, for_company = $c.for_company, instant = $c.instant, online = $c.online, visits = $c.visits,
  promised = $c.promised, popularity = $c.popularity, words = $c.words, topics = $c.topics, source = $c.source, secret = $c.secret,
  level = $c.level, standard = $c.standard, base_code = $c.base_code, changed_at = $now
WHERE area = $area AND id = $c.id;

-- item_set_state(id i64, state text) -> n
UPDATE item SET state = $state, changed_at = $now WHERE area = $area AND id = $id AND state <> $state;

-- version_add(item i64, version i64, from_day i64, body text, created_by text, adjustment i64, reason text)
INSERT INTO item_version (item, version, state, from_day, body, created_at, created_by, adjustment, reason)
VALUES ($item, $version, 'published', $from_day, $body, $now, $created_by, $adjustment, $reason);

-- topics_drop(item i64)
DELETE FROM item_topic WHERE area = $area AND item = $item;

-- The same word may stand twice in a list.
-- topic_add(kind text, topic text, item i64)
INSERT INTO item_topic (area, kind, topic, item) VALUES ($area, $kind, $topic, $item) ON CONFLICT DO NOTHING;

-- For the administration: items in any state, newest change first, with the adjustment that is open.
-- items_kept(organisation i64, state text, source text, part text, after_at i64, after_id i64, most i64) -> kept_row* :
--   id i64, code text, name text, organisation i64, agency_short text, type text, state text, source text, star i64, version i64,
--   secret i64, changed_at i64, total i64, adjustment i64, adjustment_state text
SELECT k.id, k.code, k.name, k.organisation, k.agency_short, k.type, k.state, k.source, k.star, k.version, k.secret, k.changed_at,
  k.total, coalesce(a.id, 0), coalesce(a.state, '')
FROM (
  SELECT i.id, i.code, i.name, i.organisation, o.short AS agency_short, i.type, i.state, i.source, i.star, i.version, i.secret,
    i.changed_at, count(*) OVER () AS total
  FROM item i JOIN organisation o ON o.id = i.organisation
  WHERE i.area = $area AND ($organisation = 0 OR i.organisation = $organisation) AND ($state = '' OR i.state = $state)
    AND ($source = '' OR i.source = $source) AND i.words LIKE $part ESCAPE '\'
) AS k
LEFT JOIN adjustment a ON a.area = $area AND a.kind = 'item' AND a.subject = k.id AND a.subject <> 0
  AND a.state IN ('draft', 'submitted', 'returned', 'approved')
WHERE (-k.changed_at, k.id) > (-$after_at, $after_id) ORDER BY k.changed_at DESC, k.id LIMIT $most;
