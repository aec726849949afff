"""The rows of the table that says what each file adds to a figure: half of all that is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from markupsafe import Markup, escape

from verantwoord.model.figure import Contribution
from verantwoord.model.period import Period
from verantwoord.release import paths
from verantwoord.release.material import Material
from verantwoord.site.pages.shell import hash_of
from verantwoord.wording import notation


class ContributionRows:
    """Writes the rows; what they say of a file is written once for all figures it adds to."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._head = cache(self._written)

    def of(self, contributions: Iterable[Contribution], root: str) -> Markup:
        """Return a row for each contribution: the file, whose, when, its hash and the amount.

        A share of less than one stands beside the amount. The file is a link where it is public.
        """
        return Markup("".join(self._row(one, root) for one in contributions))

    def _row(self, one: Contribution, root: str) -> str:
        amount = str(escape(notation.exact(one.amount)))
        if one.share != 1:
            amount += f' <span class="soft">deel {escape(notation.exact(one.share))}</span>'
        head = self._head(one.delivery, one.organisation, one.period, root)
        return f'{head}<td class="num">{amount}</td></tr>\n'

    def _written(self, sent: str, organisation: str, period: Period, root: str) -> str:
        material = self._material
        delivery = material.delivery[sent]
        seal, public = hash_of(delivery.file_sha256), material.public_file(delivery)
        return Markup(
            '<tr><th scope="row"><a href="{}leveringen.html#{}">{}</a></th>'
            "<td>{}</td><td>{}</td><td>{}</td>"
        ).format(
            root,
            paths.delivery_anchor(delivery.id),
            delivery.file_name,
            material.short_name(organisation, period.start),
            notation.period(period),
            Markup('<a href="{}{}">{}</a>').format(root, public, seal) if public else seal,
        )
