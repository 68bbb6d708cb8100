print(sum([0.1] * 10), sum(l["cost"] for l in context["lines"]), sum([1e16, 1, -1e16]), sum([1, 2.5, True, 1e100, -1e100]), sum((), 0.5), sum([float("inf"), 1.0]))
print(sum([[1], [2]], []), sum([1, 2, 3]), sum([2**70, 0.5]), sum([0.1, 2**70]), sum([1.5, 1j]), sum(x / 7 for x in range(100)))
from collections import OrderedDict
print(OrderedDict(), OrderedDict(a=1, b=[2]), repr(OrderedDict([(OrderedDict, 1)])))
o = OrderedDict(); o["self"] = o
print(o)
import statistics, math
print(statistics.mean([0.1, 0.2, 0.3]), math.fsum([0.1] * 10), statistics.stdev([1.5, 2.5, 4]))
