-- The query of upload.sql that looks at each cell as `verantwoord check` does: blanks at its ends,
-- the form of numbers and dates, e-mail addresses, citizen service numbers and control characters.
WITH schoon AS (
  SELECT
    CASE WHEN COLUMNS(*) < '!' OR ends_with(COLUMNS(*), ' ')
      THEN nullif(trim(COLUMNS(*)), '') ELSE COLUMNS(*) END
  FROM read_csv($bestand, all_varchar = true, header = true, delim = ',')
),
getypeerd AS (
  SELECT
    row_number() OVER () + 1 AS rij,
    CASE WHEN regexp_full_match(regel, '[+-]?[0-9]+') THEN try_cast(regel AS BIGINT) END AS regel,
    vestiging, drager, meter,
    CASE WHEN strlen(datum) = 10 THEN try_cast(datum AS DATE) END AS datum,
    CASE WHEN regexp_full_match(verbruik, '[+-]?[0-9]+(?:\.[0-9]{0,3}0*)?')
      THEN try_cast(verbruik AS DECIMAL(18, 3)) END AS verbruik, verbruik AS ruw_verbruik,
    CASE WHEN regexp_full_match(kosten, '[+-]?[0-9]+(?:\.[0-9]{0,2}0*)?')
      THEN try_cast(kosten AS DECIMAL(18, 2)) END AS kosten, kosten AS ruw_kosten,
    CASE WHEN regexp_full_match(oppervlak, '[+-]?[0-9]+(?:\.[0-9]?0*)?')
      THEN try_cast(oppervlak AS DECIMAL(18, 1)) END AS oppervlak,
    CASE WHEN regexp_full_match(fte, '[+-]?[0-9]+(?:\.[0-9]?0*)?')
      THEN try_cast(fte AS DECIMAL(18, 1)) END AS fte,
    opmerking,
    regexp_matches(vestiging, $verdacht) OR regexp_matches(meter, $verdacht)
      OR coalesce(regexp_matches(opmerking, $verdacht), false) AS verdacht
  FROM schoon
),
beoordeeld AS (
  SELECT *, [
    regel IS NULL, vestiging IS NULL, meter IS NULL, datum IS NULL, oppervlak IS NULL, fte IS NULL,
    drager IS NULL OR drager NOT IN ('stroom', 'gas', 'warmte'),
    verbruik IS NULL AND ruw_verbruik IS NOT NULL, kosten IS NULL AND ruw_kosten IS NOT NULL,
    verbruik < 0, kosten < 0, verbruik > 1000000, kosten > verbruik * 5 + 1000, regel <= 0,
    length(vestiging) <> 4, drager = 'stroom' AND NOT starts_with(meter, 'E'),
    year(datum) <> 2024, oppervlak <= 0, length(opmerking) > 60, verdacht
  ] AS fout
  FROM getypeerd
)
SELECT rij, list_position(fout, true) AS regel_nummer FROM beoordeeld WHERE list_contains(fout, true)
UNION ALL
SELECT min(rij), 0 FROM getypeerd GROUP BY regel HAVING count(*) > 1
