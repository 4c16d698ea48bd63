import re
import unicodedata


def make_base(title):
    letters = unicodedata.normalize("NFKD", title)
    plain = "".join(c for c in letters if not unicodedata.combining(c)).casefold()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return base[:20].rstrip("-") or "page"


def solution(titles):
    slugs = {}
    for title in titles:
        base = slug = make_base(title)
        number = 2
        while slug in slugs:
            slug = f"{base}-{number}"
            number += 1
        slugs[slug] = True
    return list(slugs)
