from collections import Counter


def extract(post):
    result = set()
    for word in post.split():
        word = word.rstrip(".,!?:;")
        if len(word) > 1 and word[0] == "#" and word[1:].replace("_", "a").isalnum():
            result.add(word[1:].casefold())
    return result


def solution(posts, places):
    counter = Counter()
    for post in posts:
        counter.update(extract(post))
    ranked = sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))
    if len(ranked) <= places or not ranked:
        return ranked
    threshold = ranked[places - 1][1]
    return [pair for pair in ranked if pair[1] >= threshold]
