"""The tables of a library of cases: their names, columns, types, and what stands in each.

This is the published schema (`docs/library-data.md` is printed from it). Columns are only ever
added, at the end of a table, and `SCHEMA_VERSION` grows when that happens.
Every table begins with the case it speaks of: its name, and its path below the folder built.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from vcc.source.diagnostic import Words

SCHEMA_VERSION: Final = 2
TEXT: Final = "string"
LIST: Final = "list<string>"
NUMBER: Final = "int32"
SWITCH: Final = "bool"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `type` is one of the constants above; null only where `about` says when."""

    name: str
    type: str
    about: Words


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table; its rows are sorted by case and path, within a case as `about` says."""

    name: str
    about: Words
    columns: tuple[Column, ...]


def _column(name: str, type: str, en: str, zh: str) -> Column:
    return Column(name, type, Words(en, zh))


_CASE: Final = (
    _column("case_name", TEXT, "name of the case", "案例名"),
    _column("path", TEXT, "file, relative to the folder built", "文件，相对于所构建的文件夹"),
)
_LABELS: Final = (
    _column("label_en", TEXT, "label in English", "英文标签"),
    _column("label_zh", TEXT, "label in Chinese", "中文标签"),
)
_STATEMENT: Final = (
    _column("name", TEXT, "name in the case", "案例中的名称"),
    _column("stance", TEXT, "actual, absent or planned", "actual、absent 或 planned"),
    _column(
        "kind", TEXT, "term of the ontology; null where none is given", "本体术语；未给出时为空"
    ),
    *_LABELS,
)  # fmt: skip
_TIME: Final = (
    _column("since", NUMBER, "yyyymmdd, unstated parts 00; null where not stated",
            "yyyymmdd，未述部分为 00；未述及时为空"),
    _column("until", NUMBER, "yyyymmdd, unstated parts 99; null where not stated",
            "yyyymmdd，未述部分为 99；未述及时为空"),
)  # fmt: skip
_PLACE: Final = (
    _column("place", TEXT, "file:line", "文件:行"),
    _column("citations", NUMBER, "how many citations it carries", "所附引证数"),
)
_RULE: Final = (
    _column("rule", TEXT, "short name of the rule; null where none is shown", "规则短名；无则为空"),
    _column("claims", LIST, "claims of the papers behind it", "所依据的论文主张"),
    _column("places", LIST, "file:line of the statements it rests on", "所依据陈述的 文件:行"),
)


def _table(name: str, en: str, zh: str, *columns: Column) -> TableSchema:
    return TableSchema(name, Words(en, zh), (*_CASE, *columns))


CASES: Final = _table(
    "cases", "one row for each case", "每个案例一行",
    *_LABELS,
    _column("language", TEXT, "language of the file", "文件的语言"),
    _column("sha256", TEXT, "hash of the file", "文件的哈希值"),
    _column("libraries", LIST, "library files that it uses", "所引用的文库文件"),
    _column("statements", NUMBER, "declarations and moves", "声明与行为的数量"),
    _column("cited", NUMBER, "how many of them carry a citation", "其中附有引证者"),
    _column("conclusions", NUMBER, "conclusions of the report", "报告中的结论数"),
    _column("errors", NUMBER, "findings that are errors", "错误数"),
    _column("warnings", NUMBER, "findings that are warnings", "警告数"),
    _column("questions", NUMBER, "findings that ask the author", "提问数"),
)  # fmt: skip

STATEMENTS: Final = _table(
    "statements", "one row for each declared thing, in the order of the text",
    "每个所声明之物一行，按原文次序",
    _column("statement", TEXT, "keyword: actor, outcome, feedback, …", "关键词：actor、outcome 等"),
    *_STATEMENT, *_TIME, *_PLACE,
)  # fmt: skip

ACTORS: Final = _table(
    "actors", "one row for each actor, in the order of the text", "每个主体一行，按原文次序",
    *_STATEMENT,
    _column("part_of", LIST, "actors that it is part of", "所隶属的主体"),
    _column("seeks", LIST, "kinds of its demands", "其诉求的类别"),
    _column("aims", LIST, "kinds of its goals", "其目标的类别"),
    *_TIME, *_PLACE,
)  # fmt: skip

RESOURCES: Final = _table(
    "resources", "one row for each resource, in the order of the text", "每项资源一行，按原文次序",
    *_STATEMENT,
    _column("form", TEXT, "form of the resource; null where not stated", "资源形态；未述及时为空"),
    _column("held_by", LIST, "actors that hold it", "持有的主体"),
    *_TIME, *_PLACE,
)  # fmt: skip

INTERACTIONS: Final = _table(
    "interactions", "one row for each activity and interaction, in the order of the text",
    "每项活动与互动一行，按原文次序",
    _column("statement", TEXT, "activity or interaction", "activity 或 interaction"),
    *_STATEMENT,
    _column("contact", TEXT, "direct, indirect or independent; null where not stated",
            "direct、indirect 或 independent；未述及时为空"),
    _column("during", LIST, "phases of the process", "所处环节"),
    _column("parties", LIST, "actors that take part (by, between, and in moves)",
            "参与主体（由、之间及行为中的主体）"),
    _column("via", LIST, "channels", "渠道"),
    _column("decided_by", LIST, "actors that decide", "决定者"),
    _column("moves", NUMBER, "how many moves it holds", "行为数"),
    *_TIME, *_PLACE,
)  # fmt: skip

MOVES: Final = _table(
    "moves", "one row for each move, in the order of the text", "每个行为一行，按原文次序",
    _column("interaction", TEXT, "name of the activity it stands in", "所在活动的名称"),
    _column("stance", TEXT, "that of the activity", "同所在活动"),
    _column("move", TEXT, "gives, combines, uses or acts-on", "gives、combines、uses 或 acts-on"),
    _column("subjects", LIST, "who or what moves", "行为者"),
    _column("receivers", LIST, "to whom (gives)", "接受者（gives）"),
    _column("objects", LIST, "what", "所涉之物"),
    _column("products", LIST, "into what (combines)", "所成之物（combines）"),
    _column("right", TEXT, "the right given; null where not stated", "所予权利；未述及时为空"),
    *_PLACE,
)  # fmt: skip

CONCLUSIONS: Final = _table(
    "conclusions", "one row for each conclusion, in the order of the report",
    "每个结论一行，按报告次序",
    _column("id", TEXT, "what `vcc explain` takes", "`vcc explain` 所用标识"),
    _column("section", TEXT, "section of the report", "报告栏目"),
    _column("subject", TEXT, "short name; of the case itself its name",
            "主语短名；案例本身为案例名"),
    _column("of_case", SWITCH, "whether the subject is the case itself", "主语是否为案例本身"),
    _column("predicate", TEXT, "short name of the property", "属性短名"),
    _column("object", TEXT, "short name; null where it is a number or text",
            "宾语短名；为数值或文本时为空"),
    _column("value", TEXT, "the number or text; null where there is an object",
            "数值或文本；有宾语时为空"),
    _column("status", TEXT, "present, partial, absent or unknown; null for other conclusions",
            "present、partial、absent 或 unknown；其他结论为空"),
    _column("lacks", LIST, "parts that it lacks", "所缺组成"),
    _column("reason_en", TEXT, "why, in English", "英文理由"),
    _column("reason_zh", TEXT, "why, in Chinese", "中文理由"),
    *_RULE,
)  # fmt: skip

VOTES: Final = _table(
    "votes", "one row for each cell that a scope votes for, in the order of the report",
    "范围所投的每个单元格一行，按报告次序",
    _column("id", TEXT, "id of the conclusion", "结论标识"),
    _column("scope", TEXT, "the case, a period, a pair or a field", "案例、时期、主体对或领域"),
    _column("of_case", SWITCH, "whether the scope is the case itself", "范围是否为案例本身"),
    _column("cell", TEXT, "one dimension and one logic", "一个维度与一种逻辑"),
    _column("dimension", TEXT, "the dimension", "维度"),
    _column("logic", TEXT, "the logic", "逻辑"),
    _column("places", LIST, "file:line of the statements it rests on", "所依据陈述的 文件:行"),
)  # fmt: skip

FINDINGS: Final = _table(
    "findings", "one row for each finding, the heaviest first", "每个发现一行，由重到轻",
    _column("id", TEXT, "what `vcc explain` takes; the code for a warning about the text",
            "`vcc explain` 所用标识；文本警告为代码"),
    _column("name", TEXT, "type of finding, or code", "发现类型或代码"),
    _column("severity", TEXT, "error, warning or info", "error、warning 或 info"),
    _column("about", TEXT, "short name of what it is about; null for the text",
            "所涉之物短名；文本为空"),
    _column("label_en", TEXT, "what is found, without names, in English", "所发现者（英文）"),
    _column("label_zh", TEXT, "the same in Chinese", "所发现者（中文）"),
    _column("message_en", TEXT, "message in English", "英文消息"),
    _column("message_zh", TEXT, "message in Chinese", "中文消息"),
    *_RULE,
)  # fmt: skip

EVIDENCE: Final = _table(
    "evidence", "one row for each quote or place cited, in the order of the text",
    "每处引文或所引位置一行，按原文次序",
    _column("statement", TEXT, "name that it supports (of the activity for a move)",
            "所支持的名称（行为则为所在活动）"),
    _column("source", TEXT, "name of the source in the case", "案例中来源的名称"),
    _column("places_cited", LIST, "places in the source", "来源中的位置"),
    _column("quote", TEXT, "its own words; null where only places are cited",
            "原文；仅引位置时为空"),
    _column("language", TEXT, "language of the quote; null without one", "引文语言；无引文时为空"),
    _column("place", TEXT, "file:line", "文件:行"),
)  # fmt: skip

PROOFS: Final = _table(
    "proofs", "with --proofs: one row for each step of the proof of each conclusion and finding",
    "使用 --proofs 时：每个结论与发现的证明，每步一行",
    _column("id", TEXT, "the conclusion or finding proved", "所证的结论或发现"),
    _column("step", NUMBER, "number of the step, from 0", "步骤编号，从 0 起"),
    _column("parent", NUMBER, "the step it supports; null for the first", "所支持的步骤；首步为空"),
    _column("basis", TEXT, "inferred, stated, theory, not found, counted or computed",
            "inferred、stated、theory、not found、counted 或 computed"),
    _column("statement_en", TEXT, "what holds, in English", "所成立者（英文）"),
    _column("statement_zh", TEXT, "what holds, in Chinese", "所成立者（中文）"),
    *_RULE,
)  # fmt: skip

MISTAKES: Final = _table(
    "mistakes", "one row for each mistake of a file that is not built; its case name is empty",
    "无法构建的文件，每个错误一行；案例名为空文本",
    _column("code", TEXT, "code of the mistake", "错误代码"),
    _column("severity", TEXT, "error, warning or info", "error、warning 或 info"),
    _column("message_en", TEXT, "message in English", "英文消息"),
    _column("message_zh", TEXT, "message in Chinese", "中文消息"),
    _column("place", TEXT, "file:line; null where it has none", "文件:行；无则为空"),
)  # fmt: skip

TABLES: Final = (
    CASES, STATEMENTS, ACTORS, RESOURCES, INTERACTIONS, MOVES, CONCLUSIONS, VOTES, FINDINGS,
    EVIDENCE, PROOFS, MISTAKES,
)  # fmt: skip
TABLE_BY_NAME: Final = {table.name: table for table in TABLES}

# What the theory calls everything; the same for all cases, so it does not begin with one.
TERMS: Final = TableSchema(
    "terms",
    Words("one row for each term of the theory, sorted by name", "理论的每个术语一行，按名称排序"),
    (
        _column("name", TEXT, "short name", "短名"),
        *_LABELS,
        _column(
            "definition_en", TEXT, "definition in English; null where none", "英文定义；无则为空"
        ),
        _column(
            "definition_zh", TEXT, "definition in Chinese; null where none", "中文定义；无则为空"
        ),
        _column(
            "possible_values",
            LIST,
            "terms that it may have as a value, if it is a property",
            "若为属性，可作其取值的术语",
        ),
    ),
)
SECTIONS: Final = TableSchema(
    "sections",
    Words("one row for each section of the report, in its order", "报告的每个栏目一行，按次序"),
    (
        _column("section", TEXT, "key", "键"),
        *_LABELS,
        _column("layout", TEXT, "verdict, list, checklist, matrix or data", "版式"),
        _column("headline", LIST, "properties that sum it up", "概要所用属性"),
    ),
)
THEORY_TABLES: Final = (TERMS, SECTIONS)
