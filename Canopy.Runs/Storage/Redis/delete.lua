-- Deletes a run with all that belongs to it, and its data with the last run that uses them.
local runs, active, run = unpack(KEYS)
local id = ARGV[1]
if redis.call('EXISTS', run) == 0 then return 0 end
local data = redis.call('HGET', run, 'data')
if data then
  redis.call('SREM', data .. ':runs', id)
  if redis.call('EXISTS', data .. ':runs') == 0 then redis.call('UNLINK', data) end
end
redis.call('ZREM', runs, id)
redis.call('ZREM', active, id)
redis.call('UNLINK', run, run .. ':log', run .. ':lease', run .. ':inbox', run .. ':answers', run .. ':answers:order',
  run .. ':checkpoint', run .. ':units')
redis.call('PUBLISH', 'canopy:wake', id)
redis.call('PUBLISH', 'canopy:head:' .. id, '0')
return 1
