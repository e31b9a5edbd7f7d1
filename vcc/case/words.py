"""The words of the case language: statements, clauses, moves, as one table.

Everything that treats the language as a whole reads this table: the grammar's keyword terminals,
the checks ("`form` does not belong to an actor"), the formatter, completion, and the translation
to RDF (`property` is the local name of the core ontology's property). A new clause is a row here
and a property in `ontology/core/`.

Kinds, phases, rights and the like are not here: they are terms of the ontology, looked up by
name. `scheme` is the local name of the class whose individuals may stand in a place.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Takes(Enum):
    """What follows a clause's keyword."""

    NAMES = "names of things that the case declares"
    TERMS = "terms of the ontology"
    STRINGS = "quoted text"
    DATE = "a date"
    NOTHING = "nothing"
    QUANTITY = "a number with its unit"
    PRICE = "names of resources, or an amount"


@dataclass(frozen=True, slots=True)
class ClauseWord:
    """One clause: its spellings, what it takes, and the property that it states.

    `targets` are statement ids for `NAMES`; `scheme` is the term class for `TERMS`;
    `value` is the fixed object of a flag (a boolean, or a term's local name).
    """

    id: str
    zh: str
    takes: Takes
    property: str
    targets: tuple[str, ...] = ()
    scheme: str = ""
    value: str = ""
    repeatable: bool = False


def _names(id: str, zh: str, property: str, *targets: str) -> ClauseWord:
    return ClauseWord(id, zh, Takes.NAMES, property, targets)


def _terms(id: str, zh: str, property: str, scheme: str) -> ClauseWord:
    return ClauseWord(id, zh, Takes.TERMS, property, scheme=scheme)


def _flag(id: str, zh: str, property: str, value: str) -> ClauseWord:
    return ClauseWord(id, zh, Takes.NOTHING, property, value=value)


_ACTIVITIES = ("activity", "interaction")

