# Leaves what it was given in its memory, deep in the stack and far up the heap, for the next action to find.
# Expect: ALLOWED
def deep(level, secret):
    return sorted([secret + str(level)], key=lambda text: deep(level - 1, text) and text) if level else [secret]
kept = ['secretOfTheLastAction' * 50 for n in range(1000)]
kept += [bytes(10_000).replace(b'\0' * 21, b'secretOfTheLastAction') for n in range(200)]
deep(40, 'secretOfTheLastAction')
