-- owns: item

-- One hit of a search, if the item can still be found.
-- item_found(id i64) -> found_row? : id i64, code text, name text, organisation i64, type text, star i64, instant i64, online i64,
--   visits i64, promised text, popularity i64, version i64, changed_at i64, agency text, agency_short text
SELECT i.id, i.code, i.name, i.organisation, i.type, i.star, i.instant, i.online, i.visits, i.promised, i.popularity, i.version,
  i.changed_at, o.name, o.short
FROM item i JOIN organisation o ON o.id = i.organisation
WHERE i.area = $area AND i.id = $id AND i.state = 'in_use' AND i.secret = 0;

-- items_newest() -> i64
SELECT coalesce(max(changed_at), 0) FROM item WHERE area = $area;

-- What the search knows of items, in whichever state, from the one that was changed first: those behind (at, id).
-- items_changed(at i64, id i64, most i64) -> findable_row* : id i64, name text, words text, topics text, organisation i64,
--   agency text, agency_short text, agency_kind text, state text, level text, secret i64, star i64, for_person i64, for_company i64,
--   instant i64, online i64, visits i64, popularity i64, changed_at i64
SELECT i.id, i.name, i.words, i.topics, i.organisation, o.name, o.short, o.kind, i.state, i.level, i.secret, i.star, i.for_person,
  i.for_company, i.instant, i.online, i.visits, i.popularity, i.changed_at
FROM item i JOIN organisation o ON o.id = i.organisation
WHERE i.area = $area AND (i.changed_at, i.id) > ($at, $id) ORDER BY i.changed_at, i.id LIMIT $most;

-- topic_names() -> topic_name_row* : kind text, topic text
SELECT DISTINCT kind, topic FROM item_topic WHERE area = $area ORDER BY kind, topic;

-- items_popular(most i64) -> popular_row* : code text, name text, promised text, agency_short text, star i64
SELECT i.code, i.name, i.promised, o.short, i.star FROM item i JOIN organisation o ON o.id = i.organisation
WHERE i.area = $area AND i.state = 'in_use' AND i.secret = 0 ORDER BY i.popularity DESC, i.id LIMIT $most;

-- Every topic that leads to items in use, the fullest first, with its two most wanted items. Topics of people count items for
-- people, those of enterprises items for enterprises: as many as the list behind the link shows.
-- topics_counted() -> topic_row* : kind text, topic text, n i64, place i64, name text
WITH led AS (
  SELECT DISTINCT x.topic, i.id, i.name, i.popularity, i.for_person, i.for_company
  FROM item_topic x JOIN item i ON i.id = x.item WHERE x.area = $area AND i.state = 'in_use' AND i.secret = 0
), named AS (
  SELECT DISTINCT kind, topic FROM item_topic WHERE area = $area
)
SELECT kind, topic, n, place, name
FROM (
  SELECT k.kind, k.topic, l.name, count(*) OVER (PARTITION BY k.kind, k.topic) AS n,
    row_number() OVER (PARTITION BY k.kind, k.topic ORDER BY l.popularity DESC, l.id) AS place
  FROM named k JOIN led l ON l.topic = k.topic
  WHERE (k.kind IN ('personal', 'life') AND l.for_person = 1) OR (k.kind IN ('company', 'stage') AND l.for_company = 1)
) AS counted
WHERE place <= 2 ORDER BY kind, n DESC, topic, place;

-- agencies_counted() -> agency_row* : id i64, kind text, name text, short_name text, windows text, address text, phone text, n i64
SELECT o.id, o.kind, o.name, o.short, o.windows, o.address, o.phone, count(i.id)
FROM organisation o LEFT JOIN item i ON i.organisation = o.id AND i.state = 'in_use' AND i.secret = 0
WHERE o.area = $area AND o.merged_into IS NULL
GROUP BY o.id, o.kind, o.name, o.short, o.windows, o.address, o.phone, o.ordinal ORDER BY o.ordinal, o.id;
