def solution(rows):
    parents, likes = {}, {}
    for post, parent, number in rows:
        parents.setdefault(post, parent)
        likes[post] = likes.get(post, 0) + number
    replies = {post: [] for post in [None, *parents]}
    for post, parent in parents.items():
        if parent not in replies:
            raise ValueError(f"unknown parent {parent}")
        replies[parent].append(post)
    shown, waiting = [], [(-1, None)]
    while waiting:
        depth, post = waiting.pop()
        shown.append((depth, post))
        ordered = sorted(replies[post], key=lambda reply: -likes[reply])
        waiting += [(depth + 1, reply) for reply in reversed(ordered)]
    if len(shown) <= len(parents):
        raise ValueError("posts reply to each other in a circle")
    return shown[1:]
