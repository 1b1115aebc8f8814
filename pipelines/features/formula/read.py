"""Reading an expression of a restricted SQL."""

import re
from operator import itemgetter, mul

from pipelines.errors import Refused
from pipelines.features.formula.values import (
    CASTS,
    COMPARISONS,
    FUNCTIONS,
    SUMS,
    Formula,
    both,
    null,
    of_one,
    of_two,
    quotient,
)

TOKEN = re.compile(r"\s*(?:([0-9]+(?:\.[0-9]+)?)|([a-z_]\w*)|(<=|>=|<>|[-+*/(),<>=]))")


def formula(sql: str) -> Formula:
    """Return the function that an expression is; Refused where it uses what is not known here."""
    reader = _Reader(sql)
    found = reader.expression()
    reader.expect("")
    return found


class _Reader:
    """Reads one expression from left to right; each method takes one rule of its grammar."""

    def __init__(self, sql: str) -> None:
        self._sql, self._tokens, place = sql, [], 0
        while sql[place:].strip():
            match = TOKEN.match(sql, place)
            if match is None:
                raise self._refused(sql[place:].split(maxsplit=1)[0])
            self._tokens.append(match[0].strip())
            place = match.end()
        self._tokens.append("")
        self._place = 0

    def expression(self) -> Formula:
        """One or more comparisons joined by "and"."""
        found = self._comparison()
        while self._took("and"):
            found = both(found, self._comparison())
        return found

    def expect(self, token: str) -> None:
        """Take that token; "" is the end."""
        if not self._took(token):
            raise self._refused(self._tokens[self._place])

    def _comparison(self) -> Formula:
        found = self._sum()
        if self._took("is"):
            wanted = not self._took("not")
            self.expect("null")
            return lambda row: (found(row) is None) == wanted
        if self._tokens[self._place] in COMPARISONS:
            return of_two(COMPARISONS[self._next()], found, self._sum())
        return found

    def _sum(self) -> Formula:
        found = self._product()
        while self._tokens[self._place] in SUMS:
            found = of_two(SUMS[self._next()], found, self._product())
        return found

    def _product(self) -> Formula:
        found = self._value()
        while self._tokens[self._place] in ("*", "/"):
            operation = quotient if self._next() == "/" else mul
            found = of_two(operation, found, self._value())
        return found

    def _value(self) -> Formula:
        token = self._next()
        if token == "(":
            found = self.expression()
            self.expect(")")
            return found
        if token[:1].isdigit():
            number = float(token) if "." in token else int(token)
            return lambda _: number
        if token == "case":
            return self._case()
        if token == "cast":
            return self._cast()
        if token in FUNCTIONS and self._tokens[self._place] == "(":
            return FUNCTIONS[token](*self._arguments())
        if not token.isidentifier() or self._tokens[self._place] == "(":
            raise self._refused(token)
        return itemgetter(token)

    def _case(self) -> Formula:
        self.expect("when")
        condition = self.expression()
        self.expect("then")
        then = self.expression()
        other: Formula = self.expression() if self._took("else") else null
        self.expect("end")
        return lambda row: then(row) if condition(row) else other(row)

    def _cast(self) -> Formula:
        self.expect("(")
        found = self.expression()
        self.expect("as")
        name = self._next()
        if name not in CASTS:
            raise self._refused(name)
        self.expect(")")
        return of_one(CASTS[name], found)

    def _arguments(self) -> list[Formula]:
        self.expect("(")
        found = [self.expression()]
        while self._took(","):
            found.append(self.expression())
        self.expect(")")
        return found

    def _took(self, token: str) -> bool:
        if self._tokens[self._place] != token:
            return False
        self._place = min(self._place + 1, len(self._tokens) - 1)
        return True

    def _next(self) -> str:
        token = self._tokens[self._place]
        self._place = min(self._place + 1, len(self._tokens) - 1)
        return token

    def _refused(self, token: str) -> Refused:
        at = token or "its end"
        return Refused(f"the checkout cannot read {at} in {self._sql!r}: write it more simply")
