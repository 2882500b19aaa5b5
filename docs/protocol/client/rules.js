// What the schemas cannot say. A message that breaks one of these is INVALID.

const AMOUNTS = ["askPerHour", "ceilingPerHour", "perHour", "energyMillijoules", "amountDue"];
const LONGEST_VALIDITY = 400 * 86_400; // seconds

const rising = (names) => names.every((name, i) => i === 0 || names[i - 1] < name); // by UTF-16 code units

/** Every text in a body, however deep. */
function* texts(value) {
  if (typeof value === "string") yield value;
  else if (value && typeof value === "object") for (const each of Object.values(value)) yield* texts(each);
}

/** The first rule that a body breaks, in words; null where it keeps all. */
export function brokenRule(kind, body, chainId) {
  for (const text of texts(body)) if (!text.isWellFormed()) return "half a character (a lone surrogate)";
  for (const name of AMOUNTS)
    if (name in body && BigInt(body[name]) >= 1n << 63n) return `${name} is more than there can be`;
  if (body.expiresAt <= body.issuedAt) return "expires before it is issued";
  if (body.expiresAt - body.issuedAt > LONGEST_VALIDITY) return "valid for more than 400 days";
  const paid = body.payment ?? body.stream;
  if (paid && paid.chainId !== chainId) return "is paid on another chain";
  if (body.stream && BigInt(body.stream.id) >= 1n << 256n) return "a stream's number has more than 256 bits";
  return KINDS[kind]?.(body) ?? null;
}

const KINDS = {
  order({ manifest, startNotBefore, startNotAfter }) {
    const told = manifest.environment.map((variable) => variable.name);
    if (!rising(told)) return "the environment is not sorted, or has a name twice";
    if (!rising(manifest.secrets)) return "the secrets are not sorted";
    if (manifest.secrets.some((name) => told.includes(name))) return "a secret that the environment tells";
    if (startNotBefore && startNotAfter && startNotAfter <= startNotBefore) return "the start closes before it opens";
  },
  bid({ gpus }) {
    if (new Set(gpus.map((gpu) => gpu.id)).size !== gpus.length) return "a GPU stands there twice";
  },
  acceptance({ lease, bid, sealed }) {
    if (lease !== bid) return "the lease is not the bid's";
    if (sealed.ciphertext.length % 2) return "half a byte of ciphertext";
  },
  receipt({ lease, bid, energyKnown, energyMillijoules, startedAt, endedAt, ratePerSecond }) {
    if (lease !== bid) return "the lease is not the bid's";
    if (!energyKnown && energyMillijoules !== "0") return "energy that is not known";
    if (endedAt < startedAt) return "ended before it began";
    if (BigInt(ratePerSecond) >= 1n << 128n) return "a rate of more than 128 bits";
  },
};
