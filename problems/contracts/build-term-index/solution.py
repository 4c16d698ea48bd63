import unicodedata


def initial(key):
    first = unicodedata.normalize("NFD", key)[0]
    return first.upper() if "a" <= first <= "z" else "#"


def page_text(pages):
    runs = []
    for page in sorted(pages):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    parts = []
    for run in runs:
        if len(run) >= 3:
            parts.append(f"{run[0]}-{run[-1]}")
        else:
            parts.extend(str(page) for page in run)
    return ", ".join(parts)


def solution(entries):
    spelling = {}
    pages = {}
    for term, page in entries:
        key = term.casefold()
        spelling.setdefault(key, term)
        pages.setdefault(key, set()).add(page)
    index = {}
    for key in sorted(pages, key=lambda key: (initial(key) == "#", initial(key), key)):
        index.setdefault(initial(key), []).append((spelling[key], page_text(pages[key])))
    return index
