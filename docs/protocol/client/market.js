// The renter's connection to a broker: MQTT 5, QoS 1. Everything that comes in goes through the gate.

import mqtt from "mqtt";
import { Gate, schemaFaults, topicOf } from "./protocol.js";

export class Market {
  #listeners = new Set();
  /** How many messages of each kind were taken, and what was not, with the reason. */
  taken = {};
  refused = [];
  /** What is offered now: topic → the offer's body. The broker keeps offers, so they come at once. */
  offers = new Map();

  /** @param settings broker (url), user and password (if the broker wants them), chainId */
  static async connect(settings, account) {
    const market = new Market();
    market.gate = new Gate(settings.chainId);
    market.client = await mqtt.connectAsync(settings.broker, {
      protocolVersion: 5,
      clientId: `renter-${account}-${process.pid}`,
      username: settings.user,
      password: settings.password,
      clean: true,
      properties: { receiveMaximum: 100 },
    });
    market.client.on("message", (topic, bytes) => market.#arrived(topic, bytes));
    const filters = ["offer/+/+", "presence/+", `bid/+/${account}/+/+`, `update/+/${account}/+/+`];
    filters.push(`log/+/${account}/+`, `receipt/+/${account}/+`);
    const granted = await market.client.subscribeAsync(Object.fromEntries(filters.map((f) => [`headroom/1/${f}`, { qos: 1 }])));
    const refused = granted.find(({ qos }) => qos >= 128);
    if (refused) throw new Error(`the broker does not let us read ${refused.topic}`);
    return market;
  }

  #arrived(topic, bytes) {
    if (bytes.length === 0) return this.offers.delete(topic); // taken back
    if (topic.startsWith("headroom/1/presence/")) return; // the broker's word, and not signed
    const verdict = this.gate.judge(topic, bytes);
    if (verdict.reason) {
      this.refused.push({ topic, ...verdict });
      return;
    }
    // Not needed for trust, but what is published should hold: the schema as a whole takes what the gate takes.
    const faults = schemaFaults(JSON.parse(bytes.toString("utf8")));
    if (faults) this.refused.push({ topic, reason: "SCHEMA", detail: JSON.stringify(faults) });
    this.taken[verdict.kind] = (this.taken[verdict.kind] ?? 0) + 1;
    if (verdict.kind === "offer") this.offers.set(topic, verdict.body);
    for (const listener of this.#listeners) listener(verdict);
  }

  /** Calls back with each message that is taken, until the returned function is called. */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** An offer that fits: one that stands already, or the next to come. */
  offer(seconds, fits) {
    const now = Date.now() / 1000;
    const standing = [...this.offers.values()].find((offer) => offer.expiresAt > now && fits(offer));
    return standing ?? this.next("offer that fits", seconds, ({ kind, body }) => kind === "offer" && fits(body) && body);
  }

  /** The first message to come for which choose() gives something. */
  next(what, seconds, choose) {
    return new Promise((resolve, reject) => {
      const end = (settle, value) => {
        clearTimeout(timer);
        stop();
        settle(value);
      };
      const timer = setTimeout(() => end(reject, new Error(`no ${what} within ${seconds} s`)), seconds * 1000);
      const stop = this.listen((message) => {
        const chosen = choose(message);
        if (chosen) end(resolve, chosen);
      });
    });
  }

  /** @throws if the broker refuses: its reason code comes with the PUBACK */
  async publish(message) {
    const left = message.body.expiresAt - Math.floor(Date.now() / 1000);
    await this.client.publishAsync(topicOf(message.type, message.body), JSON.stringify(message), {
      qos: 1,
      retain: message.type !== "log",
      properties: { messageExpiryInterval: left },
    });
  }

  /** An empty retained message takes an order back. */
  withdrawOrder(body) {
    return this.client.publishAsync(topicOf("order", body), "", { qos: 1, retain: true });
  }

  close() {
    return this.client.endAsync();
  }
}
