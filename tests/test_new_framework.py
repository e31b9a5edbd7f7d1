"""A framework in a folder of its own is a framework like those that ship: no Python, no less.

`repair_commons` is one that we made up. What is said about the mistakes of newcomers is tested on
copies of it with one thing wrong.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest

import vcc
from vcc.audit.check import audit
from vcc.audit.model import Outcome, StepId
from vcc.cli.main import COMMANDS, WITHOUT_THEORY, run
from vcc.engine import rule_fires
from vcc.knowledge import knowledge
from vcc.pipeline import analyse
from vcc.source.diagnostic import Diagnostic, Severity, SourceErrors
from vcc.source.text import Span
from vcc.vocabulary.frameworks import theory_files
from vcc.vocabulary.namespaces import vcc as term

FRAMEWORK = Path(__file__).parent / "repair_commons"
CASE = FRAMEWORK / "saturday.vcc"
CHINESE = FRAMEWORK / "xiu.vcc"


@dataclass(frozen=True)
class Said:
    """What a command wrote, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "100")

    def ask(*arguments: object, framework: Path = FRAMEWORK, lang: str = "en") -> Said:
        code = run([*map(str, arguments), "--framework", str(framework), "--lang", lang])
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return ask


# --- used as any other framework ---


def test_check_finds_what_the_framework_finds_and_gives_its_advice(said) -> None:
    found = said("check", CASE)
    assert found.code == 0
    assert "repaired-for-people warning" in found.out
    assert "Ask owners to stay and hold the tools themselves. [RC-011 §5.1]" in found.out
    assert "skill-stays" in found.out
    assert said("check", CASE, "--fail-on", "warning").code == 1


def test_check_in_chinese_speaks_the_chinese_of_the_framework(said) -> None:
    found = said("check", CASE, lang="zh")
    assert "没有物主参与" in found.out
    assert "请物主留下来，自己动手。" in found.out


def test_its_chinese_words_can_be_written(said) -> None:
    found = said("check", CHINESE, "--format", "json", lang="zh")
    data = json.loads(found.out)
    assert found.code == 0
    names = {f["name"] for file in data["files"] for f in file["findings"]}
    assert "skill-stays" in names


def test_the_report_shows_its_stages_mechanisms_loops_and_roles(said) -> None:
    report = said("analyse", CASE).out
    for shown in (
        "Frameworks that apply: repair commons",
        "✓ tools in common",
        "✓ guided repair — Ana and Ben take part",
        "✓ skill passed on",
        "✓ loop of repair",
        "✓ comes back to help",
        "Ana: repair host",
        "next: Ask owners to stay",
    ):
        assert shown in report
    chinese = said("analyse", CASE, lang="zh").out
    assert "共修社" in chinese
    assert "技能相传" in chinese


def test_an_element_that_is_denied_is_absent_and_one_not_told_is_unknown(tmp_path: Path) -> None:
    case = tmp_path / "c.vcc"
    case.write_text(
        "vcc 1\nlanguage en\ncase c {\n  framework repair-commons\n  actor a is repair-volunteer\n"
        "  actor b is customer\n  absent interaction x is joint-repair between a, b\n}\n",
        encoding="utf-8",
    )
    inferred = set(analyse(case, knowledge(FRAMEWORK)).conclusions.inferred)
    statuses = {(p, o) for _, p, o in inferred}
    assert (term("absent"), term("guided-repair")) in statuses
    assert (term("absent"), term("hands-together")) in statuses
    assert (term("unknown"), term("tool-pooling")) in statuses
    assert (term("unknown"), term("repair-loop")) in statuses


def test_the_json_of_the_report_follows_the_published_schema(said) -> None:
    data = json.loads(said("analyse", CASE, "--format", "json").out)
    schema = Path(vcc.__file__).parent / "render" / "schemas" / "analysis.schema.json"
    jsonschema.validate(data, json.loads(schema.read_text(encoding="utf-8")))
    text = json.dumps(data, ensure_ascii=False)
    assert "repair-commons" in text
    assert "修理循环" in text


def test_a_finding_is_explained_down_to_its_claim(said) -> None:
    why = said("explain", CASE, "finding:repaired-for-people").out
    assert "RC-011 §5.1" in why
    lines = CASE.read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if "activity batch" in text)
    assert f"saturday.vcc:{line}" in why
    loop = said("explain", CASE, "loop:repair-loop", lang="zh").out
    assert "修理循环" in loop


