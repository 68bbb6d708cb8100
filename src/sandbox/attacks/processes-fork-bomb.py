# Tries to fork without end.
# Expect: ALLOWED: refused
for _ in range(1000):
    try:
        os.fork()
        print('REACHED')
    except OSError:
        pass
print('refused')
