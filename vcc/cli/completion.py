"""`vcc completion SHELL`: the lines that switch on completion in a shell."""

from __future__ import annotations

from typing import Final

import click

from vcc.cli.bilingual import command as bilingual
from vcc.source.diagnostic import Words

_LINES: Final = {
    "bash": 'eval "$(_VCC_COMPLETE=bash_source vcc)"',
    "zsh": 'eval "$(_VCC_COMPLETE=zsh_source vcc)"',
    "fish": "_VCC_COMPLETE=fish_source vcc | source",
}


@bilingual(
    Words(
        "Print the line that switches on completion of commands, options, files and of WHAT.",
        "输出启用命令、选项、文件和标识补全所需的一行设置。",
    ),
    "vcc completion bash >> ~/.bashrc",
    "vcc completion fish > ~/.config/fish/completions/vcc.fish",
)
@click.argument("shell", type=click.Choice(list(_LINES)))
def command(shell: str) -> None:
    """Print one line of shell."""
    click.echo(_LINES[shell])
