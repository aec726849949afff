"""Words of the findings about the header of a file and its columns."""

from __future__ import annotations

from verantwoord.deliveries.messages_file import Words

HEADER: dict[str, Words] = {
    "te-veel-kolommen": Words(
        (
            "Het bestand heeft {found} kolommen.",
            "Een bestand mag hoogstens {limit} kolommen hebben.",
            "Verwijder kolommen die niet in het sjabloon staan.",
        ),
        (
            "The file has {found} columns.",
            "A file may have {limit} columns at most.",
            "Remove columns that are not in the template.",
        ),
    ),
    "kop-lager": Words(
        (
            "De kop staat in rij {number}. {above}",
            "De namen van de kolommen staan in de eerste rij.",
            "Haal rij {rows} weg en lever opnieuw aan.",
        ),
        (
            "The header stands in row {number}. {above}",
            "The names of the columns stand in the first row.",
            "Remove row {rows} and deliver again.",
        ),
    ),
    "scheidingsteken": Words(
        (
            "Tussen de cellen staat het teken '{separator}'.",
            "Als scheidingsteken lezen we de komma, de puntkomma en de tab.",
            "Kies een van deze drie bij het opslaan als CSV.",
        ),
        (
            "The character '{separator}' stands between the cells.",
            "As separator we read the comma, the semicolon and the tab.",
            "Choose one of these three when saving as CSV.",
        ),
    ),
    "kolom-ontbreekt": Words(
        (
            "De kolom '{column}' ontbreekt.",
            "Deze kolom is verplicht: {title}.",
            "Voeg de kolom toe, met deze naam in de eerste rij.",
        ),
        (
            "The column '{column}' is missing.",
            "This column is required: {title}.",
            "Add the column, with this name in the first row.",
        ),
    ),
    "kolom-onbekend": Words(
        (
            "De kolom '{column}' kennen we niet.",
            "Kolommen heten zoals in het sjabloon: {known}. Eigen kolommen beginnen met 'flex_'.",
            "{hint}",
        ),
        (
            "We do not know the column '{column}'.",
            "Columns are named as in the template: {known}. Your own begin with 'flex_'.",
            "{hint}",
        ),
    ),
    "kolom-dubbel": Words(
        (
            "De kolom '{column}' staat er {count} keer.",
            "Elke kolom mag één keer voorkomen, anders weten we niet welke geldt.",
            "Verwijder of hernoem de kolommen die er te veel zijn.",
        ),
        (
            "The column '{column}' is there {count} times.",
            "Each column may appear once, or we do not know which one holds.",
            "Remove or rename the columns that are too many.",
        ),
    ),
    "kolom-zonder-naam": Words(
        (
            "Kolom nummer {number} heeft geen naam, maar wel waarden.",
            "Elke kolom met waarden heeft een naam in de eerste rij.",
            "Geef de kolom een naam of verwijder hem.",
        ),
        (
            "Column number {number} has no name, but does have values.",
            "Every column with values has a name in the first row.",
            "Name the column or remove it.",
        ),
    ),
    "persoonsgegeven-kolom": Words(
        (
            "De kolom '{column}' lijkt over personen te gaan.",
            "Een levering bevat geen gegevens over personen; we vragen alleen aantallen en sommen.",
            "Verwijder de kolom, tel op per groep, en lever opnieuw aan.",
        ),
        (
            "The column '{column}' seems to be about persons.",
            "A delivery holds no data about persons; we only ask for counts and sums.",
            "Remove the column, add up by group, and deliver again.",
        ),
    ),
}
