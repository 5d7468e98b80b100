-- The deletion of a workflow with all that belongs to it.

-- Puts content that stands in the workflow's events into the messages of a thread that stays.
-- Such a message begins {"contentFrom":[SEQ,"PATH"],"workflowId":"…"
local function quoteMessages(thread, change)
  local key = threadKey(thread, ':messages')
  for index, message in ipairs(call('LRANGE', key, 0, -1)) do
    local seq, path = message:match('^{"contentFrom":%[(%d+),()"')
    if seq then
      local last = stringEnd(message, path)
      local owner = last + #'],"workflowId":' + 1
      if message:sub(owner, valueEnd(message, owner)) == change.quoted then
        local event = eventAt(change.id, tonumber(seq))
        local value = event and valueAt(dataOf(event), message:sub(path + 1, last - 1)) or 'null'
        call('LSET', key, index - 1, '{"content":' .. value .. message:sub(last + 2))
      end
    end
  end
end

local function deleteThreads(change)
  for _, thread in ipairs(call('SMEMBERS', workflowKey(change.id, ':threads'))) do
    local owner = call('HGET', threadKey(thread), 'workflowId')
    if owner == change.id and not change.keepsThreads then
      writers.deleteThread({id = thread})
    else
      quoteMessages(thread, change)
    end
  end
end

local function deleteDocuments(id)
  for _, entry in ipairs(call('SMEMBERS', workflowKey(id, ':documents'))) do
    local kind, key = entry:match('^([^:]*):(.*)$')
    local document = prefix .. 'document:' .. kind .. ':' .. part(key)
    if call('HGET', document, 'workflowId') == id then
      call('DEL', document)
      call('ZREM', prefix .. 'documents:' .. kind, key)
    end
  end
end

local function deleteInbox(id)
  for _, record in ipairs(call('HKEYS', workflowKey(id, ':inbox'))) do
    call('HDEL', inboxKey, record)
  end
  call('DEL', workflowKey(id, ':inbox'))
end

local function deleteSteps(id)
  eachStep(id, function(step, list)
    call('DEL', stepKey(id, step))
    call('ZREM', list, step)
  end)
end

function writers.deleteWorkflow(change)
  local id = change.id
  local row = rowOf(id)
  if not row then return end
  appendEvents(id)
  enlistForAdoption(false, id, row)
  if row.key then call('HDEL', keysKey, row.key) end
  if row.status then call('ZREM', statusKey(row.status), id) end
  call('ZREM', workflowsKey, id)
  deleteInbox(id)
  deleteThreads(change)
  deleteDocuments(id)
  deleteSteps(id)
  call('DEL', workflowKey(id), workflowKey(id, ':events'), workflowKey(id, ':threads'),
    workflowKey(id, ':documents'), workflowKey(id, ':parents'))
  call('SREM', disorderedKey, id)
  call('SADD', deletedKey, id)
  rows[id], tails[id] = false, 0
end
