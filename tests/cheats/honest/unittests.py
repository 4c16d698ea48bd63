def solution(text):
    return "".join(reversed(text)).lower()
