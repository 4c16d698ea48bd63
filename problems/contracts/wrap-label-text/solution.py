def wrap(paragraph, width):
    lines = []
    for word in paragraph.split():
        if lines and len(word) <= width and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.extend(word[i:i + width] for i in range(0, len(word), width))
    return lines or [""]


def solution(text, width):
    if width < 1:
        raise ValueError("width must be at least 1")
    if not text:
        return []
    if text.endswith("\n"):
        text = text[:-1]
    return [line for paragraph in text.split("\n") for line in wrap(paragraph, width)]
