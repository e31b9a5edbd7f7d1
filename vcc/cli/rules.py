"""`vcc rules`: which rules there are, what they say, how they are run, whether they are right."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vcc.cli.bilingual import BilingualGroup, option
from vcc.cli.bilingual import command as bilingual
from vcc.cli.errors import COULD_NOT_RUN, cannot_run
from vcc.cli.rule_files import by_name, show_mistakes, sources_from_paths
from vcc.cli.settings import colours, language, width
from vcc.cli.theory import theory
from vcc.source.diagnostic import SourceErrors, Words
from vcc.source.text import SourceText

if TYPE_CHECKING:
    from vcc.knowledge import Knowledge
    from vcc.plan.operators import Plan
    from vcc.program.syntax import Program, Rule
    from vcc.render.rule_text import DescribedRule
    from vcc.vocabulary.rule_notes import RuleNotes

_ABOUT: Final = Words(
    "The rules: list them, show one, or print the plan by which they are run. Without FILE, the "
    "rules that come with vcc.",
    "规则：列出、展示，或输出执行计划。省略文件时为随 vcc 提供的规则。",
)
_UNKNOWN: Final = Words(
    "no rule is called {name}; names are printed by: vcc rules list",
    "没有名为 {name} 的规则；名称见：vcc rules list",
)
_NEAR: Final = Words("no rule is called {name}; did you mean:\n{list}",
                     "没有名为 {name} 的规则；是否指：\n{list}")  # fmt: skip
_AMBIGUOUS: Final = Words("{name} can mean several rules:\n{list}", "{name} 可指多条规则：\n{list}")
_WELL_FORMED: Final = Words("{count} rules: no mistakes", "{count} 条规则：无错误")
_LOCAL: Final = Words(
    "{count} rules: each looks at one case at a time", "{count} 条规则：每条只涉及一个案例"
)
_NOT_LOCAL: Final = Words(
    "{count} rules: {wrong} may join several cases", "{count} 条规则：{wrong} 条可能连接多个案例"
)
_FILES: Final = click.argument(
    "files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]…"
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """Rule files, read and checked."""

    sources: tuple[SourceText, ...]
    program: Program
    known: Knowledge
    are_shipped: bool

    @property
    def plan(self) -> Plan:
        """How they are run."""
        from vcc.plan.from_sources import kept_plan

        return self.known.plan if self.are_shipped else kept_plan(self.sources)

    def _notes(self) -> RuleNotes:
        from vcc.vocabulary.rule_notes import rule_notes_from_sources

        return self.known.notes if self.are_shipped else rule_notes_from_sources(self.sources)

    def described(self, rules: Iterable[Rule]) -> list[DescribedRule]:
        """Rules with their texts and with what their files say about them."""
        from vcc.findings.claims import claims_from_ids
        from vcc.findings.triples import Triples
        from vcc.render.rule_text import DescribedRule

        notes, texts = self._notes().by_rule, by_name(self.sources)
        claims = Triples(self.known.claims)

        def described(rule: Rule) -> DescribedRule:
            note = notes.get(rule.id)
            named = claims_from_ids(note.claims if note else (), claims)
            return DescribedRule(rule, texts[rule.span.source], note, named)

        return list(map(described, rules))


@bilingual(
    Words(
        "Print the plan: in which phases rules run, and each rule as the operators that evaluate "
        "it. A rule on a circle has further pipelines, which begin with what is new.",
        "输出执行计划：规则分哪些阶段执行，每条规则由哪些算子求值。处于循环中的规则另有从新事实"
        "开始的流水线。",
    ),
    "vcc rules plan --rule party.side",
    "vcc rules plan family.srl",
    name="plan",
)
@_FILES
@option("--rule", "rules", multiple=True, metavar="RULE",
        words=Words("A rule to show, by its IRI or name; may be repeated.",
                    "要展示的规则（IRI 或名称）；可重复。"))  # fmt: skip
def plan(files: tuple[Path, ...], rules: tuple[str, ...]) -> None:
    """The plan as text."""
    from vcc.render.plan_text import text_from_plan
    from vcc.vocabulary.namespaces import PREFIXES

    loaded = _loaded(files)
    only = {_named(name, loaded.program.rules).id for name in rules} or None
    click.echo(text_from_plan(loaded.plan, PREFIXES, only), nl=False)


@bilingual(
    Words(
        "List the rules, one a line: name, whose word it is (stated, derived or ours), the claims "
        "of the papers, label.",
        "列出规则，每行一条：名称、依据（原述、推出、本项目）、主张、标签。",
    ),
    "vcc rules list",
    "vcc rules list --lang zh",
    "vcc rules list family.srl",
    name="list",
)
@_FILES
def list_(files: tuple[Path, ...]) -> None:
    """The rules as a table."""
    from vcc.render.rule_text import text_from_rules

    loaded = _loaded(files)
    click.echo(text_from_rules(_described(loaded, loaded.program.rules), language()), nl=False)


@bilingual(
    Words(
        "Show one rule: label, reason, whose word it is, the claims with their sections, the text "
        "of the rule, a case on which it fires and one on which it is silent.",
        "展示一条规则：标签、理由、依据、论文主张及章节、规则文本，以及触发与不触发的案例。",
    ),
    "vcc rules show party.side",
    "vcc rules show :party.side --lang zh",
    name="show",
)
@click.argument("rule")
@_FILES
def show(rule: str, files: tuple[Path, ...]) -> None:
    """One rule for people."""
    from vcc.render.rule_text import text_from_rule

    loaded = _loaded(files)
    (described,) = _described(loaded, [_named(rule, loaded.program.rules)])
    colour = colours(sys.stdout)
    click.echo(text_from_rule(described, language(), width=width(), colour=colour), nl=False)


@bilingual(
    Words(
        "Check rules: their text, that they are well formed and stratified; with --case-local also "
        "that each looks at one case at a time, so that many cases may be compiled apart.",
        "检查规则：文本、形式与分层；使用 --case-local 时，还检查每条规则是否只涉及一个案例，"
        "以便分别编译众多案例。",
    ),
    "vcc rules check --case-local",
    "vcc rules check family.srl",
    name="check",
)
@_FILES
@option(
    "--case-local",
    is_flag=True,
    words=Words("Also prove that no rule joins several cases.", "另证明没有规则连接多个案例。"),
)
def check(files: tuple[Path, ...], case_local: bool) -> int:
    """1 where a rule may join cases; what is wrong with the text ends the command."""
    from vcc.audit.locality import not_local

    loaded, known = _loaded(files), theory()
    found = list(not_local(loaded.program, known.ontology, known.theory)) if case_local else []
    if found:
        show_mistakes(SourceErrors(found), loaded.sources)
    said = _NOT_LOCAL if found else _LOCAL if case_local else _WELL_FORMED
    count = {"count": f"{len(loaded.program.rules):,}", "wrong": str(len(found))}
    click.echo(said.filled(count).in_language(language()))
    return 1 if found else 0


def _loaded(files: Sequence[Path]) -> Loaded:
    """The rule files named, or those that come with vcc; ends the command where they are wrong."""
    from vcc.plan.from_sources import kept_program

    known = theory()
    sources = tuple(sources_from_paths(files)) if files else known.rule_texts
    try:
        return Loaded(sources, kept_program(sources), known, not files)
    except SourceErrors as error:
        show_mistakes(error, sources)
        raise click.exceptions.Exit(COULD_NOT_RUN) from error


def _described(loaded: Loaded, rules: Iterable[Rule]) -> list[DescribedRule]:
    """Rules with their descriptions; ends the command where those are no Turtle."""
    try:
        return loaded.described(rules)
    except SourceErrors as error:
        show_mistakes(error, loaded.sources)
        raise click.exceptions.Exit(COULD_NOT_RUN) from error


def _named(name: str, rules: Sequence[Rule]) -> Rule:
    """The one rule that is meant, by IRI, prefixed name or local name."""
    from vcc.render.rule_text import rule_name, rule_names

    known = [(rule, rule_names(rule)) for rule in rules]
    found = [rule for rule, names in known if name in names]
    if len(found) == 1:
        return found[0]
    if found:
        listed = "\n".join(f"  {rule.id}" for rule in found)
        raise cannot_run(_AMBIGUOUS, name=name, list=listed)
    names = {n: rule_name(rule) for rule, names in known for n in names}
    near = dict.fromkeys(names[n] for n in get_close_matches(name, names, 3))
    listed = "\n".join(f"  {n}" for n in near)
    raise cannot_run(_NEAR if near else _UNKNOWN, name=name, list=listed)


command = BilingualGroup("rules", _ABOUT, [list_, show, plan, check])
