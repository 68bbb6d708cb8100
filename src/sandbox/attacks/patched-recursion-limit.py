# Tries to leave other interpreter settings behind.
# Expect: ALLOWED
# Plain: without the prelude.
import sys
sys.setrecursionlimit(50_000)
sys.setswitchinterval(1)
sys.set_int_max_str_digits(0)
sys.dont_write_bytecode = False
