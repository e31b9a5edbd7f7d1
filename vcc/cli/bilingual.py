"""Commands and options whose help exists in both languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, Final

import click

from vcc.cli.settings import LANGUAGE_KEY, language
from vcc.cli.written import check_written
from vcc.source.diagnostic import LANGUAGES, Words

EXAMPLES: Final = Words("Examples", "示例")


class BilingualContext(click.Context):
    """A run whose help is told in its language."""

    def make_formatter(self) -> click.HelpFormatter:
        """What lays out the help."""
        if language() != "zh":
            return super().make_formatter()
        from vcc.cli.chinese_help import ChineseFormatter

        return ChineseFormatter(width=self.terminal_width, max_width=self.max_content_width)


class BilingualOption(click.Option):
    """An option with its help as `Words`."""

    def __init__(self, *arguments: Any, words: Words, **settings: Any) -> None:
        super().__init__(*arguments, **{**settings, "help": words.en})
        self.words = words

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The line of `--help` in the language of the run."""
        self.help = self.words.in_language(language())
        return super().get_help_record(ctx)


class BilingualCommand(click.Command):
    """A command with its help as `Words` and its examples as lines of shell."""

    context_class = BilingualContext

    def __init__(
        self, *arguments: Any, words: Words, examples: tuple[str, ...] = (), **settings: Any
    ) -> None:
        super().__init__(*arguments, **{**settings, "help": words.en})
        self.words = words
        self.examples = examples

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The description in the language of the run, then the examples as they are typed."""
        self.help = self.words.in_language(language())
        super().format_help_text(ctx, formatter)
        if self.examples:
            with formatter.section(EXAMPLES.in_language(language())):
                for example in self.examples:
                    formatter.write(f"{' ' * formatter.current_indent}{example}\n")

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, once it is known that what it writes can be, and destroys nothing."""
        check_written(ctx)
        return super().invoke(ctx)


class BilingualGroup(click.Group):
    """A command with parts, its help and that of its parts in the language of the run."""

    context_class = BilingualContext

    def __init__(self, name: str, words: Words, commands: Sequence[click.Command]) -> None:
        super().__init__(name, commands=commands, no_args_is_help=True, help=words.en)
        self.words = words

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One sentence about the group."""
        self.help = self.words.in_language(language())
        super().format_help_text(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, each in the language of the run."""
        for part in self.commands.values():
            if isinstance(part, BilingualCommand):
                part.help = part.words.in_language(language())
        super().format_commands(ctx, formatter)


def command(
    words: Words, *examples: str, name: str | None = None
) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a function a command of `vcc`; what it returns is the exit code (None: 0)."""
    return click.command(name=name, cls=BilingualCommand, words=words, examples=examples)


def option(
    *names: str, words: Words, **settings: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An option with help in both languages; `settings` as for `click.option`."""
    return click.option(*names, cls=BilingualOption, words=words, **settings)


def language_among(arguments: Sequence[str]) -> str | None:
    """The language that `--lang` names among arguments that were not read yet; the last wins."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    asked = None
    for before, option in pairwise(("", *options)):
        name, _, value = option.partition("=")
        named = option if before == "--lang" else value if name == "--lang" else None
        asked = named if named in LANGUAGES else asked
    return asked


def _remember_language(ctx: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        ctx.meta[LANGUAGE_KEY] = value


def shared_options() -> list[click.Option]:
    """`--lang` and `--debug`, which every command takes; new objects at each call."""
    return [
        BilingualOption(
            ["--lang"],
            type=click.Choice(LANGUAGES),
            expose_value=False,
            is_eager=True,
            callback=_remember_language,
            words=Words(
                "Language of the output (VCC_LANG: the same for every command).",
                "输出所用的语言（VCC_LANG 对所有命令生效）。",
            ),
        ),
        BilingualOption(
            ["--debug"],
            is_flag=True,
            expose_value=False,
            words=Words("Show the traceback of an internal error.", "出现内部错误时显示调用栈。"),
        ),
    ]


def add_options(loaded: click.Command, make: Callable[[], Sequence[click.Option]]) -> click.Command:
    """The command with the options that it does not define itself, also in its parts."""
    taken = {parameter.name for parameter in loaded.params}
    loaded.params += [option for option in make() if option.name not in taken]
    if isinstance(loaded, click.Group):
        for part in loaded.commands.values():
            add_options(part, make)
    return loaded
