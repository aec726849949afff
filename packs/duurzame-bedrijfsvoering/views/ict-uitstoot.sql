-- doubles on purpose: decimals are divided otherwise by each engine, and six digits are certain in both
SELECT
  rijen._organisatie,
  rijen._periode,
  rijen.soort,
  CAST(ROUND(CAST(rijen.apparaatjaren AS DOUBLE) * CAST(f.waarde AS DOUBLE) / CAST(rijen.levensduur AS DOUBLE), 6) AS DECIMAL(30, 6)) AS uitstoot
FROM rijen
LEFT JOIN factoren AS f
  ON f.sleutel = 'ict_embedded_' || rijen.soort
  AND CAST(rijen.jaar || '-12-31' AS DATE) >= f.vanaf
  AND CAST(rijen.jaar || '-12-31' AS DATE) < f.tot
