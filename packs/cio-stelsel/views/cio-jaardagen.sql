SELECT
  r._organisatie,
  r._periode,
  r.functie
FROM rijen AS r
JOIN dagen AS d ON CAST(d.jaar AS VARCHAR) = r.jaar
WHERE r.nummer = 1
