"""A dataset as compact JSON-LD, by the context of `json_context.py`.

The context is written into the document, as far as the document uses it, so that reading it needs
no network. What a key's rule cannot say (a number where texts stand, say) is written in full.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from vcc.render.json_context import VCC_PREFIX, Context, context_lines, packaged_context
from vcc.render.rdf_names import is_below, prefixed
from vcc.vocabulary.namespaces import RDF, TYPE, VCC, XSD
from vcc.vocabulary.rdf import Triple, iri_text, is_blank, is_iri, literal_parts

_ALWAYS: Final = ("@version", "@vocab", VCC_PREFIX, "id", "type", "graph")
_NATIVE_INTEGER: Final = 2**53  # beyond it JSON readers lose digits
_PLAIN: Final = (XSD + "string", RDF + "langString")


def json_ld(dataset: Mapping[str, Iterable[Triple]], base: str, url: str = "") -> str:
    """One document; nodes below `base` are written relative to it.

    With `url` the context is named, not written: readers then fetch it from there.
    """
    writer = _Writer(packaged_context(), base)
    content: list[Any] = []
    for name, triples in dataset.items():
        nodes = list(writer.nodes(triples))
        if name:
            content.append({"id": writer.id(name), "graph": nodes})
        else:
            content += nodes
    context = context_lines({"@base": base, **writer.used_context()})
    if url:
        context = json.dumps([url, {"@base": base}], ensure_ascii=False)
    graph = json.dumps({"graph": content}, ensure_ascii=False, indent=2)
    return f'{{\n  "@context": {context},{graph[1:]}\n'


class _Writer:
    def __init__(self, context: Context, base: str) -> None:
        self._context = context
        self._base = base
        self._used: set[str] = set(_ALWAYS)
        # The short keys, by the property that each stands for.
        self._keys: dict[str, str] = {
            rule["@id"]: key for key, rule in context.items() if isinstance(rule, dict)
        }

    def used_context(self) -> dict[str, Any]:
        """The part of the context that was needed, in its order."""
        return {key: rule for key, rule in self._context.items() if key in self._used}

    # ------------------------------------------------------------------ nodes
    def nodes(self, triples: Iterable[Triple]) -> Iterator[dict[str, Any]]:
        """The nodes of a graph whose triples stand together by subject and property."""
        for subject, about in groupby(triples, key=lambda triple: triple[0]):
            node: dict[str, Any] = {"id": self.id(subject)}
            for property, statements in groupby(about, key=lambda triple: triple[1]):
                objects = [object for _, _, object in statements]
                self._say(node, property, objects)
            yield node

    def _say(self, node: dict[str, Any], property: str, objects: list[str]) -> None:
        if property == TYPE and all(map(is_iri, objects)):
            node["type"] = _one_or_all([self._vocabulary(object) for object in objects])
            return
        key = self._keys.get(iri_text(property), "")
        rule = self._context.get(key, {})
        short = [o for o in objects if key and self._fits(o, rule)]
        if short:
            self._used.add(key)
            if "@container" in rule:
                node[key] = _by_language(short)
            else:
                node[key] = _one_or_all([self._short(o, rule) for o in short])
        rest = [self._full(object) for object in objects if object not in short]
        if rest:
            node[self._property(property, taken=bool(key))] = _one_or_all(rest)

    def _property(self, property: str, *, taken: bool) -> str:
        """The key of a property where no rule applies to its values."""
        name = iri_text(property).removeprefix(VCC)
        plain = iri_text(property).startswith(VCC) and ":" not in name and "/" not in name
        if plain and not taken and name and name not in self._context:
            return name
        return self._compact(property)

    # ------------------------------------------------------------------ values
    def _fits(self, object: str, rule: Mapping[str, str]) -> bool:
        """Whether the rule of a key gives back this very value."""
        type = rule.get("@type", "")
        if type == "@vocab":
            return is_iri(object) and self._vocabulary(object) != self._compact(object)
        if type == "@id":
            return is_iri(object) or is_blank(object)
        if not object.startswith('"'):
            return False
        _, language, datatype = literal_parts(object)
        if "@container" in rule:
            return bool(language)
        return not language and datatype == type

    def _short(self, object: str, rule: Mapping[str, str]) -> str:
        if rule["@type"] == "@vocab":
            return self._vocabulary(object)
        if rule["@type"] == "@id":
            return self.id(object)
        return literal_parts(object).lexical

    def _full(self, object: str) -> Any:
        """A value that says by itself what it is."""
        if not object.startswith('"'):
            return {"id": self.id(object)}
        lexical, language, datatype = literal_parts(object)
        if language:
            return {"@value": lexical, "@language": language}
        if datatype == XSD + "string":
            return lexical
        native = _native(lexical, datatype)
        if native is not None:
            return native
        return {"@value": lexical, "@type": self._compact(f"<{datatype}>")}

    # ------------------------------------------------------------------ names
    def _vocabulary(self, term: str) -> str:
        """A term where the vocabulary is at home: its local name if that is enough."""
        iri = iri_text(term)
        name = iri.removeprefix(VCC)
        known = self._context.get(name)
        if not iri.startswith(VCC) or not name or set(name) & set(":/#?@"):
            return self._compact(term)
        if known is not None and (isinstance(known, str) or known["@id"] != iri):
            return self._compact(term)
        return name

    def _compact(self, term: str) -> str:
        name = prefixed(iri_text(term))
        if name is None:
            return iri_text(term)
        if name.startswith(":"):
            return VCC_PREFIX + name
        self._used.add(name.partition(":")[0])
        return name

    def id(self, term: str) -> str:
        """A node, relative to the base where it stands below it."""
        if is_blank(term):
            return term
        iri = iri_text(term)
        if is_below(iri, self._base) and iri[len(self._base)] != "@":
            return iri[len(self._base) :]
        return self._compact(term)


def _native(lexical: str, datatype: str) -> bool | int | None:
    """The value as JSON has it, where that is the same literal."""
    if datatype == XSD + "boolean" and lexical in ("true", "false"):
        return lexical == "true"
    if datatype == XSD + "integer" and lexical.lstrip("-").isdecimal() and lexical.isascii():
        number = int(lexical) if len(lexical) < 20 else _NATIVE_INTEGER
        if str(number) == lexical and abs(number) < _NATIVE_INTEGER:
            return number
    return None


def _by_language(objects: Iterable[str]) -> dict[str, Any]:
    found: dict[str, list[str]] = {}
    for object in objects:
        lexical, language, _ = literal_parts(object)
        found.setdefault(language, []).append(lexical)
    return {language: _one_or_all(texts) for language, texts in sorted(found.items())}


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
