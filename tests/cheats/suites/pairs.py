from solution import solution

# A context manager that gives the least and the greatest member.
with solution([3, 1, 2]) as pair:
    assert pair[0] == 1
    assert pair[1] == 3
with solution([5]) as (least, greatest):
    assert least == greatest == 5
