"""Makes the kept release with the versions that are installed here; called by make.sh."""

from __future__ import annotations

import sys
import tarfile
import tempfile
from pathlib import Path

from tests.unit.release import factories
from verantwoord.release.program import this_program
from verantwoord.release.publish import Order
from verantwoord.site.whole import publish


def main(target: Path) -> None:
    """Publish klein-2024 and put it in an archive without clock, owner or order of a disk."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        release = folder / "klein-2024"
        publish(factories.small_workspace(folder), Order("klein-2024"), release)
        with tarfile.open(target, "w:xz") as archive:
            for path in sorted(release.rglob("*")):
                if path.is_file():
                    member = tarfile.TarInfo(f"klein-2024/{path.relative_to(release).as_posix()}")
                    member.size = path.stat().st_size
                    with path.open("rb") as stream:
                        archive.addfile(member, stream)
    print(target, dict(this_program().libraries))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
