"""What to write instead of what the formula language does not have; shown with every refusal."""

from __future__ import annotations

from typing import TypeAlias

Said: TypeAlias = tuple[str, str]  # in Dutch and in English

INSTEAD: dict[str, Said] = {
    "::": (
        "laat de omzetting weg, of doe haar in een view",
        "leave the conversion out, or do it in a view",
    ),
    "cast": (
        "laat de omzetting weg, of doe haar in een view",
        "leave the conversion out, or do it in a view",
    ),
    "||": ("zet teksten samen in een view", "join texts in a view"),
    "--": (
        "zet een opmerking in de YAML, en een spatie tussen twee mintekens",
        "put a comment in the YAML, and a space between two minus signs",
    ),
    "/*": ("zet een opmerking in de YAML", "put a comment in the YAML"),
    "//": ("gebruik round_down(a / b, 0) in een formule", "use round_down(a / b, 0) in a formula"),
    "%": ("deel met rest in een view", "divide with a rest in a view"),
    "0%": ("schrijf 0.85 in plaats van 85%", "write 0.85 instead of 85%"),  # behind a number
    "×": ("schrijf *", "write *"),
    "÷": ("schrijf /", "write /"),
    ":": ("schrijf / om te delen", "write / to divide"),
    "−": ("schrijf een gewoon minteken: -", "write an ordinary minus sign: -"),
    "=>": ("schrijf >=", "write >="),
    "=<": ("schrijf <=", "write <="),
    "≥": ("schrijf >=", "write >="),
    "≤": ("schrijf <=", "write <="),
    "=": (
        "een formule begint niet met =; haal het weg",
        "a formula does not begin with =; remove it",
    ),
    "a b": (  # two names with nothing between
        "zet tussen twee namen of getallen een *, /, + of -",
        "put a *, /, + or - between two names or numbers",
    ),
    "~": ("gebruik regexp_matches(tekst, 'patroon')", "use regexp_matches(text, 'pattern')"),
    ".": (
        "noem alleen de kolom, en schrijf 0.5 in plaats van .5",
        "name the column only, and write 0.5 instead of .5",
    ),
    '"': (
        "schrijf een naam in kleine letters zonder aanhalingstekens",
        "write a name in small letters without quotes",
    ),
    ";": (
        "schrijf één uitdrukking, met een komma tussen wat een functie krijgt",
        "write one expression, with a comma between what a function is given",
    ),
    # what a spreadsheet calls it
    "som": (
        "een component is al een som; tel namen op met +",
        "a component is a sum already; add names with +",
    ),
    "als": (
        "gebruik case when ... then ... else ... end",
        "use case when ... then ... else ... end",
    ),
    "afronden": (
        "afronden doet alleen publish; round_down rondt naar beneden af",
        "only publish rounds; round_down rounds down",
    ),
    "gemiddelde": (
        "deel een som door een aantal, of zeg mean: true bij een stand",
        "divide a sum by a count, or say mean: true with a stock",
    ),
    "aantal": (
        "maak een component met aggregate: count",
        "make a component with aggregate: count",
    ),
    "en": ("schrijf a and b", "write a and b"),
    "of": ("schrijf a or b", "write a or b"),
    "niet": ("schrijf not a", "write not a"),
    "if": (
        "gebruik case when ... then ... else ... end",
        "use case when ... then ... else ... end",
    ),
    "iif": (
        "gebruik case when ... then ... else ... end",
        "use case when ... then ... else ... end",
    ),
    "ifnull": ("gebruik coalesce", "use coalesce"),
    "nvl": ("gebruik coalesce", "use coalesce"),
    "like": ("schrijf tekst like '...'", "write text like '...'"),
    "as": ("schrijf alleen de uitdrukking", "write the expression only"),
    "select": ("een uitdrukking leest geen tabel", "an expression reads no table"),
    "==": ("schrijf =", "write ="),
    "<=": ("gebruik is null of coalesce", "use is null or coalesce"),
    "->": ("dat teken hoort niet in een formule", "that sign does not belong in a formula"),
    "**": ("schrijf a * a", "write a * a"),
    "current_timestamp": ("een formule kent geen klok", "a formula knows no clock"),
    "len": ("gebruik length", "use length"),
    "char_length": ("gebruik length", "use length"),
    "ilike": ("gebruik lower(tekst) like '...'", "use lower(text) like '...'"),
    "extract": ("gebruik year, month, day, hour of isodow", "use year, month, day, hour or isodow"),
    "date_part": (
        "gebruik year, month, day, hour of isodow",
        "use year, month, day, hour or isodow",
    ),
    "dayofweek": ("gebruik isodow: maandag is 1", "use isodow: Monday is 1"),
    "weekday": ("gebruik isodow: maandag is 1", "use isodow: Monday is 1"),
    "avg": (
        "tel sum en count, en deel in een formule",
        "count sum and count, and divide in a formula",
    ),
    "mean": (
        "tel sum en count, en deel in een formule",
        "count sum and count, and divide in a formula",
    ),
    "median": ("gebruik percentile over een histogram", "use percentile over a histogram"),
    "round": (
        "afronden doet alleen publish; round_down rondt naar beneden af",
        "only publish rounds; round_down rounds down",
    ),
    "floor": ("gebruik round_down(a, 0)", "use round_down(a, 0)"),
    "regexp_like": ("gebruik regexp_matches", "use regexp_matches"),
    "timestamp": (
        "vergelijk met year, month, day of hour",
        "compare with year, month, day or hour",
    ),
    "now": ("een formule kent geen klok", "a formula knows no clock"),
    "current_date": ("een formule kent geen klok", "a formula knows no clock"),
    "random": ("een formule kent geen toeval", "a formula knows no chance"),
    "unknown": ("gebruik is null", "use is null"),
    "isnull": ("gebruik is null", "use is null"),
    "notnull": ("gebruik is not null", "use is not null"),
    "symmetric": ("zet de laagste waarde voorop", "put the lowest value first"),
    "escape": (
        "gebruik regexp_matches voor de tekens % en _",
        "use regexp_matches for the characters % and _",
    ),
}
