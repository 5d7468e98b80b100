-- The changes of a commit: how each is taken from the arguments, and how it is written.

-- Names and values of a hash, with those to remove: `flat` for HSET, `row` by name.
local function takeFields(change)
  change.flat, change.row = takeMany(), {}
  for index = 1, #change.flat, 2 do change.row[change.flat[index]] = change.flat[index + 1] end
  change.absent = takeMany()
  return change
end

local function writeFields(key, change, isNew)
  if not isNew and #change.absent > 0 then call('HDEL', key, unpack(change.absent)) end
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
  local old = rowOf(id)
  local moves = not old or differs(old, new)
  if old and moves then enlistForAdoption(false, id, old) end
  if old and old.key and old.key ~= new.key then call('HDEL', keysKey, old.key) end
  if new.key then call('HSET', keysKey, new.key, id) end
  if not old or old.status ~= new.status then
    if old and old.status then call('ZREM', statusKey(old.status), id) end
    call('SADD', statusesKey, new.status)
  end
  new.operation, new.creation = operation, old and old.creation or operation
  for _, name in ipairs({'operation', 'creation'}) do
    change.flat[#change.flat + 1] = name
    change.flat[#change.flat + 1] = new[name]
  end
  writeFields(workflowKey(id), change, not old)
  rows[id] = new
  call('ZADD', workflowsKey, change.updated, id)
  call('ZADD', statusKey(new.status), change.updated, id)
  if moves then enlistForAdoption(true, id, new) end
end

-- Adds what a payload that stands in an event is among a step's fields, unless it is there already.
local function addPayload(change, name, known)
  local payload, flat, absent = change[name], change.flat, change.absent
  if payload.kind ~= 'event' or known == payload.from then return end
  local value = payload.value
  if not value then
    local event = eventAt(change.workflow, payload.seq)
    value = event and valueAt(dataOf(event), payload.path)
  end
  flat[#flat + 1], flat[#flat + 2] = name .. 'From', payload.from
  local isText = value and value:byte(1) == quote
  if value then flat[#flat + 1], flat[#flat + 2] = name, isText and plain(value) or value end
  if not value then absent[#absent + 1] = name end
  if value and not isText then
    flat[#flat + 1], flat[#flat + 2] = name .. 'Format', 'json'
  else
    absent[#absent + 1] = name .. 'Format'
  end
end

-- Where a step is kept, and what has to be known of it; nothing of a new one.
local function stepBefore(workflow, id)
  local plainKey, longKey = stepKeys(workflow, id)
  local fields = {'workflowId', 'parentId', 'position', 'inputFrom', 'resultFrom'}
  local old = call('HMGET', plainKey, unpack(fields))
  if old[1] == workflow then return plainKey, old end
  if call('EXISTS', longKey) == 1 then return longKey, call('HMGET', longKey, unpack(fields)) end
  return old[1] and longKey or plainKey, {}
end

function writers.step(change)
  local key, old = stepBefore(change.workflow, change.id)
  local isNew, oldParent = not old[1], old[2] or ''
  if not isNew and oldParent ~= change.parent then
    call('ZREM', stepsKey(change.workflow, oldParent), change.id)
  end
  if isNew or oldParent ~= change.parent or old[3] ~= change.position then
    call('ZADD', stepsKey(change.workflow, change.parent), change.position, change.id)
  end
  if change.parent ~= '' then
    call('SADD', workflowKey(change.workflow, ':parents'), change.parent)
  end
  addPayload(change, 'input', old[4])
  addPayload(change, 'result', old[5])
  writeFields(key, change, isNew)
end

-- Events that follow those of a workflow go to its list together, when all changes are made.
local appended = {}

local function appendEvents(workflow)
  local events, key = appended[workflow] or {}, workflowKey(workflow, ':events')
  for first = 1, #events, 500 do
    call('RPUSH', key, unpack(events, first, math.min(first + 499, #events)))
  end
  appended[workflow] = nil
end

-- Besides the workflow's own list, one stream has the order of all; its oldest part is forgotten.
-- Events that follow each other in both are one entry, under the last cursor.
local run = nil

local function appendRun(kept)
  if not run then return end
  call('XADD', eventsKey, 'MAXLEN', '~', kept, run.cursor .. '-0',
    'workflow', run.workflow, 'seq', whole(run.seq), 'count', run.count)
  run = nil
end

local function addToRun(change, cursor, kept)
  local goesOn = run and run.workflow == change.workflow and run.seq + 1 == change.seq
  if not goesOn then
    appendRun(kept)
    run = {workflow = change.workflow, count = 0}
  end
  run.seq, run.cursor, run.count = change.seq, cursor, run.count + 1
end

function writers.event(change, _, cursor, kept)
  local id, seq = change.workflow, change.seq
  local event = '{"seq":' .. whole(seq) .. ',"cursor":' .. cursor .. change.rest
  addToRun(change, cursor, kept)
  if seq > lastSeq(id) then
    appended[id] = appended[id] or {}
    table.insert(appended[id], event)
    tails[id] = seq
    return
  end
  appendEvents(id)
  local key = workflowKey(id, ':events')
  call('LINSERT', key, 'BEFORE', call('LINDEX', key, (placeOf(key, seq))), event)
  call('SADD', disorderedKey, id)
end

local function finishEvents(kept)
  appendRun(kept)
  for workflow in pairs(appended) do appendEvents(workflow) end
end

function writers.thread(change)
  local key = threadKey(change.id)
  call('ZADD', threadsKey, change.updated, change.id)
  local createdAt = call('HGET', key, 'createdAt')
  if createdAt and change.isOpened then
    call('HSET', key, 'updatedAt', change.row.updatedAt)
    return
  end
  writeFields(key, change, not createdAt)
  if createdAt then call('HSET', key, 'createdAt', createdAt) end
  local owner = change.row.workflowId
  if owner then call('SADD', workflowKey(owner, ':threads'), change.id) end
end

function writers.message(change)
  local thread = call('HMGET', threadKey(change.thread), 'id', 'workflowId')
  if not thread[1] then return end
  local messages = threadKey(change.thread, ':messages')
  local positions = threadKey(change.thread, ':positions')
  local position = call('HGET', positions, change.id)
  if position then
    call('LSET', messages, tonumber(position) - 1, change.text)
  else
    call('HSET', positions, change.id, call('RPUSH', messages, change.text))
  end
  -- A workflow's own threads are listed already.
  if change.cites and change.cites ~= thread[2] then
    call('SADD', workflowKey(change.cites, ':threads'), change.thread)
  end
end

function writers.deleteThread(change)
  local id = change.id
  call('ZREM', threadsKey, id)
  call('DEL', threadKey(id), threadKey(id, ':messages'), threadKey(id, ':positions'))
end

function writers.document(change)
  local key = documentKey(change.document, change.key)
  writeFields(key, change, call('HINCRBY', key, 'revision', 1) == 1)
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
  local row = rowOf(change.workflow)
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
  local row = rowOf(change.workflow)
  if found > 0 and row and call('EXISTS', inbox) == 0 then
    enlistMail(false, change.workflow, row)
  end
end

function writers.release(change)
  call('SREM', holdersKey(change.key), change.holder)
  call('ZREM', queueKey(change.key), change.holder)
end
