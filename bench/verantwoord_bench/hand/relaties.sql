SELECT
  file_index,
  sum(uren) FILTER (WHERE dienstverband) AS "relaties.dienstverband",
  sum(uren) FILTER (WHERE inleen) AS "relaties.inleen",
  count(*) AS "relaties.relaties",
  max(uren) AS "relaties.hoogste"
FROM (
  SELECT file_index, uren, relatietype = 'dienstverband' AS dienstverband, relatietype = 'inleen' AS inleen
  FROM read_parquet($files)
)
GROUP BY file_index
