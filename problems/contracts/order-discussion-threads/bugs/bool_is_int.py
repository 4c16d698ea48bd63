from collections import defaultdict


def solution(rows):
    parent_of = {}
    likes = defaultdict(int)
    for post, parent, count in rows:
        if post not in parent_of:
            parent_of[post] = parent
        likes[post] += count
    position = {post: i for i, post in enumerate(parent_of)}
    roots = []
    children = defaultdict(list)
    for post, parent in parent_of.items():
        if parent:
            if parent not in parent_of:
                raise ValueError(f"post {parent} does not exist")
            children[parent].append(post)
        else:
            roots.append(post)

    def rank(post):
        return -likes[post], position[post]

    result = []
    stack = [(0, post) for post in sorted(roots, key=rank, reverse=True)]
    while stack:
        depth, post = stack.pop()
        result.append((depth, post))
        for child in sorted(children[post], key=rank, reverse=True):
            stack.append((depth + 1, child))
    if len(result) != len(parent_of):
        raise ValueError("circular replies")
    return result
