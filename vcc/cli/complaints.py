"""What click complains of, in Chinese: its own messages are English.

A message that is not known here stays as it is; nothing is lost.
"""

from __future__ import annotations

import re
from typing import Final

from vcc.cli.chinese_help import placeholders_in_chinese

_CHOICES: Final = r" Choose from:\s*(?P<known>.+)"  # one a line
_NEAR: Final = r" \(?(?:Did you mean one of:|Possible options:|Did you mean) (?P<near>.+?)\??\)?"
_CHINESE: Final = tuple(
    (re.compile(pattern + r"\Z", re.DOTALL), words)
    for pattern, words in (
        (r"Missing command\.", "缺少命令"),
        (r"No such command (?P<of>'.+?')\.", "没有命令 {of}"),
        (rf"No such command (?P<of>'.+?')\.{_NEAR}", "没有命令 {of}；是否指：{near}？"),
        (r"Invalid value for (?P<of>.+?): (?P<what>.+)", "{of} 的值无效：{what}"),
        (r"Invalid value: (?P<what>.+)", "值无效：{what}"),
        (rf"Missing argument (?P<of>[^.]+)\.?{_CHOICES}", "缺少参数 {of}；可选值：{known}"),
        (rf"Missing option (?P<of>[^.]+)\.?{_CHOICES}", "缺少选项 {of}；可选值：{known}"),
        (r"Missing argument (?P<of>[^.]+)\.?(?P<rest>.*)", "缺少参数 {of}。{rest}"),
        (r"Missing option (?P<of>[^.]+)\.?(?P<rest>.*)", "缺少选项 {of}。{rest}"),
        (r"No such option:? (?P<of>\S+?)\.?", "没有选项 {of}"),
        (rf"No such option:? (?P<of>\S+?)\.?{_NEAR}", "没有选项 {of}；是否指：{near}？"),
        (r"Option (?P<of>.+?) requires an argument\.", "选项 {of} 需要一个值"),
        (r"Option (?P<of>.+?) does not take a value\.", "选项 {of} 不带值"),
        (r"Got unexpected extra arguments? \((?P<what>.+)\)", "多余的参数：{what}"),
        (r"(?P<value>.+?) is not one of (?P<known>.+?)\.", "{value} 不在可选值之内：{known}"),
        (
            r"(?P<value>.+?) is not in the range (?P<range>.+?)\.",
            "{value} 不在范围 {range} 之内",
        ),
        (r"(?P<value>.+?) is not a valid integer(?: range)?\.", "{value} 不是整数"),
        (r"(?P<value>.+?) is not a valid float(?: range)?\.", "{value} 不是数"),
        (r"\w+ (?P<path>'.+?') does not exist\.", "{path} 不存在"),
        (r"\w+ (?P<path>'.+?') is a directory\.", "{path} 是文件夹"),
        (r"\w+ (?P<path>'.+?') is a file\.", "{path} 是文件"),
        (r"\w+ (?P<path>'.+?') is not readable\.", "没有读取 {path} 的权限"),
        (r"\w+ (?P<path>'.+?') is not writable\.", "没有写入 {path} 的权限"),
    )
)


def complaint_in(language: str, message: str) -> str:
    """A message of click's in a language."""
    if language != "zh":
        return message
    for pattern, words in _CHINESE:
        found = pattern.match(message)
        if found:
            parts = {name: part or "" for name, part in found.groupdict().items()}
            if "of" in parts:
                parts["of"] = placeholders_in_chinese(parts["of"])
            if "what" in parts:  # a complaint about a value names another one
                parts["what"] = complaint_in(language, parts["what"])
            if "known" in parts:
                parts["known"] = " ".join(parts["known"].split())
            return words.format(**parts).rstrip()
    return message
