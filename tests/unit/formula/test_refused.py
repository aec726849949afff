"""What is not in the language is refused, with the words of the message."""

from __future__ import annotations

import pytest

from verantwoord.formula.convert import MOST_DIGITS
from verantwoord.formula.errors import ExpressionError
from verantwoord.formula.expression import parse, parse_aggregate
from verantwoord.formula.instead import INSTEAD
from verantwoord.formula.tokens import MOST_BRACKETS, MOST_CHARACTERS, MOST_DEEP

# (what stands in the pack, words of the message)
REFUSED = {
    "nothing": ("", "precies één"),
    "a half": ("a +", "geen geldige uitdrukking, bij teken 3"),
    "two things": ("a b", "het woord b, dat niet bestaat"),
    "an open bracket": ("(a", "geldige"),
    "a bracket too many": ("a)", "geldige"),
    "two expressions": ("a; b", "gebruikt ;, dat niet is toegestaan; schrijf één uitdrukking"),
    "a percentage": ("a * 85%", "schrijf 0.85 in plaats van 85%"),
    "a sign of times": ("a × b", "gebruikt ×, dat niet is toegestaan; schrijf *"),
    "a sign of division": ("a ÷ b", "schrijf /"),
    "a colon to divide": ("a : b", "schrijf / om te delen"),
    "a long minus": ("a − b", "een gewoon minteken"),
    "at least": ("a ≥ b", "schrijf >="),
    "at most": ("a ≤ b", "schrijf <="),
    "a formula of a spreadsheet": ("=a + b", "haal het weg"),
    "a decimal comma": ("a * 0,3", "een decimaal getal schrijft u met een punt: 0.3"),
    "nothing between two names": ("a b + 1", "zet tussen twee namen of getallen een *, /, + of -"),
    "at least, turned round": ("a => b", "schrijf >="),
    "at most, turned round": ("a =< b", "schrijf <="),
    "a Dutch and": ("a > 1 en b > 1", "schrijf a and b"),
    "SOM": ("SOM(a; b)", "een component is al een som"),
    "ALS": ("ALS(p; a; b)", "gebruik case when"),
    "AFRONDEN": ("AFRONDEN(a; 0)", "afronden doet alleen publish"),
    "GEMIDDELDE": ("GEMIDDELDE(a)", "deel een som door een aantal"),
    "AANTAL": ("AANTAL(a)", "aggregate: count"),
    "EN": ("EN(p; q)", "schrijf a and b"),
    "OF": ("OF(p; q)", "schrijf a or b"),
    "NIET": ("NIET(p)", "schrijf not a"),
    "a power of ten": ("1e3", "schrijf cijfers met hoogstens één punt"),
    "an underscore in a number": ("1_000", "schrijf cijfers"),
    "a point in front": (".5", "schrijf 0.5 in plaats van .5"),
    "a point behind": ("5.", "schrijf cijfers"),
    "hexadecimal": ("0x1f", "schrijf cijfers"),
    "two points": ("1.2.3", "schrijf cijfers"),
    "too many digits": ("1" * (MOST_DIGITS + 1), "meer dan 34 cijfers"),
    "a cast": ("a::int", "laat de omzetting weg"),
    "cast": ("cast(a as int)", "laat de omzetting weg"),
    "joined texts": ("t || u", "zet teksten samen in een view"),
    "a comment": ("a -- b", "zet een opmerking in de YAML"),
    "a long comment": ("a /* b */", "zet een opmerking in de YAML"),
    "whole division": ("a // b", "round_down"),
    "a remainder": ("a % b", "deel met rest in een view"),
    "a tilde": ("t ~ 'x'", "regexp_matches"),
    "a table": ("r.a", "noem alleen de kolom"),
    "a quoted name": ('"a"', "zonder aanhalingstekens"),
    "a list": ("a[1]", "gebruikt [, dat niet is toegestaan"),
    "a parameter of SQL": ("$1", "gebruikt $"),
    "a power": ("a ** b", "gebruikt **, dat niet is toegestaan; schrijf a * a"),
    "two equal signs": ("a == b", "schrijf ="),
    "equal with nulls": ("a <=> b", "gebruik is null of coalesce"),
    "an arrow": ("a -> b", "gebruikt ->"),
    "letters that are none of ours": ("é", "gebruikt é"),
    "a plus of another width": ("a＋b", "gebruikt ＋"),
    "a space that does not break": ("a\u00a0+ b", "dat niet is toegestaan"),
    "capitals": ("Uren", "schrijf een naam in kleine letters"),
    "if": ("if(p, a, b)", "gebruik case when"),
    "ifnull": ("ifnull(a, b)", "gebruik coalesce"),
    "len": ("len(t)", "gebruik length"),
    "ilike": ("t ilike 'x'", "lower(tekst) like"),
    "like as a function": ("like('x', t)", "schrijf tekst like '...'"),
    "like without a fixed text": ("t like u", "geeft like geen vaste tekst"),
    "escape": ("t like 'a' escape 'b'", "het woord escape"),
    "extract": ("extract(year from d)", "gebruik year, month, day, hour of isodow"),
    "another weekday": ("dayofweek(d)", "gebruik isodow: maandag is 1"),
    "a mean": ("avg(a)", "deel in een formule"),
    "rounding": ("round(a, 1)", "afronden doet alleen publish"),
    "if of another language": ("iif(p, a, b)", "gebruik case when"),
    "the first that is there": ("nvl(a, b)", "gebruik coalesce"),
    "a length by another name": ("char_length(t)", "gebruik length"),
    "a part of a day": ("date_part('year', d)", "gebruik year, month, day, hour of isodow"),
    "a weekday": ("weekday(d)", "gebruik isodow: maandag is 1"),
    "a mean by another name": ("mean(a)", "deel in een formule"),
    "a median": ("median(a)", "gebruik percentile over een histogram"),
    "rounding to the floor": ("floor(a)", "gebruik round_down(a, 0)"),
    "a pattern by another name": ("regexp_like(t, 'a')", "gebruik regexp_matches"),
    "notnull": ("a notnull", "gebruik is not null"),
    "this moment": ("m < current_timestamp", "een formule kent geen klok"),
    "a function called if and nothing": ("p if", "gebruik case when"),
    "a clock": ("now()", "een formule kent geen klok"),
    "today": ("d < current_date", "een formule kent geen klok"),
    "chance": ("random()", "een formule kent geen toeval"),
    "a time": ("timestamp '2024-01-01'", "vergelijk met year, month, day of hour"),
    "a day that is none": ("d = date '2024-02-30'", "schrijf date '2024-01-31'"),
    "a day that is a number": ("d = date 20240131", "schrijf date '2024-01-31'"),
    "unknown": ("p is unknown", "gebruik is null"),
    "isnull": ("a isnull", "gebruik is null"),
    "is a number": ("a is 1", "schrijf is null of is true"),
    "distinct from": ("a is distinct from b", "het woord from"),
    "symmetric": ("a between symmetric 1 and 2", "zet de laagste waarde voorop"),
    "null": ("null", "gebruikt null als waarde"),
    "adding null": ("a + null", "gebruikt null als waarde"),
    "comparing with null": ("a = null", "schrijf is null"),
    "null in a list": ("a in (1, null)", "gebruikt null als waarde"),
    "a case that is always empty": ("case when p then null end", "altijd leeg"),
    "a case without outcome": ("case when p end", "geldige"),
    "nothing to be in": ("a in ()", "schrijf in (1, 2)"),
    "in a column": ("a in b", "In met field"),
    "a text without end": ("t = 'x", "zet er een ' achter"),
    "a line break in a text": ("t = 'a\nb'", "onzichtbaar teken"),
    "a sum": ("sum(a)", "alleen in measures van een regel"),
    "a query": ("(select 1)", "een uitdrukking leest geen tabel"),
    "a query to be in": ("a in (select 1)", "een uitdrukking leest geen tabel"),
    "an alias": ("a as b", "schrijf alleen de uitdrukking"),
    "a pair": ("(a, b)", "gebruikt Tuple, dat niet is toegestaan"),
    "a star": ("*", "gebruikt Star, dat niet is toegestaan"),
    "a function nobody knows": ("kwadraat(a)", "bekend zijn: abs, as_percent"),
    "one of two or more": ("greatest(a)", "het vraagt twee of meer"),
    "one of two": ("round_down(a)", "geeft round_down 1 argumenten; het vraagt 2"),
    "three of two": ("round_down(a, 1, 2)", "geeft round_down 3 argumenten; het vraagt 2"),
    "one to choose from": ("coalesce(a)", "geef er twee of meer"),
    "a pattern from a column": ("regexp_matches(t, u)", "geen vaste tekst"),
    "a pattern with flags": ("regexp_matches(t, 'a', 'i')", "RegexpLike met flag"),
    "a window": ("abs(a) over (d)", "gebruikt functie over"),
    "a text with a prefix": ("e'a'", "het woord e"),
    "a time zone": ("m at time zone 'x'", "het woord at"),
    "too long": ("a" * (MOST_CHARACTERS + 1), "langer dan 4000 tekens"),
    "too many brackets": ("(" * 26 + "a" + ")" * 26, "meer dan 25 haakjes in elkaar; splits haar"),
    "too deep": ("+".join("a" * (MOST_DEEP + 1)), "splits haar"),
    "far too deep": ("not " * 900 + "p", "splits haar"),
    "far too deep on the left": ("a" + "+a" * 1900, "splits haar"),
}
REFUSED_OVER_ROWS = {
    "a bare column": ("a", "noemt a buiten een som; schrijf max(a)"),
    "a column beside a sum": ("sum(a) + b", "noemt b buiten een som"),
    "a column in a choice": ("coalesce(sum(a), b)", "noemt b buiten een som"),
    "a sum of a sum": ("sum(sum(a))", "telt een telling op"),
    "a sum in a filter": ("sum(a) filter (where sum(b) > 1)", "telt een telling op"),
    "a sum of everything": ("sum(*)", "gebruikt sum zo niet"),
    "a sum of different ones": ("sum(distinct a)", "distinct hoort bij count"),
    "the lowest of different ones": ("min(distinct a)", "distinct hoort bij count"),
    "the highest of different ones": ("max(distinct a)", "distinct hoort bij count"),
    "a count of nothing": ("count()", "schrijf count(*)"),
    "a count of two": ("count(distinct a, b)", "tel één kolom"),
    "a count of different rows": ("count(distinct *)", "gebruikt Star"),
    "some of the highest": ("max(a, 3)", "Max met count"),
    "another aggregate": ("avg(a)", "deel in een formule"),
    "a filter of nothing": ("a filter (where p)", "geldige"),
    "a filter of a function": ("abs(a) filter (where p)", "filter zonder telling"),
    "an order": ("sum(a order by b)", "het woord order"),
    "a name that is not there": ("sum(z)", "noemt z; bekend zijn: a, b, p"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_in_the_language_is_refused_with_a_remedy(name: str) -> None:
    text, words = REFUSED[name]
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert words in str(caught.value), str(caught.value)
    assert len(str(caught.value)) < 600


def test_every_remedy_is_given_for_something_that_is_refused() -> None:
    """A remedy that no message shows would be words for nobody."""
    said = {"nl": "", "en": ""}
    for text, _ in REFUSED.values():
        with pytest.raises(ExpressionError) as caught:
            parse(text)
        for language in said:
            said[language] += f"{caught.value.in_language(language)}\n"
    for word, (nl, en) in INSTEAD.items():
        assert f"; {nl}\n" in said["nl"] and f"; {en}\n" in said["en"], word


@pytest.mark.parametrize("name", REFUSED_OVER_ROWS)
def test_what_cannot_be_counted_is_refused_with_a_remedy(name: str) -> None:
    text, words = REFUSED_OVER_ROWS[name]
    with pytest.raises(ExpressionError) as caught:
        parse_aggregate(text, {"a", "b", "p"})
    assert words in str(caught.value), str(caught.value)


def test_the_message_begins_with_what_was_written() -> None:
    with pytest.raises(ExpressionError, match=r"^'a % b' gebruikt %, dat niet"):
        parse("a % b")


def test_a_long_text_is_cut_in_the_message() -> None:
    with pytest.raises(ExpressionError, match=r"^'a{200}…' is langer"):
        parse("a" * 5000)


def test_a_name_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(ExpressionError, match=r"^'a \+ z' noemt z; bekend zijn: a, b$"):
        parse("a + z", {"b", "a"})
    with pytest.raises(ExpressionError, match=r"noemt y, z; bekend zijn: $"):
        parse("y + z", set())


@pytest.mark.parametrize("name", ["date", "order", "unit", "value", "kind", "end", "all", "_rij"])
def test_a_column_may_be_called_as_a_word_of_sql(name: str) -> None:
    assert parse(f"{name} > 1").names == {name}


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("a AND b", "a and b"),
        ("a and (b and c)", "a AND (b AND c)"),
        ("Case When a Then 1 End", "case when a then 1 end"),
        ("a != b", "a <> b"),
        ("ABS ( a )", "abs(a)"),
        ("\n a\t+\r\nb ", "a + b"),
        ("t not like 'x'", "not t like 'x'"),
        ("a not in (1)", "not a in (1)"),
        ("a not between 1 and 2", "not (a between 1 and 2)"),
        ("a is not null", "not (a is null)"),
        ("a is not true", "not (a is true)"),
        ("case a when 1 then b end", "case when a = 1 then b end"),
        ("- -a", "-(-a)"),
        ("- 5", "-5"),
        ("+a", "a"),
        ("((a))", "a"),
    ],
)
def test_two_ways_to_write_the_same_are_the_same_nodes(text: str, same: str) -> None:
    assert parse(text).node == parse(same).node


@pytest.mark.parametrize("depth", [MOST_DEEP - 1, MOST_DEEP])
def test_what_is_just_deep_enough_is_read(depth: int) -> None:
    assert parse("+".join("a" * depth)).names == {"a"}


def test_brackets_may_be_as_deep_as_said() -> None:
    assert parse("(" * MOST_BRACKETS + "a" + ")" * MOST_BRACKETS).names == {"a"}


def test_a_literal_may_have_as_many_digits_as_said() -> None:
    assert parse("1" * MOST_DIGITS).sql() == "1" * MOST_DIGITS
