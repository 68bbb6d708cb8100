# Tries to announce an output of impossible size.
# Expect: FAILED: not a result
send(b'{"outcome": "ALLOWED", "outputBytes": -1}')
os._exit(0)
