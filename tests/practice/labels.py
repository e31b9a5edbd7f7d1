"""What readers of the field notes say, as labels that can be compared with conclusions.

Two sources, one form: `labels.json` of the shared folder (six notes), which speaks the codes of
its readers (`readings.toml` translates them into terms of the ontology), and our own notes
(`examples/practice/own/labels.toml`), which speak the terms.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
CASES = HERE.parent.parent / "examples/practice"
AGAIN = HERE / "again"  # the six notes coded a second time, in few words
READINGS = tomllib.loads((HERE / "readings.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Label:
    """A question about a case, and the answers that a careful reader of the papers accepts.

    `category` says how the question is answered (`answers.py`); `about` is what it is about: a
    term of the ontology, or two of them, or the name of a thing in the case.
    """

    case: str
    category: str
    about: str
    accepted: frozenset[str]
    sure: bool
    why: str

    again: bool = False

    @property
    def id(self) -> str:
        """What the label asks, and of which coding."""
        which = " (again)" if self.again else ""
        return f"{self.case} {self.category}: {self.about}{which}"


def case_file(case: str, folder: Path = CASES) -> Path:
    """The coded case of a note, by the number or name that labels use."""
    (found,) = [*folder.glob(f"{case}-*.vcc"), *(folder / "own").glob(f"{case}.vcc")]
    return found


def labels_of_own_notes() -> Iterator[Label]:
    """Labels that we gave our own notes before coding them; all of them count as sure."""
    text = (CASES / "own/labels.toml").read_text(encoding="utf-8")
    for case, categories in tomllib.loads(text).items():
        for category, answers in categories.items():
            for about, accepted in answers.items():
                several = accepted if isinstance(accepted, list) else [accepted]
                yield Label(case, category, about, frozenset(several), True, "")


def labels_of_readers(shared: Path) -> Iterator[Label]:
    """The labels of the six notes in the shared folder."""
    text = (shared / "practice/labels.json").read_text(encoding="utf-8")
    for said in json.loads(text)["cases"]:
        case = said["id"]
        yield from _of_frameworks(case, said)
        yield from _of_logic(case, said)
        for field, label in said["fields"].items():
            yield _label(case, "fields", f"{field}-field", label, label["state"])
        yield from _of_loop(case, said["loop"])
        yield from _of_roles(case, said["actors"])
        for label in said["value_types"]:
            about = READINGS["value_types"][label["type"]]
            yield _label(case, "value types", about, label, label["state"])
        for framework, stages in said["stages"].items():
            for label in stages:
                about = READINGS["stages"][framework][label["stage"]]
                yield _label(case, "stages", about, label, label["state"])
        yield from _of_words(case, said)


def _label(case: str, category: str, about: str, said: Mapping[str, Any], answer: str) -> Label:
    """A label whose answers are the reader's own words."""
    accepted = frozenset(said.get("accept") or [answer])
    return Label(case, category, about, accepted, said["certainty"] == "sure", said["why"])


def _of_frameworks(case: str, said: Mapping[str, Any]) -> Iterator[Label]:
    for key, answer in (("frameworks", "applies"), ("not_applicable", "does not apply")):
        for label in said[key]:
            about = READINGS["frameworks"][label["id"]]
            yield _label(case, "frameworks", about, label, answer)


def _of_logic(case: str, said: Mapping[str, Any]) -> Iterator[Label]:
    logic = said["dominant_logic"]
    questions = {READINGS["dimensions"][name]: one for name, one in logic["dimensions"].items()}
    for category, asked in (("dimensions", questions), ("overall logic", {"": logic["overall"]})):
        for about, label in asked.items():
            codes = label.get("accept") or [label["label"]]
            accepted = frozenset(READINGS["logics"][code] for code in codes)
            yield Label(case, category, about, accepted, label["certainty"] == "sure", label["why"])


def _of_loop(case: str, said: Mapping[str, Any]) -> Iterator[Label]:
    yield _label(case, "feedback loop", "feedback-loop", said, said["state"])
    for link, state in said["links"].items():
        about = READINGS["loop_links"][link]
        yield Label(case, "feedback loop", about, frozenset([state]), said["certainty"] == "sure",
                    said["why"])  # fmt: skip


def _of_roles(case: str, actors: list[Mapping[str, Any]]) -> Iterator[Label]:
    """Roles that the papers define; a role of the reader's own is asked for as a kind of actor."""
    names = READINGS[case]["actors"]
    for actor in actors:
        for role in actor["roles"]:
            accepted = READINGS["roles"][role["framework"]][role["role"]]
            if actor["benefit"] == "absent":  # the reader says that nobody plays the role
                yield _label(case, "roles", f"nobody is {accepted[0]}", {**actor}, "yes")
                continue
            sure = actor["certainty"] == "sure"
            about = names[actor["name"]]
            yield Label(case, "roles", about, frozenset(accepted), sure, actor["why"])


def _of_words(case: str, said: Mapping[str, Any]) -> Iterator[Label]:
    """Labels in the reader's own words: `readings.toml` says of each what must be concluded."""
    for key in ("mechanisms", "safeguards_present", "safeguards_missing", "challenges"):
        readings = READINGS[case].get(key, {})
        for label in said[key]:
            about = readings.get(label["name"], label["name"])
            category = key.replace("_", " ")
            answer = label.get("state") or key.removeprefix("safeguards_")
            yield _label(case, category, about, label, answer)
