"""Each finding about a file, its sheets or its header, whole, in the words of both languages."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.unit.deliveries import test_said_of_cells
from tests.unit.deliveries.factory import column, dataset
from tests.unit.deliveries.said import Content, Spoken, Words, book, parquet, spoken, zipped
from tests.unit.deliveries.sheets import Cell, Page
from verantwoord.deliveries import limits
from verantwoord.deliveries.messages_cells import CELLS
from verantwoord.deliveries.messages_file import FILE
from verantwoord.deliveries.messages_header import HEADER
from verantwoord.deliveries.messages_values import VALUES
from verantwoord.model.pack import Pack

DATASET = dataset(column("plek", required=True), column("uren", "decimal", unit="hour"))
DTD = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'
# of each of these a test below, or beside: what it costs to read is bounded by what the machine has
ELSEWHERE = {"bestand-te-groot", "bestand-te-zwaar", "regel-niet-berekenbaar"}


class Said(NamedTuple):
    """The one thing that is wrong with a file, and all that is said of it."""

    code: str
    name: str
    content: Content
    nl: Words
    en: Words
    beside: tuple[str, ...] = ()  # what follows from it


SAID = [
    Said(
        "bestand-leeg",
        "a.csv",
        "",
        (
            "Het bestand",
            (
                "Het bestand is leeg.",
                "Er moet een kopregel zijn en minstens één rij.",
                "Sla het bestand opnieuw op en lever het opnieuw aan.",
            ),
        ),
        (
            "The file",
            (
                "The file is empty.",
                "There must be a header and at least one row.",
                "Save the file again and deliver it again.",
            ),
        ),
    ),
    Said(
        "bestand-onbekende-soort",
        "a.xls",
        "plek;uren\nA;1",
        (
            "Het bestand",
            (
                "De naam eindigt op '.xls', en de inhoud is tekst.",
                "Wij lezen .csv, .xlsx, .ods, .parquet en .jsonl.",
                "Open het bestand in een rekenprogramma en kies Opslaan als, Excel-werkmap "
                "(.xlsx).",
            ),
        ),
        (
            "The file",
            (
                "The name ends in '.xls', and the content is text.",
                "We read .csv, .xlsx, .ods, .parquet and .jsonl.",
                "Open the file in a spreadsheet program and choose Save as, Excel workbook "
                "(.xlsx).",
            ),
        ),
    ),
    Said(
        "bestand-anders-dan-naam",
        "a.csv",
        b"%PDF-1.7 en verder",
        (
            "Het bestand",
            (
                "De naam eindigt op '.csv', maar de inhoud is PDF.",
                "Naam en inhoud moeten bij elkaar passen, anders lezen we iets anders dan u "
                "bedoelt.",
                "Open het bestand en sla het op als .csv; verander niet alleen de naam.",
            ),
        ),
        (
            "The file",
            (
                "The name ends in '.csv', but the content is PDF.",
                "Name and content must agree, or we read something else than you mean.",
                "Open the file and save it as .csv; do not just rename it.",
            ),
        ),
    ),
    Said(
        "bestand-beschadigd",
        "a.xlsx",
        b"PK\x03\x04" + b"x" * 100,
        (
            "Het bestand",
            (
                "Het bestand is niet te lezen: File is not a zip file.",
                "Het bestand moet heel en geldig zijn.",
                "Open het bestand zelf. Lukt dat, sla het dan opnieuw op; lukt het niet, maak "
                "het opnieuw.",
            ),
        ),
        (
            "The file",
            (
                "The file cannot be read: File is not a zip file.",
                "The file must be whole and valid.",
                "Open the file yourself. If that works, save it again; if not, make it again.",
            ),
        ),
    ),
    Said(
        "bestand-met-wachtwoord",
        "a.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600,
        (
            "Het bestand",
            (
                "Het bestand is versleuteld of met een wachtwoord beveiligd.",
                "Wij moeten het bestand zonder wachtwoord kunnen openen.",
                "Haal het wachtwoord weg en lever opnieuw aan.",
            ),
        ),
        (
            "The file",
            (
                "The file is encrypted or has a password.",
                "We must be able to open the file without a password.",
                "Remove the password and deliver again.",
            ),
        ),
    ),
    Said(
        "bestand-te-groot-uitgepakt",
        "a.xlsx",
        zipped({"xl/workbook.xml": b" " * (limits.RATIO_FROM_BYTES + 1)}),
        (
            "Het bestand",
            (
                "Uitgepakt is het bestand 50 MB groot of 1026 keer zo groot als verpakt.",
                "Uitgepakt mag het hoogstens 4096 MB zijn; meer lijkt op een zipbom.",
                "Lever de gegevens als CSV of Parquet.",
            ),
        ),
        (
            "The file",
            (
                "Unpacked, the file is 50 MB or 1026 times its packed size.",
                "Unpacked it may be 4096 MB at most; more looks like a zip bomb.",
                "Deliver the data as CSV or Parquet.",
            ),
        ),
    ),
    Said(
        "bestand-onveilig-pad",
        "a.xlsx",
        zipped({"xl/workbook.xml": b"<x/>", "../buiten.xml": b"<x/>"}),
        (
            "Het bestand",
            (
                "In het bestand zit een onderdeel met de naam '../buiten.xml'.",
                "Namen in een rekenblad wijzen nooit naar een map daarbuiten.",
                "Maak het bestand opnieuw met een gewoon rekenprogramma en meld dit bij "
                "beveiliging.",
            ),
        ),
        (
            "The file",
            (
                "The file holds a part named '../buiten.xml'.",
                "Names in a spreadsheet never point to a folder outside it.",
                "Make the file again with an ordinary spreadsheet program and tell your security "
                "desk.",
            ),
        ),
    ),
    Said(
        "tekenset",
        "a.csv",
        "plek;uren\nA;1".encode("utf-16"),
        (
            "Het bestand",
            (
                "De tekens zijn niet te lezen: het bestand is UTF-16.",
                "Tekst moet UTF-8 of Windows-1252 zijn.",
                "Kies bij opslaan als CSV voor UTF-8.",
            ),
        ),
        (
            "The file",
            (
                "The characters cannot be read: the file is UTF-16.",
                "Text must be UTF-8 or Windows-1252.",
                "Choose UTF-8 when saving as CSV.",
            ),
        ),
    ),
    Said(
        "tekenset-gemengd",
        "a.csv",
        "plek;uren\nCafé;1\n".encode() + "Café;2".encode("cp1252"),
        (
            "Het bestand",
            (
                "Een deel van het bestand is UTF-8 en een deel Windows-1252.",
                "Eén bestand heeft één tekenset, anders worden letters met accenten verkeerd "
                "gelezen.",
                "Voeg de delen samen in een rekenprogramma en sla op als UTF-8.",
            ),
        ),
        (
            "The file",
            (
                "Part of the file is UTF-8 and part Windows-1252.",
                "One file has one encoding, or letters with accents are read wrongly.",
                "Join the parts in a spreadsheet program and save as UTF-8.",
            ),
        ),
    ),
    Said(
        "nul-teken",
        "a.csv",
        "plek;uren\nA\0B;1",
        (
            "Rij 2",
            (
                "Er staat een NUL-teken in het bestand.",
                "Een NUL-teken hoort niet in tekst; vaak is het bestand beschadigd.",
                "Sla het bestand opnieuw op en lever het opnieuw aan.",
            ),
        ),
        (
            "Row 2",
            (
                "There is a NUL character in the file.",
                "A NUL character does not belong in text; the file is often damaged.",
                "Save the file again and deliver it again.",
            ),
        ),
    ),
    Said(
        "bom-midden",
        "a.csv",
        "plek;uren\nA;1\n\ufeffplek;uren\nB;2",
        (
            "Rij 3",
            (
                "Midden in het bestand staat een begin-teken (BOM).",
                "Dit teken mag alleen vooraan staan; vaak zijn twee bestanden aan elkaar geplakt.",
                "Kijk of er een tweede kopregel in staat, verwijder die en sla opnieuw op.",
            ),
        ),
        (
            "Row 3",
            (
                "There is a byte order mark in the middle of the file.",
                "It may only stand at the start; often two files were glued together.",
                "Look for a second header, remove it and save again.",
            ),
        ),
    ),
    Said(
        "csv-aanhalingsteken",
        "a.csv",
        'plek;uren\n"A;1\nB;2',
        (
            "Rij 2",
            (
                "Een aanhalingsteken wordt niet goed gesloten.",
                'Tekst tussen aanhalingstekens eindigt met "; een " daarbinnen schrijft u als "".',
                "Verbeter de aanhalingstekens of sla opnieuw op uit een rekenprogramma.",
            ),
        ),
        (
            "Row 2",
            (
                "A quotation mark is not closed properly.",
                'Quoted text ends with "; a " inside it is written "".',
                "Mend the quotation marks or save again from a spreadsheet program.",
            ),
        ),
    ),
    Said(
        "csv-rij-breedte",
        "a.csv",
        "plek;uren\nA;1;2",
        (
            "Rij 2",
            (
                "Deze rij heeft 3 velden.",
                "Elke rij heeft evenveel velden als de kop: 2.",
                "Kijk of er een scheidingsteken te veel of te weinig staat.",
            ),
        ),
        (
            "Row 2",
            (
                "This row has 3 fields.",
                "Every row has as many fields as the header: 2.",
                "See whether there is a separator too many or too few.",
            ),
        ),
    ),
    Said(
        "tekstregel-te-lang",
        "a.csv",
        "plek;uren\n" + "x" * limits.MAX_LINE_CHARS * 3,
        (
            "Rij 2",
            (
                "Een regel is langer dan 1000000 tekens.",
                "Zo lang is geen echte regel; vaak ontbreekt een aanhalingsteken of regeleinde.",
                "Sla het bestand opnieuw op en lever het opnieuw aan.",
            ),
        ),
        (
            "Row 2",
            (
                "A line is longer than 1000000 characters.",
                "No real line is that long; often a quotation mark or line end is missing.",
                "Save the file again and deliver it again.",
            ),
        ),
    ),
    Said(
        "json-regel",
        "a.jsonl",
        '{"plek": "A", "uren": 1}\n{"plek": "B"',
        (
            "Rij 2",
            (
                "Deze regel is geen JSON-object met gewone waarden: Expecting ',' delimiter: "
                "line 1 column 13 (char 12).",
                "Elke regel is één object; elke waarde is tekst, een getal, true, false of null.",
                "Verbeter deze regel.",
            ),
        ),
        (
            "Row 2",
            (
                "This line is not a JSON object with plain values: Expecting ',' delimiter: line "
                "1 column 13 (char 12).",
                "Every line is one object; every value is text, a number, true, false or null.",
                "Mend this line.",
            ),
        ),
    ),
    Said(
        "decimaalteken-gemengd",
        "a.csv",
        "plek;uren\nA;1,5\nB;2.5",
        (
            "Het bestand",
            (
                "In de getallen staat zowel een decimale komma als een decimale punt.",
                "Eén bestand gebruikt één decimaalteken; per cel raden we niet.",
                "Kies één decimaalteken voor het hele bestand.",
            ),
        ),
        (
            "The file",
            (
                "The numbers use both a decimal comma and a decimal point.",
                "One file uses one decimal mark; we never guess per cell.",
                "Choose one decimal mark for the whole file.",
            ),
        ),
        ("geen-getal",),
    ),
    Said(
        "decimaalteken-onduidelijk",
        "a.csv",
        "plek;uren\nA;1.234",
        (
            "Het bestand",
            (
                "Getallen als '1.234' kunnen duizendtallen of decimalen zijn.",
                "Uit het bestand moet blijken wat het decimaalteken is; een factor 1000 raden we "
                "niet.",
                "Schrijf getallen zonder punten voor duizendtallen, en decimalen met een komma.",
            ),
        ),
        (
            "The file",
            (
                "Numbers such as '1.234' can be thousands or decimals.",
                "The file must show what its decimal mark is; we do not guess a factor of 1000.",
                "Write numbers without separators for thousands, and decimals with a comma.",
            ),
        ),
    ),
    Said(
        "geen-rijen",
        "a.csv",
        "plek;uren",
        (
            "Het bestand",
            (
                "Er is een kop, maar er zijn geen rijen.",
                "Een levering heeft minstens één rij; is er niets te melden, vul dan nullen in.",
                "Vul de rijen in en lever opnieuw aan.",
            ),
        ),
        (
            "The file",
            (
                "There is a header, but there are no rows.",
                "A delivery has at least one row; if there is nothing to report, fill in zeros.",
                "Fill in the rows and deliver again.",
            ),
        ),
    ),
    Said(
        "te-veel-kolommen",
        "a.csv",
        ";".join(f"k{i}" for i in range(600)),
        (
            "Het bestand",
            (
                "Het bestand heeft 600 kolommen.",
                "Een bestand mag hoogstens 500 kolommen hebben.",
                "Verwijder kolommen die niet in het sjabloon staan.",
            ),
        ),
        (
            "The file",
            (
                "The file has 600 columns.",
                "A file may have 500 columns at most.",
                "Remove columns that are not in the template.",
            ),
        ),
    ),
    Said(
        "kop-lager",
        "a.csv",
        "Uren van Alfa\nplek;uren\nA;1",
        (
            "Rij 2",
            (
                "De kop staat in rij 2. Daarboven staat iets dat er niet bij hoort.",
                "De namen van de kolommen staan in de eerste rij.",
                "Haal rij 1 weg en lever opnieuw aan.",
            ),
        ),
        (
            "Row 2",
            (
                "The header stands in row 2. Above it stands something that does not belong.",
                "The names of the columns stand in the first row.",
                "Remove row 1 and deliver again.",
            ),
        ),
    ),
    Said(
        "scheidingsteken",
        "a.csv",
        "plek|uren\nA|1",
        (
            "Het bestand",
            (
                "Tussen de cellen staat het teken '|'.",
                "Als scheidingsteken lezen we de komma, de puntkomma en de tab.",
                "Kies een van deze drie bij het opslaan als CSV.",
            ),
        ),
        (
            "The file",
            (
                "The character '|' stands between the cells.",
                "As separator we read the comma, the semicolon and the tab.",
                "Choose one of these three when saving as CSV.",
            ),
        ),
    ),
    Said(
        "kolom-ontbreekt",
        "a.csv",
        "uren;flex_x\n1;2",
        (
            "Rij 1, kolom plek",
            (
                "De kolom 'plek' ontbreekt.",
                "Deze kolom is verplicht: Plek.",
                "Voeg de kolom toe, met deze naam in de eerste rij.",
            ),
        ),
        (
            "Row 1, column plek",
            (
                "The column 'plek' is missing.",
                "This column is required: Plek.",
                "Add the column, with this name in the first row.",
            ),
        ),
    ),
    Said(
        "kolom-onbekend",
        "a.csv",
        "plek;urren\nA;1",
        (
            "Rij 1, kolom urren",
            (
                "De kolom 'urren' kennen we niet.",
                "Kolommen heten zoals in het sjabloon: plek, uren. Eigen kolommen beginnen met "
                "'flex_'.",
                "Bedoelt u 'uren'?",
            ),
        ),
        (
            "Row 1, column urren",
            (
                "We do not know the column 'urren'.",
                "Columns are named as in the template: plek, uren. Your own begin with 'flex_'.",
                "Do you mean 'uren'?",
            ),
        ),
    ),
    Said(
        "kolom-dubbel",
        "a.csv",
        "plek;uren;uren\nA;1;2",
        (
            "Rij 1, kolom uren",
            (
                "De kolom 'uren' staat er 2 keer.",
                "Elke kolom mag één keer voorkomen, anders weten we niet welke geldt.",
                "Verwijder of hernoem de kolommen die er te veel zijn.",
            ),
        ),
        (
            "Row 1, column uren",
            (
                "The column 'uren' is there 2 times.",
                "Each column may appear once, or we do not know which one holds.",
                "Remove or rename the columns that are too many.",
            ),
        ),
    ),
    Said(
        "kolom-zonder-naam",
        "a.csv",
        "plek;uren;\nA;1;2",
        (
            "Rij 1",
            (
                "Kolom nummer 3 heeft geen naam, maar wel waarden.",
                "Elke kolom met waarden heeft een naam in de eerste rij.",
                "Geef de kolom een naam of verwijder hem.",
            ),
        ),
        (
            "Row 1",
            (
                "Column number 3 has no name, but does have values.",
                "Every column with values has a name in the first row.",
                "Name the column or remove it.",
            ),
        ),
    ),
    Said(
        "persoonsgegeven-kolom",
        "a.csv",
        "plek;uren;bsn\nA;1;2",
        (
            "Rij 1, kolom bsn",
            (
                "De kolom 'bsn' lijkt over personen te gaan.",
                "Een levering bevat geen gegevens over personen; we vragen alleen aantallen en "
                "sommen.",
                "Verwijder de kolom, tel op per groep, en lever opnieuw aan.",
            ),
        ),
        (
            "Row 1, column bsn",
            (
                "The column 'bsn' seems to be about persons.",
                "A delivery holds no data about persons; we only ask for counts and sums.",
                "Remove the column, add up by group, and deliver again.",
            ),
        ),
    ),
    Said(
        "voorbeeldrij",
        "a.csv",
        "plek;uren;flex_voorbeeld\nA;1;VOORBEELD: haal deze rij weg",
        (
            "Rij 2, kolom flex_voorbeeld",
            (
                "Dit is de voorbeeldrij van het sjabloon.",
                "De voorbeeldrij laat zien wat er wordt gevraagd; de waarden erin zijn verzonnen.",
                "Verwijder de rij. Hebt u hem overschreven met eigen gegevens, maak dan alleen "
                "deze cel leeg.",
            ),
        ),
        (
            "Row 2, column flex_voorbeeld",
            (
                "This is the example row of the template.",
                "The example row shows what is asked; its values are made up.",
                "Remove the row. If you wrote your own data over it, empty only this cell.",
            ),
        ),
    ),
    Said(
        "percentage-cel",
        "a.xlsx",
        Page([["plek", "uren"], ["A", Cell("0.85", form="0%")]]),
        (
            "Blad proef, cel B2 (uren)",
            (
                "De cel toont '85%' en bewaart 0,85.",
                "Deze kolom is in uur. Een cel met de opmaak Percentage bewaart een honderdste "
                "van wat u ziet.",
                "Geef de cellen de opmaak Getal en schrijf de waarde in uur.",
            ),
        ),
        (
            "Sheet proef, cell B2 (uren)",
            (
                "The cell shows '85%' and holds 0.85.",
                "This column is in hours. A cell formatted as a percentage holds a hundredth of "
                "what you see.",
                "Format the cells as numbers and write the value in hours.",
            ),
        ),
    ),
    Said(
        "tijdsduur",
        "a.xlsx",
        Page([["plek", "uren"], ["A", Cell("1.5208333", form="[h]:mm")]]),
        (
            "Blad proef, cel B2 (uren)",
            (
                "Er staat '36:30', een tijdsduur.",
                "Hier hoort een getal. Een rekenprogramma bewaart een tijdsduur als deel van een "
                "dag.",
                "Schrijf uren als getal, 36 uur en 30 minuten als 36,5, in cellen met de opmaak "
                "Getal.",
            ),
        ),
        (
            "Sheet proef, cell B2 (uren)",
            (
                "It says '36:30', a duration.",
                "A number belongs here. A spreadsheet keeps a duration as part of a day.",
                "Write hours as a number, 36 hours and 30 minutes as 36.5, in cells formatted as "
                "numbers.",
            ),
        ),
    ),
    Said(
        "geen-tekst",
        "a.xlsx",
        Page([["plek", "uren"], [Cell("871687110012345678"), 1]]),
        (
            "Blad proef, cel A2 (plek)",
            (
                "Er staat '8,71687E+17': een getal van meer dan 15 cijfers, waarvan een "
                "rekenprogramma de laatste niet bewaart.",
                "Hier hoort tekst, precies zoals u haar typte.",
                "Geef de kolom de opmaak Tekst en vul de waarden daarna opnieuw in.",
            ),
        ),
        (
            "Sheet proef, cell A2 (plek)",
            (
                "It says '8.71687E+17': a number of more than 15 digits, of which a spreadsheet "
                "does not keep the last.",
                "A text belongs here, exactly as you typed it.",
                "Format the column as text and then fill in the values again.",
            ),
        ),
    ),
    Said(
        "getal-geschaald",
        "a.xlsx",
        Page([["plek", "uren"], ["A", Cell("12345", form="0,")]]),
        (
            "Blad proef, cel B2 (uren)",
            (
                "De cel bewaart 12345, maar toont een duizendste of nog minder daarvan.",
                "Wij lezen wat is bewaard, in uur.",
                "Geef de cellen de opmaak Getal en kijk of de waarde klopt. Leg uit als zij klopt.",
            ),
        ),
        (
            "Sheet proef, cell B2 (uren)",
            (
                "The cell holds 12345, but shows a thousandth of it or less.",
                "We read what is held, in hours.",
                "Format the cells as numbers and see whether the value is right. Explain it if so.",
            ),
        ),
    ),
    Said(
        "cel-onzichtbaar",
        "a.xlsx",
        Page([["plek", "uren"], ["A", Cell("12", form=";;;")]]),
        (
            "Blad proef, cel B2 (uren)",
            (
                "Er staat '12', maar de opmaak van de cel laat niets zien.",
                "Wat u stuurt, ziet u ook.",
                "Geef de cel een gewone opmaak. Hoort de waarde er niet bij, verwijder haar dan; "
                "hoort zij er wel bij, leg dat uit.",
            ),
        ),
        (
            "Sheet proef, cell B2 (uren)",
            (
                "It says '12', but the format of the cell shows nothing.",
                "What you send, you also see.",
                "Give the cell an ordinary format. If the value does not belong, remove it; if "
                "it does, explain that.",
            ),
        ),
    ),
    Said(
        "rij-verborgen",
        "a.xlsx",
        Page([["plek", "uren"], ["A", 1], ["B", 2]], {3: 'hidden="1"'}),
        (
            "Blad proef, rij 3",
            (
                "Rijen met gegevens: 1, en die zijn verborgen.",
                "Wat u stuurt, ziet u ook; verborgen rijen tellen mee.",
                "Maak de rijen zichtbaar en verwijder wat er niet bij hoort. Hoort alles erbij, "
                "leg dat dan uit.",
            ),
        ),
        (
            "Sheet proef, row 3",
            (
                "Rows with data: 1, and they are hidden.",
                "What you send, you also see; hidden rows count.",
                "Show the rows and remove what does not belong. If all of it does, explain that.",
            ),
        ),
    ),
    Said(
        "kolom-verborgen",
        "a.xlsx",
        Page([["plek", "uren"], ["A", 1]], {}, {2: 'hidden="1"'}),
        (
            "Blad proef, rij 1, kolom uren",
            (
                "Waarden in de kolom: 1, en zij is verborgen.",
                "Wat u stuurt, ziet u ook; een verborgen kolom telt mee.",
                "Maak de kolom zichtbaar en verwijder haar als zij er niet bij hoort. Hoort zij "
                "erbij, leg dat dan uit.",
            ),
        ),
        (
            "Sheet proef, row 1, column uren",
            (
                "Values in the column: 1, and it is hidden.",
                "What you send, you also see; a hidden column counts.",
                "Show the column and remove it if it does not belong. If it does, explain that.",
            ),
        ),
    ),
    Said(
        "foutwaarde",
        "a.xlsx",
        Page([["plek", "uren"], ["A", Cell("#DIV/0!", "e")]]),
        (
            "Blad proef",
            (
                "Cellen met een foutwaarde (zoals #DEEL/0!): 1, namelijk B2.",
                "Een foutwaarde is geen gegeven en mag niet ongemerkt leeg worden.",
                "Verbeter de formule of laat de cel leeg.",
            ),
        ),
        (
            "Sheet proef",
            (
                "Cells with an error value (such as #DIV/0!): 1, namely B2.",
                "An error value is not data and may not silently become empty.",
                "Mend the formula or leave the cell empty.",
            ),
        ),
    ),
    Said(
        "blad-verborgen",
        "a.xlsx",
        book(lambda made, first: made.add_worksheet("geheim").hide()),
        (
            "Blad geheim",
            (
                "Het blad is verborgen.",
                "Een levering heeft geen verborgen bladen: wat u stuurt, ziet u ook.",
                "Maak het blad zichtbaar en verwijder het als het er niet bij hoort.",
            ),
        ),
        (
            "Sheet geheim",
            (
                "The sheet is hidden.",
                "A delivery has no hidden sheets: what you send, you also see.",
                "Unhide the sheet and remove it if it does not belong.",
            ),
        ),
    ),
    Said(
        "blad-extra",
        "a.xlsx",
        book(lambda made, first: made.add_worksheet("notities")),
        (
            "Blad notities",
            (
                "Dit blad hoort niet bij de levering.",
                "Het bestand heeft één blad met gegevens; daarnaast mogen alleen de bladen van "
                "het sjabloon er zijn.",
                "Verwijder dit blad, of noem het blad met de gegevens 'proef'.",
            ),
        ),
        (
            "Sheet notities",
            (
                "This sheet does not belong to the delivery.",
                "The file has one sheet with data; only sheets of the template may stand beside "
                "it.",
                "Remove this sheet, or name the sheet with the data 'proef'.",
            ),
        ),
    ),
    Said(
        "samengevoegde-cellen",
        "a.xlsx",
        book(lambda made, first: first.merge_range("A2:A3", "A")),
        (
            "Blad proef",
            (
                "Cellen A2:A3 zijn samengevoegd.",
                "Elke rij heeft een eigen waarde; in samengevoegde cellen is alleen de eerste "
                "gevuld.",
                "Splits de cellen en vul elke rij in.",
            ),
        ),
        (
            "Sheet proef",
            (
                "Cells A2:A3 are merged.",
                "Every row has its own value; of merged cells only the first is filled.",
                "Unmerge the cells and fill in every row.",
            ),
        ),
    ),
    Said(
        "formule",
        "a.xlsx",
        book(lambda made, first: first.write_formula("B3", "=1+1", None, 2)),
        (
            "Blad proef",
            (
                "Formules in het blad: 1, de eerste in cel B3.",
                "Wij lezen de uitkomst die bij het opslaan is bewaard; die kan verouderd zijn.",
                "Plak de waarden over de formules heen, of leg uit waarom de uitkomst klopt.",
            ),
        ),
        (
            "Sheet proef",
            (
                "Formulas in the sheet: 1, the first in cell B3.",
                "We read the result stored when saving; it may be out of date.",
                "Paste the values over the formulas, or explain why the result is right.",
            ),
        ),
        ("verplicht-leeg",),
    ),
    Said(
        "tekenset",
        "b.csv",
        b"plek;uren\n\x81\xe9;1",
        (
            "Het bestand",
            (
                "De tekens zijn niet te lezen: byte 0x81 bestaat niet in Windows-1252.",
                "Tekst moet UTF-8 of Windows-1252 zijn.",
                "Kies bij opslaan als CSV voor UTF-8.",
            ),
        ),
        (
            "The file",
            (
                "The characters cannot be read: byte 0x81 is not in Windows-1252.",
                "Text must be UTF-8 or Windows-1252.",
                "Choose UTF-8 when saving as CSV.",
            ),
        ),
    ),
    Said(
        "tekenset",
        "c.csv",
        "plek;uren\nCoördinatie;1\nFinanciën;2".encode("mac_roman"),
        (
            "Het bestand",
            (
                "De tekens zijn niet te lezen: de letters zijn die van DOS (850), zoals in "
                "Financiæn.",
                "Tekst moet UTF-8 of Windows-1252 zijn.",
                "Kies bij opslaan als CSV voor UTF-8.",
            ),
        ),
        (
            "The file",
            (
                "The characters cannot be read: the letters are those of DOS (850), as in "
                "Financiæn.",
                "Text must be UTF-8 or Windows-1252.",
                "Choose UTF-8 when saving as CSV.",
            ),
        ),
    ),
    Said(
        "json-regel",
        "b.jsonl",
        '["A", 1]',
        (
            "Rij 1",
            (
                "Deze regel is geen JSON-object met gewone waarden: geen object.",
                "Elke regel is één object; elke waarde is tekst, een getal, true, false of null.",
                "Verbeter deze regel.",
            ),
        ),
        (
            "Row 1",
            (
                "This line is not a JSON object with plain values: no object.",
                "Every line is one object; every value is text, a number, true, false or null.",
                "Mend this line.",
            ),
        ),
    ),
    Said(
        "json-regel",
        "c.jsonl",
        '{"plek": "A", "plek": "B"}',
        (
            "Rij 1",
            (
                "Deze regel is geen JSON-object met gewone waarden: een naam staat er twee keer.",
                "Elke regel is één object; elke waarde is tekst, een getal, true, false of null.",
                "Verbeter deze regel.",
            ),
        ),
        (
            "Row 1",
            (
                "This line is not a JSON object with plain values: a name is there twice.",
                "Every line is one object; every value is text, a number, true, false or null.",
                "Mend this line.",
            ),
        ),
    ),
    Said(
        "json-regel",
        "d.jsonl",
        '{"plek": {"naam": "A"}}',
        (
            "Rij 1",
            (
                "Deze regel is geen JSON-object met gewone waarden: 'plek' is geen gewone waarde.",
                "Elke regel is één object; elke waarde is tekst, een getal, true, false of null.",
                "Verbeter deze regel.",
            ),
        ),
        (
            "Row 1",
            (
                "This line is not a JSON object with plain values: 'plek' is no plain value.",
                "Every line is one object; every value is text, a number, true, false or null.",
                "Mend this line.",
            ),
        ),
    ),
    Said(
        "json-regel",
        "e.jsonl",
        '{"plek": "\\ud800"}',
        (
            "Rij 1",
            (
                "Deze regel is geen JSON-object met gewone waarden: een half teken.",
                "Elke regel is één object; elke waarde is tekst, een getal, true, false of null.",
                "Verbeter deze regel.",
            ),
        ),
        (
            "Row 1",
            (
                "This line is not a JSON object with plain values: half a character.",
                "Every line is one object; every value is text, a number, true, false or null.",
                "Mend this line.",
            ),
        ),
    ),
    Said(
        "bestand-beschadigd",
        "b.parquet",
        parquet({"plek": [["A"]]}),
        (
            "Het bestand",
            (
                "Het bestand is niet te lezen: kolom 'plek' heeft het type VARCHAR[].",
                "Het bestand moet heel en geldig zijn.",
                "Open het bestand zelf. Lukt dat, sla het dan opnieuw op; lukt het niet, maak "
                "het opnieuw.",
            ),
        ),
        (
            "The file",
            (
                "The file cannot be read: column 'plek' has the type VARCHAR[].",
                "The file must be whole and valid.",
                "Open the file yourself. If that works, save it again; if not, make it again.",
            ),
        ),
    ),
    Said(
        "bestand-beschadigd",
        "c.xlsx",
        zipped({"xl/workbook.xml": DTD, "xl/_rels/workbook.xml.rels": b"<Relationships/>"}),
        (
            "Het bestand",
            (
                "Het bestand is niet te lezen: een DTD hoort niet in een rekenblad.",
                "Het bestand moet heel en geldig zijn.",
                "Open het bestand zelf. Lukt dat, sla het dan opnieuw op; lukt het niet, maak "
                "het opnieuw.",
            ),
        ),
        (
            "The file",
            (
                "The file cannot be read: a DTD does not belong in a spreadsheet.",
                "The file must be whole and valid.",
                "Open the file yourself. If that works, save it again; if not, make it again.",
            ),
        ),
    ),
]


@pytest.mark.parametrize("said", SAID, ids=[f"{said.code} {said.name}" for said in SAID])
def test_a_sender_reads_what_is_wrong_with_the_file_and_what_to_do(
    mini: Pack, tmp_path: Path, said: Said
) -> None:
    found = spoken(mini, tmp_path / said.name, said.content, DATASET)
    assert Spoken(said.code, said.nl, said.en) in found
    assert tuple(f.code for f in found if f.code != said.code) == said.beside


def test_a_file_that_is_too_large_says_how_large_and_what_is_allowed(
    mini: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 10)
    (found,) = spoken(mini, tmp_path / "a.csv", "plek;uren\nA;1", DATASET)
    assert found.code == "bestand-te-groot"
    assert found.nl[1][2] == "Splits de levering per periode of lever als Parquet."
    assert found.en[1][2] == "Split the delivery by period or deliver it as Parquet."


def test_every_finding_of_these_catalogues_is_held_whole() -> None:
    held = {said.code for said in (*SAID, *test_said_of_cells.SAID)}
    assert held | ELSEWHERE == {*FILE, *HEADER, *CELLS, *VALUES, "voorbeeldrij"}
    assert not held & ELSEWHERE
