def find_tags(post):
    tags = set()
    for word in post.split():
        word = word.rstrip(".,!?:;")
        body = word[1:]
        if word[:1] == "#" and body and all(c.isalnum() or c == "_" for c in body):
            tags.add(body.casefold())
    return tags


def solution(posts, places):
    if places == 0:
        return []
    totals = {}
    for post in posts:
        for tag in find_tags(post):
            totals[tag] = totals.get(tag, 0) + 1
    ranking = sorted(totals.items(), key=lambda entry: entry[0])
    ranking.sort(key=lambda entry: entry[1], reverse=True)
    cutoff = ranking[min(places, len(ranking)) - 1][1]
    return [entry for entry in ranking if entry[1] >= cutoff]
