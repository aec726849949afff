"""The rows of the table that says what each file adds to a figure: half of all that is drawn."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from verantwoord.model.figure import Contribution
from verantwoord.release import paths
from verantwoord.release.material import Material
from verantwoord.wording import notation

_Key = tuple[str, str, str]


class ContributionRows:
    """Writes the rows; what they say of a file is written once for all figures it adds to."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._heads: dict[_Key, str] = {}

    def of(self, contributions: Iterable[Contribution], root: str) -> Markup:
        """Return a row for each contribution: the file, whose, when, its hash and the amount.

        A share of less than one stands beside the amount. The file is a link where it is public.
        """
        return Markup("".join(self._row(one, root) for one in contributions))

    def _row(self, one: Contribution, root: str) -> str:
        amount = str(escape(notation.exact(one.amount)))
        if one.share != 1:
            amount += f' <span class="soft">deel {escape(notation.exact(one.share))}</span>'
        return f'{self._head(one, root)}<td class="num">{amount}</td></tr>\n'

    def _head(self, one: Contribution, root: str) -> str:
        key = (root, one.delivery, f"{one.organisation} {one.period}")
        if key not in self._heads:
            self._heads[key] = str(self._written(one, root))
        return self._heads[key]

    def _written(self, one: Contribution, root: str) -> Markup:
        material = self._material
        delivery = material.delivery[one.delivery]
        sha, public = delivery.file_sha256, material.public_file(delivery)
        seal = Markup('<code class="hash" title="{}">{}</code>').format(sha, sha[:12])
        return Markup(
            '<tr><th scope="row"><a href="{}leveringen.html#{}">{}</a></th>'
            "<td>{}</td><td>{}</td><td>{}</td>"
        ).format(
            root,
            paths.delivery_anchor(delivery.id),
            delivery.file_name,
            material.short_name(one.organisation, one.period.start),
            notation.period(one.period),
            Markup('<a href="{}{}">{}</a>').format(root, public, seal) if public else seal,
        )
