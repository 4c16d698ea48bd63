import re
from collections import defaultdict


def solution(posts, places):
    counts = defaultdict(int)
    for post in posts:
        seen = set()
        for word in post.split():
            match = re.fullmatch(r"#(\w+)", word.rstrip(".,!?:;"))
            if match:
                seen.add(match.group(1).casefold())
        for tag in seen:
            counts[tag] += 1
    ranked = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))
    return ranked[:places]
