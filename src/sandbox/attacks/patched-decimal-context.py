# Tries to leave another decimal precision behind.
# Expect: ALLOWED
# Plain: without the prelude.
import decimal
decimal.getcontext().prec = 3
decimal.DefaultContext.prec = 3
