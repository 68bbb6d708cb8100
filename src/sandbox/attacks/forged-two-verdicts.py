# Tries to send a second verdict for whoever is next.
# Expect: ALLOWED
for _ in range(100):
    send(ALLOWED)
send({'outcome': 'BLOCKED', 'message': 'for the next', 'line': 1})
os._exit(0)
