SELECT
  file_index,
  sum(uren) FILTER (WHERE relatietype = 'dienstverband') AS "relaties.dienstverband",
  sum(uren) FILTER (WHERE relatietype = 'inleen') AS "relaties.inleen",
  count(*) AS "relaties.relaties",
  max(uren) AS "relaties.hoogste"
FROM read_parquet($files)
GROUP BY file_index
