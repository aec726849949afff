"""Words of the findings about what a cell or row says: not what its column asks, or double."""

from __future__ import annotations

from verantwoord.deliveries.messages_file import Words

VALUES: dict[str, Words] = {
    "geen-geheel-getal": Words(
        (
            "Er staat '{value}'.",
            "Hier hoort een geheel getal.",
            "Rond af zoals de uitvraag zegt, of kijk of de waarde in een andere kolom hoort.",
        ),
        (
            "It says '{value}'.",
            "A whole number belongs here.",
            "Round as the request says, or see whether the value belongs in another column.",
        ),
    ),
    "getal-te-groot": Words(
        (
            "Er staat '{value}'.",
            "Het getal past niet in 18 cijfers; zo groot is geen echte waarde.",
            "Kijk naar de eenheid en het decimaalteken.",
        ),
        (
            "It says '{value}'.",
            "The number does not fit in 18 digits; no real value is that large.",
            "Look at the unit and the decimal mark.",
        ),
    ),
    "te-veel-decimalen": Words(
        (
            "Er staat '{value}'.",
            "Meer dan {scale} kan hier niet, gerekend in {unit}; wij ronden niets af wat u "
            "aanlevert.",
            "Rond zelf af op {scale}.",
        ),
        (
            "It says '{value}'.",
            "More than {scale} is not possible here, counted in {unit}; we do not round what you "
            "deliver.",
            "Round to {scale} yourself.",
        ),
    ),
    "geen-datum": Words(
        (
            "Er staat '{value}'.",
            "Hier hoort een bestaande dag, als 2024-07-15 of 15-07-2024.",
            "Schrijf de datum in een van deze vormen.",
        ),
        (
            "It says '{value}'.",
            "An existing day belongs here, as 2024-07-15 or 15-07-2024.",
            "Write the date in one of these forms.",
        ),
    ),
    "jaar-onwaarschijnlijk": Words(
        (
            "Er staat '{value}'.",
            "Een jaar ligt tussen {first} en {last}; een ander jaar is een typefout of een leeg "
            "veld.",
            "Verbeter het jaar. Is de datum niet bekend, laat de cel dan leeg als dat mag.",
        ),
        (
            "It says '{value}'.",
            "A year lies between {first} and {last}; another year is a typing error or an empty "
            "field.",
            "Mend the year. If the date is not known, leave the cell empty where that is allowed.",
        ),
    ),
    "geen-tijdstip": Words(
        (
            "Er staat '{value}'.",
            "Hier hoort een tijdstip met zone, als 2024-07-15T13:30:00+02:00 of "
            "2024-07-15T11:30:00Z.",
            "Schrijf het tijdstip in deze vorm.",
        ),
        (
            "It says '{value}'.",
            "A time with its zone belongs here, as 2024-07-15T13:30:00+02:00 or "
            "2024-07-15T11:30:00Z.",
            "Write the time in this form.",
        ),
    ),
    "tijdstip-zonder-zone": Words(
        (
            "Er staat '{value}', zonder tijdzone.",
            "Zonder zone is bij de overgang naar zomertijd niet te zien welk uur het is.",
            "Zet +01:00 of +02:00 (Nederlandse tijd) of Z (UTC) achter het tijdstip.",
        ),
        (
            "It says '{value}', without a time zone.",
            "Without a zone one cannot tell which hour it is when the clock changes.",
            "Put +01:00 or +02:00 (Dutch time) or Z (UTC) after the time.",
        ),
    ),
    "geen-periode": Words(
        (
            "Er staat '{value}'.{cause}",
            "Hier hoort een periode, als 2024, 2024-Q3 of 2024-07.",
            "Schrijf de periode in deze vorm; kies voor de kolom de opmaak 'tekst'.",
        ),
        (
            "It says '{value}'.{cause}",
            "A period belongs here, as 2024, 2024-Q3 or 2024-07.",
            "Write the period in this form; format the column as text.",
        ),
    ),
    "periode-korrel": Words(
        (
            "Er staat '{value}'.",
            "Hier hoort één {grain}.",
            "Splits de waarde uit per {grain}, of lever deze rij bij een andere uitvraag.",
        ),
        (
            "It says '{value}'.",
            "One {grain} belongs here.",
            "Split the value by {grain}, or deliver this row for another request.",
        ),
    ),
    "periode-buiten-levering": Words(
        (
            "Er staat '{value}', de levering gaat over {period}.",
            "{bound}",
            "Zet de rij in de levering van de eigen periode, of verbeter de datum of de periode.",
        ),
        (
            "It says '{value}', the delivery is about {period}.",
            "{bound}",
            "Move the row to the delivery of its own period, or correct the date or the period.",
        ),
    ),
    "organisatie-onbekend": Words(
        (
            "Er staat '{value}'.",
            "Hier hoort een organisatie die we op die dag kennen, bij naam, afkorting of id.",
            "{hint}",
        ),
        (
            "It says '{value}'.",
            "An organisation that we know on that day belongs here, by name, abbreviation or id.",
            "{hint}",
        ),
    ),
    "organisatie-andere": Words(
        (
            "De rij gaat over '{value}', de levering is van {organisation}.",
            "Een organisatie levert over zichzelf en over wat eronder valt.",
            "Verwijder de rij of laat de andere organisatie hem leveren.",
        ),
        (
            "The row is about '{value}', the delivery is of {organisation}.",
            "An organisation delivers about itself and what falls under it.",
            "Remove the row or let the other organisation deliver it.",
        ),
    ),
    "code-onbekend": Words(
        (
            "Er staat '{value}'.",
            "Hier hoort een van: {codes}.",
            "Kies een waarde uit de lijst; let op hoofdletters.",
        ),
        (
            "It says '{value}'.",
            "One of these belongs here: {codes}.",
            "Choose a value from the list; mind capitals.",
        ),
    ),
    "eenheid-onbekend": Words(
        (
            "De eenheid is '{value}'.",
            "Bij een hoeveelheid hoort een van de eenheden {codes}.",
            "Vul de eenheid in waarin de hoeveelheid is gemeten.",
        ),
        (
            "The unit is '{value}'.",
            "A quantity has one of the units {codes}.",
            "Fill in the unit in which the quantity was measured.",
        ),
    ),
    "geen-ja-nee": Words(
        (
            "Er staat '{value}'.",
            "Hier hoort ja of nee (ook goed: true/false, 1/0).",
            "Vul ja of nee in.",
        ),
        (
            "It says '{value}'.",
            "Yes or no belongs here, written ja/nee, true/false or 1/0.",
            "Fill in ja or nee.",
        ),
    ),
    "cel-te-lang": Words(
        (
            "De cel bevat {length} tekens.",
            "Een cel mag hoogstens {limit} tekens bevatten.",
            "Kort de tekst in of verwijder hem.",
        ),
        (
            "The cell holds {length} characters.",
            "A cell may hold {limit} characters at most.",
            "Shorten the text or remove it.",
        ),
    ),
    "stuurteken": Words(
        (
            "De cel bevat een onzichtbaar stuurteken: '{value}'.",
            "Tekst bestaat uit leesbare tekens.",
            "Typ de tekst opnieuw in plaats van hem te plakken.",
        ),
        (
            "The cell holds an invisible control character: '{value}'.",
            "Text consists of readable characters.",
            "Type the text again instead of pasting it.",
        ),
    ),
    "persoonsgegeven-bsn": Words(
        (
            "De cel bevat een nummer dat een burgerservicenummer kan zijn (de elfproef klopt).",
            "Een levering bevat geen gegevens over personen.",
            "Verwijder het nummer. Is het geen BSN, gebruik dan een ander kenmerk of zet er "
            "letters bij; verwijder het bestand met BSN ook uit uw verzonden berichten.",
        ),
        (
            "The cell holds a number that can be a citizen service number (it passes the 11-test).",
            "A delivery holds no data about persons.",
            "Remove the number. If it is not a BSN, use another identifier or add letters; also "
            "remove the file from your sent messages.",
        ),
    ),
    "persoonsgegeven-email": Words(
        (
            "De cel bevat een e-mailadres.",
            "Een levering bevat geen gegevens over personen.",
            "Verwijder het adres en lever opnieuw aan.",
        ),
        (
            "The cell holds an e-mail address.",
            "A delivery holds no data about persons.",
            "Remove the address and deliver again.",
        ),
    ),
    "dubbele-sleutel": Words(
        (
            "{key} staat er {count} keer (ook in rij {rows}).",
            "Per {columns} mag één rij voorkomen, anders tellen we dubbel.",
            "{advice}",
        ),
        (
            "{key} is there {count} times (also in row {rows}).",
            "There may be one row per {columns}, or we count double.",
            "{advice}",
        ),
    ),
    "regel-niet-berekenbaar": Words(
        (
            "De regel '{rule}' kon niet worden berekend: {reason}.",
            "Elke regel moet te berekenen zijn; vaak is een getal onwaarschijnlijk groot.",
            "Kijk naar de grootste getallen. Kloppen die, meld dit dan aan wie de uitvraag doet.",
        ),
        (
            "The rule '{rule}' could not be computed: {reason}.",
            "Every rule must be computable; often a number is improbably large.",
            "Look at the largest numbers. If they are right, tell who made the request.",
        ),
    ),
}
