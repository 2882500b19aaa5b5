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
 * A chain behind a slow node: each fifth call fails, half of these after the chain has done what it was asked. What is dead
 * hears of no failure.
 */
final class SlowFunding implements StreamFunding {
    private static final int FAILING = 5;

    private final StreamFunding funding;
    private final KillSwitch kill;
    private final Mishaps mishaps;

    SlowFunding(StreamFunding funding, KillSwitch kill, Mishaps mishaps) {
        this.funding = funding;
        this.kill = kill;
        this.mishaps = mishaps;
    }

    /** What the chain is asked to do. */
    @FunctionalInterface
    private interface Deed<T> {
        T done() throws PaymentFailure;
    }

    private <T> T ask(Deed<T> deed) throws PaymentFailure {
        boolean fails = mishaps.strike(FAILING);
        if (kill.dead()) throw new KillSwitch.Killed();
        if (!fails) return deed.done();
        if (mishaps.failures() % 2 == 0) deed.done();
        throw new PaymentFailure(PaymentFailure.Kind.UNREACHABLE, "The node dropped the connection.");
    }

    @Override
    public Rail rail() {
        return funding.rail();
    }

    @Override
    public EthAddress account() {
        return funding.account();
    }

    @Override
    public long head() throws PaymentFailure {
        return ask(funding::head);
    }

    @Override
    public OpenedStream open(EthAddress recipient, RatePerSecond rate, Usdc deposit, BooleanSupplier stillWanted)
            throws PaymentFailure {
        return ask(() -> funding.open(recipient, rate, deposit, stillWanted));
    }

    @Override
    public List<OpenedStream> opened(EthAddress recipient, RatePerSecond rate, long afterBlock) throws PaymentFailure {
        return ask(() -> funding.opened(recipient, rate, afterBlock));
    }

    @Override
    public StreamState read(StreamRef stream) throws PaymentFailure {
        return ask(() -> funding.read(stream));
    }

    @Override
    public StreamState state(StreamRef stream) throws PaymentFailure {
        return ask(() -> funding.state(stream));
    }

    @Override
    public Reading look(StreamRef stream) throws PaymentFailure {
        return ask(() -> funding.look(stream));
    }

    @Override
    public BlockStanding standing(Mark block) throws PaymentFailure {
        return ask(() -> funding.standing(block));
    }

    @Override
    public void end(StreamRef stream) throws PaymentFailure {
        ask(() -> {
            funding.end(stream);
            return stream;
        });
    }

    @Override
    public Usdc refund(StreamRef stream) throws PaymentFailure {
        return ask(() -> funding.refund(stream));
    }

    @Override
    public WalletBalance balance() throws PaymentFailure {
        return ask(funding::balance);
    }
}
