-- Prolongs a lease and returns the commands that wait for the owner; nothing when the claim is no longer the newest, or given up.
local run, lease, inbox = unpack(KEYS)
local newest = redis.call('HMGET', run, 'fence', 'released')
if newest[1] ~= ARGV[1] or newest[2] == ARGV[1] then return false end
redis.call('SET', lease, ARGV[1], 'PX', ARGV[2])
return redis.call('HVALS', inbox)
