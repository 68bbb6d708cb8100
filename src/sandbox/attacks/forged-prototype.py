# Tries to send keys that JavaScript treats specially.
# Expect: ALLOWED

send(b'{"__proto__": {"outcome": "BLOCKED"}, "constructor": {"prototype": {"polluted": 1}}, "outcome": "ALLOWED"}')
os._exit(0)
