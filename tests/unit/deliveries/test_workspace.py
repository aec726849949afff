"""A workspace is before or after a delivery, never between; corrections form chains."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.unit.deliveries.factory import asked, column, csv_file, dataset, rule, with_dataset
from verantwoord.deliveries.accept import deliver
from verantwoord.deliveries.canonical_rows import rows_sha256
from verantwoord.deliveries.errors import NotDelivered, Refused
from verantwoord.deliveries.identity import delivery_id, sha256_of
from verantwoord.deliveries.log import LogError
from verantwoord.deliveries.workspace import Workspace
from verantwoord.model.delivery import Delivery, current
from verantwoord.model.pack import Pack
from verantwoord.model.parts import folder_with_the_program
from verantwoord.model.period import Period

MINI = Path(__file__).parents[2] / "packs" / "mini"
SRC = Path(__file__).parents[3] / "src"
MAY, JUNE = Period.parse("2024-05"), Period.parse("2024-06")
DAY = dt.date(2024, 7, 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.create(tmp_path / "werk", MINI)


def send(
    workspace: Workspace,
    value: str,
    period: Period = MAY,
    who: str = "alfa",
    replaces: str | None = None,
    reason: str | None = None,
    **more: Any,
) -> Delivery:
    file = csv_file(workspace.path.parent, f"fte\n{value}", f"fte-{value}.csv")
    return deliver(workspace, "fte", who, period, file, DAY, replaces, reason, **more)


def snapshot(workspace: Workspace) -> dict[str, str]:
    """Every file that counts; the lock and the index are no content."""
    return {
        p.relative_to(workspace.path).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(workspace.path.rglob("*"))
        if p.is_file() and p.name not in (".slot", "index.sqlite")
    }


def test_a_delivery_is_found_back_as_it_was_sent(workspace: Workspace) -> None:
    made = send(workspace, "12.5")
    (read,) = Workspace.open(workspace.path).deliveries()
    assert read == made
    assert made.id == delivery_id("fte", "alfa", MAY, made.file_sha256, ())
    assert workspace.file_path(made).read_bytes() == b"fte\n12.5\n"
    assert sha256_of(workspace.rows_path(made)) == made.stored_sha256
    assert rows_sha256(workspace.rows_path(made)) == made.rows_sha256
    assert pq.read_table(workspace.rows_path(made)).num_rows == made.rows == 1


def test_the_pack_is_found_after_the_workspace_and_the_pack_moved_together(
    tmp_path: Path,
) -> None:
    workspace = Workspace.create(tmp_path / "a" / "werk", MINI)
    assert workspace.pack.info.id == Workspace.open(workspace.path).pack.info.id
    with pytest.raises(NotDelivered, match="al een werkmap"):
        Workspace.create(workspace.path, MINI)
    with pytest.raises(NotDelivered, match="--pack"):
        Workspace.open(tmp_path / "leeg")


def test_a_refused_file_leaves_nothing(workspace: Workspace) -> None:
    send(workspace, "1")
    before = snapshot(workspace)
    with pytest.raises(Refused) as refused:
        send(workspace, "x", JUNE)
    assert [f.code for f in refused.value.findings] == ["geen-getal"]
    assert snapshot(workspace) == before


def test_a_correction_supersedes_and_never_overwrites(workspace: Workspace) -> None:
    first = send(workspace, "1")
    second = send(workspace, "2", replaces=first.id[:8], reason="typefout")
    third = send(workspace, "3", replaces=second.file_sha256[:8], reason="nog een")
    assert [d.replaces for d in workspace.deliveries()] == [(), (first.id,), (second.id,)]
    assert current(workspace.deliveries()) == [third]
    assert workspace.file_path(first).exists()
    assert workspace.rows_path(first).exists()


def test_going_back_to_an_earlier_file_is_a_correction_too(workspace: Workspace) -> None:
    first = send(workspace, "1")
    second = send(workspace, "2", replaces=first.id, reason="fout")
    third = send(workspace, "1", replaces=second.id, reason="toch goed")
    assert third.file_sha256 == first.file_sha256
    assert third.id != first.id


@pytest.mark.parametrize(
    ("replaces", "reason", "words"),
    [
        (None, None, "er is al een levering"),
        ("{first}", None, "--reason"),
        ("{first}", "  ", "--reason"),
        ("ffffffff", "x", "er is geen levering"),
        ("{first:.3}", "x", "minstens zes"),
        ("{first}", "x", "al gecorrigeerd door"),
        ("{other}", "x", "gaat dit bestand niet over"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_to_do(
    workspace: Workspace, replaces: str | None, reason: str | None, words: str
) -> None:
    first = send(workspace, "1")
    send(workspace, "2", replaces=first.id, reason="fout")
    other = send(workspace, "1.5", JUNE)
    before = snapshot(workspace)
    given = replaces.format(first=first.id, other=other.id) if replaces else None
    with pytest.raises(NotDelivered, match=words):
        send(workspace, "3", replaces=given, reason=reason)
    assert snapshot(workspace) == before


def test_an_ambiguous_file_hash_is_refused(workspace: Workspace) -> None:
    send(workspace, "1", MAY)
    made = send(workspace, "1", JUNE, explanations={"zelfde-rijen": "nog steeds één"})
    with pytest.raises(NotDelivered, match="past op meer leveringen"):
        send(workspace, "2", JUNE, replaces=made.file_sha256[:10], reason="x")


def test_the_same_file_again_is_no_correction(workspace: Workspace) -> None:
    first = send(workspace, "1")
    with pytest.raises(NotDelivered, match="niets te corrigeren"):
        send(workspace, "1", replaces=first.id, reason="x")


def test_an_unknown_dataset_or_organisation_is_named(workspace: Workspace) -> None:
    file = csv_file(workspace.path.parent, "fte\n1")
    with pytest.raises(NotDelivered, match="Bekend zijn: fte, meters"):
        deliver(workspace, "uitstoot", "alfa", MAY, file, DAY)
    with pytest.raises(NotDelivered, match="kennen we niet"):
        deliver(workspace, "fte", "omega", MAY, file, DAY)


@pytest.mark.parametrize(
    ("name", "near"),
    [("hoog", "proef.hoog"), ("proef.hoogh", "proef.hoog"), ("totalrij", "totaalrij"),
     ("formules", "formule"), ("xqz", "Bekend zijn")],
)  # fmt: skip
def test_an_explanation_of_a_rule_that_is_not_there_names_the_near_one(
    mini: Pack, workspace: Workspace, name: str, near: str
) -> None:
    """It was ignored, or told only when nothing else was wrong."""
    warns = rule("hoog", "uren < 10", severity="warns")
    definition = dataset(column("uren", "decimal"), rules=[warns])
    workspace.__dict__["pack"] = asked(with_dataset(mini, definition))
    file = csv_file(workspace.path.parent, "uren\n11\nx")
    with pytest.raises(NotDelivered, match=near):
        deliver(workspace, "proef", "alfa", MAY, file, DAY, explanations={name: "klopt"})


def test_a_warning_needs_an_explanation_that_is_kept(mini: Pack, workspace: Workspace) -> None:
    warns = rule("hoog", "uren < 10", severity="warns")
    definition = dataset(column("uren", "decimal"), rules=[warns])
    workspace.__dict__["pack"] = asked(with_dataset(mini, definition))
    file = csv_file(workspace.path.parent, "uren\n11\n12\n1")
    with pytest.raises(Refused):
        deliver(workspace, "proef", "alfa", MAY, file, DAY)
    with pytest.raises(NotDelivered, match="geeft geen waarschuwing"):
        deliver(workspace, "proef", "alfa", MAY, file, DAY,
                explanations={"proef.hoog": "overwerk", "formule": "x"})  # fmt: skip
    made = deliver(
        workspace, "proef", "alfa", MAY, file, DAY, explanations={"proef.hoog": " overwerk "}
    )
    (warning,) = workspace.deliveries()[0].warnings
    assert made.warnings == (warning,)
    assert (warning.rule, warning.count, warning.explanation) == ("proef.hoog", 2, "overwerk")


def test_a_torn_last_line_never_counted_and_is_cut_off(workspace: Workspace) -> None:
    first = send(workspace, "1")
    with workspace.log_path.open("ab") as log:
        log.write(b'{"before": "ab')
    assert workspace.deliveries() == [first]
    second = send(workspace, "2", JUNE)
    assert workspace.deliveries() == [first, second]


@pytest.mark.parametrize(
    ("old", "new"), [('"rows":1', '"rows":2'), ('"before":"0', '"before":"1'), ("{", "[")]
)
def test_a_changed_log_is_an_error_and_not_a_fact(workspace: Workspace, old: str, new: str) -> None:
    send(workspace, "1")
    text = workspace.log_path.read_text("utf-8")
    assert old in text
    workspace.log_path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LogError, match="regel 1"):
        workspace.deliveries()


def test_a_line_taken_out_breaks_the_chain(workspace: Workspace) -> None:
    send(workspace, "1")
    send(workspace, "2", JUNE)
    lines = workspace.log_path.read_bytes().splitlines(keepends=True)
    workspace.log_path.write_bytes(lines[1])
    with pytest.raises(LogError):
        workspace.deliveries()


KILLED = textwrap.dedent(
    """
    import datetime as dt, json, os, sys
    from pathlib import Path
    from verantwoord.deliveries import accept, identity, log, workspace as w
    from verantwoord.model.period import Period

    place, file = Path(sys.argv[1]), Path(sys.argv[2])
    found = w.Workspace.open(place)
    found.pack
    import duckdb, pyarrow, sqlglot  # once, and not in every child

    def child(stop):
        count = 0
        def passed():
            nonlocal count
            count += 1
            return count == stop
        def dies(function):
            def wrapped(*args, **kwargs):
                if passed():
                    os._exit(9)
                return function(*args, **kwargs)
            return wrapped
        real_write = os.write
        def half_a_line(handle, data):
            if passed():
                real_write(handle, data[: len(data) // 2])
                os._exit(9)
            return real_write(handle, data)
        for name in ("fsync", "ftruncate", "lseek"):
            setattr(os, name, dies(getattr(os, name)))
        os.write = half_a_line
        Path.replace, Path.unlink = dies(Path.replace), dies(Path.unlink)
        for name in ("write_parquet", "append", "locked", "place_whole", "placing"):
            setattr(accept, name, dies(getattr(accept, name)))
        accept.deliver(found, "fte", "alfa", Period.parse("2024-06"), file, dt.date(2024, 7, 2))
        os._exit(0)

    stop, code, seen = 0, 9, []
    while code == 9:
        stop += 1
        pid = os.fork()
        if pid == 0:
            child(stop)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        now = found.deliveries()
        whole = all(
            identity.sha256_of(found.file_path(d)) == d.file_sha256
            and identity.sha256_of(found.rows_path(d)) == d.stored_sha256
            for d in now
        )
        seen.append([code, len(now), whole])
        if len(now) == 2 and code == 9:  # it was after: undo, so that the next moment is tried
            found.log_path.write_bytes(found.log_path.read_bytes().splitlines(keepends=True)[0])
    print(json.dumps(seen))
    """
)


def test_a_process_killed_at_any_moment_leaves_before_or_after(
    workspace: Workspace, tmp_path: Path
) -> None:
    send(workspace, "1")
    file = csv_file(tmp_path, "fte\n2", "juni.csv")
    script = tmp_path / "gedood.py"
    script.write_text(KILLED, "utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(workspace.path), str(file)],
        env={**os.environ, "PYTHONPATH": str(SRC)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert [code for code, _, _ in seen] == [9] * (len(seen) - 1) + [0]
    assert len(seen) > 12
    assert {number for _, number, _ in seen} == {1, 2}
    assert all(whole for _, _, whole in seen)
    assert list(workspace.unfinished.iterdir()) == []


def test_two_processes_at_once_make_one_chain_without_forks(
    workspace: Workspace, tmp_path: Path
) -> None:
    script = tmp_path / "samen.py"
    script.write_text(
        textwrap.dedent(
            """
            import datetime as dt, sys
            from pathlib import Path
            from verantwoord.deliveries.accept import deliver
            from verantwoord.deliveries.errors import NotDelivered
            from verantwoord.deliveries.workspace import Workspace
            from verantwoord.model.period import Period

            place, folder, who = sys.argv[1:]
            made = 0
            for month in range(1, 7):
                file = Path(folder) / f"{who}-{month}.csv"
                file.write_text(f"fte\\n{month}{who}\\n")
                try:
                    deliver(Workspace.open(Path(place)), "fte", "alfa",
                            Period.month(2024, month), file, dt.date(2024, 7, 1))
                    made += 1
                except NotDelivered:
                    pass
            print(made)
            """
        ),
        "utf-8",
    )
    running = [
        subprocess.Popen(
            [sys.executable, str(script), str(workspace.path), str(tmp_path), str(n)],
            env={**os.environ, "PYTHONPATH": str(SRC)}, stdout=subprocess.PIPE, text=True,
        )
        for n in (1, 2)
    ]  # fmt: skip
    made = [int(p.communicate(timeout=120)[0]) for p in running]
    found = workspace.deliveries()
    assert sum(made) == 6
    assert sorted(str(d.period) for d in found) == [f"2024-0{m}" for m in range(1, 7)]


def test_the_log_is_one_json_line_for_each_delivery(workspace: Workspace) -> None:
    send(workspace, "1")
    send(workspace, "2", JUNE)
    lines = [json.loads(line) for line in workspace.log_path.read_text("utf-8").splitlines()]
    assert lines[1]["before"] == lines[0]["hash"]
    assert [line["delivery"]["rows"] for line in lines] == [1, 1]


def test_a_workspace_with_a_pack_of_the_program_may_move(tmp_path: Path) -> None:
    made = Workspace.create(tmp_path / "werk", folder_with_the_program() / "oefenrijk")
    (tmp_path / "diep" / "dieper").mkdir(parents=True)
    moved = made.path.rename(tmp_path / "diep" / "dieper" / "werk")
    assert Workspace.open(moved).pack.info.id == "oefenrijk"


def test_a_workspace_and_its_own_pack_may_move_together(tmp_path: Path) -> None:
    shutil.copytree(MINI, tmp_path / "land" / "mini")
    Workspace.create(tmp_path / "land" / "werk", tmp_path / "land" / "mini")
    (tmp_path / "land").rename(tmp_path / "elders")
    assert Workspace.open(tmp_path / "elders" / "werk").pack.info.id == "mini"
