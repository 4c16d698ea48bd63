def solution(rows):
    posts = {}
    for index, (post, parent, likes) in enumerate(rows):
        if post in posts:
            posts[post] = (posts[post][0], likes, posts[post][2])
        else:
            posts[post] = (parent, likes, index)
    children = {}
    for post, (parent, likes, index) in posts.items():
        if parent is not None and parent not in posts:
            raise ValueError("parent not found")
        children.setdefault(parent, []).append((-likes, index, post))
    for group in children.values():
        group.sort()
    result = []
    stack = [(0, entry) for entry in reversed(children.get(None, []))]
    while stack:
        depth, (_, _, post) = stack.pop()
        result.append((depth, post))
        stack.extend((depth + 1, entry) for entry in reversed(children.get(post, [])))
    if len(result) != len(posts):
        raise ValueError("circular thread")
    return result
