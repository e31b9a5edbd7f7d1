"""`vcc rule CODE`: what a code says, why, an example, how to repair it, the claims behind it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vcc import __version__
from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import cannot_run
from vcc.cli.output import output_option, put_out
from vcc.cli.settings import colours, language, width
from vcc.cli.theory import theory
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.library.code_pages import CodePages

_NO_CODE: Final = Words(
    "there is no code {code}; they are listed by: vcc rule --list",
    "没有代码 {code}；全部代码见：vcc rule --list",
)
_NEAR: Final = Words(
    "there is no code {code}; did you mean {near}?", "没有代码 {code}；是否指 {near}？"
)
_IS_RULE: Final = Words(
    "{code} is a rule, not a code that a check reports; it is shown by: vcc rules show {code}",
    "{code} 是一条规则，而不是检查所报告的代码；查看规则请用：vcc rules show {code}",
)
_WHICH: Final = Words(
    "name a code, such as S244, or give --list or --all",
    "请指定代码，例如 S244，或使用 --list 或 --all",
)


@bilingual(
    Words(
        "Explain a code that `vcc check` reports (C202, S244, gap-own-research): what it says, "
        "why, an example that it is about, how to repair it, the claims of the papers behind it. "
        "Beginnings (S24, gap) explain several.",
        "解释 vcc check 报告的代码（C202、S244、gap-own-research）：含义、缘由、示例、改正方法，"
        "以及所依据的论文主张。写代码的开头（S24、gap）则解释多个。",
    ),
    "vcc rule S244",
    "vcc rule gap-own-research --lang zh",
    "vcc rule --list",
    "vcc rule --all --format markdown > codes.md",
)
@click.argument("codes", nargs=-1, metavar="[CODE]…")
@option(
    "--list",
    "as_list",
    is_flag=True,
    words=Words("List codes, one a line.", "列出代码，每行一个。"),
)
@option("--all", "every", is_flag=True, words=Words("Every code.", "全部代码。"))
@option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    words=Words("For people (text, markdown) or machines (json).", "供人阅读或供机器读取的格式。"),
)
@output_option
def command(
    codes: tuple[str, ...], as_list: bool, every: bool, format_: str, output: Path | None
) -> None:
    """Write the pages of some codes, or of all."""
    from vcc.library.code_pages import CodePages
    from vcc.render import code_pages as render

    if not (codes or as_list or every):
        raise cannot_run(_WHICH)
    known = CodePages(theory())
    chosen = _chosen(codes, known) if codes else known.codes
    pages = [known.page(code) for code in chosen]
    if format_ == "json":
        text = render.json_from_pages(pages, __version__)
    elif as_list:
        text = render.text_from_list(pages, language())
    elif format_ == "markdown":
        text = render.markdown_from_pages(pages, language())
    else:
        colour = output is None and colours(sys.stdout)
        parts = (render.text_from_page(p, language(), width=width(), colour=colour) for p in pages)
        text = "\n\n".join(parts)
    put_out(text, output)


def _chosen(wanted: Sequence[str], known: CodePages) -> list[str]:
    """The codes that are named, or that begin so; ends the command where there are none."""
    from vcc.library.selection import fits

    found: dict[str, None] = {}
    for code in wanted:
        by_case = {each.lower(): each for each in known.codes}
        name = by_case.get(code.lower(), code)
        fitting = [name] if name in known.codes else [c for c in known.codes if fits(name, c)]
        if not fitting:
            if _is_rule(code):
                raise cannot_run(_IS_RULE, code=code)
            near = get_close_matches(code.lower(), by_case, 3, 0.6)
            listed = ", ".join(by_case[each] for each in near)
            raise cannot_run(_NEAR if near else _NO_CODE, code=code, near=listed)
        found.update(dict.fromkeys(fitting))
    return list(found)


def _is_rule(name: str) -> bool:
    """Whether a rule is called so: `vcc rules` shows it."""
    from vcc.render.rule_text import rule_names

    return any(name in rule_names(rule) for rule in theory().program.rules)
