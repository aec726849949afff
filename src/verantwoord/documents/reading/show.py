"""A read document for people: plain text for a terminal, HTML for a browser, without script."""

from __future__ import annotations

from decimal import Decimal
from html import escape

from verantwoord.documents.reading.document import ReadDocument, Sentence, SentenceFinding
from verantwoord.language import say, spoken

LABELS = {
    "citation": ("verwijzing", "citation"),
    "quantity": ("hoeveelheid", "quantity"),
    "target": ("doel", "target"),
    "claim": ("claim van voortgang", "claim of progress"),
    "growth": ("verandering zonder twee waarden", "change without two values"),
    "organisation": ("organisatie", "organisation"),
    "programme": ("programma", "programme"),
    "motion": ("motie", "motion"),
    "commitment": ("toezegging", "commitment"),
}
MISSING = {
    "both": ("beide waarden ontbreken", "both values are missing"),
    "one": (
        "de waarde ervoor of de verandering ontbreekt",
        "the value before or the change is missing",
    ),
}
_WHOLE = ("target", "claim")


def _no_heading() -> str:
    return say("(zonder kop)", "(no heading)")


def summary(document: ReadDocument) -> list[tuple[str, int]]:
    """Return how many findings of each kind there are."""
    return [(say(*LABELS[kind]), len(document.findings(kind))) for kind in LABELS]


def _sure(finding: SentenceFinding) -> str:
    return say(
        f"zekerheid {finding.values['confidence']}".replace(".", ","),
        f"confidence {finding.values['confidence']}",
    )


def doubtful(document: ReadDocument) -> list[tuple[Sentence, SentenceFinding]]:
    """Return the targets and claims that a person confirms first, the least certain on top."""
    found = [*document.findings("target"), *document.findings("claim")]
    unsure = [(s, f) for s, f in found if f.values["confidence"] < DOUBTFUL]
    return sorted(unsure, key=lambda pair: (pair[1].values["confidence"], pair[0].number))


def as_text(document: ReadDocument) -> str:
    """Return sections, sentences and under each sentence what was found in it."""
    pages, sentences = len(document.pages), len(document.sentences)
    counts = say(
        f"{pages} bladzijde(n), {sentences} zinnen", f"{pages} page(s), {sentences} sentences"
    )
    lines = [f"{document.name} ({document.kind}), {counts}"]
    lines += [f"  {label}: {count}" for label, count in summary(document) if count]
    for one in document.furniture:
        left_out = say("buiten de tekst gelaten", "left out of the text")
        lines.append(f"  {left_out} ({one.kind}): {one.text.strip()}")
    for doubted, finding in doubtful(document):
        first = say("eerst na te kijken", "look at first")
        label = say(*LABELS[finding.kind])
        lines.append(f"  {first}: [{doubted.number}] {label}, {_sure(finding)}")
    section = -1
    for sentence in document.sentences:
        if sentence.section != section:
            section = sentence.section
            lines += ["", f"# {document.sections[section].title or _no_heading()}"]
        lines.append(f"[{sentence.number}] {sentence.text}")
        lines += [f"      {say(*LABELS[f.kind])}: {describe(f)}" for f in sentence.findings]
    return "\n".join(lines)


def describe(finding: SentenceFinding) -> str:
    """Return one finding in a few words."""
    values = finding.values
    if finding.kind == "citation":
        return f"{values.get('normalised')} {values.get('url') or ''}".strip()
    if finding.kind == "quantity":
        base = (
            say(f"t.o.v. {values['base']}", f"from {values['base']}") if "base" in values else None
        )
        about = ", ".join(part for part in (values["year"], base) if part)
        return f"{values['value']} {values['unit'] or ''}{f' ({about})' if about else ''}".strip()
    if finding.kind == "target":
        parts = [values["year"], values["direction"], *values["quantities"], _sure(finding)]
        return ", ".join([f"'{values['cue']}'", *(part for part in parts if part)])
    if finding.kind == "claim":
        not_yet = say(", niet of nog niet bereikt", ", not or not yet reached")
        return f"'{values['cue']}'" + ("" if values["reached"] else not_yet) + f", {_sure(finding)}"
    if finding.kind == "growth":
        return f"'{values['cue']}': {say(*MISSING[values['missing']])}"
    details = [str(v) for v in values.values() if v]
    return ", ".join([finding.text.replace("\n", " "), *details])


