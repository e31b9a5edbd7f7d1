"""Which files a run is about: compared with what git itself says, and on what disks hold."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from counting import calls_of
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from vcc.library.discovery import Found, discover
from vcc.library.patterns import Pattern
from vcc.library.settings import Settings


def tree(root: Path, *files: str) -> None:
    for name in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")


def names(root: Path, *paths: str, **options: object) -> list[str]:
    wanted = [root / path for path in paths] or [root]
    found = list(discover(wanted, **options))  # type: ignore[arg-type]
    assert not [f.problem for f in found if f.problem]
    return [found_.path.relative_to(root).as_posix() for found_ in found]


def chosen(root: Path, *, include: str = "", exclude: str = "") -> Callable[[Path], Settings]:
    def patterns(text: str) -> tuple[Pattern, ...]:
        return tuple(Pattern(root, glob) for glob in text.split())

    made = Settings(include=patterns(include), exclude=patterns(exclude))
    return lambda _: made


def test_files_of_a_folder_come_before_its_folders_by_name(tmp_path: Path) -> None:
    tree(tmp_path, "b/z.vcc", "b/a.vcc", "a/y.vcc", "m.vcc", "c.vcc", "notes.md", "a/b/x.vcc")
    expected = ["c.vcc", "m.vcc", "a/y.vcc", "a/b/x.vcc", "b/a.vcc", "b/z.vcc"]
    assert names(tmp_path) == expected
    assert names(tmp_path, "b", "m.vcc", ".") == ["b/a.vcc", "b/z.vcc", "m.vcc", *(
        e for e in expected if e not in ("b/a.vcc", "b/z.vcc", "m.vcc")
    )]  # fmt: skip


def test_what_is_named_is_taken_whoever_ignores_it(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("*.vcc\n/old/\n", encoding="utf-8")
    tree(tmp_path, "a.vcc", "old/b.vcc", "odd.txt")
    assert names(tmp_path) == []
    assert names(tmp_path, "a.vcc", "odd.txt") == ["a.vcc", "odd.txt"]
    assert names(tmp_path, with_ignored=True) == ["a.vcc", "old/b.vcc"]
    (tmp_path / ".gitignore").write_text("/old/\n", encoding="utf-8")
    assert names(tmp_path) == ["a.vcc"]
    assert names(tmp_path, "old") == ["old/b.vcc"], "the folder was named"


def test_a_gitignore_outside_a_repository_still_counts_below_it(tmp_path: Path) -> None:
    tree(tmp_path, "a/keep.vcc", "a/drop.vcc")
    (tmp_path / "a/.gitignore").write_text("drop*\n", encoding="utf-8")
    assert names(tmp_path) == ["a/keep.vcc"]


def test_what_is_hidden_is_left_out(tmp_path: Path) -> None:
    tree(tmp_path, ".venv/a.vcc", ".vcc_cache/b.vcc", "c.vcc", "._c.vcc")
    (tmp_path / ".#c.vcc").symlink_to("coder@host.1234")  # as Emacs says that it is being edited
    assert names(tmp_path) == ["c.vcc"]
    assert names(tmp_path, "._c.vcc") == ["._c.vcc"], "what is named is taken"


def test_settings_include_and_exclude(tmp_path: Path) -> None:
    tree(tmp_path, "cases/a.vcc", "cases/draft/b.vcc", "other/c.vcc", "cases/read.md")
    assert names(tmp_path, settings_of=chosen(tmp_path, exclude="draft")) == [
        "cases/a.vcc", "other/c.vcc",
    ]  # fmt: skip
    only = chosen(tmp_path, include="cases", exclude="a.vcc")
    assert names(tmp_path, settings_of=only) == ["cases/draft/b.vcc"]
    assert names(tmp_path, "other/c.vcc", settings_of=only) == ["other/c.vcc"]


@pytest.mark.parametrize(
    "name", ["with space", "quo\"te's", "new\nline", "🌱案例", "-dash", "a\\b", "tab\t", "%20"]
)
def test_names_may_hold_anything(tmp_path: Path, name: str) -> None:
    tree(tmp_path, f"{name}/{name}.vcc")
    assert names(tmp_path) == [f"{name}/{name}.vcc"]


def test_names_that_are_no_text_are_found_too(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.vcc")).write_text("")
    except OSError:
        pytest.skip("this file system knows names in UTF-8 only")
    (tmp_path / ".gitignore").write_bytes(b"\xff\xfe\n")
    assert [os.fsencode(found.path.name) for found in discover([tmp_path])] == [b"caf\xe9.vcc"]


def test_circles_of_links_are_harmless(tmp_path: Path) -> None:
    tree(tmp_path, "a/b/c.vcc")
    (tmp_path / "a/b/up").symlink_to(tmp_path)
    (tmp_path / "a/self.vcc").symlink_to(tmp_path / "a/self.vcc")
    (tmp_path / "a/folder.vcc").symlink_to(tmp_path / "a/b")
    (tmp_path / "a/gone.vcc").symlink_to(tmp_path / "nothing.vcc")
    assert names(tmp_path) == ["a/gone.vcc", "a/self.vcc", "a/b/c.vcc"]


def test_a_pipe_is_told_and_never_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.vcc")
    tree(tmp_path, "a.vcc")
    told = {found.path.name: found.problem for found in discover([tmp_path])}
    assert told["a.vcc"] is None
    assert told["pipe.vcc"] is not None
    assert told["pipe.vcc"].code == "C010"


def test_a_folder_that_cannot_be_read_is_told_and_the_rest_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree(tmp_path, "a/x.vcc", "b/y.vcc")
    real = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == "a":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    first, second = discover([tmp_path])
    assert first.problem is not None
    assert (first.problem.code, first.path.name) == ("C009", "a")
    assert second == Found(tmp_path / "b/y.vcc")


_NAMES = st.sampled_from(["a", "b", "draft", "keep", "old"])
_LINES = st.lists(
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["", "!"]),
        st.sampled_from(["", "/", "**/", "a/", "b/", "a/**/"]),
        st.sampled_from(["*", "a", "b", "draft*", "keep", "*.vcc", "keep.vcc", "o?d", "[ab]"]),
        st.sampled_from(["", "/", "/*", "/**", ".vcc"]),
    ),
    max_size=5,
)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@example(files=["a/a.vcc"], ignores={"": ["!*", "*/"]})
@example(files=["a/b/a.vcc"], ignores={"": ["*/", "!a/"]})
@example(files=["a/a.vcc"], ignores={"": ["*.vcc"], "a/": ["b/", "!/b/"]})
@example(files=["a/keep.vcc", "a/b.vcc"], ignores={"": ["a/**", "!a/keep.vcc"]})
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    files=st.lists(
        st.builds(lambda parts, last: "/".join([*parts, last + ".vcc"]),
                  st.lists(_NAMES, max_size=3), _NAMES),
        min_size=1, max_size=8, unique=True),
    ignores=st.dictionaries(st.sampled_from(["", "a/", "b/", "a/b/", "draft/"]), _LINES),
)  # fmt: skip
def test_what_is_ignored_is_what_git_ignores(
    files: list[str], ignores: dict[str, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", str(root)], check=True, timeout=30)
    tree(root, *files)
    for folder, lines in ignores.items():
        (root / folder).mkdir(parents=True, exist_ok=True)
        (root / folder / ".gitignore").write_text("\n".join(lines) + "\n", encoding="utf-8")
    listed = subprocess.run(
        ["git", "-C", str(root), "ls-files", "-z", "-co", "--exclude-standard"],
        check=True, capture_output=True, text=True, timeout=30,
    ).stdout.split("\0")  # fmt: skip
    assert sorted(names(root)) == sorted(name for name in listed if name.endswith(".vcc"))


@pytest.mark.parametrize("in_each", [100, pytest.param(1000, marks=pytest.mark.slow)])
def test_a_hundred_thousand_files_take_no_more_work_each_than_a_few(
    tmp_path: Path, in_each: int
) -> None:
    """A tenth of them where disks are slow to make them."""
    (tmp_path / ".gitignore").write_text("*.tmp\nbuild/\n", encoding="utf-8")
    for folder in range(100):
        inside = tmp_path / f"{folder:02}"
        inside.mkdir()
        for number in range(in_each):
            os.close(os.open(inside / f"{number:03}.vcc", os.O_CREAT))
    found: list[Found] = []
    calls = calls_of(lambda: found.extend(discover([tmp_path])))
    assert len(found) == 100 * in_each
    assert calls < 150 * len(found), "about 100 a file, of some tenths of a microsecond"
