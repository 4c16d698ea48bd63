from itertools import groupby


def initial(term):
    first = term.casefold()[0].upper()
    return first if "A" <= first <= "Z" else "#"


def pages_to_text(pages):
    parts = []
    ordered = sorted(pages)
    for _, group in groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0]):
        run = [page for _, page in group]
        if len(run) > 2:
            parts.append(f"{run[0]}-{run[-1]}")
        else:
            parts.extend(map(str, run))
    return ", ".join(parts)


def solution(entries):
    terms = {}
    for term, page in entries:
        shown, pages = terms.setdefault(term.casefold(), (term, set()))
        pages.add(page)
    result = {}
    for key in sorted(terms, key=lambda k: (initial(k) == "#", initial(k), k)):
        shown, pages = terms[key]
        result.setdefault(initial(key), []).append((shown, pages_to_text(pages)))
    return result
