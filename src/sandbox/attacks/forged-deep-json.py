# Tries to send JSON of 100,000 brackets.
# Expect: FAILED: not a result
send(b'[' * 100_000 + b']' * 100_000)
os._exit(0)
