-- 6371 is the earth radius in km that the method prescribes; all else that may change is a parameter.
WITH benen AS (
  SELECT
    rijen._organisatie,
    rijen._periode,
    rijen.datum,
    rijen.klasse,
    rijen.afstand,
    CAST(rijen.reizigers * CASE rijen.traject WHEN 'retour' THEN 2 ELSE 1 END AS BIGINT) AS vluchten,
    -- least() passes over an empty cell, so an unknown airport must be left out before it
    CASE WHEN a.code IS NOT NULL AND b.code IS NOT NULL THEN
      CAST(ROUND(2 * 6371 * ASIN(SQRT(LEAST(1,
        POWER(SIN(RADIANS(b.breedte - a.breedte) / 2), 2)
        + COS(RADIANS(a.breedte)) * COS(RADIANS(b.breedte))
          * POWER(SIN(RADIANS(b.lengte - a.lengte) / 2), 2)
      ))), 3) AS DECIMAL(10, 3))
    END AS km
  FROM rijen
  LEFT JOIN luchthavens AS a ON a.code = rijen.van
  LEFT JOIN luchthavens AS b ON b.code = rijen.naar
),
ingedeeld AS (
  SELECT
    benen._organisatie,
    benen._periode,
    benen.datum,
    benen.klasse,
    benen.vluchten,
    CASE
      WHEN benen.km < kort.waarde THEN 'kort'
      WHEN benen.km <= lang.waarde THEN 'midden'
      WHEN benen.km > lang.waarde THEN 'lang'
      WHEN benen.afstand IS NOT NULL THEN 'geschat'
      ELSE 'onbekend'
    END AS afstandsklasse,
    CASE WHEN benen.km IS NOT NULL THEN CAST(benen.km + o.waarde AS DECIMAL(12, 3))
      ELSE CAST(benen.afstand AS DECIMAL(12, 3)) END AS km
  FROM benen
  LEFT JOIN grenzen AS kort
    ON kort.sleutel = 'kort-tot' AND benen.datum >= kort.vanaf AND benen.datum < kort.tot
  LEFT JOIN grenzen AS lang
    ON lang.sleutel = 'midden-tot-en-met' AND benen.datum >= lang.vanaf AND benen.datum < lang.tot
  LEFT JOIN omwegen AS o ON benen.datum >= o.vanaf AND benen.datum < o.tot
),
gerekend AS (
  SELECT
    i._organisatie,
    i._periode,
    i.datum,
    i.klasse,
    i.afstandsklasse,
    i.vluchten,
    CAST(CAST(i.vluchten AS DECIMAL(9, 0)) * i.km AS DECIMAL(21, 3)) AS reizigerskm,
    CAST(CAST(CAST(i.vluchten AS DECIMAL(9, 0)) * i.km AS DECIMAL(21, 3)) * CAST(f.waarde AS DECIMAL(9, 6)) AS DECIMAL(30, 9)) AS uitstoot,
    CAST(CAST(CAST(i.vluchten AS DECIMAL(9, 0)) * i.km AS DECIMAL(21, 3)) * CAST(v.waarde AS DECIMAL(9, 6)) AS DECIMAL(30, 9)) AS uitstoot_vorige_factor
  FROM ingedeeld AS i
  LEFT JOIN factoren AS f
    ON f.sleutel = CASE i.afstandsklasse WHEN 'kort' THEN 'vlucht_lt700' WHEN 'midden' THEN 'vlucht_700_2500'
      WHEN 'lang' THEN 'vlucht_gt2500' WHEN 'geschat' THEN 'vlucht_gemiddeld' END
    AND i.datum >= f.vanaf AND i.datum < f.tot
  LEFT JOIN factoren AS v
    ON v.sleutel = CASE i.afstandsklasse WHEN 'kort' THEN 'vlucht_lt700' WHEN 'midden' THEN 'vlucht_700_2500'
      WHEN 'lang' THEN 'vlucht_gt2500' WHEN 'geschat' THEN 'vlucht_gemiddeld' END
    AND CAST(i.datum - INTERVAL '1' YEAR AS DATE) >= v.vanaf AND CAST(i.datum - INTERVAL '1' YEAR AS DATE) < v.tot
)
SELECT
  g._organisatie,
  g._periode,
  g.afstandsklasse,
  g.vluchten,
  g.reizigerskm,
  g.uitstoot,
  g.uitstoot_vorige_factor,
  CAST(CAST(g.uitstoot AS DECIMAL(29, 9)) * CAST(COALESCE(k.waarde, 1) AS DECIMAL(9, 3)) AS DECIMAL(32, 9)) AS uitstoot_klasse
FROM gerekend AS g
LEFT JOIN klassen AS k
  ON k.sleutel = g.afstandsklasse || '-' || g.klasse AND g.datum >= k.vanaf AND g.datum < k.tot
