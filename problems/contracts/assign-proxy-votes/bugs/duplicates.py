def solution(members, proxies, ballots):
    valid = set(members)
    if any(voter not in valid for voter in ballots):
        raise ValueError("ballot from a non-member")
    tally = {}
    lost = 0
    for member in members:
        path = {member}
        current = member
        while current not in ballots:
            current = proxies.get(current)
            if current is None or current not in valid or current in path:
                lost += 1
                break
            path.add(current)
        else:
            choice = ballots[current]
            tally[choice] = tally.get(choice, 0) + 1
    result = sorted(tally.items(), key=lambda kv: (-kv[1], kv[0]))
    return result, lost
