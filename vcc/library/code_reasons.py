"""Why each group of codes exists, by the beginning of the code; the longest that fits holds."""

from __future__ import annotations

from typing import Final

from vcc.source.diagnostic import Severity, Words

OF_MISTAKES: Final = {
    "C0": Words(
        "A file that cannot be read as text cannot be checked at all; nothing is said about a case "
        "that nobody read.",
        "无法作为文本读取的文件根本无法检查；未读的案例不作任何判断。",
    ),
    "C1": Words(
        "The text is not in the case language, so what it states is not certain. Nothing is "
        "concluded from a guess.",
        "此处文本不符合案例语言，所述内容无法确定；不以猜测作结论。",
    ),
    "C2": Words(
        "A name or word means nothing, or not what its place asks for. A statement about something "
        "undeclared would be lost without a word.",
        "名称或用词没有含义，或与所处位置不符；关于未声明事物的语句会无声地丢失。",
    ),
    "C22": Words(
        "A case can share declarations with others through libraries. What cannot be found there "
        "would be missing from the case.",
        "案例可通过文库共用声明；文库中找不到的内容会从案例中缺失。",
    ),
    "C29": Words(
        "The command cannot do what it is asked for with this file, or only a part of it; it says "
        "so rather than answer less.",
        "命令无法对此文件完成所要求的事，或只能完成一部分；因此如实说明，而不是少答。",
    ),
    "C3": Words(
        "Cases that are read together must be told apart, and what they share must be told in one "
        "way; otherwise two would be counted as one.",
        "一并读取的案例必须能够区分，共用的事物须有一致的描述；否则二者会被当作一个。",
    ),
    "D": Words(
        "Cases as tables are asked in SQL, and only asked: what could change something, or read "
        "anything else, is refused before it runs.",
        "以 SQL 查询案例数据表，且只能查询：可能改动数据或读取其他内容的语句在执行前即被拒绝。",
    ),
    "E1": Words(
        "A statement is worth what its evidence is worth. A quote that its source has not, or "
        "that nobody can look up, supports nothing.",
        "陈述的可信度取决于其证据；来源中没有或无从核对的引文不能支持任何结论。",
    ),
    "L1": Words(
        "Settings decide what counts. A mistake in them would silently let through what they were "
        "meant to catch, so no file is checked before it is repaired.",
        "设置决定哪些问题计入；设置有误会使本应发现的问题悄然通过，因此改正之前不检查任何文件。",
    ),
    "L2": Words(
        "A baseline excuses problems that were there before. One that cannot be trusted would "
        "excuse new ones as well.",
        "基线文件豁免原有的问题；不可信的基线会把新问题一并豁免。",
    ),
    "L109": Words(
        "Who writes this takes the mistake for answered, and wonders why the check still fails.",
        "写下此项者会以为错误已经处理，却不明白检查为何仍不通过。",
    ),
    "Q": Words(
        "A question to cases is asked in SPARQL. What could change something, reach out to the "
        "network, or mean nothing is refused before it runs.",
        "对案例的提问使用 SPARQL；可能改动数据、访问网络或没有含义的查询在执行前即被拒绝。",
    ),
    "R": Words(
        "A rule file must be SPARQL-RL that can be run safely and always gives the same result; "
        "otherwise conclusions could not be trusted.",
        "规则文件必须是可安全执行、结果恒定的 SPARQL-RL；否则结论不可信。",
    ),
    "T": Words(
        "A framework is data that vcc reads. What would silently do nothing, or disturb what comes "
        "with vcc, is refused.",
        "框架是由 vcc 读取的数据；会悄然失效或干扰随 vcc 提供内容的部分将被拒绝。",
    ),
    "T021": Words(
        "What is worked out and told to nobody is lost without a word, and its author takes it for "
        "said.",
        "推得却无人可见的结论会无声地丢失，而作者却以为已经写明。",
    ),
    "W": Words(
        "A waiver is an author's answer to a finding. Without a reason, or about nothing, it would "
        "hide what readers should see.",
        "豁免是作者对某项发现的答复；没有理由或无所指的豁免会掩盖读者应看到的内容。",
    ),
}
OF_SHAPES: Final = {
    Severity.ERROR: Words(
        "What this shape asks for is needed to read the case at all; without it conclusions would "
        "rest on something that is not so.",
        "读懂案例必须满足此约束；否则结论会建立在不成立的内容之上。",
    ),
    Severity.WARNING: Words(
        "Something is missing that the frameworks ask for or that readers need to follow the case.",
        "缺少框架所要求的、或读者理解案例所需的内容。",
    ),
    Severity.INFO: Words(
        "What is not said is unknown, never absent: this is a question to the author. Its answer "
        "lets more be concluded.",
        "未写明即为未知，而非不存在：这是向作者的提问，答复后可得出更多结论。",
    ),
}


_OF_OTHERS: Final = Words(
    "What is asked for cannot be done as it stands; vcc says so rather than do something else.",
    "所要求的事无法照样完成；vcc 如实说明，而不另作他事。",
)


def why_of(code: str) -> Words:
    """Why the group of a mistake exists."""
    fitting = [beginning for beginning in OF_MISTAKES if code.startswith(beginning)]
    return OF_MISTAKES[max(fitting, key=len)] if fitting else _OF_OTHERS
