"""IMPORTS: only files that the user names or allows, each once, never the network."""

from __future__ import annotations

from pathlib import Path

import pytest

from vcc.plan.from_sources import kept_program
from vcc.program import Program, program_from_sources
from vcc.program.imports import Allowed
from vcc.source.diagnostic import SourceErrors
from vcc.source.text import SourceText

PREFIX = "PREFIX : <http://e/>\n"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PREFIX + text, encoding="utf-8")
    return path


def program(path: Path, *allowed: Path) -> Program:
    source = SourceText(str(path), path.read_text(encoding="utf-8"))
    return program_from_sources([source], allowed=Allowed(allowed))


def codes(path: Path, *allowed: Path) -> list[str]:
    with pytest.raises(SourceErrors) as caught:
        program(path, *allowed)
    return [diagnostic.code for diagnostic in caught.value.diagnostics]


def test_an_allowed_file_is_imported_with_its_rules_and_data(tmp_path: Path) -> None:
    other = write(
        tmp_path, "other.srl", "RULE :r { :a :b :c } WHERE { :d :e :f }\nDATA { :d :e :f }"
    )
    main = write(tmp_path, "main.srl", "IMPORTS <other.srl>")
    for allowed in (other, tmp_path):
        found = program(main, allowed)
        assert [rule.id for rule in found.rules] == ["<http://e/r>"]
        assert len(found.data) == 1


def test_prefixes_are_not_imported(tmp_path: Path) -> None:
    write(tmp_path, "other.srl", "PREFIX x: <http://x/>")
    main = write(tmp_path, "main.srl", "IMPORTS <other.srl>\nDATA { x:a x:b x:c }")
    assert codes(main, tmp_path) == ["R120"] * 3


def test_nothing_is_imported_without_permission(tmp_path: Path) -> None:
    write(tmp_path, "in/other.srl", "")
    main = write(tmp_path, "main.srl", "IMPORTS <in/other.srl>")
    assert codes(main) == ["R170"]
    assert codes(main, tmp_path / "elsewhere") == ["R170"]
    assert codes(main, tmp_path / "i") == ["R170"]  # a path is no mere prefix


def test_permission_cannot_be_escaped(tmp_path: Path) -> None:
    secret = write(tmp_path, "secret.srl", "")
    folder = tmp_path / "allowed"
    folder.mkdir()
    main = write(tmp_path, "main.srl", "IMPORTS <allowed/../secret.srl>")
    assert codes(main, folder) == ["R170"]
    (folder / "link.srl").symlink_to(secret)
    assert codes(write(tmp_path, "m.srl", "IMPORTS <allowed/link.srl>"), folder) == ["R170"]
    main = write(tmp_path, "p.srl", "IMPORTS <allowed/%2e%2e/secret.srl>")
    assert codes(main, folder) == ["R170"]


@pytest.mark.parametrize(
    "iri",
    ["http://e/x.srl", "https://e/x.srl", "file://host/x.srl", "ftp://e/x", "urn:x", "data:,x"],
)
def test_nothing_comes_from_the_network(tmp_path: Path, iri: str) -> None:
    main = write(tmp_path, "main.srl", f"IMPORTS <{iri}>")
    assert codes(main, Path("/")) == ["R171"]


def test_a_base_on_the_network_makes_relative_imports_network_ones(tmp_path: Path) -> None:
    write(tmp_path, "other.srl", "")
    main = write(tmp_path, "main.srl", "BASE <http://e/>\nIMPORTS <other.srl>")
    assert codes(main, tmp_path) == ["R171"]


def test_a_file_that_is_not_there_or_no_text_is_a_mistake(tmp_path: Path) -> None:
    main = write(tmp_path, "main.srl", "IMPORTS <none.srl>\nIMPORTS <binary.srl>\nIMPORTS <.>")
    (tmp_path / "binary.srl").write_bytes(b"\xff\xfe")
    assert codes(main, tmp_path) == ["R172"] * 3


