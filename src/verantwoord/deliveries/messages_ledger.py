"""Words of the findings about a delivery beside what was received before."""

from __future__ import annotations

from verantwoord.deliveries.messages_file import Words

LEDGER: dict[str, Words] = {
    "zelfde-rijen": Words(
        (
            "Precies deze rijen zijn al geleverd door {organisation} over {period} ({delivery}).",
            "Elke organisatie en elke periode heeft eigen gegevens. De rijen zeggen hier niet zelf "
            "over wie én wanneer ze gaan, dus wij zien niet of dit het goede bestand is.",
            "Kijk of dit het goede bestand is. Klopt het toch, leg dan uit waarom de gegevens "
            "gelijk zijn.",
        ),
        (
            "Exactly these rows were already delivered by {organisation} about {period} "
            "({delivery}).",
            "Each organisation and each period has data of its own. The rows do not say both "
            "themselves, so we cannot see whether this is the right file.",
            "See whether this is the right file. If it is, explain why the data are the same.",
        ),
        warns=True,
    ),
    "onderdeel-van-ander": Words(
        (
            "{cells} staat ook in een levering van {organisation}.",
            "Een onderdeel, zoals een meter, hoort in één periode bij één organisatie; anders "
            "tellen we het dubbel.",
            "Kijk of dit het goede bestand is en bij wie het onderdeel hoort. Is het toch een "
            "ander onderdeel met dezelfde naam, leg dat dan uit.",
        ),
        (
            "{cells} is in a delivery of {organisation} too.",
            "A sub-unit, such as a meter, belongs to one organisation in a period; or we count it "
            "twice.",
            "See whether this is the right file and whose the sub-unit is. If it is another "
            "sub-unit with the same name, explain that.",
        ),
        warns=True,
    ),
    "sleutel-al-geleverd": Words(
        (
            "{key} staat ook in levering {delivery} ({period}, rij {row}).",
            "Een sleutel mag over alle leveringen van een organisatie samen één keer voorkomen, "
            "anders tellen we dubbel.",
            "Haal de rij uit een van beide leveringen, of vervang de andere met --replaces "
            "{delivery} --reason 'waarom'.",
        ),
        (
            "{key} is in delivery {delivery} too ({period}, row {row}).",
            "A key may occur once in all deliveries of an organisation together, or we count "
            "twice.",
            "Take the row out of one of the two, or replace the other with --replaces {delivery} "
            "--reason 'why'.",
        ),
    ),
    "cellen-vervallen": Words(
        (
            "De levering die u vervangt ging ook over {cells}. Daar staat nu niets meer over.",
            "Een verbetering neemt de plaats in van de hele levering. Wat er niet meer in staat, "
            "is daarna niet geleverd en wordt een zichtbaar gat.",
            "Lever het hele bestand opnieuw. Moet dit echt vervallen, leg dan uit waarom.",
        ),
        (
            "The delivery that you replace was about {cells} too. Nothing is said of that now.",
            "A correction takes the place of the whole delivery. What is not in it any more is "
            "then not delivered, and becomes a visible gap.",
            "Deliver the whole file again. If this must really lapse, explain why.",
        ),
        warns=True,
    ),
    "onderdeel-verdwenen": Words(
        (
            "Van {cells} is er niets, terwijl dat er een jaar eerder wel was.",
            "Wat vorig jaar werd geleverd, verwachten we dit jaar weer. Zonder uitleg blijft het "
            "een gat in de cijfers.",
            "Voeg de rijen toe of lever ze apart. Is het opgeheven, leg dat dan uit; daarna "
            "verwachten we het niet meer.",
        ),
        (
            "There is nothing of {cells}, which was there a year before.",
            "What was delivered last year is expected again. Without an explanation it stays a gap "
            "in the figures.",
            "Add the rows or deliver them apart. If it ended, explain that; then we do not expect "
            "it any more.",
        ),
        warns=True,
        optional=True,
    ),
    "periode-zonder-rijen": Words(
        (
            "Over {cells} staat er geen rij.",
            "Wat er niet in staat, is niet geleverd en blijft een zichtbaar gat.",
            "Vul de rijen aan, of lever ze later apart.",
        ),
        (
            "There is no row about {cells}.",
            "What is not in it was not delivered, and stays a visible gap.",
            "Add the rows, or deliver them apart later.",
        ),
        warns=True,
        optional=True,
    ),
    "periode-zonder-gebeurtenis": Words(
        (
            "Over {cells} staat er geen rij.",
            "Bij deze dataset kan het dat er niets gebeurde. Dat moet u dan zeggen, want anders is "
            "het niet te onderscheiden van iets dat is vergeten.",
            "Vul aan wat ontbreekt. Gebeurde er niets, leg dat dan uit; daarna geldt het als "
            "geleverd. Zonder uitleg blijft het een gat.",
        ),
        (
            "There is no row about {cells}.",
            "In this dataset it may be that nothing happened. Then you must say so, or it cannot "
            "be told from something that was forgotten.",
            "Add what is missing. If nothing happened, explain that; then it counts as delivered. "
            "Without an explanation it stays a gap.",
        ),
        warns=True,
        optional=True,
    ),
    "voorbeeldrij": Words(
        (
            "Dit is de voorbeeldrij van het sjabloon.",
            "De voorbeeldrij laat zien wat er wordt gevraagd; de waarden erin zijn verzonnen.",
            "Verwijder de rij. Hebt u hem overschreven met eigen gegevens, maak dan alleen deze "
            "cel leeg.",
        ),
        (
            "This is the example row of the template.",
            "The example row shows what is asked; its values are made up.",
            "Remove the row. If you wrote your own data over it, empty only this cell.",
        ),
    ),
}
