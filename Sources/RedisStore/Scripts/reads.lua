-- What is asked of the store. The first argument names the question.

local reads = {}

local function rows(ids, key)
  local found = {}
  for index, id in ipairs(ids) do found[index] = call('HGETALL', key(id)) end
  return found
end

function reads.workflow() return call('HGETALL', workflowKey(take())) end

function reads.workflowOfKey()
  local id = call('HGET', keysKey, take())
  return id and call('HGETALL', workflowKey(id)) or {}
end

function reads.workflows()
  local status, score, id = takeMaybe(), takeMaybe(), take()
  local set = status and statusKey(status) or workflowsKey
  return rows(page(set, score, id, tonumber(take()), tonumber(take())), workflowKey)
end

function reads.counts()
  local counts = {}
  for _, status in ipairs(call('SMEMBERS', statusesKey)) do
    counts[#counts + 1] = status
    counts[#counts + 1] = call('ZCARD', statusKey(status))
  end
  return counts
end

-- MARK: Steps

function reads.step()
  local workflow, id = take(), take()
  local key = stepKey(workflow, id)
  if call('HGET', key, 'workflowId') ~= workflow then return {} end
  return call('HGETALL', key)
end

function reads.steps()
  local workflow, parent, after, limit = take(), take(), takeMaybe(), tonumber(take())
  local list = stepsKey(workflow, parent)
  local ids = call('ZRANGEBYSCORE', list, after and '(' .. after or '-inf', '+inf', 'LIMIT', 0, limit)
  return rows(ids, function(id) return stepKey(workflow, id) end)
end

function reads.stepsNamed()
  local workflow, name = take(), take()
  local found = {}
  eachStep(workflow, function(id)
    local key = stepKey(workflow, id)
    if call('HGET', key, 'name') == name then found[#found + 1] = call('HGETALL', key) end
  end)
  return found
end

function reads.stepCount() return call('ZCARD', stepsKey(take(), take())) end

-- MARK: Events

-- JSON texts of types, or nil for all.
local function takeTypes()
  if take() == '-' then return nil end
  local types = {}
  for _, name in ipairs(takeMany()) do types[name] = true end
  return types
end

function reads.eventsOf()
  local workflow, afterCursor, afterSeq = take(), tonumber(take()), tonumber(take())
  local limit, types = tonumber(take()), takeTypes()
  local key = workflowKey(workflow, ':events')
  local place, count = placeOf(key, afterSeq + 1)
  if afterCursor > 0 and call('SISMEMBER', disorderedKey, workflow) == 0 then
    place = math.max(place, (placeOf(key, afterCursor + 1, cursorOf)))
  end
  local found = {}
  while place < count and #found < limit do
    local chunk = types and 100 or math.min(100, limit - #found)
    for _, event in ipairs(call('LRANGE', key, place, place + chunk - 1)) do
      local isWanted = cursorOf(event) > afterCursor and (not types or types[typeOf(event)])
      if isWanted and #found < limit then found[#found + 1] = event end
    end
    place = place + chunk
  end
  return found
end

-- An entry of the stream: its workflow, the number and cursor of its last event, and how many.
local function entryOf(entry)
  return entry[2][2], tonumber(entry[2][4]), tonumber(entry[1]:match('^%d+')), tonumber(entry[2][6])
end

-- Answer: whether the cursor lies before what is kept, how far this looked or '' for the end, and
-- workflows with events in turn.
function reads.events()
  local after, limit, types = tonumber(take()), tonumber(take()), takeTypes()
  local first = call('XRANGE', eventsKey, '-', '+', 'COUNT', 1)[1]
  if after > 0 and first then
    local _, _, cursor, count = entryOf(first)
    if cursor - count > after then return {1, '', {}} end
  end
  local entries = call('XRANGE', eventsKey, whole(after + 1) .. '-0', '+', 'COUNT', 500)
  local found, reached = {}, after
  for _, entry in ipairs(entries) do
    local workflow, seq, cursor, count = entryOf(entry)
    for back = count - 1, 0, -1 do
      if cursor - back > reached then
        if #found >= 2 * limit then return {0, whole(reached), found} end
        reached = cursor - back
        local event = eventAt(workflow, seq - back)
        if event and cursorOf(event) == reached and (not types or types[typeOf(event)]) then
          found[#found + 1] = workflow
          found[#found + 1] = event
        end
      end
    end
  end
  return {0, #entries == 500 and whole(reached) or '', found}
end

function reads.lastCursor() return call('HGET', meta, 'cursor') or '0' end
function reads.writes() return call('HGET', meta, 'writes') or '0' end

-- MARK: Conversations and documents

function reads.thread() return call('HGETALL', threadKey(take())) end

function reads.threads()
  return rows(page(threadsKey, nil, nil, tonumber(take()), tonumber(take())), threadKey)
end

function reads.messages()
  local key, after, limit = threadKey(take(), ':messages'), tonumber(take()), tonumber(take())
  return call('LRANGE', key, after, after + limit - 1)
end

function reads.lastMessages()
  local key, limit = threadKey(take(), ':messages'), tonumber(take())
  return {call('LLEN', key), call('LRANGE', key, -limit, -1)}
end

function reads.document() return call('HGETALL', documentKey(take(), take())) end

-- Keys of equal score lie in the order of their bytes; 0xFF is greater than any byte of UTF-8.
function reads.documents()
  local kind, prefixOfKeys, after, limit = take(), take(), takeMaybe(), tonumber(take())
  local from = after and '(' .. after or '[' .. prefixOfKeys
  local to = prefixOfKeys == '' and '+' or '(' .. prefixOfKeys .. '\255'
  local keys = call('ZRANGEBYLEX', documentsKey(kind), from, to, 'LIMIT', 0, limit)
  return rows(keys, function(key) return documentKey(kind, key) end)
end

-- MARK: Engines that share the store

function reads.inbox() return call('HVALS', workflowKey(take(), ':inbox')) end
function reads.mail() return call('ZRANGE', ownedMailKey(take()), 0, -1) end

function reads.claims()
  local key, limit = take(), tonumber(take())
  local waiting = limit > 0 and call('ZRANGE', queueKey(key), 0, limit - 1) or {}
  return {call('SMEMBERS', holdersKey(key)), waiting}
end

local function takeScopes()
  local scope = takeMaybe()
  return scope and {scope} or call('SMEMBERS', scopesKey), scope
end

-- The workflows of an engine in a scope (nil: all), the urgent first.
local function ownedIn(scope, engine, limit, add)
  local place, found = 0, 0
  while found < limit do
    local chunk = call('ZRANGE', ownedKey(engine), place, place + 99, 'WITHSCORES')
    if #chunk == 0 then return end
    for index = 1, #chunk, 2 do
      if not scope or call('HGET', workflowKey(chunk[index]), 'scope') == scope then
        found = found + 1
        add(chunk[index], tonumber(chunk[index + 1]))
      end
    end
    place = place + 100
  end
end

function reads.adoptable()
  local scopes, scope = takeScopes()
  local now, limit = take(), tonumber(take())
  local agents, engines = takeMany(), takeMany()
  local found, seen = {}, {}
  local function add(id, rank)
    if not seen[id] then found[#found + 1] = {id = id, rank = rank} end
    seen[id] = true
  end
  local function addAll(set)
    local chunk = call('ZRANGE', set, 0, limit - 1, 'WITHSCORES')
    for index = 1, #chunk, 2 do add(chunk[index], tonumber(chunk[index + 1])) end
  end
  if limit < 1 then return {} end
  for _, engine in ipairs(engines) do ownedIn(scope, engine, limit, add) end
  for _, each in ipairs(scopes) do
    addAll(mailKey(each))
    for _, agent in ipairs(agents) do addAll(waitingKey(each, agent)) end
    for priority = 9, 0, -1 do
      local due = call('ZRANGEBYSCORE', dueKey(each, priority), '-inf', now, 'LIMIT', 0, limit)
      for _, id in ipairs(due) do add(id, -priority) end
    end
  end
  table.sort(found, function(one, other) return one.rank < other.rank end)
  local ids = {}
  for index = 1, math.min(limit, #found) do ids[index] = found[index].id end
  return rows(ids, workflowKey)
end

function reads.nextDue()
  local earliest = nil
  for _, scope in ipairs((takeScopes())) do
    for priority = 0, 9 do
      local due = tonumber(call('ZRANGE', dueKey(scope, priority), 0, 0, 'WITHSCORES')[2])
      if due and (not earliest or due < earliest) then earliest = due end
    end
  end
  return earliest and whole(earliest) or ''
end

-- Each lease with 1 where the server's own clock says that the engine lives, 0 where it says that
-- it does not, -1 where it was not asked to watch.
function reads.leases()
  local found = {}
  for _, engine in ipairs(call('SMEMBERS', enginesKey)) do
    local lease, alive = engineKey(engine, ''), engineKey(engine, ':alive')
    local isWatched = call('HGET', lease, 'isWatched') == '1'
    found[#found + 1] = call('HGETALL', lease)
    found[#found + 1] = isWatched and call('EXISTS', alive) or -1
  end
  return found
end

return reads[take()]()
