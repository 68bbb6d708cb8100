# Tries to compute a factorial.
# Expect: TIMED_OUT or OUT_OF_MEMORY
# Plain: without the prelude.
import math
math.factorial(10**8)
