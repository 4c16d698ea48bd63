import unicodedata


def get_initial(term):
    first = unicodedata.normalize("NFD", term.casefold())[0]
    if first in "abcdefghijklmnopqrstuvwxyz":
        return first.upper()
    return "#"


def describe(pages):
    pages = sorted(pages)
    out = []
    i = 0
    while i < len(pages):
        j = i
        while j + 1 < len(pages) and pages[j + 1] == pages[j] + 1:
            j += 1
        if j - i >= 2:
            out.append(f"{pages[i]}-{pages[j]}")
        else:
            out += [str(p) for p in pages[i:j + 1]]
        i = j + 1
    return ", ".join(out)


def solution(entries):
    collected = {}
    for term, page in entries:
        key = term.casefold()
        if key not in collected:
            collected[key] = (term, [])
        collected[key][1].append(page)
    grouped = {}
    for key in sorted(collected):
        term, pages = collected[key]
        grouped.setdefault(get_initial(term), []).append((term, describe(pages)))
    return dict(sorted(grouped.items(), key=lambda item: (item[0] == "#", item[0])))
