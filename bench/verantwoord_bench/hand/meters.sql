SELECT
  file_index,
  sum(kwh) AS "meters.verbruik",
  sum(kwh) FILTER (WHERE soort = 'geschat') AS "meters.geschat",
  sum(kwh) FILTER (WHERE hour(tijdstip) < 7) AS "meters.nacht",
  sum(kwh) FILTER (WHERE isodow(tijdstip) > 5) AS "meters.weekend",
  count(*) AS "meters.metingen",
  count(*) FILTER (WHERE soort = 'geschat') AS "meters.schattingen",
  max(kwh) AS "meters.hoogste",
  min(kwh) AS "meters.laagste"
FROM read_parquet($files)
GROUP BY file_index
