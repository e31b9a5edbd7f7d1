"""What git knows of a working tree: where it begins, a commit of it, what differs from then.

Git is called with lists of arguments, never through a shell; what people write is only ever asked
for as a revision, after `--end-of-options`.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from vcc.source.diagnostic import Words

NO_GIT: Final = Words(
    "--since needs git, which is not installed", "--since 需要 git，但系统中未安装"
)
NO_REPOSITORY: Final = Words(
    "--since needs a git repository, and {path} is in none",
    "--since 需要 git 仓库，而 {path} 不在任何仓库中",
)
NO_REVISION: Final = Words(
    "there is no commit {revision} in the repository {path}; git log lists them",
    "仓库 {path} 中没有提交 {revision}；可用 git log 查看",
)
SHALLOW: Final = Words(
    "this clone is shallow, and what it holds does not reach back to {revision}; fetch more "
    "(git fetch --unshallow; fetch-depth: 0 for actions/checkout; GIT_DEPTH: 0 for GitLab)",
    "此克隆为浅克隆，现有历史不及 {revision}；请获取更多历史"
    "（git fetch --unshallow；actions/checkout 用 fetch-depth: 0；GitLab 用 GIT_DEPTH: 0）",
)
NOTHING_IN_COMMON: Final = Words(
    "{revision} has no commit in common with what is checked out",
    "{revision} 与当前检出的内容没有共同的提交",
)
GIT_FAILED: Final = Words("git cannot tell: {reason}", "git 无法回答：{reason}")
# Where git says that a repository is, it is while one of its hooks runs; here the folder decides.
_OF_A_HOOK: Final = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
_SETTINGS: Final = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_NOT_IN_ONE: Final = "not a git repository"


class GitProblem(Exception):
    """Git cannot tell what is asked; `words` say why, and what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True)
class Repository:
    """A working tree: the real path of its uppermost folder."""

    root: Path

    def base(self, revision: str) -> str:
        """The id of the commit up to which what is checked out and a revision are the same: the
        revision itself where all of its history is checked out, or else where the two parted.

        Raises:
            GitProblem: if there is no such commit, or history does not reach back to it.
        """
        asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        found = _git(self.root, *asked)
        named = {"revision": revision, "path": str(self.root)}
        if found.returncode:
            raise GitProblem((SHALLOW if self._is_shallow() else NO_REVISION).filled(named))
        commit = _line(found.stdout)
        common = _git(self.root, "merge-base", "--end-of-options", commit, "HEAD")
        if common.returncode:
            raise GitProblem((SHALLOW if self._is_shallow() else NOTHING_IN_COMMON).filled(named))
        return _line(common.stdout)

    def tracked(self) -> frozenset[str]:
        """The files that git keeps, from the root on."""
        return _names(self._asked("ls-files", "-z"))

    def differing(self, commit: str) -> frozenset[str]:
        """What differs from a commit, saved or not: files that git keeps, and those that are gone.

        `commit` is an id, as `base` gives it.
        """
        return _names(
            self._asked(
                "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv",
                "--no-relative", "--ignore-submodules=none", "--end-of-options", commit, "--",
            )
        )  # fmt: skip

    def content(self, commit: str, path: str) -> bytes | None:
        """What a file held at a commit; None where there was none."""
        found = _git(self.root, "cat-file", "blob", f"{commit}:{path}")
        return None if found.returncode else found.stdout

    def _asked(self, *arguments: str) -> bytes:
        found = _git(self.root, *arguments)
        if found.returncode:
            raise _failed(found)
        return found.stdout

    def _is_shallow(self) -> bool:
        return _line(_git(self.root, "rev-parse", "--is-shallow-repository").stdout) == "true"


def repository_of(folder: Path) -> Repository:
    """The repository that a folder is in.

    Raises:
        GitProblem: if there is none, or git is not installed.
    """
    found = _git(folder, "rev-parse", "--show-toplevel")
    if found.returncode == 0:
        return Repository(Path(os.path.realpath(os.fsdecode(found.stdout.removesuffix(b"\n")))))
    if _NOT_IN_ONE in found.stderr.decode(errors="replace"):
        raise GitProblem(NO_REPOSITORY.filled({"path": str(folder)}))
    raise _failed(found)


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    # No program that a repository names is run to find out what changed.
    command = ["git", "-C", str(folder), "-c", "core.fsmonitor=false", *arguments]
    try:
        return subprocess.run(  # noqa: S603 (a list; see the top of the module)
            command, env=kept | _SETTINGS, stdin=subprocess.DEVNULL, capture_output=True,
            check=False,
        )  # fmt: skip
    except FileNotFoundError as error:
        raise GitProblem(NO_GIT) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise GitProblem(GIT_FAILED.filled({"reason": reason})) from error


def _failed(found: subprocess.CompletedProcess[bytes]) -> GitProblem:
    """What git itself says, without its first word."""
    said = found.stderr.decode(errors="replace").strip() or f"exit code {found.returncode}"
    return GitProblem(GIT_FAILED.filled({"reason": said.removeprefix("fatal: ")}))


def _line(output: bytes) -> str:
    return output.decode(errors="replace").strip()


def _names(output: bytes) -> frozenset[str]:
    return frozenset(os.fsdecode(name) for name in output.split(b"\0") if name)
