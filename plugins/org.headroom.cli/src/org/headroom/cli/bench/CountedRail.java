package org.headroom.cli.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.payment.BlockStanding;
import org.headroom.model.payment.ChainLook;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.Finality;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentRail;
import org.headroom.model.payment.StreamClaim;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.VerifiedStream;
import org.headroom.model.payment.WalletBalance;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.payment.WithdrawalScan;

/** Counts the looks at streams and what each of them asks; all else goes to the rail behind it. */
final class CountedRail implements PaymentRail {
    /** @param asked how many streams; @param read how many of them could be read; @param requests sent meanwhile */
    record Look(int asked, int read, long requests) {}

    private final PaymentRail rail;
    private final LongSupplier requests;
    private final List<Look> looks = new ArrayList<>(); // guarded by itself

    /** @param requests how many the node has had so far */
    CountedRail(PaymentRail rail, LongSupplier requests) {
        this.rail = rail;
        this.requests = requests;
    }

    List<Look> looks() {
        synchronized (looks) {
            return List.copyOf(looks);
        }
    }

    @Override
    public ChainLook look(Collection<StreamRef> streams) {
        long before = requests.getAsLong();
        ChainLook look = rail.look(streams);
        int read = (int) look.streams().values().stream()
                .filter(StreamReading.Read.class::isInstance)
                .count();
        synchronized (looks) {
            looks.add(new Look(streams.size(), read, requests.getAsLong() - before));
        }
        return look;
    }

    @Override
    public PaymentTerms terms() {
        return rail.terms();
    }

    @Override
    public ChainStatus status() {
        return rail.status();
    }

    @Override
    public StreamState verify(StreamRef stream, Optional<Long> since) throws PaymentFailure {
        return rail.verify(stream, since);
    }

    @Override
    public VerifiedStream verifyOpened(StreamRef stream, Optional<Long> since) throws PaymentFailure {
        return rail.verifyOpened(stream, since);
    }

    @Override
    public BlockStanding standing(StreamState read) throws PaymentFailure {
        return rail.standing(read);
    }

    @Override
    public WalletBalance balance(EthAddress account) throws PaymentFailure {
        return rail.balance(account);
    }

    @Override
    public WithdrawQuote quoteClaims(List<StreamClaim> claims) throws PaymentFailure {
        return rail.quoteClaims(claims);
    }

    @Override
    public List<Withdrawal> withdraw(WithdrawQuote quote) throws PaymentFailure {
        return rail.withdraw(quote);
    }

    @Override
    public List<Withdrawal> resume() throws PaymentFailure {
        return rail.resume();
    }

    @Override
    public WithdrawalScan withdrawals(StreamRef stream, long from) {
        return rail.withdrawals(stream, from);
    }

    @Override
    public Map<Hash32, Finality> finality(Collection<Withdrawal> withdrawals) {
        return rail.finality(withdrawals);
    }
}
