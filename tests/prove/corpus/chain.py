print("one", context["part"]["id"])
leak = 1
raise ValidationWarning("first")
#%% the second
print("leak" in globals(), context["part"])
context["part"]["id"] = 99
import json
json.dumps = None
return
print("never")
#%%
import json
print(context["part"]["id"], json.dumps([1]))
def check(part):
    if part["serialNumber"] is None:
        raise ValidationError(f"Part {part['id']} has no serial number")
check(context["part"])
#%%
print("not reached")
