# Answers, then sends the beginning of a frame that would swallow the next answer.
# Expect: ALLOWED
send(ALLOWED)
write((200_000).to_bytes(4, "little") + b'{"outcome": "BLOCKED", "message": "')
while True:
    pass
