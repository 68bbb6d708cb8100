import sys
d = 0
class Node:
    def up(self):
        global d
        d += 1
        return self.up()
def f(n):
    return f(n + 1)
for attempt in (lambda: f(0), lambda: Node().up()):
    try:
        attempt()
    except RecursionError as error:
        print(d, error, sys.getrecursionlimit())
sys.setrecursionlimit(200)
try:
    f(0)
except RecursionError as error:
    print(error)
d = 0
def count():
    global d
    d += 1
    count()
count()
