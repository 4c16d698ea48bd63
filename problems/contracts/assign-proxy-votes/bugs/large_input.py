from collections import defaultdict


def solution(members, proxies, ballots):
    members = set(members)
    if set(ballots) - members:
        raise ValueError("unknown voter")
    memo = {}

    def final_choice(person):
        if person not in members:
            return None
        if person in ballots:
            return ballots[person]
        if person not in memo:
            memo[person] = None
            memo[person] = final_choice(proxies.get(person))
        return memo[person]

    votes = defaultdict(int)
    lost = 0
    for member in sorted(members):
        choice = final_choice(member)
        if choice is None:
            lost += 1
        else:
            votes[choice] += 1
    return sorted(votes.items(), key=lambda item: (-item[1], item[0])), lost
