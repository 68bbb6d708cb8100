import datetime
import zoneinfo
from zoneinfo import ZoneInfo
for name in ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC"]:
    for month in (1, 7):
        moment = datetime.datetime(2026, month, 1, 12, tzinfo=datetime.timezone.utc).astimezone(ZoneInfo(name))
        print(moment, moment.tzname(), moment.utcoffset(), moment.dst())
print(datetime.datetime.now(ZoneInfo("America/Los_Angeles")).tzname() in ("PST", "PDT"), repr(ZoneInfo("Asia/Tokyo")))
print("Europe/Paris" in zoneinfo.available_timezones(), "localtime" in zoneinfo.available_timezones(), ZoneInfo.no_cache("UTC") is ZoneInfo("UTC"))
if datetime.datetime(2026, 3, 29, 2, 30, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(datetime.timezone.utc).hour == 1:
    raise ValidationError("an hour that is none")
