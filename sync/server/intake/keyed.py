"""What the residents' pages may ask of tables that they can not read: each question needs a key to be answered.

One text for both databases. On PostgreSQL each is a function that runs with its owner's rights (``account.py``).
"""

from typing import Final

_COUNTS: Final = """
SELECT
  (SELECT count(*) FROM intake c WHERE {kinds} AND c.address = :address AND c.at > :hour),
  (SELECT count(*) FROM intake c WHERE {kinds} AND c.address = :address AND c.at > :day),
  (SELECT count(*) FROM intake c WHERE {kinds} AND c.network = :network AND c.at > :hour),
  (SELECT count(*) FROM intake c WHERE {kinds} AND c.network = :network AND c.at > :day),
  (SELECT count(*) FROM intake c WHERE {kinds} AND c.at > :hour),
  (SELECT count(*) FROM intake c WHERE {kinds} AND c.at > :day)
"""
_KEYS: Final = ("address", "network", "hour", "day")
_COUNTED: Final = (
    "TABLE (address_hour bigint, address_day bigint, network_hour bigint, network_day bigint, "
    "town_hour bigint, town_day bigint)"
)

_RATED: Final = """
SELECT CAST(r.cell AS text) AS cell, r.part AS part, r.answer AS answer, r.at AS at, 'done' AS state, '' AS trouble,
  (r.remark <> '' AND NOT EXISTS (SELECT 1 FROM intake u WHERE u.link = r.code AND u.kind = 'erase_remark')) AS remarked
FROM rating r
WHERE r.code = :code AND NOT EXISTS (SELECT 1 FROM intake e WHERE e.link = r.code AND e.kind = 'erase_rating')
UNION ALL
SELECT '', {sent} -> 'form' ->> 'part', {sent} -> 'form' ->> 'answer', i.at, i.state, i.code, (1 = 0)
FROM intake i
WHERE i.link = :code AND i.kind = 'rating' AND i.state IN ('waiting', 'check')
  AND NOT EXISTS (SELECT 1 FROM intake e WHERE e.link = i.link AND e.kind = 'erase_rating')
"""

_NEWS: Final = """
SELECT t.district_id AS district, t.street AS street, (t.confirmed_at IS NOT NULL OR EXISTS (
    SELECT 1 FROM intake n WHERE n.link = t.confirm AND n.kind = 'confirm_news')) AS confirmed
FROM news_topic t WHERE t.confirm = :link AND (t.confirmed_at IS NOT NULL OR t.asked_at > :since)
UNION ALL
SELECT t.district_id, t.street, (1 = 1) FROM news_reader r JOIN news_topic t ON t.reader_id = r.id WHERE r.leave = :link
"""

_DIGEST: Final = "SELECT i.digest AS digest FROM intake i WHERE i.form = :form"

