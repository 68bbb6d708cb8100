// What the blocks of a generated program are made of. Each snippet stands alone: it imports and defines what it uses.

import type { Draw } from './random.ts';

type Snippet = (draw: Draw) => string;

const words = ['serial', 'lot', 'größe', 'Part', 'x', 'status', 'RELEASED', '', 'naïve', 'β', '日本', '😀', 'a b'];
const text = (draw: Draw) => JSON.stringify(draw.pick(words));
const number = (draw: Draw) =>
  String(draw.pick([0, 1, -7, 3, 10, 255, 10 ** 12, 0.1, 2.675, -1.5, 1e-7, 1e22, 123456.789]));
const literal = (draw: Draw): string =>
  draw.pick([
    () => text(draw),
    () => number(draw),
    () => draw.pick(['None', 'True', 'False', 'b"bytes"', '(1, "a")', '(None, 2.5)', 'frozenset({"q", "r", "s"})']),
  ])();
const literals = (draw: Draw, low = 0, high = 7) => draw.list(low, high, () => literal(draw)).join(', ');
const texts = (draw: Draw, low = 1, high = 7) => draw.list(low, high, () => text(draw)).join(', ');
const numbers = (draw: Draw, low = 1, high = 8) => draw.list(low, high, () => number(draw)).join(', ');

