SELECT
  r._organisatie,
  r._periode,
  r.beslissing,
  COALESCE(r.gemeld_op <= r.startdatum, FALSE) AS gemeld_voor_start,
  EXTRACT(YEAR FROM r.startdatum) = CAST(r.jaar AS INTEGER) AS gestart,
  r.ontvangen_op IS NOT NULL AND b.waarde IS NOT NULL AS brief_nodig,
  COALESCE(DATE_DIFF('day', r.ontvangen_op, r.brief_op) <= b.waarde, FALSE) AS brief_op_tijd,
  CAST(DATE_DIFF('day', r.ontvangen_op, r.brief_op) AS INTEGER) AS dagen_tot_brief,
  r.aangeboden_op IS NOT NULL AND o.waarde IS NOT NULL AS openbaar_nodig,
  COALESCE(DATE_DIFF('day', r.aangeboden_op, r.openbaar_op) <= o.waarde, FALSE) AS openbaar_op_tijd
FROM rijen AS r
LEFT JOIN briefdagen AS b ON r.ontvangen_op >= b.vanaf AND r.ontvangen_op < b.tot
LEFT JOIN openbaardagen AS o ON r.aangeboden_op >= o.vanaf AND r.aangeboden_op < o.tot
