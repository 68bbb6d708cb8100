# Tries to move the clock of the next action.
# Expect: ALLOWED
import time
time.sleep(10**8)
time.time = time.monotonic = lambda: 0
