WITH redenen AS (
  SELECT
    r._organisatie, r._periode, r.activiteit, r.peildatum, r.reden,
    CASE g.waarde WHEN 1 THEN 'buiten' WHEN 2 THEN 'keuze' WHEN 3 THEN 'uitvoering' ELSE 'onbekend' END AS groep
  FROM rijen AS r
  LEFT JOIN groepen AS g ON g.sleutel = r.reden AND r.peildatum >= g.vanaf AND r.peildatum < g.tot
),
eersten AS (
  SELECT
    e.*,
    MIN(e.reden) OVER (PARTITION BY e._organisatie, e._periode, e.activiteit, e.peildatum, e.groep) AS eerste_in_groep,
    MIN(e.reden) OVER (PARTITION BY e._organisatie, e._periode, e.activiteit, e.peildatum) AS eerste
  FROM redenen AS e
)
SELECT
  z._organisatie,
  z._periode,
  z.groep,
  z.reden = z.eerste AS telt_in_totaal
FROM eersten AS z
WHERE z.reden = z.eerste_in_groep
