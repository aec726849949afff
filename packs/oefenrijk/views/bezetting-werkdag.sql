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
  rijen.in_gebruik,
  rijen.beschikbaar,
  CAST(FLOOR(rijen.in_gebruik * 1000 / NULLIF(rijen.beschikbaar, 0)) AS INTEGER) AS promille
FROM rijen
LEFT JOIN vrije_dagen AS v ON v.datum = rijen.datum
WHERE ISODOW(rijen.datum) <= 5 AND v.datum IS NULL
