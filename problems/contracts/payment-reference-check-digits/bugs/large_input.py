def solution(number):
    if not isinstance(number, str):
        raise TypeError("number must be a string")
    if not number or any(ch not in "0123456789" for ch in number):
        raise ValueError("number must contain only the digits 0-9")
    check = 98 - int(number + "00") % 97
    full = number + str(check).zfill(2)
    blocks = []
    for start in range(0, len(full), 4):
        blocks.append(full[start:start + 4])
    return " ".join(blocks)
