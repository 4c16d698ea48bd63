from solution import solution


assert solution([["item", "qty"], ["bolt", 12], ["washer", 7]]) == "item    qty\nbolt     12\nwasher    7"
assert solution([["a"]]) == "a"
assert solution([]) == ""
assert solution([[]]) == ""
assert solution([[], []]) == "\n"
assert solution([["a", 1], [], ["b", 2]]) == "a  1\n\nb  2"
assert solution([[5, "x"], [120, "y"]]) == "  5  x\n120  y"
assert solution([[-5], [7]]) == "-5\n 7"
assert solution([[7, "a"], [-10, "b"]]) == "  7  a\n-10  b"
assert solution([["ab", "c"], ["d"]]) == "ab  c\nd"
assert solution([["a", None, "c"], ["d", None, "f"]]) == "a    c\nd    f"
assert solution([["long", "x"], ["a", None]]) == "long  x\na"
assert solution([["lamp", True], ["fan", False]]) == "lamp  yes\nfan   no"
assert solution([[True, 1], [1000, 22]]) == "yes    1\n1000  22"
assert solution([[" a", "b"], ["c ", "d"]]) == " a  b\nc   d"
assert type(solution([[1]])) is str
data = [["a", 1, "x"], ["b"]]
result = solution(data)
assert data == [["a", 1, "x"], ["b"]]
assert result == "a  1  x\nb"
