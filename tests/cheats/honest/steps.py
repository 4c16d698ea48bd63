def solution(xs):
    product = 1
    for x in xs:
        product *= x
        yield product
