# Tries to read a file as if it were a time zone.
# Expect: ALLOWED: refused
# Plain: without the prelude.
import zoneinfo
for key in ('../../../etc/passwd', '/etc/passwd', 'Europe/../../../../etc/passwd', 'localtime'):
    try:
        zoneinfo.ZoneInfo(key)
        print('REACHED', key)
    except Exception:
        print('refused')
