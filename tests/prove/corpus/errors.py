# not before 3.11: 3.9 and 3.10 lack some of what is tried, and so raise other types
import json, re, datetime, decimal, math, struct, uuid, base64, enum, fractions, collections, itertools, random, string
attempts = """
1/0 | 1.0/0 | 1%0 | 0**-1 | [][0] | [].pop() | {}['k'] | ''[1] | (1,)[2] | 'a'+1 | 1+'a' | None+1 | [1]+(2,) | -'x'
int('x') | int('1.5') | int(None) | int([]) | float('x') | float([]) | complex('x') | bytes(-1) | chr(-1) | ord('ab')
len(1) | iter(1) | next(iter([])) | max([]) | min(()) | sum(['a']) | sorted([1,'a']) | reversed(1) | abs('x') | round('x')
x | None.x | (1).x | 'a'.x | [].x | {}.x | context.part | math.x | int.x | print.x
{[]: 1} | {{}} | set([[]]) | hash([]) | {1: 2}[[]] | frozenset([{}])
a.b.c | (lambda: 0)(1) | (lambda a: 0)() | (lambda a, b: 0)(1) | (lambda *, k: 0)() | (lambda: 0)(z=1) | print(1, zz=1) | int(1, 2, 3)
'%d' % 'x' | '%s %s' % 1 | '%q' % 1 | '{}'.format() | '{a}'.format() | '{0.x}'.format(1) | format(1, 'zz') | f'{1:zz}' | format('a', 'd')
'a'.index('b') | [1].index(2) | (1,).index(2) | [1].remove(2) | {1}.remove(2) | ''.join([1]) | 'a'.split('') | b'a'+'a' | b'\xff'.decode() | '\udc80'.encode() | 'é'.encode('ascii') | 'a'.encode('nope')
json.loads('') | json.loads('{') | json.loads('[1,]') | json.loads('{"a":1,}') | json.loads('{a:1}') | json.loads(1) | json.dumps({1}) | json.dumps({(1,): 2})
re.compile('(') | re.compile('[') | re.compile('*') | re.compile('(?P<1>x)') | re.match(1, 'a') | re.match('a', 1) | re.sub('a', '\\2', 'a')
datetime.date(2026, 13, 1) | datetime.date(2026, 2, 30) | datetime.datetime.fromisoformat('x') | datetime.date.fromisoformat('2026-1-1') | datetime.datetime.strptime('x', '%Y') | datetime.timedelta('x') | datetime.date.today() - 1 | datetime.datetime.now() < datetime.date.today() | datetime.time(25)
decimal.Decimal('x') | decimal.Decimal(1)/0 | decimal.Decimal(1)+1.5 | fractions.Fraction(1, 0) | fractions.Fraction('x')
math.sqrt(-1) | math.log(0) | math.factorial(-1) | math.factorial(1.5) | math.exp(9999) | 10.0**999 | math.floor(float('nan')) | int(float('inf'))
struct.unpack('i', b'') | uuid.UUID('x') | base64.b64decode('a') | enum.Enum('E', 'A')(9) | collections.namedtuple('1', 'a') | random.choice([]) | random.randint(5, 1) | string.Template('$x').substitute()
range(1, 2, 0) | range('a') | [1, 2, 3][::0] | [0] * 'a' | slice(1).x | (1, 2) < 3 | 1 < 'a' | [] < () | object() < object() | type('X', (int, str), {}) | isinstance(1, 1) | issubclass(1, int) | super().x | type.mro()
eval('1 +') | eval('(') | exec('if') | __import__('os') | __import__('nope') | open('x') | input() | getattr(1, 'x') | setattr(1, 'x', 2) | delattr(1, 'x') | vars(1) | dir(1, 2) | pow(2, -1, 4) | divmod(1, 0)
[a for a, b in [(1,)]] | [a for a, b in [(1, 2, 3)]] | dict([1]) | dict([(1,)]) | dict(1) | zip(1) | enumerate(1) | map(1) | list(map(int, ['x'])) | itertools.chain(1).__next__() | (yield_ for yield_ in 1) | ValidationError.x | raise_
"""
count = 0
for line in attempts.strip().split("\n"):
    for attempt in line.split(" | "):
        try:
            value = eval(attempt)
        except BaseException as error:
            print(type(error).__name__, len(error.args))
            count += 1
        else:
            print(attempt, "gave", type(value).__name__)
print(count)
