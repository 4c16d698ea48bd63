def solution(function, xs):
    for x in xs:
        if x % 2 == 0:
            function(x)
