"""What can be wrong with a configuration (codes L1…) and with a baseline (L2…)."""

from __future__ import annotations

from typing import Final

from vcc.source.diagnostic import Code, Severity, Words

NO_CONFIGURATION: Final = Code(
    "L101",
    Words("cannot read the configuration `{path}`: {reason}", "无法读取配置文件“{path}”：{reason}"),
    help=Words("name a file like vcc.toml", "请指定配置文件，例如 vcc.toml"),
)
BAD_TOML: Final = Code(
    "L102",
    Words("`{path}` is not TOML: {problem}", "“{path}”不是正确的 TOML：{problem}"),
    help=Words(
        'texts stand in quotes, lists in brackets: ignore = ["S244"]',
        '文本写在引号内，列表写在方括号内：ignore = ["S244"]',
    ),
)
UNKNOWN_KEY: Final = Code(
    "L103",
    Words("`{key}` is not a setting of vcc", "“{key}”不是 vcc 的设置项"),
    help=Words("{repair}", "{repair}"),
)
WRONG_VALUE: Final = Code(
    "L104",
    Words("`{key}` cannot be {value}; it takes {expected}",
          "“{key}”不能取值 {value}，应为{expected}"),
)  # fmt: skip
EXTENDED_MISSING: Final = Code(
    "L105",
    Words("`extend` leads nowhere: {reason}", "“extend”所指无法使用：{reason}"),
    help=Words("the path is relative to the folder of this file", "路径相对于本文件所在的文件夹"),
)  # fmt: skip
CIRCULAR_EXTEND: Final = Code(
    "L106",
    Words("configurations extend each other in a circle: {circle}", "配置文件循环继承：{circle}"),
    help=Words("remove one `extend`", "请去掉其中一个“extend”"),
)
OTHER_VERSION: Final = Code(
    "L107",
    Words("this configuration requires vcc {required}; this is vcc {version}",
          "此配置要求 vcc {required}，当前为 vcc {version}"),
    help=Words("install that version, for example with pip", "请安装该版本，例如使用 pip"),
)  # fmt: skip
UNKNOWN_CODE: Final = Code(
    "L108",
    Words("no code is or begins with `{code}` ({key})", "没有以“{code}”开头的代码（{key}）"),
    help=Words("{repair}", "{repair}"),
)
NO_EFFECT: Final = Code(
    "L109",
    Words("`{key}` has no effect on `{code}`, a mistake in the text of a case",
          "“{key}”对“{code}”不起作用：它是案例文本中的错误"),
    note=Words("while it stands, nothing else in the case is checked",
               "只要它存在，案例的其余部分就得不到检查"),
    help=Words("take it out, and repair the text", "请将其去掉，并改正文本"),
    severity=Severity.WARNING,
)  # fmt: skip
NO_BASELINE: Final = Code(
    "L201",
    Words("cannot read the baseline `{path}`: {reason}", "无法读取基线文件“{path}”：{reason}"),
    help=Words("make it with: vcc check PATH… --write-baseline",
               "可用以下命令生成：vcc check 路径… --write-baseline"),
)  # fmt: skip
NOT_A_BASELINE: Final = Code(
    "L202",
    Words("`{path}` is not a baseline of vcc: {problem}", "“{path}”不是 vcc 的基线文件：{problem}"),
    help=Words("restore it, or make it anew with --write-baseline",
               "请恢复该文件，或用 --write-baseline 重新生成"),
)  # fmt: skip
NEWER_BASELINE: Final = Code(
    "L203",
    Words("the baseline `{path}` has the format {format}; this vcc reads {known}",
          "基线文件“{path}”的格式为 {format}，本版 vcc 只能读取 {known}"),
    help=Words("use the vcc that wrote it, or a newer one", "请使用生成该文件的或更新的 vcc 版本"),
)  # fmt: skip
