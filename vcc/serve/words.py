"""The words of the pages."""

from __future__ import annotations

from typing import Final

from vcc.source.diagnostic import Words

NAMES: Final = {"en": "English", "zh": "中文"}
WORDS: Final = {
    "site": Words("Value co-creation cases", "价值共创案例库"),
    "skip": Words("Skip to the content", "跳至正文"),
    "pages": Words("Pages", "页面"),
    "language": Words("Language", "语言"),
    "library": Words("Library", "案例库"),
    "query": Words("Query", "查询"),
    "search": Words("Search the cases", "搜索案例"),
    "find": Words("Search", "搜索"),
    "more": Words("More cases", "更多案例"),
    "cases": Words("Cases", "案例"),
    "case": Words("Case", "案例"),
    "facts": Words("Facts", "事实"),
    "stated": Words("What the case states", "案例所陈述的内容"),
    "inferred": Words("What follows", "由此得出的结论"),
    "findings": Words("Findings", "发现"),
    "no_findings": Words("There are none.", "没有。"),
    "your_query": Words("SPARQL query", "SPARQL 查询"),
    "run": Words("Run", "运行"),
    "problem": Words("No answer", "没有结果"),
    "answer": Words("Answer", "结果"),
    "examples": Words("Questions to begin with", "可供参考的问题"),
    "statements": Words("Statements", "陈述"),
    "property": Words("Property", "属性"),
    "value": Words("Value", "值"),
}
CASES_FOUND: Final = Words("{count} of {all} cases", "{all} 个案例中的 {count} 个")
ROWS: Final = Words("{count} rows", "{count} 行")
ROWS_CUT: Final = Words(
    "{count} rows, of which the first {shown} are shown", "{count} 行，显示前 {shown} 行"
)
YES: Final = Words("yes", "是")
NO: Final = Words("no", "否")
