-- What would refuse a commit's changes halfway, found before any is made: a script that stopped in
-- the middle would leave what it had written.

-- What the changes looked at so far would make of the records.
local written, gone, keyHolders, mailOf, seqs = {}, {}, {}, {}, {}

local function isAlive(id)
  return written[id] ~= nil or (not gone[id] and rowOf(id) ~= nil)
end

local foresee = {}

function foresee.workflow(change)
  local id, key = change.id, change.row.key
  local old = written[id] or rowOf(id)
  if gone[id] or (not old and isDeleted(id)) then return 'conflict' end
  local oldKey = old and old.key
  if oldKey then keyHolders[oldKey] = false end
  if key then
    local holder = keyHolders[key]
    if holder == nil then holder = call('HGET', keysKey, key) end
    if holder then return 'conflict' end
    keyHolders[key] = id
  end
  written[id] = {key = key}
end

function foresee.step(change)
  if not isAlive(change.workflow) then return 'notFound' end
end

function foresee.event(change)
  local id, seq = change.workflow, change.seq
  if not isAlive(id) and not gone[id] and not isDeleted(id) then return 'notFound' end
  seqs[id] = seqs[id] or {}
  local isTaken = not gone[id] and seq <= lastSeq(id) and eventAt(id, seq)
  if seqs[id][seq] or isTaken then return 'conflict' end
  seqs[id][seq] = true
end

function foresee.inbox(change)
  if not isAlive(change.workflow) then return nil end
  local holder = mailOf[change.id]
  if holder == nil then holder = call('HGET', inboxKey, change.id) end
  if holder then return 'conflict' end
  mailOf[change.id] = change.workflow
end

function foresee.drain(change)
  for _, id in ipairs(change.ids) do
    local holder = mailOf[id]
    if holder == nil then holder = call('HGET', inboxKey, id) end
    if holder == change.workflow then mailOf[id] = false end
  end
end

function foresee.deleteWorkflow(change)
  local id = change.id
  if not isAlive(id) then return nil end
  local key = (written[id] or rowOf(id)).key
  if key then keyHolders[key] = false end
  for _, record in ipairs(call('HKEYS', workflowKey(id, ':inbox'))) do mailOf[record] = false end
  for record, holder in pairs(mailOf) do
    if holder == id then mailOf[record] = false end
  end
  written[id], seqs[id], gone[id] = nil, nil, true
end
