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
)
SELECT
  rijen._organisatie,
  rijen._periode,
  CAST(rijen.reizigers AS DECIMAL(9, 0)) * p.km AS km,
  CAST(CAST(rijen.reizigers AS DECIMAL(9, 0)) * p.km AS DECIMAL(24, 3)) * f.waarde AS kg
FROM rijen
LEFT JOIN paren AS p ON p.van = rijen.vertrek AND p.naar = rijen.aankomst
LEFT JOIN factoren AS f
  ON f.sleutel = CASE WHEN p.km < 700 THEN 'kort' WHEN p.km <= 2500 THEN 'midden' ELSE 'lang' END
  AND rijen.datum >= f.vanaf
  AND rijen.datum < f.tot