CLAUSES: Final[tuple[ClauseWord, ...]] = (
    # when, and how sure: any statement
    ClauseWord("since", "自", Takes.DATE, "since"),
    ClauseWord("until", "至", Takes.DATE, "until"),
    ClauseWord("in", "于", Takes.DATE, "since"),
    _names("within", "处于", "within", "period"),
    _flag("doubtful", "存疑", "isDoubtful", "true"),
    ClauseWord("note", "备注", Takes.STRINGS, "note", repeatable=True),
    # sources
    ClauseWord("author", "作者", Takes.STRINGS, "author"),
    ClauseWord("year", "年份", Takes.DATE, "year"),
    ClauseWord("url", "网址", Takes.STRINGS, "url"),
    ClauseWord("file", "文件", Takes.STRINGS, "file"),
    ClauseWord("license", "许可", Takes.STRINGS, "license"),
    # actors
    _names("part-of", "隶属", "partOf", "actor"),
    _terms("layer", "层次", "layer", "Layer"),
    _terms("has-power", "拥有权力", "holdsPower", "PowerKind"),
    _names("responsible-for", "负责", "responsibleFor", "goal", *_ACTIVITIES),
    # resources
    _terms("form", "形态", "form", "ResourceForm"),
    _names("held-by", "持有者", "heldBy", "actor"),
    _flag("main", "主要", "isMain", "true"),
    # propositions
    _names("by", "由", "by", "actor"),
    _names("for", "面向", "for", "actor"),
    _names("offers", "提供", "offers", "resource"),
    _names("answers", "回应", "answers", "demand"),
    _names("accepted-by", "接受者", "acceptedBy", "actor"),
    _names("rejected-by", "拒绝者", "rejectedBy", "actor"),
    # activities and interactions
    _terms("during", "环节", "during", "ProcessPhase"),
    _flag("direct", "直接", "contact", "direct"),
    _flag("indirect", "间接", "contact", "indirect"),
    _flag("independent", "独立", "contact", "independent"),
    _names("via", "经由", "via", "channel"),
    _names("between", "之间", "party", "actor"),
    _names("decided-by", "决定者", "decidedBy", "actor"),
    _names("started-by", "发起者", "startedBy", "actor"),
    _names("invited-by", "邀请者", "invitedBy", "actor"),
    _names("voluntary-for", "自愿者", "voluntaryFor", "actor"),
    _names("imposed-on", "被迫者", "imposedOn", "actor"),
    _names("intended-by", "有意者", "intendedBy", "actor"),
    _names("unintended-by", "无意者", "unintendedBy", "actor"),
    _names("unwelcome-to", "不受欢迎于", "unwelcomeTo", "actor"),
    _names("under", "依据", "under", "institution"),
    _terms("quality", "质量", "quality", "Quality"),
    _names("produces", "产出", "produces", "resource"),
    _names("uses", "使用", "uses", "resource"),
    # outcomes
    _names("through", "源于", "through", *_ACTIVITIES, "feedback", "influence"),
    _names("embodied-in", "载于", "embodiedIn", "resource"),
    ClauseWord("measured", "测得", Takes.QUANTITY, "measured", repeatable=True),
    _names("experienced-by", "体验者", "experiencedBy", "actor"),
    _names("not-experienced-by", "未体验者", "notExperiencedBy", "actor"),
    _names("expected-by", "预期者", "expectedBy", "actor"),
    _names("unexpected-by", "未预期者", "unexpectedBy", "actor"),
    # feedback and influence
    _names("from", "来自", "from", "actor"),
    _names("to", "给", "to", "actor"),
    _names(
        "on", "关于", "about",
        "actor", "resource", "proposition", "channel", "outcome", "institution", *_ACTIVITIES,
    ),
    _names("updates", "更新", "updates", "resource", "proposition", "institution", "goal"),
    _names("used-in", "用于", "usedIn", *_ACTIVITIES),
    _flag("ongoing", "持续", "isOngoing", "true"),
    # institutions, problems, remedies
    _names("set-by", "制定者", "setBy", "actor"),
    _names("binds", "约束", "binds", "actor", "channel", *_ACTIVITIES),
    _names("supports", "支持", "supports", "actor", "channel", *_ACTIVITIES),
    _flag("effective", "有效", "isEffective", "true"),
    _flag("ineffective", "无效", "isEffective", "false"),
    _names("harms", "损害", "harms", "actor"),
    _names("against", "针对", "against", "problem"),
    # moves
    _terms("as", "作为", "right", "Right"),
    # expectations
    _names("according-to", "根据", "accordingTo", "source"),
)  # fmt: skip

ANYWHERE: Final = ("since", "until", "in", "within", "doubtful", "note")


@dataclass(frozen=True, slots=True)
class StatementWord:
    """One kind of statement: its spellings, the class it declares, the clauses it may carry."""

    id: str
    zh: str
    rdf_class: str
    scheme: str
    clauses: tuple[str, ...]


_EPISODE = (
    "during", "direct", "indirect", "independent", "via", "by", "between", "decided-by",
    "started-by", "invited-by", "voluntary-for", "imposed-on", "intended-by", "unintended-by",
    "unwelcome-to", "under", "quality", "produces", "uses",
)  # fmt: skip

