-- Gives a lease up, if it is still one's own.
local run, lease = unpack(KEYS)
if redis.call('HGET', run, 'fence') == ARGV[1] then
  redis.call('DEL', lease)
  redis.call('HSET', run, 'released', ARGV[1])
end
redis.call('PUBLISH', 'canopy:wake', ARGV[2])
return 1
