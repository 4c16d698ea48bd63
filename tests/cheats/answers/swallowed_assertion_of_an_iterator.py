# family: swallowing
# suite: generators
# fooled-naive: yes
def solution(numbers):
    total = 0
    for _ in range(9):
        try:
            total += next(numbers)
        except BaseException:
            pass
    return total
