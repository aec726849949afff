-- An estimate that was put right in the same delivery is no estimate any more.
SELECT
  r._organisatie,
  r._periode,
  CASE
    WHEN r.meting = 'geschat' AND c.meting IS NULL THEN 'geschat'
    ELSE 'gemeten'
  END AS zekerheid,
  r.verbruik
FROM rijen AS r
LEFT JOIN rijen AS c
  ON c.meting = 'correctie'
  AND c.aansluiting = r.aansluiting
  AND c.maand = r.maand
  AND c._organisatie = r._organisatie
  AND c._periode = r._periode
