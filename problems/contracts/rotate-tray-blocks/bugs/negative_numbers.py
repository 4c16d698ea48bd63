def solution(items, block, steps):
    if block < 1:
        raise ValueError("block must be >= 1")
    output = []
    i = 0
    while i < len(items):
        chunk = items[i:i + block]
        size = len(chunk)
        shift = steps % size if steps >= 0 else size - abs(steps)
        split = size - shift
        output.extend(chunk[split:])
        output.extend(chunk[:split])
        i += block
    return output
