"""What is counted, in the singular and the plural of both languages: the one table of such words.

A sentence that counts asks here: `FILE.counted(3)` is `3 bestanden`, and in English `3 files`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Noun:
    """A word for what is counted: one and many in Dutch, one and many in English."""

    one_nl: str
    many_nl: str
    one_en: str
    many_en: str

    def word(self, number: int | None, language: str = "nl") -> str:
        """Return the word that goes with a number; None is many."""
        if language == "en":
            return self.one_en if number == 1 else self.many_en
        return self.one_nl if number == 1 else self.many_nl

    def counted(self, number: int, language: str = "nl") -> str:
        """Return a number with its word: `1 rij`, `1.200 rijen`."""
        written = f"{number:,}" if language == "en" else f"{number:,}".replace(",", ".")
        return f"{written} {self.word(number, language)}"

    def of(self, count: int, total: int, language: str = "nl") -> str:
        """Return `1 van 12 maanden`, in the singular where the total is one."""
        between = "of" if language == "en" else "van"
        written = f"{count:,}" if language == "en" else f"{count:,}".replace(",", ".")
        return f"{written} {between} {self.counted(total, language)}"


# what a pack holds
DATASET = Noun("dataset", "datasets", "dataset", "datasets")
PARAMETER = Noun("parameter", "parameters", "parameter", "parameters")
GOAL = Noun("doel", "doelen", "goal", "goals")
CASE = Noun("geval", "gevallen", "case", "cases")
# what a check finds in it
MISTAKE = Noun("fout", "fouten", "mistake", "mistakes")
WARNING = Noun("waarschuwing", "waarschuwingen", "warning", "warnings")
# what comes in
FILE = Noun("bestand", "bestanden", "file", "files")
DELIVERY = Noun("levering", "leveringen", "delivery", "deliveries")
REQUEST = Noun("gevraagde levering", "gevraagde leveringen", "request", "requests")
ROW = Noun("rij", "rijen", "row", "rows")
CELL = Noun("cel", "cellen", "cell", "cells")
FINDING = Noun("bevinding", "bevindingen", "finding", "findings")
RULE = Noun("regel", "regels", "rule", "rules")
OBSERVATION = Noun("waarneming", "waarnemingen", "observation", "observations")
SHARE = Noun("bijdrage", "bijdragen", "contribution", "contributions")
# how long something is, as a part of what is asked
DAY = Noun("dag", "dagen", "day", "days")
HOUR_OF_CLOCK = Noun("uur", "uur", "hour", "hours")
QUARTER_HOUR = Noun("kwartier", "kwartier", "quarter of an hour", "quarters of an hour")
MONTH = Noun("maand", "maanden", "month", "months")
QUARTER = Noun("kwartaal", "kwartalen", "quarter", "quarters")
YEAR = Noun("jaar", "jaren", "year", "years")
PERIOD = Noun("periode", "perioden", "period", "periods")
PART = Noun("deel", "delen", "part", "parts")
# what is told
FIGURE = Noun("cijfer", "cijfers", "figure", "figures")
INDICATOR = Noun("indicator", "indicatoren", "indicator", "indicators")
ORGANISATION = Noun("organisatie", "organisaties", "organisation", "organisations")
SOURCE = Noun("bron", "bronnen", "source", "sources")
ABSENCE = Noun("cijfer zonder waarde", "cijfers zonder waarde", "figure without a value",
    "figures without a value")  # fmt: skip
CLAIM = Noun("bewering", "beweringen", "claim", "claims")
AUDIT_ITEM = Noun("aanbeveling of conclusie", "aanbevelingen en conclusies",
    "recommendation or conclusion", "recommendations and conclusions")  # fmt: skip
MEASURE = Noun("maatregel", "maatregelen", "measure", "measures")
ACTION = Noun("actie", "acties", "action", "actions")
COLUMN = Noun("kolom", "kolommen", "column", "columns")
DECIMAL = Noun("decimaal", "decimalen", "decimal", "decimals")
TIME = Noun("keer", "keer", "time", "times")
# units of figures, by their code; the others have no plural of their own (`kWh`, `fte`)
UNIT = {
    "hour": Noun("uur", "uur", "hour", "hours"),
    "job": Noun("baan", "banen", "job", "jobs"),
    "person": Noun("persoon", "personen", "person", "persons"),
    "relation": Noun("arbeidsrelatie", "arbeidsrelaties", "work relation", "work relations"),
    "trip": Noun("reis", "reizen", "trip", "trips"),
    "flight": Noun("vlucht", "vluchten", "flight", "flights"),
    "workplace": Noun("werkplek", "werkplekken", "workplace", "workplaces"),
    "workplace_day": Noun("werkplekdag", "werkplekdagen", "workplace day", "workplace days"),
    "location_day": Noun("locatiedag", "locatiedagen", "location day", "location days"),
    "finding": FINDING,
    "document": Noun("stuk", "stukken", "document", "documents"),
    "requirement": Noun("eis", "eisen", "requirement", "requirements"),
    "location": Noun("locatie", "locaties", "location", "locations"),
    "visit": Noun("bezoek", "bezoeken", "visit", "visits"),
    "room_night": Noun("kamernacht", "kamernachten", "room night", "room nights"),
    "device": Noun("apparaat", "apparaten", "device", "devices"),
    "vehicle": Noun("voertuig", "voertuigen", "vehicle", "vehicles"),
    "pollution_unit": Noun("vervuilingseenheid", "vervuilingseenheden", "pollution unit",
        "pollution units"),
    "building": Noun("pand", "panden", "building", "buildings"),
    "month": MONTH,
    "year": Noun("jaar", "jaar", "year", "years"),
    "day": DAY,
    "degree_day": Noun("graaddag", "graaddagen", "degree day", "degree days"),
    "weighted_degree_day": Noun("gewogen graaddag", "gewogen graaddagen", "weighted degree day",
        "weighted degree days"),
    "employee": Noun("werknemer", "werknemers", "employee", "employees"),
    "t_co2e": Noun("ton CO₂-eq", "ton CO₂-eq", "tonne CO₂e", "tonnes CO₂e"),
    "kt_co2e": Noun("kton CO₂-eq", "kton CO₂-eq", "kilotonne CO₂e", "kilotonnes CO₂e"),
}  # fmt: skip
