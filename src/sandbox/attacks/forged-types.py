# Tries to send values of the wrong type.
# Expect: FAILED: not a result
send({'outcome': ['ALLOWED'], 'message': {'toString': 1}, 'outputBytes': '5'})
os._exit(0)
