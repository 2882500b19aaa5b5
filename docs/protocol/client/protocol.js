// The messages: their form, their topics, what is signed, and whether to believe one. Reads ../schemas and ../eip712.json.

import { readFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import Ajv from "ajv/dist/2020.js";
import { TypedDataEncoder, recoverAddress } from "ethers";
import { parseStrictly } from "./json.js";
import { brokenRule } from "./rules.js";

export const DOCUMENTS = new URL("../", import.meta.url);
export const readDocument = (name) => JSON.parse(readFileSync(new URL(name, DOCUMENTS), "utf8"));

const VERSION = 1;
const SKEW = 30; // seconds that two honest clocks may be apart
const { domain, types, primaryTypes } = readDocument("eip712.json");
const ENVELOPE = new Set(["headroom", "type", "chainId", "body", "signature"]);

// Lengths are counted in UTF-16 code units, as JavaScript itself does: hence no "unicode", which Ajv would warn of.
const ajv = new Ajv({ strict: false, unicode: false, logger: false });
for (const kind of Object.keys(primaryTypes)) ajv.addSchema(readDocument(`schemas/${kind}.json`));
const bodyForm = Object.fromEntries(
  Object.keys(primaryTypes).map((kind) => [kind, ajv.getSchema(`urn:headroom:1:${kind}#/properties/body`)]),
);

/** Whether a whole message fits its published schema; the faults, or null. */
export function schemaFaults(message) {
  const form = ajv.getSchema(`urn:headroom:1:${message.type}`);
  return form(message) ? null : form.errors;
}

/** A struct's type with those that it uses, and nothing else: ethers takes no more. */
export function typesOf(kind) {
  const used = {};
  const add = (name) => {
    if (used[name] || !types[name]) return;
    used[name] = types[name];
    for (const field of types[name]) add(field.type.replace("[]", ""));
  };
  add(primaryTypes[kind]);
  return used;
}

export const domainOf = (chainId) => ({ ...domain, chainId });
export const digestOf = (kind, chainId, body) => TypedDataEncoder.hash(domainOf(chainId), typesOf(kind), body);

/** Addresses and bytes in lower case, whoever wrote them with a checksum. */
function lowerCase(type, value) {
  if (type.endsWith("[]")) return value.map((each) => lowerCase(type.slice(0, -2), each));
  if (types[type])
    return Object.fromEntries(types[type].map((field) => [field.name, lowerCase(field.type, value[field.name])]));
  return /^(address|bytes)/.test(type) ? value.toLowerCase() : value;
}

/** One level of a topic: each byte that is not plain is % and two upper-case hexadecimal digits. */
export function level(text) {
  return [...Buffer.from(text)]
    .map((byte) => String.fromCharCode(byte))
    .map((c) => (/[A-Za-z0-9\-._]/.test(c) ? c : "%" + c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")))
    .join("");
}

const TOPICS = {
  offer: (b) => [b.provider, level(b.gpu)],
  order: (b) => [b.renter, b.id],
  bid: (b) => [b.provider, b.renter, b.order, b.id],
  acceptance: (b) => [b.renter, b.provider, b.lease],
  update: (b) => [b.provider, b.renter, b.lease, b.number],
  log: (b) => [b.provider, b.renter, b.lease],
  stop: (b) => [b.renter, b.provider, b.lease],
  receipt: (b) => [b.provider, b.renter, b.lease],
};

/** @param body with its addresses in lower case */
export const topicOf = (kind, body) => [`headroom/${VERSION}/${kind}`, ...TOPICS[kind](body)].join("/");
export const authorOf = (kind, body) => (["order", "acceptance", "stop"].includes(kind) ? body.renter : body.provider);

/** A message ready to be sent. @param wallet an ethers wallet, the author */
export async function signed(wallet, chainId, kind, fields, seconds) {
  const issuedAt = Math.floor(Date.now() / 1000);
  const nonce = "0x" + randomBytes(32).toString("hex");
  const body = { ...fields, issuedAt, expiresAt: issuedAt + seconds, nonce };
  const signature = await wallet.signTypedData(domainOf(chainId), typesOf(kind), body);
  const message = { headroom: VERSION, type: kind, chainId, body, signature };
  const faults = schemaFaults(message);
  if (faults) throw new Error(`this ${kind} would be refused: ${JSON.stringify(faults)}`);
  return message;
}

/** Of what a message is its author's word: one content under each. */
const SUBJECTS = {
  offer: (b) => [b.id],
  order: (b) => [b.id],
  bid: (b) => [b.id],
  acceptance: (b) => [b.lease],
  update: (b) => [`${b.lease}/${b.number}`],
  log: (b) => [`${b.lease}/${b.offset}+${b.text.length}`],
  stop: (b) => [b.lease],
  receipt: (b) => [`number ${b.number}`, b.lease],
};

/** What is said, apart from its validity. The fields are in the order of the struct. */
const contentOf = ({ issuedAt, expiresAt, nonce, ...content }) => JSON.stringify(content);

/** Lets messages in, or says why not, in the order of "Receiving". */
export class Gate {
  // Of a real client: kept on disk, until the message is over.
  #said = new Map();
  #nonces = new Map();

  constructor(chainId) {
    this.chainId = chainId;
  }

  /** @returns {{reason: string, detail?: string} | {kind: string, body: object, digest: string}} */
  judge(topic, bytes, now = Math.floor(Date.now() / 1000)) {
    const most = topic.startsWith(`headroom/${VERSION}/log/`) ? 128 << 10 : 32 << 10;
    if (bytes.length > most) return { reason: "TOO_LARGE" };
    let message;
    try {
      message = parseStrictly(bytes);
    } catch (e) {
      return { reason: "MALFORMED", detail: e.message };
    }
    const { headroom, type: kind, chainId, body: written, signature } = message;
    if (typeof kind !== "string") return { reason: "MALFORMED", detail: "no type" };
    if (!Object.hasOwn(primaryTypes, kind)) return { reason: "UNKNOWN_TYPE" };
    if (!Number.isInteger(headroom)) return { reason: "MALFORMED", detail: "no version" };
    if (headroom !== VERSION) return { reason: "UNKNOWN_VERSION" };
    if (chainId !== this.chainId) return { reason: "INVALID", detail: "another chain" };
    const extra = Object.keys(message).find((name) => !ENVELOPE.has(name));
    if (extra) return { reason: "INVALID", detail: "a field that is not signed" };
    if (!bodyForm[kind](written)) return { reason: "INVALID", detail: JSON.stringify(bodyForm[kind].errors) };
    const body = lowerCase(primaryTypes[kind], written);
    const broken = brokenRule(kind, body, chainId);
    if (broken) return { reason: "INVALID", detail: broken };
    if (topic !== topicOf(kind, body)) return { reason: "WRONG_TOPIC", detail: `belongs on ${topicOf(kind, body)}` };
    return this.#judgeSigned(kind, body, signature, now);
  }

  #judgeSigned(kind, body, signature, now) {
    if (!/^0x[0-9a-f]{130}$/i.test(signature ?? "")) return { reason: "UNSIGNED" };
    const digest = digestOf(kind, this.chainId, body);
    if (signerOf(digest, signature) !== authorOf(kind, body)) return { reason: "WRONG_SIGNER" };
    if (body.expiresAt + SKEW <= now) return { reason: "EXPIRED" };
    if (body.issuedAt - SKEW > now) return { reason: "FROM_THE_FUTURE" };
    const content = contentOf(body);
    const subjects = SUBJECTS[kind](body).map((subject) => `${authorOf(kind, body)} ${kind} ${subject}`);
    if (subjects.some((subject) => (this.#said.get(subject) ?? content) !== content)) return { reason: "EQUIVOCATION" };
    const nonce = authorOf(kind, body) + body.nonce;
    if ((this.#nonces.get(nonce) ?? digest) !== digest) return { reason: "REPLAYED" };
    this.#nonces.set(nonce, digest);
    for (const subject of subjects) this.#said.set(subject, content);
    return { kind, body, digest };
  }
}

/** The signer's address in lower case; null where the signature is in no form that the protocol takes. */
export function signerOf(digest, signature) {
  if (!/1[bc]$/i.test(signature)) return null; // v is 27 or 28
  try {
    return recoverAddress(digest, signature).toLowerCase(); // ethers refuses a high s
  } catch {
    return null;
  }
}
