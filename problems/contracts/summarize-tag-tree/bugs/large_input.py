import re


class Reader:
    def __init__(self, text):
        self.text = text
        self.pos = 0
        self.tags = []

    def skip(self):
        while self.pos < len(self.text) and self.text[self.pos].isspace():
            self.pos += 1

    def peek(self):
        self.skip()
        return self.text[self.pos:self.pos + 1]

    def tag_list(self, depth):
        self.tag(depth)
        while self.peek() == ",":
            self.pos += 1
            self.tag(depth)

    def tag(self, depth):
        self.skip()
        match = re.compile(r"[a-z0-9-]+").match(self.text, self.pos)
        if not match:
            raise ValueError("name expected")
        self.tags.append((depth, match.group()))
        self.pos = match.end()
        if self.peek() == "(":
            self.pos += 1
            self.tag_list(depth + 1)
            if self.peek() != ")":
                raise ValueError("closing parenthesis expected")
            self.pos += 1


def solution(text):
    if not text.strip():
        return (0, 0, [])
    reader = Reader(text)
    reader.tag_list(1)
    if reader.peek():
        raise ValueError("unexpected text after the last tag")
    depth = max(d for d, _ in reader.tags)
    return (len(reader.tags), depth, [name for d, name in reader.tags if d == depth])
