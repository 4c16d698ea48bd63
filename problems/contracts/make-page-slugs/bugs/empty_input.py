import re
from itertools import count
from unicodedata import combining, normalize


def slugify(title):
    text = "".join(c for c in normalize("NFKD", title) if not combining(c))
    words = re.findall(r"[a-z0-9]+", text.casefold())
    return "-".join(words)[:20].rstrip("-")


def solution(titles):
    result = []
    for title in titles:
        base = slugify(title)
        if base not in result:
            result.append(base)
            continue
        for n in count(2):
            candidate = f"{base}-{n}"
            if candidate not in result:
                result.append(candidate)
                break
    return result
