"""A generated module in the making: its functions, its names, and what it calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

Making = tuple[Callable[..., object], tuple[object, ...]]


@dataclass(slots=True)
class Code:
    """A generated module in the making; `made` are the functions that it calls: how to make them,
    and `always` the arguments that each of its own functions has.

    Everything in it is plain data, which can be kept on disk.
    """

    functions: list[str] = field(default_factory=list)
    made: dict[str, Making] = field(default_factory=dict)
    groups: str = ""
    always: tuple[str, ...] = ("F", "B", "D", "N")
    _temporaries: int = 0
    _names: dict[object, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text of the module; its function is called `run`."""
        return "\n".join(self.functions)

    def function(self, maker: Callable[..., object], *arguments: object) -> str:
        """The name by which the module calls what a maker makes of the arguments."""
        name = self._names.get((maker, arguments))
        if name is None:
            name = self._names[maker, arguments] = f"X{len(self.made)}"
            self.made[name] = (maker, arguments)
        return name

    def number(self, term: str) -> str:
        """The number of a term, to make names of."""
        return self._names.setdefault(term, str(len(self._names)))

    def local(self, variable: str) -> str:
        """The Python name of a variable of a rule."""
        return self._names.setdefault(("v", variable), f"v{len(self._names)}")

    def temporary(self) -> str:
        """A name used nowhere else."""
        self._temporaries += 1
        return f"t{self._temporaries}"
