-- Leases the first run of the queue that nobody holds and that fits the free cores: {id, fence, token, threads}, or nothing.
-- A run of a newer format is left to a newer program.
local active = KEYS[1]
local owner, host, lease, free, all, nonce, format = unpack(ARGV, 1, 7)
local except = {}
for i = 8, #ARGV do except[ARGV[i]] = true end

for _, id in ipairs(redis.call('ZRANGE', active, 0, -1)) do
  local run = 'canopy:run:' .. id
  if redis.call('EXISTS', run) == 0 then
    redis.call('ZREM', active, id)
  elseif not except[id] and redis.call('EXISTS', run .. ':lease') == 0
    and tonumber(redis.call('HGET', run, 'format') or '1') <= tonumber(format) then
    local threads = tonumber(redis.call('HGET', run, 'threads') or '1')
    if math.min(threads, tonumber(all)) > tonumber(free) then return false end
    local token = redis.call('HINCRBY', run, 'token', 1)
    local fence = token .. ':' .. nonce
    redis.call('HSET', run, 'fence', fence, 'owner', owner, 'host', host)
    redis.call('SET', run .. ':lease', fence, 'PX', lease)
    return {id, fence, token, threads}
  end
end
return false
