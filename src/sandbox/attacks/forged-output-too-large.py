# Tries to announce more output than the limit, as a number that overflows.
# Expect: FAILED: not a result
send(b'{"outcome": "ALLOWED", "outputBytes": 1e308}')
os._exit(0)
