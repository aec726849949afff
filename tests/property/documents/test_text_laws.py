"""Of any nesting of what Word and ODT know, each text that is seen is read once, and no other."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.documents import makers
from verantwoord.documents.reading.office import extract_office

DEEPEST = 6


@dataclass
class Made:
    """A body that is being made: what must be read, and what must not."""

    seen: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def word(self, seen: bool) -> str:
        word = f"woord{len(self.seen) + len(self.unseen)}x"
        (self.seen if seen else self.unseen).append(word)
        return word


WORD_KINDS = ("plain", "del", "move", "hidden", "field", "box", "box-twice", "note")


def word_paragraph(draw: st.DrawFn, made: Made, seen: bool, depth: int, in_note: bool) -> str:
    runs = []
    for kind in draw(st.lists(st.sampled_from(WORD_KINDS), min_size=1, max_size=3)):
        if kind.startswith("box") and depth < DEEPEST:
            inside = word_paragraph(draw, made, seen, depth + 1, in_note)
            box = f"<w:txbxContent>{inside}</w:txbxContent>"
            if kind == "box-twice":
                box = (
                    f"<mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
                    f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
                )
            runs.append(f"<w:r>{box}</w:r>")
        elif kind == "note" and not in_note and seen:
            inside = word_paragraph(draw, made, True, depth + 1, True)
            made.notes.append(f"<w:footnote w:id='{len(made.notes)}'>{inside}</w:footnote>")
            runs.append(f"<w:r><w:footnoteReference w:id='{len(made.notes) - 1}'/></w:r>")
        else:
            runs.append(_word_run(kind, made, seen))
    return f"<w:p>{''.join(runs)}</w:p>"


def _word_run(kind: str, made: Made, seen: bool) -> str:
    shown = made.word(seen and kind not in ("del", "move", "hidden"))
    run = f"<w:r><w:t xml:space='preserve'> {shown} </w:t></w:r>"
    if kind == "hidden":
        return run.replace("<w:t ", "<w:rPr><w:vanish/></w:rPr><w:t ")
    if kind == "field":
        code = f"<w:r><w:t>{made.word(False)}</w:t></w:r>"
        marks = [
            f"<w:r><w:fldChar w:fldCharType='{k}'/></w:r>" for k in ("begin", "separate", "end")
        ]
        return f"{marks[0]}{code}{marks[1]}{run}{marks[2]}"
    wrapped = {"del": "w:del", "move": "w:moveFrom"}.get(kind)
    return f"<{wrapped}>{run}</{wrapped}>" if wrapped else run


@st.composite
def word_files(draw: st.DrawFn) -> tuple[bytes, Made]:
    made = Made()
    body = "".join(
        word_paragraph(draw, made, True, 0, False) for _ in range(draw(st.integers(1, 3)))
    )
    return makers.docx(body + "<w:p><w:r><w:t>slot</w:t></w:r></w:p>", "".join(made.notes)), made


ODT_KINDS = ("plain", "span", "comment", "hidden", "box", "note", "section")


def odt_paragraph(draw: st.DrawFn, made: Made, seen: bool, depth: int) -> str:
    pieces = []
    for kind in draw(st.lists(st.sampled_from(ODT_KINDS), min_size=1, max_size=3)):
        if kind in ("box", "note", "comment") and depth < DEEPEST:
            inside = odt_paragraph(draw, made, seen and kind != "comment", depth + 1)
            pieces.append(_ODT_AROUND[kind].format(inside))
        else:
            shown = f" {made.word(seen and kind != 'hidden')} "
            hides = "<text:hidden-text text:is-hidden='true'>{}</text:hidden-text>"
            around = {"span": "<text:span>{}</text:span>", "hidden": hides}.get(kind, "{}")
            pieces.append(around.format(shown))
    return f"<text:p>{''.join(pieces)}</text:p>"


_ODT_AROUND = {
    "box": "<draw:frame><draw:text-box>{}</draw:text-box></draw:frame>",
    "note": "<text:note><text:note-citation>7</text:note-citation><text:note-body>{}"
    "</text:note-body></text:note>",
    "comment": "<office:annotation>{}</office:annotation>",
}


@st.composite
def odt_files(draw: st.DrawFn) -> tuple[bytes, Made]:
    made = Made()
    body = "".join(odt_paragraph(draw, made, True, 0) for _ in range(draw(st.integers(1, 3))))
    return makers.odt(body + "<text:p>slot</text:p>"), made


@given(st.one_of(word_files(), odt_files()))
def test_each_text_that_is_seen_is_read_once(case: tuple[bytes, Made]) -> None:
    data, made = case
    words = extract_office(data, "stuk").text.split()
    assert sorted(words) == sorted([*made.seen, "slot"])
