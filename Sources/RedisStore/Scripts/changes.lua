-- The changes of a commit: how each is taken from the arguments, and how it is written.

-- Names and values of a hash, with those to remove: `flat` for HSET, `row` by name.
local function takeFields(change)
  change.flat, change.row = takeMany(), {}
  for index = 1, #change.flat, 2 do change.row[change.flat[index]] = change.flat[index + 1] end
  change.absent = takeMany()
  return change
end

local function writeFields(key, change)
  if #change.absent > 0 then call('HDEL', key, unpack(change.absent)) end
  call('HSET', key, unpack(change.flat))
end

-- A step's input or result: written among the fields, or standing in an event. Readers of the hash
-- see the value either way; the engine remembers from where it came.
local function takePayload()
  local payload = {kind = take()}
  if payload.kind == 'event' then
    payload.from, payload.seq, payload.path = take(), tonumber(take()), take()
    payload.value = takeMaybe()
  end
  return payload
end

local takers = {}

function takers.workflow() return takeFields({id = take(), updated = take()}) end
function takers.step()
  local change = {workflow = take(), id = take(), parent = take(), position = take()}
  change.input, change.result = takePayload(), takePayload()
  return takeFields(change)
end
function takers.event() return {workflow = take(), seq = tonumber(take()), rest = take()} end
function takers.thread()
  return takeFields({id = take(), isOpened = take() == '1', updated = take()})
end
function takers.message()
  return {thread = take(), id = take(), cites = takeMaybe(), text = take()}
end
function takers.deleteThread() return {id = take()} end
function takers.document() return takeFields({document = take(), key = take()}) end
function takers.deleteDocument() return {document = take(), key = take()} end
function takers.inbox() return {id = take(), workflow = take(), text = take()} end
function takers.drain() return {workflow = take(), ids = takeMany()} end
function takers.release() return {key = take(), holder = take()} end
function takers.deleteWorkflow()
  return {id = take(), quoted = take(), keepsThreads = take() == '1'}
end

local writers = {}

function writers.workflow(change, operation)
  local id, new = change.id, change.row
  local old = indexedRow(id)
  local moves = not old or differs(old, new)
  if old and moves then enlistForAdoption(false, id, old) end
  if old and old.key and old.key ~= new.key then call('HDEL', keysKey, old.key) end
  if new.key then call('HSET', keysKey, new.key, id) end
  if not old or old.status ~= new.status then
    if old and old.status then call('ZREM', statusKey(old.status), id) end
    call('SADD', statusesKey, new.status)
  end
  local key = workflowKey(id)
  writeFields(key, change)
  call('HSET', key, 'operation', operation)
  if not old then call('HSET', key, 'creation', operation) end
  call('ZADD', workflowsKey, change.updated, id)
  call('ZADD', statusKey(new.status), change.updated, id)
  if moves then enlistForAdoption(true, id, new) end
end

local function writePayload(key, name, change, known)
  local payload = change[name]
  if payload.kind ~= 'event' or known == payload.from then return end
  local value = payload.value
  if not value then
    local event = eventAt(change.workflow, payload.seq)
    value = event and valueAt(dataOf(event), payload.path)
  end
  call('HSET', key, name .. 'From', payload.from)
  call('HDEL', key, name, name .. 'Format')
  if not value then return end
  if value:byte(1) == quote then
    call('HSET', key, name, plain(value))
  else
    call('HSET', key, name, value, name .. 'Format', 'json')
  end
end

function writers.step(change)
  local key = stepKey(change.workflow, change.id)
  local old = call('HMGET', key, 'id', 'parentId', 'inputFrom', 'resultFrom')
  local oldParent = old[2] or ''
  if old[1] and oldParent ~= change.parent then
    call('ZREM', stepsKey(change.workflow, oldParent), change.id)
  end
  call('ZADD', stepsKey(change.workflow, change.parent), change.position, change.id)
  if change.parent ~= '' then
    call('SADD', workflowKey(change.workflow, ':parents'), change.parent)
  end
  writeFields(key, change)
  writePayload(key, 'input', change, old[3])
  writePayload(key, 'result', change, old[4])
end

-- Besides the workflow's own list, one stream has the order of all; its oldest part is forgotten.
function writers.event(change, _, cursor, kept)
  local key = workflowKey(change.workflow, ':events')
  local event = '{"seq":' .. whole(change.seq) .. ',"cursor":' .. cursor .. change.rest
  local place, count = placeOf(key, change.seq)
  if place == count then
    call('RPUSH', key, event)
  else
    call('LINSERT', key, 'BEFORE', call('LINDEX', key, place), event)
    call('SADD', disorderedKey, change.workflow)
  end
  call('XADD', eventsKey, 'MAXLEN', '~', kept, cursor .. '-0',
    'workflow', change.workflow, 'seq', whole(change.seq))
end

function writers.thread(change)
  local key = threadKey(change.id)
  call('ZADD', threadsKey, change.updated, change.id)
  local createdAt = call('HGET', key, 'createdAt')
  if createdAt and change.isOpened then
    call('HSET', key, 'updatedAt', change.row.updatedAt)
    return
  end
  writeFields(key, change)
  if createdAt then call('HSET', key, 'createdAt', createdAt) end
  local owner = change.row.workflowId
  if owner then call('SADD', workflowKey(owner, ':threads'), change.id) end
end

function writers.message(change)
  if call('EXISTS', threadKey(change.thread)) == 0 then return end
  local messages = threadKey(change.thread, ':messages')
  local positions = threadKey(change.thread, ':positions')
  local position = call('HGET', positions, change.id)
  if position then
    call('LSET', messages, tonumber(position) - 1, change.text)
  else
    call('HSET', positions, change.id, call('RPUSH', messages, change.text))
  end
  if change.cites then call('SADD', workflowKey(change.cites, ':threads'), change.thread) end
end

function writers.deleteThread(change)
  local id = change.id
  call('ZREM', threadsKey, id)
  call('DEL', threadKey(id), threadKey(id, ':messages'), threadKey(id, ':positions'))
end

function writers.document(change)
  local key = documentKey(change.document, change.key)
  writeFields(key, change)
  call('HINCRBY', key, 'revision', 1)
  call('ZADD', documentsKey(change.document), 0, change.key)
  local owner = change.row.workflowId
  if owner then
    call('SADD', workflowKey(owner, ':documents'), part(change.document) .. ':' .. change.key)
  end
end

function writers.deleteDocument(change)
  call('DEL', documentKey(change.document, change.key))
  call('ZREM', documentsKey(change.document), change.key)
end

function writers.inbox(change)
  local row = indexedRow(change.workflow)
  if not row then return end
  local inbox = workflowKey(change.workflow, ':inbox')
  local isFirst = call('EXISTS', inbox) == 0
  local number = whole(call('HINCRBY', meta, 'received', 1))
  call('HSET', inbox, change.id, number .. ' ' .. change.text)
  call('HSET', inboxKey, change.id, change.workflow)
  if isFirst then enlistMail(true, change.workflow, row) end
end

function writers.drain(change)
  local inbox = workflowKey(change.workflow, ':inbox')
  local found = 0
  for _, id in ipairs(change.ids) do
    if call('HDEL', inbox, id) == 1 then
      call('HDEL', inboxKey, id)
      found = found + 1
    end
  end
  local row = indexedRow(change.workflow)
  if found > 0 and row and call('EXISTS', inbox) == 0 then
    enlistMail(false, change.workflow, row)
  end
end

function writers.release(change)
  call('SREM', holdersKey(change.key), change.holder)
  call('ZREM', queueKey(change.key), change.holder)
end
