def solution(text, width):
    if width < 1:
        raise ValueError("width must be positive")
    if text == "":
        return []
    body = text[:-1] if text[-1] == "\n" else text
    result = []
    for paragraph in body.split("\n"):
        words = paragraph.split()
        if not words:
            result.append("")
            continue
        current = ""
        for word in words:
            if len(word) > width:
                if current:
                    result.append(current)
                while len(word) >= width:
                    result.append(word[:width])
                    word = word[width:]
                current = word
            elif not current:
                current = word
            elif len(current) + len(word) < width:
                current += " " + word
            else:
                result.append(current)
                current = word
        result.append(current)
    return result
