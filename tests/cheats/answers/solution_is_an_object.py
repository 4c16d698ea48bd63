# family: lying values
# suite: lists
# fooled-naive: yes
class Solution(list):
    def __call__(self, xs):
        return self

    def __eq__(self, other):
        return True

    def __len__(self):
        return 1

    def __iter__(self):
        return iter((8, 9))


solution = Solution()
