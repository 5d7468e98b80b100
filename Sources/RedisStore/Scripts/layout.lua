-- Where everything lies, and how a script takes its arguments. The only place that makes keys.

local call = redis.call
local prefix, taken = ARGV[1], 1

local function take()
  taken = taken + 1
  return ARGV[taken]
end

-- '-' for nothing, '+TEXT' for a text.
local function takeMaybe()
  local text = take()
  if text ~= '-' then return text:sub(2) end
end

-- A count and as many texts.
local function takeMany()
  local texts = {}
  for index = 1, tonumber(take()) do texts[index] = take() end
  return texts
end

-- Colons separate the parts of a key, so those within a part are written otherwise.
local function part(text)
  return (text:gsub('[%%:]', {['%'] = '%25', [':'] = '%3A'}))
end

-- 'step' would meet the keys of steps.
local function workflowKey(id, rest)
  local name = id == 'step' and '%73tep' or part(id)
  return prefix .. 'workflow:' .. name .. (rest or '')
end

local function threadKey(id, rest)
  return prefix .. 'thread:' .. part(id) .. (rest or '')
end

local function documentKey(kind, key)
  return prefix .. 'document:' .. part(kind) .. ':' .. part(key)
end

local function engineKey(engine, rest)
  return prefix .. 'engine:' .. part(engine) .. rest
end

-- The steps below one parent, '' for the top level, by their positions.
local function stepsKey(workflow, parent)
  return workflowKey(workflow, parent == '' and ':steps' or ':steps:' .. part(parent))
end

-- A step's hash, and the longer name that it has where another workflow's step has that id.
local function stepKeys(workflow, id)
  local plainKey = prefix .. 'workflow:step:' .. part(id)
  return plainKey, plainKey .. ':' .. part(workflow)
end

local function stepKey(workflow, id)
  local plainKey, longKey = stepKeys(workflow, id)
  return call('HGET', plainKey, 'workflowId') == workflow and plainKey or longKey
end

local meta = prefix .. 'stepwell'
local workflowsKey = prefix .. 'workflows'
local statusesKey = prefix .. 'workflows:statuses'
local deletedKey = prefix .. 'workflows:deleted'
local keysKey = prefix .. 'workflows:keys'
local threadsKey = prefix .. 'threads'
local eventsKey = prefix .. 'events'
local disorderedKey = prefix .. 'events:disordered'
local inboxKey = prefix .. 'inbox'
local operationsKey = prefix .. 'operations'
local enginesKey = prefix .. 'engines'
local scopesKey = prefix .. 'scopes'

local function statusKey(status) return prefix .. 'workflows:status:' .. part(status) end
local function documentsKey(kind) return prefix .. 'documents:' .. part(kind) end
local function holdersKey(claim) return prefix .. 'claim:' .. part(claim) .. ':holders' end
local function queueKey(claim) return prefix .. 'claim:' .. part(claim) .. ':queue' end

-- What engines look for: the workflows of an engine, those with mail, those that fall due, those
-- that wait for an agent. Scores are priorities, negated so that the urgent come first.
local function ownedKey(engine) return engineKey(engine, ':workflows') end
local function ownedMailKey(engine) return engineKey(engine, ':mail') end
local function mailKey(scope) return prefix .. 'mail:' .. part(scope) end
local function dueKey(scope, priority) return prefix .. 'due:' .. part(scope) .. ':' .. priority end
local function waitingKey(scope, agent)
  return prefix .. 'waiting:' .. part(scope) .. ':' .. part(agent)
end

local function isDeleted(id) return call('SISMEMBER', deletedKey, id) == 1 end

-- Lua writes big numbers with an exponent.
local function whole(number) return string.format('%.0f', number) end

-- Every step of a workflow, each with the list it stands in.
local function eachStep(workflow, visit)
  local parents = call('SMEMBERS', workflowKey(workflow, ':parents'))
  parents[#parents + 1] = ''
  for _, parent in ipairs(parents) do
    local list = stepsKey(workflow, parent)
    for _, id in ipairs(call('ZRANGE', list, 0, -1)) do visit(id, list) end
  end
end
