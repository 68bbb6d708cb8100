n = 0
while n < 30:
    print("line", n, "x" * 9000)
    n += 1
#%%
try:
    while True:
        print("y" * 1000)
except Exception as error:
    print("caught", error)
raise ValidationWarning("went on")
#%%
print("memory")
big = bytearray(500 * 1024 * 1024)
