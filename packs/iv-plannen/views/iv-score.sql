WITH paren AS (
  SELECT
    r._organisatie, r._periode, r.plan, r.criterium, r.beoordelaar, r.datum, r.niveau,
    MAX(CASE WHEN r.beoordelaar = 'eerste' THEN r.niveau END)
      OVER (PARTITION BY r._organisatie, r._periode, r.plan, r.criterium) AS eerste
  FROM rijen AS r
),
getwee AS (
  SELECT
    p._organisatie, p._periode, p.criterium, p.beoordelaar, p.datum, p.niveau,
    CASE WHEN p.beoordelaar = 'tweede' THEN p.eerste END AS ander
  FROM paren AS p
)
SELECT
  p._organisatie,
  p._periode,
  p.criterium,
  p.beoordelaar,
  CAST(p.niveau AS INTEGER) AS niveau,
  CAST(g.waarde AS DECIMAL(9, 2)) AS gewicht,
  CAST(CAST(g.waarde AS DECIMAL(9, 2)) * p.niveau AS DECIMAL(18, 2)) AS gewogen,
  p.ander IS NOT NULL AS dubbel,
  ABS(p.ander - p.niveau) > 1 AS ver_uiteen,
  CAST(p.ander AS INTEGER) AS eerste,
  CAST(ABS(p.ander - p.niveau) AS INTEGER) AS afstand,
  p.criterium = 'K5' AND p.niveau < l.waarde AS onvoldoende,
  CAST(o.waarde AS DECIMAL(9, 2)) AS gewicht_oud,
  CAST(CAST(o.waarde AS DECIMAL(9, 2)) * p.niveau AS DECIMAL(18, 2)) AS gewogen_oud,
  CASE WHEN o.waarde IS NOT NULL THEN CAST(n.waarde AS DECIMAL(9, 2)) END AS gewicht_nieuw,
  CASE WHEN o.waarde IS NOT NULL
    THEN CAST(CAST(n.waarde AS DECIMAL(9, 2)) * p.niveau AS DECIMAL(18, 2)) END AS gewogen_nieuw,
  k.versie,
  v.naam_nl AS niveau_naam
FROM getwee AS p
LEFT JOIN kader AS k ON CAST(k.criterium AS VARCHAR) = p.criterium
  AND p.datum >= CAST(k.vanaf AS DATE) AND p.datum < CAST(k.tot AS DATE)
LEFT JOIN gewichten AS g ON g.sleutel = p.criterium AND p.datum >= g.vanaf AND p.datum < g.tot
LEFT JOIN grens AS l ON p.datum >= l.vanaf AND p.datum < l.tot
LEFT JOIN gewichten AS n ON n.sleutel = p.criterium
  AND EXTRACT(YEAR FROM n.vanaf) = EXTRACT(YEAR FROM p.datum)
LEFT JOIN gewichten AS o ON o.sleutel = p.criterium AND o.tot = n.vanaf
LEFT JOIN niveaus AS v ON CAST(v.niveau AS INTEGER) = p.niveau
  AND p.datum >= CAST(v.vanaf AS DATE) AND p.datum < CAST(v.tot AS DATE)
