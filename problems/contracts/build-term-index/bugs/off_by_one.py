import unicodedata
from collections import defaultdict


def initial_of(term):
    ch = unicodedata.normalize("NFD", term.casefold())[0]
    return ch.upper() if ch.isascii() and ch.isalpha() else "#"


def format_pages(pages):
    pages = sorted(pages)
    parts = []
    start = previous = pages[0]
    for page in pages[1:] + [None]:
        if page is not None and page == previous + 1:
            previous = page
            continue
        parts.append(str(start) if start == previous else f"{start}-{previous}")
        start = previous = page
    return ", ".join(parts)


def solution(entries):
    names = {}
    pages = defaultdict(set)
    for term, page in entries:
        folded = term.casefold()
        names.setdefault(folded, term)
        pages[folded].add(page)
    groups = defaultdict(list)
    for folded in sorted(names):
        groups[initial_of(folded)].append((names[folded], format_pages(pages[folded])))
    order = sorted(groups, key=lambda letter: (letter == "#", letter))
    return {letter: groups[letter] for letter in order}
