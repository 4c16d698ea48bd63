def solution(readings, threshold, length):
    runs = []
    start = 0
    while start < len(readings):
        if readings[start] <= threshold:
            start += 1
            continue
        end = start
        while end + 1 < len(readings) and readings[end + 1] > threshold:
            end += 1
        if end - start + 1 >= length:
            warmest = max(range(start, end + 1), key=lambda i: (readings[i], i))
            runs.append((start, end, warmest))
        start = end + 1
    return runs
