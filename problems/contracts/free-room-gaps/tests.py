from solution import solution

assert solution([(600, 660), (540, 570)], 540, 720, 20) == [(570, 600), (660, 720)]
assert solution([], 540, 720, 30) == [(540, 720)]
assert solution([], 540, 560, 30) == []
assert solution([(100, 200), (230, 300)], 100, 400, 30) == [(200, 230), (300, 400)]
assert solution([(100, 200), (229, 300)], 100, 400, 30) == [(300, 400)]
assert solution([(100, 300), (150, 200)], 100, 400, 10) == [(300, 400)]
assert solution([(0, 120), (380, 900)], 100, 400, 10) == [(120, 380)]
assert solution([(0, 50), (500, 900)], 100, 400, 10) == [(100, 400)]
assert solution([(0, 900)], 100, 400, 10) == []
assert solution([(250, 250)], 100, 400, 10) == [(100, 400)]
assert solution([(300, 200)], 100, 400, 10) == [(100, 400)]
assert solution([(150, 200), (200, 250), (250, 250)], 100, 400, 1) == [(100, 150), (250, 400)]
assert solution([], 400, 400, 1) == []
assert solution([(390, 420)], 400, 300, 1) == []
assert solution([[20, 30], [-10, 5]], -20, 40, 10) == [(-20, -10), (5, 20), (30, 40)]
result = solution([[110, 120]], 100, 130, 5)
assert type(result) is list
assert [type(gap) for gap in result] == [tuple, tuple]
booked = [(300, 310), (100, 110), (200, 210)]
solution(booked, 0, 400, 5)
assert booked == [(300, 310), (100, 110), (200, 210)]
