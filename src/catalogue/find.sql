-- owns: item

-- Items in use that fit all filters (0 or '' lets everything pass), those that fit the words best first: names that begin with
-- them, names that contain them, anything that contains them; among equals by popularity. The page begins behind
-- (rank, popularity, id). `total` counts the items of all pages.
-- items_found(part text, start text, organisation i64, person i64, company i64, topic text, star i64, online i64, instant i64,
--   after_rank i64, after_popularity i64, after_id i64, most i64) -> found_row* : id i64, code text, name text, organisation i64,
--   type text, star i64, instant i64, online i64, visits i64, promised text, popularity i64, version i64, changed_at i64,
--   agency text, agency_short text, rank i64, total i64
SELECT id, code, name, organisation, type, star, instant, online, visits, promised, popularity, version, changed_at, agency,
  agency_short, rank, total
FROM (
  SELECT i.id, i.code, i.name, i.organisation, i.type, i.star, i.instant, i.online, i.visits, i.promised, i.popularity, i.version,
    i.changed_at, o.name AS agency, o.short AS agency_short,
    CASE WHEN i.words LIKE $start ESCAPE '\' THEN 0 WHEN lower(i.name) LIKE $part ESCAPE '\' THEN 1 ELSE 2 END AS rank,
    count(*) OVER () AS total
  FROM item i JOIN organisation o ON o.id = i.organisation
  WHERE i.area = $area AND i.state = 'in_use' AND i.words LIKE $part ESCAPE '\'
    AND ($organisation = 0 OR i.organisation = $organisation)
    AND ($person = 0 OR i.for_person = 1) AND ($company = 0 OR i.for_company = 1)
    AND ($topic = '' OR EXISTS (SELECT 1 FROM item_topic x WHERE x.area = i.area AND x.topic = $topic AND x.item = i.id))
    AND i.star >= $star AND ($online = 0 OR i.online = 1) AND ($instant = 0 OR i.instant = 1)
) AS found
WHERE (rank, -popularity, id) > ($after_rank, -$after_popularity, $after_id)
ORDER BY rank, popularity DESC, id LIMIT $most;

-- items_popular(most i64) -> popular_row* : code text, name text, promised text, agency_short text, star i64
SELECT i.code, i.name, i.promised, o.short, i.star FROM item i JOIN organisation o ON o.id = i.organisation
WHERE i.area = $area AND i.state = 'in_use' ORDER BY i.popularity DESC, i.id LIMIT $most;

-- Every topic that leads to items in use, the fullest first, with its two most wanted items. Topics of people count items for
-- people, those of enterprises items for enterprises: as many as the list behind the link shows.
-- topics_counted() -> topic_row* : kind text, topic text, n i64, place i64, name text
WITH led AS (
  SELECT DISTINCT x.topic, i.id, i.name, i.popularity, i.for_person, i.for_company
  FROM item_topic x JOIN item i ON i.id = x.item WHERE x.area = $area AND i.state = 'in_use'
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
FROM organisation o LEFT JOIN item i ON i.organisation = o.id AND i.state = 'in_use'
WHERE o.area = $area AND o.merged_into IS NULL
GROUP BY o.id, o.kind, o.name, o.short, o.windows, o.address, o.phone, o.ordinal ORDER BY o.ordinal, o.id;

-- For the administration: items in any state, newest change first.
-- items_kept(organisation i64, state text, source text, part text, after_at i64, after_id i64, most i64) -> kept_row* :
--   id i64, code text, name text, agency_short text, type text, state text, source text, star i64, version i64,
--   changed_at i64, total i64
SELECT id, code, name, agency_short, type, state, source, star, version, changed_at, total
FROM (
  SELECT i.id, i.code, i.name, o.short AS agency_short, i.type, i.state, i.source, i.star, i.version, i.changed_at,
    count(*) OVER () AS total
  FROM item i JOIN organisation o ON o.id = i.organisation
  WHERE i.area = $area AND ($organisation = 0 OR i.organisation = $organisation) AND ($state = '' OR i.state = $state)
    AND ($source = '' OR i.source = $source) AND i.words LIKE $part ESCAPE '\'
) AS kept
WHERE (-changed_at, id) > (-$after_at, $after_id) ORDER BY changed_at DESC, id LIMIT $most;
