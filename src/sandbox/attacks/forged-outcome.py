# Tries to send an outcome that does not exist.
# Expect: FAILED: not a result
send({'outcome': 'SUPERUSER', 'message': 'x'})
os._exit(0)
