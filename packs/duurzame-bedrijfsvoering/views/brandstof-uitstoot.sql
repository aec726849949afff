SELECT
  rijen._organisatie,
  rijen._periode,
  rijen.brandstof,
  CAST(rijen.liters * CAST(f.waarde AS DECIMAL(12, 6)) AS DECIMAL(30, 9)) AS uitstoot,
  CAST(rijen.liters * CAST(v.waarde AS DECIMAL(12, 6)) AS DECIMAL(30, 9)) AS uitstoot_vorige_factor,
  CAST(rijen.liters * CAST(b.waarde AS DECIMAL(12, 6)) AS DECIMAL(30, 9)) AS uitstoot_biogeen
FROM rijen
LEFT JOIN factoren AS f
  ON f.sleutel = rijen.brandstof
  AND CAST(rijen.maand || '-01' AS DATE) >= f.vanaf
  AND CAST(rijen.maand || '-01' AS DATE) < f.tot
LEFT JOIN factoren AS v
  ON v.sleutel = rijen.brandstof
  AND CAST(CAST(rijen.maand || '-01' AS DATE) - INTERVAL '1' YEAR AS DATE) >= v.vanaf
  AND CAST(CAST(rijen.maand || '-01' AS DATE) - INTERVAL '1' YEAR AS DATE) < v.tot
LEFT JOIN biogeen AS b
  ON b.sleutel = rijen.brandstof
  AND CAST(rijen.maand || '-01' AS DATE) >= b.vanaf
  AND CAST(rijen.maand || '-01' AS DATE) < b.tot