STATEMENTS: Final[tuple[StatementWord, ...]] = (
    StatementWord("source", "来源", "Source", "SourceKind",
                  ("author", "year", "url", "file", "license", "note")),
    StatementWord("coder", "编码者", "Coder", "", ()),
    StatementWord("period", "时期", "Period", "", ()),
    StatementWord("actor", "主体", "Actor", "ActorKind",
                  ("part-of", "layer", "has-power", "responsible-for")),
    StatementWord("resource", "资源", "Resource", "ResourceKind", ("form", "held-by", "main")),
    StatementWord("channel", "渠道", "Channel", "ChannelKind", ("by", "for")),
    StatementWord("proposition", "价值主张", "Proposition", "PropositionKind",
                  ("by", "for", "offers", "answers", "accepted-by", "rejected-by")),
    StatementWord("activity", "活动", "Activity", "ActivityKind", _EPISODE),
    StatementWord("interaction", "互动", "Interaction", "ActivityKind", _EPISODE),
    StatementWord("outcome", "结果", "Outcome", "OutcomeKind",
                  ("for", "through", "during", "embodied-in", "measured", "main", "experienced-by",
                   "not-experienced-by", "expected-by", "unexpected-by")),
    StatementWord("feedback", "反馈", "Feedback", "FeedbackKind",
                  ("from", "to", "on", "via", "during", "direct", "indirect", "updates",
                   "used-in", "ongoing")),
    StatementWord("influence", "影响", "Influence", "InfluenceKind",
                  ("from", "to", "on", "via", "through")),
    StatementWord("institution", "制度", "Institution", "InstitutionKind",
                  ("set-by", "binds", "supports", "effective", "ineffective")),
    StatementWord("problem", "问题", "Problem", "ProblemKind",
                  ("on", "between", "harms", "through")),
    StatementWord("remedy", "对策", "Remedy", "RemedyKind",
                  ("by", "against", "through", "effective", "ineffective")),
    StatementWord("indicator", "指标", "Indicator", "IndicatorKind", ("on", "for", "measured")),
)  # fmt: skip

# What an actor's block may hold: `seeks [name is] kind "…"` and `aims [name is] kind "…"`.
ACTOR_ITEMS: Final[tuple[StatementWord, ...]] = (
    StatementWord("seeks", "诉求", "Demand", "DemandKind", ("main",)),
    StatementWord("aims", "目标", "Goal", "GoalKind", ("main", "measured")),
)
# The word under which a name declared by an item is referred to in `targets`.
ITEM_TARGETS: Final = {"seeks": "demand", "aims": "goal"}

MOVE_CLAUSES: Final = ("as", "for", "during", "via", "direct", "indirect")


@dataclass(frozen=True, slots=True)
class MoveWord:
    """One form of move inside an activity: `subject KEYWORD object [into product]`."""

    id: str
    spellings: tuple[str, ...]
    rdf_class: str
    subject_target: str


MOVES: Final[tuple[MoveWord, ...]] = (
    MoveWord("gives", ("->", "→", "－＞"), "Transfer", "actor"),  # a -> b : r [as …] [for …]
    MoveWord("combines", ("combines", "整合"), "Integration", "actor"),  # a combines r, s [into t]
    MoveWord("uses", ("uses", "使用"), "Use", "actor"),  # a uses r
    MoveWord("acts-on", ("acts-on", "作用于"), "Effect", "resource"),  # r acts-on s
)

# Keywords that are neither statements nor clauses.
OTHER_WORDS: Final = {
    "vcc": "vcc", "language": "语言", "use": "引用", "case": "案例", "library": "文库",
    "absent": "缺失", "planned": "拟议", "complete": "完整", "framework": "框架", "expect": "预期",
    "is": "是", "of": "属于", "into": "形成", "logic": "逻辑", "role": "角色", "value": "价值",
    "field": "领域", "missing": "缺少", "no": "无", "stage": "阶段", "present": "具备",
    "partial": "部分", "unknown": "未知",
}  # fmt: skip

# The class whose individuals may stand where no clause and no statement says it.
LIST_SCHEME: Final = "ClosableList"  # complete LIST
FRAMEWORK_SCHEME: Final = "Framework"  # framework NAME
EXPECTED_SCHEMES: Final = {  # expect ABOUT NAME, by the value of model.Expected
    "logic": "Logic", "role": "Role", "value": "ValueType", "field": "Field",
    "present": "Element", "partial": "Element", "absent": "Element", "unknown": "Element",
    "missing stage": "Stage",
}  # fmt: skip

CLAUSE_BY_ID: Final = {clause.id: clause for clause in CLAUSES}
STATEMENT_BY_ID: Final = {word.id: word for word in (*STATEMENTS, *ACTOR_ITEMS)}
