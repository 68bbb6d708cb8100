# Answers, then waits for what the server sends next, and answers that.
# Expect: ALLOWED
send(ALLOWED)
while True:
    piece = os.read(0, 1 << 16)
    send({"ready": piece[:16].hex()})
    send({"outcome": "BLOCKED", "message": "stolen: %r" % piece, "line": 1, "outputBytes": 0})
