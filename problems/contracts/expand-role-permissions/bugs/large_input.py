def solution(roles, name):
    visited = set()
    grants = set()
    denies = set()

    def visit(role_name):
        if role_name in visited:
            return
        visited.add(role_name)
        if role_name not in roles:
            raise KeyError(role_name)
        role = roles[role_name]
        grants.update(role.get("grants", []))
        denies.update(role.get("denies", []))
        for included in role.get("includes", []):
            visit(included)

    visit(name)
    return sorted(grants - denies)
