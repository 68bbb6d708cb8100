try:
    while True:
        print('x' * 1000)
except Exception:
    pass
