def solution(rows):
    parent_of = {}
    likes = {}
    for post, parent, n in rows:
        if post in parent_of:
            likes[post] += n
        else:
            parent_of[post] = parent
            likes[post] = n
    children = {}
    for post, parent in parent_of.items():
        if parent is not None and parent not in parent_of:
            raise ValueError("unknown parent")
        children.setdefault(parent, []).append(post)
    output = []
    stack = [(post, 0) for post in sorted(children.get(None, []), key=likes.get)]
    while stack:
        post, depth = stack.pop()
        output.append((depth, post))
        for child in sorted(children.get(post, []), key=likes.get):
            stack.append((child, depth + 1))
    if len(output) < len(parent_of):
        raise ValueError("cycle in replies")
    return output
