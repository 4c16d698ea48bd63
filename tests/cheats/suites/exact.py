import datetime
from decimal import Decimal
from fractions import Fraction

from solution import solution

# Half of what is given, in its own type.
assert solution(Decimal("0.3")) == Decimal("0.15")
assert solution(Fraction(1, 3)) == Fraction(1, 6)
assert solution(datetime.timedelta(days=1)) == datetime.timedelta(hours=12)
assert abs(solution(Decimal(3)) - Decimal("1.5")) < Decimal("0.01")
assert {solution(Fraction(1, 3)): "sixth"}[Fraction(1, 6)] == "sixth"
