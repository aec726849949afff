SELECT
  rijen._organisatie,
  rijen._periode,
  rijen.methode,
  CASE ISODOW(rijen.datum)
    WHEN 1 THEN 'maandag'
    WHEN 2 THEN 'dinsdag'
    WHEN 3 THEN 'woensdag'
    WHEN 4 THEN 'donderdag'
    ELSE 'vrijdag'
  END AS weekdag,
  CASE m.waarde WHEN 1 THEN 'voor' WHEN 2 THEN 'na' ELSE 'geen' END AS fase,
  rijen.in_gebruik,
  rijen.beschikbaar,
  CAST(FLOOR(rijen.in_gebruik * 1000 / NULLIF(rijen.beschikbaar, 0)) AS INTEGER) AS promille
FROM rijen
LEFT JOIN feestdagen AS v ON v.datum = rijen.datum
LEFT JOIN momenten AS m
  ON m.sleutel = rijen._organisatie AND rijen.datum >= m.vanaf AND rijen.datum < m.tot
WHERE ISODOW(rijen.datum) <= 5 AND v.datum IS NULL
