// Money: one Sablier Flow stream for each lease. Amounts are base units of USDC, as BigInt.

import { Contract, JsonRpcProvider, Wallet } from "ethers";

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

export class Purse {
  /** @param settings rpc (url), chainId, flow and token (addresses), key (private) */
  constructor(settings) {
    this.settings = settings;
    this.provider = new JsonRpcProvider(settings.rpc, settings.chainId, { staticNetwork: true, pollingInterval: 250, cacheTimeout: -1 });
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
    await (await this.token.approve(flow, deposit)).wait();
    const call = await this.flow.createAndDeposit(this.account, bid.payment.recipient, rate, 0, token, false, deposit);
    const receipt = await call.wait();
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
    // A void costs more once something is owed, which may be a second after the estimate.
    const gasLimit = 2n * (await this.flow.void.estimateGas(ref.id));
    await (await this.flow.void(ref.id, { gasLimit })).wait();
    const receipt = await (await this.flow.refundMax(ref.id)).wait();
    const refund = receipt.logs.map((log) => this.flow.interface.parseLog(log)).find((e) => e?.name === "RefundFromFlowStream");
    return { refunded: refund?.args.amount ?? 0n, owed: await this.flow.withdrawableAmountOf(ref.id) };
  }
}
