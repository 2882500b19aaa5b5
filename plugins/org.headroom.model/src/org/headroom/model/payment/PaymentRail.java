package org.headroom.model.payment;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;

/**
 * How a provider is paid. Every method but {@link #terms} asks the chain and may take seconds: call from a thread of the
 * wallet's or a virtual thread, never from the UI or {@code lease-loop}. Reads and transactions may run at the same time.
 */
public interface PaymentRail {
    /** Where this rig is paid; known without asking the chain. */
    PaymentTerms terms();

    /** Never throws: a chain that does not answer is a status. */
    ChainStatus status();

    /**
     * Reads the chain's head, the account's balance and these streams in as few requests as the node takes. Withdrawals are
     * not read: their total is zero in each state. Never throws.
     */
    ChainLook look(Collection<StreamRef> streams);

    /**
     * Reads one stream for a decision about money: from two nodes, at a block that both have, where two are set up.
     *
     * @param since the first block that may hold withdrawals from it; empty: they are not searched for. Withdrawals count as
     *     none where they are not searched for, or not to the end
     * @throws PaymentFailure DISAGREEMENT where two nodes answer differently
     */
    StreamState verify(StreamRef stream, Optional<Long> since) throws PaymentFailure;

    /**
     * Reads a new stream as {@link #verify} does, and says whether all its withdrawals are known. Logs that are pruned, or
     * that take more than a few requests, are no failure: the stream's state decides, and the search is done afterwards by
     * {@link #withdrawals}. The default is for chains whose logs are always there.
     */
    default VerifiedStream verifyOpened(StreamRef stream, Optional<Long> since) throws PaymentFailure {
        return new VerifiedStream(verify(stream, since), Optional.empty());
    }

    /**
     * Whether the block in which a stream was read is still part of the chain: of two nodes where two are set up. While it is,
     * no other stream can have the stream's number. The default is for chains whose blocks are never replaced.
     *
     * @throws PaymentFailure DISAGREEMENT where two nodes answer differently; also where a node does not have the block yet
     */
    default BlockStanding standing(StreamState read) throws PaymentFailure {
        return BlockStanding.STANDS;
    }

    WalletBalance balance(EthAddress account) throws PaymentFailure;

    /**
     * What a withdrawal from these streams would do, with what is beyond a claim's limit going back to the renter. Signs
     * nothing.
     *
     * @throws PaymentFailure NOTHING_DUE when there is nothing to withdraw and nothing to return
     */
    WithdrawQuote quoteClaims(List<StreamClaim> claims) throws PaymentFailure;

    /** All that these streams owe. Signs nothing. @throws PaymentFailure NOTHING_DUE when there is nothing to withdraw */
    default WithdrawQuote quote(List<StreamRef> streams) throws PaymentFailure {
        return quoteClaims(streams.stream().map(StreamClaim::unlimited).toList());
    }

    /**
     * Signs and sends exactly what was quoted, and waits until a block has it, up to 90 s. One entry a stream.
     *
     * @throws PaymentFailure PENDING where it was sent and not confirmed in time: {@link #resume} returns its withdrawals
     *     later; also where an earlier withdrawal from one of the streams is not confirmed yet, and then nothing was signed
     */
    List<Withdrawal> withdraw(WithdrawQuote quote) throws PaymentFailure;

    /**
     * Continues transactions that were sent and whose end is not known, for example before a restart: sends them again, or
     * replaces them within the fee that was shown. Returns without waiting for a block.
     *
     * @return withdrawals that a block has by now, whether or not they were returned before
     */
    List<Withdrawal> resume() throws PaymentFailure;

    /**
     * Withdrawals that were signed and that no block has, as of the last time that a transaction was looked at, oldest
     * first. Asks neither the chain nor the log, and does not wait: any thread.
     */
    default List<PendingWithdrawal> pending() {
        return List.of();
    }

    /**
     * Ends a stream for good: nothing streams any more, what has streamed can still be withdrawn, and the rest can be taken
     * back by the renter. Waits until a block has it. A stream that has ended already stays as it is.
     *
     * @throws PaymentFailure PENDING where it was sent and not confirmed in time; UNSUPPORTED where only the renter can
     */
    default void end(StreamRef stream) throws PaymentFailure {
        throw new PaymentFailure(
                PaymentFailure.Kind.UNSUPPORTED,
                "Stream " + stream.id() + " cannot be ended by the provider: only the renter can end it.");
    }

    /**
     * Searches for withdrawals from one stream, whoever sent them. Makes a limited number of requests a call. Never throws.
     *
     * @param from the first block to search
     */
    WithdrawalScan withdrawals(StreamRef stream, long from);

    /** Where transactions stand that were in a block once. Never throws. One entry for each. */
    Map<Hash32, Finality> finality(Collection<Withdrawal> withdrawals);
}
