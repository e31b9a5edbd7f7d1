"""New data beside the old: a switch without a failed request, and a state that is always whole."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from glob import glob
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.unit.serve.served import Served, serving, store_of, write
from vcc.knowledge import knowledge
from vcc.pipeline import analyse
from vcc.serve import build
from vcc.serve.stored import STORE_FOLDER, InUse, StateDirectory, opened

A = "http://example.org/"
CASE = 'vcc 1\nlanguage en\n\ncase {name} {{\n  actor shop "{label}" is firm\n}}\n'
QUICK = (  # looks often, so that tests need not wait
    "import vcc.serve.run as run\nrun._LOOK_EVERY = 0.2\nrun._SETTLE = 0.1\n"
    "from vcc.__main__ import main\nmain()"
)
STATED = (
    "<{a}shop> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/vcc/Actor> .\n"
    '<{a}shop> <http://www.w3.org/2000/01/rdf-schema#label> "{label}"@en .\n'
)
LABELS = 'SELECT ?l { ?a a :Actor ; rdfs:label ?l FILTER(LANG(?l) = "en") }'


def case(folder: Path, name: str, label: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.vcc"
    path.write_text(CASE.format(name=name, label=label), encoding="utf-8")
    return path


def labels(server: Served) -> set[str]:
    return set(server.query(LABELS).values())


def stored(folder: Path, label: str) -> Path:
    """A state directory with an actor of that label."""
    return store_of(folder, {A + "g": STATED.format(a=A, label=label)})


class Library(NamedTuple):
    """A server, and the folder that it serves."""

    server: Served
    folder: Path

    def serves(self, *expected: str) -> None:
        """Wait until the labels are these."""
        self.server.wait_for(lambda: labels(self.server) == set(expected))

    def kept_what_it_had(self) -> int:
        """How often the server has said that a change was no good."""
        return sum("stays as it was" in line for line in self.server.log)


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A server that watches its cases."""
    folder = tmp_path_factory.mktemp("watched") / "cases"
    case(folder, "first", "Begun")
    with serving(str(folder), "--watch", program=QUICK) as server:
        yield Library(server, folder)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A server that looks at its cases when it is told to."""
    folder = tmp_path_factory.mktemp("told") / "cases"
    case(folder, "first", "Old")
    with serving(str(folder), program=QUICK) as server:
        yield Library(server, folder)


@pytest.mark.parametrize("on_disk", [False, True])
def test_a_store_serves_what_it_holds(tmp_path: Path, on_disk: bool) -> None:
    graphs = {A + "g": f'<{A}s> <{A}p> "1" .\n'}
    store = store_of(tmp_path / "store", graphs, on_disk=on_disk)
    with serving("--store", str(store), "--cache", "0") as server:
        for _ in range(2):
            assert server.query("SELECT ?o { ?s ?p ?o }").values() == ["1"]
        assert server.metric("vcc_answers_known_total") == 0
        assert server.query("SELECT ?g { GRAPH ?g { ?s ?p ?o } }").values() == [A + "g"]
        assert server.stop() == 0


def test_a_change_is_served_without_a_failed_request(watched: Library) -> None:
    statuses: Counter[int] = Counter()
    running = True

    def ask() -> None:
        while running:
            statuses[watched.server.query(LABELS).status] += 1
            time.sleep(0.005)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    case(watched.folder, "first", "New")
    watched.serves("New")
    case(watched.folder, "second", "Other")
    watched.serves("New", "Other")
    (watched.folder / "first.vcc").unlink()
    watched.serves("Other")
    running = False
    for thread in threads:
        thread.join()
    assert set(statuses) == {200}
    assert statuses[200] > 50
    watched.server.wait_for(lambda: len(watched.server.descendants()) <= 4)  # the old have ended


def test_a_mistake_in_a_case_leaves_what_is_served(told: Library) -> None:
    before = told.kept_what_it_had()
    served = labels(told.server)
    (told.folder / "wrong.vcc").write_text("vcc 1\nlanguage en\ncase wrong {\n  actor\n}\n")
    told.server.process.send_signal(signal.SIGHUP)
    told.server.wait_for(lambda: told.kept_what_it_had() > before)
    assert labels(told.server) == served
    assert any("wrong.vcc" in line for line in told.server.log)
    (told.folder / "wrong.vcc").unlink()


def test_a_library_that_a_case_uses_is_watched_too(watched: Library) -> None:
    shared = watched.folder.parent / "shared.vcc"
    shared.write_text('vcc 1\nlanguage en\n\nlibrary shared {\n  actor shop "Old" is firm\n}\n')
    (watched.folder / "unused.vcc").write_text("vcc 1\nlanguage en\n\nlibrary unused {\n}\n")
    using = 'vcc 1\nlanguage en\nuse "../shared.vcc"\n\ncase first {\n}\n'
    (watched.folder / "first.vcc").write_text(using)
    (watched.folder / "second.vcc").unlink(missing_ok=True)
    watched.serves("Old")
    time.sleep(0.5)  # what was written while a build ran is built once more
    generations = watched.server.metric("vcc_generations_total")
    time.sleep(1.2)
    assert watched.server.metric("vcc_generations_total") == generations
    shared.write_text(shared.read_text().replace("Old", "New"))
    watched.serves("New")


def test_the_tag_of_an_answer_changes_with_the_data(told: Library) -> None:
    tag = told.server.query(LABELS).headers["etag"]
    case(told.folder, "first", "New")
    told.server.process.send_signal(signal.SIGHUP)
    told.serves("New")
    again = told.server.query(LABELS, If_None_Match=tag)
    assert (again.status, again.values()) == (200, ["New"])


def test_a_stored_state_is_served_at_once_and_then_renewed(tmp_path: Path) -> None:
    folder, store = tmp_path / "cases", stored(tmp_path / "store", "Old")
    case(folder, "first", "New")
    with serving(str(folder), "--store", str(store)) as server:
        assert labels(server) == {"Old"}
        server.wait_for(lambda: labels(server) == {"New"})
    with serving("--store", str(store)) as server:
        assert labels(server) == {"New"}
    kept = [path.name for path in (store / "generations").iterdir()]
    assert len(kept) == 1


def test_a_server_killed_at_any_moment_leaves_a_whole_state(tmp_path: Path) -> None:
    """While the data is written, when it has just been, and while it is made the current one."""
    folder, store = tmp_path / "cases", stored(tmp_path / "store", "L0")
    known = "L0"
    for number, (written, after) in enumerate(
        (("data.nq", 0.0), ("manifest.json", 0.0), ("manifest.json", 0.03)), 1
    ):
        case(folder, "first", f"L{number}")
        with serving(str(folder), "--store", str(store)) as server:
            pattern = f"{store}/generations/new-*/{written}"
            server.wait_for(partial(glob, pattern), every=0.002)
            time.sleep(after)
            children = server.descendants()
            server.process.kill()
            server.process.wait()
            server.wait_for(partial(nobody_of, children))
        state = StateDirectory(store).current()
        assert state is not None
        found = re.search('"(L[0-9])"@en', (state.folder / "data.nq").read_text())
        assert found
        assert found[1] in {known, f"L{number}"}
        known = found[1]
    with serving("--store", str(store)) as server:
        assert labels(server) == {known}


def nobody_of(processes: list[int]) -> bool:
    """Whether all of some processes have ended."""
    return not any(alive(process) for process in processes)


def alive(process: int) -> bool:
    done = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True)
    return done.stdout.strip()[:1] not in ("", "Z")


def test_a_state_that_was_damaged_is_not_served(tmp_path: Path) -> None:
    store = store_of(tmp_path / "store", {A + "g": f'<{A}s> <{A}p> "1" .\n'})
    state = StateDirectory(store)
    current = state.current()
    assert current is not None
    data = current.folder / "data.nq"
    data.write_bytes(data.read_bytes()[:-20])
    assert state.current() is None
    assert opened(current.folder) is None


def test_two_servers_do_not_share_a_state_directory(tmp_path: Path) -> None:
    state = StateDirectory(tmp_path / "store")
    with state.locked(), pytest.raises(InUse), StateDirectory(tmp_path / "store").locked():
        pass


def test_what_a_killed_server_left_is_removed(tmp_path: Path) -> None:
    state = StateDirectory(tmp_path / "store")
    with state.locked():
        published = state.publish(write(state.new_folder() / "x", {A + "g": ""}))
        shutil.rmtree(published.folder)
        half = state.new_folder()
        (half / "data.nq").write_text("half")
    with state.locked():
        assert not half.exists()


def test_a_stopped_server_finishes_what_it_began_and_leaves_nobody(tmp_path: Path) -> None:
    store = store_of(tmp_path / "store", {A + "g": f'<{A}s> <{A}p> "1" .\n' * 1})
    with serving("--store", str(store)) as server:
        answers: list[int] = []
        many = " ".join(map(str, range(120)))
        values = " ".join(f"VALUES ?v{n} {{ {many} }}" for n in range(3))
        query = f"SELECT (SUM(?v0 * ?v1 + ?v2) AS ?n) {{ {values} }}"
        thread = threading.Thread(target=lambda: answers.append(server.query(query).status))
        thread.start()
        server.wait_for(lambda: server.get("/health").json()["running"] == 1)
        children = server.descendants()
        assert server.stop() == 0
        thread.join()
        assert answers == [200]
        assert nobody_of(children)


def test_a_folder_may_go_away_and_come_back(watched: Library) -> None:
    before, served = watched.kept_what_it_had(), labels(watched.server)
    away = watched.folder.rename(watched.folder.parent / "away")
    watched.server.wait_for(lambda: watched.kept_what_it_had() > before)
    assert labels(watched.server) == served
    for path in away.glob("*.vcc"):
        path.unlink()
    case(away, "first", "Back")
    away.rename(watched.folder)
    watched.serves("Back")


def test_a_server_without_cases_to_read_is_not_ended_by_a_reload(tmp_path: Path) -> None:
    store = store_of(tmp_path / "store", {A + "g": f'<{A}s> <{A}p> "1" .\n'})
    with serving("--store", str(store)) as server:
        server.process.send_signal(signal.SIGHUP)
        server.wait_for(lambda: any("stays as it was" in line for line in server.log))
        assert server.query("ASK { ?s ?p ?o }").json()["boolean"]


def test_a_server_that_is_stopped_while_it_builds_leaves_nobody(
    tmp_path: Path, repository: Path
) -> None:
    """Its builder ends with it, and so does its folder of data."""
    command = [sys.executable, "-m", "vcc", "serve", "--port", "0", str(repository / "examples")]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        server = Served(process, "", 0)  # type: ignore[arg-type]
        server.wait_for(server.descendants)
        builder = server.descendants()
        process.terminate()
        assert process.wait(30) == 130
    server.wait_for(partial(nobody_of, builder))
    assert not list(tmp_path.glob("vcc-serve-*"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name the cases"),
        (["--watch", "--store", "{folder}/x"], "--watch needs cases"),
        (["{folder}/missing"], "no such file"),
        (["{folder}"], "no case files"),
        (["--store", "{folder}/empty"], "name the cases"),
        (["{folder}/broken.vcc"], "broken.vcc"),
        (["{folder}/twice"], "two cases are called same"),
        (["{folder}/twice/a.vcc", "--token-file", "{folder}/token"], "holds no token"),
        (["{folder}/twice/a.vcc", "--host", "256.0.0.1"], "cannot listen"),
        (["{folder}/twice/a.vcc", "--max-memory", "lots"], "500M"),
        (["{folder}/twice/a.vcc", "--base", "cases"], "an absolute IRI that ends with a slash"),
        (["--provenance", "--store", "{folder}/empty"], "need cases to read"),
    ],
)
def test_what_is_wrong_at_the_start_is_said(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    folder = tmp_path / "start"
    folder.mkdir()
    if said != "no case files":
        (folder / "broken.vcc").write_text("vcc 1\nlanguage en\ncase x {\n  actor\n}\n")
        (folder / "token").write_text("short")
        (folder / "twice").mkdir()
        for name in "ab":
            (folder / "twice" / f"{name}.vcc").write_text(
                CASE.format(name="same", label="x"), encoding="utf-8"
            )
    filled = [argument.format(folder=folder) for argument in arguments]
    done = subprocess.run(
        [sys.executable, "-m", "vcc", "serve", "--port", "0", *filled],
        capture_output=True, text=True, timeout=60, env={**os.environ, "VCC_LANG": "en"},
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("most", "on_disk"), [(250_000, False), (10, True)])
def test_what_is_large_is_put_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, on_disk: bool
) -> None:
    path = case(tmp_path / "cases", "first", "One")
    theory, folder = knowledge(), tmp_path / "generation"
    folder.mkdir()
    monkeypatch.setattr(build, "IN_MEMORY", most)
    read = build.Read((path,), time.time_ns())
    build.write_generation(folder, [analyse(path, theory)], theory, build.Form(), read)
    assert (folder / STORE_FOLDER).is_dir() == on_disk
