# Tries to recurse without end.
# Expect: FAILED: RecursionError
# Plain: without the prelude.
def f():
    return f()
f()
