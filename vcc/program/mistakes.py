"""The mistakes that a rule text can have: one code each, in both languages.

R1 to R19 syntax, R20 to R29 names, R30 to R39 well-formedness, R40 to R49 aggregates,
R50 to R59 stratification, R70 to R79 imports (all written R1xx). A code is never reused (R107
was a relative IRI without BASE, R112 any IMPORTS).
"""

from __future__ import annotations

from typing import Final

from vcc.source.diagnostic import Code, Words

UNEXPECTED: Final = Code(
    "R101",
    Words("{found} cannot stand here", "此处不能出现 {found}"),
    note=Words("expected {expected}", "此处应为 {expected}"),
)
UNEXPECTED_HABIT: Final = Code(
    "R115", UNEXPECTED.message, note=UNEXPECTED.note, help=Words("{advice}", "{advice}")
)
MISSPELT: Final = Code(
    "R102",
    Words("unknown word {found}", "未知的词 {found}"),
    help=Words("did you mean `{near}`?", "是否想写 `{near}`？"),
)
ENDS_EARLY: Final = Code(
    "R103",
    Words("the statement ends too early", "语句没有写完"),
    note=Words("expected {expected}", "此处应为 {expected}"),
)
UNCLOSED_STRING: Final = Code(
    "R104",
    Words("this quoted text is not closed", "引号没有闭合"),
    help=Words(
        "close it with the same quotes; only triple quotes may span lines",
        "请用相同的引号闭合；只有三重引号可以跨行",
    ),
)
NOT_IN_LANGUAGE: Final = Code(
    "R105",
    Words("`{found}` is not part of SPARQL-RL", "`{found}` 不属于 SPARQL-RL"),
    help=Words("write `{instead}`", "请写作 `{instead}`"),
)
BAD_IRI: Final = Code(
    "R106",
    Words("{found} is not an IRI", "{found} 不是 IRI"),
    note=Words(
        'an IRI holds no spaces and none of the characters < > " { } | ^ ` \\',
        'IRI 不能含有空格以及 < > " { } | ^ ` \\',
    ),
)
BAD_DIRECTION: Final = Code(
    "R108",
    Words(
        "the direction of a text is `ltr` or `rtl`, not `{found}`",
        "文字方向只能是 `ltr` 或 `rtl`，不能是 `{found}`",
    ),
)
VARIABLE_IN_DATA: Final = Code(
    "R109",
    Words("DATA holds facts, so {found} cannot stand here", "DATA 中是事实，不能出现 {found}"),
    help=Words("name the thing, or write a RULE", "请写出具体的名称，或改写为 RULE"),
)
PATH_OUTSIDE_BODY: Final = Code(
    "R110",
    Words("a path stands only in the body of a rule", "路径只能出现在规则的主体中"),
    help=Words("write the triples one by one", "请逐条写出三元组"),
)
TOO_DEEP: Final = Code("R111", Words("this statement is nested too deeply", "此语句嵌套过深"))
BAD_ESCAPE: Final = Code(
    "R113",
    Words("`{found}` is no escape sequence", "`{found}` 不是转义序列"),
    help=Words("write `\\\\` for a backslash", "反斜杠请写作 `\\\\`"),
)
ANNOTATED_PATH: Final = Code(
    "R114",
    Words(
        "a path stands for several triples, so it cannot be annotated",
        "路径代表多个三元组，不能加注",
    ),
    help=Words("write the triples one by one", "请逐条写出三元组"),
)

UNKNOWN_PREFIX: Final = Code(
    "R120",
    Words("the prefix `{found}` is not declared", "前缀 `{found}` 没有声明"),
    help=Words("{advice}", "{advice}"),
)
UNKNOWN_FUNCTION: Final = Code(
    "R121",
    Words("unknown function {found}", "未知的函数 {found}"),
    help=Words("{advice}", "{advice}"),
)
ARGUMENT_COUNT: Final = Code(
    "R122",
    Words(
        "{found} takes {wanted} arguments, not {given}",
        "{found} 需要 {wanted} 个参数，而非 {given} 个",
    ),
)
SAME_NAME: Final = Code(
    "R123",
    Words("two rules are named {found}", "有两条规则都叫 {found}"),
    help=Words("give one of them another name", "请给其中一条改名"),
)
FIRST_HERE: Final = Words("the first one is here", "第一条在这里")