def test_fmt_translates_its_words_and_back(said, tmp_path: Path) -> None:
    copy = tmp_path / "copy.vcc"
    shutil.copy(CASE, copy)
    before = copy.read_text(encoding="utf-8")
    assert said("fmt", copy, "--keywords", "zh").code == 0
    assert "共同修理" in copy.read_text(encoding="utf-8")
    assert said("fmt", copy, "--keywords", "en").code == 0
    shown = ("--format", "concise")  # a line each, however long the path is
    again = said("check", copy, *shown).out.replace(str(copy), str(CASE))
    assert again == said("check", CASE, *shown).out
    assert "joint-repair" in copy.read_text(encoding="utf-8")
    assert len(copy.read_text(encoding="utf-8").splitlines()) == len(before.splitlines())


def test_export_and_query_know_its_terms(said) -> None:
    turtle = said("export", CASE, "--graph", "all").out
    assert ":joint-repair" in turtle
    assert ":repair-loop" in turtle
    rows = said("query", CASE, "--query", FRAMEWORK / "queries/who-learns.rq", "--format", "csv")
    assert "saturday/ben" in rows.out
    asked = "SELECT ?l { GRAPH <https://w3id.org/vcc/> { :repair-host rdfs:label ?l } }"
    labels = said("query", CASE, "--text", asked)
    assert "修理东道主" in labels.out


def test_rules_are_listed_and_shown_with_their_claims(said) -> None:
    assert ":RC.guided" in said("rules", "list").out
    shown = said("rules", "show", "RC.guided").out
    assert "RC-007 §3.2" in shown


def test_python_takes_one_folder_or_several() -> None:
    for folders in (FRAMEWORK, str(FRAMEWORK), [FRAMEWORK]):
        case = vcc.load(CASE, frameworks=folders)
        assert "stage:hands-together" in case.explainable
        assert any(f.name == "repaired-for-people" for f in case.check() if hasattr(f, "name"))


def test_without_the_folder_its_words_are_unknown() -> None:
    with pytest.raises(SourceErrors) as caught:
        vcc.load(CASE)
    assert any("repair-volunteer" in d.message.en for d in caught.value.diagnostics)


def test_a_slip_in_its_words_is_answered_with_its_words(said, tmp_path: Path) -> None:
    case = tmp_path / "slip.vcc"
    text = CASE.read_text(encoding="utf-8").replace("is joint-repair", "is joint-repare")
    case.write_text(text, encoding="utf-8")
    assert "joint-repair`" in said("check", case).out


def test_all_commands_that_ask_the_theory_refuse_a_folder_that_is_none(said) -> None:
    asking = {
        "check": (CASE,), "analyse": (CASE,), "explain": (CASE, "logic"), "export": (CASE,),
        "query": (CASE, "--text", "ASK {}"), "fmt": (CASE, "--keywords", "zh", "--check"),
        "rules": ("list",), "ontology": ("check",), "simulate": ("growth",),
        "new": ("--framework-template", "x"),
    }  # fmt: skip
    assert set(asking) <= set(COMMANDS) - WITHOUT_THEORY
    for command, arguments in asking.items():
        found = said(command, *arguments, framework=Path("no/such/folder"))
        assert found.code == 2, command
        assert "T001" in found.err, command


def test_what_ships_concludes_the_same_with_and_without_the_framework() -> None:
    bakery = FRAMEWORK.parent.parent / "examples/02-bakery/bakery.vcc"
    alone = set(analyse(bakery).conclusions.inferred)
    beside = set(analyse(bakery, knowledge(FRAMEWORK)).conclusions.inferred)
    assert alone == beside


def test_every_rule_of_the_framework_has_a_case_on_which_it_fires() -> None:
    theory = knowledge(FRAMEWORK)
    own = [n for n in theory.notes.rules if n.span and "repair_commons" in n.span.source]
    assert len(own) == 10
    fired = [rule_fires(analyse(CASE, theory).conclusions, note.iri) for note in own]
    assert sum(map(bool, fired)) == len(own) - 1, "all but the denial"


# --- the audit ---


def test_the_audit_passes_on_the_framework() -> None:
    steps = {step.id: step for step in audit_without_owl(FRAMEWORK)}
    wrong = {
        problem.message.en
        for step in steps.values()
        for problem in step.problems
        if "repair_commons" in str(problem.place)
    }
    assert not wrong
    for id in (StepId.FRAMEWORKS, StepId.CLAIMS, StepId.EXAMPLES):
        assert steps[id].outcome is Outcome.PASSED
    assert steps[StepId.EXAMPLES].checked == 22
    coverage = steps[StepId.CLAIMS].coverage
    assert coverage is not None
    assert not coverage.uncovered
    assert [claim.id for claim, _ in coverage.listed] == ["RC-013"]


