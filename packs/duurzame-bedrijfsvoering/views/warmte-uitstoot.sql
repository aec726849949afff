SELECT
  rijen._organisatie,
  rijen._periode,
  rijen.bron,
  CAST(rijen.warmte * CAST(f.waarde AS DECIMAL(12, 6)) AS DECIMAL(30, 9)) AS uitstoot,
  CAST(rijen.warmte * CAST(v.waarde AS DECIMAL(12, 6)) AS DECIMAL(30, 9)) AS uitstoot_vorige_factor
FROM rijen
LEFT JOIN factoren AS f
  ON f.sleutel = rijen.bron
  AND CAST(rijen.maand || '-01' AS DATE) >= f.vanaf
  AND CAST(rijen.maand || '-01' AS DATE) < f.tot
LEFT JOIN factoren AS v
  ON v.sleutel = rijen.bron
  AND CAST(CAST(rijen.maand || '-01' AS DATE) - INTERVAL '1' YEAR AS DATE) >= v.vanaf
  AND CAST(CAST(rijen.maand || '-01' AS DATE) - INTERVAL '1' YEAR AS DATE) < v.tot
