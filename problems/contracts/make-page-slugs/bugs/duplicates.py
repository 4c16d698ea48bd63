import re
import unicodedata


def base_slug(title):
    decomposed = unicodedata.normalize("NFKD", title)
    stripped = "".join(filter(lambda ch: not unicodedata.combining(ch), decomposed))
    slug = re.sub(r"[^a-z0-9]+", "-", stripped.casefold()).strip("-")
    slug = slug[:20].rstrip("-")
    return slug or "page"


def solution(titles):
    counts = {}
    slugs = []
    for title in titles:
        base = base_slug(title)
        counts[base] = counts.get(base, 0) + 1
        if counts[base] == 1:
            slugs.append(base)
        else:
            slugs.append(f"{base}-{counts[base]}")
    return slugs