# --- what newcomers get wrong ---


@dataclass(frozen=True)
class Slip:
    """A change to one file of the framework, and what must be said about it, and where."""

    file: str
    old: str
    new: str
    says: str
    zh: str
    line: str = ""

    def __str__(self) -> str:
        return self.says


# Each of these is found before anything else can be looked at.
ALONE = [
    Slip("repair-commons.ttl", ':claim "RC-001" ;', ':claim "RC-001"', "not Turtle", "Turtle",
         "rdfs:isDefinedBy"),
    Slip("repair-commons.shapes.ttl", "sh:path", "sh;path", "not Turtle", "Turtle", "sh;path"),
    Slip("claims.csv", "RC-002,", "DL-002,", "DL-002 has a row already", "已有一行", "DL-002"),
    Slip("claims.csv", "claim,section", "id,section", "has the columns", "应有列"),
    Slip("stages.srl", "WHERE { ?i :episodeOf ?c ; :kind/:broaderKind :joint-repair }",
         "WHERE { ?i :episodeOf ?c NOT { ?c :unknown :tools-in-common } }",
         "depends on itself through NOT", "NOT"),
    Slip("stages.srl", "RULE :RC.host {", "RULE :party.side {", "party.side", "party.side"),
    Slip("findings.srl", "NOT { ?i :ownsRepaired ?b }", "NOT { ?i :ownsRepaired ?b",
         "ends too early", "没有写完"),
]  # fmt: skip
# These are found together.
TOGETHER = [
    Slip("repair-commons.ttl", ":hands-together a owl:NamedIndividual , :Stage ;",
         ":hands-together a owl:NamedIndividual , :Stgae ;", "Stgae is used, but no module",
         "没有模块声明它", ":Stgae"),
    Slip("stages.srl", ":kind/:broaderKind :tool-lending", ":kind/:broaderKind :tool-lendign",
         "tool-lendign is used", "没有模块声明它", ":tool-lendign"),
    Slip("findings.srl", "?i :ownsRepaired ?a .", "?i :ownsRepared ?a .", "ownsRepared is used",
         "没有模块声明它", ":ownsRepared"),
    Slip("repair-commons.ttl", ':word "joint-repair"@en , "共同修理"@zh',
         ':word "co-design"@en , "制造"@zh', "names both", "同时指",
         ":joint-repair a "),
    Slip("repair-commons.ttl", ":repair-volunteer a owl:", ":firm a owl:", "declared by vcc itself",
         "请另取名称", ":firm a"),
    Slip("repair-commons.ttl", ":skill-gained a", "<http://example.org/x#gained> a",
         "not in the namespace", "命名空间", "<http://example.org"),
    Slip("repair-commons.ttl", ", :Framework ;", ", :Term ;", "class :Framework is declared",
         "没有声明 :Framework"),
    Slip("stages.srl", "#: :RC.host a :Rule", "#: :RC.hots a :Rule", "RC.host has no note",
         "没有说明", "RULE :RC.host"),
]  # fmt: skip
# These stop no command; the audit tells of them.
STYLE = [
    Slip("repair-commons.ttl", '"joint repair"@en , "共同修理"@zh', '"joint repair"@en',
         "joint-repair has no label in Chinese", "joint-repair 没有中文标签", ":joint-repair a"),
    Slip("repair-commons.ttl", ':word "tool-lending"@en , "出借工具"@zh', ':word "tool-lending"@en',
         "a case cannot name tool-lending in Chinese", "无法用中文称呼", ":tool-lending a"),
    Slip("stages.srl", "interaction fix is consulting", "interaction fix is joint-repair",
         "fires on an example on which it should be silent", "不应触发", "#: :RC.applies"),
    Slip("stages.srl",
         ':silentOn """actor v is repair-volunteer activity fix is joint-repair by v""" .',
         ':silentOn """actor v is nobody""" .', "an example of RC.owner has a mistake",
         "RC.owner 的用例有错误", "#: :RC.owner"),
    Slip("repair-commons.shapes.ttl", ":skill-gained , :profit", ":skill-gained",
         "does not break it", "未违反该约束", ":RepairShape"),
    Slip("stages.srl", '"RC-010"', '"RC-077"', "claim RC-077, which is not in the table",
         "表中没有的主张 RC-077", "#: :RC.host"),
]  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FRAMEWORK, tmp_path / "repair-commons"))


