from collections import Counter


def tags(post):
    found = set()
    for word in post.split():
        word = word.rstrip(".,!?:;")
        name = word[1:]
        if word.startswith("#") and name and all(c == "_" or c.isalnum() for c in name):
            found.add(name.casefold())
    return found


def solution(posts, places):
    counts = Counter(tag for post in posts for tag in tags(post))
    ranking = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if places == 0 or len(ranking) <= places:
        return ranking if places else []
    lowest = ranking[places - 1][1]
    return [item for item in ranking if item[1] >= lowest]
