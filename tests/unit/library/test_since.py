"""`vcc check --since REV`: what a change concerns is checked, all of it, and nothing else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from checking import check, written
from hypothesis import HealthCheck, given
from hypothesis import settings as with_settings
from hypothesis import strategies as st

from vcc.library.discovery import discover
from vcc.library.git import GitProblem, Repository, repository_of
from vcc.library.history import History
from vcc.library.settings import Settings
from vcc.library.since import concerned, uses_in

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

CASE = "vcc 1\nlanguage en\n{use}\ncase {name} {{\n  actor {name}-firm is {kind}\n}}\n"
SHARED = 'vcc 1\nlanguage en\n{use}\nlibrary {name} {{\n  actor {thing} is firm "{label}"\n}}\n'


def case(name: str, use: str = "", kind: str = "frim") -> str:
    """A case in which one thing is wrong, so that it is seen whether it was checked."""
    return CASE.format(name=name, use=use and f'use "{use}"', kind=kind)


def shared(name: str, use: str = "", label: str = "X") -> str:
    return SHARED.format(name=name, use=use and f'use "{use}"', thing=f"{name}-thing", label=label)


def git(folder: Path, *arguments: str) -> str:
    environment = {
        **os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@example.org",
        "GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@example.org",
    }  # fmt: skip
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], env=environment, capture_output=True, timeout=60,
        check=True,
    )  # fmt: skip
    return done.stdout.decode().strip()


def commit(folder: Path) -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "x")
    return git(folder, "rev-parse", "HEAD")


Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """A repository with these files, all committed; the tests run in it."""

    def made(**files: str) -> Path:
        folder = tmp_path / "repository"
        folder.mkdir()
        git(folder, "init", "-q", "-b", "main")
        written(folder, {name.replace("__", "/"): text for name, text in files.items()})
        commit(folder)
        monkeypatch.chdir(folder)
        return folder

    return made


def checked(*arguments: str) -> list[str]:
    """The files of which something is told."""
    result = check(*(arguments or (".",)), "--since", "HEAD", "--format", "concise")
    assert result.exit_code in (0, 1), result.output
    lines = result.stdout.splitlines()[:-1]
    return sorted({line.split(":")[0] for line in lines})


# ---------------------------------------------------------------- what changed
def test_nothing_changed_is_nothing_to_check(make: Make) -> None:
    make(**{"a.vcc": case("a"), "b.vcc": case("b")})
    result = check(".", "--since", "HEAD")
    assert result.exit_code == 0, result.output
    assert "since HEAD: 0 of 2 files" in result.stderr
    assert "自 HEAD 以来：2 个文件中有 0 个" in check(".", "--since", "HEAD", language="zh").stderr
    assert check(".").exit_code == 1


def test_one_changed_case_of_a_library_is_not_shown_as_one_case_alone(make: Make) -> None:
    """What is shown of a library does not change with how much of it was changed."""
    folder = make(**{f"{name}.vcc": case(name, kind="firm") for name in "ab"})
    written(folder, {"a.vcc": case("a", kind="customer")})
    shown = check(".", "--since", "HEAD").stdout
    assert "1 question (shown by --questions)" in shown
    assert "to the author" not in shown
    assert "1 question to the author" in check("a.vcc", "--since", "HEAD").stdout


@pytest.mark.parametrize("format", ["json", "sarif", "junit", "github", "gitlab", "markdown"])
def test_every_format_can_tell_of_nothing(make: Make, format: str) -> None:
    make(**{"a.vcc": case("a")})
    result = check(".", "--since", "HEAD", "--format", format)
    assert result.exit_code == 0, result.output
    assert "frim" not in result.stdout


def test_what_is_saved_staged_new_or_committed_since_is_checked(make: Make) -> None:
    folder = make(**{f"{name}.vcc": case(name) for name in "abcde"})
    first = git(folder, "rev-parse", "HEAD")
    written(folder, {"a.vcc": case("a", kind="frmi")})
    commit(folder)
    written(folder, {"b.vcc": case("b", kind="frmi"), "new.vcc": case("new")})
    git(folder, "add", "b.vcc")
    written(folder, {"c.vcc": case("c", kind="frmi"), "sub/x y.vcc": case("x")})
    (folder / "d.vcc").unlink()
    git(folder, "mv", "e.vcc", "moved.vcc")
    assert checked() == ["b.vcc", "c.vcc", "moved.vcc", "new.vcc", "sub/x y.vcc"]
    result = check(".", "--since", first, "--format", "concise")
    assert "a.vcc:" in result.stdout
    assert "6 files checked" in result.stdout


def test_a_file_that_says_what_it_said_is_as_it_was(make: Make) -> None:
    folder = make(**{"a.vcc": case("a"), "b.vcc": case("b")})
    os.utime(folder / "a.vcc", (1, 1))
    text = (folder / "b.vcc").read_bytes()
    (folder / "b.vcc").write_bytes(text + b"\n")
    assert checked() == ["b.vcc"]
    (folder / "b.vcc").write_bytes(text)
    assert checked() == []


@pytest.mark.parametrize("name", ["qu\"o'te", "new\nline", "🌱 案例", "-dash", "a\\b", "tab\t"])
def test_names_may_hold_anything(make: Make, name: str) -> None:
    folder = make(**{"a.vcc": case("a")})
    written(folder, {f"{name}.vcc": case("x"), f"in {name}/y.vcc": case("y")})
    assert "2 of 3 files" in check(".", "--since", "HEAD").stderr
    commit(folder)
    assert "0 of 3 files" in check(".", "--since", "HEAD").stderr


def test_what_git_ignores_but_somebody_names_is_checked(make: Make) -> None:
    folder = make(**{"a.vcc": case("a"), ".gitignore": "made/\n"})
    written(folder, {"made/b.vcc": case("b")})
    assert checked() == []
    assert checked("made/b.vcc", "a.vcc") == ["made/b.vcc"]


def test_a_branch_is_compared_with_where_it_left(make: Make) -> None:
    folder = make(**{"a.vcc": case("a"), "b.vcc": case("b")})
    git(folder, "checkout", "-q", "-b", "mine")
    written(folder, {"b.vcc": case("b", kind="frmi")})
    commit(folder)
    git(folder, "checkout", "-q", "main")
    written(folder, {"a.vcc": case("a", kind="frmi")})
    commit(folder)
    git(folder, "checkout", "-q", "mine")
    assert "1 of 2 files" in check(".", "--since", "main").stderr


def test_several_repositories_and_what_leads_into_one(make: Make, tmp_path: Path) -> None:
    folder = make(**{"a.vcc": case("a"), "in__b.vcc": case("b")})
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q", "-b", "main")
    written(other, {"c.vcc": case("c"), "d.vcc": case("d")})
    commit(other)
    written(other, {"c.vcc": case("c", kind="frmi")})
    (tmp_path / "link").symlink_to(folder)
    (folder / "l.vcc").symlink_to("in/b.vcc")
    commit(folder)
    assert checked(str(tmp_path / "link"), str(other)) == [str(other / "c.vcc")]
    written(folder, {"in/b.vcc": case("b", kind="frmi")})
    assert checked() == ["in/b.vcc", "l.vcc"], "a link says what it leads to"


# ---------------------------------------------------------------- what depends on it
def test_a_changed_library_concerns_those_that_use_it_however_far(make: Make) -> None:
    folder = make(**{
        "shared__low.vcc": shared("low"),
        "shared__high.vcc": shared("high", use="low.vcc"),
        "cases__a.vcc": case("a", use="../shared/high.vcc"),
        "cases__b.vcc": case("b", use="../shared/low.vcc"),
        "cases__c.vcc": case("c"),
        "cases__d.vcc": "# { a brace, and “use” nothing\n" + case("d"),
    })  # fmt: skip
    assert checked("cases") == []
    written(folder, {"shared/low.vcc": shared("low", label="Y")})
    assert checked("cases") == ["cases/a.vcc", "cases/b.vcc"]
    commit(folder)
    (folder / "shared/high.vcc").unlink()
    assert checked("cases") == ["cases/a.vcc"]


def test_the_files_that_a_case_uses_are_read_from_its_head(tmp_path: Path) -> None:
    texts = {
        "en": 'vcc 1\n# {\nuse a, b from "l{ib.vcc"\nuse "../x.vcc"\n'
        'case t {\n  # use "no.vcc"\n}\n',
        "zh": "vcc 1\n语言 zh\n引用 甲 来自 “文库.vcc”\n案例 t ｛\n｝\n",
        "one line": 'vcc 1 use "x.vcc" case t { }',
        "none": 'vcc 1\ncase t "those who use it" {\n}\n',
        "broken": 'vcc 1\nuse "x.vcc\ncase t {\n',
        "empty": "",
    }
    written(tmp_path, {f"{name}.vcc": text for name, text in texts.items()})
    found = {
        name: [os.path.relpath(used, tmp_path) for used in uses_in(tmp_path / f"{name}.vcc")]
        for name in texts
    }
    assert found == {
        "en": ["l{ib.vcc", "../x.vcc"], "zh": ["文库.vcc"], "one line": ["x.vcc"],
        "none": [], "broken": [], "empty": [],
    }  # fmt: skip


# ---------------------------------------------------------------- what holds for it
def test_changed_settings_concern_all_for_which_they_hold(make: Make) -> None:
    folder = make(**{
        "a.vcc": case("a"), "in__b.vcc": case("b"), "own__c.vcc": case("c"),
        "vcc.toml": 'extend = "house.toml"\n', "house.toml": "", "own__vcc.toml": "",
    })  # fmt: skip
    assert checked() == []
    written(folder, {"house.toml": "# another\n"})
    assert checked() == ["a.vcc", "in/b.vcc"]
    commit(folder)
    written(folder, {"in/vcc.toml": ""})
    assert checked() == ["in/b.vcc"]
    commit(folder)
    (folder / "in/vcc.toml").unlink()
    assert checked() == ["in/b.vcc"], "settings that are gone do not hold any more"
    (folder / "own/vcc.toml").unlink()
    assert checked() == ["in/b.vcc", "own/c.vcc"]


def test_a_pyproject_concerns_cases_only_where_it_speaks_of_vcc(make: Make) -> None:
    project = '[project]\nname = "x"\n'
    folder = make(**{"a.vcc": case("a"), "pyproject.toml": f"{project}[tool.vcc]\n"})
    written(folder, {"pyproject.toml": f'{project}version = "2"\n[tool.vcc]\n'})
    assert checked() == []
    written(folder, {"pyproject.toml": f'{project}[tool.vcc]\nfail-on = "info"\n'})
    assert checked() == ["a.vcc"]
    written(folder, {"pyproject.toml": project})
    assert checked() == ["a.vcc"], "it spoke of vcc before"


def test_a_changed_baseline_concerns_all(make: Make) -> None:
    folder = make(**{"a.vcc": case("a"), "vcc.toml": 'baseline = "old.json"\n'})
    assert check(".", "--write-baseline").exit_code == 0
    commit(folder)
    assert "0 of 1 files" in check(".", "--since", "HEAD").stderr
    written(folder, {"old.json": '{"format": "vcc-baseline/1", "problems": []}\n'})
    assert checked() == ["a.vcc"]


def test_what_did_not_change_keeps_its_entries_in_a_baseline(make: Make) -> None:
    folder = make(**{name: case(name[0]) for name in ("a.vcc", "b.vcc", "c.vcc")})
    run = partial(check, ".", "--baseline", "b.json")
    run("--write-baseline")
    commit(folder)
    written(folder, {"b.vcc": case("b", kind="firm")})
    (folder / "c.vcc").unlink()
    assert listed(folder) == {"a", "b", "c"}
    run("--since", "HEAD", "--prune-baseline")
    assert listed(folder) == {"a", "c"}
    run("--prune-baseline")
    assert listed(folder) == {"a"}


def listed(folder: Path) -> set[str]:
    """The cases whose mistakes a baseline lists."""
    listed = json.loads((folder / "b.json").read_text())["problems"]
    return {each["case"] for each in listed if each["code"] == "C202"}


def test_a_changed_framework_concerns_all_that_are_checked_with_it(make: Make) -> None:
    folder = make(**{"in__a.vcc": case("a"), "own__m.ttl": "", "own__claims.csv": "a\n"})
    inside = Settings(frameworks=(folder / "own",))

    def is_as_before() -> bool:
        history = History("HEAD", [folder])
        assert history.has_configuration(folder / "in/a.vcc", Settings())
        assert history.has_folder(folder / "own") == history.has_configuration(
            folder / "in/a.vcc", inside
        )
        return history.has_folder(folder / "own")

    assert is_as_before()
    written(folder, {"own/claims.csv": "b\n"})
    assert not is_as_before()
    git(folder, "checkout", "-q", "own")
    assert is_as_before()
    written(folder, {"own/more.rq": "# a question\n"})
    assert not is_as_before(), "a file that is new"
    (folder / "own/more.rq").unlink()
    (folder / "own/m.ttl").unlink()
    assert not is_as_before(), "a file that is gone"
    shutil.rmtree(folder / "own")
    assert not is_as_before()


def test_what_lies_elsewhere_is_taken_to_be_as_it_was(make: Make, tmp_path: Path) -> None:
    folder = make(**{"a.vcc": case("a", use="../else/l.vcc")})
    written(tmp_path, {"else/l.vcc": shared("l"), "else/vcc.toml": ""})
    settings = Settings(files=(tmp_path / "else/vcc.toml",), frameworks=(tmp_path / "else",))
    assert History("HEAD", [folder]).has_configuration(folder / "a.vcc", settings)
    assert checked() == []


# ---------------------------------------------------------------- between cases
def test_what_is_wrong_between_cases_is_told_whichever_of_them_changed(make: Make) -> None:
    folder = make(**{f"{name}.vcc": case(name, kind="firm") for name in "abc"})
    written(folder, {"a.vcc": case("c", kind="firm")})
    result = check(".", "--since", "HEAD", "--format", "concise")
    assert "c.vcc:4:6: C301" in result.stdout, "told at the later one, which did not change"
    assert "2 of 3 files" in result.stderr
    commit(folder)
    assert "C301" not in check(".", "--since", "HEAD").stdout
    assert "C301" in check(".").stdout
    written(folder, {"z.vcc": case("b", kind="firm")})
    assert "z.vcc:4:6: C301" in check(".", "--since", "HEAD", "--format", "concise").stdout


# ---------------------------------------------------------------- what git cannot tell
def test_outside_of_a_repository_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    written(tmp_path, {"a.vcc": case("a")})
    result = check(tmp_path, "--since", "HEAD")
    assert result.exit_code == 2
    assert "is in none" in result.output
    assert "不在任何仓库中" in check(tmp_path, "--since", "HEAD", language="zh").output


@pytest.mark.parametrize(
    "revision", ["nope", "--output=stolen", "--help", "HEAD~7", "a b; touch c", "", "@{u}", ":/x"]
)
def test_a_revision_that_there_is_not_is_told_and_never_an_option(
    make: Make, revision: str
) -> None:
    folder = make(**{"a.vcc": case("a")})
    result = check(".", f"--since={revision}")
    assert result.exit_code == 2, result.output
    assert f"there is no commit {revision}" in result.output
    assert sorted(each.name for each in folder.iterdir()) == [".git", "a.vcc"]


def test_a_repository_without_commits_has_no_revision(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    written(tmp_path, {"a.vcc": case("a")})
    assert check(tmp_path, "--since", "HEAD").exit_code == 2


def test_a_shallow_clone_says_how_to_fetch_more(make: Make, tmp_path: Path) -> None:
    folder = make(**{"a.vcc": case("a")})
    first = git(folder, "rev-parse", "HEAD")
    commit(folder)
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", folder.as_uri(), str(shallow))
    result = check(shallow, "--since", first)
    assert result.exit_code == 2
    assert "fetch-depth: 0" in result.output
    assert check(shallow, "--since", "HEAD").exit_code == 0
    git(shallow, "fetch", "-q", "--unshallow")
    assert check(shallow, "--since", first).exit_code == 0


def test_histories_without_a_common_commit_are_told(make: Make) -> None:
    folder = make(**{"a.vcc": case("a")})
    git(folder, "checkout", "-q", "--orphan", "other")
    written(folder, {"b.vcc": case("b")})
    commit(folder)
    result = check(".", "--since", "main")
    assert result.exit_code == 2
    assert "no commit in common" in result.output


def test_git_that_is_not_there_or_fails_is_told(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make(**{"a.vcc": case("a")})
    empty = tmp_path / "empty"
    empty.mkdir()
    with monkeypatch.context() as context:
        context.setenv("PATH", str(empty))
        result = check(".", "--since", "HEAD")
    assert result.exit_code == 2
    assert "not installed" in result.output
    (folder / ".git/config").write_text("[broken", "utf-8")
    result = check(".", "--since", "HEAD")
    assert result.exit_code == 2
    assert "git cannot tell" in result.output


def test_a_repository_cannot_make_it_run_a_program(make: Make) -> None:
    folder = make(**{"a.vcc": case("a")})
    program = folder / "program"
    program.write_text("#!/bin/sh\ntouch ran\n", "utf-8")
    program.chmod(0o755)
    for name in ("core.fsmonitor", "diff.external", "core.pager"):
        git(folder, "config", name, str(program))
    written(folder, {"a.vcc": case("a", kind="frmi"), ".gitattributes": "*.vcc diff=x\n"})
    git(folder, "config", "diff.x.textconv", str(program))
    (folder / "ran").unlink(missing_ok=True)
    assert checked() == ["a.vcc"]
    assert not (folder / "ran").exists()


def test_in_a_hook_the_folder_decides_and_not_the_hook(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make(**{"a.vcc": case("a")})
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / "index"))
    assert repository_of(folder) == Repository(folder.resolve())
    assert "0 of 1 files" in check(".", "--since", "HEAD").stderr


# ---------------------------------------------------------------- a law
@with_settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_left_out_could_not_have_been_told_otherwise(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Files that a change does not concern are byte for byte what they were, and so is all that
    they use: whoever is left out was checked with the same texts before."""
    folder = tmp_path_factory.mktemp("r")
    git(folder, "init", "-q")
    libraries = [f"l{n}.vcc" for n in range(3)]
    uses = st.sampled_from(["", *libraries])
    texts = {name: shared(name[:2], use=data.draw(uses)) for name in libraries}
    texts |= {f"c{n}.vcc": case(f"c{n}", use=data.draw(uses)) for n in range(4)}
    written(folder, texts)
    commit(folder)
    for name in data.draw(st.lists(st.sampled_from(sorted(texts)), unique=True)):
        written(folder, {name: texts[name] + "# changed\n"})
    history = History("HEAD", [folder])
    kept = concerned(list(discover([folder])), history.has, lambda _: True)
    left_out = set(texts) - {one.path.name for one in kept.files}
    for name in left_out:
        waiting, seen = [folder / name], set[Path]()
        while waiting:
            path = waiting.pop()
            assert path.read_text("utf-8") == texts[path.name]
            more = set(map(Path, uses_in(path))) - seen
            seen |= more
            waiting += more


def test_a_problem_of_git_speaks_both_languages(tmp_path: Path) -> None:
    with pytest.raises(GitProblem) as caught:
        repository_of(tmp_path / "nowhere")
    assert caught.value.words.en
    assert caught.value.words.zh