def make(slip: Slip, folder: Path) -> None:
    path = folder / slip.file
    text = path.read_text(encoding="utf-8")
    assert slip.old in text, slip
    path.write_text(text.replace(slip.old, slip.new, 1), encoding="utf-8")


def place_of(slip: Slip, folder: Path, span: Span | str | None) -> None:
    """The file is named, with the line that has the slip (or is near, where Turtle stops)."""
    assert span, slip
    if isinstance(span, str):
        assert span == str(folder / slip.file)
        return
    assert span.source == str(folder / slip.file)
    if slip.line:
        line = (folder / slip.file).read_text(encoding="utf-8").splitlines()[span.line - 1]
        assert slip.line in line, (slip, line)


def mistakes_of(folder: Path) -> tuple[Diagnostic, ...]:
    with pytest.raises(SourceErrors) as caught:
        knowledge(folder)
    return caught.value.diagnostics


def assert_told(slip: Slip, folder: Path, mistakes: tuple[Diagnostic, ...]) -> None:
    told = [m for m in mistakes if slip.says in m.message.en and slip.zh in m.message.zh]
    assert told, (slip, mistakes)
    if told[0].span or slip.line:
        place_of(slip, folder, told[0].span)
    else:
        assert str(folder / slip.file) in told[0].message.en


@pytest.mark.parametrize("slip", ALONE, ids=str)
def test_a_mistake_stops_every_command_and_says_where(slip: Slip, copy: Path) -> None:
    make(slip, copy)
    assert_told(slip, copy, mistakes_of(copy))


def test_all_mistakes_in_names_are_told_at_once(copy: Path, said) -> None:
    for slip in TOGETHER:
        make(slip, copy)
    mistakes = mistakes_of(copy)
    for slip in TOGETHER:
        assert_told(slip, copy, mistakes)
    shown = said("check", CASE, framework=copy)
    assert shown.code == 2
    assert ":Stgae ;" in shown.err, "the line is shown"
    assert "internal error" not in shown.err


def audit_without_owl(folder: Path):
    owl = (StepId.PROFILE, StepId.CONSISTENCY, StepId.SATISFIABILITY)
    for step in audit(theory_files([folder])):
        if step.id in owl:
            return
        yield step


def test_the_audit_tells_what_cannot_be_read(copy: Path) -> None:
    for slip in (ALONE[0], ALONE[1], ALONE[2], ALONE[6]):
        make(slip, copy)
    (files,) = audit_without_owl(copy)
    assert files.outcome is Outcome.FAILED
    named = {str(problem.place).partition(":")[0] for problem in files.problems}
    wrong = ("repair-commons.ttl", "repair-commons.shapes.ttl", "claims.csv", "findings.srl")
    assert {str(copy / file) for file in wrong} <= named


def test_the_audit_finds_what_does_not_stop_a_command(copy: Path, said) -> None:
    for slip in STYLE:
        make(slip, copy)
    assert said("check", CASE, framework=copy).code == 0
    problems = [p for step in audit_without_owl(copy) for p in step.problems]
    for slip in STYLE:
        told = [p for p in problems if slip.says in p.message.en and slip.zh in p.message.zh]
        assert told, (slip, problems)
        place_of(slip, copy, told[0].place)


MISREAD = """
:section-hosts a owl:NamedIndividual , :ReportSection ;
    :reportLayout "lisst" ; :reportOrder "tenth" ; :reportProperties "rolle" ;
    :reportId "host:{subjekt}" .
:tie-measure a owl:NamedIndividual , :NetworkMeasure ;
    :measureProcedure "conected" ; :measureEdges "tiedInNetwork" .
:joint-repair rdfs:label :repair-host .
"""
MISREADINGS = [
    Slip("repair-commons.ttl", "", "", says, zh, line)
    for says, zh, line in (
        (
            "not `lisst`; did you mean `list`?",
            "而非“lisst”；是否想写“list”？",
            ':reportLayout "lis',
        ),
        ("a whole number, not `tenth`", "应为整数，而非“tenth”", ':reportOrder "tenth"'),
        ("fills `{subjekt}` in `:reportId`", "“{subjekt}”无从填写", ':reportId "host'),
        ("names `rolle`, but no module", "提到“rolle”，但没有模块", ':reportProperties "rolle"'),
        (
            "not `conected`; did you mean",
            "而非“conected”；是否想写",
            ':measureProcedure "conected"',
        ),
        ("tie-measure has no `:measureNodes`.", "缺少“:measureNodes”。", ":tie-measure a"),
        ("tie-measure has no `:measureResult`.", "缺少“:measureResult”。", ":tie-measure a"),
        ("`rdfs:label` of joint-repair takes text", "须为引号内的文字", "rdfs:label :repair-host"),
    )
]


