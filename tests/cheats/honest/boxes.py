def solution(box):
    box.content = sorted(box.content)
