"""What can be wrong with the evidence of a case (codes E1…)."""

from __future__ import annotations

from typing import Final

from vcc.source.diagnostic import Code, Severity, Words

MISQUOTE: Final = Code(
    "E101",
    Words("`{source}` does not say this in these words", "“{source}”中没有这样的原文"),
    note=Words("nearest passage, {where}: “{passage}”", "最接近的原文（{where}）：“{passage}”"),
    help=Words(
        "quote it word by word; write … where words are left out",
        "请逐字引用；有省略之处请写 …",
    ),
)
NOT_FOUND: Final = Code(
    "E102",
    Words("nothing like this quote stands in `{source}`", "“{source}”中没有与此引文相近的内容"),
    help=Words("does it come from another source?", "是否引自其他来源？"),
)
SOURCE_MISSING: Final = Code(
    "E103",
    Words(
        "the file of the source `{source}` is not here: {file}; its quotes cannot be looked up",
        "找不到来源“{source}”的文件：{file}；无法核对其引文",
    ),
    note=Words("searched in {folders}", "已在以下位置查找：{folders}"),
    help=Words(
        "name the folder that has it with --sources DIR; or, where it may not be published, have "
        "whoever has it write evidence.lock (--write-lock)",
        "请用 --sources 指定其所在文件夹；若来源不可公开，请由持有者写出 evidence.lock"
        "（--write-lock）",
    ),
)
SOURCE_UNREADABLE: Final = Code(
    "E104",
    Words(
        "the source `{source}` cannot be read as text: {reason}",
        "无法将来源“{source}”作为文本读取：{reason}",
    ),
    note=Words("the file is {file}", "文件为 {file}"),
)
OTHER_PLACE: Final = Code(
    "E105",
    Words(
        "this quote stands in {found} of `{source}`, not in {said}",
        "此引文位于“{source}”的 {found}，而不是 {said}",
    ),
    severity=Severity.WARNING,
)
UNCITED: Final = Code(
    "E106",
    Words("{kind} without evidence: {name}", "{kind}没有证据：{name}"),
    help=Words('add [@SOURCE §1 "quote"]', "请补充 [@来源 §1 “引文”]"),
)
TOO_SHORT: Final = Code(
    "E107",
    Words("a quote this short proves nothing", "引文过短，不足为证"),
    help=Words("quote at least a few words", "请至少引用几个词"),
)
ENCODING: Final = Code(
    "E108",
    Words(
        "the source `{source}` is not in UTF-8; it was read as GB 18030",
        "来源“{source}”不是 UTF-8 编码；已按 GB 18030 读取",
    ),
    help=Words("save {file} as UTF-8", "请将 {file} 另存为 UTF-8 编码"),
    severity=Severity.WARNING,
)
OUTSIDE: Final = Code(
    "E109",
    Words(
        "the path of the source `{source}` leads out of the folders that may be read: {file}",
        "来源“{source}”的路径超出了可读取的文件夹：{file}",
    ),
    help=Words(
        "put the file beside the case, or name its folder with --sources DIR",
        "请将文件放在案例旁，或用 --sources 指定其文件夹",
    ),
)
NOT_LOCKED: Final = Code(
    "E110",
    Words(
        "evidence.lock does not vouch for this quote from `{source}`: it is new, or was changed",
        "evidence.lock 未担保此“{source}”引文：引文为新增或已改动",
    ),
    help=Words(
        "check it against the source and renew the lock: vcc evidence --write-lock",
        "请对照来源核实并更新锁文件：vcc evidence --write-lock",
    ),
)
STILL_KNOWN: Final = Words(
    "; {same} of its {count} locked quotes stand there in the same context",
    "；锁定的 {count} 条引文中有 {same} 条仍在相同的上下文中",
)
SOURCE_CHANGED: Final = Code(
    "E111",
    Words(
        "the file of the source `{source}` is not the one that evidence.lock was written for",
        "来源“{source}”的文件与写入 evidence.lock 时的不同",
    ),
    note=Words("the file is {file}{known}", "文件为 {file}{known}"),
    help=Words(
        "renew the lock: vcc evidence --write-lock", "请更新锁文件：vcc evidence --write-lock"
    ),
)
STALE: Final = Code(
    "E112",
    Words(
        "{count} entries of {lock} are about quotes that are no more in {file}",
        "{lock} 中有 {count} 个条目所涉引文已不在 {file} 中",
    ),
    help=Words("remove them: vcc evidence --prune", "请将其删去：vcc evidence --prune"),
    severity=Severity.WARNING,
)
DAMAGED: Final = Code(
    "E113",
    Words("{path} is damaged: {reason}", "{path} 已损坏：{reason}"),
    help=Words(
        "settle the conflict if it has one; or delete it and write it anew where the sources are: "
        "vcc evidence --write-lock",
        "若有合并冲突请先解决；或将其删除，在有来源之处重新写出：vcc evidence --write-lock",
    ),
)
NEWER: Final = Code(
    "E114",
    Words(
        "{path} was written by a newer vcc (format {format}; this one knows {known})",
        "{path} 由更新版本的 vcc 写出（格式 {format}；当前版本支持 {known}）",
    ),
    help=Words("install a newer vcc", "请安装更新版本的 vcc"),
)
UNDECLARED: Final = Code(
    "E115",
    Words("the source `{source}` of this quote is not declared", "此引文的来源“{source}”没有声明"),
    help=Words("declare it: source {source} is KIND", "请声明：来源 {source} 是 类别"),
)