@pytest.fixture
def misread(copy: Path) -> Path:
    """The framework with a section, a measure and a label that cannot be read."""
    with (copy / "repair-commons.ttl").open("a", encoding="utf-8") as module:
        module.write(MISREAD)
    return copy


def test_a_section_or_measure_that_cannot_be_read_is_told_with_all_other_mistakes(
    misread: Path,
) -> None:
    for slip in TOGETHER:
        make(slip, misread)
    mistakes = mistakes_of(misread)
    assert {mistake.code for mistake in mistakes} == {"T020"}
    for slip in (*TOGETHER, *MISREADINGS):
        assert_told(slip, misread, mistakes)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_command_does_not_take_it_for_an_error_of_its_own(misread: Path, said, lang: str) -> None:
    found = said("check", CASE, framework=misread, lang=lang)
    assert found.code == 2
    assert found.err.count("T020") == len(MISREADINGS)
    assert "--debug" not in found.err, "no internal error"


def test_the_audit_tells_the_same_mistakes_and_runs_no_examples_beside_them(misread: Path) -> None:
    for slip in TOGETHER:
        make(slip, misread)
    steps = {step.id: step for step in audit_without_owl(misread)}
    problems = [p for step in steps.values() for p in step.problems]
    for slip in (*TOGETHER, *MISREADINGS):
        told = [p for p in problems if slip.says in p.message.en and slip.zh in p.message.zh]
        assert told, slip
        place_of(slip, misread, told[0].place)
    assert steps[StepId.NAMES].outcome is Outcome.FAILED
    assert steps[StepId.EXAMPLES].outcome is Outcome.SKIPPED


def test_a_section_of_its_own_is_shown(copy: Path, said) -> None:
    with (copy / "repair-commons.ttl").open("a", encoding="utf-8") as module:
        module.write(
            """
:section-hosts a owl:NamedIndividual , :ReportSection ;
    rdfs:label "Who takes part"@en , "谁参与"@zh ;
    :reportLayout "list" ; :reportOrder 17 ; :reportBrief "each" ; :reportProperties "joinedBy" .
"""
        )
    assert "Who takes part" in said("analyse", CASE, framework=copy).out
    assert "谁参与" in said("analyse", CASE, framework=copy, lang="zh").out


UNHEARD = """
RULE :RC.host { ?p :role :repair-host .
  ?a :hostsAt ?h }"""
HOSTS_AT = """
:hostsAt a owl:ObjectProperty ;
    rdfs:label "hosts at"@en , "做东于"@zh ;
    skos:definition "An actor runs the place of a repair."@en , "主体提供修理场所。"@zh ;
    skos:example "Ana hosts at the hall on Saturday."@en , "安娜周六在大厅做东。"@zh ;
    :isOurs true ;
    rdfs:isDefinedBy <frameworks/repair-commons> .
"""


def conclude_for_nobody(folder: Path) -> None:
    make(Slip("stages.srl", "\nRULE :RC.host { ?p :role :repair-host }", UNHEARD, "", ""), folder)
    with (folder / "repair-commons.ttl").open("a", encoding="utf-8") as module:
        module.write(HOSTS_AT)


def test_the_author_is_warned_of_what_is_concluded_for_nobody(copy: Path, said) -> None:
    conclude_for_nobody(copy)
    frameworks = next(step for step in audit_without_owl(copy) if step.id is StepId.FRAMEWORKS)
    assert frameworks.outcome is Outcome.WARNED
    (problem,) = frameworks.problems
    assert (problem.code, problem.severity) == ("T021", Severity.WARNING)
    assert problem.subject == term("hostsAt")
    slip = Slip("stages.srl", "", "", "`:hostsAt`: no section", "无人可见", "  ?a :hostsAt ?h }")
    assert slip.says in problem.message.en
    assert slip.zh in problem.message.zh
    place_of(slip, copy, problem.place)
    assert said("check", CASE, framework=copy).code == 0
    page = said("rule", "T021", framework=copy)
    assert "warning" in page.out
    assert ":isIntermediate true" in page.out


