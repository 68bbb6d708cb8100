# Tries to leave a coroutine and a generator that never end.
# Expect: ALLOWED: now
def generator():
    try:
        yield 1
    finally:
        while True:
            yield 2
async def coroutine():
    pass
sys.left = generator()
next(sys.left)
sys.other = coroutine()
print('now')
