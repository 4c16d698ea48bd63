from collections import Counter


def is_tag(word):
    return word.startswith("#") and len(word) > 1 and all(ch.isalnum() or ch == "_" for ch in word[1:])


def solution(posts, places):
    words = [word.rstrip(".,!?:;") for post in posts for word in post.split()]
    counts = Counter(word[1:].casefold() for word in words if is_tag(word))
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    result = []
    for index, item in enumerate(ordered):
        if index < places:
            result.append(item)
        elif places and item[1] == ordered[places - 1][1]:
            result.append(item)
        else:
            break
    return result
