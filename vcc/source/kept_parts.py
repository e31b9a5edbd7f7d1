"""Kept results in parts, each read when it is first asked for.

A theory has a thousand rules, and one case asks for some dozens. Pickle reads an object whole, so
what is not asked for at once is pickled apart, as bytes within the whole.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Final, TypeVar, overload

from vcc.source.collecting import without_gc

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_PARTS: Final = "_parts"


class KeptMapping(Mapping[_Key, _Value]):
    """A mapping that, once it was pickled, reads each value when it is first asked for."""

    __slots__ = ("_parts", "_values")

    def __init__(
        self, values: Mapping[_Key, _Value], parts: Mapping[_Key, bytes] | None = None
    ) -> None:
        self._values: dict[_Key, _Value] = dict(values)
        self._parts: Mapping[_Key, object] = self._values if parts is None else parts

    def __getitem__(self, key: _Key) -> _Value:
        try:
            return self._values[key]
        except KeyError:
            value: _Value = _read(self._parts[key])  # a KeyError where there is no such key
        self._values[key] = value
        return value

    def __contains__(self, key: object) -> bool:
        return key in self._parts

    def __iter__(self) -> Iterator[_Key]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def __reduce__(self) -> tuple[Any, ...]:
        return _mapping_of, ({key: _written(value) for key, value in self.items()},)


def _mapping_of(parts: dict[Any, bytes]) -> KeptMapping[Any, Any]:
    return KeptMapping({}, parts)


class KeptParts:
    """Base of dataclasses (without slots) whose fields and `part`s are read one by one."""

    def __getstate__(self) -> dict[str, bytes]:
        """What it is and what was worked out, each by itself."""
        for name in vars(self).get(_PARTS, ()):
            getattr(self, name)
        return {name: _written(value) for name, value in vars(self).items() if name != _PARTS}

    def __setstate__(self, parts: dict[str, bytes]) -> None:
        vars(self)[_PARTS] = parts

    def has(self, name: str) -> bool:
        """Whether a field or part is there without being worked out."""
        return name in vars(self) or name in vars(self).get(_PARTS, ())

    def __getattr__(self, name: str) -> Any:
        """A field that was not read yet."""
        parts = vars(self).get(_PARTS, {})
        if name not in parts:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        value = vars(self)[name] = _read(parts[name])
        return value


class part(cached_property[_Value]):  # noqa: N801 (a decorator)
    """A cached property that comes back as it was worked out before it was kept."""

    @overload
    def __get__(self, instance: None, owner: type[Any] | None = None) -> part[_Value]: ...
    @overload
    def __get__(self, instance: object, owner: type[Any] | None = None) -> _Value: ...
    def __get__(self, instance: object, owner: type[Any] | None = None) -> Any:
        """The value, worked out at most once in all the life of what is kept."""
        if instance is not None and self.attrname in vars(instance).get(_PARTS, ()):
            return KeptParts.__getattr__(instance, self.attrname)  # type: ignore[arg-type]
        return super().__get__(instance, owner)


def _written(value: object) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _read(data: Any) -> Any:
    with without_gc():
        return pickle.loads(data)  # noqa: S301 (part of a file that kept.py has checked)
