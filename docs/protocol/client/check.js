// Checks every vector in ../vectors: hashes, signatures, refusals, sealed secrets. Run: npm run check

import { readdirSync } from "node:fs";
import assert from "node:assert/strict";
import { TypedDataEncoder, Wallet } from "ethers";
import { DOCUMENTS, Gate, digestOf, domainOf, readDocument, schemaFaults, topicOf, typesOf } from "./protocol.js";
import { keyPairOf, open, seal } from "./sealing.js";

const keys = readDocument("vectors/keys.json");
const wallets = Object.fromEntries([keys.renter, keys.provider].map((k) => [k.address, new Wallet(k.privateKey)]));

async function checkMessage(name, { topic, message, typedData, domainSeparator, structHash, digest, signer }) {
  const { type: kind, chainId, body, signature } = message;
  const types = typesOf(kind);
  assert.equal(schemaFaults(message), null, `${name}: schema`);
  assert.equal(topicOf(kind, body), topic, `${name}: topic`);
  const { EIP712Domain, ...published } = typedData.types;
  assert.deepEqual(types, published, `${name}: types`);
  assert.equal(TypedDataEncoder.hashDomain(domainOf(chainId)), domainSeparator, `${name}: domain separator`);
  assert.equal(TypedDataEncoder.from(types).hash(body), structHash, `${name}: struct hash`);
  assert.equal(digestOf(kind, chainId, body), digest, `${name}: digest`);
  assert.equal(digestOf(kind, chainId, typedData.message), digest, `${name}: typed data`);
  // Deterministic (RFC 6979): whoever signs with the published key gets the published signature.
  assert.equal(await wallets[signer].signTypedData(domainOf(chainId), types, body), signature, `${name}: signature`);
  const verdict = new Gate(chainId).judge(topic, Buffer.from(JSON.stringify(message)), body.issuedAt);
  assert.equal(verdict.digest, digest, `${name}: ${verdict.reason} ${verdict.detail ?? ""}`);
}

function checkRefusal({ name, reason, topic, now, text, spaces, hex, after }) {
  const gate = new Gate(31337);
  if (after) gate.judge(after.topic, Buffer.from(after.text), now);
  const bytes = hex ? Buffer.from(hex, "hex") : Buffer.from(text + " ".repeat(spaces ?? 0));
  const verdict = gate.judge(topic, bytes, now);
  assert.equal(verdict.reason ?? "none", reason, `${name}: ${verdict.detail ?? ""}`);
}

async function checkSealed({ recipient, aad, plaintext, enc, ciphertext, acceptance }) {
  const { body } = readDocument(`vectors/${acceptance}`).message;
  assert.deepEqual(body.sealed, { enc, ciphertext });
  assert.equal([body.lease, body.order, body.renter, body.provider].join("|"), aad);
  const pair = await keyPairOf(recipient.privateKey, recipient.publicKey);
  assert.equal(await open(pair, body.sealed, body), plaintext);
  const again = await seal(recipient.publicKey, body, JSON.parse(plaintext));
  assert.deepEqual(JSON.parse(await open(pair, again, body)), JSON.parse(plaintext));
  await assert.rejects(open(pair, body.sealed, { ...body, lease: "another-lease" }));
}

let messages = 0;
for (const file of readdirSync(new URL("vectors", DOCUMENTS))) {
  const vector = readDocument(`vectors/${file}`);
  if (!vector.message) continue;
  await checkMessage(file, vector);
  messages++;
}
const refusals = readDocument("vectors/refusals.json").vectors;
refusals.forEach(checkRefusal);
await checkSealed(readDocument("vectors/sealed-manifest.json"));
console.log(JSON.stringify({ messages, refusals: refusals.length, sealed: 1 }));
