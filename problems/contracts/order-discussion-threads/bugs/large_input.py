def solution(rows):
    parents = {}
    likes = {}
    for post, parent, count in rows:
        parents.setdefault(post, parent)
        likes[post] = likes.get(post, 0) + count
    children = {post: [] for post in parents}
    roots = []
    for post, parent in parents.items():
        if parent is None:
            roots.append(post)
        elif parent in children:
            children[parent].append(post)
        else:
            raise ValueError(f"unknown parent {parent}")
    layout = []

    def show(group, depth):
        for post in sorted(group, key=lambda p: likes[p], reverse=True):
            layout.append((depth, post))
            show(children[post], depth + 1)

    show(roots, 0)
    if len(layout) != len(parents):
        raise ValueError("circular replies")
    return layout
