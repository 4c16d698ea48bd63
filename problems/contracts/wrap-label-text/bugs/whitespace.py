def wrap_words(words, width):
    lines = []
    line = ""
    for word in words:
        candidate = f"{line} {word}" if line else word
        if len(candidate) <= width:
            line = candidate
            continue
        if line:
            lines.append(line)
        while len(word) > width:
            lines.append(word[:width])
            word = word[width:]
        line = word
    lines.append(line)
    return lines


def solution(text, width):
    if width < 1:
        raise ValueError("width must be at least 1")
    if not text:
        return []
    lines = []
    for paragraph in text.strip().split("\n"):
        lines.extend(wrap_words(paragraph.split(), width))
    return lines
