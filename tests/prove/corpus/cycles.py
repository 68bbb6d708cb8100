# only the same minor version: from 3.13 on the collector runs at other moments
import weakref
class Node:
    pass
alive = []
for n in range(1200):
    node = Node()
    node.self = node
    alive.append(weakref.ref(node))
print(sum(ref() is not None for ref in alive))
