# Where facts are matched: tests, and the loops from which solutions go on.


cdef class Matching(Computing):
    """A loop calls `go` for each fact that matches, with the place of the next operator."""

    cdef int go(self, int here) except -1:
        """Follow the operators from a place on; whether to stop, one solution being enough."""
        raise NotImplementedError

    @cython.final
    cdef inline int breathe(self) except -1:
        """Let signals and other threads have their turn, now and then."""
        self.steps += 1
        if not self.steps & SIGNALS:
            PyErr_CheckSignals()
            with nogil:
                pass
        return 0

    @cython.final
    cdef inline bint _some(self, int place) noexcept:
        return self.facts.indexes[FORWARD].heads[place] >= 0 or (
            place < self.base.predicates and self.base.indexes[FORWARD].heads[place] >= 0
        )

    @cython.final
    cdef inline bint _has_row(self, int which, int place, int term) noexcept:
        return self.facts.row(which, place, term) >= 0 or (
            term < self.known and self.base.row(which, place, term) >= 0
        )

    @cython.final
    cdef bint has(self, Op* op) except -1:
        """Whether a fact holds."""
        cdef int place = self.place(self.value(op.a))
        cdef int subject, object, number
        if place < 0:
            return False
        subject, object = self.value(op.b), self.value(op.c)
        number = self._in_base(place, subject, object)
        if number >= 0:
            return not op.flags & GIVEN or self._is_given(self.base, number)
        number = self.facts.find(place, subject, object)
        if number < 0 or number >= self.facts.visible:
            return False
        return not op.flags & GIVEN or self.facts.facts[number].round == 0

    @cython.final
    cdef bint some(self, Op* op) except -1:
        """Whether there is a fact with a term, or of a predicate."""
        cdef int place = self.place(self.value(op.a))
        cdef int which = BACKWARD if op.flags & BACK else FORWARD
        cdef int term
        if place < 0:
            return False
        if op.flags & OUTER_FREE:
            return self._some(place)
        term = self.value(op.b)
        if op.flags & GIVEN:
            return self.some_given(self.base, which, place, term) or self.some_given(
                self.facts, which, place, term
            )
        return self._has_row(which, place, term)

    @cython.final
    cdef bint some_given(self, Facts table, int which, int place, int term) except -1:
        cdef int row, number
        if place >= table.predicates:
            return False
        row = table.row(which, place, term)
        number = table.indexes[which].rows[row].first if row >= 0 else NONE
        while number >= 0:
            if self._is_given(table, number):
                return True
            number = following(table, which, number)
        return False

    @cython.final
    cdef int match(self, Op* op, int next) except -1:
        """Go on with every fact that matches."""
        cdef int place
        if not op.flags & ANY_PREDICATE:
            place = self.place(self.value(op.a))
            return 0 if place < 0 else self.match_in(op, place, next)
        for place in range(self.facts.predicates):
            self.registers[~op.a] = self.predicate_at(place)
            if self.match_in(op, place, next):
                return 1
        return 0

    @cython.final
    cdef int match_in(self, Op* op, int place, int next) except -1:
        cdef int which = BACKWARD if op.flags & BACK else FORWARD
        cdef int term, row
        if op.flags & OUTER_FREE:
            return self.match_rows(op, self.base, which, place, next) or self.match_rows(
                op, self.facts, which, place, next
            )
        term = self.value(op.b)
        if term < self.known and place < self.base.predicates:
            row = self.base.row(which, place, term)
            if row >= 0 and self.match_row(op, self.base, which, row, next):
                return 1
        row = self.facts.row(which, place, term)
        return 0 if row < 0 else self.match_row(op, self.facts, which, row, next)

    @cython.final
    cdef int match_rows(self, Op* op, Facts table, int which, int place, int next) except -1:
        cdef int row, term
        if place >= table.predicates:
            return 0
        row = table.indexes[which].heads[place]
        while row >= 0:
            term = table.indexes[which].rows[row].term
            # Of a term that both tables have, the base has told already.
            if not (
                op.flags & INNER_ONCE and table is not self.base and term < self.known
                and place < self.base.predicates and self.base.row(which, place, term) >= 0
            ):
                self.registers[~op.b] = term
                if self.match_row(op, table, which, row, next):
                    return 1
            row = table.indexes[which].rows[row].next
        return 0

    @cython.final
    cdef int match_row(self, Op* op, Facts table, int which, int row, int next) except -1:
        cdef int number, after, wanted
        self.breathe()
        if op.flags & INNER_ONCE:
            return self.go(next)
        wanted = NONE if op.flags & INNER_FREE else self.value(op.c)
        number = table.indexes[which].rows[row].first
        if wanted >= 0:
            number = self.in_row(table, which, row, wanted)
        while number >= 0:
            after = NONE if wanted >= 0 else following(table, which, number)
            if not op.flags & GIVEN or self._is_given(table, number):
                if wanted < 0:
                    self.registers[~op.c] = (
                        table.facts[number].subject if which else table.facts[number].object
                    )
                if self.go(next):
                    return 1
            number = after
        return 0

    @cython.final
    cdef int in_row(self, Facts table, int which, int row, int term) noexcept:
        """The fact of a row with a term; -1 if there is none."""
        cdef Row* one = &table.indexes[which].rows[row]
        cdef int number = (
            table.find(one.predicate, term, one.term) if which
            else table.find(one.predicate, one.term, term)
        )
        return number if number < table.visible else NONE

    @cython.final
    cdef int delta(self, Op* op, int next) except -1:
        """Go on with every new fact that matches: of the last round, or all that are not static."""
        cdef int place = NONE, row, number, after
        if not op.flags & ANY_PREDICATE:
            place = self.place(self.value(op.a))
            if place < 0:
                return 0
        if self.low or place < 0:
            for number in range(self.low, self.facts.visible):
                if place < 0 or self.facts.facts[number].predicate == place:
                    if self.delta_fact(op, number, next):
                        return 1
            return 0
        row = self.facts.indexes[FORWARD].heads[place]
        while row >= 0:
            number = self.facts.indexes[FORWARD].rows[row].first
            while number >= 0:
                after = self.facts.facts[number].next_forward
                if self.delta_fact(op, number, next):
                    return 1
                number = after
            row = self.facts.indexes[FORWARD].rows[row].next
        return 0

    @cython.final
    cdef int delta_fact(self, Op* op, int number, int next) except -1:
        cdef Fact* fact = &self.facts.facts[number]
        self.breathe()
        if op.flags & GIVEN and fact.round:
            return 0
        if op.flags & ANY_PREDICATE:
            self.registers[~op.a] = self.predicate_at(fact.predicate)
        if op.flags & OUTER_FREE:
            self.registers[~op.b] = fact.subject
        elif fact.subject != self.value(op.b):
            return 0
        if op.flags & INNER_FREE:
            self.registers[~op.c] = fact.object
        elif fact.object != self.value(op.c):
            return 0
        return self.go(next)