DOUBTFUL = Decimal("0.80")  # less certain is for a person to look at first

_STYLE = """
body{font:1.05rem/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;
  color:#1a1a1a;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem}
p{margin:.6rem 0}.n{color:#595959;font-size:.8rem;margin-right:.4rem}
ul{margin:.2rem 0 .8rem;padding-left:2rem;font-size:.9rem}
.claim{border-left:4px solid #00567d;padding-left:.6rem}
.target{border-left:4px solid #275937;padding-left:.6rem}
.claim.target{border-left-style:double;border-left-width:6px}
mark{background:#fff3c4;color:inherit}a{color:#00567d}dt{font-weight:600}
"""


def as_html(document: ReadDocument) -> str:
    """Return one page with an anchor for each sentence; everything from the file is escaped."""
    title = f"{escape(document.name)} {say('gelezen', 'read')}"
    parts = [
        f'<!DOCTYPE html>\n<html lang="{spoken()}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
        f"<h1>{escape(document.name)}</h1>\n<dl>",
    ]
    parts += [f"<dt>{escape(k)}</dt><dd>{n}</dd>" for k, n in summary(document) if n]
    parts.append("</dl>")
    unsure = doubtful(document)
    if unsure:
        parts.append(f"<h2>{say('Eerst na te kijken', 'Look at first')}</h2>\n<ul>")
        parts += [
            f'<li><a href="#zin-{s.number}">{escape(say(*LABELS[f.kind]))}, {escape(_sure(f))}: '
            f"{escape(s.text)}</a></li>"
            for s, f in unsure
        ]
        parts.append("</ul>")
    section = -1
    for sentence in document.sentences:
        if sentence.section != section:
            section = sentence.section
            heading = document.sections[section].title or _no_heading()
            parts.append(f'<h2 id="deel-{section}">{escape(heading)}</h2>')
        parts.append(_sentence(document, sentence))
    parts.append("</body>\n</html>\n")
    return "\n".join(parts)


def _sentence(document: ReadDocument, sentence: Sentence) -> str:
    kinds = {f.kind for f in sentence.findings}
    classes = " ".join(kind for kind in ("claim", "target") if kind in kinds)
    about = f' class="{classes}"' if classes else ""
    body = _marked(document, sentence)
    head = (
        f'<p id="zin-{sentence.number}"{about}><span class="n">{sentence.number}</span>{body}</p>'
    )
    if not sentence.findings:
        return head
    items = "".join(
        f"<li>{escape(say(*LABELS[f.kind]))}: {escape(describe(f))}</li>" for f in sentence.findings
    )
    return f"{head}\n<ul>{items}</ul>"


def _marked(document: ReadDocument, sentence: Sentence) -> str:
    """Return the repaired sentence, with what was found marked and references as links."""
    pieces: list[str] = []
    position, end = sentence.span
    for finding in sentence.findings:
        start, stop = finding.span
        if finding.kind in _WHOLE or start < position:
            continue
        pieces.append(escape(document.repaired(position, start)))
        text = escape(document.repaired(start, stop))
        url = finding.values.get("url") if finding.kind == "citation" else None
        pieces.append(
            f'<a href="{escape(str(url), quote=True)}">{text}</a>'
            if url
            else f"<mark>{text}</mark>"
        )
        position = stop
    pieces.append(escape(document.repaired(position, end)))
    return "".join(pieces)
