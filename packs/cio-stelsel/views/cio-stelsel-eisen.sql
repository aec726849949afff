SELECT
  rijen._organisatie,
  rijen._periode,
  e.aard,
  rijen.aspect,
  rijen.uitkomst
FROM rijen
JOIN eisen AS e ON CAST(e.eis AS VARCHAR) = rijen.eis
