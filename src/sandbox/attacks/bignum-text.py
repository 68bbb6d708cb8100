# Tries to turn a huge number into text.
# Expect: TIMED_OUT or FAILED
# Plain: without the prelude.
import sys
sys.set_int_max_str_digits(0)
len(str(7 ** 2_000_000))
