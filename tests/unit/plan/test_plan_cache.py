"""Plans are kept on disk, and a bad cache never matters."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from vcc.audit.theory import Theory, theory_from_files
from vcc.knowledge import knowledge
from vcc.plan.from_sources import kept_plan, kept_program
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
    program, plan = kept_program([RULES], folder=folder), kept_plan([RULES], folder=folder)
    assert kept_program([RULES], folder=folder) == program
    assert kept_plan([RULES], folder=folder) == plan
    assert made == ["r.srl"]
    assert len(list(folder.iterdir())) == 2


def test_a_plan_that_is_kept_needs_no_program(tmp_path: Path, made: list[str]) -> None:
    plan = kept_plan([RULES], folder=tmp_path)
    (program,) = tmp_path.glob("program-*")
    program.unlink()
    assert kept_plan([RULES], folder=tmp_path) == plan
    assert made == ["r.srl"]


def test_another_text_is_another_program(tmp_path: Path, made: list[str]) -> None:
    kept_program([RULES], folder=tmp_path)
    other = SourceText("r.srl", RULES.text.replace("COUNT", "SUM"))
    assert kept_program([other], folder=tmp_path) != kept_program([RULES], folder=tmp_path)
    assert len(made) == 2


def test_mistakes_are_found_every_time(tmp_path: Path) -> None:
    kept_program([RULES], folder=tmp_path)
    for _ in range(2):
        with pytest.raises(SourceErrors):
            kept_program([RULES], strict_standard=True, folder=tmp_path)


def test_a_damaged_cache_is_made_again(tmp_path: Path, made: list[str]) -> None:
    first = kept_program([RULES], folder=tmp_path)
    (file,) = tmp_path.iterdir()
    for content in (b"", b"nonsense", file.read_bytes()[:100], b"\x80\x04N."):
        file.write_bytes(content)
        assert kept_program([RULES], folder=tmp_path) == first
    assert len(made) == 5


def test_a_cache_that_others_can_write_is_not_read(tmp_path: Path, made: list[str]) -> None:
    kept_program([RULES], folder=tmp_path)
    tmp_path.chmod(0o777)
    kept_program([RULES], folder=tmp_path)
    assert len(made) == 2


def test_a_folder_that_cannot_be_made_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert kept_program([RULES], folder=tmp_path / "file" / "folder").rules


def test_old_plans_are_let_go(tmp_path: Path) -> None:
    for number in range(12):
        kept_program([SourceText(f"{number}.srl", RULES.text)], folder=tmp_path)
    assert len(list(tmp_path.iterdir())) == 8


def test_the_folder_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VCC_CACHE", "")
    assert default_folder() is None
    monkeypatch.setenv("VCC_CACHE", "/x")
    assert default_folder() == Path("/x")
    monkeypatch.delenv("VCC_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/y")
    assert default_folder() == Path("/y/vcc")


def test_no_rules_at_all_are_not_kept(tmp_path: Path) -> None:
    assert not kept_program([], folder=tmp_path).rules
    assert not list(tmp_path.iterdir())


def test_whoever_looks_at_the_whole_theory_takes_the_rules_that_are_kept(
    tmp_path: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VCC_CACHE", str(tmp_path))
    program = kept_program(knowledge().rule_texts)
    assert len(made) > 50
    made.clear()
    theory = theory_from_files(knowledge().files)
    assert isinstance(theory, Theory)
    assert theory.program == program
    assert not made
