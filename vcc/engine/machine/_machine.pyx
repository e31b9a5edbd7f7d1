# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False
# cython: cdivision=True, embedsignature=True
"""Rules over numbered terms: the machine that runs what `assembly.py` makes of a plan.

Terms are numbers, facts are rows of six numbers in tables that fit into a processor's cache, and
rules are a flat list of operators. `Theory` is made once, and never changes; a `Run` stands on it.
"""

cimport cython
from cpython.dict cimport PyDict_GetItemWithError
from cpython.exc cimport PyErr_CheckSignals, PyErr_Occurred
from cpython.ref cimport PyObject
from libc.stdlib cimport calloc, free, realloc
from libc.string cimport memcpy, memset

cdef extern from *:
    """
    #ifndef VCC_SOURCES
    #define VCC_SOURCES 0u
    #endif
    """
    unsigned int VCC_SOURCES

SOURCES = VCC_SOURCES  # a checksum of the files that this was compiled of

include "facts.pxi"
include "theory.pxi"
include "state.pxi"
include "computing.pxi"
include "matching.pxi"


@cython.final
cdef class Run(Matching):
    """One run: the rules, operator by operator.

    `go` follows the operators from a place in the code; its result is whether to stop, since one
    solution was found and is enough.
    """

    def evaluate(self, int begin, int end, int round, list begins, tick):
        """Run strata to their end, counting rounds on; the result is the last one."""
        cdef Program first, again
        cdef int stratum, low
        for stratum in range(begin, end):
            first, again = self.theory.strata[stratum]
            if begins is not None:
                begins.append(round)
            low = 0
            self._round(first, round + 1, low, tick)
            round += 1
            low = self.facts.visible
            self.facts.close()
            while self.facts.visible > low and again.count:
                self._round(again, round + 1, low, tick)
                round += 1
                low = self.facts.visible
                self.facts.close()
        return round

    cdef int _round(self, Program program, int round, int low, tick) except -1:
        cdef int number, guard
        cdef Rule* rule
        self.round, self.low = round, low
        memset(self.checks, 0, program.checked)
        for number in range(program.count):
            rule = &program.rules[number]
            for guard in range(rule.guards, rule.guards_end):
                if not self._passes(program, program.guards[guard]):
                    break
            else:
                if tick is not None:
                    tick()
                self.go(rule.start)
        return 0

    cdef bint _passes(self, Program program, int number) except -1:
        if not self.checks[number]:
            self.checks[number] = 2 if self._check(&program.checks[number]) else 1
        return self.checks[number] == 2

    cdef bint _check(self, Guard* guard) except -1:
        cdef int number, place = self.place(guard.predicate)
        if place < 0:
            return False
        if guard.which > BACKWARD:
            if not self.low:
                return self.facts.indexes[FORWARD].heads[place] >= 0
            for number in range(self.low, self.facts.visible):
                if self.facts.facts[number].predicate == place:
                    return True
            return False
        if guard.term < 0:
            return self._some(place)
        return self._has_row(guard.which, place, guard.term)

    cdef int go(self, int here) except -1:
        cdef Op* op
        cdef bint holds
        while True:
            op = &self.code[here]
            if op.kind == MATCH:
                return self.match(op, here + 1)
            elif op.kind == HAS:
                holds = self.has(op)
                if holds == ((op.flags & NEGATED) != 0):
                    return 0
            elif op.kind == SOME:
                holds = self.some(op)
                if holds == ((op.flags & NEGATED) != 0):
                    return 0
            elif op.kind == EXISTS:
                holds = self.go(here + 1)
                if holds == ((op.flags & NEGATED) != 0):
                    return 0
                here = op.jump
                continue
            elif op.kind == PROJECT:
                self.project(op)
            elif op.kind == END:
                return 0
            elif op.kind == STOP:
                return 1
            elif op.kind == SAME:
                if self.value(op.a) != self.value(op.b):
                    return 0
            elif op.kind == DELTA:
                return self.delta(op, here + 1)
            elif op.kind == LET:
                self.registers[~op.a] = self.value(op.b)
            elif op.kind == GROUPED:
                return self.grouped(op, here + 1)
            elif op.kind == COLLECT:
                self.collect(op)
            elif not self.computed(op):
                return 0
            here += 1

    cdef int grouped(self, Op* op, int next) except -1:
        """Go on once for each group that the solutions up to `jump` make."""
        cdef int* group = &self.theory.arguments[op.a]
        cdef int* summaries = &self.theory.arguments[op.b]
        cdef int number
        cdef dict groups
        self.groups = groups = {}
        self.go(next)
        for key, rows in groups.items():
            for number in range(group[0]):
                self.registers[~group[number + 1]] = key[number]
            for number in range(summaries[0]):
                found = self.theory.function(summaries[2 * number + 1])(
                    [self.name(row[number]) for row in rows]
                )
                if found is None:
                    break
                self.registers[~summaries[2 * number + 2]] = self.number(found)
            else:
                self.go(op.jump)
        return 0
