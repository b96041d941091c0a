-- Keeps an answer for repeats of its command id; the one that is kept already wins and is returned.
local run, answers, answer_order = unpack(KEYS)
local command, json, kept, most = unpack(ARGV)
if redis.call('EXISTS', run) == 0 then return false end
if redis.call('HSETNX', answers, command, json) == 1 then
  redis.call('RPUSH', answer_order, command)
  if redis.call('LLEN', answer_order) > tonumber(most) then redis.call('HDEL', answers, redis.call('LPOP', answer_order)) end
end
redis.call('PEXPIRE', answers, kept)
redis.call('PEXPIRE', answer_order, kept)
return redis.call('HGET', answers, command)
