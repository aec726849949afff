SELECT
  r._organisatie,
  r._periode,
  r.verbruik * f.waarde AS kg
FROM rijen AS r
JOIN dragers AS d ON d.drager = r.drager
LEFT JOIN factor AS f
  ON f.sleutel = r.drager
  AND CAST(r._periode || '-01' AS DATE) >= f.vanaf
  AND CAST(r._periode || '-01' AS DATE) < f.tot
