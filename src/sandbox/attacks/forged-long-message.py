# Tries to send a message of 200,000 characters.
# Expect: FAILED: not a result
send({'outcome': 'BLOCKED', 'message': 'x' * 200_000, 'outputBytes': 0})
os._exit(0)
