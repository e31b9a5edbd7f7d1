"""What somebody probably meant who wrote what the parser refuses: habits of other languages.

Each row is tried where the parser stopped: what stands there, what stands before it, and which
terminal would have been taken instead. The first row that fits gives the advice.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from vcc.source.diagnostic import Words


@dataclass(frozen=True, slots=True)
class Habit:
    """`here` matches what was refused, `before` the text that ends there, `expected` one terminal
    that could stand there; `{0}` in the advice is what `here` captured, or all that it matched."""

    advice: Words
    here: str
    before: str = ""
    expected: str = ""


_FULL_WIDTH: Final = dict(
    zip("｛｝（）［］：；，。．＝＜＞？“”‘’「」、", '{}()[]:;,..=<>?""\'\'"",', strict=True)
)
_IN_EXPRESSION: Final = r"(?:FILTER|SET)\s*\([^{}]*"
HABITS: Final = (
    Habit(Words("write `{0}` of the Latin keyboard", "请用半角的 `{0}`"),
          f"([{''.join(_FULL_WIDTH)}])"),
    Habit(Words("comments begin with `#`", "注释以 `#` 开头"), r"//|/\*|--|;;"),
    Habit(Words("write `PREFIX` without `@`, and no `.` at the end",
                "请写 `PREFIX`，不加 `@`，末尾不加 `.`"), r"@(?:prefix|base)\b"),
    Habit(Words("write `{0}:`", "请写 `{0}:`"), r"([\w-]+)(?=\s*<)", r"PREFIX\s+"),
    Habit(Words("write `<{0}>`", "请写 `<{0}>`"), r"(\w+:\S*)", r"(?:PREFIX\s+\S*:|BASE)\s+"),
    Habit(Words("statements follow each other without `.` or `;`", "语句之间不加 `.` 或 `;`"),
          r"[.;]", r"\}\s*", "$END"),
    Habit(Words("write `>=`", "请写 `>=`"), r">", r"=\s*"),
    Habit(Words("write `<=`", "请写 `<=`"), r"<(?!\S*>)", r"=\s*"),
    Habit(Words("write `=`: it compares values", "请写 `=`，它比较的是值"), r"=", r"="),
    Habit(Words("write `!=`", "请写 `!=`"), r">", r"<"),
    Habit(Words("write `&&`", "请写 `&&`"), r"(?i:and)\b|&", _IN_EXPRESSION),
    Habit(Words("write `||`", "请写 `||`"), r"(?i:or)\b|\|(?!\|)", _IN_EXPRESSION),
    Habit(Words("write `:=`", "请写 `:=`"), r"=", r"(?i:SET)\s*\(\s*[?$]\w+\s*"),
    Habit(Words("write `SET(?x := …)`", "请写 `SET(?x := …)`"), r"[?$]", r"(?i:SET)\s+"),
    Habit(Words("write `NOT {{ … }}`; no FILTER is needed", "请写 `NOT {{ … }}`，不需要 FILTER"),
          r"(?i:NOT|EXISTS)\b", r"(?i:FILTER)\s+"),
    Habit(Words("write `FILTER(…)`", "请写 `FILTER(…)`"), r"[?$!\"'\d]", r"(?i:FILTER)\s+"),
    Habit(Words("write `{0}(?x AS ?result)`: the result stands inside",
                "请写 `{0}(?x AS ?result)`：结果写在括号内"),
          r"\)", r"(COUNT|SUM|MIN|MAX|AVG)\s*\([^()]*"),
    Habit(Words("NOT holds triples and FILTERs only: conclude the rest in a rule of its own",
                "NOT 中只能有三元组和 FILTER：其余内容请写成另一条规则"),
          r"(?i:NOT|SET|COUNT|SUM|MIN|MAX|AVG)\b", r"(?i:NOT)(?:\s+DATA)?\s*\{[^{}]*"),
    Habit(Words("write `WHERE` between head and body", "规则头与主体之间请写 `WHERE`"), r"\{",
          "", "WHERE"),
    Habit(Words("a body holds no group; write one RULE for each alternative",
                "主体中不能有分组；每种情况请写一条 RULE"), r"\{", "", "FILTER"),
    Habit(Words("a path follows each step once: write a second, recursive RULE",
                "路径的每一步只走一次：请另写一条递归的 RULE"),
          r"[+*?](?=\s|\))", r"[\w>)]", "SLASH"),
    Habit(Words("paths have no alternatives: write one RULE for each",
                "路径没有“或”：每种情况请写一条 RULE"), r"\|", r"[\w>)]\s*"),
    Habit(Words("a `}}` is missing before it", "前面缺少 `}}`"),
          r"(?i:WHERE)\b", "", "RBRACE"),
    Habit(Words("a value of ?{0} is a triple of its own: `?{0} :{1} ?y`",
                "?{0} 的属性要写成三元组：`?{0} :{1} ?y`"), r"\.(\w+)", r"[?$](\w+)"),
    Habit(Words("a `)` is missing before it", "前面缺少 `)`"), r"[}.]", "", "RPAR"),
    Habit(Words("a `,` is missing before it", "前面缺少 `,`"), r"[?$\"'\d:<\w]",
          r"\([^(){}]*\s", "COMMA"),
    Habit(Words("end the triple before it with `.`, not with `{0}`",
                "请用 `.` 而不是 `{0}` 结束前一个三元组"), r"(?i:FILTER|NOT|SET)\b", r"([,;])\s*"),
    Habit(Words("there is no null: write `NOT {{ … }}` where something must be missing",
                "没有 null：若要求不存在，请写 `NOT {{ … }}`"), r"(?i:null|none|nil|undefined)\b"),
    Habit(Words("a name has a prefix: `:{0}`, declared by PREFIX",
                "名称要有前缀：`:{0}`，并用 PREFIX 声明"),
          r"(?!(?i:RULE|WHERE|DATA|FILTER|NOT|SET)\b)([A-Za-z_][\w-]*)(?![\w-]*[:(])",
          "", "PNAME_LN"),
    Habit(Words("end the triple before it with `.` (or `;` or `,`)",
                "请先用 `.`（或 `;`、`,`）结束前一个三元组"),
          r"[?$:<\[\"'_]|[\w-]+:", r"\s", "DOT"),
)  # fmt: skip


def advice_for(text: str, position: int, expected: Collection[str]) -> Words | None:
    """What to write instead of what stands at the position; None where nobody knows."""
    for habit in HABITS:
        here = re.compile(habit.here).match(text, position)
        before = re.search(f"(?:{habit.before})\\Z", text[:position], re.IGNORECASE)
        if here is None or before is None or habit.expected not in {"", *expected}:
            continue
        found = [*before.groups(), *here.groups()] or [here.group()]
        said = [_FULL_WIDTH.get(word, word) for word in found]
        return Words(habit.advice.en.format(*said), habit.advice.zh.format(*said))
    return None
