WITH gewogen AS (
  SELECT
    r._organisatie, r._periode, r.jaar, r.activiteit, r.oordeel_id, r.datum, r.startdatum, r.schatting, r.sg_besluit_op,
    p.waarde AS telt
  FROM rijen AS r
  LEFT JOIN positief AS p ON p.sleutel = r.oordeel AND r.datum >= p.vanaf AND r.datum < p.tot
),
samen AS (
  SELECT
    g.*,
    MIN(CASE WHEN g.telt = 1 THEN g.datum END) OVER (PARTITION BY g._organisatie, g._periode, g.activiteit) AS positief_op,
    MIN(g.sg_besluit_op) OVER (PARTITION BY g._organisatie, g._periode, g.activiteit) AS sg_op,
    MIN(g.oordeel_id) OVER (PARTITION BY g._organisatie, g._periode, g.activiteit) AS eerste
  FROM gewogen AS g
)
SELECT
  s._organisatie,
  s._periode,
  s.schatting,
  EXTRACT(YEAR FROM s.startdatum) = CAST(s.jaar AS INTEGER) AS gestart,
  s.startdatum IS NULL AS start_onbekend,
  COALESCE(s.positief_op <= s.startdatum, FALSE) AS positief,
  COALESCE(s.sg_op <= s.startdatum, FALSE) AND NOT COALESCE(s.positief_op <= s.startdatum, FALSE) AS sg_week_af
FROM samen AS s
WHERE s.oordeel_id = s.eerste
