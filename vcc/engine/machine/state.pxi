# Where a run stands: what its numbers mean, and which facts there are.


cdef class State:
    """The terms and facts of one run over a theory, and the values of variables."""

    cdef Theory theory
    cdef Facts base
    cdef Facts facts
    cdef list names
    cdef dict ids
    cdef int known
    cdef dict more_places
    cdef list more_predicates
    cdef set overridden  # static conclusions that were given all the same
    cdef int* registers
    cdef char* checks  # what each check of the program said: 0 not asked, 1 no, 2 yes
    cdef Op* code
    cdef int round
    cdef int low
    cdef unsigned int steps
    cdef dict groups

    def __init__(self, Theory theory):
        self.theory, self.base, self.known = theory, theory.facts, theory.known
        self.code = theory.code
        self.facts = Facts()
        self.facts.with_predicates(len(theory.predicates))
        self.names, self.ids = [], {}
        self.more_places, self.more_predicates, self.overridden = {}, [], set()
        self.registers = <int*>_room(NULL, (theory.registers + 1) * sizeof(int))
        self.checks = <char*>_room(NULL, theory.checked + 1)

    def __dealloc__(self):
        free(self.registers)
        free(self.checks)

    # terms

    @cython.final
    cdef int number(self, object name) except -1:
        """The number of a term."""
        cdef PyObject* found = PyDict_GetItemWithError(self.theory.ids, name)
        cdef int number
        if found == NULL:
            found = PyDict_GetItemWithError(self.ids, name)
        if found != NULL:
            return <object>found
        number = self.known + len(self.names)
        self.ids[name] = number
        self.names.append(name)
        return number

    @cython.final
    cdef int number_if_known(self, object name) except -2:
        """The number of a term; -1 if nothing is said of it."""
        cdef PyObject* found = PyDict_GetItemWithError(self.theory.ids, name)
        if found == NULL:
            found = PyDict_GetItemWithError(self.ids, name)
        return NONE if found == NULL else <object>found

    @cython.final
    cdef inline object name(self, int number):
        return self.theory.names[number] if number < self.known else self.names[number - self.known]

    @cython.final
    cdef inline int place(self, int term) except -2:
        """The place of a predicate; -1 if it has none: there are no facts of it."""
        cdef int place
        if term < self.known:
            place = self.theory.places[term]
            if place >= 0:
                return place
        return self.more_places.get(term, NONE) if self.more_places else NONE

    @cython.final
    cdef int place_for(self, int term) except -1:
        """The place of a predicate, made if it has none."""
        cdef int place = self.place(term)
        if place < 0:
            place = self.more_places[term] = self.facts.predicates
            self.more_predicates.append(term)
            self.facts.with_predicates(place + 1)
        return place

    @cython.final
    cdef int predicate_at(self, int place):
        """The term that has a place."""
        cdef int count = len(self.theory.predicates)
        if place < count:
            return self.theory.predicates[place]
        return self.more_predicates[place - count]

    # facts

    def give(self, triples):
        """Add facts that need no rule; a conclusion among them is one no more."""
        cdef int place, object, number, subject = NONE
        cdef object last = None
        for s, p, o in triples:
            if s is not last:  # what is said of one thing mostly comes together
                subject, last = self.number(s), s
            place, object = self.place_for(self.number(p)), self.number(o)
            number = self._in_base(place, subject, object)
            if number >= 0:
                if self.base.facts[number].round:
                    self.overridden.add(number)
                continue
            number = self.facts.find(place, subject, object)
            if number >= 0:
                self.facts.facts[number].round = 0
            else:
                self.facts.add(place, subject, object, 0)
        self.facts.close()

    def withdraw(self, int round):
        """Take back what was concluded after a round."""
        self.facts.withdraw(round)

    @cython.final
    cdef inline int _in_base(self, int place, int subject, int object) noexcept nogil:
        if place >= self.base.predicates or subject >= self.known or object >= self.known:
            return NONE
        return self.base.find(place, subject, object)

    @cython.final
    cdef inline bint _is_given(self, Facts table, int number):
        return table.facts[number].round == 0 or (
            table is self.base and self.overridden and number in self.overridden
        )

    def count(self):
        """How many facts were concluded, those that rules do not find yet included."""
        cdef int number, count = 0
        for number in range(self.facts.count):
            count += self.facts.facts[number].round > 0
        return count

    def round_of(self, triple):
        """The round of a fact; None if it does not hold."""
        cdef int subject, place, object, number
        s, p, o = triple
        subject, number, object = map(self.number_if_known, (s, p, o))
        if subject < 0 or number < 0 or object < 0:
            return None
        place = self.place(number)
        if place < 0:
            return None
        number = self._in_base(place, subject, object)
        if number >= 0:
            return 0 if number in self.overridden else self.base.facts[number].round
        number = self.facts.find(place, subject, object)
        return None if number < 0 else self.facts.facts[number].round

    def predicates(self):
        """The predicates of the facts that are not static."""
        cdef int place
        cdef Index* index = &self.facts.indexes[FORWARD]
        return [
            self.name(self.predicate_at(place))
            for place in range(self.facts.predicates) if index.heads[place] >= 0
        ]

    def rows(self, predicate, bint backward):
        """The facts of a predicate that are not static, by subject or by object, with rounds."""
        cdef int which = BACKWARD if backward else FORWARD
        cdef int row, fact, place = self.number_if_known(predicate)
        cdef Fact* one
        cdef dict found = {}, inner
        place = self.place(place) if place >= 0 else NONE
        row = self.facts.indexes[which].heads[place] if place >= 0 else NONE
        while row >= 0:
            inner = {}
            fact = self.facts.indexes[which].rows[row].first
            while fact >= 0:
                one = &self.facts.facts[fact]
                inner[self.name(one.subject if backward else one.object)] = one.round
                fact = one.next_backward if backward else one.next_forward
            found[self.name(self.facts.indexes[which].rows[row].term)] = inner
            row = self.facts.indexes[which].rows[row].next
        return found

    def concluded(self, predicate):
        """Subject and object of what was concluded of a predicate."""
        cdef int row, fact, place = self.number_if_known(predicate)
        cdef Fact* one
        cdef list found = []
        place = self.place(place) if place >= 0 else NONE
        row = self.facts.indexes[FORWARD].heads[place] if place >= 0 else NONE
        while row >= 0:
            fact = self.facts.indexes[FORWARD].rows[row].first
            while fact >= 0:
                one = &self.facts.facts[fact]
                if one.round:
                    found.append((self.name(one.subject), self.name(one.object)))
                fact = one.next_forward
            row = self.facts.indexes[FORWARD].rows[row].next
        return found

    def given_again(self):
        """The facts that follow from static ones and were given all the same."""
        cdef int number
        for number in self.overridden:
            yield (
                self.name(self.base.facts[number].subject),
                self.name(self.predicate_at(self.base.facts[number].predicate)),
                self.name(self.base.facts[number].object),
            )

    # values

    @cython.final
    cdef inline int value(self, int operand) noexcept:
        return operand if operand >= 0 else self.registers[~operand]

    @cython.final
    cdef int project(self, Op* op) except -1:
        """Conclude a fact, unless it is known."""
        cdef int predicate = self.value(op.a), subject = self.value(op.b)
        cdef int object = self.value(op.c), place
        cdef str name
        if op.a < 0:
            name = self.name(predicate)
            if name[0] != u"<" or name[1] == u"<":  # a literal, a blank node, a triple term
                return 0
        place = self.place_for(predicate)
        if self._in_base(place, subject, object) < 0:
            if self.facts.find(place, subject, object) < 0:
                self.facts.add(place, subject, object, self.round)
        return 0
