"""The mistakes that a case text can have by itself: what is wrong, and how to repair it.

Codes: C0 reading (`source/reading.py`) · C1 the text · C2 names and words (`name_codes.py`).
Placeholders: see the places that report.
"""

from __future__ import annotations

from typing import Final

from vcc.source.diagnostic import Code, Words


def _code(id: str, en: str, zh: str, help_en: str = "", help_zh: str = "") -> Code:
    return Code(id, Words(en, zh), help=Words(help_en, help_zh) if help_en else None)


# ---------------------------------------------------------------- what stands where
UNEXPECTED: Final = _code(
    "C101", "{found} cannot stand here; {after} I expect {expected}",
    "此处不能出现{found}；{after}应为{expected}",
)  # fmt: skip
UNKNOWN_KEYWORD: Final = _code(
    "C102", "`{word}` is not a word of the language", "“{word}”不是案例语言的关键词",
    "did you mean `{near}`?", "是否想写“{near}”？",
)  # fmt: skip
NAME_MISSING: Final = _code(
    "C103", "{expected} is missing {after}", "{after}缺少{expected}",
    "write it before {found}", "请在{found}之前写明",
)  # fmt: skip
KEYWORD_AS_NAME: Final = _code(
    "C104", "`{word}` is a keyword, so it cannot be a name as it stands",
    "“{word}”是关键词，不能直接用作名称",
    "choose another name, or write it in backquotes everywhere: {quoted}",
    "请换一个名称，或在各处都写成反引号形式 {quoted}",
)  # fmt: skip
NOT_A_NAME: Final = _code(
    "C105", "{found} is not a name", "{found}不是名称",
    "a name begins with a letter and holds letters, digits and inner hyphens, like `{example}`",
    "名称以文字开头，由文字、数字和中间的连字符组成，例如 {example}",
)  # fmt: skip
NAME_TOO_LONG: Final = _code(
    "C106", "this name is {length} characters long; {limit} are allowed",
    "此名称长达 {length} 个字符，最多允许 {limit} 个",
    'keep names short and put the words into a label: NAME en"…"',
    '名称宜短，说明文字请写入标签：名称 zh"…"',
)  # fmt: skip
IS_MISSING: Final = _code(
    "C107", "`is` is missing before `{word}`", "“{word}”之前缺少“是”",
    "write: is {word}", "请写：是 {word}",
)  # fmt: skip
COMMA_MISSING: Final = _code(
    "C108", "a comma is missing before {found}", "{found}之前缺少逗号",
    "names of a list are separated by commas: {before}, {word}",
    "列表中的名称以逗号分隔：{before}, {word}",
)  # fmt: skip
COMMA_TOO_MANY: Final = _code(
    "C109", "after this comma nothing follows", "此逗号之后没有内容",
    "remove the comma, or write the next name behind it", "请删去逗号，或在其后补上名称",
)  # fmt: skip
COLON_MISSING: Final = _code(
    "C110", "a colon is missing before {found}", "{found}之前缺少冒号",
    "who -> to whom : what", "写法：给出者 -> 接受者 : 内容",
)  # fmt: skip
ARROW_WITHOUT_CONTENT: Final = _code(
    "C111", "this arrow does not say what is given", "此箭头没有说明给出什么",
    "write after a colon what passes: {move} : RESOURCE", "请在冒号后写明给出的资源：{move} : 资源",
)  # fmt: skip
WRONG_ARROW_FORM: Final = _code(
    "C112", "`{word}` is not an arrow of the language", "“{word}”不是案例语言的箭头",
    "write: giver -> receiver : resource", "请写：给出者 -> 接受者 : 资源",
)  # fmt: skip
BRACE_NOT_OPENED: Final = _code(
    "C113", "`{` is missing before {found}", "{found}之前缺少“{”",
    "its contents stand in braces after the statement", "其内容写在该语句之后的花括号内",
)  # fmt: skip
BRACE_NOT_CLOSED: Final = _code(
    "C114", "this brace is not closed", "此花括号没有闭合",
    "write } {where}", "请{where}写 }",
)  # fmt: skip
BRACKET_NOT_CLOSED: Final = _code(
    "C115", "this evidence is not closed", "此处的证据没有闭合",
    "write ] {where}", "请{where}写 ]",
)  # fmt: skip
QUOTE_NOT_CLOSED: Final = _code(
    "C116", "this quoted text is not closed on its line", "此引文没有在本行闭合",
    "write {quote} at its end (a quote inside it is written \\\")",
    "请在末尾写 {quote}（其中的引号写作 \\\"）",
)  # fmt: skip
BACKQUOTE_NOT_CLOSED: Final = _code(
    "C117", "this name in backquotes is not closed", "此反引号名称没有闭合",
    "write ` at its end", "请在末尾写 `",
)  # fmt: skip
STRAY_CHARACTER: Final = _code(
    "C118", "`{word}` means nothing here", "“{word}”在此处没有意义", "{advice}", "{advice}",
)  # fmt: skip
RULE_IN_CASE: Final = _code(
    "C119", "a case holds no rules: `{word}` cannot stand in it",
    "案例中不写规则，不能出现“{word}”",
    "state the facts only; what follows from them is inferred (rules stand in *.srl files)",
    "只写事实即可，结论由系统推断（规则写在 *.srl 文件中）",
)  # fmt: skip
INFERRED_NOT_STATED: Final = _code(
    "C120", "`{word}` is never declared: it is inferred from the facts",
    "“{word}”不作声明，而是由事实推断",
    "state your own view as an expectation: expect {example}",
    "若要写明自己的看法，请写：预期 {example}",
)  # fmt: skip
AFTER_THE_END: Final = _code(
    "C121", "the case ended before {found}", "案例在{found}之前已经结束",
    "there is one } too many, or this belongs into the braces above",
    "可能多了一个 }，或者此内容应移入上面的花括号内",
)  # fmt: skip
SECOND_CASE: Final = _code(
    "C122", "a file holds one case", "一个文件只写一个案例",
    "move this case into a file of its own", "请将此案例移至单独的文件",
)  # fmt: skip
OUTSIDE_THE_CASE: Final = _code(
    "C123", "{found} stands outside a case", "{found}位于案例之外",
    "put statements into the braces of: case NAME { … }", "请将语句写入：案例 名称 { … }",
)  # fmt: skip
NO_CASE: Final = _code(
    "C124", "there is no case in this file", "此文件中没有案例",
    "the least case is:  vcc 1  case NAME { }", "最简单的案例：vcc 1  案例 名称 { }",
)  # fmt: skip
NO_VERSION: Final = _code(
    "C125", "the file does not say which version of the language it is written in",
    "文件没有写明案例语言的版本",
    "begin the file with: vcc 1", "请在文件开头写：vcc 1",
)  # fmt: skip
OTHER_VERSION: Final = _code(
    "C126", "version {version} of the language is not known; this program reads version 1",
    "不认识案例语言的第 {version} 版；本程序只读第 1 版",
    "a higher one needs a newer vcc (pip install --upgrade vcc-cases); "
    "files for this vcc begin with: vcc 1",
    "更高的版本需要更新的 vcc（pip install --upgrade vcc-cases）；本版 vcc 的文件以此开头：vcc 1",
)  # fmt: skip
TOO_MANY: Final = _code(
    "C127", "too many mistakes: the rest of the file was not read", "错误过多，文件其余部分未读取",
    "repair those above first", "请先改正以上错误",
)  # fmt: skip
EVIDENCE_WITHOUT_SOURCE: Final = _code(
    "C128", "evidence names its source first, with @", "证据须先以 @ 指明来源",
    "write: [@SOURCE §3.1 \"quote\"]", "请写：[@来源 §3.1 \"引文\"]",
)  # fmt: skip
NOT_A_NUMBER: Final = _code(
    "C129", "{found} is not a number", "{found}不是数字",
    "write digits; comparisons are ~ (about), >=, <=, > and <: measured ~ 13 %",
    "请写数字；比较用 ~（约）、>=、<=、>、<：测得 ~ 13 %",
)  # fmt: skip
CLAUSE_BEFORE_NAME: Final = _code(
    "C130", "the name of the {statement} is missing", "{statement}缺少名称",
    "every {statement} has a short name: {statement} NAME …",
    "每个“{statement}”都有一个简短的名称：{statement} 名称 …",
)  # fmt: skip

