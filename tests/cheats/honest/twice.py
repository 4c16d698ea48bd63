def solution(text):
    return "".join(sorted(text))
