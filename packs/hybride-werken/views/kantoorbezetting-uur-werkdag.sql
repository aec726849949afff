SELECT
  rijen._organisatie,
  rijen._periode,
  rijen.methode,
  rijen.uur,
  rijen.in_gebruik,
  rijen.beschikbaar
FROM rijen
LEFT JOIN feestdagen AS v ON v.datum = rijen.datum
WHERE ISODOW(rijen.datum) <= 5 AND v.datum IS NULL