NOT_IS: Final = _code(
    "C132", "`{word}` does not tell a kind", "“{word}”不能引出类别",
    "write: is {kind}", "请写：是 {kind}",
)  # fmt: skip
NOT_A_LANGUAGE: Final = _code(
    "C133", "`{word}` is not the code of a language", "“{word}”不是语言代码",
    "write for example: language en, language zh", "例如写：语言 zh、语言 en",
)  # fmt: skip
UNKNOWN_STATEMENT: Final = _code(
    "C131", "no statement begins with `{word}`", "没有以“{word}”开头的语句",
    "statements begin with: {statements}", "语句以下列词开头：{statements}",
)  # fmt: skip

# ---------------------------------------------------------------- values
WRONG_DATE: Final = _code(
    "C140", "`{date}` is not a date", "“{date}”不是日期",
    "write a year, month or day: 2010, 2010-04, 2010-04-06",
    "请写年、月或日：2010、2010-04、2010-04-06",
)  # fmt: skip
WRONG_NUMBER: Final = _code(
    "C141", "`{number}` is not a number", "“{number}”不是数字",
    "write digits, grouped by _ if you like: 10_000 or 3.14",
    "请写数字，可用 _ 分组：10_000 或 3.14",
)  # fmt: skip
GROUPED_BY_COMMA: Final = _code(
    "C142", "digits are not grouped by commas", "数字不用逗号分组",
    "write: {number}", "请写：{number}",
)  # fmt: skip
WRONG_UNIT: Final = _code(
    "C143", "{found} is not a unit", "{found}不是单位",
    'a unit is one word, % or a quoted text: 13 "{unit}"',
    '单位是一个词、% 或引号中的文字：13 "{unit}"',
)  # fmt: skip
UNKNOWN_ESCAPE: Final = _code(
    "C144", "`{escape}` is not known inside a text", "文字中不认识“{escape}”",
    "known are \\\" \\\\ \\n \\t \\r; a backslash itself is \\\\",
    "可用的有 \\\" \\\\ \\n \\t \\r；反斜线本身写作 \\\\",
)  # fmt: skip

