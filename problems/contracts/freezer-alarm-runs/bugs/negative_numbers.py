def solution(readings, threshold, length):
    result = []
    n = len(readings)
    i = 0
    while i < n:
        if readings[i] > threshold:
            start = i
            peak_value, peak_index = 0, i
            while i < n and readings[i] > threshold:
                if readings[i] >= peak_value:
                    peak_value, peak_index = readings[i], i
                i += 1
            if i - start >= length:
                result.append((start, i - 1, peak_index))
        else:
            i += 1
    return result
