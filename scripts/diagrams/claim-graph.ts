/** The life of a claim, from the one commit that makes it to the one that ends it. */
export function lifeOfAClaim(): string {
  return `none [label="no claim", style="rounded,dashed"]
live [label="live\\nclaimId, owner, expiry"]
over [label="over\\nothers may try"]
ended [label="completed\\nthe clip is recorded"]
free [label="given back\\nfailed or released"]
lost [label="replaced\\nthe clip stays in the bucket"]
none -> live [label=" claim "]
live -> live [label=" heartbeat, submitted "]
live -> over [label=" no heartbeat\\n for leaseMs "]
over -> live [label=" heartbeat "]
live -> ended [label=" complete "]
over -> ended [label=" complete, however late "]
live -> free [label=" fail, release "]
live -> lost [label=" reset, reject,\\n upload, restore "]
over -> lost [label=" claim of another "]`
}
