"""Where a finding is explained, and to whom one says that its rule is wrong.

Nobody is invented: who answers for a rule of a pack stands in its pack.yaml, who for the program in
what was installed. Where no address is given, that is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path

from verantwoord.deliveries.messages import RULE_CODES
from verantwoord.deliveries.verdict import kind_of
from verantwoord.model.finding import Finding
from verantwoord.model.pack import Pack
from verantwoord.model.text import Text

PAGES = "docs/meldingen"
_HERE = Path(__file__).parents[1]
_FOLDERS = (_HERE / PAGES, _HERE.parents[1] / PAGES)  # in the package, in the repository


def page_of(code: str) -> str:
    """Return the page that explains a code, counted from the top of the program."""
    return f"{PAGES}/{code}.md"


def folder_of_pages() -> Path | None:
    """Return where those pages stand on this machine; None when they do not."""
    return next((f for f in _FOLDERS if f.is_dir()), None)


def report_to(pack: Pack, found: Finding) -> Text:
    """Return to whom one says that the rule of a finding is wrong, and what to name.

    Shape:    a finding and the pack it was judged with -> a sentence in two languages.
    Missing:  where a pack or the program names no address, the sentence says so.
    Source:   `owner` and `contact` of the pack in which the rule stands; for what no pack says but
              the program itself, the authors and addresses of the installed program.
    """
    who, what = _answers(pack, found)
    name = kind_of(found)
    nl, en = ("regel", "rule") if found.rule == name else ("melding", "finding")
    return Text(
        f"Klopt deze regel niet? Zeg het tegen {who.nl} en noem: {what}, {nl} {name}.",
        f"Is this rule wrong? Tell {who.in_language('en')} and name: {what}, {en} {name}.",
    )


def reports_to(pack: Pack, findings: Iterable[Finding]) -> list[Text]:
    """Return the same for many findings: one sentence for each who answers for some of them."""
    return [
        Text(
            f"Klopt een regel niet? Zeg het tegen {who.nl} en noem: {what} en de regel.",
            f"Is a rule wrong? Tell {who.in_language('en')} and name: {what} and the rule.",
        )
        for who, what in dict.fromkeys(_answers(pack, found) for found in findings)
    ]


def _answers(pack: Pack, found: Finding) -> tuple[Text, str]:
    """Return who answers for a finding, with an address, and for which version of what."""
    if found.code not in RULE_CODES.values():
        who, contact = _program()
        return _with(who, contact), f"verantwoord {metadata.version('verantwoord')}"
    origin = pack.origins.get(f"dataset:{found.rule.partition('.')[0]}", pack.info.id)
    info = next((p.info for p in pack.parts if p.info.id == origin), pack.info)
    return _with(info.owner, info.contact), f"pack {info.id} {info.version}"


def _with(who: str, contact: str | None) -> Text:
    nl, en = (contact, contact) if contact else ("geen adres bekend", "no address known")
    return Text(f"{who} ({nl})", f"{who} ({en})")


@cache
def _program() -> tuple[str, str | None]:
    """Return who makes the program, and the address for errors if the package names one."""
    about = metadata.metadata("verantwoord").json
    addresses = dict(u.split(", ", 1) for u in about.get("project_url", ()))
    who, mail = (str(about.get(key, "")) for key in ("author", "author_email"))
    return who or mail, addresses.get("Issues") or mail or None
