# Prints whatever an earlier action could have changed. Its output must be the same bytes after every attack.
import builtins, codecs, collections, datetime, decimal, json, math, random, re, sys, time, uuid, zlib
print(datetime.datetime.now(), time.time(), time.monotonic(), random.random(), random.Random().random(), uuid.uuid4())
print(sorted(set('the quick brown fox jumps'.split())), {'a', 'bb', 'ccc', 4, 5.5, (6,)}, hash('x'), hash(1.5))
print(sorted(vars(builtins)), len(builtins.__dict__), len('four'), [1, 2, 3], 1 + 1, None, ())
print(sorted(sys.modules), sys.getrecursionlimit(), sys.get_int_max_str_digits(), sys.path, len(sys.meta_path))
print(json.loads('{"a": [1, 2.5, null, "x"]}'), json.dumps({'b': 1}), re.match(r'(\w)+', 'abc').group(), math.pi)
print(1.0 + 1e-17, 0.1 + 0.2, 1 / 3, decimal.Decimal(1) / 3, 'ß'.upper(), {'k': 'v'}.get('k'), zlib.crc32(b'x'), '\ud800'.encode('utf-8', 'backslashreplace'))
print(sorted(context), ValidationError('m'), repr(ValidationWarning('w')), ValidationError.__mro__, collections.Counter('aab'))
print(sys.gettrace(), sys.getprofile(), sys.excepthook.__name__, sys.flags.hash_randomization, sys.getswitchinterval())
try:
    {}['missing']
except KeyError as error:
    print(repr(error))
raise ValidationWarning('the same')
