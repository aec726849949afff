"""`verantwoord verify DIR`: recompute a release from its own folder and compare everything."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verantwoord.cli.terms import say

if TYPE_CHECKING:
    from verantwoord.release.program import Other
    from verantwoord.release.verify import Verdict

_AT_MOST = 10


def _sha256(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    value = value.strip().lower()
    if len(value) != 64 or set(value) - set("0123456789abcdef"):
        raise click.BadParameter(
            say("een sha256 heeft 64 tekens: 0-9 en a-f", "a sha256 has 64 signs: 0-9 and a-f")
        )
    return value


@click.command(
    "verify",
    help=say(
        "Reken een uitgave na uit haar eigen map en vergelijk alles.\n\n"
        "Voorbeeld: verantwoord verify out/rijk-2022",
        "Recompute a release from its own folder and compare everything.\n\n"
        "Example: verantwoord verify out/rijk-2022",
    ),
    epilog=say(
        "Uitkomst: 0 gelijk of gelijk in inhoud, 1 er is een verschil, 3 geen uitgave, "
        "5 gelijk voor zover na te rekenen zonder de bestanden over mensen.",
        "Exit codes: 0 equal or equal in content, 1 there is a difference, 3 no release, "
        "5 equal as far as can be recomputed without the files about people.",
    ),
)
@click.option(
    "--receipt",
    metavar="SHA256",
    callback=_sha256,
    help=say(
        "De sha256 van receipt.json die u langs een andere weg kreeg.",
        "The sha256 of receipt.json that you got in another way.",
    ),
)
@click.option("--json", "as_json", is_flag=True, help=say("Het oordeel als JSON.", "As JSON."))
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def command(folder: Path, receipt: str | None, as_json: bool) -> None:
    """Verify; names the first figure that differs and counts all."""
    from verantwoord.cli.progress import shown_progress
    from verantwoord.site.apart import verify_apart

    with shown_progress() as progress:
        verdict = verify_apart(folder, progress)
    another = receipt is not None and receipt != verdict.receipt_sha256
    if as_json:
        click.echo(_as_json(verdict, receipt))
    elif another:
        _print_differences(verdict)
        _print_another(verdict, str(receipt))
    else:
        _print(verdict)
        if verdict.conclusion.name != "DIFFERENT":
            _print_not_proven(folder, verdict, receipt)
    if another or verdict.conclusion.name == "DIFFERENT":
        raise SystemExit(1)
    if verdict.conclusion.name == "IN_PART":
        raise SystemExit(5)


def _print(verdict: Verdict) -> None:
    made_with = "; ".join(_other(part) for part in verdict.made_with)
    if verdict.conclusion.name == "DIFFERENT":
        _print_differences(verdict)
        if made_with:
            click.echo(say(f"Gemaakt met: {made_with}", f"Made with: {made_with}"))
        return
    if verdict.conclusion.name == "IN_PART":
        _print_part(verdict, made_with)
        return
    counted = say(
        f"{verdict.figures} cijfers en {verdict.files} bestanden nagerekend.",
        f"{verdict.figures} figures and {verdict.files} files recomputed.",
    )
    if verdict.form:
        click.echo(
            say(
                f"Gelijk in inhoud, gemaakt met {made_with}; {_form(verdict)}: {counted}",
                f"Equal in content, made with {made_with}; {_form(verdict)}: {counted}",
            )
        )
    else:
        click.echo(say(f"Gelijk: {counted}", f"Equal: {counted}"))


def _form(verdict: Verdict) -> str:
    """Say of files of another form what of them was compared."""
    n = len(verdict.form)
    if any(part.name == "verantwoord" for part in verdict.made_with):
        return say(
            f"{n} bestanden zijn door dat andere programma getekend: hun getallen zijn gelijk, hun "
            "woorden en opmaak zijn niet vergeleken. Dat kan alleen het programma van toen",
            f"{n} files were drawn by that other program: their numbers are equal, their words "
            "and layout were not compared. Only the program of then can do that",
        )
    return say(f"{n} bestanden verschillen alleen in vorm", f"{n} files differ in form only")


def _print_not_proven(folder: Path, verdict: Verdict, receipt: str | None) -> None:
    """Say what no recomputing can prove, and how to know it in another way."""
    if receipt is not None:
        click.echo(
            say(
                "De kwitantie is die waarvan u de sha256 gaf: sinds die is opgeschreven, is er "
                "niets vervangen. Dit bewijst niet dat de geleverde bestanden waar zijn.",
                "The receipt is the one of which you gave the sha256: since that was written "
                "down, nothing was replaced. This does not prove that the delivered files are "
                "true.",
            )
        )
        return
    click.echo(
        say(
            "Dit bewijst niet dat de geleverde bestanden waar zijn, en niet dat niemand alles "
            "samen heeft vervangen: een uitgave die iemand anders in haar geheel opnieuw maakte, "
            "is ook gelijk. Een handtekening is er nog niet. Vraag de maker langs een andere weg "
            f"om de sha256 van receipt.json. Hier is die:\n  {verdict.receipt_sha256}\n"
            f"en vergelijk: verantwoord verify {shlex.quote(str(folder))} --receipt SHA256",
            "This does not prove that the delivered files are true, nor that nobody replaced all "
            "of it together: a release that somebody else made again as a whole is equal too. "
            "There is no signature yet. Ask the maker in another way for the sha256 of "
            f"receipt.json. Here it is:\n  {verdict.receipt_sha256}\n"
            f"and compare: verantwoord verify {shlex.quote(str(folder))} --receipt SHA256",
        )
    )


def _print_another(verdict: Verdict, receipt: str) -> None:
    click.echo(
        say(
            f"Dit is een andere kwitantie dan die u noemt.\n  hier:  {verdict.receipt_sha256}\n"
            f"  u gaf: {receipt}\nDe uitgave is vervangen, of de sha256 is van een andere.",
            f"This is another receipt than the one you name.\n  here:     "
            f"{verdict.receipt_sha256}\n  you gave: {receipt}\nThe release was replaced, or the "
            "sha256 is of another.",
        )
    )


def _as_json(verdict: Verdict, receipt: str | None) -> str:
    """Return the whole verdict for machines; the kinds of difference have one name each."""
    import json
    from dataclasses import asdict

    found = {
        "conclusion": verdict.conclusion.name.lower().replace("_", "-"),
        "figures": verdict.figures,
        "files": verdict.files,
        "receipt_sha256": verdict.receipt_sha256,
        "receipt_as_given": None if receipt is None else receipt == verdict.receipt_sha256,
        "kinds": {
            "changed": verdict.changed,
            "missing": verdict.missing,
            "added": verdict.added,
            "differs-when-made-again": verdict.remade,
            "other-form": verdict.form,
        },
        "figures_that_differ": [asdict(d) for d in verdict.differences],
        "problems": verdict.problems,
        "made_with": [part._asdict() for part in verdict.made_with],
        "not_recomputed": {
            "figures": verdict.unseen_figures,
            "files": verdict.unseen_files,
            "withheld": verdict.withheld,
        },
    }
    return json.dumps(found, ensure_ascii=False, indent=1)


def _print_part(verdict: Verdict, made_with: str) -> None:
    from verantwoord.release.paths import CONFIDENTIAL

    figures, unseen = verdict.figures - verdict.unseen_figures, verdict.unseen_files
    files = verdict.files - unseen - verdict.withheld
    click.echo(
        say(
            f"Gelijk voor zover na te rekenen: {figures} cijfers en {files} bestanden nagerekend.\n"
            f"Niet nagerekend: {verdict.unseen_figures} cijfers rusten op {verdict.withheld} "
            "bestanden over mensen. Die zijn niet openbaar en staan hier niet; vraag "
            f"{CONFIDENTIAL}/ aan wie de uitgave maakte.\n"
            f"{unseen} bestanden zeggen daar iets over: die zijn zoals de kwitantie zegt, meer is "
            "zonder die map niet te zien.",
            f"Equal as far as can be recomputed: {figures} figures and {files} files recomputed.\n"
            f"Not recomputed: {verdict.unseen_figures} figures rest on {verdict.withheld} files "
            "about people. These are not public and not here; ask who made the release for "
            f"{CONFIDENTIAL}/.\n"
            f"{unseen} files say something of them: they are as the receipt says, more cannot be "
            "seen without that folder.",
        )
    )
    if made_with:
        click.echo(say(f"Gemaakt met: {made_with}", f"Made with: {made_with}"))


def _other(part: Other) -> str:
    nothing = say("niet", "none")
    then, now = part.then or nothing, part.now or nothing
    return say(f"{part.name} {then}, nu {now}", f"{part.name} {then}, now {now}")


def _print_differences(verdict: Verdict) -> None:
    click.echo(say("VERSCHIL", "DIFFERENT"))
    if verdict.differences:
        first = verdict.differences[0]
        click.echo(
            say(
                f"Eerste cijfer dat anders is: {first.figure}\n"
                f"  {first.column}: in de uitgave '{first.published}', nagerekend "
                f"'{first.recomputed}'\n"
                f"Cijfers die anders zijn: {len(verdict.differences)}",
                f"First figure that differs: {first.figure}\n"
                f"  {first.column}: in the release '{first.published}', recomputed "
                f"'{first.recomputed}'\n"
                f"Figures that differ: {len(verdict.differences)}",
            )
        )
    for problem in verdict.problems:
        click.echo(say(f"Levering: {problem}", f"Delivery: {problem}"))
    _files(say("Veranderd na de uitgave", "Changed after the release"), verdict.changed)
    _files(say("Ontbreekt", "Missing"), verdict.missing)
    _files(say("Toegevoegd, niet in de kwitantie", "Added, not in the receipt"), verdict.added)
    _files(say("Anders dan opnieuw gemaakt", "Not as made again"), verdict.remade)
    _files(say("Alleen in vorm anders", "Different in form only"), verdict.form)


def _files(title: str, names: tuple[str, ...]) -> None:
    if not names:
        return
    click.echo(f"{title}: {len(names)}")
    for name in names[:_AT_MOST]:
        click.echo(f"  {name}")
    if len(names) > _AT_MOST:
        click.echo(say("  en meer", "  and more"))
