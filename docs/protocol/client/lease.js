// One lease as a renter, from the order to the last cent. Run: npm run lease -- settings.json
//
// settings.json: { "broker": url, "user", "password", "rpc": url, "chainId", "flow": address, "token": address,
//   "key": private key, "way": "auction" or "offer", "requirements", "manifest", "secrets": {name: value},
//   "ceilingPerHour": base units in a string, "durationSeconds" }
// Prints what happens, a JSON object a line; the last has "done": true. Exit code 1 when the lease did not come to be.

import { readFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { signed } from "./protocol.js";
import { Market } from "./market.js";
import { Purse, rateOf, streamed } from "./stream.js";
import { NOTHING_SEALED, seal } from "./sealing.js";

const ZERO = "0x" + "00".repeat(20);
const NO_KEY = "0x" + "00".repeat(32);
const BIDDING = 120; // seconds that the order is open
const COLLECTING = 1; // seconds for further bids after the first
const MARGIN = 120; // seconds paid in beyond the duration, for the start and the provider's least runway
const ANSWER = 60; // seconds for the provider to answer an acceptance
const RECEIPT = 60; // seconds for a receipt when the job must be over

const say = (event) => console.log(JSON.stringify(event, (_, v) => (typeof v === "bigint" ? v.toString() : v)));

/** A standing offer that fits what is wanted, as far as offers tell; GPUs of one rig cost the same each. */
function fits(offer, { requirements, manifest, durationSeconds }) {
  return (
    (manifest.secrets.length === 0 || offer.sealingKey !== NO_KEY) &&
    offer.gpuName.toLowerCase().includes(requirements.model.toLowerCase()) &&
    offer.gpuMemoryBytes >= requirements.memoryBytes &&
    offer.facts.gpus >= requirements.gpus &&
    offer.facts.networks.includes(requirements.network) &&
    offer.longestSeconds >= durationSeconds
  );
}

/** Why a bid cannot be taken; null where it can. */
function unfit(bid, order, settings) {
  const { requirements, manifest } = order;
  const { chainId, contract, token, recipient } = bid.payment;
  if (BigInt(bid.perHour) <= 0n || BigInt(bid.perHour) > BigInt(order.ceilingPerHour)) return "its price";
  if (order.provider !== ZERO && bid.provider !== order.provider) return "another provider than the one asked";
  if (chainId !== settings.chainId || contract !== settings.flow.toLowerCase()) return "it is paid elsewhere";
  if (token !== settings.token.toLowerCase() || recipient === order.renter) return "it is paid in another way";
  if (requirements.wholeRig ? bid.gpus.length < requirements.gpus : bid.gpus.length !== requirements.gpus) return "its GPUs";
  if (!bid.gpus.every((g) => g.name.toLowerCase().includes(requirements.model.toLowerCase()))) return "its model";
  if (manifest.secrets.length > 0 && bid.sealingKey === NO_KEY) return "it takes no secrets";
  return bid.expiresAt - Date.now() / 1000 < 3 ? "it ends too soon" : null;
}

/** The cheapest of the bids that come within a second of the first that fits. */
async function chosenBid(market, order, settings) {
  const bids = [];
  const stop = market.listen(({ kind, body }) => {
    if (kind !== "bid" || body.order !== order.id) return;
    const why = unfit(body, order, settings);
    say({ bid: body.id, perHour: body.perHour, gpus: body.gpus.length, passedOver: why });
    if (!why) bids.push(body);
  });
  await market.next("bid that can be taken", BIDDING, () => bids.length > 0);
  await new Promise((resolve) => setTimeout(resolve, COLLECTING * 1000));
  stop();
  return bids.reduce((best, bid) => (BigInt(bid.perHour) < BigInt(best.perHour) ? bid : best));
}

/** Follows a lease until its receipt. Updates may come late or twice: the highest number counts. */
function followed(market, bid, longest) {
  const log = new Map(); // offset → text
  let last = -1;
  return new Promise((resolve, reject) => {
    let timer;
    const patience = (seconds, what) => {
      clearTimeout(timer);
      timer = setTimeout(() => over(reject, new Error(what)), seconds * 1000);
    };
    const over = (settle, value) => {
      clearTimeout(timer);
      stop();
      settle(value);
    };
    const stop = market.listen(({ kind, body }) => {
      if (body.lease !== bid.id || body.provider !== bid.provider) return;
      if (kind === "log") log.set(body.offset, body.text);
      if (kind === "receipt") over(resolve, { receipt: body, log: assembled(log) });
      if (kind !== "update" || body.number <= last) return;
      last = body.number;
      say({ update: body.phase, detail: body.detail });
      if (body.phase === "REFUSED") over(reject, new Error(`the provider refused: ${body.detail}`));
      else patience(body.phase === "STARTING" ? 900 : longest + RECEIPT, `nothing more came after ${body.phase}`);
    });
    patience(ANSWER, "the provider did not answer the acceptance");
  });
}

/** The pieces in order, as far as none is missing. */
function assembled(pieces) {
  let text = "";
  for (const offset of [...pieces.keys()].sort((a, b) => a - b))
    if (offset <= text.length) text = text.slice(0, offset) + pieces.get(offset);
  return text;
}

/** What is false in a receipt; the gate has checked its signature. */
function falsehoods(receipt, bid, stream) {
  const most = streamed(stream.rate, receipt.endedAt - stream.startedAt);
  return [
    receipt.order !== bid.order && "another order",
    receipt.renter !== bid.renter && "another renter",
    JSON.stringify(receipt.gpus) !== JSON.stringify(bid.gpus.map((gpu) => gpu.id)) && "other GPUs",
    receipt.stream.id !== stream.ref.id && "another stream",
    BigInt(receipt.ratePerSecond) !== rateOf(bid.perHour) && "another rate",
    BigInt(receipt.amountDue) > (most < stream.deposit ? most : stream.deposit) && "more than had streamed",
  ].filter(Boolean);
}

async function lease(settings) {
  const purse = new Purse(settings);
  const renter = purse.account;
  const market = await Market.connect(settings, renter);
  const write = (kind, fields, seconds) => signed(purse.wallet, settings.chainId, kind, fields, seconds);
  let stream;
  try {
    // 1. The order: open to all, or to the provider of an offer at the offer's price.
    const { requirements, manifest, durationSeconds } = settings;
    let [provider, offer, ceilingPerHour] = [ZERO, "", settings.ceilingPerHour];
    if (settings.way === "offer") {
      const found = await market.offer(30, (each) => fits(each, settings));
      [provider, offer] = [found.provider, found.id];
      ceilingPerHour = (BigInt(found.askPerHour) * BigInt(requirements.gpus)).toString();
      say({ offer, provider, askPerHour: found.askPerHour });
    }
    const order = await write(
      "order",
      { id: randomUUID(), renter, provider, offer, requirements, manifest, ceilingPerHour, durationSeconds, startNotBefore: 0, startNotAfter: 0 },
      BIDDING,
    );
    const bids = chosenBid(market, order.body, settings);
    bids.catch(() => {}); // it is awaited below; should publishing fail first, that is the error to tell
    await market.publish(order);
    say({ order: order.body.id, way: settings.way });

    // 2. The bid that is taken. Nobody need bid any more.
    const bid = await bids;
    await market.withdrawOrder(order.body);

    // 3. The stream that pays for it.
    const deposit = streamed(rateOf(bid.perHour), durationSeconds + MARGIN) + 1n;
    stream = await purse.open(bid, deposit);
    say({ taken: bid.id, stream: stream.ref.id, ratePerSecond: stream.rate, deposit });

    // 4. The acceptance, with the secrets for this provider alone.
    const ids = { lease: bid.id, order: order.body.id, renter, provider: bid.provider };
    const sealed = manifest.secrets.length > 0 ? await seal(bid.sealingKey, ids, settings.secrets) : NOTHING_SEALED;
    const longest = Math.min(durationSeconds, manifest.limits.runTimeSeconds);
    const end = followed(market, bid, longest);
    end.catch(() => {});
    await market.publish(await write("acceptance", { ...ids, bid: bid.id, stream: stream.ref, sealed }, 3600));

    // 5. The job, its log, its receipt.
    const { receipt, log } = await end;
    const wrong = falsehoods(receipt, bid, stream);
    if (wrong.length > 0) throw new Error(`the receipt is not true: ${wrong.join(", ")}`);
    const ended = stream;
    stream = undefined;

    // 6. What was not streamed comes back.
    const settled = await purse.end(ended);
    const kinds = market.taken;
    say({ done: true, lease: bid.id, provider: bid.provider, perHour: bid.perHour, receipt, log, ...settled, kinds, refused: market.refused });
  } finally {
    // Whatever went wrong: the money is not left to stream.
    if (stream) say({ ended: stream.ref.id, ...(await purse.end(stream)) });
    await market.close();
    purse.provider.destroy();
  }
}

try {
  await lease(JSON.parse(readFileSync(process.argv[2], "utf8")));
} catch (e) {
  say({ failed: e.message });
  process.exitCode = 1;
}
