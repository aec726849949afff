"""Words of the findings about a mapping, and about clock times that a mapping gives a zone."""

from __future__ import annotations

from verantwoord.deliveries.messages_file import Words

MAPPING: dict[str, Words] = {
    "koppeling-kolom-ontbreekt": Words(
        (
            "De koppeling neemt kolom '{column}', en die staat niet in het bestand.",
            "De koppeling zegt precies welke kolommen de export heeft.",
            "Kijk of dit de goede export is. Is de export veranderd, maak dan een nieuwe koppeling "
            "vanaf de eerste periode waarvoor dat zo is.",
        ),
        (
            "The mapping takes column '{column}', which is not in the file.",
            "The mapping says exactly which columns the export has.",
            "See whether this is the right export. If the export changed, make a new mapping from "
            "the first period for which it did.",
        ),
    ),
    "koppeling-verbergt-kolom": Words(
        (
            "Kolom '{column}' van het bestand is onze kolom '{ours}', maar de koppeling vult die "
            "anders.",
            "Een koppeling mag niet verbergen wat het bestand zelf zegt.",
            "Neem de kolom in de koppeling, of zet haar bij left-out met de reden.",
        ),
        (
            "Column '{column}' of the file is our column '{ours}', but the mapping fills that from "
            "elsewhere.",
            "A mapping may not hide what the file says itself.",
            "Take the column in the mapping, or put it at left-out with the reason.",
        ),
    ),
    "tijdstip-twee-keer": Words(
        (
            "Er staat '{value}'. Op deze dag ging de klok terug, en dit uur was er twee keer.",
            "Elke meter heeft dit tijdstip twee keer: eerst in zomertijd, dan in wintertijd. Staat "
            "het er anders, dan is niet te zien welke van de twee bedoeld is.",
            "Lever beide uren, in de volgorde van de tijd, of lever het tijdstip met de zone.",
        ),
        (
            "It says '{value}'. On this day the clock went back, and this hour was there twice.",
            "Every meter has this time twice: first in summer time, then in winter time. If it "
            "stands otherwise, it cannot be seen which of the two is meant.",
            "Deliver both hours, in the order of time, or deliver the time with its zone.",
        ),
    ),
    "tijdstip-bestaat-niet": Words(
        (
            "Er staat '{value}'. Op deze dag ging de klok vooruit, en dit uur was er niet.",
            "De koppeling zegt dat de tijden die van een klok in Nederland zijn.",
            "Kijk of de export in UTC of in wintertijd staat; dan past de koppeling er niet bij.",
        ),
        (
            "It says '{value}'. On this day the clock went forward, and this hour was not there.",
            "The mapping says that the times are those of a clock in the Netherlands.",
            "See whether the export is in UTC or in winter time; then the mapping does not fit.",
        ),
    ),
}
