"""The words of the documentation pages."""

from __future__ import annotations

from typing import Final

from vcc.source.diagnostic import Words

WORDS: Final = {
    "site": Words("The ontology of value co-creation", "价值共创本体"),
    "lead": Words(
        "What takes part in value co-creation, what five frameworks of the literature say of it, "
        "and the rules that conclude what a case shows.",
        "价值共创涉及的事物、文献中五个框架对其的论述，以及由案例推出结论的规则。",
    ),
    "rules_lead": Words(
        "Each rule says whose word it is, why its conclusion follows, and names its claims.",
        "每条规则注明其依据、结论成立的理由及所依据的主张。",
    ),
    "shapes_lead": Words(
        "What a well-formed case satisfies, and what to write where it does not.",
        "格式良好的案例须满足的条件，以及不满足时应如何改写。",
    ),
    "claims_lead": Words(
        "The claims of the papers, and everything that encodes each of them.",
        "各论文的主张，以及表达每项主张的全部内容。",
    ),
    "skip": Words("Skip to the content", "跳至正文"),
    "language": Words("Language", "语言"),
    "contents": Words("Contents", "目录"),
    "about": Words("About", "概览"),
    "overview": Words("Overview", "总览"),
    "core": Words("Core", "核心"),
    "frameworks": Words("Frameworks", "框架"),
    "uses": Words("What uses the terms", "术语的使用"),
    "terms": Words("Terms", "术语"),
    "rules": Words("Rules", "规则"),
    "shapes": Words("Shapes", "结构约束"),
    "claims": Words("Claims", "主张"),
    "hierarchy": Words("Classes", "类"),
    "picture": Words(
        "Hierarchy of classes, from wide (left) to narrow (right)", "类的层级，自左（宽）至右（窄）"
    ),
    "example": Words("For example: ", "例如："),
    "kind_of": Words("kind of", "上位"),
    "kinds": Words("kinds", "下位"),
    "instance_of": Words("one of", "属于"),
    "domain": Words("said of", "定义域"),
    "range": Words("leads to", "值域"),
    "written": Words("in a case", "案例用词"),
    "used_by": Words("used by rules", "使用它的规则"),
    "place": Words("file", "文件"),
    "section": Words("section", "章节"),
}
