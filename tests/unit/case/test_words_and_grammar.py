"""The table of words and the grammar fit together; a parser state is always told in words."""

from __future__ import annotations

import os
from collections import Counter

from vcc.case.describe import expected
from vcc.case.from_text import case_from_text
from vcc.case.from_tree import CaseBuilder
from vcc.case.tables import (
    TABLES,
    grammar_text,
    json_from_tables,
    load_tables,
    tables_of_grammar,
)
from vcc.case.tokens import END, KEYWORDS, NAME, SPELLINGS, tokens_from_text
from vcc.case.words import (
    ACTOR_ITEMS,
    ANYWHERE,
    CLAUSE_BY_ID,
    CLAUSES,
    MOVE_CLAUSES,
    MOVES,
    OTHER_WORDS,
    STATEMENTS,
)
from vcc.source.text import SourceText


def test_every_spelling_means_one_thing():
    spellings = [s for row in (*CLAUSES, *STATEMENTS, *ACTOR_ITEMS) for s in (row.id, row.zh)]
    spellings += [s for id, zh in OTHER_WORDS.items() for s in {id, zh}]
    spellings += [s for move in MOVES if move.id != "uses" for s in move.spellings]
    repeated = {s for s, count in Counter(spellings).items() if count > 1}
    assert repeated == set()
    assert len(KEYWORDS) > 150


def test_every_keyword_can_be_read_as_a_word():
    assert [s for s in KEYWORDS if not NAME.fullmatch(s)] == []


def test_every_keyword_has_an_english_and_a_chinese_spelling():
    ids = {keyword.word for keyword in KEYWORDS.values()}
    assert {(id, language) for id in ids for language in ("en", "zh")} == set(SPELLINGS)


def test_every_clause_belongs_somewhere():
    homes = {id for row in (*STATEMENTS, *ACTOR_ITEMS) for id in row.clauses}
    homes |= {*ANYWHERE, *MOVE_CLAUSES, "according-to"}
    assert {clause.id for clause in CLAUSES} == homes
    assert set(CLAUSE_BY_ID) == homes


def test_the_tokenizer_makes_only_terminals_that_the_grammar_declares():
    grammar = grammar_text()
    declared = {
        word
        for line in grammar.splitlines()
        if line.startswith("%declare")
        for word in line.split()[1:]
    }
    assert {keyword.type for keyword in KEYWORDS.values()} <= declared
    used = {symbol for state in load_tables().states for symbol in state if symbol.isupper()}
    assert used - {END} == declared


def test_the_example_of_the_readme_is_a_case(repository):
    text = (repository / "vcc/case/README.md").read_text(encoding="utf-8")
    example = text.split("```vcc\n")[1].split("```")[0]
    case = case_from_text(SourceText("README.md", example)).case
    used = {s.id for s in case.declarations}
    assert used == {word.id for word in STATEMENTS}


def test_the_tables_beside_the_grammar_are_those_that_lark_makes():
    """Renew them with `VCC_REWRITE=1 pytest tests/unit/case/test_words_and_grammar.py`."""
    grammar = grammar_text()
    made = json_from_tables(tables_of_grammar(grammar), grammar)
    if os.environ.get("VCC_REWRITE"):
        TABLES.write_text(made, encoding="utf-8")
    assert TABLES.read_text(encoding="utf-8") == made
    assert load_tables() == tables_of_grammar(grammar)


def test_tables_of_another_grammar_are_not_used(tmp_path, monkeypatch):
    old = tmp_path / "old.json"
    old.write_text('{"grammar": 1}', encoding="utf-8")
    monkeypatch.setattr("vcc.case.tables.TABLES", old)
    load_tables.cache_clear()
    try:
        assert load_tables() == tables_of_grammar(grammar_text())
    finally:
        load_tables.cache_clear()


def test_every_rule_has_a_builder():
    builder = CaseBuilder(SourceText("x", ""))
    missing = {r.method for r in load_tables().rules if not hasattr(builder, r.method)}
    assert missing == set()
    assert len(load_tables().rules) > 60


def test_every_parser_state_is_described_without_names_of_terminals():
    terminals = {s for state in load_tables().states for s in state if s.isupper() or s == END}
    assert len(terminals) > 40
    for state in load_tables().states:
        accepted = {symbol for symbol in state if symbol.isupper() or symbol == END}
        if accepted:
            words = expected(frozenset(accepted))
            assert words.en
            assert words.zh
            assert not any(t in words.en.split() for t in terminals if t != "NAME"), words.en


def test_tokens_tell_where_they_stand():
    source = SourceText("x", 'actor 小米\n  zh"企业" →\u3000b # end\n')
    tokens, comments = tokens_from_text(source)
    for token in tokens[:-1]:
        assert source.text[token.start : token.end] == token.text
        assert source.line_column(token.start) == (token.line, token.column)
    assert [t.text for t in tokens] == ["actor", "小米", 'zh"企业"', "→", "b", ""]
    assert [(c.text, c.line, c.after_token) for c in comments] == [("# end", 2, True)]


def test_full_width_punctuation_reads_as_ascii_does():
    tokens, _ = tokens_from_text(SourceText("x", "：，、；｛｝【】→％＞"))
    ascii_tokens, _ = tokens_from_text(SourceText("x", ": , , ; { } [ ] -> % >"))
    assert [t.type for t in tokens] == [t.type for t in ascii_tokens]
