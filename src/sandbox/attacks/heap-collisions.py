# Tries to fill a dictionary with colliding keys.
# Expect: TIMED_OUT
# Plain: without the prelude.
class Key:
    def __hash__(self):
        return 1
    def __eq__(self, other):
        return False
d = {}
while True:
    d[Key()] = 1
