from collections import Counter


def find_choice(member, group, proxies, ballots):
    seen = set()
    while member in group and member not in seen:
        if member in ballots:
            return ballots[member]
        seen.add(member)
        member = proxies.get(member)
    return None


def solution(members, proxies, ballots):
    group = set(members)
    choices = [find_choice(m, group, proxies, ballots) for m in group]
    counts = Counter(c for c in choices if c is not None)
    result = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return result, choices.count(None)
