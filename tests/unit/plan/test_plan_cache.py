"""Plans are kept on disk, and a bad cache never matters."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from vcc.plan.from_sources import program_and_plan_from_sources
from vcc.source.diagnostic import SourceErrors
from vcc.source.kept import default_folder
from vcc.source.text import SourceText

RULES = SourceText("r.srl", "RULE { <a:a> <a:b> ?n } WHERE { ?x <a:c> ?y COUNT(?y AS ?n) }")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files whose program was really read."""
    names: list[str] = []

    def counting(sources: tuple[SourceText, ...], **settings: object) -> object:
        names.extend(source.name for source in sources)
        return real(sources, **settings)

    module = sys.modules["vcc.plan.from_sources"]
    real = module.program_from_sources
    monkeypatch.setattr(module, "program_from_sources", counting)
    return names


def test_the_second_time_nothing_is_parsed(tmp_path: Path, made: list[str]) -> None:
    folder = tmp_path / "new"
    first = program_and_plan_from_sources([RULES], folder=folder)
    assert program_and_plan_from_sources([RULES], folder=folder) == first
    assert made == ["r.srl"]
    assert len(list(folder.iterdir())) == 1


def test_another_text_is_another_program(tmp_path: Path, made: list[str]) -> None:
    program_and_plan_from_sources([RULES], folder=tmp_path)
    other = SourceText("r.srl", RULES.text.replace("COUNT", "SUM"))
    assert program_and_plan_from_sources([other], folder=tmp_path) != program_and_plan_from_sources(
        [RULES], folder=tmp_path
    )
    assert len(made) == 2


def test_mistakes_are_found_every_time(tmp_path: Path) -> None:
    program_and_plan_from_sources([RULES], folder=tmp_path)
    for _ in range(2):
        with pytest.raises(SourceErrors):
            program_and_plan_from_sources([RULES], strict_standard=True, folder=tmp_path)


def test_a_damaged_cache_is_made_again(tmp_path: Path, made: list[str]) -> None:
    first = program_and_plan_from_sources([RULES], folder=tmp_path)
    (file,) = tmp_path.iterdir()
    for content in (b"", b"nonsense", file.read_bytes()[:100], b"\x80\x04N."):
        file.write_bytes(content)
        assert program_and_plan_from_sources([RULES], folder=tmp_path) == first
    assert len(made) == 5


def test_a_cache_that_others_can_write_is_not_read(tmp_path: Path, made: list[str]) -> None:
    program_and_plan_from_sources([RULES], folder=tmp_path)
    tmp_path.chmod(0o777)
    program_and_plan_from_sources([RULES], folder=tmp_path)
    assert len(made) == 2


def test_a_folder_that_cannot_be_made_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert program_and_plan_from_sources([RULES], folder=tmp_path / "file" / "folder")[0].rules


def test_old_plans_are_let_go(tmp_path: Path) -> None:
    for number in range(12):
        program_and_plan_from_sources([SourceText(f"{number}.srl", RULES.text)], folder=tmp_path)
    assert len(list(tmp_path.iterdir())) == 8


def test_the_folder_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VCC_CACHE", "")
    assert default_folder() is None
    monkeypatch.setenv("VCC_CACHE", "/x")
    assert default_folder() == Path("/x")
    monkeypatch.delenv("VCC_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/y")
    assert default_folder() == Path("/y/vcc")