def test_circles_and_diamonds_read_each_document_once(tmp_path: Path) -> None:
    write(tmp_path, "a.srl", "IMPORTS <b.srl>\nIMPORTS <c.srl>\nRULE :a { :a :b :c } WHERE { }")
    write(tmp_path, "b.srl", "IMPORTS <d.srl>\nRULE :b { :a :b :c } WHERE { }")
    write(tmp_path, "c.srl", "IMPORTS <./x/../d.srl>\nRULE :c { :a :b :c } WHERE { }")
    write(tmp_path, "d.srl", "IMPORTS <a.srl>\nIMPORTS <d.srl>\nRULE :d { :a :b :c } WHERE { }")
    found = program(tmp_path / "a.srl", tmp_path)
    assert [rule.id for rule in found.rules] == [f"<http://e/{name}>" for name in "abcd"]


def test_files_that_are_named_may_import_each_other(tmp_path: Path) -> None:
    paths = [
        write(tmp_path, "a.srl", "IMPORTS <b.srl>\nRULE :a { :a :b :c } WHERE { }"),
        write(tmp_path, "b.srl", "IMPORTS <a.srl>\nRULE :b { :a :b :c } WHERE { }"),
    ]
    sources = [SourceText(str(path), path.read_text()) for path in paths]
    assert len(program_from_sources(sources).rules) == 2


def test_the_order_of_imports_never_matters(tmp_path: Path) -> None:
    write(tmp_path, "x.srl", "DATA { _:n :p 1 }\nRULE { [] :q ?x } WHERE { ?x :p 1 }")
    write(tmp_path, "y.srl", "DATA { _:n :p 2 }")
    one = write(tmp_path, "one.srl", "IMPORTS <x.srl>\nIMPORTS <y.srl>")
    two = write(tmp_path, "two.srl", "IMPORTS <y.srl>\nIMPORTS <x.srl>")
    assert program(one, tmp_path) == program(two, tmp_path)
    assert len({s for s, _, _ in program(one, tmp_path).data}) == 2  # merged, not mixed up


def test_mistakes_of_an_imported_file_have_their_place(tmp_path: Path) -> None:
    write(tmp_path, "other.srl", "RULE { } WEHRE { }")
    main = write(tmp_path, "main.srl", "IMPORTS <other.srl>\nRULE { :a } WHERE { }")
    with pytest.raises(SourceErrors) as caught:
        program(main, tmp_path)
    places = {Path(d.span.source).name for d in caught.value.diagnostics if d.span}
    assert places == {"main.srl", "other.srl"}


def test_a_change_of_an_imported_file_is_never_missed(tmp_path: Path) -> None:
    other = write(tmp_path, "other.srl", "RULE :r { :a :b :c } WHERE { }")
    main = write(tmp_path, "main.srl", "IMPORTS <other.srl>")
    sources = [SourceText(str(main), main.read_text())]

    def names() -> list[str]:
        allowed, folder = Allowed((tmp_path,)), tmp_path / "cache"
        found = kept_program(sources, allowed=allowed, folder=folder)
        return [rule.id for rule in found.rules]

    assert names() == ["<http://e/r>"]
    other.write_text(other.read_text().replace(":r", ":s"))
    assert names() == ["<http://e/s>"]


def test_relative_iris_are_relative_to_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "DATA { <a> <#b> <../c> }\nBASE <http://e/x/>\nDATA { <a> <#b> <../c> }"
    monkeypatch.chdir(tmp_path)
    here = Path.cwd().as_uri()
    (first, second) = program_from_sources([SourceText("in/f.srl", text)]).data
    assert first == (f"<{here}/in/a>", f"<{here}/in/f.srl#b>", f"<{here}/c>")
    assert second == ("<http://e/x/a>", "<http://e/x/#b>", "<http://e/c>")


def test_the_cache_knows_that_relative_iris_depend_on_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = [SourceText("f.srl", "DATA { <a> <b> <c> }")]
    found = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        program = kept_program(sources, folder=tmp_path / "cache")
        found.append(program.data)
    assert found[0] != found[1]
