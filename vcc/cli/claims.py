"""`vcc claims ID…`: which terms, rules, shapes, advice, examples and tests encode a claim."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import cannot_run
from vcc.cli.output import output_option, put_out
from vcc.cli.settings import colours, language, width
from vcc.cli.theory import files_of_theory
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.audit.model import Claim
    from vcc.audit.theory import Theory
    from vcc.render.claims import ClaimEntry

_NO_CLAIM: Final = Words(
    "no claim {id}; the papers are {papers}, and `vcc claims {first}` lists the claims of one",
    "没有主张 {id}；论文代号为 {papers}，`vcc claims {first}` 列出其中一篇的主张",
)
_NEAR_CLAIM: Final = Words("no claim {id}; did you mean {near}?", "没有主张 {id}；是否指 {near}？")
_UNREADABLE: Final = Words(
    "the theory cannot be read; see: vcc ontology check", "无法读取理论；见：vcc ontology check"
)
_MOST_NEAR: Final = 3


@bilingual(
    Words(
        "Where the claims of the papers live: the terms, rules, shapes, advice, example statements "
        "and tests (in a checkout) that encode each. A whole id shows everything, the beginning of "
        "one (DL, XM-06) a line for each claim.",
        "论文的主张在何处得到表达：术语、规则、结构约束、建议、示例陈述与测试（限于代码检出）。"
        "完整编号显示全部内容；编号开头（如 DL、XM-06）每项主张一行。",
    ),
    "vcc claims DL-087",
    "vcc claims XM-06 --lang zh",
    "vcc claims --missing",
)
@click.argument("ids", nargs=-1, metavar="[ID]…")
@option(
    "--missing",
    is_flag=True,
    words=Words(
        "Only claims that nothing encodes, or nothing of the kind that they need.",
        "只显示未被表达、或缺少相应种类表达的主张。",
    ),
)
@option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    words=Words("For people (text) or machines (json).", "供人阅读或供机器读取的格式。"),
)
@output_option
def command(ids: tuple[str, ...], missing: bool, format_: str, output: Path | None) -> None:
    """Show the claims named (without any: all)."""
    from vcc.render.claims import NOTHING_MISSING, claims_text, json_from_claims

    theory = _theory()
    claims = _chosen(ids, theory.claims)
    entries = [e for e in _entries(theory, claims) if not missing or _is_missing(e)]
    if format_ == "json":
        put_out(json_from_claims(entries) + "\n", output)
        return
    if missing and not entries:
        said = NOTHING_MISSING.filled({"count": str(len(claims))}).in_language(language())
        put_out(said + "\n", output)
        return
    full = bool(ids) and {claim.id for claim in claims} <= {id.upper() for id in ids}
    colour = output is None and colours(sys.stdout)
    said = claims_text(entries, language(), width=width(), colour=colour, full=full)
    put_out(said + "\n", output)


def _theory() -> Theory:
    from vcc.audit.theory import theory_from_files

    theory = theory_from_files(files_of_theory())
    if isinstance(theory, tuple):
        raise cannot_run(_UNREADABLE)
    return theory


def _entries(theory: Theory, claims: Sequence[Claim]) -> Iterator[ClaimEntry]:
    from vcc.audit.encoding import encodings_of, is_strong
    from vcc.audit.mentions import mentions_of_checkout
    from vcc.render.claims import ClaimEntry

    encodings = encodings_of(theory, mentions_of_checkout())
    for claim in claims:
        found = encodings.get(claim.id, ())
        left_out = theory.left_out.get(claim.id, "")
        yield ClaimEntry(claim, found, is_strong(claim.kind, found), left_out)


def _is_missing(entry: ClaimEntry) -> bool:
    return not entry.is_encoded and not entry.left_out


def _chosen(ids: Sequence[str], claims: Sequence[Claim]) -> list[Claim]:
    """The claims whose ids begin so, in the order of the table; all where none is named."""
    wanted = tuple(id.upper() for id in ids) or ("",)
    for id in wanted:
        if not any(claim.id.startswith(id) for claim in claims):
            raise _unknown(id, [claim.id for claim in claims])
    return [claim for claim in claims if claim.id.startswith(wanted)]


def _unknown(id: str, known: Sequence[str]) -> click.ClickException:
    near = get_close_matches(id, known, n=_MOST_NEAR)
    if near:
        return cannot_run(_NEAR_CLAIM, id=id, near=", ".join(near))
    papers = list(dict.fromkeys(name.partition("-")[0] for name in known))
    return cannot_run(_NO_CLAIM, id=id, papers=", ".join(papers), first=papers[0])
