# Tries to send a message that no database can store.
# Expect: BLOCKED: \x00
send(b'{"outcome": "BLOCKED", "message": "a\\u0000b\\ud800", "line": -5, "outputBytes": 0}')
os._exit(0)
