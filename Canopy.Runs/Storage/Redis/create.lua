-- Adds a run with its record, first entries and data; returns 0 when the id is taken.
local run, log, runs, active, counter, data, data_runs = unpack(KEYS)
local id, nonce, start, description, inputs, targets = unpack(ARGV, 1, 6)
local entry_count, change_count = tonumber(ARGV[7]), tonumber(ARGV[8])
if redis.call('EXISTS', run) == 1 then return 0 end

for i = 1, change_count do
  redis.call('HSET', run, ARGV[8 + entry_count + 2 * i - 1], ARGV[8 + entry_count + 2 * i])
end
redis.call('HSET', run, 'token', '1', 'fence', '1:' .. nonce, 'head_seq', ARGV[7], 'first_seq', '1', 'data', data)
for i = 1, entry_count do redis.call('XADD', log, i .. '-0', 'f', ARGV[8 + i]) end

redis.call('HSET', data, 'description', description, 'inputs', inputs, 'targets', targets)
redis.call('SADD', data_runs, id)
redis.call('ZADD', runs, 0, id)
if start == '1' then
  redis.call('ZADD', active, redis.call('INCR', counter), id)
  redis.call('PUBLISH', 'canopy:wake', id)
end
return 1
