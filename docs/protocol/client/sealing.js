// Secrets that only the provider can read: HPKE (RFC 9180), base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM.

import { Aes128Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";

const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() });
const INFO = bytesOf("headroom/1 manifest secrets");

export const NOTHING_SEALED = { enc: "0x" + "00".repeat(32), ciphertext: "0x" };

function bytesOf(text) {
  return Uint8Array.from(Buffer.from(text)).buffer;
}
const fromHex = (hex) => Uint8Array.from(Buffer.from(hex.slice(2), "hex")).buffer;
const toHex = (buffer) => "0x" + Buffer.from(buffer).toString("hex");

/** What binds the secrets to one lease. Addresses are in lower case. */
export const aadOf = ({ lease, order, renter, provider }) => [lease, order, renter, provider].join("|");

/** @param sealingKey of the bid @param secrets name → value, exactly the names in the manifest's secrets */
export async function seal(sealingKey, lease, secrets) {
  const recipientPublicKey = await suite.kem.deserializePublicKey(fromHex(sealingKey));
  const sender = await suite.createSenderContext({ recipientPublicKey, info: INFO });
  const ciphertext = await sender.seal(bytesOf(JSON.stringify(secrets)), bytesOf(aadOf(lease)));
  return { enc: toHex(sender.enc), ciphertext: toHex(ciphertext) };
}

/** What the provider does. @returns the plaintext, as text @throws if it was not sealed to this key for this lease */
export async function open(keyPair, sealed, lease) {
  const recipient = await suite.createRecipientContext({ recipientKey: keyPair, enc: fromHex(sealed.enc), info: INFO });
  return Buffer.from(await recipient.open(fromHex(sealed.ciphertext), bytesOf(aadOf(lease)))).toString("utf8");
}

export async function keyPairOf(privateKey, publicKey) {
  return {
    privateKey: await suite.kem.deserializePrivateKey(fromHex(privateKey)),
    publicKey: await suite.kem.deserializePublicKey(fromHex(publicKey)),
  };
}
