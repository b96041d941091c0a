-- A run's record, and its place among those that wait for an owner (0: it does not wait).
local run, active = unpack(KEYS)
local id = ARGV[1]
local fields = redis.call('HGETALL', run)
if #fields == 0 then return false end
local place = 0
if redis.call('ZSCORE', active, id) and redis.call('EXISTS', run .. ':lease') == 0 then
  for _, other in ipairs(redis.call('ZRANGE', active, 0, -1)) do
    if redis.call('EXISTS', 'canopy:run:' .. other .. ':lease') == 0 then place = place + 1 end
    if other == id then break end
  end
end
return {place, fields}
