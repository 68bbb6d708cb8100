# Tries to kill its siblings, whose numbers it guesses.
# Expect: refused
attempt(*[lambda p=p: os.kill(p, 9) for p in range(2, 400)])
