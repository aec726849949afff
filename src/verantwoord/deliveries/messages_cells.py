"""Words of the findings about how a cell or row is filled in, or shown."""

from __future__ import annotations

from verantwoord.deliveries.messages_file import Words

CELLS: dict[str, Words] = {
    "verplicht-leeg": Words(
        (
            "De cel is leeg.",
            "Deze kolom is verplicht: {title}.",
            "Vul de waarde in. Is die echt onbekend, overleg dan met wie de uitvraag doet.",
        ),
        (
            "The cell is empty.",
            "This column is required: {title}.",
            "Fill in the value. If it is really unknown, talk to who made the request.",
        ),
    ),
    "geen-getal": Words(
        (
            "Er staat '{value}'.",
            "{why}",
            "Schrijf het getal zonder eenheid, spaties of tekst; is er geen waarde, laat de cel "
            "dan leeg.",
        ),
        (
            "It says '{value}'.",
            "{why}",
            "Write the number without unit, spaces or text; if there is no value, leave the cell "
            "empty.",
        ),
    ),
    "percentage-cel": Words(
        (
            "De cel toont '{value}' en bewaart {stored}.",
            "Deze kolom is in {unit}. Een cel met de opmaak Percentage bewaart een honderdste van "
            "wat u ziet.",
            "Geef de cellen de opmaak Getal en schrijf de waarde in {unit}.",
        ),
        (
            "The cell shows '{value}' and holds {stored}.",
            "This column is in {unit}. A cell formatted as a percentage holds a hundredth of what "
            "you see.",
            "Format the cells as numbers and write the value in {unit}.",
        ),
    ),
    "tijdsduur": Words(
        (
            "Er staat '{value}', een tijdsduur.",
            "Hier hoort een getal. Een rekenprogramma bewaart een tijdsduur als deel van een dag.",
            "Schrijf uren als getal, 36 uur en 30 minuten als 36,5, in cellen met de opmaak Getal.",
        ),
        (
            "It says '{value}', a duration.",
            "A number belongs here. A spreadsheet keeps a duration as part of a day.",
            "Write hours as a number, 36 hours and 30 minutes as 36.5, in cells formatted as "
            "numbers.",
        ),
    ),
    "geen-tekst": Words(
        (
            "Er staat '{value}': {what}.",
            "Hier hoort tekst, precies zoals u haar typte.",
            "Geef de kolom de opmaak Tekst en vul de waarden daarna opnieuw in.",
        ),
        (
            "It says '{value}': {what}.",
            "A text belongs here, exactly as you typed it.",
            "Format the column as text and then fill in the values again.",
        ),
    ),
    "getal-geschaald": Words(
        (
            "De cel bewaart {stored}, maar toont een duizendste of nog minder daarvan.",
            "Wij lezen wat is bewaard, in {unit}.",
            "Geef de cellen de opmaak Getal en kijk of de waarde klopt. Leg uit als zij klopt.",
        ),
        (
            "The cell holds {stored}, but shows a thousandth of it or less.",
            "We read what is held, in {unit}.",
            "Format the cells as numbers and see whether the value is right. Explain it if so.",
        ),
        warns=True,
    ),
    "cel-onzichtbaar": Words(
        (
            "Er staat '{value}', maar de opmaak van de cel laat niets zien.",
            "Wat u stuurt, ziet u ook.",
            "Geef de cel een gewone opmaak. Hoort de waarde er niet bij, verwijder haar dan; hoort "
            "zij er wel bij, leg dat uit.",
        ),
        (
            "It says '{value}', but the format of the cell shows nothing.",
            "What you send, you also see.",
            "Give the cell an ordinary format. If the value does not belong, remove it; if it "
            "does, explain that.",
        ),
        warns=True,
    ),
    "tekst-lijkt-gelijk": Words(
        (
            "Er staat '{value}', en in rij {row} staat '{other}'. Dat lijkt hetzelfde en is het "
            "niet ({signs}).",
            "Elke tekst hier is een eigen onderdeel; twee schrijfwijzen maken er twee van.",
            "Schrijf beide gelijk. Zijn het echt twee, leg dat dan uit.",
        ),
        (
            "It says '{value}', and row {row} says '{other}'. That looks the same and is not "
            "({signs}).",
            "Every text here is a sub-unit of its own; two ways of writing make two of it.",
            "Write both alike. If they really are two, explain that.",
        ),
        warns=True,
    ),
    "tekst-met-codes": Words(
        (
            "Er staat '{value}'; daarin staat een code op de plaats van een letter of teken.",
            "Zo'n code blijft over als tekst uit een webpagina, een bericht of een ander programma "
            "is overgenomen. Dezelfde naam zonder code is dan een andere.",
            "Schrijf de letter of het teken zelf, bijvoorbeeld ö of &.",
        ),
        (
            "It says '{value}'; a code stands in the place of a letter or sign.",
            "Such a code is left when text was taken from a web page, a message or another "
            "program. The same name without the code is then another one.",
            "Write the letter or sign itself, such as ö or &.",
        ),
    ),
    "tekst-verminkt": Words(
        (
            "Er staat '{value}'; daarin zijn letters verloren gegaan.",
            "Dit blijft over als een bestand met een andere tekenset is geopend dan waarmee het is "
            "opgeslagen.",
            "Haal de gegevens opnieuw op en kies bij het importeren voor UTF-8.",
        ),
        (
            "It says '{value}'; letters were lost in it.",
            "This is what is left when a file was opened in another encoding than it was saved in.",
            "Fetch the data again and choose UTF-8 when importing.",
        ),
    ),
    "totaalrij": Words(
        (
            "Deze rij lijkt een totaal: {why}.",
            "Elke rij is een eigen gegeven; met een totaal erbij tellen we dubbel.",
            "Verwijder de rij. Is het geen totaal, leg dat dan uit.",
        ),
        (
            "This row looks like a total: {why}.",
            "Every row is a fact of its own; with a total among them we count double.",
            "Remove the row. If it is no total, explain that.",
        ),
        warns=True,
    ),
    "rij-verborgen": Words(
        (
            "Rijen met gegevens: {count}, en die zijn {why}.",
            "Wat u stuurt, ziet u ook; verborgen rijen tellen mee.",
            "Maak de rijen zichtbaar en verwijder wat er niet bij hoort. Hoort alles erbij, leg "
            "dat dan uit.",
        ),
        (
            "Rows with data: {count}, and they are {why}.",
            "What you send, you also see; hidden rows count.",
            "Show the rows and remove what does not belong. If all of it does, explain that.",
        ),
        warns=True,
    ),
    "kolom-verborgen": Words(
        (
            "Waarden in de kolom: {count}, en zij is {why}.",
            "Wat u stuurt, ziet u ook; een verborgen kolom telt mee.",
            "Maak de kolom zichtbaar en verwijder haar als zij er niet bij hoort. Hoort zij erbij, "
            "leg dat dan uit.",
        ),
        (
            "Values in the column: {count}, and it is {why}.",
            "What you send, you also see; a hidden column counts.",
            "Show the column and remove it if it does not belong. If it does, explain that.",
        ),
        warns=True,
    ),
}
