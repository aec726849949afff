WITH soorten AS (
  SELECT
    r._organisatie, r._periode, r.activiteit, r.peildatum, r.vastgelegd_op, r.categorie, r.stelsel, r.schatting,
    MAX(r.peildatum) OVER (PARTITION BY r._organisatie, r._periode, r.activiteit) AS laatste,
    MAX(r.vastgelegd_op) OVER (PARTITION BY r._organisatie, r._periode, r.activiteit, r.peildatum) AS vastgelegd
  FROM rijen AS r
)
SELECT
  s._organisatie,
  s._periode,
  s.stelsel,
  CASE n.waarde WHEN 1 THEN 'intern-personeel' WHEN 2 THEN 'extern-personeel' WHEN 3 THEN 'overig-materieel'
    ELSE 'niet-ingedeeld' END AS kostensoort,
  s.schatting
FROM soorten AS s
LEFT JOIN indeling AS n ON n.sleutel = s.categorie AND s.peildatum >= n.vanaf AND s.peildatum < n.tot
WHERE s.peildatum = s.laatste AND s.vastgelegd_op = s.vastgelegd AND s.categorie <> 'totaal'
