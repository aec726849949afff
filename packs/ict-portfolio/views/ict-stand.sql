-- Of each reference date what was recorded last holds. The first estimate is the one recorded last as such.
WITH totalen AS (
  SELECT
    r._organisatie, r._periode, r.jaar, r.activiteit, r.peildatum, r.vastgelegd_op, r.soort, r.aard, r.splitsing_geschat,
    r.stelsel, r.status, r.startdatum, r.einddatum, r.schatting, r.besteed,
    MAX(r.vastgelegd_op) OVER (PARTITION BY r._organisatie, r._periode, r.activiteit, r.peildatum) AS vastgelegd,
    MAX(r.peildatum) OVER (PARTITION BY r._organisatie, r._periode, r.activiteit) AS laatste,
    MIN(r.peildatum) OVER (PARTITION BY r._organisatie, r._periode, r.activiteit) AS oudste,
    MAX(CASE WHEN r.soort = 'herijking' THEN r.peildatum END) OVER (PARTITION BY r._organisatie, r._periode, r.activiteit) AS herijkt,
    MIN(CASE WHEN r.soort = 'initieel' THEN r.vastgelegd_op END) OVER (PARTITION BY r._organisatie, r._periode, r.activiteit) AS initieel_eerst,
    MAX(CASE WHEN r.soort = 'initieel' THEN r.vastgelegd_op END) OVER (PARTITION BY r._organisatie, r._periode, r.activiteit) AS initieel_laatst
  FROM rijen AS r
  WHERE r.categorie = 'totaal'
),
beginnen AS (
  SELECT
    t.*,
    MAX(CASE WHEN t.soort = 'initieel' AND t.vastgelegd_op = t.initieel_laatst THEN t.peildatum END) OVER (PARTITION BY t._organisatie, t._periode, t.activiteit) AS begin
  FROM totalen AS t
),
standen AS (
  SELECT
    b.*,
    MAX(CASE WHEN b.peildatum = b.begin THEN b.schatting END) OVER (PARTITION BY b._organisatie, b._periode, b.activiteit) AS e_eerst,
    MAX(CASE WHEN b.peildatum = b.begin THEN b.einddatum END) OVER (PARTITION BY b._organisatie, b._periode, b.activiteit) AS d_eerst,
    MAX(CASE WHEN b.peildatum = b.herijkt THEN b.schatting END) OVER (PARTITION BY b._organisatie, b._periode, b.activiteit) AS e_herijkt,
    MAX(CASE WHEN b.peildatum = b.oudste THEN b.schatting END) OVER (PARTITION BY b._organisatie, b._periode, b.activiteit) AS e_oudste,
    MAX(CASE WHEN EXTRACT(YEAR FROM b.peildatum) < CAST(b.jaar AS INTEGER) THEN b.peildatum END) OVER (PARTITION BY b._organisatie, b._periode, b.activiteit) AS vorig
  FROM beginnen AS b
  WHERE b.vastgelegd_op = b.vastgelegd
),
vorigen AS (
  SELECT
    s.*,
    MAX(CASE WHEN s.peildatum = s.vorig THEN s.schatting END) OVER (PARTITION BY s._organisatie, s._periode, s.activiteit) AS e_vorig
  FROM standen AS s
)
SELECT
  v._organisatie,
  v._periode,
  v.activiteit,
  v.peildatum,
  v.d_eerst AS einddatum_eerst,
  v.einddatum,
  v.aard,
  v.splitsing_geschat,
  v.stelsel,
  v.status,
  v.schatting,
  v.besteed,
  v.e_eerst,
  v.e_herijkt,
  v.e_vorig,
  CASE WHEN v.begin IS NULL THEN v.e_oudste END AS e_eerst_bekend,
  v.initieel_eerst < v.initieel_laatst AS initieel_aangepast,
  v.begin > v.startdatum AS initieel_na_start,
  CASE WHEN v.e_eerst > 0
    THEN CAST(ROUND((v.schatting - v.e_eerst) * 100 / v.e_eerst, 6) AS DECIMAL(38, 6)) END AS verandering,
  CAST((EXTRACT(YEAR FROM v.einddatum) - EXTRACT(YEAR FROM v.d_eerst)) * 12
    + EXTRACT(MONTH FROM v.einddatum) - EXTRACT(MONTH FROM v.d_eerst) AS INTEGER) AS uitloop,
  CAST((EXTRACT(YEAR FROM v.d_eerst) - EXTRACT(YEAR FROM v.startdatum)) * 12
    + EXTRACT(MONTH FROM v.d_eerst) - EXTRACT(MONTH FROM v.startdatum) AS INTEGER) AS gepland,
  DATE_DIFF('day', v.peildatum, CAST(v.jaar || '-12-31' AS DATE)) <= d.waarde AS actueel,
  CAST(CASE WHEN v.schatting IS NULL THEN 0 ELSE 1 END + CASE WHEN v.besteed IS NULL THEN 0 ELSE 1 END
    + CASE WHEN v.startdatum IS NULL THEN 0 ELSE 1 END + CASE WHEN v.einddatum IS NULL THEN 0 ELSE 1 END AS INTEGER) AS gevuld,
  CAST(4 AS INTEGER) AS verplicht
FROM vorigen AS v
LEFT JOIN actueel AS d
  ON CAST(v.jaar || '-12-31' AS DATE) >= d.vanaf AND CAST(v.jaar || '-12-31' AS DATE) < d.tot
WHERE v.peildatum = v.laatste
