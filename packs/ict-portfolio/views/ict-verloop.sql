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
    MAX(CASE WHEN b.peildatum = b.begin THEN b.einddatum END) OVER (PARTITION BY b._organisatie, b._periode, b.activiteit) AS d_eerst,
    MAX(CASE WHEN b.peildatum = b.laatste THEN b.startdatum END) OVER (PARTITION BY b._organisatie, b._periode, b.activiteit) AS start,
    MAX(CASE WHEN b.peildatum = b.laatste THEN b.schatting END) OVER (PARTITION BY b._organisatie, b._periode, b.activiteit) AS e_eind,
    MAX(CASE WHEN b.peildatum = b.laatste THEN b.status END) OVER (PARTITION BY b._organisatie, b._periode, b.activiteit) AS status_nu
  FROM beginnen AS b
  WHERE b.vastgelegd_op = b.vastgelegd AND b.aard <> 'beheer-en-onderhoud'
),
duren AS (
  SELECT
    s.*,
    (EXTRACT(YEAR FROM s.d_eerst) - EXTRACT(YEAR FROM s.start)) * 12
      + EXTRACT(MONTH FROM s.d_eerst) - EXTRACT(MONTH FROM s.start) AS gepland,
    (EXTRACT(YEAR FROM s.peildatum) - EXTRACT(YEAR FROM s.start)) * 12
      + EXTRACT(MONTH FROM s.peildatum) - EXTRACT(MONTH FROM s.start) AS verstreken
  FROM standen AS s
),
fasen AS (
  SELECT
    d.*,
    CASE
      WHEN d.gepland IS NULL OR d.verstreken IS NULL OR d.gepland <= 0 THEN 'onbekend'
      WHEN d.verstreken * 4 < d.gepland THEN 'eerste-kwart'
      WHEN d.verstreken * 2 < d.gepland THEN 'tweede-kwart'
      WHEN d.verstreken * 4 < d.gepland * 3 THEN 'derde-kwart'
      WHEN d.verstreken <= d.gepland THEN 'laatste-kwart'
      ELSE 'na-planning'
    END AS fase
  FROM duren AS d
),
laatsten AS (
  SELECT
    f.*,
    MAX(f.peildatum) OVER (PARTITION BY f._organisatie, f._periode, f.activiteit, f.fase) AS laatste_in_fase
  FROM fasen AS f
)
SELECT
  l._organisatie,
  l._periode,
  l.fase,
  CAST(CASE l.fase WHEN 'onbekend' THEN 0 WHEN 'eerste-kwart' THEN 1 WHEN 'tweede-kwart' THEN 2
    WHEN 'derde-kwart' THEN 3 WHEN 'laatste-kwart' THEN 4 ELSE 5 END AS INTEGER) AS fasenummer,
  l.stelsel,
  CASE WHEN l.peildatum = l.laatste AND (l.status_nu = 'In uitvoering' OR l.status_nu = 'In heroriëntatie')
    THEN l.schatting END AS lopend,
  CASE WHEN l.peildatum < l.laatste AND l.status_nu = 'Afgerond' AND l.schatting > 0
    THEN CAST(ROUND((l.e_eind - l.schatting) * 100 / l.schatting, 6) AS DECIMAL(38, 6)) END AS later
FROM laatsten AS l
WHERE l.peildatum = l.laatste_in_fase