_FOLLOWED: Final = """
SELECT l.number AS number, l.made_at AS at, t.category AS category, t.status AS status, '' AS words,
  CASE WHEN l.party_id = t.id THEN CAST({doc} -> 'place' AS text) END AS place,
  t.closed_at AS closed_at,
  CASE WHEN {doc} ->> 'waiting_on' = 'resident'
    AND EXISTS (SELECT 1 FROM message m WHERE m.tip_id = t.id AND {said} ->> 'purpose' = 'question'
      AND m.party_id <> l.party_id)
    AND NOT EXISTS (SELECT 1 FROM message m WHERE m.tip_id = t.id AND {said} ->> 'purpose' = 'question'
      AND m.party_id = l.party_id)
    THEN 'another' ELSE {doc} ->> 'waiting_on' END AS waiting_on,
  coalesce({doc} ->> 'waiting_body', {doc} -> 'closing' -> 'outcome' ->> 'body') AS body,
  {doc} -> 'closing' -> 'outcome' ->> 'kind' AS outcome,
  CASE WHEN EXISTS (SELECT 1 FROM message m WHERE m.tip_id = t.id AND m.delivery = 'held') THEN NULL
    ELSE {doc} -> 'closing' -> 'outcome' ->> 'reply' END AS reply,
  EXISTS (SELECT 1 FROM intake n WHERE n.link = l.hash AND n.kind = 'no_longer') AS no_longer,
  EXISTS (SELECT 1 FROM intake n WHERE n.link = l.hash AND n.kind = 'leave') AS gone,
  ((l.party_id = t.id AND {doc} -> 'parties' -> 0 ->> 'satisfaction' IS NOT NULL)
    OR EXISTS (SELECT 1 FROM intake n WHERE n.link = l.hash AND n.kind = 'satisfaction')) AS judged,
  (l.party_id <> t.id) AS joined
FROM tip_link l JOIN tip t ON t.id = l.tip_id
WHERE l.hash = :link AND NOT EXISTS (SELECT 1 FROM intake e WHERE e.link = l.hash AND e.kind = 'erase')
UNION ALL
SELECT i.number, i.at, {sent} ->> 'category', '', {sent} ->> 'where', CAST({sent} -> 'place' AS text),
  NULL, NULL, NULL, NULL, NULL,
  EXISTS (SELECT 1 FROM intake n WHERE n.link = i.link AND n.kind = 'no_longer'),
  EXISTS (SELECT 1 FROM intake n WHERE n.link = i.link AND n.kind = 'leave'), (1 = 0),
  ({sent} ->> 'join' IS NOT NULL)
FROM intake i
WHERE i.link = :link AND i.kind = 'tip' AND i.state IN ('waiting', 'check') AND {sent} ->> 'submission' IS NULL
  AND NOT EXISTS (SELECT 1 FROM intake e WHERE e.link = i.link AND e.kind = 'erase')
"""

_SUBMITTED: Final = """
SELECT l.number AS number, l.made_at AS at, b.kind AS kind, b.state AS state, b.due AS due, b.closed_at AS closed_at,
  CASE WHEN l.own THEN CAST({no_tip} -> 'answers' AS text) END AS answers, l.own AS own,
  CASE WHEN l.own THEN coalesce({no_tip} -> 'place' ->> 'address', {no_tip} ->> 'where') END AS words
FROM submission_link l JOIN submission b ON b.id = l.submission_id
WHERE l.hash = :link AND NOT EXISTS (SELECT 1 FROM intake e WHERE e.link = l.hash AND e.kind = 'erase')
UNION ALL
SELECT i.number, i.at, {sent} ->> 'submission', '', NULL, NULL, NULL, (1 = 1), {sent} ->> 'where'
FROM intake i
WHERE i.link = :link AND i.kind = 'tip' AND i.state IN ('waiting', 'check') AND {sent} ->> 'submission' IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM intake e WHERE e.link = i.link AND e.kind = 'erase')
"""
"""Who had joined the tip that it was reads no answer: it may be about somebody whom they name to others."""

_SPOKEN: Final = """
SELECT m.at AS at, m.id AS id, {said} ->> 'text' AS words, {said} ->> 'purpose' AS purpose, {said} ->> 'door' AS door,
  (1 = 0) AS on_way
FROM tip_link l JOIN message m ON m.tip_id = l.tip_id AND m.party_id = l.party_id
WHERE l.hash = :link
  AND (m.at >= l.made_at OR NOT EXISTS (
    SELECT 1 FROM tip_link f WHERE f.tip_id = l.tip_id AND f.party_id = l.party_id AND f.made_at < l.made_at))
  AND (m.delivery IS NULL OR m.delivery NOT IN ('held', 'cancelled'))
  AND NOT EXISTS (SELECT 1 FROM intake e WHERE e.link = l.hash AND e.kind = 'erase')
UNION ALL
SELECT i.at, i.number, {sent} ->> 'text', NULL, 'portal', (1 = 1)
FROM intake i JOIN tip_link l ON l.hash = i.link
WHERE i.link = :link AND i.kind IN ('answer', 'satisfaction') AND i.state = 'waiting' AND {sent} ->> 'text' <> ''
  AND NOT EXISTS (SELECT 1 FROM intake e WHERE e.link = i.link AND e.kind = 'erase')
"""
"""A party's first link shows all, each later one what was said since it was made: who joins from a browser that joined
before reads nothing of what was said by the first link, for it may be somebody else's hand on it."""