def test_a_conclusion_that_is_there_for_queries_only_is_no_mistake(copy: Path) -> None:
    conclude_for_nobody(copy)
    with (copy / "repair-commons.ttl").open("a", encoding="utf-8") as module:
        module.write(":hostsAt :isIntermediate true .\n")
    steps = {step.id: step for step in audit_without_owl(copy)}
    assert steps[StepId.FRAMEWORKS].outcome is Outcome.PASSED
    wrong = [p for step in steps.values() for p in step.problems if str(copy) in str(p.place)]
    assert not wrong


def test_a_claim_that_nothing_names_is_shown_as_open(copy: Path) -> None:
    with (copy / "claims.csv").open("a", encoding="utf-8") as table:
        table.write("RC-099,7,rule,something,某事\n")
    claims = next(step for step in audit_without_owl(copy) if step.id is StepId.CLAIMS)
    assert claims.coverage is not None
    assert [claim.id for claim in claims.coverage.uncovered] == ["RC-099"]


@pytest.mark.parametrize(
    ("make_folder", "code"),
    [
        (lambda path: None, "T001"),
        (lambda path: path.write_text("x"), "T002"),
        (lambda path: path.mkdir(), "T003"),
        (lambda path: (path.mkdir(), (path / "a.shapes.ttl").write_text("")), "T003"),
        (lambda path: (path.mkdir(), (path / "a.ttl").touch(), (path / "b.ttl").touch()), "T004"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_folder_that_is_no_framework_is_refused_with_a_way_out(
    make_folder, code: str, lang: str, tmp_path: Path, said
) -> None:
    folder = tmp_path / "framework"
    make_folder(folder)
    for command in (("check", CASE), ("ontology", "check")):
        found = said(*command, framework=folder, lang=lang)
        assert found.code == 2
        assert code in found.err
        assert str(folder) in found.err.replace("\n", "")
        assert ("help:" if lang == "en" else "建议：") in found.err


def test_the_same_folder_twice_counts_once(said) -> None:
    """Settings and the command line may both name it."""
    twice = said("check", CASE, "--framework", FRAMEWORK)
    assert twice == said("check", CASE)


def test_a_file_that_is_no_text_is_named(copy: Path, said) -> None:
    (copy / "stages.srl").write_bytes(b"\xff\xfe\x00")
    found = said("check", CASE, framework=copy)
    assert found.code == 2
    assert "stages.srl" in "".join(found.err.split())


def test_a_framework_that_changed_is_read_again(copy: Path) -> None:
    assert "共同修理" in knowledge(copy).terms.words("ActivityKind", "zh")
    word = ':word "joint-repair"@en , '
    make(Slip("repair-commons.ttl", word + '"共同修理"@zh', word + '"一起修"@zh', "", ""), copy)
    assert "一起修" in knowledge(copy).terms.words("ActivityKind", "zh")


def test_two_frameworks_may_be_used_together(tmp_path: Path, said) -> None:
    other = tmp_path / "care-circles"
    assert said("new", "--framework-template", other).code == 0
    found = said("check", other / "example.vcc", "--framework", other)
    assert found.code == 0
    assert "care-circles-alone" in found.out


# --- the template ---


def test_the_template_is_a_framework_without_mistakes(tmp_path: Path, said) -> None:
    folder = tmp_path / "seed-swaps"
    assert said("new", "--framework-template", folder).code == 0
    steps = list(audit_without_owl(folder))
    problems = [p for s in steps for p in s.problems if str(p.place).startswith(str(tmp_path))]
    assert not problems
    assert {s.id for s in steps} >= {StepId.FRAMEWORKS, StepId.CLAIMS, StepId.EXAMPLES}
    report = said("analyse", folder / "example.vcc", framework=folder).out
    assert "first stage of seed swaps" in report
    assert "[SS-004 §4]" in report


@pytest.mark.parametrize("name", ["metaverse", "Big", "with space", "9", "-x"])
def test_a_name_that_cannot_be_a_framework_is_refused(name: str, tmp_path: Path, said) -> None:
    found = said("new", "--framework-template", tmp_path / name)
    assert found.code == 2
    assert not (tmp_path / name).exists()


def test_nothing_is_written_over(tmp_path: Path, said) -> None:
    folder = tmp_path / "seed-swaps"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    assert said("new", "--framework-template", folder).code == 2
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]