FILTER_UNBOUND: Final = Code(
    "R130",
    Words(
        "FILTER uses {found} before anything gives it a value", "FILTER 使用的 {found} 此前没有取值"
    ),
    note=Words("a body is read from top to bottom", "规则主体按书写顺序读取"),
    help=Words("{advice}", "{advice}"),
)
SET_UNBOUND: Final = Code(
    "R131",
    Words("SET uses {found} before anything gives it a value", "SET 使用的 {found} 此前没有取值"),
    note=Words("a body is read from top to bottom", "规则主体按书写顺序读取"),
    help=Words("{advice}", "{advice}"),
)
SET_AGAIN: Final = Code(
    "R132",
    Words(
        "{found} has a value already, so SET cannot give it one", "{found} 已有取值，SET 不能再赋值"
    ),
    help=Words(
        "assign to a new variable, and compare the two with FILTER",
        "请赋值给新的变量，再用 FILTER 比较",
    ),
)
HEAD_UNBOUND: Final = Code(
    "R133",
    Words(
        "the head uses {found}, which the body never gives a value",
        "规则头使用了 {found}，但主体没有给它取值",
    ),
    help=Words("{advice}", "{advice}"),
)

AGGREGATE_NOT_STANDARD: Final = Code(
    "R140",
    Words(
        "{found} is our extension, not standard SPARQL-RL",
        "{found} 是本产品的扩展，不属于标准 SPARQL-RL",
    ),
    help=Words("leave out --strict-standard", "请去掉 --strict-standard"),
)
AGGREGATE_UNBOUND: Final = Code(
    "R141",
    Words(
        "{found} is aggregated, but no pattern of the body gives it a value",
        "要汇总的 {found} 在主体中没有取值",
    ),
    help=Words("{advice}", "{advice}"),
)
AGGREGATE_RESULT_USED: Final = Code(
    "R142",
    Words(
        "{found} has a value already, so it cannot take the result",
        "{found} 已有取值，不能接收汇总结果",
    ),
    help=Words("name the result with a new variable", "请用新的变量表示结果"),
)
AFTER_AGGREGATE: Final = Code(
    "R143",
    Words(
        "{found} is not grouped by: it has no single value after the aggregate",
        "{found} 不是分组变量：汇总之后它没有唯一的值",
    ),
    note=Words(
        "solutions are grouped by the variables of the head",
        "解按规则头中的变量分组",
    ),
    help=Words(
        "use the variable in the head, or compare in a second rule",
        "请在规则头中使用该变量，或在另一条规则中比较",
    ),
)
PATTERN_AFTER_AGGREGATE: Final = Code(
    "R144",
    Words(
        "the result {found} can be filtered and assigned, but not matched, in the same rule",
        "汇总结果 {found} 在同一条规则中只能用于 FILTER 和 SET，不能用于匹配",
    ),
    help=Words(
        "conclude the result in one rule and match it in a second",
        "请先在一条规则中得出结果，再在另一条规则中匹配",
    ),
)

NOT_STRATIFIED: Final = Code(
    "R150",
    Words("this rule depends on itself through {why}", "此规则通过{why}依赖于自身"),
    note=Words("{cycle}", "{cycle}"),
    help=Words(
        "break the circle: let {weak} look at a conclusion that does not come back here",
        "请打断循环：让{weak}所看的结论不再回到这里",
    ),
)
PASSES_HERE: Final = Words("the circle passes here", "循环经过这里")

IMPORT_NOT_ALLOWED: Final = Code(
    "R170",
    Words("{found} may not be imported", "不允许导入 {found}"),
    note=Words(
        "only files that the user names or allows are imported",
        "只导入用户指定或允许的文件",
    ),
    help=Words(
        "allow the file, or a folder above it, by --imports",
        "请用 --imports 允许该文件或其上级文件夹",
    ),
)
IMPORT_NOT_LOCAL: Final = Code(
    "R171",
    Words("{found} is not a file: nothing is fetched from the network",
          "{found} 不是文件：不会从网络获取任何内容"),
    help=Words(
        "save it beside this file, and import it by a relative IRI",
        "请保存到本地，并用相对 IRI 导入",
    ),
)  # fmt: skip
IMPORT_NOT_READABLE: Final = Code(
    "R172", Words("{found} cannot be imported: {reason}", "无法导入 {found}：{reason}")
)
