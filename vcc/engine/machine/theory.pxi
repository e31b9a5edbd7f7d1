# What is made of a plan and of static facts, once for many runs.


# The operators, and what `flags` of one may say: numbered as in `assembler.py`.
cdef enum:
    END, STOP, HAS, SOME, MATCH, DELTA, EXISTS, SAME, SELECT, EQUAL, LET, EXTEND, FRESH
    COLLECT, GROUPED, PROJECT

cdef enum:
    BACK = 1
    GIVEN = 2
    NEGATED = 4
    ANY_PREDICATE = 8
    OUTER_FREE = 16
    INNER_FREE = 32
    INNER_ONCE = 64
    SIGNALS = 0xFFFF


cdef struct Op:
    int kind
    int flags
    int a  # operands: a term, or ~r for the value of register r; or a place in the arguments
    int b
    int c
    int jump


cdef struct Guard:
    int which  # FORWARD, BACKWARD, or 2: new facts
    int predicate
    int term


cdef struct Rule:
    int start
    int guards
    int guards_end


cdef class Program:
    """Rules that run one after the other, each where nothing that it needs is missing."""

    cdef Rule* rules
    cdef int count
    cdef int* guards    # of all rules: numbers of checks
    cdef Guard* checks  # each once: many rules need the same
    cdef readonly int checked

    def __cinit__(self, rules):
        cdef int number, total = 0
        numbers = {}
        for _, guards in rules:
            total += len(guards)
            for guard in guards:
                numbers.setdefault(guard, len(numbers))
        self.count, self.checked = len(rules), len(numbers)
        self.rules = <Rule*>_room(NULL, (self.count + 1) * sizeof(Rule))
        self.guards = <int*>_room(NULL, (total + 1) * sizeof(int))
        self.checks = <Guard*>_room(NULL, (self.checked + 1) * sizeof(Guard))
        for (which, predicate, term), number in numbers.items():
            self.checks[number].which = which
            self.checks[number].predicate = predicate
            self.checks[number].term = term
        total = 0
        for number, (start, guards) in enumerate(rules):
            self.rules[number].start, self.rules[number].guards = start, total
            for guard in guards:
                self.guards[total] = numbers[guard]
                total += 1
            self.rules[number].guards_end = total

    def __dealloc__(self):
        free(self.rules)
        free(self.guards)
        free(self.checks)


cdef int* _numbers(bytes data) except NULL:
    """A copy of numbers that were kept as bytes."""
    cdef int* made = <int*>_room(NULL, len(data) + sizeof(int))
    memcpy(made, <const char*>data, len(data))
    return made


@cython.final
cdef class Theory:
    """What is the same for every run: terms, static facts, and rules."""

    cdef list names
    cdef dict ids
    cdef int known
    cdef int* places        # of each term: its place among predicates, or -1
    cdef list predicates    # the terms that have a place
    cdef Facts facts
    cdef Op* code
    cdef int* arguments
    cdef int registers
    cdef list makers
    cdef list functions
    cdef list strata
    cdef int checked  # the most checks of a program

    def __init__(
        self, list names, list predicates, bytes facts, bytes code, bytes arguments,
        int registers, list makers, list strata,
    ):
        """`facts`: predicate, subject, object and round of each; `code`: operators of six numbers;
        `strata`: of each its first and its recurring rules (start in the code, guards)."""
        cdef int number, term, count
        cdef int* given
        self.names, self.known = names, len(names)
        self.ids = {name: number for number, name in enumerate(names)}
        self.predicates = predicates
        self.places = <int*>_room(NULL, (self.known + 1) * sizeof(int))
        memset(self.places, 0xFF, self.known * sizeof(int))
        for number, term in enumerate(predicates):
            self.places[term] = number
        self.facts = Facts()
        self.facts.with_predicates(len(predicates))
        count = len(facts) // (4 * sizeof(int))
        given = <int*><const char*>facts
        for number in range(count):
            self.facts.add(
                self.places[given[4 * number]], given[4 * number + 1], given[4 * number + 2],
                given[4 * number + 3],
            )
        self.facts.close()
        self.code, self.arguments = <Op*>_numbers(code), _numbers(arguments)
        self.registers = registers
        self.makers, self.functions = makers, [None] * len(makers)
        self.strata = [(Program(first), Program(again)) for first, again in strata]
        self.checked = max((one.checked for both in self.strata for one in both), default=0)

    def __dealloc__(self):
        free(self.places)
        free(self.code)
        free(self.arguments)

    cdef object function(self, int number):
        """What an operator calls: made when it is first needed."""
        cdef object found = self.functions[number]
        if found is None:
            maker, arguments = self.makers[number]
            found = self.functions[number] = maker(*arguments)
        return found
