# Tries to compute a huge power, which no signal handler can interrupt.
# Expect: TIMED_OUT or OUT_OF_MEMORY
# Plain: without the prelude.
9 ** 9 ** 9
