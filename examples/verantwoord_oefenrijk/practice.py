"""The practice data of Oefenrijk: what its ministries send, with faults in it on purpose.

`make_files` writes the files, `deliver_all` sends them in the order in which they would have come.
Everything is invented and seeded: the same program makes the same bytes.
"""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from decimal import Decimal
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, TypeAlias

from verantwoord.deliveries.bounded import end_with
from verantwoord.deliveries.errors import Refused
from verantwoord.errors import VerantwoordError
from verantwoord.model.delivery import Delivery
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain, Period
from verantwoord.model.request import DataRequest, Expected
from verantwoord_oefenrijk import practice_office as office
from verantwoord_oefenrijk import practice_rows as rows
from verantwoord_oefenrijk import practice_weather as weather
from verantwoord_oefenrijk.practice_files import Cell, Table, extension, write
from verantwoord_oefenrijk.practice_footprint import FOOTPRINT, NOTHING
from verantwoord_oefenrijk.practice_ict import EXPLAINED, ICT, ICT_NOTHING
from verantwoord_oefenrijk.practice_iv import IV, IV_EXPLAINED

if TYPE_CHECKING:
    from verantwoord.deliveries.workspace import Workspace

MAKERS: dict[str, Callable[[str, Period], Table]] = {
    "banenafspraak-uren": rows.jobs_rows,
    "loonaangifte-uren": rows.payroll_rows,
    "quotum-grondslag": rows.quota_rows,
    "fte": rows.staff_rows,
    "meterstanden-elektriciteit": rows.electricity_rows,
    "kantoorbezetting": office.occupancy_rows,
    "kantoorbezetting-uur": office.hour_rows,
    "locaties": office.location_rows,
    "bezoeken": office.visit_rows,
    "thuiswerkdagen": office.home_rows,
    "enquete-hybride-werken": office.survey_rows,
    "dagtemperaturen": weather.temperature_rows,
    **FOOTPRINT,
    **ICT,
    **IV,
}
# the form that an organisation uses for a dataset, or else for everything
_FORMS: dict[tuple[str, str | None], str] = {
    ("alfa", None): "csv-windows",
    ("alfa", "dagtemperaturen"): "txt",
    ("beta", None): "csv-bom",
    ("beta", "fte"): "xlsx",
    ("beta", "meterstanden-elektriciteit"): "parquet",
    ("gamma", None): "csv",
    ("gamma", "vliegreizen"): "jsonl",
    ("oefenrijk", None): "ods",
    ("iota", None): "csv-windows",
}


class PracticeError(VerantwoordError):
    """The practice data did not do what it is there to show."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong on purpose, and what the system must do with it."""

    id: str
    what: str
    delivery: str  # dataset, organisation and period
    must: str


