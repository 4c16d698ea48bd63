def pieces(word, width):
    return [word[k:k + width] for k in range(0, len(word), width)]


def solution(text, width):
    if width < 1:
        raise ValueError("width too small")
    paragraphs = text.split("\n")
    if len(paragraphs) > 1 and paragraphs[-1] == "":
        paragraphs.pop()
    output = []
    for paragraph in paragraphs:
        line = None
        for word in paragraph.split():
            if line is not None and len(line) + len(word) + 1 <= width:
                line = line + " " + word
            else:
                if line is not None:
                    output.append(line)
                *full, line = pieces(word, width)
                output.extend(full)
        output.append(line or "")
    return output
