SELECT
  r._organisatie,
  r._periode,
  CASE
    WHEN r.periode_van IS NULL OR r.periode_tot IS NULL OR k.waarde IS NULL OR l.waarde IS NULL THEN 'onbekend'
    WHEN r.periode_tot - r.periode_van + 1 < k.waarde THEN 'korter'
    WHEN r.periode_tot - r.periode_van + 1 > l.waarde THEN 'langer'
    ELSE 'voldaan'
  END AS norm
FROM rijen AS r
LEFT JOIN kortste AS k ON CAST(r.jaar || '-12-31' AS DATE) >= k.vanaf AND CAST(r.jaar || '-12-31' AS DATE) < k.tot
LEFT JOIN langste AS l ON CAST(r.jaar || '-12-31' AS DATE) >= l.vanaf AND CAST(r.jaar || '-12-31' AS DATE) < l.tot
