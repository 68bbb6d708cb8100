# Tries to answer, then keep a processor busy.
# Expect: ALLOWED
send(ALLOWED)
while True:
    pass
