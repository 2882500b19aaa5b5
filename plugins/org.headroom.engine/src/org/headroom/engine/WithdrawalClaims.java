package org.headroom.engine;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamClaim;
import org.headroom.model.payment.StreamPayout;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.WithdrawQuote;

/** What a withdrawal may take out of the streams of open leases: by their receipts, where they have one. */
record WithdrawalClaims(List<StreamClaim> claims) {
    WithdrawalClaims {
        claims = List.copyOf(claims);
    }

    /** Of the streams that hold money. {@code lease-loop} only. */
    static WithdrawalClaims of(LeaseBook book, StreamBeliefs beliefs, Instant now) {
        return new WithdrawalClaims(book.open().stream()
                .filter(l -> !beliefs.isDoubtful(l.id()))
                .filter(l -> beliefs.guard()
                        .get(
                                l.id(),
                                false,
                                () -> beliefs.of(l)
                                        .filter(s -> s.due(now).compareTo(Usdc.ZERO) > 0)
                                        .isPresent()))
                .flatMap(l -> claim(l, beliefs).stream())
                .toList());
    }

    /** Of all open leases, whether their streams hold money or not. {@code lease-loop} only. */
    static WithdrawalClaims all(LeaseBook book, StreamBeliefs beliefs) {
        return new WithdrawalClaims(book.open().stream()
                .filter(l -> !beliefs.isDoubtful(l.id()))
                .flatMap(l -> claim(l, beliefs).stream())
                .toList());
    }

    private static Optional<StreamClaim> claim(LeaseState lease, StreamBeliefs beliefs) {
        return beliefs.guard()
                .get(
                        lease.id(),
                        Optional.empty(),
                        () -> lease.paidBy().map(f -> of(lease, f, beliefs.isExplained(lease.id()))));
    }

    /**
     * Of one lease.
     *
     * @param explained whether all withdrawals from its stream are known
     */
    static StreamClaim of(LeaseState lease, Funding funding, boolean explained) {
        StreamState verified = funding.stream();
        return lease.claimable()
                .map(most -> new StreamClaim.Limit(most, verified.sender(), explained && funding.allFinal()))
                .map(limit -> StreamClaim.limited(verified.ref(), limit))
                .orElseGet(() -> StreamClaim.unlimited(verified.ref()));
    }

    /**
     * That nothing has changed since the quote that would make it wrong: a lease has got its receipt, or a withdrawal was
     * booked or taken back.
     *
     * @throws PaymentFailure then nothing may be signed
     */
    void require(WithdrawQuote quote) throws PaymentFailure {
        Map<StreamRef, StreamClaim> now = new HashMap<>();
        for (StreamClaim claim : claims) now.put(claim.stream(), claim);
        for (StreamPayout payout : quote.payouts()) {
            Optional<StreamClaim> claim = Optional.ofNullable(now.get(payout.stream()));
            if (claim.filter(c -> agrees(payout, c)).isEmpty())
                throw new PaymentFailure(
                        PaymentFailure.Kind.REVERTED,
                        "What may be withdrawn from stream " + payout.stream().id()
                                + " has changed since the quote: ask for a new one; nothing was signed.");
        }
    }

    /** Money is returned only while that is certain; for the rest it makes no difference. */
    private static boolean agrees(StreamPayout payout, StreamClaim now) {
        Optional<StreamClaim.Limit> quoted = payout.claim().limit();
        if (quoted.isEmpty() || now.limit().isEmpty())
            return quoted.isEmpty() && now.limit().isEmpty();
        StreamClaim.Limit then = quoted.get();
        StreamClaim.Limit limit = now.limit().get();
        return limit.most().equals(then.most())
                && limit.renter().equals(then.renter())
                && (limit.certain() || !payout.returns());
    }
}
