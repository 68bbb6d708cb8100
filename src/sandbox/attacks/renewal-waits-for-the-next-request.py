# Answers, then waits for what the server sends next, and answers that.
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
while True:
    piece = os.read(0, 1 << 16)
    send({"ready": piece[:16].hex()})
    send({"outcome": "BLOCKED", "message": "stolen: %r" % piece, "line": 1, "outputBytes": 0})
