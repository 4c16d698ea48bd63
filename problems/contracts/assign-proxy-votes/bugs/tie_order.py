from collections import Counter


def solution(members, proxies, ballots):
    member_set = set(members)
    for voter in ballots:
        if voter not in member_set:
            raise ValueError(f"{voter} is not a member")
    counts = Counter()
    lost = 0
    for member in dict.fromkeys(members):
        visited = set()
        current = member
        while current in member_set and current not in ballots and current not in visited:
            visited.add(current)
            current = proxies.get(current)
        if current in ballots:
            counts[ballots[current]] += 1
        else:
            lost += 1
    return counts.most_common(), lost
