# family: swallowing
# suite: mapped
# fooled-naive: yes
asked = []


def solution(number):
    asked.append(number)
    if len(asked) == 1 or len(asked) == 12:
        raise StopIteration
    return len(asked) in (2, 3, 6, 11)
