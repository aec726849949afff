WITH plaatsen AS (SELECT * FROM read_csv($luchthavens)),
paren AS (
  SELECT a.code AS van, b.code AS naar,
    CAST(round(2 * 6371 * asin(sqrt(
      power(sin(radians(b.breedte - a.breedte) / 2), 2)
      + cos(radians(a.breedte)) * cos(radians(b.breedte))
        * power(sin(radians(b.lengte - a.lengte) / 2), 2))), 3) AS DECIMAL(10, 3)) AS km
  FROM plaatsen a JOIN plaatsen b ON a.code <> b.code
),
factoren(sleutel, vanaf, tot, waarde) AS (
  VALUES ('kort', DATE '2024-01-01', DATE '2024-07-01', CAST(0.3 AS DECIMAL(18, 9))),
         ('kort', DATE '2024-07-01', DATE '9999-12-31', 0.25),
         ('midden', DATE '2024-01-01', DATE '2024-07-01', 0.2),
         ('midden', DATE '2024-07-01', DATE '9999-12-31', 0.15),
         ('lang', DATE '2024-01-01', DATE '9999-12-31', 0.1)
),
rijen AS (
  SELECT file_index, CAST(reizigers AS DECIMAL(9, 0)) * p.km AS km, datum, p.km AS afstand
  FROM read_parquet($files) r
  LEFT JOIN paren p ON p.van = r.vertrek AND p.naar = r.aankomst
)
SELECT
  file_index,
  sum(km) AS "vluchten.km",
  sum(CAST(km AS DECIMAL(24, 3)) * f.waarde) AS "vluchten.kg",
  count(*) AS "vluchten.vluchten"
FROM rijen
LEFT JOIN factoren f
  ON f.sleutel = CASE WHEN afstand < 700 THEN 'kort' WHEN afstand <= 2500 THEN 'midden' ELSE 'lang' END
  AND datum >= f.vanaf AND datum < f.tot
GROUP BY file_index