# ---------------------------------------------------------------- what belongs to what
CLAUSE_NOT_HERE: Final = _code(
    "C150", "`{clause}` does not belong to `{statement}`", "“{clause}”不属于“{statement}”",
    "`{clause}` goes with: {statements}", "“{clause}”用于：{statements}",
)  # fmt: skip
REPEATED: Final = _code(
    "C151", "`{clause}` stands twice", "“{clause}”出现了两次",
    "write one `{clause}`; several names of a list are separated by commas",
    "“{clause}”只写一次；多个名称以逗号分隔",
)  # fmt: skip
CONTRADICTING_CLAUSES: Final = _code(
    "C152", "`{clause}` does not go together with `{other}`", "“{clause}”不能与“{other}”同时使用",
    "keep one of them", "请保留其中之一",
)  # fmt: skip
NO_KINDS: Final = _code(
    "C153", "there are no kinds of `{statement}`", "“{statement}”没有类别之分",
    "leave out `is …`; describe it in a label", "请删去“是 …”，用标签说明",
)  # fmt: skip
KIND_NOT_HERE: Final = _code(
    "C154", "`is` does not belong to `{statement}`", "“是”不属于“{statement}”",
    "kinds belong to declarations, like: actor NAME is firm",
    "类别用于声明，例如：主体 名称 是 企业",
)  # fmt: skip
LABEL_NOT_HERE: Final = _code(
    "C155", "a label does not belong to `{statement}`", "“{statement}”不带标签",
    'write it as a note (note "…") or as a comment (# …)', '请写成备注（备注 "…"）或注释（# …）',
)  # fmt: skip
OF_NOT_HERE: Final = _code(
    "C156", "`of` does not belong to `{statement}`", "“属于”不用于“{statement}”",
    "`of` goes with: complete, expect role, expect field", "“属于”用于：完整、预期 角色、预期 领域",
)  # fmt: skip
WHOSE_ROLE: Final = _code(
    "C157", "this does not say whose role it is", "没有说明是谁的角色",
    "write: expect role {role} of ACTOR", "请写：预期 角色 {role} 属于 主体名称",
)  # fmt: skip
NOT_IN_LIBRARY: Final = _code(
    "C158", "a library holds declarations only", "文库中只写声明",
    "move this into the case that it is about", "请将其移至相关案例中",
)  # fmt: skip
NO_BLOCK: Final = _code(
    "C159", "`{statement}` has no block in braces", "“{statement}”没有花括号部分",
    "braces go with: actor (seeks, aims), activity and interaction (moves)",
    "花括号用于：主体（诉求、目标）、活动和互动（行为）",
)  # fmt: skip
MOVE_IN_ACTOR: Final = _code(
    "C160", "a move cannot stand in the block of an actor", "行为不能写在主体的花括号内",
    "moves stand in the block of an activity or interaction", "行为写在活动或互动的花括号内",
)  # fmt: skip
ITEM_OUTSIDE_ACTOR: Final = _code(
    "C161", "`{item}` cannot stand in the block of an activity", "“{item}”不能写在活动的花括号内",
    "`{item}` stands in the block of the actor: actor NAME { {item} KIND \"…\" }",
    "“{item}”写在主体的花括号内：主体 名称 { {item} 类别 \"…\" }",
)  # fmt: skip
INTO_WITHOUT_COMBINES: Final = _code(
    "C162", "`into` does not go with `{word}`", "“形成”不与“{word}”连用",
    "a product goes with `combines`: a combines r, s into t",
    "产出与“整合”连用：a 整合 r, s 形成 t",
)  # fmt: skip
PRICE_WITHOUT_TRANSFER: Final = _code(
    "C163", "only what is given has a price", "只有给出的资源才有对价",
    "`for` goes with: giver -> receiver : resource for …",
    "“面向”用于：给出者 -> 接受者 : 资源 面向 …",
)  # fmt: skip
NAMES_NOT_AMOUNT: Final = _code(
    "C164", "`{clause}` takes names here, not an amount", "“{clause}”在此处后接名称，而不是数量",
    "an amount stands after `measured`", "数量写在“测得”之后",
)  # fmt: skip
