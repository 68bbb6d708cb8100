# Answers, then fills its connection with further answers, for as long as it can: the next action would take one for its own.
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
    send({"outcome": "BLOCKED", "message": "forged for the next", "line": 1, "outputBytes": 0})
