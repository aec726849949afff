-- 6371 is the earth radius in km that the method prescribes; all else that may change is a parameter.
WITH paren AS (
  SELECT
    a.code AS van,
    b.code AS naar,
    CAST(ROUND(2 * 6371 * ASIN(SQRT(
      POWER(SIN(RADIANS(b.breedte - a.breedte) / 2), 2)
      + COS(RADIANS(a.breedte)) * COS(RADIANS(b.breedte))
        * POWER(SIN(RADIANS(b.lengte - a.lengte) / 2), 2)
    )), 3) AS DECIMAL(10, 3)) AS km
  FROM luchthavens AS a
  JOIN luchthavens AS b ON a.code <> b.code
),
ritten AS (
  SELECT
    rijen._organisatie,
    rijen._periode,
    rijen.vervoermiddel,
    rijen.datum,
    rijen.reizigers * CASE rijen.traject WHEN 'retour' THEN 2 ELSE 1 END AS enkele_reizen,
    p.km,
    CASE
      WHEN p.km IS NULL THEN 'onbekend'
      WHEN p.km < kort.waarde THEN 'kort'
      WHEN p.km <= lang.waarde THEN 'midden'
      WHEN p.km > lang.waarde THEN 'lang'
      ELSE 'onbekend'
    END AS afstandsklasse
  FROM rijen
  LEFT JOIN paren AS p ON p.van = rijen.vertrek AND p.naar = rijen.aankomst
  LEFT JOIN grenzen AS kort
    ON kort.sleutel = 'kort-tot' AND rijen.datum >= kort.vanaf AND rijen.datum < kort.tot
  LEFT JOIN grenzen AS lang
    ON lang.sleutel = 'midden-tot-en-met' AND rijen.datum >= lang.vanaf AND rijen.datum < lang.tot
)
SELECT
  r._organisatie,
  r._periode,
  r.vervoermiddel,
  r.afstandsklasse,
  r.enkele_reizen,
  r.km AS afstand_km,
  CAST(r.enkele_reizen AS DECIMAL(9, 0)) * CAST(r.km + o.waarde AS DECIMAL(12, 3)) AS reizigerskm,
  CAST(CAST(r.enkele_reizen AS DECIMAL(9, 0)) * CAST(r.km + o.waarde AS DECIMAL(12, 3)) AS DECIMAL(24, 3))
    * CAST(f.waarde AS DECIMAL(12, 6)) AS uitstoot
FROM ritten AS r
LEFT JOIN omwegen AS o ON r.datum >= o.vanaf AND r.datum < o.tot
LEFT JOIN factoren AS f
  ON f.sleutel = r.afstandsklasse AND r.datum >= f.vanaf AND r.datum < f.tot
