"""New data beside the old: a switch without a failed request, and a state that is always whole."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from tests.unit.serve.served import Served, serving, store_of, write
from vcc.serve.stored import InUse, StateDirectory, opened

A = "http://example.org/"
CASE = 'vcc 1\nlanguage en\n\ncase {name} {{\n  actor shop "{label}" is firm\n}}\n'
LABELS = 'SELECT ?l { ?a a :Actor ; rdfs:label ?l FILTER(LANG(?l) = "en") }'


def case(folder: Path, name: str, label: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.vcc"
    path.write_text(CASE.format(name=name, label=label), encoding="utf-8")
    return path


def labels(server: Served) -> set[str]:
    return set(server.query(LABELS).values())


@pytest.mark.parametrize("on_disk", [False, True])
def test_a_store_serves_what_it_holds(tmp_path: Path, on_disk: bool) -> None:
    graphs = {A + "g": f'<{A}s> <{A}p> "1" .\n'}
    store = store_of(tmp_path / "store", graphs, on_disk=on_disk)
    with serving("--store", str(store)) as server:
        assert server.query("SELECT ?o { ?s ?p ?o }").values() == ["1"]
        assert server.query("SELECT ?g { GRAPH ?g { ?s ?p ?o } }").values() == [A + "g"]
        assert server.stop() == 0


def test_a_change_is_served_without_a_failed_request(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    case(folder, "first", "Old")
    with serving(str(folder), "--watch") as server:
        assert labels(server) == {"Old"}
        statuses: Counter[int] = Counter()
        running = True

        def ask() -> None:
            while running:
                statuses[server.query(LABELS).status] += 1

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        case(folder, "first", "New")
        server.wait_for(lambda: labels(server) == {"New"})
        case(folder, "second", "Other")
        server.wait_for(lambda: labels(server) == {"New", "Other"})
        (folder / "first.vcc").unlink()
        server.wait_for(lambda: labels(server) == {"Other"})
        running = False
        for thread in threads:
            thread.join()
        assert set(statuses) == {200}
        assert statuses[200] > 50
        server.wait_for(lambda: len(server.descendants()) <= 4)  # the old ones have ended


def test_a_mistake_in_a_case_leaves_what_is_served(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    path = case(folder, "first", "Old")
    with serving(str(folder)) as server:
        path.write_text("vcc 1\nlanguage en\ncase first {\n  actor\n}\n", encoding="utf-8")
        server.process.send_signal(signal.SIGHUP)
        server.wait_for(lambda: any("stays as it was" in line for line in server.log))
        assert labels(server) == {"Old"}
        assert any("first.vcc" in line for line in server.log)


def test_a_library_that_a_case_uses_is_watched_too(tmp_path: Path) -> None:
    shared = tmp_path / "shared.vcc"
    shared.write_text('vcc 1\nlanguage en\n\nlibrary shared {\n  actor shop "Old" is firm\n}\n')
    path = tmp_path / "cases" / "first.vcc"
    path.parent.mkdir()
    (path.parent / "unused.vcc").write_text("vcc 1\nlanguage en\n\nlibrary unused {\n}\n")
    path.write_text('vcc 1\nlanguage en\nuse "../shared.vcc"\n\ncase first {\n}\n')
    with serving(str(path.parent), "--watch") as server:
        assert labels(server) == {"Old"}
        time.sleep(2.5)
        assert server.metric("vcc_generations_total") == 1
        shared.write_text(shared.read_text().replace("Old", "New"))
        server.wait_for(lambda: labels(server) == {"New"})


def test_the_tag_of_an_answer_changes_with_the_data(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    case(folder, "first", "Old")
    with serving(str(folder)) as server:
        tag = server.query(LABELS).headers["etag"]
        case(folder, "first", "New")
        server.process.send_signal(signal.SIGHUP)
        server.wait_for(lambda: labels(server) == {"New"})
        again = server.query(LABELS, If_None_Match=tag)
        assert (again.status, again.values()) == (200, ["New"])


def test_a_stored_state_is_served_at_once_and_then_renewed(tmp_path: Path) -> None:
    folder, store = tmp_path / "cases", tmp_path / "store"
    case(folder, "first", "Old")
    with serving(str(folder), "--store", str(store)) as server:
        assert labels(server) == {"Old"}
    case(folder, "first", "New")
    with serving(str(folder), "--store", str(store)) as server:
        server.wait_for(lambda: labels(server) == {"New"})
    with serving("--store", str(store)) as server:
        assert labels(server) == {"New"}
    kept = [path.name for path in (store / "generations").iterdir()]
    assert len(kept) == 1


def test_a_server_killed_at_any_moment_leaves_a_whole_state(tmp_path: Path) -> None:
    folder, store = tmp_path / "cases", tmp_path / "store"
    case(folder, "first", "L0")
    with serving(str(folder), "--store", str(store)) as server:
        assert labels(server) == {"L0"}
    known = "L0"
    for number in range(1, 4):
        case(folder, "first", f"L{number}")
        with serving(str(folder), "--store", str(store)) as server:
            time.sleep(0.35 * number)
            children = server.descendants()
            server.process.kill()
            server.process.wait()
            server.wait_for(partial(nobody_of, children))
        with serving("--store", str(store)) as server:
            found = labels(server)
            assert found in ({known}, {f"L{number}"})
            known = found.pop()


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


def test_a_folder_may_go_away_and_come_back(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    case(folder, "first", "Old")
    with serving(str(folder), "--watch") as server:
        away = folder.rename(tmp_path / "away")
        server.wait_for(lambda: any("stays as it was" in line for line in server.log))
        assert labels(server) == {"Old"}
        case(away, "first", "New")
        away.rename(folder)
        server.wait_for(lambda: labels(server) == {"New"})


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
