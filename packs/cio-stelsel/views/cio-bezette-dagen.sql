-- Of two holders on one day only the one with the lowest number is left, so that a day counts once.
SELECT
  r._organisatie,
  r._periode,
  r.functie
FROM rijen AS r
JOIN dagen AS d
  ON CAST(d.jaar AS VARCHAR) = r.jaar
  AND CAST(d.dag AS DATE) >= r.eerste_dag
  AND (r.laatste_dag IS NULL OR CAST(d.dag AS DATE) <= r.laatste_dag)
LEFT JOIN rijen AS o
  ON o._organisatie = r._organisatie
  AND o._periode = r._periode
  AND o.jaar = r.jaar
  AND o.functie = r.functie
  AND o.nummer < r.nummer
  AND CAST(d.dag AS DATE) >= o.eerste_dag
  AND (o.laatste_dag IS NULL OR CAST(d.dag AS DATE) <= o.laatste_dag)
WHERE o.nummer IS NULL