_FIRST: Final = """
l.hash = :link AND NOT EXISTS (
    SELECT 1 FROM tip_link f WHERE f.tip_id = l.tip_id AND f.party_id = l.party_id AND f.made_at < l.made_at)
  AND NOT EXISTS (SELECT 1 FROM intake e WHERE e.link = l.hash AND e.kind = 'erase')
"""
_EDITED: Final = """
EXISTS (SELECT 1 FROM story s WHERE s.tip_id = t.id AND {line} ->> 'kind' = 'tip.edit'
    AND {line} -> 'detail' ->> 'field' = 'text')
"""
_SUBJECT: Final = """
SELECT {who} ->> 'name' AS name, {who} ->> 'phone' AS phone, {who} ->> 'email' AS email,
  CASE WHEN l.party_id = t.id AND NOT {edited} THEN {doc} ->> 'text' END AS words,
  (l.party_id = t.id AND {edited}) AS changed,
  CASE WHEN l.party_id = t.id THEN {doc} -> 'parties' -> 0 ->> 'satisfaction' END AS satisfaction
FROM tip_link l JOIN tip t ON t.id = l.tip_id LEFT JOIN contact c ON c.tip_id = t.id AND l.party_id = t.id
WHERE {first}
UNION ALL
SELECT {sent} ->> 'name', {sent} ->> 'phone', {sent} ->> 'email', {sent} ->> 'text', (1 = 0), NULL
FROM intake i
WHERE i.link = :link AND i.kind = 'tip' AND i.state IN ('waiting', 'check')
  AND NOT EXISTS (SELECT 1 FROM intake e WHERE e.link = i.link AND e.kind = 'erase')
UNION ALL
SELECT {no_tip} ->> 'name', {no_tip} ->> 'phone', {no_tip} ->> 'email', {no_tip} ->> 'text', (1 = 0), NULL
FROM submission_link l JOIN submission b ON b.id = l.submission_id
WHERE l.hash = :link AND l.own
  AND NOT EXISTS (SELECT 1 FROM intake e WHERE e.link = l.hash AND e.kind = 'erase')
"""
_SUBJECT_PHOTOS: Final = """
SELECT p.at AS at, p.size AS size, p.until AS until
FROM tip_link l JOIN intake_photo p ON p.tip_id = l.tip_id AND p.party_id = l.party_id
WHERE {first}
UNION ALL
SELECT l.made_at, CAST(length(p.data) AS bigint), NULL
FROM submission_link l JOIN submission_photo p ON p.submission_id = l.submission_id
WHERE l.hash = :link AND l.own
  AND NOT EXISTS (SELECT 1 FROM intake e WHERE e.link = l.hash AND e.kind = 'erase')
ORDER BY 1, 2
"""

_NEAR: Final = """
SELECT n.id AS id, n.category AS category, n.month AS month, n.status AS status, n.outcome AS outcome,
  n.north * n.north + n.east * n.east AS square
FROM (
  SELECT t.id AS id, t.category AS category, substr(t.created_at, 1, 7) AS month, t.status AS status,
    {doc} -> 'closing' -> 'outcome' ->> 'kind' AS outcome,
    t.created_at AS created_at,
    (round(t.lat * 1100) / 1100 - CAST(:lat AS double precision)) * 111195 AS north,
    (round(t.lon * 700) / 700 - CAST(:lon AS double precision)) * 111195 * CAST(:squeeze AS double precision) AS east
  FROM tip t
  WHERE t.lat BETWEEN CAST(:lat AS double precision) - 0.003 AND CAST(:lat AS double precision) + 0.003
    AND t.lon BETWEEN CAST(:lon AS double precision) - 0.005 AND CAST(:lon AS double precision) + 0.005
    AND (t.status <> 'closed' OR t.closed_at >= :since)
    AND replace(:kinds, ',' || t.category || ',', '') <> :kinds
) n
ORDER BY CASE WHEN n.status = 'closed' THEN 1 ELSE 0 END, 6, n.created_at DESC, 1 LIMIT 40
"""
"""Both ends are on a grid of about 100 metres: by no number of questions can it be told where a tip is any nearer.
The box is wider than what is told near on the grid, so it tells nothing of a tip's own point either."""

