WITH getypeerd AS (
  SELECT
    row_number() OVER () + 1 AS rij,
    try_cast(regel AS BIGINT) AS regel, vestiging, drager, meter,
    try_cast(datum AS DATE) AS datum,
    try_cast(verbruik AS DECIMAL(18, 3)) AS verbruik, verbruik AS ruw_verbruik,
    try_cast(kosten AS DECIMAL(18, 2)) AS kosten, kosten AS ruw_kosten,
    try_cast(oppervlak AS DECIMAL(18, 1)) AS oppervlak,
    try_cast(fte AS DECIMAL(18, 1)) AS fte, opmerking
  FROM read_csv($bestand, all_varchar = true, header = true, delim = ',')
),
beoordeeld AS (
  SELECT *, [
    regel IS NULL, vestiging IS NULL, meter IS NULL, datum IS NULL, oppervlak IS NULL, fte IS NULL,
    drager IS NULL OR drager NOT IN ('stroom', 'gas', 'warmte'),
    verbruik IS NULL AND ruw_verbruik IS NOT NULL, kosten IS NULL AND ruw_kosten IS NOT NULL,
    verbruik < 0, kosten < 0, verbruik > 1000000, kosten > verbruik * 5 + 1000, regel <= 0,
    length(vestiging) <> 4, drager = 'stroom' AND NOT starts_with(meter, 'E'),
    year(datum) <> 2024, oppervlak <= 0, length(opmerking) > 60
  ] AS fout
  FROM getypeerd
)
SELECT rij, list_position(fout, true) AS regel_nummer FROM beoordeeld WHERE list_contains(fout, true)
UNION ALL
SELECT min(rij), 0 FROM getypeerd GROUP BY regel HAVING count(*) > 1
