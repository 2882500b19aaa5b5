package org.headroom.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** A chain behind a slow node: 20 to 200 ms a call; each 19th call is not answered, each 23rd look reads no stream. */
final class SlowRail implements PaymentRail {
    private static final int UNANSWERED = 19;
    private static final int UNREADABLE = 23;
    private static final String SILENT = "The node dropped the connection.";

    private final PaymentRail rail;
    private final Mishaps mishaps;
    private final Mishaps readings = new Mishaps(0, 0, 0);

    SlowRail(PaymentRail rail, Mishaps mishaps) {
        this.rail = rail;
        this.mishaps = mishaps;
    }

    private boolean unanswered() {
        return mishaps.strike(UNANSWERED);
    }

    private void ask() throws PaymentFailure {
        if (unanswered()) throw new PaymentFailure(PaymentFailure.Kind.UNREACHABLE, SILENT);
    }

    private ChainStatus down() {
        PaymentTerms terms = rail.terms();
        return new ChainStatus(false, terms.chainId(), "test chain", 0, SILENT);
    }

    @Override
    public PaymentTerms terms() {
        return rail.terms();
    }

    @Override
    public ChainStatus status() {
        return unanswered() ? down() : rail.status();
    }

    @Override
    public ChainLook look(Collection<StreamRef> streams) {
        if (unanswered()) return new ChainLook(down(), Optional.empty(), Map.of());
        ChainLook look = rail.look(streams);
        if (!readings.strike(UNREADABLE)) return look;
        Map<StreamRef, StreamReading> none = new HashMap<>();
        for (StreamRef s : look.streams().keySet())
            none.put(s, new StreamReading.Unreadable(s, PaymentFailure.Kind.BAD_ANSWER, "The node answers nonsense."));
        return new ChainLook(look.status(), look.balance(), none);
    }

    @Override
    public StreamState verify(StreamRef stream, Optional<Long> since) throws PaymentFailure {
        ask();
        return rail.verify(stream, since);
    }

    @Override
    public VerifiedStream verifyOpened(StreamRef stream, Optional<Long> since) throws PaymentFailure {
        ask();
        return rail.verifyOpened(stream, since);
    }

    @Override
    public BlockStanding standing(StreamState read) throws PaymentFailure {
        ask();
        return rail.standing(read);
    }

    @Override
    public WalletBalance balance(EthAddress account) throws PaymentFailure {
        ask();
        return rail.balance(account);
    }

    @Override
    public WithdrawQuote quoteClaims(List<StreamClaim> claims) throws PaymentFailure {
        ask();
        return rail.quoteClaims(claims);
    }

    @Override
    public List<Withdrawal> withdraw(WithdrawQuote quote) throws PaymentFailure {
        ask();
        return rail.withdraw(quote);
    }

    @Override
    public List<Withdrawal> resume() throws PaymentFailure {
        ask();
        return rail.resume();
    }

    @Override
    public void end(StreamRef stream) throws PaymentFailure {
        ask();
        rail.end(stream);
    }

    @Override
    public WithdrawalScan withdrawals(StreamRef stream, long from) {
        if (unanswered()) return new WithdrawalScan(List.of(), from, WithdrawalScan.Outcome.FAILED, SILENT);
        return rail.withdrawals(stream, from);
    }

    @Override
    public Map<Hash32, Finality> finality(Collection<Withdrawal> withdrawals) {
        if (!unanswered()) return rail.finality(withdrawals);
        Map<Hash32, Finality> unknown = new HashMap<>();
        for (Withdrawal w : withdrawals) unknown.put(w.transaction(), Finality.UNKNOWN);
        return unknown;
    }
}
