"""Each finding about a cell or row, whole: where it is, what is there, what belongs, what to do."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.unit.deliveries.factory import column, dataset, rule
from tests.unit.deliveries.said import Spoken, Words, spoken
from verantwoord.model.dataset import Column
from verantwoord.model.pack import Pack


class Said(NamedTuple):
    """The one thing that is wrong in a file, and all that is said of it."""

    code: str
    columns: list[Column]
    text: str
    nl: Words
    en: Words
    beside: tuple[str, ...] = ()  # what follows from it


SAID = [
    Said(
        "verplicht-leeg",
        [column("plek", required=True), column("uren", "decimal")],
        "plek;uren\n;1\nA;2",
        (
            "Rij 2, kolom plek",
            (
                "De cel is leeg.",
                "Deze kolom is verplicht: Plek.",
                "Vul de waarde in. Is die echt onbekend, overleg dan met wie de uitvraag doet.",
            ),
        ),
        (
            "Row 2, column plek",
            (
                "The cell is empty.",
                "This column is required: Plek.",
                "Fill in the value. If it is really unknown, talk to who made the request.",
            ),
        ),
    ),
    Said(
        "geen-getal",
        [column("plek"), column("uren", "decimal")],
        "plek;uren\nA;8 uur\nB;1",
        (
            "Rij 2, kolom uren",
            (
                "Er staat '8 uur'.",
                "Hier hoort een getal, met alleen cijfers, een minteken en een decimaalteken.",
                "Schrijf het getal zonder eenheid, spaties of tekst; is er geen waarde, laat de "
                "cel dan leeg.",
            ),
        ),
        (
            "Row 2, column uren",
            (
                "It says '8 uur'.",
                "A number belongs here, with only digits, a minus sign and a decimal mark.",
                "Write the number without unit, spaces or text; if there is no value, leave the "
                "cell empty.",
            ),
        ),
    ),
    Said(
        "geen-geheel-getal",
        [column("plek"), column("mensen", "integer")],
        "plek;mensen\nA;2,5",
        (
            "Rij 2, kolom mensen",
            (
                "Er staat '2,5'.",
                "Hier hoort een geheel getal.",
                "Rond af zoals de uitvraag zegt, of kijk of de waarde in een andere kolom hoort.",
            ),
        ),
        (
            "Row 2, column mensen",
            (
                "It says '2,5'.",
                "A whole number belongs here.",
                "Round as the request says, or see whether the value belongs in another column.",
            ),
        ),
    ),
    Said(
        "getal-te-groot",
        [column("plek"), column("uren", "decimal")],
        "plek;uren\nA;12345678901234567",
        (
            "Rij 2, kolom uren",
            (
                "Er staat '12345678901234567'.",
                "Het getal past niet in 18 cijfers; zo groot is geen echte waarde.",
                "Kijk naar de eenheid en het decimaalteken.",
            ),
        ),
        (
            "Row 2, column uren",
            (
                "It says '12345678901234567'.",
                "The number does not fit in 18 digits; no real value is that large.",
                "Look at the unit and the decimal mark.",
            ),
        ),
    ),
    Said(
        "te-veel-decimalen",
        [column("plek"), column("uren", "decimal")],
        "plek;uren\nA;1,2345",
        (
            "Rij 2, kolom uren",
            (
                "Er staat '1,2345'.",
                "Meer dan 3 decimalen kan hier niet, gerekend in eigen eenheid; wij ronden niets "
                "af wat u aanlevert.",
                "Rond zelf af op 3 decimalen.",
            ),
        ),
        (
            "Row 2, column uren",
            (
                "It says '1,2345'.",
                "More than 3 decimals is not possible here, counted in its own unit; we do not "
                "round what you deliver.",
                "Round to 3 decimals yourself.",
            ),
        ),
    ),
    Said(
        "geen-datum",
        [column("plek"), column("dag", "date")],
        "plek;dag\nA;31-02-2024",
        (
            "Rij 2, kolom dag",
            (
                "Er staat '31-02-2024'.",
                "Hier hoort een bestaande dag, als 2024-07-15 of 15-07-2024.",
                "Schrijf de datum in een van deze vormen.",
            ),
        ),
        (
            "Row 2, column dag",
            (
                "It says '31-02-2024'.",
                "An existing day belongs here, as 2024-07-15 or 15-07-2024.",
                "Write the date in one of these forms.",
            ),
        ),
    ),
    Said(
        "jaar-onwaarschijnlijk",
        [column("plek"), column("dag", "date")],
        "plek;dag\nA;15-07-0204",
        (
            "Rij 2, kolom dag",
            (
                "Er staat '15-07-0204'.",
                "Een jaar ligt tussen 1900 en 2199; een ander jaar is een typefout of een leeg "
                "veld.",
                "Verbeter het jaar. Is de datum niet bekend, laat de cel dan leeg als dat mag.",
            ),
        ),
        (
            "Row 2, column dag",
            (
                "It says '15-07-0204'.",
                "A year lies between 1900 and 2199; another year is a typing error or an empty "
                "field.",
                "Mend the year. If the date is not known, leave the cell empty where that is "
                "allowed.",
            ),
        ),
    ),
    Said(
        "geen-tijdstip",
        [column("plek"), column("moment", "timestamp")],
        "plek;moment\nA;gisteren",
        (
            "Rij 2, kolom moment",
            (
                "Er staat 'gisteren'.",
                "Hier hoort een tijdstip met zone, als 2024-07-15T13:30:00+02:00 of "
                "2024-07-15T11:30:00Z.",
                "Schrijf het tijdstip in deze vorm.",
            ),
        ),
        (
            "Row 2, column moment",
            (
                "It says 'gisteren'.",
                "A time with its zone belongs here, as 2024-07-15T13:30:00+02:00 or "
                "2024-07-15T11:30:00Z.",
                "Write the time in this form.",
            ),
        ),
    ),
    Said(
        "tijdstip-zonder-zone",
        [column("plek"), column("moment", "timestamp")],
        "plek;moment\nA;2024-07-15T13:30:00",
        (
            "Rij 2, kolom moment",
            (
                "Er staat '2024-07-15T13:30:00', zonder tijdzone.",
                "Zonder zone is bij de overgang naar zomertijd niet te zien welk uur het is.",
                "Zet +01:00 of +02:00 (Nederlandse tijd) of Z (UTC) achter het tijdstip.",
            ),
        ),
        (
            "Row 2, column moment",
            (
                "It says '2024-07-15T13:30:00', without a time zone.",
                "Without a zone one cannot tell which hour it is when the clock changes.",
                "Put +01:00 or +02:00 (Dutch time) or Z (UTC) after the time.",
            ),
        ),
    ),
    Said(
        "geen-periode",
        [column("plek"), column("maand", "period")],
        "plek;maand\nA;juli 2024",
        (
            "Rij 2, kolom maand",
            (
                "Er staat 'juli 2024'.",
                "Hier hoort een periode, als 2024, 2024-Q3 of 2024-07.",
                "Schrijf de periode in deze vorm; kies voor de kolom de opmaak 'tekst'.",
            ),
        ),
        (
            "Row 2, column maand",
            (
                "It says 'juli 2024'.",
                "A period belongs here, as 2024, 2024-Q3 or 2024-07.",
                "Write the period in this form; format the column as text.",
            ),
        ),
    ),
    Said(
        "periode-korrel",
        [column("maand", "period", role="period", grain="maand"), column("plek")],
        "maand;plek\n2024-Q3;A",
        (
            "Rij 2, kolom maand",
            (
                "Er staat '2024-Q3'.",
                "Hier hoort één maand.",
                "Splits de waarde uit per maand, of lever deze rij bij een andere uitvraag.",
            ),
        ),
        (
            "Row 2, column maand",
            (
                "It says '2024-Q3'.",
                "One month belongs here.",
                "Split the value by month, or deliver this row for another request.",
            ),
        ),
    ),
    Said(
        "periode-buiten-levering",
        [column("maand", "period", role="period", grain="maand"), column("plek")],
        "maand;plek\n2024-08;A",
        (
            "Rij 2, kolom maand",
            (
                "Er staat '2024-08', de levering gaat over 2024-07.",
                "Elke rij valt in de periode van de levering.",
                "Zet de rij in de levering van de eigen periode, of verbeter de datum of de "
                "periode.",
            ),
        ),
        (
            "Row 2, column maand",
            (
                "It says '2024-08', the delivery is about 2024-07.",
                "Every row lies in the period of the delivery.",
                "Move the row to the delivery of its own period, or correct the date or the "
                "period.",
            ),
        ),
    ),
    Said(
        "organisatie-onbekend",
        [column("wie", "organisation", role="organisation"), column("plek")],
        "wie;plek\nMinisterie van Niets;A",
        (
            "Rij 2, kolom wie",
            (
                "Er staat 'Ministerie van Niets'.",
                "Hier hoort een organisatie die we op die dag kennen, bij naam, afkorting of id.",
                "Bedoelt u 'Ministerie van Beta'?",
            ),
        ),
        (
            "Row 2, column wie",
            (
                "It says 'Ministerie van Niets'.",
                "An organisation that we know on that day belongs here, by name, abbreviation or "
                "id.",
                "Do you mean 'Ministerie van Beta'?",
            ),
        ),
    ),
    Said(
        "organisatie-andere",
        [
            column("wie", "organisation", role="organisation"),
            column("maand", "period", role="period", grain="maand"),
        ],
        "wie;maand\ngamma;2024-07",
        (
            "Rij 2, kolom wie",
            (
                "De rij gaat over 'gamma', de levering is van alfa.",
                "Een organisatie levert over zichzelf en over wat eronder valt.",
                "Verwijder de rij of laat de andere organisatie hem leveren.",
            ),
        ),
        (
            "Row 2, column wie",
            (
                "The row is about 'gamma', the delivery is of alfa.",
                "An organisation delivers about itself and what falls under it.",
                "Remove the row or let the other organisation deliver it.",
            ),
        ),
    ),
    Said(
        "code-onbekend",
        [column("soort", "code", codes=("vast", "tijdelijk")), column("plek")],
        "soort;plek\nvaste;A",
        (
            "Rij 2, kolom soort",
            (
                "Er staat 'vaste'.",
                "Hier hoort een van: vast, tijdelijk.",
                "Kies een waarde uit de lijst; let op hoofdletters.",
            ),
        ),
        (
            "Row 2, column soort",
            (
                "It says 'vaste'.",
                "One of these belongs here: vast, tijdelijk.",
                "Choose a value from the list; mind capitals.",
            ),
        ),
    ),
    Said(
        "eenheid-onbekend",
        [
            column(
                "verbruik",
                "decimal",
                unit="kwh",
                unit_column="eenheid",
                unit_codes={"kWh": "kwh", "MWh": "mwh"},
            ),
            column("eenheid"),
        ],
        "verbruik;eenheid\n5;GWh",
        (
            "Rij 2, kolom eenheid",
            (
                "De eenheid is 'GWh'.",
                "Bij een hoeveelheid hoort een van de eenheden kWh, MWh.",
                "Vul de eenheid in waarin de hoeveelheid is gemeten.",
            ),
        ),
        (
            "Row 2, column eenheid",
            (
                "The unit is 'GWh'.",
                "A quantity has one of the units kWh, MWh.",
                "Fill in the unit in which the quantity was measured.",
            ),
        ),
    ),
    Said(
        "geen-ja-nee",
        [column("plek"), column("vast", "boolean")],
        "plek;vast\nA;misschien",
        (
            "Rij 2, kolom vast",
            (
                "Er staat 'misschien'.",
                "Hier hoort ja of nee (ook goed: true/false, 1/0).",
                "Vul ja of nee in.",
            ),
        ),
        (
            "Row 2, column vast",
            (
                "It says 'misschien'.",
                "Yes or no belongs here, written ja/nee, true/false or 1/0.",
                "Fill in ja or nee.",
            ),
        ),
    ),
    Said(
        "cel-te-lang",
        [column("plek"), column("uren", "decimal")],
        "plek;uren\n" + "x" * 40_000 + ";1",
        (
            "Rij 2, kolom plek",
            (
                "De cel bevat 40000 tekens.",
                "Een cel mag hoogstens 32767 tekens bevatten.",
                "Kort de tekst in of verwijder hem.",
            ),
        ),
        (
            "Row 2, column plek",
            (
                "The cell holds 40000 characters.",
                "A cell may hold 32767 characters at most.",
                "Shorten the text or remove it.",
            ),
        ),
    ),
    Said(
        "stuurteken",
        [column("plek"), column("uren", "decimal")],
        "plek;uren\nA\x07B;1",
        (
            "Rij 2, kolom plek",
            (
                "De cel bevat een onzichtbaar stuurteken: 'A·B'.",
                "Tekst bestaat uit leesbare tekens.",
                "Typ de tekst opnieuw in plaats van hem te plakken.",
            ),
        ),
        (
            "Row 2, column plek",
            (
                "The cell holds an invisible control character: 'A·B'.",
                "Text consists of readable characters.",
                "Type the text again instead of pasting it.",
            ),
        ),
    ),
    Said(
        "persoonsgegeven-bsn",
        [column("plek"), column("uren", "decimal")],
        "plek;uren\nbel 111222333;1",
        (
            "Rij 2, kolom plek",
            (
                "De cel bevat een nummer dat een burgerservicenummer kan zijn (de elfproef klopt).",
                "Een levering bevat geen gegevens over personen.",
                "Verwijder het nummer. Is het geen BSN, gebruik dan een ander kenmerk of zet er "
                "letters bij; verwijder het bestand met BSN ook uit uw verzonden berichten.",
            ),
        ),
        (
            "Row 2, column plek",
            (
                "The cell holds a number that can be a citizen service number (it passes the "
                "11-test).",
                "A delivery holds no data about persons.",
                "Remove the number. If it is not a BSN, use another identifier or add letters; "
                "also remove the file from your sent messages.",
            ),
        ),
    ),
    Said(
        "persoonsgegeven-email",
        [column("plek"), column("uren", "decimal")],
        "plek;uren\njan@voorbeeld.nl;1",
        (
            "Rij 2, kolom plek",
            (
                "De cel bevat een e-mailadres.",
                "Een levering bevat geen gegevens over personen.",
                "Verwijder het adres en lever opnieuw aan.",
            ),
        ),
        (
            "Row 2, column plek",
            (
                "The cell holds an e-mail address.",
                "A delivery holds no data about persons.",
                "Remove the address and deliver again.",
            ),
        ),
    ),
    Said(
        "dubbele-sleutel",
        [column("plek", key=True), column("uren", "decimal")],
        "plek;uren\nA;1\nB;2\nA;3",
        (
            "Rij 4",
            (
                "plek A staat er 2 keer (ook in rij 2).",
                "Per plek mag één rij voorkomen, anders tellen we dubbel.",
                "Voeg de rijen samen of verwijder de dubbele, en lever opnieuw aan.",
            ),
        ),
        (
            "Row 4",
            (
                "plek A is there 2 times (also in row 2).",
                "There may be one row per plek, or we count double.",
                "Join the rows or remove the double ones, and deliver again.",
            ),
        ),
    ),
    Said(
        "totaalrij",
        [column("plek", key=True), column("uren", "decimal")],
        "plek;uren\nA;1\nB;2\nTotaal;3",
        (
            "Rij 4, kolom plek",
            (
                "Deze rij lijkt een totaal: er staat 'Totaal'.",
                "Elke rij is een eigen gegeven; met een totaal erbij tellen we dubbel.",
                "Verwijder de rij. Is het geen totaal, leg dat dan uit.",
            ),
        ),
        (
            "Row 4, column plek",
            (
                "This row looks like a total: it says 'Totaal'.",
                "Every row is a fact of its own; with a total among them we count double.",
                "Remove the row. If it is no total, explain that.",
            ),
        ),
    ),
    Said(
        "tekst-lijkt-gelijk",
        [column("plek", key=True), column("uren", "decimal")],
        "plek;uren\nDen Haag;1\nDen  Haag;2",
        (
            "Rij 3, kolom plek",
            (
                "Er staat 'Den  Haag', en in rij 2 staat 'Den Haag'. Dat lijkt hetzelfde en is "
                "het niet (U+0048 / U+0020).",
                "Elke tekst hier is een eigen onderdeel; twee schrijfwijzen maken er twee van.",
                "Schrijf beide gelijk. Zijn het echt twee, leg dat dan uit.",
            ),
        ),
        (
            "Row 3, column plek",
            (
                "It says 'Den  Haag', and row 2 says 'Den Haag'. That looks the same and is not "
                "(U+0048 / U+0020).",
                "Every text here is a sub-unit of its own; two ways of writing make two of it.",
                "Write both alike. If they really are two, explain that.",
            ),
        ),
    ),
    Said(
        "tekst-met-codes",
        [column("plek"), column("uren", "decimal")],
        'plek;uren\n"Caf&eacute;";1',
        (
            "Rij 2, kolom plek",
            (
                "Er staat 'Caf&eacute;'; daarin staat een code op de plaats van een letter of "
                "teken.",
                "Zo'n code blijft over als tekst uit een webpagina, een bericht of een ander "
                "programma is overgenomen. Dezelfde naam zonder code is dan een andere.",
                "Schrijf de letter of het teken zelf, bijvoorbeeld ö of &.",
            ),
        ),
        (
            "Row 2, column plek",
            (
                "It says 'Caf&eacute;'; a code stands in the place of a letter or sign.",
                "Such a code is left when text was taken from a web page, a message or another "
                "program. The same name without the code is then another one.",
                "Write the letter or sign itself, such as ö or &.",
            ),
        ),
    ),
    Said(
        "tekst-verminkt",
        [column("plek"), column("uren", "decimal")],
        "plek;uren\nCafÃ© de hoek;1",
        (
            "Rij 2, kolom plek",
            (
                "Er staat 'CafÃ© de hoek'; daarin zijn letters verloren gegaan.",
                "Dit blijft over als een bestand met een andere tekenset is geopend dan waarmee "
                "het is opgeslagen.",
                "Haal de gegevens opnieuw op en kies bij het importeren voor UTF-8.",
            ),
        ),
        (
            "Row 2, column plek",
            (
                "It says 'CafÃ© de hoek'; letters were lost in it.",
                "This is what is left when a file was opened in another encoding than it was "
                "saved in.",
                "Fetch the data again and choose UTF-8 when importing.",
            ),
        ),
    ),
]


@pytest.mark.parametrize("said", SAID, ids=[said.code for said in SAID])
def test_a_sender_reads_where_it_is_what_is_there_and_what_to_do(
    mini: Pack, tmp_path: Path, said: Said
) -> None:
    first, *rest = spoken(mini, tmp_path / "a.csv", said.text, dataset(*said.columns))
    assert first == Spoken(said.code, said.nl, said.en)
    assert tuple(found.code for found in rest) == said.beside


def test_one_decimal_is_called_so(mini: Pack, tmp_path: Path) -> None:
    one = dataset(column("plek"), column("uren", "decimal", scale=1, unit="hour"))
    (found,) = spoken(mini, tmp_path / "a.csv", "plek;uren\nA;1,25", one)
    assert found.nl[1][1:] == (
        "Meer dan 1 decimaal kan hier niet, gerekend in uur; wij ronden niets af wat u aanlevert.",
        "Rond zelf af op 1 decimaal.",
    )
    assert found.en[1][1:] == (
        "More than 1 decimal is not possible here, counted in hours; we do not round what you "
        "deliver.",
        "Round to 1 decimal yourself.",
    )


def test_a_rule_that_cannot_be_computed_is_named(mini: Pack, tmp_path: Path) -> None:
    """Of several rules the sender, and who wrote them, must know which one it is."""
    rules = [rule("goed", "a >= 0"), rule("te-groot", "a * a * a * a * a >= 0")]
    wide = dataset(column("a", "decimal", scale=9), rules=rules)
    (found,) = spoken(mini, tmp_path / "a.csv", "a\n999999999", wide)
    assert found.code == "regel-niet-berekenbaar"
    assert found.nl[1][0].startswith("De regel 'proef.te-groot' kon niet worden berekend: ")
    assert found.en[1][0].startswith("The rule 'proef.te-groot' could not be computed: ")
    assert found.nl[1][1:] == (
        "Elke regel moet te berekenen zijn; vaak is een getal onwaarschijnlijk groot.",
        "Kijk naar de grootste getallen. Kloppen die, meld dit dan aan wie de uitvraag doet.",
    )
    assert found.en[1][1:] == (
        "Every rule must be computable; often a number is improbably large.",
        "Look at the largest numbers. If they are right, tell who made the request.",
    )