export const snippets: readonly Snippet[] = [
  (d) => `print({${literals(d, 2, 9)}})`,
  (d) => `print(set([${texts(d)}]) | {${texts(d)}}, {${texts(d)}} - {${texts(d)}})`,
  (d) => `print(frozenset([${literals(d)}]), hash(${literal(d)}))`,
  (d) => `s = {${texts(d, 3, 9)}}\nprint(s.pop(), len(s), list(s))`,
  (d) => `print({t.upper() for t in [${texts(d)}]}, {k: len(k) for k in {${texts(d)}}})`,
  () => "print({line['id'] for line in context['lines']}, {line['due'] for line in context['lines']})",
  () => "print(set(context['part']['tags']), set(context) - {'part'}, context['part'].keys() & {'id', 'ok', 'x'})",
  () => 'print({None, "a", 1}, {None: 1}, {(None,), (1, None), ()}, hash(None))',
  (d) => `print(sum([${numbers(d)}]), sum([0.1] * ${d.int(1, 30)}), sum(x * 1.1 for x in range(${d.int(1, 20)})))`,
  () => "print(sum(line['cost'] for line in context['lines']), sum([1, 2.5, True], 0.1), sum([[1], [2]], []))",
  (d) =>
    `print(f"{${number(d)}:${d.pick(['.2f', '10.3f', 'e', 'g', '+', '08.2f', ',', '%', '<12', '^15'])}}|{'${d.pick(words)}'!r:>${d.int(1, 20)}}")`,
  (d) =>
    `print("%s|%r|%5d|%-8s|%.3f" % (str(${literal(d)}), ${text(d)}, ${d.int(-99, 9999)}, ${text(d)}, ${number(d)}))`,
  (d) => `print("{:>10}|{!r}|{:,.2f}|{:x}".format(${text(d)}, ${literal(d)}, ${number(d)}, ${d.int(0, 9999)}))`,
  (d) =>
    `print(round(${number(d)}, ${d.int(0, 3)}), ${number(d)} ** ${d.int(0, 3)}, divmod(${d.int(-50, 50)}, ${d.int(1, 9)}), ${number(d)} / 3)`,
  (d) =>
    `import math\nprint(math.sqrt(${d.int(0, 99)}), math.sin(${d.int(0, 9)}), math.floor(${number(d)}), math.isclose(0.1 + 0.2, 0.3), math.fsum([${numbers(d)}]))`,
  (d) =>
    `import datetime\nprint(datetime.datetime.now(), datetime.date.today() + datetime.timedelta(days=${d.int(-400, 400)}), datetime.datetime.utcnow().isoformat())`,
  (d) =>
    `from datetime import datetime, timedelta, timezone\nnow = datetime.now(timezone.utc)\nprint(now, now - timedelta(hours=${d.int(1, 99)}), now.strftime("%Y-%m-%d %A %j %B"), datetime(2026, ${d.int(1, 12)}, ${d.int(1, 28)}) < datetime.now())`,
  () =>
    "from datetime import date\nfor line in context['lines']:\n    print(date.fromisoformat(line['due']) - date.today(), date.fromisoformat(line['due']).isocalendar()[1])",
  (d) =>
    `import datetime\nprint(datetime.datetime.strptime("2026-${String(d.int(1, 13)).padStart(2, '0')}-11 10:20", "%Y-%m-%d %H:%M"))`,
  (d) =>
    `import time\nprint(time.time(), time.strftime("%c", time.gmtime()), time.localtime().tm_yday)\ntime.sleep(${d.pick(['0.5', '1', '90.25'])})\nprint(time.time_ns(), time.perf_counter(), time.monotonic_ns(), time.tzname)`,
  (d) =>
    `import random\nprint(random.random(), random.randint(1, ${d.int(2, 999)}), random.choice([${literals(d, 1)}]), random.sample(range(${d.int(5, 50)}), 3), random.gauss(0, 1))`,
  (d) =>
    `import random\nr = random.Random(${d.pick(['1', '"seed"', '', 'None', '2.5'])})\na = [${literals(d)}]\nr.shuffle(a)\nprint(a, r.uniform(0, 5), random.SystemRandom().randint(0, 99))`,
  () => 'import uuid\nprint(uuid.uuid4(), uuid.UUID(int=5).hex, uuid.getnode())',
  (d) =>
    `import uuid, secrets\nprint(uuid.uuid1(), uuid.uuid5(uuid.NAMESPACE_DNS, ${text(d)}), secrets.token_hex(${d.int(1, 9)}), secrets.choice([1, 2, 3]))`,
  (d) =>
    `import json\nprint(json.dumps({"a": [${numbers(d)}], "b": ${text(d)}}, indent=${d.pick(['None', '2'])}, sort_keys=True, ensure_ascii=${d.pick(['True', 'False'])}))`,
  (d) =>
    `import json\nprint(json.loads(${JSON.stringify(d.pick(['{"a": 1}', '[1, 2.50, null]', '{"a": }', '[1,]', '"\\u00fc"', '', 'nan', '{"a": 1} x']))}))`,
  () => 'import json\nprint(json.dumps(context, sort_keys=True)[:200])',
  (d) =>
    `import re\nprint(re.findall(r"${d.pick(['\\\\w+', '[a-c]+', '(\\\\d)(\\\\d)', '^.', '\\\\s'])}", "abc 12 34 ü ${d.pick(words)}"), re.sub("[aeiou]", "*", ${text(d)}))`,
  (d) =>
    `import re\nm = re.match(r"(?P<name>\\w+)-(\\d+)", "A-${d.int(1, 99)}")\nprint(m, m and m.groupdict(), re.compile("x${d.pick(['+', '*', '(', '['])}"))`,
  (d) =>
    `from collections import Counter, defaultdict, OrderedDict, namedtuple, deque\nprint(Counter([${texts(d)}]).most_common(2), OrderedDict(a=1), deque([${numbers(d)}], 3))\ngroups = defaultdict(list)\nfor t in [${texts(d)}]:\n    groups[len(t)].append(t)\nprint(dict(groups), namedtuple("P", "x y")(1, ${literal(d)}))`,
  (d) =>
    `from decimal import Decimal, getcontext\nprint(Decimal("${d.int(1, 99)}.${d.int(0, 99)}") / Decimal(${d.int(1, 9)}), Decimal(0.1), Decimal("1E+3").normalize(), getcontext().prec)`,
  (d) =>
    `from fractions import Fraction\nimport statistics\nprint(Fraction(${d.int(1, 9)}, ${d.int(1, 9)}) + Fraction("0.25"), statistics.mean([${numbers(d)}]), statistics.median([${numbers(d)}]))`,
  (d) =>
    `import itertools, functools, operator\nprint(list(itertools.permutations([${literals(d, 0, 3)}])), functools.reduce(operator.add, [${d.int(0, 9)}, 2, 3]), list(itertools.accumulate([1, 2, ${d.int(0, 9)}])))`,
  (d) =>
    `from enum import Enum, Flag, auto\nclass Status(Enum):\n    OPEN = 1\n    DONE = "${d.pick(words)}"\nclass F(Flag):\n    A = auto()\n    B = auto()\nprint(Status.OPEN, repr(Status.DONE), list(Status), {Status.OPEN, Status.DONE}, F.A | F.B)`,
  (d) =>
    `from dataclasses import dataclass, field, asdict, replace\n@dataclass(${d.pick(['', 'frozen=True', 'order=True'])})\nclass Item:\n    id: int\n    tags: list = field(default_factory=list)\nprint(Item(${d.int(0, 9)}), asdict(Item(1, [2])), Item(1) == Item(1), replace(Item(1), id=3))`,
  (d) =>
    `class Part:\n    """A part."""\n    count = 0\n    def __init__(self, name):\n        self.name = name\n        type(self).count += 1\n    def __repr__(self):\n        return f"Part({self.name!r})"\n    @property\n    def upper(self):\n        return self.name.upper()\nprint([Part(t) for t in [${texts(d)}]], Part("x").upper, Part.count, Part.__doc__)`,
  () =>
    'class Base:\n    def hi(self):\n        return "base"\nclass Child(Base):\n    def hi(self):\n        return "child " + super().hi()\nprint(Child().hi(), Child.__mro__, Child.__qualname__, isinstance(Child(), Base))',
  () =>
    'class Thing:\n    pass\na, b = Thing(), Thing()\nprint(a, b, a, [b], id(a) == id(a), id(a) != id(b), {"a": a})',
  () => 'def one(): pass\nprint(one, lambda: 0, (n for n in ()), print, [].append, object())',
  (d) =>
    `def outer(n):\n    total = 0\n    def inner(k):\n        nonlocal total\n        total += k\n        return total\n    return [inner(i) for i in range(n)]\nprint(outer(${d.int(0, 9)}))`,
  (d) =>
    `import functools\ndef twice(f):\n    @functools.wraps(f)\n    def wrapped(*args, **kwargs):\n        return f(*args, **kwargs), f(*args, **kwargs)\n    return wrapped\n@twice\ndef shout(t, mark="!"):\n    return t + mark\nprint(shout(${text(d)}), shout(${text(d)}, mark=${text(d)}), shout.__name__)`,
  (d) =>
    `def numbers(n):\n    while n:\n        sent = yield n\n        n -= 1 if sent is None else sent\ng = numbers(${d.int(1, 9)})\nprint(next(g), g.send(None) if ${d.pick(['True', 'False'])} else list(g))`,
  (d) =>
    `from contextlib import contextmanager, suppress\n@contextmanager\ndef tag(name):\n    print("<", name)\n    try:\n        yield name\n    finally:\n        print(">", name)\nwith tag(${text(d)}) as t, suppress(KeyError):\n    {}[t]`,
  (d) =>
    `try:\n    try:\n        {}[${literal(d)}]\n    except KeyError as error:\n        raise ValueError(${text(d)}) from error\nexcept ValueError as error:\n    print(repr(error), repr(error.__cause__), error.__suppress_context__)`,
  () =>
    'import traceback\ntry:\n    import json\n    json.loads("{")\nexcept ValueError:\n    print(traceback.format_exc())',
  () =>
    'import traceback\ndef deep(n):\n    if n:\n        deep(n - 1)\n    else:\n        print("".join(traceback.format_stack()))\n        undefined_name\ntry:\n    deep(2)\nexcept NameError:\n    traceback.print_exc()',
  () =>
    'import sys\nprint(sys.platform, sys.argv, sys.path, sys.executable, sys.version_info[:1], sys.byteorder, sys.maxsize, sys.stdin.read())',
  () =>
    'import sys\nsys.stderr.write("to stderr\\n")\nsys.stdout.write("to stdout\\n")\nprint("end", end="", flush=True)\nprint(sys.getrecursionlimit(), sys.getdefaultencoding())',
  (d) =>
    `for name in [${d.list(1, 3, () => JSON.stringify(d.pick(['os', 'socket', 'subprocess', 'math', 'nope', 'threading', 'numpy']))).join(', ')}]:\n    try:\n        __import__(name)\n        print(name)\n    except ImportError as error:\n        print(type(error).__name__, name)`,
  (d) =>
    `try:\n    ${d.pick(['import os', 'import socket', 'from subprocess import run', 'open("/etc/passwd")', 'open("x", "w")', 'import requests', 'import os.path'])}\nexcept (ImportError, OSError) as error:\n    print(type(error).__name__, error)`,
  () =>
    'import random\ntry:\n    print(random._os.getcwd(), random._os.listdir("/"))\nexcept OSError as error:\n    print(error, random._os.environ, random._os.path.exists("/etc"))',
  () =>
    'd = 0\ndef dive():\n    global d\n    d += 1\n    dive()\ntry:\n    dive()\nexcept RecursionError as error:\n    print(d, error)',
  (d) =>
    `print(sorted([${texts(d)}], key=len, reverse=${d.pick(['True', 'False'])}), sorted({${texts(d)}}), min([${numbers(d)}]), max([${texts(d)}]))`,
  (d) =>
    `print(${text(d)}.encode(), ${text(d)}.casefold(), ${text(d)}[::-1], ${text(d)}.center(9, "*"), ascii(${text(d)}), ${text(d)}.isidentifier())`,
  (d) =>
    `import textwrap, string\nprint(textwrap.fill("${d.list(3, 20, () => d.pick(words)).join(' ')}", 20), string.Template("$a").substitute(a=${literal(d)}), string.capwords("ab cd"))`,
  (d) =>
    `import base64, hashlib, zlib, hmac\nprint(base64.b64encode(${text(d)}.encode()), hashlib.sha256(${text(d)}.encode()).hexdigest()[:16], zlib.crc32(b"x"), hmac.new(b"k", b"m", "sha1").hexdigest())`,
  (d) =>
    `import pprint, copy\nprint(pprint.pformat({"b": [${numbers(d)}], "a": context["part"]}, width=${d.int(20, 80)}), copy.deepcopy(context["lines"]) == context["lines"])`,
  (d) =>
    `import csv, io, struct, bisect, heapq\nout = io.StringIO()\ncsv.writer(out).writerows([[${literals(d)}], [1, 2]])\nprint(out.getvalue(), struct.pack("<if", ${d.int(0, 999)}, 1.5), bisect.bisect([1, 5, 9], ${d.int(0, 9)}), heapq.nsmallest(2, [${d.int(0, 9)}, 3, 1]))`,
  (d) =>
    `import unicodedata\nprint(unicodedata.normalize("NFD", ${text(d)}), [unicodedata.name(c, "?") for c in ${text(d)}], ${text(d)}.upper())`,
  (d) =>
    `x: int = ${d.int(0, 9)}\nif (y := x * 2) > 5:\n    print(y, __name__, __doc__)\na, *b = [${literals(d, 1)}]\nprint(a, b, *b, sep="|")`,
  (d) =>
    `scope = {}\nexec("z = ${d.int(0, 99)}", scope)\nprint(eval("${d.int(0, 9)} + ${d.int(0, 9)}"), scope["z"], "z" in globals())`,
  () =>
    'import warnings, weakref\nwarnings.warn("careful")\nclass Node:\n    def __del__(self):\n        print("gone")\nn = Node()\nr = weakref.ref(n)\ndel n\nprint(r())',
  () => "print('\\d', 1 if 1 is 1 else 0, '''multi\n  line\n''', r'raw\\n')",
  (d) =>
    `async def work(n):\n    return n * 2\nasync def main():\n    return [await work(i) for i in range(${d.int(0, 5)})]\ntry:\n    main().send(None)\nexcept StopIteration as done:\n    print(done.value)`,
  (d) =>
    `import typing\nT = typing.TypeVar("T")\ndef first(items: "list[T]") -> "typing.Dict[str, T]":\n    return {str(item): item for item in items}\nprint(first([${literals(d)}]), typing.get_type_hints(first), typing.Dict[str, int])`,
  (d) =>
    `from abc import ABC, abstractmethod\nclass Shape(ABC):\n    @abstractmethod\n    def area(self): ...\ntry:\n    Shape()\nexcept TypeError as error:\n    print(error)\nprint(${d.int(0, 9)})`,
  (d) => `import ipaddress, urllib.parse, html\nprint(ipaddress.ip_address("10.0.0.${d.int(0, 300)}"))`,
  (d) =>
    `import urllib.parse, html\nprint(urllib.parse.quote(${text(d)}), urllib.parse.parse_qs("a=1&b=${d.int(0, 9)}&a=2"), html.escape("<${d.pick(words)}>"))`,
  (d) =>
    `print(${d.pick(['[][1]', '{}["a"]', 'int("x")', '"a" + 1', 'None.x', '1 / 0', 'undefined', '[1].index(2)', 'float("y")', 'len(5)', '(1, 2)[5]', 'max([])', '{[]: 1}', 'b"a" + "b"', 'context["nope"]', 'context["part"]["nope"]["deeper"]', '"%d" % "x"', 'int(None)', '"abc".index("z")', 'next(iter([]))', '1.0 // 0', 'range(1)[4]', 'sorted([1, "a"])', 'chr(-1)', '"{}".format()', '(lambda a: a)()', '[1, 2] > 3', '[a for a, b in [(1, 2, 3)]]'])})`,
];

