-- An estimate that was put right later in the same delivery is no estimate any more.
SELECT
  r._organisatie,
  r._periode,
  CASE
    WHEN r.soort = 'geschat' AND c.soort IS NULL THEN 'geschat'
    ELSE 'gemeten'
  END AS zekerheid,
  r.verbruik
FROM rijen AS r
LEFT JOIN rijen AS c
  ON c.soort = 'gecorrigeerd'
  AND c.meter_id = r.meter_id
  AND c.tijdstip = r.tijdstip
  AND c._organisatie = r._organisatie
