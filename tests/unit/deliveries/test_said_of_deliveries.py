"""What a sender reads when a delivery does not fit what came or was asked, in both languages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.unit.deliveries.factory import asked, column, csv_file, dataset, with_dataset
from tests.unit.deliveries.test_ledger import DATE, KWH, METER, WHEN, WHO, Office, months
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.errors import NotDelivered, Refused
from verantwoord.deliveries.messages_ledger import LEDGER
from verantwoord.model.dataset import CellGrain
from verantwoord.model.pack import Pack
from verantwoord.model.period import Grain, Period

Make = Callable[..., Office]
Told = Callable[..., Any]
Words = tuple[str, str, str]


@pytest.fixture
def make(tmp_path: Path, mini: Pack) -> Make:
    """Make an office that keeps a dataset by organisation and month, or as is said."""

    def made(*columns: Any, **more: Any) -> Office:
        if not columns:
            more.setdefault("of", ("alfa", "dienst-a", "beta"))
        return Office(tmp_path, mini, *(columns or (WHO, WHEN, KWH)), **more)

    return made


def overlap(make: Make) -> Any:
    office = make()
    office.send("alfa", "2024", *months(*range(1, 13)))
    office.send("alfa", "2024-01", *months(1))


def overlap_of_many(make: Make) -> Any:
    office = make()
    for month in range(1, 7):
        office.send("alfa", f"2024-{month:02d}", *months(month))
    office.send("alfa", "2024", *months(*range(1, 13)))


def overlap_of_another_length(make: Make) -> Any:
    """A dataset that was by quarter and is by month now: no cell is the same."""
    office = make()
    monthly = office.pack
    quarter = column("kwartaal", "period", required=True, role="period", grain="kwartaal")
    office.workspace.__dict__["pack"] = with_dataset(monthly, dataset(WHO, quarter, KWH))
    file = csv_file(office.folder, "wie,kwartaal,kwh\nalfa,2024-Q1,9", "kwartaal.csv")
    deliver(office.workspace, "proef", "alfa", Period.parse("2024-Q1"), file, dt.date(2025, 2, 1))
    office.workspace.__dict__["pack"] = monthly
    office.send("alfa", "2024-02", *months(2))


def other_subject(make: Make) -> Any:
    office = make()
    old = office.send("alfa", "2024-01", *months(1))
    office.send("alfa", "2024-02", *months(2), replaces=old.id, reason="x")


def not_there_then(make: Make) -> Any:
    office = make(WHEN, KWH, of=("beta",))
    office.send("beta", "2024", *(f"2024-{m:02d},1" for m in (5, *range(7, 13))))


def no_reason(make: Make) -> Any:
    office = make()
    old = office.send("alfa", "2024-01", *months(1))
    office.send("alfa", "2024-01", *months(1, amount=2), replaces=old.id, reason="  ")


def same_file(make: Make) -> Any:
    office = make()
    old = office.send("alfa", "2024-01", *months(1))
    office.send("alfa", "2024-01", *months(1), replaces=old.id, reason="x")


def other_dataset(make: Make) -> Any:
    office = make()
    old = office.send("alfa", "2024-01", *months(1))
    other = replace(office.pack.datasets["proef"], id="ander")
    office.pack = asked(with_dataset(office.pack, other), "ander")
    office.workspace.__dict__["pack"] = office.pack
    deliver(
        office.workspace,
        "ander",
        "alfa",
        Period.parse("2024-01"),
        office.file(months(1)),
        dt.date(2025, 2, 1),
        replaces=old.id,
        reason="x",
    )


def corrected_already(make: Make) -> Any:
    office = make()
    first = office.send("alfa", "2024-01", *months(1))
    second = office.send("alfa", "2024-01", *months(1, amount=2), replaces=first.id, reason="x")
    office.send("alfa", "2024-01", *months(1, amount=3), replaces=second.id, reason="y")
    office.send("alfa", "2024-01", *months(1, amount=4), replaces=first.id, reason="z")


def too_short(make: Make) -> Any:
    make().send("alfa", "2024-01", *months(1), replaces="abc", reason="x")


def nothing_like_it(make: Make) -> Any:
    make().send("alfa", "2024-01", *months(1), replaces="abcdef", reason="x")


def not_asked(make: Make) -> Any:
    make().send("alfa", "2027-01", *months(1))


def not_asked_of_this_one(make: Make) -> Any:
    make(of=("alfa",)).send("gamma", "2024-08", *months(8, who="gamma"))


def asked_by_quarter(make: Make) -> Any:
    make(every=Grain.QUARTER).send("alfa", "2030", *months(1))


def asked_and_called_unasked(make: Make) -> Any:
    make().send("alfa", "2024-01", *months(1), unasked=True)


def nobody_asks_it(make: Make) -> Any:
    office = make()
    office.pack = replace(office.pack, requests={})
    office.workspace.__dict__["pack"] = office.pack
    office.send("alfa", "2024-01", *months(1))


def a_year_that_cannot_be(make: Make) -> Any:
    make().send("alfa", "0204-01", *months(1), unasked=True)


def half_a_month(make: Make) -> Any:
    make().send("alfa", "2024-01-15", *months(1))


def rows_that_do_not_say_when(make: Make) -> Any:
    make(METER, KWH, grain=CellGrain(Grain.MONTH, "meter")).send("alfa", "2024", "m1,1")


def no_such_organisation(make: Make) -> Any:
    make().send("omega", "2024-01", *months(1))


def no_such_rule(make: Make) -> Any:
    make().send("alfa", "2024-01", *months(1), explanations={"celen-vervallen": "x"})


def no_warning(make: Make) -> Any:
    make().send("alfa", "2024-01", *months(1), explanations={"cellen-vervallen": "x"})


def rows_of_another(make: Make, **more: Any) -> Any:
    office = make(column("plek"), KWH, of=("alfa", "beta"))
    office.send("alfa", "2024-01", "hal,5", "kelder,6")
    office.send("beta", "2024-01", "kelder,6", "hal,5", **more)


def meter_of_another(make: Make, **more: Any) -> Any:
    office = make(METER, WHEN, KWH, grain=CellGrain(Grain.MONTH, "meter"), of=("alfa", "beta"))
    office.send("alfa", "2024-01", "m1,2024-01,5")
    office.send("beta", "2024-01", "m1,2024-01,7", **more)


def key_of_another_file(make: Make, **more: Any) -> Any:
    number = column("nummer", required=True, key=True)
    office = make(number, DATE, KWH)
    office.send("alfa", "2024-01", "r1,2024-01-05,5")
    office.send("alfa", "2024-02", "r1,2024-02-05,5", **more)


def months_that_lapse(make: Make, **more: Any) -> Any:
    office = make()
    old = office.send("alfa", "2024-Q1", *months(1, 2, 3))
    office.send("alfa", "2024-Q1", *months(1), replaces=old.id, reason="x", **more)


def a_meter_that_is_gone(make: Make, **more: Any) -> Any:
    office = make(METER, WHEN, KWH, grain=CellGrain(Grain.MONTH, "meter"))
    office.send("alfa", "2023-01", "m1,2023-01,5", "m2,2023-01,5")
    office.send("alfa", "2024-01", "m1,2024-01,5", **more)
    return office.told


def months_without_rows(make: Make, **more: Any) -> Any:
    office = make()
    office.send("alfa", "2024", *months(1, 2), **more)
    return office.told


def months_without_trips(make: Make, **more: Any) -> Any:
    office = make(DATE, KWH, grain=CellGrain(Grain.MONTH, None, "covered"))
    office.send("alfa", "2024-Q1", "2024-01-05,1", **more)
    return office.told


REFUSED: list[tuple[Told, str, str]] = [
    (
        overlap,
        "er is al een levering van proef over alfa 2024-01: <id> (alfa, 2024). Elke cel telt één "
        "keer. Is dit een correctie, geef dan --replaces <id> --reason 'waarom'; zij neemt de "
        "plaats in van die hele levering.",
        "there is a delivery of proef already about alfa 2024-01: <id> (alfa, 2024). Each cell "
        "counts once. If this is a correction, give --replaces <id> --reason 'why'; it takes the "
        "place of that whole delivery.",
    ),
    (
        overlap_of_many,
        "er is al een levering van proef over alfa 2024-01, alfa 2024-02, alfa 2024-03, alfa "
        "2024-04, en nog 2: <id> (alfa, 2024-01), <id> (alfa, 2024-02), <id> (alfa, 2024-03), "
        "<id> (alfa, 2024-04) en 2 andere. Elke cel telt één keer. Is dit een correctie, geef "
        "dan --replaces <id> --replaces <id> --replaces <id> --replaces <id> --replaces <id> "
        "--replaces <id> --reason 'waarom'; zij neemt de plaats in van die hele levering.",
        "there is a delivery of proef already about alfa 2024-01, alfa 2024-02, alfa 2024-03, "
        "alfa 2024-04, and 2 more: <id> (alfa, 2024-01), <id> (alfa, 2024-02), <id> (alfa, "
        "2024-03), <id> (alfa, 2024-04) and 2 others. Each cell counts once. If this is a "
        "correction, give --replaces <id> --replaces <id> --replaces <id> --replaces <id> "
        "--replaces <id> --replaces <id> --reason 'why'; it takes the place of that whole "
        "delivery.",
    ),
    (
        overlap_of_another_length,
        "er is al een levering van proef: <id> (alfa, 2024-Q1). Elke cel telt één keer. Is dit een "
        "correctie, geef dan --replaces <id> --reason 'waarom'; zij neemt de plaats in van die "
        "hele levering.",
        "there is a delivery of proef already: <id> (alfa, 2024-Q1). Each cell counts once. If "
        "this is a correction, give --replaces <id> --reason 'why'; it takes the place of that "
        "whole delivery.",
    ),
    (
        other_subject,
        "<id> is een levering van proef door alfa over 2024-01. Daar gaat dit bestand niet over; "
        "laat dat --replaces weg.",
        "<id> is a delivery of proef by alfa about 2024-01. This file is not about that; leave "
        "that --replaces out.",
    ),
    (
        not_there_then,
        "er staan rijen in over beta 2024-07, beta 2024-08, beta 2024-09, beta 2024-10, en nog 2, "
        "en die organisatie bestond toen niet. Na een herindeling levert de opvolger.",
        "there are rows about beta 2024-07, beta 2024-08, beta 2024-09, beta 2024-10, and 2 more, "
        "and that organisation did not exist then. After a reorganisation its successor delivers.",
    ),
    (
        no_reason,
        "een correctie heeft een reden nodig: geef --reason 'waarom'.",
        "a correction needs a reason: give --reason 'why'.",
    ),
    (
        same_file,
        "dit bestand is gelijk aan wat het vervangt; er is niets te corrigeren.",
        "this file equals what it replaces; there is nothing to correct.",
    ),
    (
        other_dataset,
        "<id> is een levering van proef door alfa over 2024-01; een correctie gaat over dezelfde "
        "dataset.",
        "<id> is a delivery of proef by alfa about 2024-01; a correction is about the same "
        "dataset.",
    ),
    (
        corrected_already,
        "<id> is al gecorrigeerd door <id>. Corrigeer de nieuwste: geef --replaces <id>.",
        "<id> was corrected by <id> already. Correct the newest: give --replaces <id>.",
    ),
    (
        too_short,
        "geef minstens zes tekens van de sha bij --replaces.",
        "give at least six characters of the sha with --replaces.",
    ),
    (
        nothing_like_it,
        "er is geen levering of bestand waarvan de sha begint met 'abcdef'.",
        "there is no delivery or file of which the sha begins with 'abcdef'.",
    ),
    (
        not_asked,
        "niemand vroeg proef van alfa over 2027-01. Gevraagd is alfa over 2022 tot en met 2025 "
        "per maand; bedoelt u alfa over 2025-12? Wilt u het toch bewaren zonder dat een cijfer "
        "het meetelt, geef dan --unasked.",
        "nobody asked proef of alfa about 2027-01. Asked is alfa about 2022 to 2025 by month; do "
        "you mean alfa about 2025-12? To keep it without a figure that counts it, give --unasked.",
    ),
    (
        not_asked_of_this_one,
        "niemand vroeg proef van gamma over 2024-08. Gevraagd is alfa over 2022 tot en met 2025 "
        "per maand; bedoelt u alfa over 2024-08? Wilt u het toch bewaren zonder dat een cijfer "
        "het meetelt, geef dan --unasked.",
        "nobody asked proef of gamma about 2024-08. Asked is alfa about 2022 to 2025 by month; "
        "do you mean alfa about 2024-08? To keep it without a figure that counts it, give "
        "--unasked.",
    ),
    (
        asked_by_quarter,
        "niemand vroeg proef van alfa over 2030. Gevraagd is alfa over 2022 tot en met 2025 per "
        "kwartaal; bedoelt u alfa over 2025-Q4? Wilt u het toch bewaren zonder dat een cijfer "
        "het meetelt, geef dan --unasked.",
        "nobody asked proef of alfa about 2030. Asked is alfa about 2022 to 2025 by quarter; do "
        "you mean alfa about 2025-Q4? To keep it without a figure that counts it, give --unasked.",
    ),
    (
        asked_and_called_unasked,
        "proef van alfa over 2024-01 is wel gevraagd. Laat --unasked weg, want anders telt geen "
        "cijfer het mee.",
        "proef of alfa about 2024-01 is asked for. Leave --unasked out, or no figure counts it.",
    ),
    (
        nobody_asks_it,
        "niemand vroeg proef van alfa over 2024-01. Er is geen uitvraag van proef. Wilt u het "
        "toch bewaren zonder dat een cijfer het meetelt, geef dan --unasked.",
        "nobody asked proef of alfa about 2024-01. There is no request of proef. To keep it "
        "without a figure that counts it, give --unasked.",
    ),
    (
        a_year_that_cannot_be,
        "0204-01 ligt niet tussen 1900 en 2199. Verbeter het jaar.",
        "0204-01 does not lie between 1900 and 2199. Mend the year.",
    ),
    (
        half_a_month,
        "proef gaat per maand; 2024-01-15 is geen maand of een aantal daarvan.",
        "proef goes by month; 2024-01-15 is no month or a number of them.",
    ),
    (
        rows_that_do_not_say_when,
        "de rijen van proef zeggen niet over welke maand zij gaan. Lever elke maand apart: "
        "2024-01 tot en met 2024-12.",
        "the rows of proef do not say about which month they are. Deliver each month apart: "
        "2024-01 to 2024-12.",
    ),
    (
        no_such_organisation,
        "organisatie 'omega' kennen we niet op 2024-01-01. Gebruik de id uit organisations.yaml.",
        "organisation 'omega' is not known on 2024-01-01. Use the id from organisations.yaml.",
    ),
    (
        no_such_rule,
        "--accept celen-vervallen: die regel is er niet bij proef. Bedoelt u 'cellen-vervallen'?",
        "--accept celen-vervallen: proef has no such rule. Do you mean 'cellen-vervallen'?",
    ),
    (
        no_warning,
        "--accept cellen-vervallen: deze regel geeft geen waarschuwing. Laat hem weg.",
        "--accept cellen-vervallen: this rule gives no warning. Leave it out.",
    ),
]
FOUND: list[tuple[Told, str, Words, Words]] = [
    (
        rows_of_another,
        "zelfde-rijen",
        (
            "Precies deze rijen zijn al geleverd door alfa over 2024-01 (<id>).",
            "Elke organisatie en elke periode heeft eigen gegevens. De rijen zeggen hier niet "
            "zelf over wie én wanneer ze gaan, dus wij zien niet of dit het goede bestand is.",
            "Kijk of dit het goede bestand is. Klopt het toch, leg dan uit waarom de gegevens "
            "gelijk zijn.",
        ),
        (
            "Exactly these rows were already delivered by alfa about 2024-01 (<id>).",
            "Each organisation and each period has data of its own. The rows do not say both "
            "themselves, so we cannot see whether this is the right file.",
            "See whether this is the right file. If it is, explain why the data are the same.",
        ),
    ),
    (
        meter_of_another,
        "onderdeel-van-ander",
        (
            "beta m1 2024-01 staat ook in een levering van alfa.",
            "Een onderdeel, zoals een meter, hoort in één periode bij één organisatie; anders "
            "tellen we het dubbel.",
            "Kijk of dit het goede bestand is en bij wie het onderdeel hoort. Is het toch een "
            "ander onderdeel met dezelfde naam, leg dat dan uit.",
        ),
        (
            "beta m1 2024-01 is in a delivery of alfa too.",
            "A sub-unit, such as a meter, belongs to one organisation in a period; or we count "
            "it twice.",
            "See whether this is the right file and whose the sub-unit is. If it is another "
            "sub-unit with the same name, explain that.",
        ),
    ),
    (
        key_of_another_file,
        "sleutel-al-geleverd",
        (
            "nummer r1 staat ook in levering <id> (2024-01, rij 2).",
            "Een sleutel mag over alle leveringen van een organisatie samen één keer voorkomen, "
            "anders tellen we dubbel.",
            "Haal de rij uit een van beide leveringen, of vervang de andere met --replaces <id> "
            "--reason 'waarom'.",
        ),
        (
            "nummer r1 is in delivery <id> too (2024-01, row 2).",
            "A key may occur once in all deliveries of an organisation together, or we count "
            "twice.",
            "Take the row out of one of the two, or replace the other with --replaces <id> "
            "--reason 'why'.",
        ),
    ),
    (
        months_that_lapse,
        "cellen-vervallen",
        (
            "De levering die u vervangt ging ook over alfa 2024-02, alfa 2024-03. Daar staat nu "
            "niets meer over.",
            "Een verbetering neemt de plaats in van de hele levering. Wat er niet meer in staat, "
            "is daarna niet geleverd en wordt een zichtbaar gat.",
            "Lever het hele bestand opnieuw. Moet dit echt vervallen, leg dan uit waarom.",
        ),
        (
            "The delivery that you replace was about alfa 2024-02, alfa 2024-03 too. Nothing is "
            "said of that now.",
            "A correction takes the place of the whole delivery. What is not in it any more is "
            "then not delivered, and becomes a visible gap.",
            "Deliver the whole file again. If this must really lapse, explain why.",
        ),
    ),
    (
        a_meter_that_is_gone,
        "onderdeel-verdwenen",
        (
            "Van alfa m2 2024-01 is er niets, terwijl dat er een jaar eerder wel was.",
            "Wat vorig jaar werd geleverd, verwachten we dit jaar weer. Zonder uitleg blijft het "
            "een gat in de cijfers.",
            "Voeg de rijen toe of lever ze apart. Is het opgeheven, leg dat dan uit; daarna "
            "verwachten we het niet meer.",
        ),
        (
            "There is nothing of alfa m2 2024-01, which was there a year before.",
            "What was delivered last year is expected again. Without an explanation it stays a "
            "gap in the figures.",
            "Add the rows or deliver them apart. If it ended, explain that; then we do not "
            "expect it any more.",
        ),
    ),
    (
        months_without_rows,
        "periode-zonder-rijen",
        (
            "Over alfa 2024-03, alfa 2024-04, alfa 2024-05, alfa 2024-06, en nog 6 staat er geen "
            "rij.",
            "Wat er niet in staat, is niet geleverd en blijft een zichtbaar gat.",
            "Vul de rijen aan, of lever ze later apart.",
        ),
        (
            "There is no row about alfa 2024-03, alfa 2024-04, alfa 2024-05, alfa 2024-06, and 6 "
            "more.",
            "What is not in it was not delivered, and stays a visible gap.",
            "Add the rows, or deliver them apart later.",
        ),
    ),
    (
        months_without_trips,
        "periode-zonder-gebeurtenis",
        (
            "Over alfa 2024-02, alfa 2024-03 staat er geen rij.",
            "Bij deze dataset kan het dat er niets gebeurde. Dat moet u dan zeggen, want anders "
            "is het niet te onderscheiden van iets dat is vergeten.",
            "Vul aan wat ontbreekt. Gebeurde er niets, leg dat dan uit; daarna geldt het als "
            "geleverd. Zonder uitleg blijft het een gat.",
        ),
        (
            "There is no row about alfa 2024-02, alfa 2024-03.",
            "In this dataset it may be that nothing happened. Then you must say so, or it cannot "
            "be told from something that was forgotten.",
            "Add what is missing. If nothing happened, explain that; then it counts as "
            "delivered. Without an explanation it stays a gap.",
        ),
    ),
]


def hidden(text: str) -> str:
    """Leave out which delivery it is: that differs with every column that is added to a test."""
    return re.sub(r"[0-9a-f]{12}", "<id>", text)


@pytest.mark.parametrize(("sent", "nl", "en"), REFUSED, ids=[r[0].__name__ for r in REFUSED])
def test_a_delivery_that_does_not_fit_is_refused_with_what_to_do(
    make: Make, sent: Told, nl: str, en: str
) -> None:
    with pytest.raises(NotDelivered) as refused:
        sent(make)
    assert hidden(refused.value.in_language("nl")) == nl
    assert hidden(refused.value.in_language("en")) == en


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("sent", "code", "nl", "en"), FOUND, ids=[f[0].__name__ for f in FOUND])
def test_what_is_found_beside_other_deliveries_is_told_in_the_language_asked(
    make: Make, sent: Told, code: str, nl: Words, en: Words, language: str
) -> None:
    try:
        told = sent(make, language=language)
    except Refused as refused:
        told = refused.findings
    one = next(f for f in told if f.code == code)
    said = tuple(map(hidden, (one.found, one.expected, one.action)))
    assert said == (en if language == "en" else nl)
    assert one.recorded == nl[1]
    assert one.rule.partition(".")[0] == "proef"


def test_every_finding_beside_other_deliveries_is_held_whole() -> None:
    held = {code for _, code, _, _ in FOUND}
    assert held | {"voorbeeldrij"} == set(LEDGER)  # that one is found in a file by itself


def test_of_a_chain_of_corrections_the_newest_is_named(make: Make) -> None:
    office = make()
    first = office.send("alfa", "2024-01", *months(1))
    second = office.send("alfa", "2024-01", *months(1, amount=2), replaces=first.id, reason="x")
    third = office.send("alfa", "2024-01", *months(1, amount=3), replaces=second.id, reason="y")
    with pytest.raises(NotDelivered) as refused:
        office.send("alfa", "2024-01", *months(1, amount=4), replaces=first.id, reason="z")
    assert str(refused.value) == (
        f"{first.id[:12]} is al gecorrigeerd door {second.id[:12]}. Corrigeer de nieuwste: geef "
        f"--replaces {third.id[:12]}."
    )


def test_the_command_that_replaces_several_works_as_it_is_given(make: Make) -> None:
    """A year file after its months: who copies the line of the refusal has delivered."""
    office = make()
    for month in range(1, 4):
        office.send("alfa", f"2024-{month:02d}", *months(month))
    with pytest.raises(NotDelivered) as refused:
        office.send("alfa", "2024-Q1", *months(1, 2, 3, amount=5))
    given = re.findall("--replaces ([0-9a-f]{12})", str(refused.value))
    made = office.send("alfa", "2024-Q1", *months(1, 2, 3, amount=5), replaces=given, reason="x")
    assert len(made.replaces) == 3
    assert office.workspace.deliveries()[-1] == made
