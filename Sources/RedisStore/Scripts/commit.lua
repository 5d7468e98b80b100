-- One commit, whole or not at all.
-- Arguments: operation, events kept in the common order, workflows that remember the operation,
-- guards, changes. Answer: outcome, the last cursor or a contended key, the number of the write.

local operation, kept = take(), take()
local rememberers = takeMany()

local function wasApplied()
  if #rememberers == 0 then return call('ZSCORE', operationsKey, operation) end
  for _, id in ipairs(rememberers) do
    local row = rowOf(id)
    if row and (row.operation == operation or row.creation == operation) then return true end
  end
end

if wasApplied() then return {'alreadyApplied', '', ''} end

for _ = 1, tonumber(take()) do
  local refusal, detail = guards[take()]()
  if refusal then return {refusal, detail or '', ''} end
end

local changes, events = {}, 0
for index = 1, tonumber(take()) do
  local kind = take()
  local change = takers[kind]()
  change.kind = kind
  if kind == 'event' then events = events + 1 end
  local refusal = foresee[kind] and foresee[kind](change)
  if refusal then return {refusal, '', ''} end
  changes[index] = change
end

takePlaces()
local cursor = events > 0 and call('HINCRBY', meta, 'cursor', events) - events or 0
for _, change in ipairs(changes) do
  if change.kind == 'event' then cursor = cursor + 1 end
  writers[change.kind](change, operation, whole(cursor), kept)
end
finishEvents(kept)

if #rememberers == 0 then
  call('ZADD', operationsKey, call('HINCRBY', meta, 'operations', 1), operation)
  call('ZREMRANGEBYRANK', operationsKey, 0, -10001)
end
return {'applied', whole(cursor), whole(call('HINCRBY', meta, 'writes', 1))}