_PHOTOS: Final = """
SELECT p.id AS id, p.size AS size, p.place AS place FROM intake_photo p
WHERE p.bag = :bag AND p.drops = ''
  AND NOT EXISTS (SELECT 1 FROM intake_photo d WHERE d.bag = p.bag AND d.drops = p.id)
ORDER BY p.at, p.id
"""

_PHOTO: Final = "SELECT p.shown AS shown FROM intake_photo p WHERE p.bag = :bag AND p.id = :photo AND p.drops = ''"

_AMOUNTS: Final = """
SELECT
  (SELECT coalesce(sum(p.size), 0) FROM intake_photo p WHERE p.address = :address AND p.at > :since) AS of_address,
  (SELECT coalesce(sum(p.size), 0) FROM intake_photo p) AS in_all
"""

_OFFICERS: Final = """
SELECT d.kind AS kind, d.from_at AS from_at, d.to_at AS to_at, a.badge AS badge,
  CASE WHEN c.shows_name THEN a.name ELSE '' END AS name, coalesce(c.portrait, '') AS portrait, c.doc AS card,
  EXISTS (SELECT 1 FROM absence b WHERE b.officer_id = d.officer_id AND b.from_at <= :now AND b.to_at > :now) AS away
FROM duty d JOIN account a ON a.id = d.officer_id LEFT JOIN officer_card c ON c.officer_id = a.id
WHERE d.district_id = :district AND a.active AND d.from_at <= :now AND (d.to_at IS NULL OR d.to_at > :now)
"""

_PORTRAIT: Final = (
    "SELECT c.picture AS picture FROM officer_card c JOIN account a ON a.id = c.officer_id "
    "WHERE c.portrait = :portrait AND c.portrait <> '' AND c.picture IS NOT NULL AND a.active"
)

_MAY: Final = (
    "NOT EXISTS (SELECT 1 FROM category k WHERE k.id = t.category AND {kind} ->> 'private' IS NOT NULL) "
    "AND s.picture IS NOT NULL AND s.name <> ''"
)
"""Whatever was decided: of a category that is private nothing is shown, nor what has no name any more."""

_SHOWN_TO_PARTY: Final = """
SELECT s.name AS name, s.side AS side, s.words AS words, s.words_en AS words_en
FROM tip_link l JOIN tip t ON t.id = l.tip_id JOIN shown_photo s ON s.tip_id = t.id
WHERE l.hash = :link AND (s.to_parties OR s.to_all) AND {may}
  AND NOT EXISTS (SELECT 1 FROM intake e WHERE e.link = l.hash AND e.kind = 'erase')
ORDER BY s.side DESC, s.decided_at, s.photo_id
"""

_SHOWN_TO_ALL: Final = """
SELECT dense_rank() OVER (ORDER BY t.closed_at DESC, t.id) AS pair, s.name AS name, s.side AS side, s.words AS words,
  s.words_en AS words_en, s.cell AS cell, t.category AS category, substr(t.closed_at, 1, 7) AS month
FROM shown_photo s JOIN tip t ON t.id = s.tip_id
WHERE s.to_all AND s.cell <> '' AND replace(:cells, ',' || s.cell || ',', '') <> :cells
  AND t.status = 'closed' AND t.closed_at >= :since AND {may}
ORDER BY 1, s.side DESC, s.decided_at, s.photo_id LIMIT 60
"""

_SHOWN_PICTURE: Final = """
SELECT s.picture AS picture FROM shown_photo s JOIN tip t ON t.id = s.tip_id
WHERE s.name = :picture AND (s.to_parties OR (s.to_all AND t.status = 'closed')) AND {may}
"""