export const endings: readonly ((draw: Draw) => string[])[] = [
  () => [],
  () => [],
  () => ["print('done')"],
  (d) => [`raise ValidationError(${text(d)})`],
  (d) => [`raise ValidationWarning(${text(d)})`],
  () => ['raise ValidationError'],
  (d) => [
    `if context['part']['ok']:`,
    `    raise ValidationError(f"Part {context['part']['id']} {${number(d)}}")`,
    `raise ValidationWarning('not ok')`,
  ],
  () => ["if not context['part']['ok']:", '    return', "print('after')"],
  () => ['for line in context["lines"]:', '    if line["id"] > 500:', '        return line', '    print(line["id"])'],
  () => ['try:', '    print("try")', '    return', 'finally:', '    print("cleanup")'],
  () => [
    'def check(part):',
    '    if part["serialNumber"] is None:',
    '        raise ValidationError("no serial")',
    '    return part["serialNumber"]',
    'print(check(context["part"]))',
  ],
  (d) => [`raise ${d.pick(['ValueError', 'KeyError', 'RuntimeError', 'Exception', 'LookupError'])}(${literal(d)})`],
  (d) => [
    d.pick([
      'import sys\nsys.exit(3)',
      'raise SystemExit',
      'raise KeyboardInterrupt',
      'assert False, "no"',
      'assert not context',
      'undefined_at_end',
      'context["lines"][99]',
      'context.part',
      'None + 1',
      'import os',
    ]),
  ],
  (d) => [
    `class Own(${d.pick(['ValidationError', 'ValidationWarning', 'ValueError', 'Exception'])}):`,
    '    def __str__(self):',
    '        print("in str")',
    '        return "own " + repr(self.args)',
    `raise Own(${literal(d)})`,
  ],
  (d) =>
    d.chance(20)
      ? [
          d.pick([
            'if True',
            'def f(:',
            'x = = 1',
            "print('unclosed",
            '    indented',
            'x = (1,',
            '}',
            'yield 1',
            'break',
            'await x',
            'nonlocal q',
          ]),
        ]
      : ['pass'],
];
