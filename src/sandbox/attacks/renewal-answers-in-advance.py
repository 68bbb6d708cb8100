# Answers, then pretends to be armed and ready again.
# Expect: ALLOWED
send(ALLOWED)
send({"armed": 1})
send({"ready": "00" * 16})
send({"kept": 1})
while True:
    pass
