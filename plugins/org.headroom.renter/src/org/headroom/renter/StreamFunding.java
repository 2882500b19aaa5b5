package org.headroom.renter;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.WalletBalance;
import org.headroom.wallet.RenterPayments.BlockStanding;

/**
 * How a renter pays. Every method that throws asks the chain and may take seconds: it is called on a virtual thread, one
 * call at a time.
 */
public interface StreamFunding {
    /** A block as it was when it was read: another one of this number has another hash. */
    record Mark(long number, String hash) {}

    /** What the contract says in a block. */
    record Reading(StreamState state, Mark block) {}

    /** Known without asking the chain. */
    Rail rail();

    /** The account that pays; known without asking the chain. */
    EthAddress account();

    /** The number of the newest block. What is opened after asking is in a later one. */
    long head() throws PaymentFailure;

    /**
     * Opens a stream and pays the deposit in, and returns when a block has it.
     *
     * @param stillWanted asked right before the stream's own transaction is sent: the approval before it can take a minute
     * @throws PaymentFailure where its kind is not worth retrying, nothing was opened; otherwise {@link #opened} tells
     */
    OpenedStream open(EthAddress recipient, RatePerSecond rate, Usdc deposit, BooleanSupplier stillWanted)
            throws PaymentFailure;

    /**
     * The streams that this account has opened for a recipient at a rate, in blocks after the one given, oldest first.
     * Transactions that this object sent and that a reorganisation took out are sent again with the same bytes. Waits for
     * transactions of this account that are still on their way, so that the answer is final.
     */
    List<OpenedStream> opened(EthAddress recipient, RatePerSecond rate, long afterBlock) throws PaymentFailure;

    /** With all that was withdrawn. A node that keeps no old logs cannot tell it. */
    StreamState read(StreamRef stream) throws PaymentFailure;

    /** What the contract itself says; what was withdrawn is not part of it. */
    default StreamState state(StreamRef stream) throws PaymentFailure {
        return read(stream);
    }

    /** As {@link #state}, with the block that was read. */
    Reading look(StreamRef stream) throws PaymentFailure;

    /** What has become of a block that was read. */
    BlockStanding standing(Mark block) throws PaymentFailure;

    /** Ends a stream for good; what has streamed stays the recipient's. */
    void end(StreamRef stream) throws PaymentFailure;

    /** Takes back all that is not owed. @return how much came back */
    Usdc refund(StreamRef stream) throws PaymentFailure;

    /** What this account holds. */
    WalletBalance balance() throws PaymentFailure;
}
