# only the same minor version: from Python 3.12 on a comprehension is no call of its own
d = 0
def comprehension(n):
    global d
    d += 1
    return [comprehension(i) for i in range(1)]
try:
    comprehension(0)
except RecursionError as error:
    print(d, error)
