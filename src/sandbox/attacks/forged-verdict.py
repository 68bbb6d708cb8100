# Tries to send a verdict of its own making and leave: it is its own, so it counts.
# Expect: ALLOWED
send(ALLOWED)
os._exit(0)