KEYED: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "intake_counts": (
        _COUNTS.replace(
            "{kinds}",
            "c.kind NOT IN ('rating', 'erase_rating', 'erase_remark', 'wrong_code', 'news', 'confirm_news', "
            "'leave_news')",
        ),
        _KEYS,
    ),
    "rating_counts": (_COUNTS.replace("{kinds}", "c.kind = 'rating'"), _KEYS),
    "code_counts": (_COUNTS.replace("{kinds}", "c.kind = 'wrong_code'"), _KEYS),
    "news_counts": (_COUNTS.replace("{kinds}", "c.kind = 'news'"), _KEYS),
    "news_seen": (_NEWS, ("link", "since")),
    "rating_seen": (_RATED, ("code",)),
    "intake_digest": (_DIGEST, ("form",)),
    "intake_followed": (_FOLLOWED, ("link",)),
    "submission_followed": (_SUBMITTED, ("link",)),
    "intake_spoken": (_SPOKEN, ("link",)),
    "subject_held": (_SUBJECT.replace("{edited}", _EDITED).replace("{first}", _FIRST), ("link",)),
    "subject_photos": (_SUBJECT_PHOTOS.replace("{first}", _FIRST), ("link",)),
    "tips_near": (_NEAR, ("kinds", "lat", "lon", "squeeze", "since")),
    "intake_photos": (_PHOTOS, ("bag",)),
    "intake_photo_shown": (_PHOTO, ("bag", "photo")),
    "intake_photo_amounts": (_AMOUNTS, ("address", "since")),
    "officers_of_district": (_OFFICERS, ("district", "now")),
    "officer_portrait": (_PORTRAIT, ("portrait",)),
    "photos_shown_to_party": (_SHOWN_TO_PARTY.replace("{may}", _MAY), ("link",)),
    "photos_shown_to_all": (_SHOWN_TO_ALL.replace("{may}", _MAY), ("cells", "since")),
    "shown_picture": (_SHOWN_PICTURE.replace("{may}", _MAY), ("picture",)),
}
"""The question and the names of its keys, by the name of its function."""

DOCUMENTS: Final[dict[str, str]] = {
    "{doc}": "t.doc",
    "{sent}": "i.doc",
    "{said}": "m.doc",
    "{who}": "c.doc",
    "{line}": "s.doc",
    "{kind}": "k.doc",
    "{no_tip}": "b.doc",
}
"""The columns of documents, by what stands for them: each database reads them in its own way."""

ANSWERS: Final[dict[str, str]] = {
    "intake_counts": _COUNTED,
    "rating_counts": _COUNTED,
    "code_counts": _COUNTED,
    "news_counts": _COUNTED,
    "news_seen": "TABLE (district text, street text, confirmed boolean)",
    "rating_seen": "TABLE (cell text, part text, answer text, at text, state text, trouble text, remarked boolean)",
    "intake_digest": "TABLE (digest text)",
    "tips_near": "TABLE (id text, category text, month text, status text, outcome text, square double precision)",
    "intake_photos": "TABLE (id text, size bigint, place text)",
    "intake_photo_shown": "TABLE (shown bytea)",
    "intake_photo_amounts": "TABLE (of_address numeric, in_all numeric)",
    "officers_of_district": "TABLE (kind text, from_at text, to_at text, badge text, name text, portrait text, "
    "card text, away boolean)",
    "officer_portrait": "TABLE (picture bytea)",
    "photos_shown_to_party": "TABLE (name text, side text, words text, words_en text)",
    "photos_shown_to_all": "TABLE (pair bigint, name text, side text, words text, words_en text, cell text, "
    "category text, month text)",
    "shown_picture": "TABLE (picture bytea)",
    "intake_followed": "TABLE (number text, at text, category text, status text, words text, place text, "
    "closed_at text, waiting_on text, body text, outcome text, reply text, no_longer boolean, gone boolean, "
    "judged boolean, joined boolean)",
    "submission_followed": "TABLE (number text, at text, kind text, state text, due text, closed_at text, "
    "answers text, own boolean, words text)",
    "subject_held": "TABLE (name text, phone text, email text, words text, changed boolean, satisfaction text)",
    "subject_photos": "TABLE (at text, size bigint, until text)",
    "intake_spoken": "TABLE (at text, id text, words text, purpose text, door text, on_way boolean)",
}
"""What PostgreSQL is told of the answers."""
