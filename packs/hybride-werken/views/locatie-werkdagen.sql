SELECT
  rijen._organisatie,
  rijen._periode,
  CAST(w.werkdagen AS INTEGER) AS werkdagen
FROM rijen
LEFT JOIN werkdagen AS w ON CAST(w.maand AS VARCHAR) = rijen.maand
