-- Leaves a command for the run's owner: posted, not_owned, gone or full.
local run, lease, inbox, active = unpack(KEYS)
local id, command, json, most = unpack(ARGV)
if redis.call('EXISTS', run) == 0 then return 'gone' end
local waiting = redis.call('HLEN', inbox)
if not redis.call('ZSCORE', active, id) or (redis.call('EXISTS', lease) == 0 and waiting == 0) then return 'not_owned' end
if redis.call('HEXISTS', inbox, command) == 0 then
  if waiting >= tonumber(most) then return 'full' end
  redis.call('HSET', inbox, command, redis.call('HINCRBY', run, 'commands', 1) .. '|' .. json)
end
redis.call('PUBLISH', 'canopy:wake', id)
return 'posted'
