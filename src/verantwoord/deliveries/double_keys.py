"""Rows with the same key: the hash of the scan finds candidates, the values decide."""

from __future__ import annotations

from verantwoord.deliveries.cells import name
from verantwoord.deliveries.messages import FilePlace, Said, Spread, finding, shown
from verantwoord.deliveries.moments import hour_twice
from verantwoord.deliveries.reading import Reading
from verantwoord.deliveries.row_texts import fetch_texts, flex_of
from verantwoord.deliveries.seen import stretches
from verantwoord.deliveries.verdict import Findings
from verantwoord.model.finding import Finding


def report_doubles(reading: Reading, key: list[str], verdict: Findings) -> None:
    """Find rows with the same key; the hash finds candidates, the values decide."""
    con = reading.con
    values = ", ".join(name(c) for c in key)
    con.execute(
        "CREATE OR REPLACE TABLE verdacht AS SELECT _rij FROM oordeel WHERE sleutel IN "
        "(SELECT sleutel FROM oordeel WHERE sleutel IS NOT NULL GROUP BY sleutel "
        "HAVING count(*) > 1)"
    )
    some = con.execute("SELECT count(*) FROM verdacht").fetchall()[0]
    if not some[0]:
        return
    con.execute(
        f"CREATE OR REPLACE TABLE dubbel AS SELECT min(_rij) AS eerste, list(_rij ORDER BY _rij) "
        f"AS alle FROM rijen WHERE _rij IN (SELECT _rij FROM verdacht) "
        f"GROUP BY {values} HAVING count(*) > 1"
    )
    total = con.execute("SELECT coalesce(sum(len(alle) - 1), 0) FROM dubbel").fetchall()[0]
    groups = con.execute(f"SELECT alle FROM dubbel ORDER BY eerste LIMIT {reading.most}").fetchall()
    texts = fetch_texts(reading, sorted({int(g[0][-1]) for g in groups}))
    left = int(total[0])
    for i, (numbers,) in enumerate(groups):
        rows = [int(n) for n in numbers]
        row, others = rows[-1], [str(n) for n in rows[:-1]]
        left -= len(others)
        last = i == len(groups) - 1
        extra = left if last and left > 0 else 0
        one = _double(reading, key, rows, others, texts[row])
        verdict.add(one, len(others) + extra, extra)


_ADVICE = (
    (
        "Voeg de rijen samen of verwijder de dubbele, en lever opnieuw aan.",
        "Join the rows or remove the double ones, and deliver again.",
    ),
    (
        "Op {day} kwam het uur van 02:00 tot 03:00 twee keer voor, want de wintertijd begon. "
        "Verwijder dus niets: zet de tijdzone bij de tijd, +02:00 bij de eerste keer en +01:00 bij "
        "de tweede.",
        "On {day} the hour from 02:00 to 03:00 was there twice, because winter time began. So "
        "remove nothing: put the time zone beside the time, +02:00 the first time and +01:00 the "
        "second.",
    ),
)


def _double(
    reading: Reading,
    key: list[str],
    rows: list[int],
    others: list[str],
    texts: dict[str, str | None],
) -> Finding:
    named = ", ".join(f"{c} {shown(texts[c])}" for c in key)
    hour = hour_twice([texts[c] or "" for c in key])
    nl = reading.language != "en"
    return finding(
        "dubbele-sleutel",
        FilePlace(reading.raw.sheet, rows[-1]),
        reading.language,
        rule=f"{reading.dataset.id}.sleutel",
        flex=flex_of(reading, texts),
        spread=Spread(stretches(rows), tuple(reading.header.as_sent(c) for c in key), value=named),
        key=named,
        count=len(others) + 1,
        rows=", ".join(others[:5]) + (" …" if len(others) > 5 else ""),
        columns=" + ".join(reading.header.as_sent(c) for c in key),
        advice=Said(_ADVICE[hour is not None][0 if nl else 1].format(day=hour)),
    )
