"""What can be wrong with a waiver (codes W9…)."""

from __future__ import annotations

from typing import Final

from vcc.source.diagnostic import Code, Severity, Words

NO_REASON: Final = Code(
    "W901",
    Words("this waiver gives no reason, so it waives nothing", "此豁免没有写明理由，因而不起作用"),
    help=Words(
        "say why behind two hyphens: # vcc: ignore[{codes}] -- reason",
        "请在破折号后写明理由：# vcc：忽略[{codes}]——理由",
    ),
)
UNKNOWN_CODE: Final = Code(
    "W902",
    Words("there is no code `{code}` to waive", "没有可豁免的代码“{code}”"),
    help=Words("{repair}", "{repair}"),
)
UNUSED: Final = Code(
    "W903",
    Words("nothing here needs the waiver of `{code}`", "此处没有需要豁免“{code}”的问题"),
    help=Words("remove it, or let `vcc check --fix` remove it",
               "请将其删去，或用 vcc check --fix 自动删去"),
    severity=Severity.WARNING,
)  # fmt: skip
NOT_WAIVABLE: Final = Code(
    "W904",
    Words(
        "`{code}` cannot be waived: while it stands, nothing else in the case is checked",
        "“{code}”不能豁免：只要它存在，案例的其余部分就得不到检查",
    ),
    help=Words("repair it (vcc rule {code} shows how)", "请改正（vcc rule {code} 说明如何改正）"),
)
NOT_A_WAIVER: Final = Code(
    "W905",
    Words("this comment begins like a waiver, but is none", "此注释以豁免的形式开头，但不是豁免"),
    help=Words("{repair}", "{repair}"),
)
FORM: Final = Words(
    "write: # vcc: ignore[CODE] -- reason (or file-ignore, for the whole file)",
    "请写：# vcc：忽略[代码]——理由（对整个文件则写“全文忽略”）",
)
