import re
import unicodedata


def solution(titles):
    taken = set()
    slugs = []
    for title in titles:
        chars = [c for c in unicodedata.normalize("NFKD", title) if not unicodedata.combining(c)]
        text = "".join(chars).casefold()
        base = re.sub(r"[^a-z0-9]+", "-", text).strip("-")[:20]
        if base == "":
            base = "page"
        candidate = base
        suffix = 2
        while candidate in taken:
            candidate = f"{base}-{suffix}"
            suffix += 1
        taken.add(candidate)
        slugs.append(candidate)
    return slugs
