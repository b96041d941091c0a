-- Ids of the runs that wait for an owner, next first.
local waiting = {}
for _, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  if redis.call('EXISTS', 'canopy:run:' .. id .. ':lease') == 0 then waiting[#waiting + 1] = id end
end
return waiting
