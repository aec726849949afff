-- a day above the limit asks no heating and never saves any: zero, not a negative number
WITH dagen AS (
  SELECT
    rijen._organisatie,
    rijen._periode,
    rijen.datum AS dag,
    CASE WHEN s.waarde IS NOT NULL THEN 'ja' ELSE 'nee' END AS gekozen,
    -- no greatest(): that passes over an empty cell, and an unknown limit is not a warm day
    CASE
      WHEN g.waarde > rijen.tg THEN CAST(CAST(g.waarde AS DECIMAL(6, 0)) - CAST(rijen.tg AS DECIMAL(6, 0)) AS DECIMAL(6, 0))
      WHEN g.waarde <= rijen.tg THEN CAST(0 AS DECIMAL(6, 0))
    END AS tienden
  FROM rijen
  LEFT JOIN stations AS s
    ON CAST(s.waarde AS INTEGER) = rijen.stn AND rijen.datum >= s.vanaf AND rijen.datum < s.tot
  LEFT JOIN grenzen AS g ON rijen.datum >= g.vanaf AND rijen.datum < g.tot
)
SELECT
  d._organisatie,
  d._periode,
  d.gekozen,
  CAST(d.tienden * CAST(0.1 AS DECIMAL(2, 1)) AS DECIMAL(9, 1)) AS graaddagen,
  CAST(d.tienden * CAST(0.1 AS DECIMAL(2, 1)) * CAST(w.waarde AS DECIMAL(5, 2)) AS DECIMAL(12, 3)) AS gewogen
FROM dagen AS d
LEFT JOIN gewichten AS w
  ON w.sleutel = CAST(MONTH(d.dag) AS VARCHAR) AND d.dag >= w.vanaf AND d.dag < w.tot
