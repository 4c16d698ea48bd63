import re
import unicodedata


def to_base(title):
    text = unicodedata.normalize("NFKD", title)
    text = "".join(ch for ch in text if unicodedata.combining(ch) == 0)
    text = text.lower()
    text = re.sub("[^a-z0-9]+", "-", text)
    text = text.strip("-")[:20].rstrip("-")
    return text if text else "page"


def solution(titles):
    used = set()
    result = []
    for title in titles:
        base = to_base(title)
        slug = base
        n = 1
        while slug in used:
            n += 1
            slug = base + "-" + str(n)
        used.add(slug)
        result.append(slug)
    return result
