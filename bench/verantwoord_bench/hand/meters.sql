SELECT
  file_index,
  sum(kwh) AS "meters.verbruik",
  sum(kwh) FILTER (WHERE geschat) AS "meters.geschat",
  sum(kwh) FILTER (WHERE nacht) AS "meters.nacht",
  sum(kwh) FILTER (WHERE weekend) AS "meters.weekend",
  count(*) AS "meters.metingen",
  count_if(geschat) AS "meters.schattingen",
  max(kwh) AS "meters.hoogste",
  min(kwh) AS "meters.laagste"
FROM (
  SELECT file_index, kwh, soort = 'geschat' AS geschat, hour(tijdstip) < 7 AS nacht,
    isodow(tijdstip) > 5 AS weekend
  FROM read_parquet($files)
)
GROUP BY file_index
