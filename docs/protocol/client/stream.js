// Money: one Sablier Flow stream for each lease. Amounts are base units of USDC, as BigInt.

import { Contract, JsonRpcProvider, Wallet, keccak256 } from "ethers";

const FLOW = [
  "function createAndDeposit(address sender, address recipient, uint128 ratePerSecond, uint40 startTime, address token, bool transferable, uint128 amount) payable returns (uint256)",
  "function void(uint256 streamId) payable",
  "function refundMax(uint256 streamId) payable returns (uint128)",
  "function withdrawableAmountOf(uint256 streamId) view returns (uint128)",
  "event CreateFlowStream(uint256 streamId, address creator, address indexed sender, address indexed recipient, uint128 ratePerSecond, uint40 snapshotTime, address indexed token, bool transferable)",
  "event RefundFromFlowStream(uint256 indexed streamId, address indexed sender, uint128 amount)",
];
const TOKEN = [
  "function approve(address spender, uint256 amount) returns (bool)",
  "function balanceOf(address account) view returns (uint256)",
];
const SCALE = 10n ** 12n; // from six decimals to the rate's eighteen

/** The least rate that pays the price in full: tokens a second with 18 decimals. */
export const rateOf = (perHour) => (BigInt(perHour) * SCALE + 3599n) / 3600n;
/** What streams in so many seconds, cut to base units. */
export const streamed = (rate, seconds) => (rate * BigInt(Math.max(0, seconds))) / SCALE;

const ATTEMPTS = 6;
const FIRST_WAIT = 200; // milliseconds; doubles with each attempt
const DROPPED = ["ECONNRESET", "ECONNREFUSED", "EPIPE", "ETIMEDOUT", "TIMEOUT"];

/** Sends a request again when a node drops the connection; ethers itself waits after HTTP status 429. */
class RetryingProvider extends JsonRpcProvider {
  async _send(payload) {
    for (let attempt = 1; ; attempt++) {
      try {
        const replies = await super._send(payload);
        return attempt === 1 ? replies : replies.map((reply) => acceptKnown(reply, payload));
      } catch (error) {
        if (attempt === ATTEMPTS || !(DROPPED.includes(error.code) || error.message.includes("socket hang up"))) throw error;
        await new Promise((done) => setTimeout(done, FIRST_WAIT * 2 ** (attempt - 1)));
      }
    }
  }
}

/** A transaction that the node received although it dropped the connection counts as sent. */
const acceptKnown = (reply, payload) => {
  const call = [payload].flat().find(({ id }) => id === reply.id);
  const known = call?.method === "eth_sendRawTransaction" && /already (known|imported)/i.test(reply.error?.message ?? "");
  return known ? { id: reply.id, result: keccak256(call.params[0]) } : reply;
};

/** Sends a transaction and waits for its block. It may cost more gas than estimated: a void does once something is owed. */
const send = async (method, ...args) => {
  const gasLimit = 2n * (await method.estimateGas(...args));
  return (await method(...args, { gasLimit })).wait();
};

export class Purse {
  /** @param settings rpc (url), chainId, flow and token (addresses), key (private) */
  constructor(settings) {
    this.settings = settings;
    this.provider = new RetryingProvider(settings.rpc, settings.chainId, { staticNetwork: true, pollingInterval: 250, cacheTimeout: -1 });
    this.wallet = new Wallet(settings.key, this.provider);
    this.account = this.wallet.address.toLowerCase();
    this.flow = new Contract(settings.flow, FLOW, this.wallet);
    this.token = new Contract(settings.token, TOKEN, this.wallet);
  }

  balance() {
    return this.token.balanceOf(this.account);
  }

  /** Opens and funds a stream for a bid. It pays from the block that has it. */
  async open(bid, deposit) {
    const { flow, token, chainId } = this.settings;
    const rate = rateOf(bid.perHour);
    await send(this.token.approve, flow, deposit);
    const receipt = await send(this.flow.createAndDeposit, this.account, bid.payment.recipient, rate, 0, token, false, deposit);
    const [created] = receipt.logs
      .filter((log) => log.address.toLowerCase() === flow.toLowerCase())
      .map((log) => this.flow.interface.parseLog(log))
      .filter((event) => event?.name === "CreateFlowStream");
    const { timestamp } = await this.provider.getBlock(receipt.blockNumber);
    const ref = { chainId, contract: flow.toLowerCase(), token: token.toLowerCase(), id: created.args.streamId.toString() };
    return { ref, rate, deposit, startedAt: timestamp };
  }

  /** Ends a stream for good, and takes back all that is not owed. @returns what came back, and what is the provider's */
  async end({ ref }) {
    await send(this.flow.void, ref.id);
    const receipt = await send(this.flow.refundMax, ref.id);
    const refund = receipt.logs.map((log) => this.flow.interface.parseLog(log)).find((e) => e?.name === "RefundFromFlowStream");
    return { refunded: refund?.args.amount ?? 0n, owed: await this.flow.withdrawableAmountOf(ref.id) };
  }
}
