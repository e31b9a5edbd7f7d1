"""The command line as people meet it: exit codes, streams, and every kind of bad input.

Nothing here may show a traceback, hang, or leave a file half written.
"""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from vcc import __version__
from vcc.cli.main import COMMANDS, cli, run

REPOSITORY = Path(__file__).resolve().parent.parent
XIAOMI = REPOSITORY / "examples/01-xiaomi/xiaomi.vcc"
GOOD = 'vcc 1\nlanguage en\n\ncase x en"A small case" {\n  actor a is firm\n}\n'
BROKEN = "vcc 1\nlanguage en\n\ncase y {\n  actor a is frim\n}\n"
KEPT_COMMANDS = ["check", "analyse", "explain", "fmt", "export", "query", "new", "infer"]


def vcc(*arguments: str, language: str = "en", width: int = 100) -> Result:
    environment = {"VCC_LANG": language, "NO_COLOR": "1", "COLUMNS": str(width)}
    return CliRunner(env=environment).invoke(cli, list(arguments))


def process(*arguments: str, **settings: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "VCC_LANG": "en", "NO_COLOR": "1", "COLUMNS": "100"}
    environment |= settings.pop("env", {})  # type: ignore[operator]
    return subprocess.run(
        [sys.executable, "-m", "vcc", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
        **settings,  # type: ignore[call-overload]
    )


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.vcc"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.vcc"
    path.write_text(BROKEN, encoding="utf-8")
    return path


# ---------------------------------------------------------------- help and version
def test_the_version_is_printed() -> None:
    assert vcc("--version").output == f"vcc {__version__}\n"


def test_every_command_can_be_loaded_and_has_help_with_examples() -> None:
    assert set(COMMANDS) >= set(KEPT_COMMANDS)
    for name in COMMANDS:
        result = vcc(name, "--help")
        assert result.exit_code == 0, result.output
        if name not in ("ontology", "rules"):  # groups: their commands have the examples
            assert f"\n  vcc {name}" in result.output, name


@pytest.mark.parametrize("command", [(), ("check",), ("rules", "show")], ids=" ".join)
def test_help_is_shown_for_h_as_well(command: tuple[str, ...]) -> None:
    assert vcc(*command, "-h").output == vcc(*command, "--help").output


@pytest.mark.parametrize("name", ["check", "analyse", "explain", "fmt", "new", "schema"])
def test_help_speaks_chinese(name: str) -> None:
    result = vcc(name, "--help", language="zh")
    assert "示例" in result.output
    assert "输出所用的语言" in result.output


def test_an_unknown_command_gets_a_near_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["chek"]) == 2
    assert "did you mean check" in capsys.readouterr().err


def test_an_unknown_option_could_not_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--nonsense", "x"]) == 2
    assert "--nonsense" in capsys.readouterr().err


# ---------------------------------------------------------------- check
def test_a_clean_case_gives_exit_code_0(good: Path) -> None:
    result = vcc("check", str(good))
    assert result.exit_code == 0
    assert result.output.endswith("1 file checked: nothing found\n")


def test_a_mistake_gives_exit_code_1_and_its_place(broken: Path) -> None:
    result = vcc("check", str(broken))
    assert result.exit_code == 1
    assert f"--> {broken}:5:14" in result.output
    assert "^^^^" in result.output
    assert result.output.endswith("1 file checked: 1 error\n")


def test_mistakes_are_told_in_the_language_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "案例.vcc"
    path.write_text("vcc 1\n语言 zh\n\n案例 x {\n  主体 a 是 企也\n}\n", encoding="utf-8")
    environment = {"NO_COLOR": "1", "VCC_LANG": "", "LANG": "C.UTF-8"}
    result = CliRunner(env=environment).invoke(cli, ["check", str(path)])
    assert result.exit_code == 1
    assert "错误：" in result.output
    assert "已检查 1 个文件：1 个错误" in result.output


@pytest.mark.parametrize(("threshold", "code"), [("error", 0), ("warning", 0), ("info", 1)])
def test_the_threshold_decides_between_0_and_1(tmp_path: Path, threshold: str, code: int) -> None:
    path = tmp_path / "notes.vcc"
    text = GOOD.replace("firm\n", "firm\n  outcome joy is pleasure for a\n")
    path.write_text(text, encoding="utf-8")
    result = vcc("check", str(path), "--fail-on", threshold)
    assert "1 file checked: 1 question" in result.output
    assert result.exit_code == code


