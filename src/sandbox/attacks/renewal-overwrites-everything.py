# Answers, then overwrites as much of its memory as it can find until it crashes.
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
libc.sbrk.restype = ctypes.c_void_p
top = libc.sbrk(0)
ctypes.memset(top - (1 << 20), 0x44, 1 << 20)
