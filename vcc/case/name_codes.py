"""Mistakes in the names and words of a case (codes C2…), found by the resolver."""

from __future__ import annotations

from typing import Final

from vcc.source.diagnostic import Code, Severity, Words

UNKNOWN_NAME: Final = Code(
    "C201",
    Words(
        "`{name}` is not declared; {place} takes {sorts}", "“{name}”没有声明；{place}后接{sorts}"
    ),
    help=Words("{repair}", "{repair}"),
)
UNKNOWN_TERM: Final = Code(
    "C202",
    Words("`{word}` is not {what}", "“{word}”不是{what}"),
    help=Words("{repair}", "{repair}"),
)
DUPLICATE_NAME: Final = Code(
    "C203",
    Words("the name `{name}` is declared twice", "名称“{name}”声明了两次"),
    help=Words(
        "a name stands for one thing in a case: rename one of them",
        "一个名称在案例中只代表一个事物，请将其中之一改名",
    ),
)
WRONG_SORT: Final = Code(
    "C204",
    Words(
        "`{name}` is declared as {sort}; {place} takes {sorts}",
        "“{name}”声明为{sort}；{place}后接{sorts}",
    ),
    help=Words("{repair}", "{repair}"),
)
SELF_REFERENCE: Final = Code(
    "C205",
    Words("`{name}` refers to itself", "“{name}”指向了自身"),
    help=Words("name another {sort} after {place}", "{place}后请写另一个{sort}"),
)
CIRCULAR_PARTS: Final = Code(
    "C207",
    Words("`{name}` is part of itself: {circle}", "“{name}”隶属于自身：{circle}"),
    help=Words("remove one `part-of` of the circle", "请去掉环中的一个“隶属”"),
)
UNKNOWN_SOURCE: Final = Code(
    "C208",
    Words("the source `{name}` is not declared", "来源“{name}”没有声明"),
    help=Words("{repair}", "{repair}"),
)
CONTRADICTION: Final = Code(
    "C209",
    Words(
        "`{name}` is said to be {first} and {second} at the same time",
        "“{name}”同时被写为{first}和{second}",
    ),
    note=Words(
        "both statements hold in the same period and by the same sources",
        "两条语句的时期和来源相同",
    ),
    help=Words(
        "remove one, or tell apart when each holds (until …, since …) under names of their own",
        "请删去其一；若时间不同，请用不同名称并写明时间（至 …、自 …）",
    ),
)
SINCE_AFTER_UNTIL: Final = Code(
    "C210",
    Words("this begins ({since}) after it ends ({until})", "开始（{since}）晚于结束（{until}）"),
    help=Words("exchange the dates or correct one", "请对调或改正日期"),
)
NAMED_TWICE: Final = Code(
    "C211",
    Words("`{name}` stands twice in this list", "“{name}”在此列表中出现了两次"),
    help=Words("remove one", "请删去其一"),
    severity=Severity.WARNING,
)
LIBRARY_UNREADABLE: Final = Code(
    "C220",
    Words("the library `{file}` cannot be read: {reason}", "无法读取文库“{file}”：{reason}"),
    help=Words("the path is relative to the folder of this file", "路径相对于本文件所在的文件夹"),
)
CIRCULAR_USE: Final = Code(
    "C221",
    Words("files use each other in a circle: {circle}", "文件循环引用：{circle}"),
    help=Words(
        "move what they share into a library that uses none of them",
        "请将共用内容移至一个不引用它们的文库",
    ),
)
NOT_IN_FILE: Final = Code(
    "C222",
    Words("the library `{file}` declares no `{name}`", "文库“{file}”没有声明“{name}”"),
    help=Words("{repair}", "{repair}"),
)
NOT_A_LIBRARY: Final = Code(
    "C223",
    Words("`{file}` is a case, not a library", "“{file}”是案例，不是文库"),
    help=Words(
        "put what several cases share into a file with: library NAME { … }",
        "请将多个案例共用的内容写入：文库 名称 { … }",
    ),
)
LIBRARY_WITH_MISTAKES: Final = Code(
    "C224",
    Words(
        "the library `{file}` has mistakes of its own ({count})",
        "文库“{file}”本身有错误（{count} 处）",
    ),
    help=Words("repair it first: vcc check {word}", "请先改正：vcc check {word}"),
)