def test_concise_output_is_a_line_for_each_mistake(broken: Path) -> None:
    lines = vcc("check", str(broken), "--format", "concise").output.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith(f"{broken}:5:14: C")


def test_json_output_follows_its_published_schema(broken: Path, good: Path) -> None:
    result = vcc("check", str(broken), str(good), str(XIAOMI), "--format", "json")
    report = json.loads(result.output)
    jsonschema.validate(report, json.loads(vcc("schema", "check").output))
    assert [len(file["diagnostics"]) for file in report["files"]] == [1, 0, 0]
    assert report["summary"]["error"] == 1
    assert report["files"][2]["findings"]


def test_a_folder_is_searched_and_hidden_folders_are_not(tmp_path: Path) -> None:
    for name, folder in zip("xyz", ("b", "a/deep", ".hidden"), strict=True):
        (tmp_path / folder).mkdir(parents=True)
        text = BROKEN.replace("case y", f"case {name}")
        (tmp_path / folder / "x.vcc").write_text(text, encoding="utf-8")
    (tmp_path / "b" / "other.txt").write_text("no case", encoding="utf-8")
    first, second, last = vcc("check", str(tmp_path), "--format", "concise").output.splitlines()
    assert first.startswith(str(tmp_path / "a/deep/x.vcc"))
    assert second.startswith(str(tmp_path / "b/x.vcc"))
    assert last == "2 files checked: 2 errors"


def test_a_file_named_twice_is_checked_once(broken: Path) -> None:
    result = vcc("check", str(broken), str(broken), str(broken.parent))
    assert result.output.endswith("1 file checked: 1 error\n")


def test_a_library_is_checked_like_a_case(tmp_path: Path) -> None:
    path = tmp_path / "shared.vcc"
    path.write_text("vcc 1\nlanguage en\n\nlibrary l {\n  actor a is firm\n}\n", encoding="utf-8")
    assert vcc("check", str(path)).exit_code == 0
    path.write_text("vcc 1\nlanguage en\n\nlibrary l {\n  actor a is frim\n}\n", encoding="utf-8")
    assert vcc("check", str(path)).exit_code == 1


# ---------------------------------------------------------------- bad input
def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


BAD_FILES = {
    "empty": b"",
    "only blanks": b"\n\n   \n",
    "binary": bytes(range(256)) * 40,
    "NUL": GOOD.encode().replace(b"firm", b"fi\0rm"),
    "not UTF-8": "案例 x { }".encode("gb18030"),
    "UTF-16": GOOD.encode("utf-16"),
    "bidi": GOOD.replace("firm", "fi\u202erm").encode(),
    "10,000 braces": b"vcc 1 case x " + b"{" * 10_000,
    "a name of 10,000 characters": GOOD.replace(" a ", f" {'a' * 10_000} ").encode(),
    "50 MB": b"# " + b"x" * 50_000_000,
    "no newline at the end": b"vcc 1 case x { actor",
}


@pytest.mark.parametrize("content", BAD_FILES.values(), ids=BAD_FILES)
@pytest.mark.parametrize("command", [["check"], ["fmt"], ["analyse"], ["explain"]], ids=" ".join)
def test_a_bad_file_gets_a_clear_answer_and_stays_as_it_is(
    tmp_path: Path, command: list[str], content: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "bad.vcc", content)
    started = time.monotonic()
    code = run([*command, str(path), *(["logic"] if command == ["explain"] else [])])
    assert time.monotonic() - started < 20
    written = capfd.readouterr()
    shown = written.out + written.err
    assert code == (1 if command == ["check"] and "C0" not in shown else 2), shown[:500]
    assert "Traceback" not in shown
    assert "internal error" not in shown
    assert "bad.vcc" in shown
    assert len(shown) < 20_000
    assert path.read_bytes() == content


