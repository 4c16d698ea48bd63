def solution(readings, threshold, length):
    result = []
    begin = None
    for i, value in enumerate(readings):
        if value > threshold:
            if begin is None:
                begin = i
                top = i
            elif value >= readings[top]:
                top = i
        elif begin is not None:
            if i - begin >= length:
                result.append((begin, i - 1, top))
            begin = None
    return result
