# Answers, then sends the beginning of a frame that would swallow the next answer.
# Expect: ALLOWED
import json
def send(message, attachment=b""):
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    write(len(body).to_bytes(4, "little") + body + attachment)
def write(data):
    while data:
        data = data[os.write(0, data):]
ALLOWED = {"outcome": "ALLOWED", "message": None, "line": None, "outputBytes": 0}
send(ALLOWED)
write((200_000).to_bytes(4, "little") + b'{"outcome": "BLOCKED", "message": "')
while True:
    pass
