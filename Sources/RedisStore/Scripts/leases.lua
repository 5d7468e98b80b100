-- Keeps or drops an engine's lease. A key that the server itself lets expire says how long it lives,
-- so that the clocks of engines need not agree.
-- Arguments: engine, milliseconds from now or '-' to drop it, end by the engine's clock, fields.

local longAgo = 24 * 60 * 60 * 1000
local engine, duration = take(), takeMaybe()
local lease, alive = engineKey(engine, ''), engineKey(engine, ':alive')

if not duration then
  call('SREM', enginesKey, engine)
  call('DEL', lease, alive)
  return call('HINCRBY', meta, 'writes', 1)
end

local ends, fields = tonumber(take()), takeMany()
local isWatched = tonumber(duration) > 0
call('SADD', enginesKey, engine)
call('HSET', lease, 'ends', whole(ends), 'isWatched', isWatched and '1' or '0', unpack(fields))
if isWatched then
  call('SET', alive, '1', 'PX', duration)
else
  call('DEL', alive)
  call('HINCRBY', meta, 'writes', 1)
end

-- Engines that ended long ago and left nothing are forgotten.
for _, other in ipairs(call('SMEMBERS', enginesKey)) do
  local ended = tonumber(call('HGET', engineKey(other, ''), 'ends') or '0')
  local traces = call('EXISTS', ownedKey(other), engineKey(other, ':alive'))
  if ended < ends - longAgo and traces == 0 then
    call('SREM', enginesKey, other)
    call('DEL', engineKey(other, ''))
  end
end
return 0
