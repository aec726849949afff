"""Words of the findings about a file as a whole: its form and its sheets."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """Found, expected and action, in two languages; `warns` may be accepted with a reason.

    With `optional` the delivery is taken in without a reason too, and then nothing was accepted.
    """

    nl: tuple[str, str, str]
    en: tuple[str, str, str]
    warns: bool = False
    optional: bool = False


_AGAIN_NL = "Sla het bestand opnieuw op en lever het opnieuw aan."
_AGAIN_EN = "Save the file again and deliver it again."

# what a file may turn out to be, where that is no name of a form
KINDS_OF_FILES: dict[str, tuple[str, str]] = {
    "xls": ("een oud Excel-bestand (xls)", "an old Excel file (xls)"),
    "xlsb": ("een binaire Excel-werkmap (xlsb)", "a binary Excel workbook (xlsb)"),
    "versleuteld": ("versleuteld", "encrypted"),
    "tekst": ("tekst", "text"),
    "leeg": ("leeg", "empty"),
}
FILE: dict[str, Words] = {
    "bestand-leeg": Words(
        ("Het bestand is leeg.", "Er moet een kopregel zijn en minstens één rij.", _AGAIN_NL),
        ("The file is empty.", "There must be a header and at least one row.", _AGAIN_EN),
    ),
    "bestand-te-groot": Words(
        (
            "Het bestand is {size} groot.",
            "Een bestand mag hoogstens {limit} groot zijn.",
            "Splits de levering per periode of lever als Parquet.",
        ),
        (
            "The file is {size}.",
            "A file may be {limit} at most.",
            "Split the delivery by period or deliver it as Parquet.",
        ),
    ),
    "bestand-onbekende-soort": Words(
        (
            "De naam eindigt op '{extension}', en de inhoud is {actual}.",
            "Wij lezen .csv, .xlsx, .ods, .parquet en .jsonl.",
            "Open het bestand in een rekenprogramma en kies Opslaan als, Excel-werkmap (.xlsx).",
        ),
        (
            "The name ends in '{extension}', and the content is {actual}.",
            "We read .csv, .xlsx, .ods, .parquet and .jsonl.",
            "Open the file in a spreadsheet program and choose Save as, Excel workbook (.xlsx).",
        ),
    ),
    "bestand-anders-dan-naam": Words(
        (
            "De naam eindigt op '{extension}', maar de inhoud is {actual}.",
            "Naam en inhoud moeten bij elkaar passen, anders lezen we iets anders dan u bedoelt.",
            "Open het bestand en sla het op als {extension}; verander niet alleen de naam.",
        ),
        (
            "The name ends in '{extension}', but the content is {actual}.",
            "Name and content must agree, or we read something else than you mean.",
            "Open the file and save it as {extension}; do not just rename it.",
        ),
    ),
    "bestand-beschadigd": Words(
        (
            "Het bestand is niet te lezen: {reason}.",
            "Het bestand moet heel en geldig zijn.",
            "Open het bestand zelf. Lukt dat, sla het dan opnieuw op; lukt het niet, maak het "
            "opnieuw.",
        ),
        (
            "The file cannot be read: {reason}.",
            "The file must be whole and valid.",
            "Open the file yourself. If that works, save it again; if not, make it again.",
        ),
    ),
    "bestand-met-wachtwoord": Words(
        (
            "Het bestand is versleuteld of met een wachtwoord beveiligd.",
            "Wij moeten het bestand zonder wachtwoord kunnen openen.",
            "Haal het wachtwoord weg en lever opnieuw aan.",
        ),
        (
            "The file is encrypted or has a password.",
            "We must be able to open the file without a password.",
            "Remove the password and deliver again.",
        ),
    ),
    "bestand-te-groot-uitgepakt": Words(
        (
            "Uitgepakt is het bestand {size} groot of {ratio} keer zo groot als verpakt.",
            "Uitgepakt mag het hoogstens {limit} zijn; meer lijkt op een zipbom.",
            "Lever de gegevens als CSV of Parquet.",
        ),
        (
            "Unpacked, the file is {size} or {ratio} times its packed size.",
            "Unpacked it may be {limit} at most; more looks like a zip bomb.",
            "Deliver the data as CSV or Parquet.",
        ),
    ),
    "bestand-onveilig-pad": Words(
        (
            "In het bestand zit een onderdeel met de naam '{name}'.",
            "Namen in een rekenblad wijzen nooit naar een map daarbuiten.",
            "Maak het bestand opnieuw met een gewoon rekenprogramma en meld dit bij beveiliging.",
        ),
        (
            "The file holds a part named '{name}'.",
            "Names in a spreadsheet never point to a folder outside it.",
            "Make the file again with an ordinary spreadsheet program and tell your security desk.",
        ),
    ),
    "bestand-te-zwaar": Words(
        (
            "Het lezen van het bestand kostte te veel {what}.",
            "Lezen mag hoogstens {limit} kosten.",
            "Lever de gegevens als CSV of Parquet, of splits ze.",
        ),
        (
            "Reading the file took too much {what}.",
            "Reading may take {limit} at most.",
            "Deliver the data as CSV or Parquet, or split them.",
        ),
    ),
    "tekenset": Words(
        (
            "De tekens zijn niet te lezen: {reason}.",
            "Tekst moet UTF-8 of Windows-1252 zijn.",
            "Kies bij opslaan als CSV voor UTF-8.",
        ),
        (
            "The characters cannot be read: {reason}.",
            "Text must be UTF-8 or Windows-1252.",
            "Choose UTF-8 when saving as CSV.",
        ),
    ),
    "tekenset-gemengd": Words(
        (
            "Een deel van het bestand is UTF-8 en een deel Windows-1252.",
            "Eén bestand heeft één tekenset, anders worden letters met accenten verkeerd gelezen.",
            "Voeg de delen samen in een rekenprogramma en sla op als UTF-8.",
        ),
        (
            "Part of the file is UTF-8 and part Windows-1252.",
            "One file has one encoding, or letters with accents are read wrongly.",
            "Join the parts in a spreadsheet program and save as UTF-8.",
        ),
    ),
    "nul-teken": Words(
        (
            "Er staat een NUL-teken in het bestand.",
            "Een NUL-teken hoort niet in tekst; vaak is het bestand beschadigd.",
            _AGAIN_NL,
        ),
        (
            "There is a NUL character in the file.",
            "A NUL character does not belong in text; the file is often damaged.",
            _AGAIN_EN,
        ),
    ),
    "bom-midden": Words(
        (
            "Midden in het bestand staat een begin-teken (BOM).",
            "Dit teken mag alleen vooraan staan; vaak zijn twee bestanden aan elkaar geplakt.",
            "Kijk of er een tweede kopregel in staat, verwijder die en sla opnieuw op.",
        ),
        (
            "There is a byte order mark in the middle of the file.",
            "It may only stand at the start; often two files were glued together.",
            "Look for a second header, remove it and save again.",
        ),
    ),
    "csv-aanhalingsteken": Words(
        (
            "Een aanhalingsteken wordt niet goed gesloten.",
            'Tekst tussen aanhalingstekens eindigt met "; een " daarbinnen schrijft u als "".',
            "Verbeter de aanhalingstekens of sla opnieuw op uit een rekenprogramma.",
        ),
        (
            "A quotation mark is not closed properly.",
            'Quoted text ends with "; a " inside it is written "".',
            "Mend the quotation marks or save again from a spreadsheet program.",
        ),
    ),
    "csv-rij-breedte": Words(
        (
            "Deze rij heeft {found} velden.",
            "Elke rij heeft evenveel velden als de kop: {expected}.",
            "Kijk of er een scheidingsteken te veel of te weinig staat.",
        ),
        (
            "This row has {found} fields.",
            "Every row has as many fields as the header: {expected}.",
            "See whether there is a separator too many or too few.",
        ),
    ),
    "tekstregel-te-lang": Words(
        (
            "Een regel is langer dan {limit} tekens.",
            "Zo lang is geen echte regel; vaak ontbreekt een aanhalingsteken of regeleinde.",
            _AGAIN_NL,
        ),
        (
            "A line is longer than {limit} characters.",
            "No real line is that long; often a quotation mark or line end is missing.",
            _AGAIN_EN,
        ),
    ),
    "json-regel": Words(
        (
            "Deze regel is geen JSON-object met gewone waarden: {reason}.",
            "Elke regel is één object; elke waarde is tekst, een getal, true, false of null.",
            "Verbeter deze regel.",
        ),
        (
            "This line is not a JSON object with plain values: {reason}.",
            "Every line is one object; every value is text, a number, true, false or null.",
            "Mend this line.",
        ),
    ),
    "decimaalteken-gemengd": Words(
        (
            "In de getallen staat zowel een decimale komma als een decimale punt.",
            "Eén bestand gebruikt één decimaalteken; per cel raden we niet.",
            "Kies één decimaalteken voor het hele bestand.",
        ),
        (
            "The numbers use both a decimal comma and a decimal point.",
            "One file uses one decimal mark; we never guess per cell.",
            "Choose one decimal mark for the whole file.",
        ),
    ),
    "decimaalteken-onduidelijk": Words(
        (
            "Getallen als '{value}' kunnen duizendtallen of decimalen zijn.",
            "Uit het bestand moet blijken wat het decimaalteken is; een factor 1000 raden we niet.",
            "Schrijf getallen zonder punten voor duizendtallen, en decimalen met een komma.",
        ),
        (
            "Numbers such as '{value}' can be thousands or decimals.",
            "The file must show what its decimal mark is; we do not guess a factor of 1000.",
            "Write numbers without separators for thousands, and decimals with a comma.",
        ),
    ),
    "blad-verborgen": Words(
        (
            "Het blad is verborgen.",
            "Een levering heeft geen verborgen bladen: wat u stuurt, ziet u ook.",
            "Maak het blad zichtbaar en verwijder het als het er niet bij hoort.",
        ),
        (
            "The sheet is hidden.",
            "A delivery has no hidden sheets: what you send, you also see.",
            "Unhide the sheet and remove it if it does not belong.",
        ),
    ),
    "blad-extra": Words(
        (
            "Dit blad hoort niet bij de levering.",
            "Het bestand heeft één blad met gegevens; daarnaast mogen alleen de bladen van het "
            "sjabloon er zijn.",
            "Verwijder dit blad, of noem het blad met de gegevens '{name}'.",
        ),
        (
            "This sheet does not belong to the delivery.",
            "The file has one sheet with data; only sheets of the template may stand beside it.",
            "Remove this sheet, or name the sheet with the data '{name}'.",
        ),
    ),
    "samengevoegde-cellen": Words(
        (
            "Cellen {cells} zijn samengevoegd.",
            "Elke rij heeft een eigen waarde; in samengevoegde cellen is alleen de eerste gevuld.",
            "Splits de cellen en vul elke rij in.",
        ),
        (
            "Cells {cells} are merged.",
            "Every row has its own value; of merged cells only the first is filled.",
            "Unmerge the cells and fill in every row.",
        ),
    ),
    "formule": Words(
        (
            "Formules in het blad: {count}, de eerste in cel {cell}.",
            "Wij lezen de uitkomst die bij het opslaan is bewaard; die kan verouderd zijn.",
            "Plak de waarden over de formules heen, of leg uit waarom de uitkomst klopt.",
        ),
        (
            "Formulas in the sheet: {count}, the first in cell {cell}.",
            "We read the result stored when saving; it may be out of date.",
            "Paste the values over the formulas, or explain why the result is right.",
        ),
        warns=True,
    ),
    "foutwaarde": Words(
        (
            "Cellen met een foutwaarde (zoals #DEEL/0!): {count}, namelijk {cells}.",
            "Een foutwaarde is geen gegeven en mag niet ongemerkt leeg worden.",
            "Verbeter de formule of laat de cel leeg.",
        ),
        (
            "Cells with an error value (such as #DIV/0!): {count}, namely {cells}.",
            "An error value is not data and may not silently become empty.",
            "Mend the formula or leave the cell empty.",
        ),
    ),
    "geen-rijen": Words(
        (
            "Er is een kop, maar er zijn geen rijen.",
            "Een levering heeft minstens één rij; is er niets te melden, vul dan nullen in.",
            "Vul de rijen in en lever opnieuw aan.",
        ),
        (
            "There is a header, but there are no rows.",
            "A delivery has at least one row; if there is nothing to report, fill in zeros.",
            "Fill in the rows and deliver again.",
        ),
    ),
}
