from solution import solution
from fractions import Fraction

assert solution(["Ann", "Bo", "Cy"], [["Bo", "Ann"], ["Bo"]]) == [(1, "Bo", Fraction(4)), (2, "Ann", Fraction(3, 2)), (3, "Cy", Fraction(1, 2))]
assert solution(["A", "B"], [["B", "A"]]) == [(1, "B", Fraction(1)), (2, "A", Fraction(0))]
assert solution([], []) == []
assert solution(["Z", "A"], []) == [(1, "Z", Fraction(0)), (1, "A", Fraction(0))]
assert solution(["A"], [["A"], ["A"]]) == [(1, "A", Fraction(0))]
assert solution(["A", "B", "C"], [["C", "B", "A"], ["C", "B", "A"]]) == [(1, "C", Fraction(4)), (2, "B", Fraction(2)), (3, "A", Fraction(0))]
assert solution(["A", "B", "C"], [["A", "X"], ["B", "A", "C"]]) == [(1, "B", Fraction(2)), (2, "A", Fraction(1)), (3, "C", Fraction(0))]
assert solution(["A", "B", "C"], [["A", "A"], ["B", "A", "C"]]) == [(1, "B", Fraction(2)), (2, "A", Fraction(1)), (3, "C", Fraction(0))]
assert solution(["A", "B", "C"], [["A", "B", "A"], ["C"]]) == [(1, "C", Fraction(2)), (2, "A", Fraction(1, 2)), (2, "B", Fraction(1, 2))]
assert solution(["A", "B", "C"], [[], ["C", "A", "B"]]) == [(1, "C", Fraction(3)), (2, "A", Fraction(2)), (3, "B", Fraction(1))]
assert solution(["A", "B"], [[]]) == [(1, "A", Fraction(1, 2)), (1, "B", Fraction(1, 2))]
assert solution(["B", "A", "C"], [["C", "A", "B"], ["C", "B", "A"]]) == [(1, "C", Fraction(4)), (2, "B", Fraction(1)), (2, "A", Fraction(1))]
assert solution(["D", "B", "C", "A"], [["D", "C", "B", "A"], ["D", "B", "C", "A"]]) == [(1, "D", Fraction(6)), (2, "B", Fraction(3)), (2, "C", Fraction(3)), (4, "A", Fraction(0))]
assert solution(["Q", "P", "O", "N"], [["N"]]) == [(1, "N", Fraction(3)), (2, "Q", Fraction(1)), (2, "P", Fraction(1)), (2, "O", Fraction(1))]
assert solution(["A", "B", "C", "D"], [["A"], ["B"], ["C", "D", "A", "B"]])[0] == (1, "A", Fraction(5))
assert type(solution(["A", "B", "C"], [["A"]])[1][2]) is Fraction
assert type(solution(["A", "B"], [["B", "A"]])[0][2]) is Fraction
assert type(solution(["A"], [])[0][2]) is Fraction
assert type(solution(["A"], [])[0]) is tuple
