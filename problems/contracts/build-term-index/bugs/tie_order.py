import unicodedata


def letter_for(key):
    first = unicodedata.normalize("NFD", key)[:1]
    return first.upper() if "a" <= first <= "z" else "#"


def compact(pages):
    ordered = sorted(pages)
    parts = []
    while ordered:
        size = 1
        while size < len(ordered) and ordered[size] == ordered[0] + size:
            size += 1
        run, ordered = ordered[:size], ordered[size:]
        if size >= 3:
            parts.append(f"{run[0]}-{run[-1]}")
        else:
            parts.extend(str(page) for page in run)
    return ", ".join(parts)


def solution(entries):
    terms = {}
    for term, page in entries:
        record = terms.setdefault(term.casefold(), {"term": term, "pages": set()})
        record["pages"].add(page)
    index = {}
    for key, record in terms.items():
        row = (key, record["term"], compact(record["pages"]))
        index.setdefault(letter_for(key), []).append(row)
    return {
        letter: [(term, pages) for _, term, pages in sorted(index[letter])]
        for letter in sorted(index)
    }
