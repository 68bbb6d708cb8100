import builtins, sys, json
builtins.isinstance = builtins.len = builtins.type = None
sys.stdout.write("still\n")
sys.setrecursionlimit(60)
class str(str):
    def encode(self, *a): return b"forged"
    def __len__(self): return 3
class E(Exception):
    __qualname__ = "Renamed"
    def __str__(self): return str("x" * 5)
raise E
#%%
import sys
sys.stdout = None
print("nowhere")
sys.modules["json"] = None
raise ValidationWarning(["not", "text", {"a": 1}])
#%%
class Unprintable(ValidationError):
    def __str__(self): raise KeyError("no text")
raise Unprintable
