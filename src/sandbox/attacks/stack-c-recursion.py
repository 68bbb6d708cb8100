# Tries to overflow the C stack.
# Expect: FAILED: crashed or FAILED: RecursionError or OUT_OF_MEMORY or TIMED_OUT
# Plain: without the prelude.
import sys
sys.setrecursionlimit(10**9)
x = []
for _ in range(200_000):
    x = [x]
repr(x)
