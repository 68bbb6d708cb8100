# Answers, then pretends to be armed and ready again.
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
send({"armed": 1})
send({"ready": "00" * 16})
send({"kept": 1, "orders": "00000000"})
while True:
    pass