FAULTS: tuple[Fault, ...] = (
    Fault("ontbrekende-maand", "De levering is er nooit gekomen.",
          "banenafspraak-uren gamma 2023-08",
          "Een zichtbaar gat; het totaal van 2023 is 'onvolledig'."),
    Fault("ontbrekend-kwartaal", "De levering is er nooit gekomen.",
          "gasverbruik deltapanden 2023-Q4",
          "Een zichtbaar gat; de voetafdruk van 2023 is 'onbekend', het gasdoel 'geen oordeel'."),
    Fault("correctie", "De eerste levering vergat de uitzendkrachten.",
          "banenafspraak-uren alfa 2024-05",
          "De tweede vervangt de eerste, met reden; wat eerder bekend was blijft op te vragen."),
    Fault("te-laat", "Zeven weken na de uiterste dag.",
          "banenafspraak-uren beta 2024-02",
          "De levering telt mee en staat als te laat in de status en bij elk cijfer."),
    Fault("dubbele-sleutel", "Een kantoor en dag staan er twee keer.",
          "kantoorbezetting zeta 2024-Q3",
          "Geweigerd met code 'dubbele-sleutel'; het verbeterde bestand is aangenomen."),
    Fault("kwh-als-mwh", "De getallen zijn kWh, de eenheid zegt MWh.",
          "meterstanden-elektriciteit gamma 2024-Q2",
          "Geweigerd door de regel 'sprong'; het verbeterde bestand is aangenomen."),
    Fault("persoonsgegevens", "Er staat een kolom met personeelsnummers in.",
          "vliegreizen gamma 2023",
          "Geweigerd met code 'persoonsgegeven-kolom'; niets is bewaard."),
    Fault("december", "Uitbetaald verlof: december ligt ver boven de herfst.",
          "banenafspraak-uren beta 2024-12",
          "Een waarschuwing, aangenomen met een uitleg die bij het cijfer wordt gepubliceerd."),
    Fault("inleen-verschil", "Zeta leent 240 uur uit, Gamma leent 200 uur in.",
          "banenafspraak-uren zeta 2024-10",
          "De regel tussen organisaties noemt beide kanten; er wordt niets verrekend."),
    Fault("onbekende-luchthaven", "Drie reizen gaan naar QQQ.",
          "vliegreizen alfa 2023",
          "De reizen staan bij 'vluchten zonder bekende afstand', nooit als nul."),
    Fault("vervallen-code", "Een soort auto die uit de factorlijst is gehaald.",
          "autokilometers alfa 2024",
          "Geweigerd met code 'code-onbekend'; het verbeterde bestand is aangenomen."),
    Fault("maand-in-bestand-mist", "De maand maart ontbreekt in het bestand van het jaar.",
          "afval gamma 2023",
          "Een zichtbaar gat; het aandeel restafval van 2023 is 'onbekend'."),
    Fault("aansluiting-weg", "Een aansluiting van vorig jaar stopt halverwege.",
          "elektriciteitsverbruik beta 2024",
          "Een waarschuwing, aangenomen met een uitleg; daarna wordt zij niet meer verwacht."),
    Fault("storing", "Twee weken lang gaven de sensoren van een pand niets.",
          "kantoorbezetting delta 2023-Q2",
          "Die dagen zijn niet leeg; 'werkdagen waarop de bezetting is waargenomen' is lager."),
    Fault("pasnummers", "Er staat een kolom met pasnummers in.",
          "kantoorbezetting gamma 2024",
          "Geweigerd met code 'persoonsgegeven-kolom'; niets is bewaard."),
    Fault("dubbele-vergoeding", "Voor dezelfde dagen is thuiswerken en reizen vergoed.",
          "thuiswerkdagen beta 2024",
          "Geweigerd door de regel 'een-vergoeding-per-dag'; het betere bestand is aangenomen."),
    Fault("kleine-groep", "Een onderdeel heeft zes antwoorden.",
          "enquete-hybride-werken gamma 2023",
          "Geweigerd door de regel 'kleinste-groep'; het samengevoegde bestand is aangenomen."),
    Fault("weinig-bezoekers", "In één maand kwamen er zes mensen van andere organisaties.",
          "bezoeken gamma 2024",
          "Dat aantal wordt niet getoond, en ook niet wat het zou verraden."),
    Fault("duizend-keer", "De bedragen zijn in duizenden euro's, de eenheid zegt miljoenen.",
          "ict-entry beta 2024",
          "Geweigerd door de regel 'duizend'; het verbeterde bestand is aangenomen."),
    Fault("soorten-kosten", "Bij één melding zijn de soorten kosten samen niet het totaal.",
          "ict-entry gamma 2023",
          "Geweigerd door de regel 'telt-op'; het verbeterde bestand is aangenomen."),
    Fault("activiteit-vergeten", "Een activiteit van vorig jaar ontbreekt zonder reden.",
          "set-declaratie beta 2024",
          "Geweigerd door de regel 'reden-of-aanwezig'; het verbeterde bestand is aangenomen."),
    Fault("nul-functiepunten", "Nul staat er voor niet gemeten.",
          "ict-activiteit ict-delta 2023",
          "Geweigerd door de regel 'functiepunten'; het verbeterde bestand is aangenomen."),
    Fault("twee-plannen", "De oude en de nieuwe versie van het plan staan er allebei in.",
          "iv-plan alfa 2024",
          "Geweigerd door de regel 'een-versie'; het verbeterde bestand is aangenomen."),
    Fault("plan-telt-niet-op", "In één jaar zijn de soorten kosten samen niet het totaal.",
          "iv-kosten gamma 2024",
          "Geweigerd door de regel 'telt-op'; het verbeterde bestand is aangenomen."),
    Fault("geen-ciso", "De regel over de CISO ontbreekt.",
          "cio-functies ict-zeta 2024",
          "Geweigerd door de regel 'beide'; daarna staat er dat er het hele jaar niemand was."),
    Fault("klein-aantal", "Er staat hoeveel oude bevindingen er zijn: drie.",
          "beveiligingsbevindingen ict-epsilon 2024",
          "Geweigerd door de regel 'klein'; het verbeterde bestand noemt geen aantal."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PracticeDelivery:
    """One file as it was sent, and what must become of it."""

    dataset: str
    organisation: str
    period: Period
    file: Path
    received_on: dt.date
    fault: str | None = None
    refused: str | None = None  # the code or rule that must refuse it
    replaces: bool = False  # the delivery of the same period that was accepted before
    reason: str | None = None
    explanations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    sent: PracticeDelivery
    delivery: Delivery | None  # None: refused, as it should
    codes: tuple[str, ...] = ()  # of the findings that refused it


def everything(_label: str) -> bool:
    """Choose every delivery; a label is `dataset organisation period`."""
    return True


def make_files(
    folder: Path, pack: Pack, only: Callable[[str], bool] = everything
) -> list[PracticeDelivery]:
    """Write every file that the pack asks for, and the faulty ones, in the order of receipt."""
    sent = [one for regular in _regular(Path(folder), pack, only) for one in _with_fault(regular)]
    return sorted(sent, key=lambda s: (s.received_on, s.dataset, s.organisation, s.file.name))


def deliver_all(
    workspace_path: Path,
    folder: Path,
    pack_folder: Path,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    only: Callable[[str], bool] = everything,
) -> list[Outcome]:
    """Make the files and a workspace, and send everything; PracticeError if a fault is missed."""
    from verantwoord.deliveries.workspace import Workspace

    return send_all(Workspace.create(Path(workspace_path), pack_folder), folder, progress, only)


def send_all(
    workspace: Workspace,
    folder: Path,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    only: Callable[[str], bool] = everything,
) -> list[Outcome]:
    """Make the files and send them all to an empty workspace; see `deliver_all`."""
    _place_mapping(workspace)
    sent = make_files(folder, workspace.pack, only)
    sender = _Sender(workspace)
    outcomes = []
    for i, one in enumerate(sent):
        outcomes.append(sender.send(one))
        progress(i + 1, len(sent))
    return outcomes


def send_side_by_side(
    workspace: Workspace,
    folder: Path,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    processes: int = 2,
) -> list[Outcome]:
    """Send them all from several processes: the same deliveries, in another order in the log.

    The files of one dataset come from one process, in their order, for they are held against each
    other. What is made from the workspace does not depend on the order (model/delivery.in_order).
    """
    _place_mapping(workspace)
    with ExitStack() as open_ones:
        senders = [
            open_ones.enter_context(
                ProcessPoolExecutor(1, get_context("spawn"), _wake, (os.getpid(),))
            )
            for _ in range(processes)
        ]
        for sender in senders:
            sender.submit(_ready)  # it starts while the pack is loaded here, once for all
        sent = make_files(folder, workspace.pack)
        for begun in [sender.submit(_open, workspace) for sender in senders]:
            begun.result()
        turns = _shared_out(sent, processes)
        waiting = [senders[turns[one.dataset]].submit(_send, one) for one in sent]
        try:
            for done, answer in enumerate(as_completed(waiting), 1):
                answer.result()
                progress(done, len(sent))
        except BaseException:
            for sender in senders:
                sender.shutdown(wait=False, cancel_futures=True)
            raise
    return [answer.result() for answer in waiting]


def _place_mapping(workspace: Workspace) -> None:
    """Put the mapping beside the deliveries, as a ministry does once."""
    place = workspace.mapping_folder / "alfa" / "dagtemperaturen.yaml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(weather.MAPPING, "utf-8")


def _shared_out(sent: list[PracticeDelivery], processes: int) -> dict[str, int]:
    """Give each dataset to the process that has the fewest files by then, the largest first."""
    turns: dict[str, int] = {}
    files = [0] * processes
    for dataset, count in Counter(one.dataset for one in sent).most_common():
        turns[dataset] = files.index(min(files))
        files[turns[dataset]] += count
    return turns


class _Sender:
    """Sends to one workspace, and knows the newest delivery of everything that it sent."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.newest: dict[tuple[str, str, Period], str] = {}

    def send(self, one: PracticeDelivery) -> Outcome:
        outcome = _deliver(self.workspace, one, self.newest)
        if outcome.delivery is not None:
            self.newest[one.dataset, one.organisation, one.period] = outcome.delivery.id
        return outcome


_ours: list[_Sender] = []  # in a process of `send_side_by_side`: its one sender


def _wake(parent: int) -> None:
    """Load what delivering needs, in a process that ends with the one that started it."""
    end_with(parent)
    for module in ("duckdb", "verantwoord.deliveries.accept"):
        import_module(module)


def _ready() -> None:
    """Be asked something, so that the process exists."""


def _open(workspace: Workspace) -> None:
    """Begin to send to a workspace; its pack comes along, so it need not be loaded again."""
    _ours.append(_Sender(workspace))


def _send(one: PracticeDelivery) -> Outcome:
    return _ours[0].send(one)


def _deliver(
    workspace: Workspace, one: PracticeDelivery, newest: Mapping[tuple[str, str, Period], str]
) -> Outcome:
    from verantwoord.deliveries.accept import deliver

    key = (one.dataset, one.organisation, one.period)
    try:
        delivery = deliver(
            workspace,
            one.dataset,
            one.organisation,
            one.period,
            one.file,
            one.received_on,
            replaces=newest[key] if one.replaces else None,
            reason=one.reason,
            explanations=one.explanations,
        )
    except Refused as refusal:
        codes = tuple(sorted({c for f in refusal.findings for c in (f.code, f.rule)}))
        if one.refused is None or one.refused not in codes:
            first = refusal.findings[0] if refusal.findings else None
            raise PracticeError(
                f"{one.file.name} is geweigerd, dat hoort niet: {first}",
                f"{one.file.name} was refused, which should not be: {first}",
            ) from None
        return Outcome(one, None, codes)
    if one.refused is not None:
        raise PracticeError(
            f"{one.file.name} is aangenomen, maar {one.refused} moest weigeren.",
            f"{one.file.name} was accepted, but {one.refused} should have refused it.",
        )
    return Outcome(one, delivery)


def _regular(
    folder: Path, pack: Pack, only: Callable[[str], bool]
) -> Iterator[tuple[PracticeDelivery, Table, str]]:
    """Yield every delivery that is asked for, on time and without faults, not yet written."""
    for request in pack.requests.values():
        for owed in _owed(request, pack):
            who, dataset, period = owed.organisation, owed.dataset, owed.period
            if not only(f"{dataset} {who} {period}"):
                continue
            form = _FORMS.get((who, dataset)) or _FORMS.get((who, None), "csv")
            table = _table(dataset, who, period)
            name = f"{dataset}_{who}_{period}{extension(form)}".replace("/", "_")
            rng = Random(f"oefenrijk-2024 ontvangst {dataset} {who} {period}")
            received = owed.due_on - dt.timedelta(rng.randint(3, 11))
            sent = PracticeDelivery(dataset, who, period, folder / who / name, received)
            if not table[1]:
                said = {"periode-zonder-gebeurtenis": {**NOTHING, **ICT_NOTHING}[dataset]}
                sent = replace(sent, explanations=said)
            if asked := {**EXPLAINED, **IV_EXPLAINED}.get(f"{dataset} {who} {period}"):
                sent = replace(sent, explanations=asked)
            yield sent, table, form


def _owed(request: DataRequest, pack: Pack) -> list[Expected]:
    """Return what is sent for a request: earlier years, to compare with, come in one file."""
    first = pack.info.figures_from
    if first is None or request.last.end > first:
        return request.expected(pack.organisations)
    whole = Period(request.first.start, request.last.end, Grain.RANGE)
    due = request.first.last_day + dt.timedelta(request.due_days)
    return [Expected(request.dataset, who, whole, due) for who in request.organisations]


def _table(dataset: str, who: str, period: Period) -> Table:
    return MAKERS[dataset](who, period)


def _with_fault(regular: tuple[PracticeDelivery, Table, str]) -> list[PracticeDelivery]:
    """Write the files of one delivery: as asked, or with the fault that it has on purpose."""
    sent, table, form = regular
    label = f"{sent.dataset} {sent.organisation} {sent.period}"
    fault = next((f.id for f in FAULTS if f.delivery == label), None)
    if fault is None:
        write(table, sent.file, form)
        return [sent]
    files = FAULTY[fault](replace(sent, fault=fault), table)
    for one, its_table in files:
        write(its_table, one.file, form)
    return [one for one, _ in files]


Faulty: TypeAlias = list[tuple[PracticeDelivery, Table]]


def _never(sent: PracticeDelivery, table: Table) -> Faulty:
    return []


def _corrected(sent: PracticeDelivery, table: Table) -> Faulty:
    header, all_rows = table
    kept = [r for r in all_rows if r[4] != "uitzendbureau"]
    better = replace(
        sent,
        file=_second(sent.file),
        received_on=dt.date(2024, 9, 2),
        replaces=True,
        reason="De uren van uitzendkrachten ontbraken.",
    )
    return [(sent, (header, kept)), (better, table)]


def _late(sent: PracticeDelivery, table: Table) -> Faulty:
    return [(replace(sent, received_on=dt.date(2024, 5, 8)), table)]


def _double_key(sent: PracticeDelivery, table: Table) -> Faulty:
    header, all_rows = table
    return _refused(sent, "dubbele-sleutel", (header, [*all_rows, all_rows[3]]), table)


def _wrong_unit(sent: PracticeDelivery, table: Table) -> Faulty:
    header, all_rows = table
    wrong = [[*r[:3], "MWh", *r[4:]] for r in all_rows]
    return _refused(sent, "meterstanden-elektriciteit.sprong", (header, wrong), table)


def _persons(sent: PracticeDelivery, table: Table) -> Faulty:
    header, all_rows = table
    wrong = [[*r, f"OR{i:04d}"] for i, r in enumerate(all_rows)]
    return _refused(sent, "persoonsgegeven-kolom", ([*header, "personeelsnummer"], wrong), table)


def _december(sent: PracticeDelivery, table: Table) -> Faulty:
    header, all_rows = table
    paid = [
        [
            *r[:7],
            (Decimal(str(r[7])) * 120 / 100).quantize(Decimal("0.01"))
            if r[2] == "dienstverband"
            else r[7],
            *r[8:],
        ]
        for r in all_rows
    ]
    said = "In december is verlof uitbetaald aan mensen van wie het contract afliep."
    explained = replace(sent, explanations={"banenafspraak-uren.december": said})
    return [(explained, (header, paid))]


def _more_lent(sent: PracticeDelivery, table: Table) -> Faulty:
    header, all_rows = table
    lent = [[*r[:7], Decimal(240) if r[2] == "uitgeleend" else r[7], *r[8:]] for r in all_rows]
    return [(sent, (header, lent))]


def _nowhere(sent: PracticeDelivery, table: Table) -> Faulty:
    header, all_rows = table
    lost = [[r[0], "AMS", "QQQ", None, "retour", "economy", 2] for r in all_rows[:3]]
    return [(sent, (header, [*all_rows, *lost]))]


def _withdrawn(sent: PracticeDelivery, table: Table) -> Faulty:
    header, all_rows = table
    wrong = [[*r[:2], "auto_benzine_hybride" if r[2] == "auto_onbekend" else r[2], *r[3:]]
             for r in all_rows]  # fmt: skip
    return _refused(sent, "code-onbekend", (header, wrong), table)


def _without_march(sent: PracticeDelivery, table: Table) -> Faulty:
    header, all_rows = table
    return [(sent, (header, [r for r in all_rows if r[0] != "2023-03"]))]


def _ended(sent: PracticeDelivery, table: Table) -> Faulty:
    said = "De huur van het bijgebouw liep af op 30 juni 2024; de aansluiting is opgezegd."
    return [(replace(sent, explanations={"onderdeel-verdwenen": said}), table)]


def _outage(sent: PracticeDelivery, table: Table) -> Faulty:
    header, all_rows = table
    silent = {f"2023-06-{day:02d}" for day in range(5, 17)}
    kept = [r for r in all_rows if r[0] != "Deltapand Zuid" or r[1] not in silent]
    return [(sent, (header, kept))]


def _badges(sent: PracticeDelivery, table: Table) -> Faulty:
    header, all_rows = table
    wrong = [[*r, f"P{i:05d}"] for i, r in enumerate(all_rows)]
    return _refused(sent, "persoonsgegeven-kolom", ([*header, "pasnummer"], wrong), table)


def _paid_twice(sent: PracticeDelivery, table: Table) -> Faulty:
    header, all_rows = table
    wrong = [[*r[:7], r[3]] for r in all_rows]  # commuting paid for every day worked
    return _refused(sent, "thuiswerkdagen.een-vergoeding-per-dag", (header, wrong), table)


def _few_answers(sent: PracticeDelivery, table: Table) -> Faulty:
    header, all_rows = table
    few = [[*r[:2], "Kabinet", r[3], 8, 6, 42] for r in all_rows[:3]]
    return _refused(
        sent, "enquete-hybride-werken.kleinste-groep", (header, [*all_rows, *few]), table
    )


def _few_visitors(sent: PracticeDelivery, table: Table) -> Faulty:
    header, all_rows = table
    rows = [[*r[:4], 8, 6] if (r[0], r[3]) == ("2024-08", "ander") else r for r in all_rows]
    return [(sent, (header, rows))]


def _column(table: Table, name: str) -> int:
    return list(table[0]).index(name)


def _changed(table: Table, name: str, row: int, value: Cell) -> Table:
    """Return a table with another value in one cell."""
    at = _column(table, name)
    rows = [list(r) for r in table[1]]
    rows[row][at] = value
    return table[0], rows


def _thousandfold(sent: PracticeDelivery, table: Table) -> Faulty:
    at = _column(table, "eenheid")
    wrong = [[*r[:at], "EUR miljoen", *r[at + 1 :]] for r in table[1]]
    bare = replace(sent, explanations={})
    first, second = _refused(bare, "ict-entry.duizend", (table[0], wrong), table)
    return [first, (replace(second[0], explanations=sent.explanations), table)]


def _kinds(sent: PracticeDelivery, table: Table) -> Faulty:
    kind, amount = (_column(table, n) for n in ("categorie", "schatting"))
    row = next(i for i, r in enumerate(table[1]) if r[kind] == "extern-personeel")
    more = Decimal(str(table[1][row][amount])) + 900_000
    return _refused(sent, "ict-entry.telt-op", _changed(table, "schatting", row, more), table)


def _forgotten(sent: PracticeDelivery, table: Table) -> Faulty:
    at = _column(table, "reden")
    row = next(i for i, r in enumerate(table[1]) if r[at] is not None)
    wrong = _changed(_changed(table, "reden", row, None), "opvolger", row, None)
    return _refused(sent, "set-declaratie.reden-of-aanwezig", wrong, table)


def _zero_points(sent: PracticeDelivery, table: Table) -> Faulty:
    at = _column(table, "functiepunten")
    row = next(i for i, r in enumerate(table[1]) if r[at] is None)
    wrong = _changed(table, "functiepunten", row, 0)
    return _refused(sent, "ict-activiteit.functiepunten", wrong, table)


def _two_plans(sent: PracticeDelivery, table: Table) -> Faulty:
    both = [*table[1], [table[1][0][0], "AL-2023-1", *table[1][0][2:]]]
    return _refused(sent, "iv-plan.een-versie", (table[0], both), table)


def _plan_off(sent: PracticeDelivery, table: Table) -> Faulty:
    at = _column(table, "bedrag")
    wrong = _changed(table, "bedrag", 0, int(str(table[1][0][at])) + 250_000)
    return _refused(sent, "iv-kosten.telt-op", wrong, table)


def _no_ciso(sent: PracticeDelivery, table: Table) -> Faulty:
    kept = [r for r in table[1] if r[1] != "ciso"]
    return _refused(sent, "cio-functies.beide", (table[0], kept), table)


def _three(sent: PracticeDelivery, table: Table) -> Faulty:
    last = len(table[1]) - 1
    wrong = _changed(_changed(table, "aantal", last, 3), "klein", last, "nee")
    return _refused(sent, "beveiligingsbevindingen.klein", wrong, table)


def _refused(sent: PracticeDelivery, code: str, wrong: Table, right: Table) -> Faulty:
    better = replace(
        sent, file=_second(sent.file), received_on=sent.received_on + dt.timedelta(days=2)
    )
    return [(replace(sent, refused=code), wrong), (better, right)]


def _second(file: Path) -> Path:
    return file.with_stem(f"{file.stem}_verbeterd")


FAULTY: dict[str, Callable[[PracticeDelivery, Table], Faulty]] = {
    "ontbrekende-maand": _never,
    "ontbrekend-kwartaal": _never,
    "correctie": _corrected,
    "te-laat": _late,
    "dubbele-sleutel": _double_key,
    "kwh-als-mwh": _wrong_unit,
    "persoonsgegevens": _persons,
    "december": _december,
    "inleen-verschil": _more_lent,
    "onbekende-luchthaven": _nowhere,
    "vervallen-code": _withdrawn,
    "maand-in-bestand-mist": _without_march,
    "aansluiting-weg": _ended,
    "storing": _outage,
    "pasnummers": _badges,
    "dubbele-vergoeding": _paid_twice,
    "kleine-groep": _few_answers,
    "weinig-bezoekers": _few_visitors,
    "duizend-keer": _thousandfold,
    "soorten-kosten": _kinds,
    "activiteit-vergeten": _forgotten,
    "nul-functiepunten": _zero_points,
    "twee-plannen": _two_plans,
    "plan-telt-niet-op": _plan_off,
    "geen-ciso": _no_ciso,
    "klein-aantal": _three,
}
