"""`--base`: the IRI below which each case gets its own."""

from __future__ import annotations

import re
from typing import Final

import click

from vcc.cli.bilingual import option
from vcc.cli.errors import cannot_run
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import CASES

_NOT_A_BASE: Final = Words(
    "{base} is no base: it must be an absolute IRI that ends with a slash",
    "{base} 不能作为基准：须为以斜杠结尾的绝对 IRI",
)
_BASE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20?#]*/\Z")


def _checked(_context: click.Context, _parameter: click.Parameter, base: str) -> str:
    if not _BASE.match(base):
        raise cannot_run(_NOT_A_BASE, base=base)
    return base


base_option: Final = option(
    "--base",
    default=CASES,
    show_default=True,
    callback=_checked,
    metavar="IRI",
    words=Words("The IRI below which each case gets its own.", "案例 IRI 的基准。"),
)
