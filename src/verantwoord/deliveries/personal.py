"""What may never be in a delivery: columns about persons, BSN (11-proof) and e-mail addresses.

A platform for figures about operations needs no persons (DESIGN 9; standaarden PRIV-02). What a
dataset itself declares was reviewed with the pack, so only *other* columns are judged by their
name; cells are judged in every column that does not hold a declared quantity, date or code.
"""

from __future__ import annotations

import re

from stdnum.nl import bsn

# compared with the whole name and with each word of it; docs/leveren.md lists them
# fmt: off
PERSONAL_WORDS = frozenset((
    "bsn", "burgerservicenummer", "sofi", "sofinummer", "naam", "voornaam", "voornamen",
    "achternaam", "tussenvoegsel", "voorletters", "roepnaam", "initialen", "geboortenaam",
    "medewerker", "medewerkernaam", "medewerkernummer", "werknemer", "werknemernummer",
    "personeelsnummer", "personeelslid", "persoon", "persoonsnummer", "stamnummer", "email",
    "emailadres", "mail", "mailadres", "telefoon", "telefoonnummer", "mobiel", "geboortedatum",
    "geboortejaar", "geboorteplaats", "leeftijd", "geslacht", "nationaliteit", "adres",
    "woonadres", "straat", "huisnummer", "postcode", "woonplaats", "iban", "rekeningnummer",
    "bankrekening", "paspoort", "paspoortnummer", "rijbewijs", "kenteken", "burgerlijkestaat",
    "diagnose", "indicatiegrond", "pasnummer", "badge", "badgenummer", "badgeid", "bureaunummer",
    "werkpleknummer", "werkplekid", "deskid", "sensorid", "name", "firstname", "lastname",
    "surname", "employee", "employeeid", "employeenumber", "staffnumber", "person", "ssn", "phone",
    "birthdate", "dateofbirth", "birthday", "gender", "address",
))
# fmt: on
_WORD = re.compile(r"[^a-z0-9]+")
EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
LONGEST_EMAIL = 64 + 1 + 255  # signs before and behind the @, RFC 5321 section 4.5.3.1
# nine digits, or grouped as people write them; applied after letters and digits are set apart
BSN = (
    r"\b([0-9]{9}|[0-9]{4}[. -][0-9]{2}[. -][0-9]{3}|[0-9]{3}[. -][0-9]{3}[. -][0-9]{3}"
    r"|[0-9]{2}[. -][0-9]{3}[. -][0-9]{2}[. -][0-9]{2})\b"
)
CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
# UTF-8 that was read as Windows-1252 (`CafÃ©`), and the sign that stands for a lost character
MANGLED = (
    r"[\x{00c2}\x{00c3}][\x{0080}-\x{00bf}\x{0152}\x{0153}\x{0160}\x{0161}\x{0178}\x{017d}\x{017e}"
    r"\x{0192}\x{02c6}\x{02dc}\x{2013}-\x{2122}]|\x{00e2}[\x{20ac}\x{201a}\x{201e}]|\x{fffd}"
)
# a letter written as a code, as web pages, mail and other programs do: `Co&ouml;rdinatie`
ENCODED = (
    r"&(?:[A-Za-z]{2,8}[0-9]{0,2}|#[0-9]{2,6}|#[xX][0-9A-Fa-f]{2,5});|_x00[0-9A-F]{2}_"
    r"|\\u[0-9A-Fa-f]{4}|=[Cc][23]=[89ABab][0-9A-Fa-f]|%[Cc][23]%[89ABab][0-9A-Fa-f]"
)
# what a spreadsheet leaves of a long number in a text file
SHORTENED = r"[+-]?[0-9](?:[.,][0-9]+)?[Ee]\+[0-9]{2,}"
# what nobody sees in a text: soft hyphens, signs without width; and blanks of other kinds
UNSEEN = r"[\x{00ad}\x{034f}\x{061c}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{2069}\x{feff}]"
BLANKS = r"[\x{00a0}\x{1680}\x{2000}-\x{200a}\x{202f}\x{205f}\x{3000}]"
# cheap first look at a cell; only what passes is looked at closely
SUSPICIOUS = (
    CONTROL
    + r"|[\x{00c2}\x{00c3}\x{00e2}\x{fffd}&\\%=]|_x00|[Ee]\+|@|(?:^|[^0-9])[0-9]{9}(?:[^0-9]|$)"
    r"|[0-9]{2,4}[. -][0-9]{2,3}[. -][0-9]{2,3}"
)
_BSN = re.compile(BSN)
_EMAIL = re.compile(EMAIL)
_SEAM = re.compile(r"(?<=[A-Za-z_])(?=[0-9])|(?<=[0-9])(?=[A-Za-z_])")


def personal_column(name: str) -> bool:
    """Say whether a column name, `flex_` or not, is about persons.

    Shape:    one name -> truth value.
    Unit:     none.
    Missing:  an empty name is not about persons.
    Rounding: none.
    Errors:   none.
    Source:   own list, from `domain/standaarden.md` PRIV-02 and banenafspraak section 9.
    """
    words = [w for w in _WORD.split(name.casefold()) if w and w != "flex"]
    return any(w in PERSONAL_WORDS for w in (*words, "".join(words)))


def passes_eleven_proof(digits: str) -> bool:
    """Say whether nine digits pass the 11-proof of the BSN.

    Shape:    text of digits -> truth value.
    Unit:     none.
    Missing:  not nine digits, or all zero, is not a BSN.
    Rounding: none.
    Errors:   none.
    Source:   Logisch Ontwerp BSN, as python-stdnum has it. The macro `elfproef` below says the
              same in SQL for millions of cells; a test holds the two equal.
    """
    return len(digits) == 9 and digits.isascii() and bool(bsn.is_valid(digits))


def redacted(text: str) -> str:
    """Return a text with BSN and e-mail addresses made unreadable, so that no finding leaks one."""

    def hide(match: re.Match[str]) -> str:
        digits = re.sub(r"[^0-9]", "", match[0])
        return "·········" if passes_eleven_proof(digits) else match[0]

    spaced = _SEAM.sub("\0", _EMAIL.sub("···@···", text))
    return _BSN.sub(hide, spaced).replace("\0", "")


MACROS = rf"""
CREATE OR REPLACE MACRO losse_cijfers(x) AS
  regexp_replace(regexp_replace(x, '([A-Za-z_])([0-9])', '\1 \2', 'g'),
                 '([0-9])([A-Za-z_])', '\1 \2', 'g');
CREATE OR REPLACE MACRO zelfde_tekst(x) AS
  nullif(trim(regexp_replace(regexp_replace(nfc_normalize(x),
    '{UNSEEN}', '', 'g'), '{BLANKS}', ' ', 'g')), '');
CREATE OR REPLACE MACRO elfproef(d) AS
  length(d) = 9 AND d <> '000000000' AND
  (9*d[1]::INT + 8*d[2]::INT + 7*d[3]::INT + 6*d[4]::INT + 5*d[5]::INT + 4*d[6]::INT
   + 3*d[7]::INT + 2*d[8]::INT - d[9]::INT) % 11 = 0;
CREATE OR REPLACE MACRO heeft_bsn(x) AS
  len(list_filter(regexp_extract_all(losse_cijfers(x), '{BSN}', 1),
                  lambda n: elfproef(regexp_replace(n, '[^0-9]', '', 'g')))) > 0;
"""
