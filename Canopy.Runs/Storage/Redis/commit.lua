-- One atomic, fenced write to a run. Returns {outcome, head or answer}.
local run, log, lease, inbox, answers, answer_order, checkpoint, units, active, counter = unpack(KEYS)
local at = 0
local function take() at = at + 1; return ARGV[at] end
local function take_number() return tonumber(take()) end

local id, fence, owned, nonce = take(), take(), take() == '1', take()
local first, queue, release, reset = take_number(), take(), take() == '1', take() == '1'
local answers_kept, max_answers, max_units_bytes = take_number(), take_number(), take_number()
local entry_count, change_count, answer_count, unit_count = take_number(), take_number(), take_number(), take_number()
local last = first + entry_count - 1

local newest = redis.call('HGET', run, 'fence')
if not newest then return {'gone', 0} end
local head = tonumber(redis.call('HGET', run, 'head_seq') or '0')

-- The commands that this commit answers are needed before anything is written: their place is fixed.
local entries_at = at
local changes_at = entries_at + entry_count
local answers_at = changes_at + 2 * change_count
local units_at = answers_at + 2 * answer_count
local checkpoint_at = units_at + 2 * unit_count

if owned then
  if newest ~= fence then return {'stale', 0} end
  if head ~= first - 1 then
    if entry_count > 0 and head >= last then return {'there', head} end
    return {'gap', head}
  end
else
  for i = 1, answer_count do
    local known = redis.call('HGET', answers, ARGV[answers_at + 2 * i - 1])
    if known then return {'answered', known} end
  end
  if newest ~= fence or head ~= first - 1 or redis.call('EXISTS', lease) == 1 or redis.call('HLEN', inbox) > 0 then
    return {'conflict', 0}
  end
  local token = redis.call('HINCRBY', run, 'token', 1)
  redis.call('HSET', run, 'fence', token .. ':' .. nonce)
end

for i = 1, entry_count do
  redis.call('XADD', log, string.format('%.0f-0', first + i - 1), 'f', ARGV[entries_at + i])
end
for i = 1, change_count do
  redis.call('HSET', run, ARGV[changes_at + 2 * i - 1], ARGV[changes_at + 2 * i])
end
redis.call('HSET', run, 'head_seq', string.format('%.0f', last))
if reset then
  -- Deleting comes after adding: out of memory Redis refuses to add, and then nothing must have happened.
  redis.call('XTRIM', log, 'MINID', string.format('%.0f', first))
  redis.call('DEL', checkpoint, units)
  redis.call('HSET', run, 'first_seq', string.format('%.0f', first), 'units_bytes', '0')
end

for i = 1, answer_count do
  local command = ARGV[answers_at + 2 * i - 1]
  if redis.call('HSETNX', answers, command, ARGV[answers_at + 2 * i]) == 1 then
    redis.call('RPUSH', answer_order, command)
  end
  redis.call('HDEL', inbox, command)
end
if answer_count > 0 then
  while redis.call('LLEN', answer_order) > max_answers do
    redis.call('HDEL', answers, redis.call('LPOP', answer_order))
  end
  redis.call('PEXPIRE', answers, answers_kept)
  redis.call('PEXPIRE', answer_order, answers_kept)
end

for i = 1, unit_count do
  local bytes = ARGV[units_at + 2 * i]
  local total = tonumber(redis.call('HGET', run, 'units_bytes') or '0') + #bytes
  if total <= max_units_bytes then
    redis.call('HSET', units, ARGV[units_at + 2 * i - 1], bytes)
    redis.call('HSET', run, 'units_bytes', string.format('%.0f', total))
  end
end
if ARGV[checkpoint_at + 1] then redis.call('SET', checkpoint, ARGV[checkpoint_at + 1]) end

if queue == 'join' then
  redis.call('ZADD', active, redis.call('INCR', counter), id)
elseif queue == 'leave' then
  redis.call('ZREM', active, id)
  -- Whoever waits for an answer sees that the command waits no more, and decides anew.
  redis.call('DEL', inbox)
end
if release then
  redis.call('DEL', lease)
  -- A renewal that is on its way must not take it again.
  redis.call('HSET', run, 'released', fence)
end

if entry_count > 0 then redis.call('PUBLISH', 'canopy:head:' .. id, string.format('%.0f', last)) end
for i = 1, answer_count do redis.call('PUBLISH', 'canopy:answers', ARGV[answers_at + 2 * i - 1]) end
if queue ~= 'keep' or release then redis.call('PUBLISH', 'canopy:wake', id) end
return {'committed', last}