@pytest.mark.parametrize("bom", ["\ufeff", ""], ids=["BOM", "no BOM"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_a_byte_order_mark_and_any_line_ending_are_fine(
    tmp_path: Path, bom: str, ending: str
) -> None:
    path = write(tmp_path / "case.vcc", (bom + GOOD.replace("\n", ending)).encode())
    assert vcc("check", str(path)).exit_code == 0


@pytest.mark.parametrize("command", [["check"], ["fmt"], ["analyse"], ["explain"]], ids=" ".join)
def test_a_missing_file_could_not_run(
    command: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    code = run([*command, "nowhere.vcc", *(["logic"] if command == ["explain"] else [])])
    assert code == 2
    assert "nowhere.vcc" in capfd.readouterr().err


def test_a_folder_without_cases_could_not_run(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(tmp_path)]) == 2
    assert "no case files" in capfd.readouterr().err


def test_one_unreadable_file_does_not_hide_the_others(tmp_path: Path, broken: Path) -> None:
    write(tmp_path / "a-binary.vcc", b"\0\1\2")
    result = vcc("check", str(tmp_path), "--format", "concise")
    assert result.exit_code == 2
    assert "frim" in result.output
    assert "C006" in result.output


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_without_permission_could_not_run(good: Path) -> None:
    good.chmod(0)
    result = vcc("check", str(good))
    good.chmod(0o600)
    assert result.exit_code == 2
    assert "C003" in result.output


def test_a_file_that_vanishes_while_it_is_checked_gets_a_diagnostic(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import vcc.cli.check_files as module
    from vcc.library.discovery import Found

    def listed(_paths: object, _run: object) -> list[Found]:
        good.unlink()
        return [Found(good)]

    monkeypatch.setattr(module, "discovered", listed)
    result = vcc("check", str(good))
    assert result.exit_code == 2
    assert "C001" in result.output


def test_a_circle_of_libraries_gets_a_diagnostic(tmp_path: Path) -> None:
    for one, other in ("ab", "ba"):
        text = f'vcc 1\nlanguage en\nuse "{other}.vcc"\n\nlibrary {one} {{\n}}\n'
        write(tmp_path / f"{one}.vcc", text.encode())
    result = vcc("check", str(tmp_path / "a.vcc"))
    assert result.exit_code == 1
    assert "a.vcc" in result.output


def test_an_internal_error_is_one_line_and_debug_shows_the_rest(
    good: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    import vcc.pipeline

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("boom\nsecond line")

    monkeypatch.setattr(vcc.pipeline, "check_many", fail)
    monkeypatch.setenv("VCC_LANG", "en")
    assert run(["check", str(good)]) == 2
    error = capfd.readouterr().err
    assert "internal error: RuntimeError: boom" in error
    assert "report" in error
    assert error.count("\n") == 1
    assert run(["check", str(good), "--debug"]) == 2
    assert "Traceback" in capfd.readouterr().err


# ---------------------------------------------------------------- streams and signals
def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    program = [sys.executable, "-m", "vcc", "analyse", str(XIAOMI), "--format", "json"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        error = running.stderr.read()
        assert running.wait(60) == 141
    assert error == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize(
    "command", [("check",), ("check", "--format", "json"), ("words",), ("--help",)]
)
def test_an_output_without_room_is_told(command: tuple[str, ...], broken: Path) -> None:
    program = [sys.executable, "-m", "vcc", *command]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*program, str(broken)] if command[0] == "check" else program,
            stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60,
            env={**os.environ, "VCC_LANG": "en"},
        )  # fmt: skip
    assert ended.returncode == 2
    assert ended.stderr == "vcc: cannot write the output: No space left on device\n"


def test_ctrl_c_gives_exit_code_130_without_a_traceback(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number:03}.vcc").write_bytes(XIAOMI.read_bytes())
    program = [sys.executable, "-m", "vcc", "check", str(tmp_path), "--format", "concise"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.readline()  # it is at work now
        running.send_signal(signal.SIGINT)
        # read on, as a terminal does: who waits for a full pipe hears of the signal only afterwards
        _, said = running.communicate(timeout=60)
        assert running.returncode == 130
        assert b"Traceback" not in said


def test_output_without_unicode_shows_codes_instead_of_failing(tmp_path: Path) -> None:
    path = tmp_path / "案例.vcc"
    path.write_text(BROKEN, encoding="utf-8")
    done = process("check", str(path), "--lang", "zh", env={"PYTHONIOENCODING": "latin-1"})
    assert done.returncode == 1
    assert "\\u9519\\u8bef" in done.stdout


def test_there_are_no_colours_unless_on_a_terminal(broken: Path) -> None:
    assert "\x1b" not in process("check", str(broken), env={"NO_COLOR": ""}).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_colours_on_a_terminal_heed_no_color(broken: Path, no_color: str, coloured: bool) -> None:
    import pty

    controller, terminal = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "NO_COLOR": no_color, "VCC_LANG": "en"}
    program = [sys.executable, "-m", "vcc", "check", str(broken)]
    subprocess.run(program, stdout=terminal, env=environment, timeout=60)
    os.close(terminal)
    shown = os.read(controller, 65536)
    os.close(controller)
    assert (b"\x1b[" in shown) is coloured


def test_the_start_is_quick_enough_to_forget() -> None:
    """No library that takes long to load may be loaded before it is needed."""
    program = "import sys, vcc.cli.main; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    loaded = set(done.stdout.split())
    assert "click" in loaded
    heavy = {"rdflib", "pyshacl", "owlready2", "numpy", "pyoxigraph", "lark", "rich", "jpype"}
    assert not loaded & heavy


# ---------------------------------------------------------------- fmt
UGLY = "vcc 1\nlanguage en\ncase   x {actor a   is firm # why\n}\n"
NEAT_MODE = 0o640


def test_fmt_writes_the_file_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = write(tmp_path / "ugly.vcc", UGLY.encode())
    path.chmod(NEAT_MODE)
    result = vcc("fmt", str(path))
    assert result.exit_code == 0
    assert "reformatted" in result.output
    assert path.read_text(encoding="utf-8") != UGLY
    assert stat.S_IMODE(path.stat().st_mode) == NEAT_MODE
    assert vcc("fmt", str(path), "--check").exit_code == 0
    assert [p.name for p in tmp_path.iterdir()] == ["ugly.vcc"]


def test_fmt_follows_a_link_and_leaves_it_one(tmp_path: Path) -> None:
    target = write(tmp_path / "target.vcc", UGLY.encode())
    link = tmp_path / "link.vcc"
    link.symlink_to(target)
    assert vcc("fmt", str(link)).exit_code == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") != UGLY


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_fmt_can_only_look(tmp_path: Path, option: str) -> None:
    path = write(tmp_path / "ugly.vcc", UGLY.encode())
    result = vcc("fmt", str(path), option)
    assert result.exit_code == 1
    assert path.read_bytes() == UGLY.encode()
    assert ("+  actor a is firm" in result.output) is (option == "--diff")


def test_fmt_reads_standard_input() -> None:
    done = process("fmt", "-", input=UGLY)
    assert done.returncode == 0
    assert "  actor a is firm" in done.stdout
    assert process("fmt", "-", input=done.stdout).stdout == done.stdout
    assert process("fmt", "-", "--check", input=UGLY).returncode == 1
    assert process("fmt", "-", input="case {").returncode == 2


def test_fmt_translates_keywords_both_ways(good: Path) -> None:
    assert vcc("fmt", str(good), "--keywords", "zh").exit_code == 0
    assert "主体 a 是 企业" in good.read_text(encoding="utf-8")
    assert vcc("fmt", str(good), "--keywords", "en").exit_code == 0
    assert good.read_text(encoding="utf-8") == GOOD


def test_a_failed_write_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "ugly.vcc", UGLY.encode())

    def fail(_self: Path, _target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    result = vcc("fmt", str(path))
    assert result.exit_code == 2
    assert "No space left on device" in result.output
    assert path.read_bytes() == UGLY.encode()
    assert [p.name for p in tmp_path.iterdir()] == ["ugly.vcc"]


# ---------------------------------------------------------------- new
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_new_case_is_commented_laid_out_and_passes_the_check(
    tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert vcc("new", "coffee-club", "--lang", language).exit_code == 0
    text = Path("coffee-club.vcc").read_text(encoding="utf-8")
    assert text.count("#") > 15
    assert vcc("check", "coffee-club.vcc", "--fail-on", "warning").exit_code == 0
    assert vcc("fmt", "--check", "coffee-club.vcc").exit_code == 0


def test_new_never_overwrites(good: Path) -> None:
    result = vcc("new", str(good))
    assert result.exit_code == 2
    assert good.read_text(encoding="utf-8") == GOOD


@pytest.mark.parametrize("name", ["", "a b", "-x", "x-", "../", "a" * 101, "a/b c", "x\u202ey"])
def test_new_refuses_what_is_no_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert vcc("new", "--", name).exit_code == 2
    assert not list(tmp_path.iterdir())


def test_a_new_case_may_be_called_like_a_keyword() -> None:
    assert "case `actor`" in vcc("new", "actor", "-o", "-").output


# ---------------------------------------------------------------- analyse and explain
def test_an_analysis_written_to_a_file_is_the_one_on_the_screen(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    shown = vcc("analyse", str(XIAOMI), "--format", "markdown").output
    result = vcc("analyse", str(XIAOMI), "--format", "markdown", "-o", str(file))
    assert result.exit_code == 0
    assert result.output == ""
    assert file.read_text(encoding="utf-8") == shown


def test_a_report_that_cannot_be_written_is_no_success(good: Path, tmp_path: Path) -> None:
    result = vcc("analyse", str(good), "-o", str(tmp_path / "no such folder" / "x.txt"))
    assert result.exit_code == 2
    assert "cannot write" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["good.vcc"]


def test_a_case_with_mistakes_cannot_be_analysed(broken: Path) -> None:
    result = vcc("analyse", str(broken))
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "frim" in result.stderr


def test_a_library_cannot_be_analysed(tmp_path: Path) -> None:
    path = write(tmp_path / "l.vcc", b"vcc 1\nlanguage en\n\nlibrary l {\n}\n")
    result = vcc("analyse", str(path))
    assert result.exit_code == 2
    assert "is a library" in result.stderr


def test_what_is_ambiguous_is_listed_and_what_is_unknown_gets_near_ones() -> None:
    ambiguous = vcc("explain", str(XIAOMI), "stage:")
    assert ambiguous.exit_code == 2
    assert ambiguous.output.count("\n  stage:") == 4
    unknown = vcc("explain", str(XIAOMI), "stage:joint-delivary")
    assert unknown.exit_code == 2
    assert "stage:joint-delivery" in unknown.output
    nothing = vcc("explain", str(XIAOMI), "§§§")
    assert nothing.exit_code == 2
    assert "vcc analyse" in nothing.output


def test_a_unique_beginning_is_enough() -> None:
    short = vcc("explain", str(XIAOMI), "stage:joint-del")
    assert short.exit_code == 0
    assert short.output == vcc("explain", str(XIAOMI), "stage:joint-delivery").output


def test_depth_cuts_the_proof_and_says_so() -> None:
    shallow = vcc("explain", str(XIAOMI), "stage:joint-delivery", "--depth", "1").output
    whole = vcc("explain", str(XIAOMI), "stage:joint-delivery", "--depth", "0").output
    assert "more steps" in shallow
    assert "more steps" not in whole
    assert len(whole) > 3 * len(shallow)


def test_completion_offers_the_ids_of_the_case() -> None:
    environment = {
        "_VCC_COMPLETE": "bash_complete",
        "COMP_WORDS": f"vcc explain {XIAOMI} stage:",
        "COMP_CWORD": "3",
    }
    done = process(env=environment)
    assert done.stdout.splitlines() == [
        "plain,stage:joint-capture",
        "plain,stage:joint-creation",
        "plain,stage:joint-delivery",
        "plain,stage:joint-proposition",
    ]


def test_completion_of_a_broken_case_is_silent(broken: Path) -> None:
    environment = {
        "_VCC_COMPLETE": "bash_complete",
        "COMP_WORDS": f"vcc explain {broken} s",
        "COMP_CWORD": "3",
    }
    done = process(env=environment)
    assert done.stdout.strip() == ""
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("check --nope", "没有选项 '--nope'"),
        ("check --format nonsense x", "'--format' 的值无效：'nonsense' 不在可选值之内"),
        ("check --jobs x x", "'x' 不是整数"),
        ("repair x a --at-most 99", "99 不在范围 1<=x<=4 之内"),
        ("infer --timeout x", "'x' 不是数"),
        ("agreement x", "缺少参数 '乙编码'"),
        ("claims DL-001 --lang", "选项 '--lang' 需要一个值"),
        ("completion bash more", "多余的参数：more"),
    ],
)
def test_what_the_command_line_lacks_is_told_in_chinese(arguments: str, said: str) -> None:
    by_option = "--lang" not in arguments
    for more, variable in (((), "zh"), (("--lang", "zh"), ""))[: 1 + by_option]:
        done = process(*arguments.split(), *more, env={"VCC_LANG": variable})
        assert done.returncode == 2
        assert said in done.stderr
        assert "Invalid" not in done.stderr
        assert done.stderr.startswith("vcc: ")
