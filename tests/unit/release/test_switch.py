"""A reader finds the old release or the new one, whole, whenever somebody is killed."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from verantwoord.release import switch
from verantwoord.release.errors import ReleaseError
from verantwoord.release.switch import exchange, making

PAGES = ("index.html", "cijfer/a.html", "receipt.json")


def put(out: Path, text: str) -> None:
    with making(out) as (folder, place):
        write(folder, text)
        place()


def write(folder: Path, text: str) -> None:
    (folder / "cijfer").mkdir()
    for name in PAGES:
        (folder / name).write_text(text, "utf-8")


def said(out: Path) -> set[str]:
    return {(out / name).read_text("utf-8") for name in PAGES}


def test_a_release_is_put_in_place_and_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    for text in ("oud", "nieuw"):
        put(tmp_path / "uit", text)
        assert said(tmp_path / "uit") == {text}
    assert [p.name for p in tmp_path.iterdir()] == ["uit"]


def test_an_empty_folder_may_be_there_already(tmp_path: Path) -> None:
    (tmp_path / "uit").mkdir()
    put(tmp_path / "uit", "nieuw")
    assert said(tmp_path / "uit") == {"nieuw"}


def test_without_the_switch_or_with_an_error_the_old_one_stays(tmp_path: Path) -> None:
    put(tmp_path / "uit", "oud")
    with making(tmp_path / "uit") as (folder, _):
        write(folder, "nieuw")
    with pytest.raises(OSError, match="schijf vol"), making(tmp_path / "uit"):
        raise OSError("schijf vol")
    assert said(tmp_path / "uit") == {"oud"}
    assert [p.name for p in tmp_path.iterdir()] == ["uit"]


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    put(tmp_path / "versies/1", "oud")
    (tmp_path / "uit").symlink_to("versies/1")
    put(tmp_path / "uit", "nieuw")
    assert (tmp_path / "uit").is_symlink() and said(tmp_path / "versies/1") == {"nieuw"}


def test_names_with_signs_are_only_names(tmp_path: Path) -> None:
    (tmp_path / ".x[ab].wordt-gemaakt-dood").mkdir()
    (tmp_path / ".xa.wordt-gemaakt-ander").mkdir()
    put(tmp_path / "x[ab]", "nieuw")
    assert {p.name for p in tmp_path.iterdir()} == {"x[ab]", ".xa.wordt-gemaakt-ander"}


def test_where_folders_cannot_be_exchanged_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two renames would leave a moment without a release; then rather not."""
    put(tmp_path / "uit", "oud")

    def cannot(*_: Path) -> None:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    monkeypatch.setattr(switch, "exchange", cannot)
    with pytest.raises(ReleaseError, match="Kies een nieuwe map"):
        put(tmp_path / "uit", "nieuw")
    assert said(tmp_path / "uit") == {"oud"}
    put(tmp_path / "nieuwe-map", "nieuw")  # a first time needs no exchange
    assert [p.name for p in sorted(tmp_path.iterdir())] == ["nieuwe-map", "uit"]


def test_exchanging_with_nothing_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "a", tmp_path / "b")


def test_two_at_once_one_wins_whole_and_the_other_says_so(tmp_path: Path) -> None:
    with making(tmp_path / "uit") as (folder, place):
        write(folder, "eerste")
        with pytest.raises(ReleaseError, match="Een ander proces maakt"):
            put(tmp_path / "uit", "tweede")
        assert folder.is_dir()  # what a living one is making is never cleaned away
        put(tmp_path / "ander", "ander")  # and another release is another matter
        place()
    assert said(tmp_path / "uit") == {"eerste"}


def test_a_reader_never_misses_it_while_it_is_replaced(tmp_path: Path) -> None:
    out = tmp_path / "uit"
    put(out, "0")
    seen: set[str] = set()
    stop = threading.Event()

    def reads() -> None:
        while not stop.is_set():
            try:
                seen.add((out / "index.html").read_text("utf-8"))
            except OSError as error:
                seen.add(repr(error))

    reader = threading.Thread(target=reads)
    reader.start()
    for number in range(1, 60):
        put(out, str(number))
    stop.set()
    reader.join()
    assert seen and all(text.isdigit() for text in seen), seen


KILLED = textwrap.dedent(
    """
    import json, os, shutil, sys
    from pathlib import Path
    from verantwoord.release import switch

    out = Path(sys.argv[1])
    pages = ("index.html", "cijfer/a.html", "receipt.json")

    def put(text):
        with switch.making(out) as (folder, place):
            (folder / "cijfer").mkdir()
            for name in pages:
                (folder / name).write_text(text)
            place()

    def child(stop, text):
        count = 0
        def dies(function):
            def wrapped(*args, **kwargs):
                nonlocal count
                count += 1
                if count == stop:
                    os.kill(os.getpid(), 9)
                return function(*args, **kwargs)
            return wrapped
        for name in ("mkdir", "rename", "replace", "unlink", "rmdir", "scandir", "open", "close"):
            setattr(os, name, dies(getattr(os, name)))
        switch.exchange = dies(switch.exchange)
        switch.shutil.rmtree = dies(switch.shutil.rmtree)
        Path.open = dies(Path.open)
        put(text)
        os._exit(0)

    put("0")
    stop, code, seen = 0, -9, []
    while code == -9:
        stop += 1
        pid = os.fork()
        if pid == 0:
            child(stop, str(stop))
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        seen.append([code, sorted({(out / name).read_text() for name in pages})])
    left = sorted(p.name for p in out.parent.iterdir())
    print(json.dumps([seen, left]))
    """
)


def run(script: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(script), *arguments],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_killed_at_any_system_call_the_release_is_old_or_new_and_whole(tmp_path: Path) -> None:
    script = tmp_path / "gedood.py"
    script.write_text(KILLED, "utf-8")
    place = tmp_path / "plaats"
    done = run(script, str(place / "uit"))
    assert done.returncode == 0, done.stderr
    seen, left = json.loads(done.stdout)
    assert [code for code, _ in seen] == [-signal.SIGKILL] * (len(seen) - 1) + [0]
    assert len(seen) > 12
    for number, (_, texts) in enumerate(seen, 1):
        (text,) = texts  # one release, whole
        assert int(text) <= number
    assert len({text for _, (text,) in seen}) > 2  # some were killed before, some after the switch
    assert left == ["uit"]  # the next run cleared away what the killed ones left


def test_what_a_killed_one_was_making_is_cleared_by_the_next(tmp_path: Path) -> None:
    script = tmp_path / "gedood.py"
    text = (
        "import os, sys\nfrom pathlib import Path\nfrom verantwoord.release.switch import making\n"
    )
    text += "with making(Path(sys.argv[1])) as (folder, _):\n"
    text += "    (folder / 'x').write_text('half')\n    os.kill(os.getpid(), 9)\n"
    script.write_text(text, "utf-8")
    place = tmp_path / "plaats"
    assert run(script, str(place / "uit")).returncode == -signal.SIGKILL
    assert [p.name[:19] for p in place.iterdir() if p.is_dir()] == [".uit.wordt-gemaakt-"]
    put(place / "uit", "nieuw")
    assert [p.name for p in place.iterdir()] == ["uit"]
