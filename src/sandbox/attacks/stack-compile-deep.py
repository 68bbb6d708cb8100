# Tries to overflow the compiler with operators.
# Expect: FAILED or OUT_OF_MEMORY
# Plain: without the prelude.
import sys
sys.setrecursionlimit(10**9)
eval('-' * 10**6 + '1')
