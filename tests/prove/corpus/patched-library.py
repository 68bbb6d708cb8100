import json, functools
json.dumps = functools.partial(json.dumps, indent=2)
print(json.dumps({"a": [1]}))
raise ValidationWarning("größe")
#%%
import json
json._default_encoder = json.JSONEncoder(indent=2, default=str)
json.JSONEncoder.encode = lambda self, o: "{}"
print(json.dumps({"a": {1}}))
#%%
import json
json.dumps = lambda *a, **k: "patched"
json.encoder.encode_basestring_ascii = None
raise ValidationWarning("no")
#%%
import struct
struct.pack = lambda *a: b"xx"
struct.Struct = None
raise ValidationWarning("w")
#%%
import builtins
builtins.len = lambda x: 42
print("a")
print("b", len(""))
#%%
import sys
def heard(frame, event, argument):
    if frame.f_code.co_filename.startswith("<action"):
        print(event, frame.f_lineno)
sys.setprofile(heard)
def f():
    return 1
f()
#%%
import sys
def heard(frame, event, argument):
    print(event)
    return heard
sys.settrace(heard)
def f():
    return 1
f()
undefined
