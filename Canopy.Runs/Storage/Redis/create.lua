-- Adds a run with its record, first entries and data: created, taken (the id), or what the creation's key has made already.
local run, log, runs, active, counter, data, data_runs, creation = unpack(KEYS)
local id, nonce, start, description, inputs, targets = unpack(ARGV, 1, 6)
local entry_count, change_count = tonumber(ARGV[7]), tonumber(ARGV[8])
local known = creation and redis.call('GET', creation)
if known then return known end
if redis.call('EXISTS', run) == 1 then return 'taken' end

for i = 1, change_count do
  redis.call('HSET', run, ARGV[8 + entry_count + 2 * i - 1], ARGV[8 + entry_count + 2 * i])
end
redis.call('HSET', run, 'token', '1', 'fence', '1:' .. nonce, 'head_seq', ARGV[7], 'first_seq', '1', 'data', data)
for i = 1, entry_count do redis.call('XADD', log, i .. '-0', 'f', ARGV[8 + i]) end

redis.call('HSET', data, 'description', description, 'inputs', inputs, 'targets', targets)
redis.call('SADD', data_runs, id)
redis.call('ZADD', runs, 0, id)
if creation then redis.call('SET', creation, id .. ' ' .. ARGV[#ARGV - 1], 'PX', ARGV[#ARGV]) end
if start == '1' then
  redis.call('ZADD', active, redis.call('INCR', counter), id)
  redis.call('PUBLISH', 'canopy:wake', id)
end
return 'created'
