l = []
while True:
    l.append([1])
#%%
rows = []
while True:
    rows.append({"id": len(rows), "name": str(len(rows))})
#%%
x = None
while True:
    x = {"next": x}
#%%
s = set()
while True:
    s.add(("part", len(s)))
#%%
def inside():
    rows = []
    while True:
        rows.append([len(rows)])
try:
    inside()
except MemoryError:
    raise ValidationWarning("too much")
#%%
l = []
try:
    while True:
        l.append([1])
except MemoryError:
    l.clear()
    print("cleared")
