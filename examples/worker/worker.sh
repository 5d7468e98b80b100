#!/usr/bin/env bash
# Does the work of the agent "shout" until none is left. The store is STEPWELL_STORE's.
set -euo pipefail
stepwell=${STEPWELL_BINARY:-stepwell}
claim() { "$stepwell" call agent/claim '{"agentIds": ["shout"]}' | jq -c '.calls[]'; }

while call=$(claim) && [ -n "$call" ]; do
  result=$(jq -r .input <<<"$call" | tr a-z A-Z)
  jq --arg result "$result" '{callId, result: $result}' <<<"$call" |
    "$stepwell" call agent/complete - >/dev/null
done
