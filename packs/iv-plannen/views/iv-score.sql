WITH paren AS (
  SELECT
    r._organisatie, r._periode, r.plan, r.criterium, r.beoordelaar, r.datum, r.niveau,
    MAX(CASE WHEN r.beoordelaar <> 'zelf' THEN r.niveau END)
      OVER (PARTITION BY r._organisatie, r._periode, r.plan, r.criterium) AS hoogste,
    MIN(CASE WHEN r.beoordelaar <> 'zelf' THEN r.niveau END)
      OVER (PARTITION BY r._organisatie, r._periode, r.plan, r.criterium) AS laagste
  FROM rijen AS r
)
SELECT
  p._organisatie,
  p._periode,
  p.criterium,
  p.beoordelaar,
  CAST(p.niveau AS INTEGER) AS niveau,
  CAST(g.waarde AS DECIMAL(9, 2)) AS gewicht,
  CAST(CAST(g.waarde AS DECIMAL(9, 2)) * p.niveau AS DECIMAL(18, 2)) AS gewogen,
  p.beoordelaar = 'tweede' AS dubbel,
  p.hoogste - p.laagste > 1 AS ver_uiteen
FROM paren AS p
LEFT JOIN gewichten AS g ON g.sleutel = p.criterium AND p.datum >= g.vanaf AND p.datum < g.tot
