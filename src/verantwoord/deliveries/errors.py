"""Why a delivery is not taken in; every text says what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from verantwoord.errors import VerantwoordError
from verantwoord.model.finding import Finding


class Refused(VerantwoordError):
    """The file has findings that block, or warnings that nobody explained."""

    exit_code = 1

    def __init__(
        self,
        findings: Sequence[Finding],
        counts: Mapping[str, int] | None = None,
        unlisted: int = 0,
    ):
        self.unlisted = unlisted  # that are counted, and named in no finding
        self.findings = list(findings)
        self.counts = dict(counts or {})
        total = sum(self.counts.values()) or len(self.findings)
        super().__init__(
            f"de levering is niet aangenomen: {total} bevinding(en). Er is niets bewaard. "
            "Verbeter het bestand en lever opnieuw aan.",
            f"the delivery was not accepted: {total} finding(s). Nothing was stored. "
            "Mend the file and deliver it again.",
        )


class NotDelivered(VerantwoordError):
    """The delivery does not fit in what was received before, or names something unknown."""

    exit_code = 3


class UnreadableFile(VerantwoordError):
    """Inside this package only: the file cannot be read; becomes one finding of `code`."""

    def __init__(self, code: str, where: str = "", **values: Any) -> None:
        super().__init__(code, code)  # never shown: a finding has the words
        self.code = code
        self.where = where
        self.values = values
