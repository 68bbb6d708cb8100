# Tries to divide with a billion digits.
# Expect: TIMED_OUT or OUT_OF_MEMORY
# Plain: without the prelude.
import decimal
decimal.getcontext().prec = 10**9
decimal.getcontext().Emax = 10**9
decimal.Decimal(1) / 3
