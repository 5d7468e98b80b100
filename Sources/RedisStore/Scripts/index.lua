-- What an engine that looks for work asks for, kept with every write of a workflow.

local indexed = {'status', 'owner', 'scope', 'due', 'wants', 'priority', 'key'}

-- The members of a workflow's row that are indexed; nil where there is no workflow.
local function indexedRow(id)
  if not exists(id) then return nil end
  local values, row = call('HMGET', workflowKey(id), unpack(indexed)), {}
  for index, name in ipairs(indexed) do row[name] = values[index] or nil end
  row.scope, row.wants, row.priority = row.scope or '', row.wants or '[]', row.priority or '0'
  return row
end

local function differs(old, new)
  for _, name in ipairs(indexed) do
    if name ~= 'status' and name ~= 'key' and old[name] ~= new[name] then return true end
  end
  return false
end

local function enlist(isListed, key, score, id)
  if isListed then call('ZADD', key, score, id) else call('ZREM', key, id) end
end

local function enlistMail(isListed, id, row)
  local key = row.owner and ownedMailKey(row.owner) or mailKey(row.scope)
  enlist(isListed, key, -tonumber(row.priority), id)
end

local function enlistForAdoption(isListed, id, row)
  if call('EXISTS', workflowKey(id, ':inbox')) == 1 then enlistMail(isListed, id, row) end
  local rank = -tonumber(row.priority)
  if row.owner then return enlist(isListed, ownedKey(row.owner), rank, id) end
  if isListed then call('SADD', scopesKey, row.scope) end
  if row.due then enlist(isListed, dueKey(row.scope, row.priority), row.due, id) end
  for _, agent in ipairs(cjson.decode(row.wants)) do
    enlist(isListed, waitingKey(row.scope, agent), rank, id)
  end
end
