SELECT
  r._organisatie,
  r._periode,
  r.functie,
  r.staat_onder,
  r.lid_bestuursraad,
  r.waarneming
FROM rijen AS r
JOIN dagen AS d
  ON CAST(d.jaar AS VARCHAR) = r.jaar
  AND CAST(d.dag AS DATE) >= r.eerste_dag
  AND (r.laatste_dag IS NULL OR CAST(d.dag AS DATE) <= r.laatste_dag)
