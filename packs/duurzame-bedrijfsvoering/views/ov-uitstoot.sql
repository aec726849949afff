SELECT
  rijen._organisatie,
  rijen._periode,
  rijen.vervoer,
  rijen.soort,
  CAST(rijen.reizigerskm * CAST(f.waarde AS DECIMAL(12, 6)) AS DECIMAL(30, 9)) AS uitstoot,
  CAST(rijen.reizigerskm * CAST(v.waarde AS DECIMAL(12, 6)) AS DECIMAL(30, 9)) AS uitstoot_vorige_factor
FROM rijen
LEFT JOIN factoren AS f
  ON f.sleutel = rijen.vervoer
  AND CAST(rijen.maand || '-01' AS DATE) >= f.vanaf
  AND CAST(rijen.maand || '-01' AS DATE) < f.tot
LEFT JOIN factoren AS v
  ON v.sleutel = rijen.vervoer
  AND CAST(CAST(rijen.maand || '-01' AS DATE) - INTERVAL '1' YEAR AS DATE) >= v.vanaf
  AND CAST(CAST(rijen.maand || '-01' AS DATE) - INTERVAL '1' YEAR AS DATE) < v.tot
