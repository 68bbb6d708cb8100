-- How long an action ran, as a number of few values: how many bounds it has reached, twelve to a factor of ten (the E12 series
-- of IEC 60063), from 0.1 ms to 100 s. What is of a higher level took longer. Days that are over are indexed by it, together with
-- what is asked for by equality; see src/execution-logs/closed-days.ts.
create function execution_time_level(ms double precision) returns integer
  language sql immutable strict parallel safe
  return width_bucket(ms, '{
    0.1, 0.12, 0.15, 0.18, 0.22, 0.27, 0.33, 0.39, 0.47, 0.56, 0.68, 0.82,
    1, 1.2, 1.5, 1.8, 2.2, 2.7, 3.3, 3.9, 4.7, 5.6, 6.8, 8.2,
    10, 12, 15, 18, 22, 27, 33, 39, 47, 56, 68, 82,
    100, 120, 150, 180, 220, 270, 330, 390, 470, 560, 680, 820,
    1000, 1200, 1500, 1800, 2200, 2700, 3300, 3900, 4700, 5600, 6800, 8200,
    10000, 12000, 15000, 18000, 22000, 27000, 33000, 39000, 47000, 56000, 68000, 82000,
    100000}'::double precision[]);
