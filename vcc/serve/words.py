"""The words of the pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import DCTERMS, OWL, RDF, RDFS, SKOS

NAMES: Final = {"en": "English", "zh": "中文"}
WORDS: Final = {
    "site": Words("Value co-creation cases", "价值共创案例库"),
    "skip": Words("Skip to the content", "跳至正文"),
    "pages": Words("Pages", "页面"),
    "language": Words("Language", "语言"),
    "library": Words("Library", "案例库"),
    "query": Words("Query", "查询"),
    "comma": Words(", ", "、"),
    # the library
    "search": Words("Search the cases", "搜索案例"),
    "find": Words("Search", "搜索"),
    "verdict": Words("Concluded", "结论"),
    "with_findings": Words("Findings", "发现"),
    "order": Words("Order", "排序"),
    "any": Words("any", "不限"),
    "previous": Words("Previous cases", "上一页"),
    "more": Words("More cases", "更多案例"),
    "cases": Words("Cases", "案例"),
    "case": Words("Case", "案例"),
    "errors": Words("Errors", "错误"),
    "warnings": Words("Warnings", "警告"),
    "questions": Words("Questions", "提问"),
    "clear": Words("Show all", "显示全部"),
    # a case
    "in_short": Words("In short", "概要"),
    "on_page": Words("On this page", "本页内容"),
    "network": Words("Value network", "价值网络"),
    "network_key": Words(
        "Actors by the side they come from, with their roles. An arrow goes from who gives to who "
        "gets; a dotted line joins those who take part in the same.",
        "主体按所属方排列，并注明角色。箭头由给予者指向接受者；虚线连接共同参与者。",
    ),
    "picture": Words("Picture", "图"),
    "as_table": Words("The network as a table", "以表格查看网络"),
    "from": Words("From", "来自"),
    "to": Words("To", "给"),
    "what": Words("What", "内容"),
    "in": Words("In", "见于"),
    "together": Words("(together)", "（共同参与）"),
    "facts": Words("Facts", "事实"),
    "stated": Words("What the case states", "案例所陈述的内容"),
    "inferred": Words("What follows", "由此得出的结论"),
    "findings": Words("Findings", "发现"),
    "no_findings": Words("There are none.", "没有。"),
    "conclusions": Words("All conclusions", "全部结论"),
    "cells": Words("What each cell rests on", "各单元格的依据"),
    "lines": Words("Lines", "行"),
    "terms": Words("Terms", "术语"),
    "text": Words("The text of the case", "案例文本"),
    "text_key": Words(
        "As its author wrote it, without comments. Conclusions point at these lines.",
        "作者所写的原文（不含注释）。各项结论指向这些行。",
    ),
    # a query
    "your_query": Words("SPARQL query", "SPARQL 查询"),
    "run": Words("Run", "运行"),
    "run_key": Words("Ctrl+Enter runs it, too.", "也可按 Ctrl+Enter 运行。"),
    "problem": Words("No answer", "没有结果"),
    "answer": Words("Answer", "结果"),
    "examples": Words("Questions to begin with", "可供参考的问题"),
    "asking": Words("Asking …", "查询中……"),
    "done": Words("The answer is below.", "结果见下。"),
    "counted": Words("{count} rows in {seconds} seconds", "{count} 行，{seconds} 秒"),
    "timed": Words("{seconds} seconds", "{seconds} 秒"),
    "page_size": Words("Rows on a page", "每页行数"),
    # a node
    "statements": Words("Statements", "陈述"),
    "pointing": Words("What points here", "指向此处的陈述"),
    "property": Words("Property", "属性"),
    "value": Words("Value", "值"),
    "subject": Words("Thing", "事物"),
}
# Terms of other vocabularies, which the ontology uses and does not name.
KNOWN: Final[Mapping[str, Words]] = {
    RDF + "type": Words("is a", "类型"),
    RDFS + "label": Words("label", "标签"),
    RDFS + "comment": Words("comment", "注释"),
    RDFS + "isDefinedBy": Words("defined in", "定义于"),
    RDFS + "subClassOf": Words("kind of", "上位类"),
    RDFS + "subPropertyOf": Words("kind of property", "上位属性"),
    RDFS + "domain": Words("said of", "定义域"),
    RDFS + "range": Words("its values", "值域"),
    SKOS + "definition": Words("definition", "定义"),
    SKOS + "example": Words("example", "示例"),
    SKOS + "scopeNote": Words("note on its use", "使用说明"),
    SKOS + "broader": Words("broader", "上位概念"),
    DCTERMS + "title": Words("title", "标题"),
    DCTERMS + "description": Words("description", "描述"),
    OWL + "Class": Words("class", "类"),
    OWL + "NamedIndividual": Words("individual", "个体"),
    OWL + "ObjectProperty": Words("property", "对象属性"),
    OWL + "DatatypeProperty": Words("property of values", "数据属性"),
}
CASES_FOUND: Final = Words("{count} of {all} cases", "{all} 个案例中的 {count} 个")
ROWS: Final = Words("{count} rows", "{count} 行")
ROWS_CUT: Final = Words(
    "{count} rows, of which the first {shown} are shown", "{count} 行，显示前 {shown} 行"
)
YES: Final = Words("yes", "是")
NO: Final = Words("no", "否")

# What the tables of YASGUI say, which knows English only: their words, and ours for them.
YASR: Final[Mapping[str, Words]] = {
    "Table": Words("Table", "表格"),
    "Response": Words("Response", "原始响应"),
    "Shows Table view": Words("Table view", "表格视图"),
    "Shows Response view": Words("Response view", "原始响应视图"),
    "Shows 表格 view": Words("Table view", "表格视图"),
    "Shows 原始响应 view": Words("Response view", "原始响应视图"),
    "Simple view": Words("Simple view", "简洁视图"),
    "Ellipse": Words("Shorten long values", "缩略长文本"),
    "Filter query results": Words("Filter the rows", "筛选结果"),
    "Page size:": Words("Rows on a page:", "每页行数："),
    "All": Words("All", "全部"),
    "Download result": Words("Download", "下载"),
    "Download Results": Words("Download", "下载"),
    "Download not supported": Words("Nothing to download", "无可下载内容"),
    "Show all": Words("Show all", "显示全部"),
    "Try query in a new browser window": Words("Open in a new window", "在新窗口中打开"),
    "Unable to get response from endpoint. Possible reasons:": Words(
        "There was no answer:", "未得到响应："
    ),
    "Press CTRL - <spacebar> to autocomplete": Words(
        "Ctrl+Space completes this", "按 Ctrl+空格键补全"
    ),
}
TABLE: Final[Mapping[str, Words]] = {
    "emptyTable": Words("No rows", "没有行"),
    "zeroRecords": Words("No row holds this", "没有匹配的行"),
    "info": Words("Rows _START_ to _END_ of _TOTAL_", "第 _START_ 至 _END_ 行，共 _TOTAL_ 行"),
    "infoEmpty": Words("No rows", "没有行"),
    "infoFiltered": Words("(of _MAX_)", "（总计 _MAX_ 行）"),
}
